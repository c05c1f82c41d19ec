"""Quotations by the marks of a language: pairs them inside a paragraph, and measures how long what they hold is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from copydesk.text.language.marks import APOSTROPHES, CLOSES_BEFORE, OPENS_BEHIND, STRAIGHT, Marks
from services.quotes.text.marks import Quotation

_AMBIGUOUS = STRAIGHT + APOSTROPHES
_DEEPEST = 8
"""Marks inside of marks; where more are open, the text is broken, and looking through them all would take too long."""

_SENTENCE_ENDS = ".!?…"
_INNER_BLANKS = " \t\r\n\u00a0\u202f\u2009"

_SHORT_WORDS, _SHORT_LETTERS = 4, 8
"""So many quoted words and fewer, without a source, are a scare quote, a title or a nickname. Letters count where words
have no blanks: two make a word in Chinese and Japanese."""

_CURLY = "\u2018"
_SINGLE_WORDS = 3
"""Straight single marks round fewer words are apostrophes taken for marks."""


@dataclass(frozen=True, slots=True)
class _Open:
    start: int
    end: int
    closers: str
    mark: str


@cache
def _pattern(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]")


def quotations_of(text: str, start: int, end: int, marks: Marks, *, continued: bool = False) -> list[Quotation]:
    """The outer quotations of the paragraph `text[start:end]`, in order.

    `continued`: the paragraph before left one open, so that a closing mark at the very beginning opens the next.
    """
    found = _paired(text, start, end, marks.pairs, continued=continued)
    if marks.singles:
        singles = [each for each in _paired(text, start, end, marks.singles) if each.closed]
        long = [
            each
            for each in singles
            if not _is_inside(each, found) and (_words(text, each) >= _SINGLE_WORDS or text[each.start] == _CURLY)
        ]
        free = [each for each in found if not _is_inside(each, long)]
        found = sorted([*free, *long], key=lambda each: each.start)
        found = [each for at, each in enumerate(found) if at == 0 or each.start >= found[at - 1].end]
    return found


def _is_inside(quotation: Quotation, others: Sequence[Quotation]) -> bool:
    """Whether one of the others, which stand in order and apart, holds a quotation."""
    at = bisect_right(others, quotation.start, key=lambda each: each.start) - 1
    return at >= 0 and quotation.end <= others[at].end


def _words(text: str, quotation: Quotation) -> int:
    return len(text[quotation.inner_start : quotation.inner_end].split())


def _paired(text: str, start: int, end: int, pairs: Mapping[str, str], *, continued: bool = False) -> list[Quotation]:
    characters = "".join(sorted({*pairs, *"".join(pairs.values())}))
    stack: list[_Open] = []
    found: list[Quotation] = []
    for match in _pattern(characters).finditer(text, start, end):
        mark, at = match[0], match.start()
        opens, closes = _shape(text, at, start, end)
        if stack and (level := _closed_level(stack, mark, opens=opens, closes=closes)) is not None:
            outer = stack[level]
            del stack[level:]
            if not stack:
                found.append(_quotation(text, outer, at, match.end(), closed=True))
            continue
        first = at == start and continued
        if not (first or _may_open(mark, pairs, opens=opens)):
            continue
        if stack and stack[0].mark == mark and _ends_sentence(text, stack[0].end, at):
            found.append(_quotation(text, stack[0], at, at, closed=False))
            stack.clear()
        if len(stack) < _DEEPEST:
            opener = mark if mark in pairs or not first else _opener_of(mark, pairs)
            stack.append(_Open(at, match.end(), pairs.get(opener, "".join(pairs.values())), opener))
    if stack:
        found.append(_last(text, stack[0], end, pairs))
    return [each for each in found if each.inner_end > each.inner_start]


def _shape(text: str, at: int, start: int, end: int) -> tuple[bool, bool]:
    """Whether what stands beside a mark lets it open, and lets it close."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    opens = (before.isspace() or before in OPENS_BEHIND) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in CLOSES_BEFORE or not before.isalnum())
    return opens, closes


def _may_open(mark: str, pairs: Mapping[str, str], *, opens: bool) -> bool:
    """Straight marks, and those that open and close alike, open by what stands beside them; so do misprinted ones."""
    if mark in pairs and mark not in STRAIGHT and mark not in pairs[mark] and not _closes_another(mark, pairs):
        return True
    return opens


def _opener_of(mark: str, pairs: Mapping[str, str]) -> str:
    """The opening mark that a closing one belongs to; the mark itself where there is none."""
    return next((opener for opener, closers in pairs.items() if mark in closers), mark)


def _closes_another(mark: str, pairs: Mapping[str, str]) -> bool:
    return any(mark in closers for opener, closers in pairs.items() if opener != mark)


def _closed_level(stack: Sequence[_Open], mark: str, *, opens: bool, closes: bool) -> int | None:
    """Which of the open marks this one closes; the innermost that it can; None where it closes none."""
    for level in range(len(stack) - 1, -1, -1):
        each = stack[level]
        if mark in each.closers and not (opens and not closes and (mark in _AMBIGUOUS or mark == each.mark)):
            return level
        if mark == each.mark and closes and not opens:  # a misprint: “so“
            return level
    return None


def _ends_sentence(text: str, start: int, at: int) -> bool:
    return text[start:at].rstrip(_INNER_BLANKS).endswith(tuple(_SENTENCE_ENDS))


def _last(text: str, opened: _Open, end: int, pairs: Mapping[str, str]) -> Quotation:
    """A quotation still open at the end: closed by the last closing mark where an inner one was never closed."""
    closing = max((text.rfind(mark, opened.end, end) for mark in opened.closers), default=-1)
    if closing >= opened.end and _shape(text, closing, opened.start, end)[1]:
        return _quotation(text, opened, closing, closing + 1, closed=True)
    return _quotation(text, opened, end, end, closed=False)


def _quotation(text: str, opened: _Open, inner_end: int, end: int, *, closed: bool) -> Quotation:
    inner = text[opened.end : inner_end]
    bare = inner.strip(_INNER_BLANKS)
    start = opened.end + len(inner) - len(inner.lstrip(_INNER_BLANKS))
    stop = start + len(bare)
    return Quotation(opened.start, end if closed else stop, start, stop, closed=closed)


def is_short(words: str, marks: Marks) -> bool:
    """Whether so little is no statement unless somebody is said to say it."""
    if marks.spaced:
        return len(words.split()) <= _SHORT_WORDS
    return sum(map(str.isalpha, words)) <= _SHORT_LETTERS
