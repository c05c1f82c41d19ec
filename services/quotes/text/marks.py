"""Quotation marks: pairs them by type, paragraph by paragraph, without any knowledge of the language."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

_OPENERS = {"“": "”", "„": "“”", "«": "»", "``": "''"}
_REVERSED = "»"
_FULL_WIDTH = "\uff02"
_DOUBLE = re.compile(rf"``|''|[“”„«»\"{_FULL_WIDTH}]")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[\w.…])")
_SINGLE_END = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)")
_SENTENCE_END_BEFORE = re.compile(r"[.!?…]\s*$")

_SINGLE_WORDS = 3
"""Single marks round fewer words are emphasis, or apostrophes taken for marks, unless a stop or comma ends them."""

SINGLE_MARKS = "‘'’"

_SINGLE_AT_START = re.compile(r"(?<![\w’'])[‘'](?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters between quotation marks: `start` and `end` take the marks in, `inner_start` and `inner_end` do not.

    One that is not `closed` runs to the end of its paragraph, or to where the next one opens.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


class _Mark(NamedTuple):  # the cheapest to make: a text may be nothing but marks
    start: int
    end: int
    text: str
    may_open: bool


def _mark(text: str, match: re.Match[str], start: int) -> _Mark:
    """A straight mark opens where nothing stands close before it and something close after it."""
    at, end = match.span()
    before = text[at - 1] if at > start else " "
    after = text[end : end + 1]
    free_before = before.isspace() or before in "([{—–-/‘'…"
    if before in "'’" and at - 1 > start and not text[at - 2].isspace():
        free_before = False  # behind the closing mark of an inner quotation
    return _Mark(at, end, match.group(), free_before and bool(after) and not after.isspace())


def _opens(mark: _Mark) -> bool:
    if mark.text in ('"', _FULL_WIDTH, "''", _REVERSED):
        return mark.may_open
    return mark.text in _OPENERS


def _closes(mark: _Mark, opener: str) -> bool:
    if opener in _OPENERS:
        return mark.text in _OPENERS[opener] or (mark.text == '"' and not mark.may_open)
    if opener == _REVERSED:
        return mark.text == "«"
    return mark.text == "”" or (mark.text == opener and not mark.may_open)


def _nests(text: str, opened: _Mark, mark: _Mark) -> bool:
    """Whether a second opening mark stands inside the quotation; behind a full stop it opens a new one."""
    if opened.text not in _OPENERS or opened.text == "``":
        return False
    return _SENTENCE_END_BEFORE.search(text[max(opened.end, mark.start - 3) : mark.start]) is None


def _pair(text: str, marks: list[_Mark], end: int) -> Iterator[Quotation]:
    opened: _Mark | None = None
    depth = 0
    for mark in marks:
        if opened is None:
            if _opens(mark):
                opened, depth = mark, 1
        elif _closes(mark, opened.text):
            depth -= 1
            if depth == 0:
                yield Quotation(opened.start, mark.end, opened.end, mark.start, closed=True)
                opened = None
        elif _opens(mark):
            if _nests(text, opened, mark):
                depth += 1
                continue
            yield _unclosed(text, opened, mark.start)
            opened, depth = mark, 1
    if opened is not None:
        yield _last(text, opened, marks, end)


def _last(text: str, opened: _Mark, marks: list[_Mark], end: int) -> Quotation:
    """A quotation still open at the end: closed by the last closing mark where an inner one was never closed."""
    closing = [mark for mark in marks if mark.start > opened.start and _closes(mark, opened.text)]
    if closing:
        return Quotation(opened.start, closing[-1].end, opened.end, closing[-1].start, closed=True)
    return _unclosed(text, opened, end)


def _unclosed(text: str, opened: _Mark, end: int) -> Quotation:
    bare_end = opened.end + len(text[opened.end : end].rstrip())
    return Quotation(opened.start, bare_end, opened.end, bare_end, closed=False)


def _single(text: str, start: int, end: int) -> Iterator[Quotation]:
    position = start
    while (opening := _SINGLE.search(text, position, end)) is not None:
        closing = _single_end(text, opening, end)
        if closing is not None and opening.start() == start and _is_genitive(text, opening.end(), closing):
            closing = None
        if closing is None:
            if _goes_on_in_next(text, opening, start, end):
                yield _unclosed(text, _Mark(opening.start(), opening.end(), opening.group(), may_open=True), end)
            return
        position = closing.end()
        inner = text[opening.end() : closing.start()]
        told = inner.endswith((",", ".", "!", "?")) and (opening.group() == "‘" or _is_followed_by_verb(text, position))
        if len(inner.split()) >= _SINGLE_WORDS or told:
            yield Quotation(opening.start(), closing.end(), opening.end(), closing.start(), closed=True)


def _is_followed_by_verb(text: str, offset: int) -> bool:
    """Whether a small word follows, as the verb of who speaks does; straight single marks may be apostrophes."""
    return text[offset : offset + 1] == " " and text[offset + 1 : offset + 2].islower()


def _single_end(text: str, opening: re.Match[str], end: int) -> re.Match[str] | None:
    """The closing mark of a single one: the first behind a stop or comma, for others may be apostrophes: dogs’."""
    following = _SINGLE.search(text, opening.end(), end)
    limit = following.start() if following else end
    found = list(_SINGLE_END.finditer(text, opening.end(), limit))
    stopped = [each for each in found if text[each.start() - 1] in ",.!?…"]
    if opening.group() == "‘" and stopped and found[0] is not stopped[0] and text[found[0].start() - 1] == "s":
        return stopped[0]
    return found[0] if found else None


def _is_genitive(text: str, inner: int, mark: re.Match[str]) -> bool:
    """Whether a mark is a plural's genitive and ends no quotation: "‘The dogs’ owner ran."."""
    few = len(text[inner : mark.start()].split()) < _SINGLE_WORDS
    return few and text[mark.start() - 1] == "s" and text[mark.end() : mark.end() + 2].strip().islower()


def _goes_on_in_next(text: str, opening: re.Match[str], start: int, end: int) -> bool:
    """Whether a single mark that never closes opens a quotation that the next paragraph goes on with."""
    if _SINGLE_AT_START.match(text, opening.start()) is None or text[end - 1] not in ".!?…":
        return False
    before = text[start : opening.start()].rstrip()
    return (not before or before[-1] in ".!?:") and len(text[opening.end() : end].split()) >= _SINGLE_WORDS


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of the paragraph `text[start:end]`, in order, without those inside others.

    Nothing is carried over from another paragraph: one lost mark spoils one paragraph. Single marks count where the
    paragraph has no double ones, or where they stand before and round these: else they are nested ones and apostrophes.
    """
    marks = [_mark(text, match, start) for match in _DOUBLE.finditer(text, start, end)]
    found = list(_pair(text, marks, end)) if marks else list(_single(text, start, end))
    if marks and (outer := _SINGLE_AT_START.search(text, start, marks[0].start)) is not None:
        mark = outer.group()
        found = _with_single(found, [each for each in _single(text, outer.start(), end) if text[each.start] == mark])
    return [quotation for quotation in (_bare(text, each) for each in found) if quotation is not None]


def _with_single(double: list[Quotation], single: list[Quotation]) -> list[Quotation]:
    """The quotations in double marks, those inside of single ones replaced by these: ‘He said “go” and left.’.

    Both lists are in order and without overlap, so that of each the neighbour alone decides: a text may have thousands.
    """
    starts = [each.start for each in double]

    def holds_one(outer: Quotation) -> bool:
        following = bisect_right(starts, outer.start)
        return following < len(double) and double[following].end <= outer.end

    def is_inside(offset: int) -> bool:
        before = bisect_left(starts, offset) - 1
        return before >= 0 and offset < double[before].end

    kept = [each for each in single if holds_one(each) and not is_inside(each.end) and not is_inside(each.start)]
    kept_starts = [each.start for each in kept]

    def is_free(inner: Quotation) -> bool:
        before = bisect_left(kept_starts, inner.start) - 1
        return before < 0 or inner.end > kept[before].end

    return sorted([*filter(is_free, double), *kept], key=lambda each: each.start)


def _bare(text: str, found: Quotation) -> Quotation | None:
    """A quotation without the blanks that French sets inside the marks; None for one without content."""
    inner = text[found.inner_start : found.inner_end]
    bare = inner.strip()
    if len(bare) == len(inner):
        return found if bare else None
    start = found.inner_start + len(inner) - len(inner.lstrip())
    return replace(found, inner_start=start, inner_end=start + len(bare)) if bare else None
