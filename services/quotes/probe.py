"""An article that is known to be good: where its quotes are not found, the process is at fault, not what it reads."""

from __future__ import annotations

from schemas.article import AnnotatedArticle
from schemas.document import Span
from schemas.entity import Entity, Mention
from schemas.story import Story

PROBE = AnnotatedArticle(
    id="probe",
    source="copydesk",
    language="en",
    text="“Nobody should have to wait for the morning,” said Rui Falcão, who steers the ferry.\n\n"
    "He said that the port would pay half of it.",
    paragraphs=(Span(start=0, end=84), Span(start=86, end=129)),
    story=Story(id="probe", verdict="new"),
    entities=(
        Entity(
            id="probe-person",
            name="Rui Falcão",
            type="PERSON",
            mentions=(Mention(start=51, end=61, text="Rui Falcão", kind="name"),),
        ),
    ),
)
