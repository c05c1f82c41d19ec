"""The column that lines were set in: how wide it is around each line, and which lines stopped before its edge.

A typesetter puts a word on the line as long as it fits. A line that ends although the next word would have fitted was
ended by its writer: a paragraph ends there, or a headline, a verse, an address.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import quantiles

import numpy as np

from services.cleaner.text.lines import Line, ends_sentence, is_hyphenated, starts_lower

_GROUP = 6
_NEAR = 9
"""Lines before and after a group that show the width of its column: beside pictures and quotes it is narrower."""

_EXPLAINED = 0.5
"""Share of the wrapped lines nearby: if the usual width explains fewer of their ends, the width is estimated from
them."""

_MOST_SPARE = 1.5
"""Characters that wrapped lines may leave free at most, if the estimated width is right."""

_NARROWEST = 0.4
"""Share of the usual width: a narrower estimate comes from the scattered letters beside a drop cap."""

_OVERFULL = 1.15
"""Column widths: a longer line is several lines that the extractor joined where a hyphen divided a word."""

_UNEVEN = 3.0
"""Characters by which each of those joined lines may have been shorter than the column."""

# Widths in thousandths of the letter size, the mean of Times Roman and Helvetica (Adobe Font Metrics), to the nearest
# 50. Faces differ in scale far more than in the proportions between their letters, and only these matter here.
_WIDTHS = {
    200: "'",
    250: " ,.ijl|¦·",
    300: "!/:;I[\\]ft‚‘’²³¹ª",
    350: "()-`r‹›¡¨°º",
    400: '"{}„“”',
    450: "*J^csz",
    500: "?aekvxyàáâãäåèéêë",
    600: "FLPSTZŠŽÞ",
    650: "BEÈÉÊË",
    700: "&ACDHKNRUVXYwÀÁÂÃÄÅÇÙÚÛÜÝ",
    750: "GOQÒÓÔÕÖØ",
    800: "mæ",
    850: "%M",
    950: "@WÆ",
    1000: "…—™",
}
_OTHER = 550
_SCALE = 5
"""Widths are stored in bytes, divided by this."""

_ENCODING = "cp1252"


def _width_table() -> bytes:
    table = bytearray([_OTHER // _SCALE] * 256)
    for width, characters in _WIDTHS.items():
        for code in characters.encode(_ENCODING):
            table[code] = width // _SCALE
    return bytes(table)


_TABLE = _width_table()
_MEAN = 480 / _SCALE
"""The width of an average character of running text, in which lengths are given."""

_BLANK = _TABLE[ord(" ")] / _MEAN


def _edges(texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """The start of each text in their concatenation, and the total width of the characters before each offset.

    Widths are those of a proportional face, in units of `_SCALE` thousandths of the letter size.
    """
    starts = [0, *accumulate(map(len, texts))]
    widths = np.frombuffer("".join(texts).encode(_ENCODING, "replace").translate(_TABLE), np.uint8)
    return starts, [0, *np.cumsum(widths, dtype=np.int64).tolist()]


def is_wrapped(line: Line, following: Line) -> bool:
    """Whether a line certainly ends inside a sentence, because the next word did not fit."""
    if following.after_blank or ends_sentence(line.text):
        return False
    return starts_lower(following.text) or is_hyphenated(line.text)


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0]


def _upper(values: Sequence[float]) -> float:
    """The value that one in ten exceeds."""
    return quantiles(values, n=10)[-1] if len(values) > 1 else values[0]


@dataclass(frozen=True, slots=True)
class Column:
    """Widths in average characters.

    `limits`: the width of the column around each line. `rooms`: the width that would be left on each line if the first
    word of the next line followed; negative where that word does not fit. `spare`: the room that a wrapped line may
    show through errors of the estimate. `usual`: the width of most of the column.
    """

    widths: list[float]
    limits: list[float]
    rooms: list[float]
    spare: float
    usual: float

    def stops_short(self, at: int) -> bool:
        """Whether the first word of the next line would have fitted on this one."""
        return self.rooms[at] > self.spare

    def is_wider(self, at: int, ratio: float = 1.0) -> bool:
        """Whether a line is wider than any line of the column around it."""
        return self.widths[at] > ratio * self.limits[at]


def _best_limit(intervals: Sequence[tuple[float, float]]) -> float:
    """The width that most intervals contain. Each has the widths that fit a wrapped line but not one more word."""
    edges = sorted([(low, -1) for low, _ in intervals] + [(high, 1) for _, high in intervals])
    best, limit, count = 0, 0.0, 0
    for edge, change in edges:
        count -= change
        if count > best:
            best, limit = count, edge
    return limit


def _explained(limit: float, intervals: Sequence[tuple[float, float]]) -> int:
    return sum(low <= limit < high for low, high in intervals)


def _limits(size: int, wrapped: Sequence[int], intervals: Sequence[tuple[float, float]], usual: float) -> list[float]:
    """The width of the column around each of `size` lines; `intervals` belong to the wrapped ones."""
    explained = [0, *accumulate(low <= usual < high for low, high in intervals)]
    limits: list[float] = []
    for start in range(0, size, _GROUP):
        low, high = bisect_left(wrapped, start - _NEAR), bisect_left(wrapped, start + _GROUP + _NEAR)
        limit = usual
        if explained[high] - explained[low] < _EXPLAINED * (high - low):
            near = intervals[low:high]
            local = _best_limit(near)
            if local > _NARROWEST * usual and _explained(local, near) >= _EXPLAINED * len(near):
                limit = local
        limits += [limit] * _GROUP
    return limits[:size]


def _last_of_joined(width: float, limit: float) -> float:
    """The width of the last of the lines that an extractor joined where a hyphen divided a word; rather too large."""
    if width <= _OVERFULL * limit:
        return width
    joined = int(width / limit)
    return min(width - joined * (limit - _UNEVEN), limit)


def _wrapped(lines: Sequence[Line]) -> list[int]:
    """The lines that show the width of the column: those certainly wrapped, or else those that may have been."""
    inner = range(len(lines) - 1)
    wrapped = [at for at in inner if is_wrapped(lines[at], lines[at + 1])]
    return wrapped or [at for at in inner if not lines[at + 1].after_blank] or list(range(len(lines)))


@dataclass(frozen=True, slots=True)
class _Estimate:
    """One way to measure lines. `needed`: the width that the next line's first word would have added to each."""

    widths: list[float]
    needed: list[float]
    intervals: list[tuple[float, float]]
    usual: float

    @classmethod
    def of(cls, widths: list[float], words: list[float], blanks: list[float], wrapped: Sequence[int]) -> _Estimate:
        needed = [blank + word for blank, word in zip(blanks, [*words[1:], 0.0], strict=True)]
        intervals = [(widths[at], widths[at] + needed[at]) for at in wrapped]
        return cls(widths, needed, intervals, _best_limit(intervals))

    def explained(self) -> int:
        """How many line ends the usual width explains."""
        return _explained(self.usual, self.intervals)

    def column(self, wrapped: Sequence[int]) -> Column:
        size = len(self.widths)
        limits = _limits(size, wrapped, self.intervals, self.usual)
        rooms = [
            limit - _last_of_joined(width, limit) - need
            for width, limit, need in zip(self.widths, limits, self.needed, strict=True)
        ]
        spare = min(max(_upper([rooms[at] for at in wrapped]), 0.0), _MOST_SPARE)
        return Column(self.widths, limits, rooms, spare, self.usual)


def _by_width(texts: list[str], words: list[str], hyphenated: list[bool], wrapped: Sequence[int]) -> _Estimate:
    starts, edges = _edges(texts)
    widths = [(edges[end] - edges[start]) / _MEAN for start, end in pairwise(starts)]
    first = [(edges[start + len(word)] - edges[start]) / _MEAN for start, word in zip(starts, words, strict=False)]
    return _Estimate.of(widths, first, [0.0 if cut else _BLANK for cut in hyphenated], wrapped)


def _by_count(texts: list[str], words: list[str], hyphenated: list[bool], wrapped: Sequence[int]) -> _Estimate:
    blanks = [0.0 if cut else 1.0 for cut in hyphenated]
    return _Estimate.of([float(len(text)) for text in texts], [float(len(word)) for word in words], blanks, wrapped)


def measure(lines: Sequence[Line]) -> Column:
    """The column of some hard-wrapped lines; at least one.

    Letters are measured by their width, or counted, whichever explains more of the line ends: typewriters and mail
    programs count characters.
    """
    texts = [line.text for line in lines]
    words = [_first_word(text) for text in texts]
    hyphenated = [is_hyphenated(text) for text in texts]
    wrapped = _wrapped(lines)
    proportional = _by_width(texts, words, hyphenated, wrapped)
    counted = _by_count(texts, words, hyphenated, wrapped)
    best = counted if counted.explained() > proportional.explained() else proportional
    return best.column(wrapped)
