"""Embargoes in words: what press offices write above a release and into the subject of the mail that brings it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from schemas.article import PubStatus
from services.intake.formats.shared.moments import MomentError, embargo

LOOK_LINES = 15
"""An embargo stands above the text; further down the word is news of an arms embargo."""

MAX_LINE_CHARACTERS = 200
"""A longer line is a paragraph."""

MAX_DATE_WORDS = 14

_UNTIL = (
    r"(?:until|till?|before|to|for release|for publication|for|not\s+for\s+\w+|ends?|bis|jusqu['’](?:au|à)|hasta"
    r"|hasta el|fino all[ae']|fino al?|tot|até|do|til|till)"
)
_STATED = re.compile(
    rf"(?:\b(?:embargoed|embargiert|embargado)\b"
    rf"|^\W*(?:(?:strictly|under|press|news|media|strict|sous|bajo|unter|with|sotto|onder|sob|pod)\s+){{0,3}}embargo\b"
    rf"(?=\W{{0,4}}(?:{_UNTIL}\b|\d))"
    rf"|^\W*(?:strict(?:ly)?\s+)?EMBARGO\b(?=\s*(?:[:\])–—-]|$))"
    rf"|^\W*(?:sperrfrist|gesperrt\s+bis|hold\s+for\s+release|hold\s+until|klausulert|klausuleret"
    rf"|(?:under|sous|bajo|sotto|onder|sob|pod)\s+embargo)\b"
    rf"|^\W*(?:strictly\s+)?not\s+for\s+(?:publication|release|broadcast|use)\b[\w\s,/]{{0,40}}?"
    rf"\b(?:before|until|till?)\b)"
    rf"(?P<until>\W{{0,4}}(?:{_UNTIL}\b\W{{0,3}}){{0,4}})",
    re.IGNORECASE,
)
_LOUD = re.compile(
    r"EMBARGO|Embargo|SPERRFRIST|Sperrfrist|GESPERRT|HOLD|Hold|NOT|Not|UNDER|Under|STRICT|SOUS|Sous|BAJO|Bajo|SOTTO|Sotto"
    r"|ONDER|Onder|SOB|Sob|POD|Pod|KLAUSUL|Klausul"
)
_RELEASED = re.compile(
    r"\W*for\s+(?:release|publication|broadcast)\W{1,3}(?:(?:on|at|from|after|not before)\b\W{0,2}){0,2}",
    re.IGNORECASE,
)
"""A release that names its day, over when that day has come; without one it is for now."""

_OVER = re.compile(
    r"embargo(?:ed)?\s+(?:\w+\s+)?(?:lifted|expired|over|ended|removed|goods)"
    r"|(?:\bno|\bnot|without|lifts?|un)[\s-]?embargo",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"[\W_]*(?:(?i:strict(?:ly)?|under|press|news|media|release|note|notice|copy|for)[\W_]+|[A-Z]{2,}[\W_]+){0,6}"
)
"""What may stand before the word in its own line: marks, capitals, and words that go with it."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class WordedEmbargo:
    """An embargo that a text states: where its words stand, and until when, None where that cannot be read."""

    start: int
    end: int
    until: datetime | None

    @property
    def status(self) -> PubStatus:
        """Who cannot tell when an embargo ends must hold the article back."""
        return "usable" if self.until is not None else "withheld"


def stated_embargo(line: str) -> WordedEmbargo | None:
    """The embargo that a subject or a line above a text states."""
    line = line[:MAX_LINE_CHARACTERS]
    if release := _RELEASED.match(line):
        end, until = _date(line, release.end())
        return WordedEmbargo(release.start(), end, until) if until is not None else None
    match = _STATED.search(line)
    if match is None or _OVER.search(line) or not (_LOUD.search(match[0]) or match["until"].strip(" :-–—")):
        return None
    end, until = _date(line, match.end())
    return WordedEmbargo(match.start(), end, until)


def embargo_above(text: str) -> WordedEmbargo | None:
    """The embargo that stands in a line of its own above a text; its place counts in the text."""
    for start, line in _first_lines(text):
        if len(line) <= MAX_LINE_CHARACTERS and (found := stated_embargo(line)) is not None:
            # In the middle of a sentence it is news.
            if not _BEFORE.fullmatch(line[: found.start]):
                continue
            return WordedEmbargo(start, start + len(line), found.until)
    return None


def _first_lines(text: str) -> Iterator[tuple[int, str]]:
    start = count = 0
    while start < len(text) and count < LOOK_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            count += 1
            yield start, text[start:end]
        start = end + 1


def _date(line: str, start: int) -> tuple[int, datetime | None]:
    """The longest date that begins at a place of a line, and where it ends."""
    words = list(_WORD.finditer(line, start))[:MAX_DATE_WORDS]
    for word in reversed(words):
        text = line[start : word.end()].strip(" \t:;,.)]*_–—-")
        try:
            return word.end(), embargo(text)
        except MomentError:
            continue
    return start, None
