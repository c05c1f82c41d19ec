"""A statement: what one speaker says, in one or more spans of the text, before the speaker is known by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.quotes.speakers.subjects import Subject

MOST_STATEMENTS = 2_000
"""Statements of one article; what comes behind them is left out. A day of a parliament has fewer, an event with 8,000
is larger than its topic takes, and each is an event of its own besides."""


@dataclass(slots=True)
class Statement:
    """It grows over sentences and paragraphs while they are read; offsets are characters.

    `quoted`, `reported`: whether it has words inside quotation marks, and outside of them. `carried`: nobody is named
    beside it, its speaker is that of the statement before. `paragraph`, `sentence`: numbers of those that its last span
    stands in; the sentence is -1 where it is not known. `extent`, `speech`, `mention`: how probable it is that it ends
    where it should, that somebody says it, and that `subject` is who does; rules know no more than one figure, which
    is `extent`.
    """

    spans: list[tuple[int, int]]
    paragraph: int
    quoted: bool
    reported: bool
    extent: float
    subject: Subject | None = None
    cue: tuple[int, int] | None = None
    carried: bool = False
    speech: float | None = None
    mention: float = 1.0
    sentence: int = field(default=-1)
