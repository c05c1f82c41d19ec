"""Page furniture: running heads and page numbers that a page prints above and below its story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.cleaner.text.lines import AsideLines, Line, ends_sentence

_FURNITURE_LINES = 3
"""Lines of furniture at either end: paper, date and page number."""

_HEAD_WORDS = 8
"""Words of a running head besides the date: the paper's name, the section, the page."""

_GAP = 3
"""Blanks in the body between two words that were set at the two edges of the page."""

_PAGE_NUMBER = re.compile(r"(?:(?:page|seite) )?[-–—]? ?[A-Z]?\d{1,3} ?[-–—]?", re.IGNORECASE)
# A date with its year, in any language that writes the month as a word.
_DATE = re.compile(r"\b(?:[^\W\d_]{3,10} \d{1,2},? (?:19|20)\d\d|\d{1,2}\.? [^\W\d_]{3,10},? (?:19|20)\d\d)\b")
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b",
    re.IGNORECASE,
)
_SIGNS = 2
"""Signs of a running head that a line needs: one alone may be in a headline."""


def _has_gap(line: Line) -> bool:
    return any(
        end - start == 1 and raw_end - raw_start >= _GAP and line.text[start] == " "
        for start, end, raw_start, raw_end in line.traced.spans()
    )


def _is_running_head(line: Line) -> bool:
    """Whether the line consists of capitalised words with two of: a date, a weekday, a page number, a gap."""
    if ends_sentence(line.text):
        return False
    rest = _WEEKDAY.sub("", _DATE.sub("", line.text))
    words = rest.strip(" ,|·•–—-").split()
    if len(words) > _HEAD_WORDS or not all(word[0].isupper() or not word[0].isalpha() for word in words):
        return False
    numbered = any(_PAGE_NUMBER.fullmatch(word) for word in words if word[-1].isdigit())
    signs = (_DATE.search(line.text), _WEEKDAY.search(line.text), numbered, _has_gap(line))
    return sum(map(bool, signs)) >= _SIGNS


def _is_furniture(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None or _is_running_head(line)


def _stands_apart(above: Line, below: Line) -> bool:
    """Whether no sentence can run from one line into the other."""
    return below.after_blank or ends_sentence(above.text) or _is_furniture(above)


def _top(lines: Sequence[Line]) -> int:
    end = 0
    while end < min(_FURNITURE_LINES, len(lines) - 1) and _is_furniture(lines[end]):
        end += 1
    return end if end and (lines[end].after_blank or _is_running_head(lines[end - 1])) else 0


def _bottom(lines: Sequence[Line], top: int) -> int:
    start = len(lines)
    while start - 1 > top and len(lines) - start < _FURNITURE_LINES and _is_furniture(lines[start - 1]):
        start -= 1
    while start < len(lines) and not _stands_apart(lines[start - 1], lines[start]):
        start += 1
    return start


def find_furniture(lines: Sequence[Line]) -> list[AsideLines]:
    """Running heads and page numbers at the top and the bottom of a hard-wrapped body; at least one line is left."""
    top = _top(lines)
    bottom = _bottom(lines, top)
    ranges = ((0, top), (bottom, len(lines)))
    return [AsideLines("boilerplate", start, end) for start, end in ranges if start < end]
