"""Lines of a body, and how a line begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from copydesk.document_error import DocumentError
from schemas.article import AsideKind
from services.cleaner.text.offsets import TracedText

CLOSING_MARKS = "”’\"'»›)]"
OPENING_MARKS = "“‘\"'«‹„([¿¡"
_SENTENCE_ENDS = tuple(".!?…。\uff01\uff1f؟\u06d4।")  # with the full-width marks and the Arabic full stop
_CLOSING = CLOSING_MARKS + " "

MOST_LINES = 100_000
"""Lines with text of one body. A newspaper's whole edition has a fifth of it; the paragraphs of more are larger than
their topic takes, and finding that out takes seconds."""

WIDEST_COLUMN = 160
"""Characters of the longest hard-wrapped line; a longer line is a whole paragraph."""

_MOST_UNFINISHED = 0.35
"""Share of the lines that end inside a sentence, from which a body may be hard-wrapped; with a paragraph on each line
far fewer do."""

_CASED = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿΑ-ωА-я]")
_HYPHENATED = re.compile(r"\w[-‐]$")
_HYPHENS = ("-", "‐")
_OPEN_WORD = re.compile(
    r"(?:\b(?:the|a|an|of|in|on|at|to|for|from|with|by|and|or|but|that|which|as|than|its|his|her|their|is|are|was|were|"
    r"be|been|has|have|had|will|would|not|between|into|about|after|under|over)|[,;–—-])$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, stripped. `indent` counts the raw characters that were blank before its text.

    `text` holds the line's characters.
    """

    traced: TracedText
    after_blank: bool
    indent: int = 0
    text: str = field(init=False)

    def __post_init__(self) -> None:
        # A field, not a property: every step reads the text of every line many times.
        object.__setattr__(self, "text", self.traced.text)


@dataclass(frozen=True, slots=True)
class AsideLines:
    """Consecutive lines, end exclusive, that are no part of the reading text."""

    kind: AsideKind
    start: int
    end: int


def split_lines(body: TracedText) -> list[Line]:
    r"""The lines of a body with line ends `\n` and page ends `\f`; each knows whether a blank line precedes it.

    Raises:
        DocumentError: there are more than MOST_LINES.
    """
    found: list[Line] = []
    start = 0
    for page in body.text.split("\f"):
        after_blank = True
        for text in page.split("\n"):
            bare = text.strip()
            if bare and len(found) == MOST_LINES:
                raise DocumentError(f"its body has over {MOST_LINES} lines")
            if bare:
                begin = start + len(text) - len(text.lstrip())
                traced = body.cut(begin, begin + len(bare))
                indent = traced.raw_start - body.raw_span(start, start + 1)[0] if begin > start else 0
                found.append(Line(traced, after_blank, indent))
            start += len(text) + 1
            after_blank = not bare
    return found


def ends_sentence(text: str) -> bool:
    """Whether a full stop or its like closes the text, with or without a closing mark after it."""
    return not text[-1:].isalnum() and text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def first_letter(text: str) -> str:
    """The first character that is no opening mark, or nothing."""
    return text.lstrip(OPENING_MARKS + " ")[:1]


def starts_lower(text: str) -> bool:
    """Whether the text starts inside a sentence, by its first character alone."""
    return text[:1].islower()


def is_open(text: str) -> bool:
    """Whether the text stops at a word that cannot be a sentence's last."""
    return _OPEN_WORD.search(text[-12:]) is not None


def continues(before: str, after: str) -> bool:
    """Whether a sentence continues from one line in another that is not the next one."""
    return not ends_sentence(before) and (starts_lower(after) or is_open(before))


def is_hyphenated(text: str) -> bool:
    """Whether the line ends in a hyphen that follows a letter or digit."""
    return text[-1:] in _HYPHENS and _HYPHENATED.search(text[-2:]) is not None


def usual_width(lines: Sequence[Line]) -> float:
    """Characters of a full line: the median of the lines that end inside a sentence, since these were full."""
    full = [len(line.text) for line in lines if not ends_sentence(line.text)]
    return median(full or [len(line.text) for line in lines] or [0])


def is_hard_wrapped(lines: Sequence[Line]) -> bool:
    """Whether line ends were set by the width of a column, so that lines must be joined again."""
    below = [(one.text, two.text) for one, two in pairwise(lines) if not two.after_blank]
    pairs = [(one, two) for one, two in below if len(one) <= WIDEST_COLUMN]
    if not pairs:
        return False
    unfinished = sum(not ends_sentence(one) for one, _ in pairs)
    if unfinished < _MOST_UNFINISHED * len(pairs):
        return False
    if any(starts_lower(two) or is_hyphenated(one) for one, two in pairs):
        return True
    # A script without capitals shows no lower-case starts; there, lines of one width must do.
    if any(_CASED.search(one) for one, _ in pairs):
        return False
    width = usual_width(lines)
    return sum(abs(len(one) - width) <= width / 5 for one, _ in pairs) > len(pairs) / 2


def without(lines: list[Line], asides: Sequence[AsideLines]) -> list[Line]:
    """The lines without the asides; a line that followed an aside counts as one after a blank line."""
    left: list[Line] = []
    start = 0
    for aside in asides:
        left += _apart(lines[start : aside.start], follows_aside=start > 0)
        start = aside.end
    return left + _apart(lines[start:], follows_aside=start > 0)


def _apart(lines: list[Line], *, follows_aside: bool) -> list[Line]:
    return [Line(lines[0].traced, after_blank=True), *lines[1:]] if lines and follows_aside else lines
