"""An article that is known to be good: where it cannot be judged, the process is at fault and not what it reads."""

from __future__ import annotations

from schemas.article import CleanArticle
from schemas.sketch import SKETCH_FORM, Sketch

PROBE = CleanArticle(
    id="probe",
    source="copydesk",
    title="Harbour ferry to run all night",
    text="The night ferry across the harbour will run every hour from the first of May.",
    sketch=Sketch(form=SKETCH_FORM, exact="probe", keys=(1, 2, 3), places=(0, 4, 8), shingles=11, words="AQACAAMABAA="),
)
