"""A statement: what one speaker says, in one or more runs of the text, before the speaker is known by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.quotes.speakers.subjects import Subject


@dataclass(slots=True)
class Statement:
    """Grows over sentences and paragraphs.

    `quoted`, `reported`: whether it has words inside quotation marks, and others. `carried`: nobody is named beside it,
    it goes on with the speaker of the statement before. `paragraph` is that of its last span.
    """

    spans: list[tuple[int, int]]
    paragraph: int
    quoted: bool
    reported: bool
    confidence: float
    subject: Subject | None = None
    cue: tuple[int, int] | None = None
    carried: bool = False
    sentence: int = field(default=-1)
