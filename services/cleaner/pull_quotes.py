"""Pull quotes: passages of the story that the page repeats in large letters inside the column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from services.cleaner.bylines import is_personal_name
from services.cleaner.text.column import Column
from services.cleaner.text.lines import CLOSING_MARKS, OPENING_MARKS, AsideLines, Line, ends_sentence, starts_lower

_NARROW = 0.8
"""Share of the column's width below which a line is narrow: pull quotes are set larger or indented."""

_LINES = range(2, 25)
"""Lines of a narrow pull quote."""

_CHARACTERS = 20
"""Letters and digits of the shortest pull quote: less may be repeated by chance."""

_WORDS = 40
"""Words of a pull quote that fills the column: a longer repetition is a passage printed twice."""

_ATTRIBUTION_LINES = 4
"""Lines of the speaker's name and role below a pull quote."""

_MOST_CANDIDATES = 200
"""Candidates examined: each costs a search through the body. A page has a handful; a body with more may be hostile."""

_NOT_WORD = re.compile(r"[\W_]+")
_ONLY_MARKS = re.compile(r"[“”‘’„«»\"']{1,3}")


def _squash(text: str) -> str:
    """The letters and digits alone, case folded: equal whatever the line breaks, hyphens and marks."""
    return _NOT_WORD.sub("", text).casefold()


class _Repetitions:
    """Looks up whether the words of some lines occur in the rest of the body, asides already found left out."""

    def __init__(self, lines: Sequence[Line]) -> None:
        squashed = [_squash(line.text) for line in lines]
        self._starts = [0, *accumulate(len(text) for text in squashed)]
        self._body = "".join(squashed)
        self._taken: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> None:
        self._taken.append((self._starts[start], self._starts[end]))

    def repeated(self, start: int, end: int) -> bool:
        own_start, own_end = self._starts[start], self._starts[end]
        words = self._body[own_start:own_end]
        if len(words) < _CHARACTERS:
            return False
        # Occurrences inside the lines themselves or an aside already found do not count: at most one each.
        found = self._body.find(words)
        for _ in range(len(self._taken) + 2):
            if found < 0:
                return False
            found_end = found + len(words)
            is_own = found < own_end and own_start < found_end
            if not is_own and not any(found < end and start < found_end for start, end in self._taken):
                return True
            found = self._body.find(words, found_end)
        return False


def _narrow_runs(lines: Sequence[Line], column: Column) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(len(lines) + 1):
        if (
            at < len(lines)
            and column.widths[at] < _NARROW * column.limits[at]
            and (at == start or not lines[at].after_blank)
        ):
            continue
        if at - start in _LINES:
            yield start, at
        start = at if at < len(lines) and column.widths[at] < _NARROW * column.limits[at] else at + 1


def _marked_blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Blocks between blank lines that open with a quotation mark, up to the line that closes it."""
    for start, line in enumerate(lines):
        if not line.after_blank or line.text[0] not in OPENING_MARKS:
            continue
        end, words = start, 0
        while end < len(lines) and (end == start or not lines[end].after_blank):
            words += lines[end].text.count(" ") + 1
            end += 1
            if words > _WORDS or lines[end - 1].text[-1] in CLOSING_MARKS:
                break
        if words <= _WORDS and lines[end - 1].text[-1] in CLOSING_MARKS:
            yield start, end


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if starts_lower(text):
        return False
    return at == 0 or lines[at].after_blank or text[0] in "“‘«„\"'" or ends_sentence(lines[at - 1].text)


def _may_end(lines: Sequence[Line], end: int) -> bool:
    last = lines[end - 1].text
    return end == len(lines) or lines[end].after_blank or ends_sentence(last) or last[-1] in CLOSING_MARKS


def _repeated_part(lines: Sequence[Line], run: tuple[int, int], repetitions: _Repetitions) -> tuple[int, int] | None:
    """The longest part of a narrow run that is a repetition: short last lines of paragraphs may adjoin it."""
    start, end = run
    for size in range(end - start, 1, -1):
        for part_start in range(start, end - size + 1):
            part_end = part_start + size
            is_part = _may_begin(lines, part_start) and _may_end(lines, part_end)
            if is_part and repetitions.repeated(part_start, part_end):
                return part_start, part_end
    return None


def _repeated_block(lines: Sequence[Line], block: tuple[int, int], repetitions: _Repetitions) -> int | None:
    """End of a repeated block: after its closing mark, or after the name of its speaker; None if it is not repeated."""
    start, end = block
    at = end
    while at < len(lines) and at - end < _ATTRIBUTION_LINES and not lines[at].after_blank:
        at += 1
    whole = at == len(lines) or lines[at].after_blank
    named = at == end or (is_personal_name(_speaker(lines[end].text)) and not ends_sentence(lines[at - 1].text))
    return at if whole and named and repetitions.repeated(start, end) else None


def _speaker(text: str) -> str:
    """The name in an attribution, without the dash before it and the role after it."""
    return text.lstrip("-–— ").split(",", 1)[0]


def _end_of_attribution(lines: Sequence[Line], end: int, column: Column) -> int:
    """End of what follows a pull quote: its closing mark alone on a line, and the name and role of its speaker."""
    at = end
    while at < len(lines) and _ONLY_MARKS.fullmatch(lines[at].text):
        at += 1
    if at == len(lines):
        return at
    if at == end and not lines[at].after_blank:
        # No blank line in between: then only a name, alone or before a role, and no line of the column.
        named = is_personal_name(_speaker(lines[at].text)) and not ends_sentence(lines[at].text)
        return at + 1 if named and column.stops_short(at) else at
    end = at
    while end < len(lines) and end - at < _ATTRIBUTION_LINES and column.widths[end] < _NARROW * column.limits[end]:
        text = lines[end].text
        if text[0] in OPENING_MARKS or ends_sentence(text) or (end > at and lines[end].after_blank):
            break
        end += 1
    if end == at or not is_personal_name(_speaker(lines[at].text)):
        return at
    runs_on = end < len(lines) and starts_lower(lines[end].text)
    return at if runs_on else end


def find_pull_quotes(lines: Sequence[Line], column: Column) -> list[AsideLines]:
    """The pull quotes, in order. The words of each also stand elsewhere in the body, so none are lost."""
    repetitions = _Repetitions(lines)
    found: list[AsideLines] = []
    candidates = [(block, True) for block in _marked_blocks(lines)][:_MOST_CANDIDATES]
    candidates += [(run, False) for run in _narrow_runs(lines, column)][:_MOST_CANDIDATES]
    for candidate, marked in sorted(candidates):
        if found and candidate[0] < found[-1].end:
            continue
        if marked:
            block_end = _repeated_block(lines, candidate, repetitions)
            part = (candidate[0], block_end) if block_end is not None else None
        else:
            part = _repeated_part(lines, candidate, repetitions)
        if part is None:
            continue
        start, end = part
        if start > 0 and _ONLY_MARKS.fullmatch(lines[start - 1].text) and not (found and found[-1].end == start):
            start -= 1
        end = _end_of_attribution(lines, end, column)
        repetitions.take(start, end)
        found.append(AsideLines("pull_quote", start, end))
    return found
