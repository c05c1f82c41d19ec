"""An article that is known to be good: where it cannot be annotated, the process is at fault and not what it reads."""

from __future__ import annotations

from schemas.article import UniqueArticle
from schemas.story import Story

PROBE = UniqueArticle(
    id="probe",
    source="copydesk",
    language="en",
    text="LISBON — The night ferry will run every hour, the Port of Lisbon said on Monday. Ines Moreira, a historian, "
    "crossed the Tagus with Rui Falcão. Moreira said that Portugal had waited for it. The captain agreed.",
    story=Story(id="probe", verdict="new"),
)
