"""The column that lines were set in: how wide it is around each line, and which lines stopped before its edge.

A typesetter puts a word on the line as long as it fits. A line that ends although the next word would have fitted was
ended by its writer: a paragraph ends there, or a headline, a verse, an address.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from services.cleaner.lines import Line, ends_sentence, is_hyphenated, starts_lower

_GROUP = 6
_NEAR = 9
"""Lines before and after a group of lines that tell the width of its column: pictures and quotes narrow it in "
"places."""

_EXPLAINED = 0.5
"""Of the wrapped lines nearby: where the usual width explains fewer of their ends, the column has a width of "
"its own."""

_MOST_SPARE = 1.5
"""Characters: what wrapped lines may leave at most where the estimates are right."""

_NARROWEST = 0.4
"""Of the usual width: columns beside a picture are wider, letters beside a drop cap stand in disorder."""

_OVERFULL = 1.15
"""Of the column: the extractor joined two lines or more, where a hyphen had cut a word."""

_UNEVEN = 3.0
"""Characters: what each of the lines that were joined may have lacked of the column's width."""

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
"""A byte holds a fifth of the width."""

_ENCODING = "cp1252"


def _width_table() -> bytes:
    table = bytearray([_OTHER // _SCALE] * 256)
    for width, characters in _WIDTHS.items():
        for code in characters.encode(_ENCODING):
            table[code] = width // _SCALE
    return bytes(table)


_TABLE = _width_table()
_MEAN = 480 / _SCALE
"""The width of an average character of running text: lengths are given in these."""


def set_width(text: str) -> float:
    """The width of a text in a proportional face, in average characters."""
    return sum(text.encode(_ENCODING, "replace").translate(_TABLE)) / _MEAN


def is_wrapped(line: Line, following: Line) -> bool:
    """Whether a line certainly ends inside a sentence and for want of room."""
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

    `limits` are those of the column around each line, `rooms` what a line and the next word together leave of it:
    below zero where the word did not fit.
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
    """The width that most intervals contain; each is what one wrapped line allows: it fits, one word more does not."""
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
    limits: list[float] = []
    for start in range(0, size, _GROUP):
        low, high = bisect_left(wrapped, start - _NEAR), bisect_left(wrapped, start + _GROUP + _NEAR)
        near = intervals[low:high]
        limit = usual
        if _explained(usual, near) < _EXPLAINED * len(near):
            local = _best_limit(near)
            if local > _NARROWEST * usual and _explained(local, near) >= _EXPLAINED * len(near):
                limit = local
        limits += [limit] * _GROUP
    return limits[:size]


def _last_of_joined(width: float, limit: float) -> float:
    """The width of the last of the lines that an extractor joined where a hyphen had cut a word; rather too much."""
    if width <= _OVERFULL * limit:
        return width
    joined = int(width / limit)
    return min(width - joined * (limit - _UNEVEN), limit)


def _measured(lines: Sequence[Line], widths: list[float], words: Sequence[float], blank: float) -> tuple[Column, int]:
    """The column, and how many line ends it explains."""
    size = len(lines)
    wrapped = [at for at in range(size - 1) if is_wrapped(lines[at], lines[at + 1])]
    if not wrapped:
        wrapped = [at for at in range(size - 1) if not lines[at + 1].after_blank] or list(range(size))
    needed = [0.0 if is_hyphenated(lines[at].text) else blank for at in range(size)]
    needed = [need + (words[at + 1] if at + 1 < size else 0.0) for at, need in enumerate(needed)]
    intervals = [(widths[at], widths[at] + needed[at]) for at in wrapped]
    usual = _best_limit(intervals)
    limits = _limits(size, wrapped, intervals, usual)
    rooms = [limits[at] - _last_of_joined(widths[at], limits[at]) - needed[at] for at in range(size)]
    spare = min(max(_upper([rooms[at] for at in wrapped]), 0.0), _MOST_SPARE)
    return Column(widths, limits, rooms, spare, usual), _explained(usual, intervals)


def measure(lines: Sequence[Line]) -> Column:
    """The column of some hard-wrapped lines; at least one.

    Letters count by their width or all the same, whichever explains better why the lines were wrapped where they were:
    typewriters and mail programs count characters.
    """
    first_words = [_first_word(line.text) for line in lines]
    proportional = _measured(
        lines, [set_width(line.text) for line in lines], [set_width(word) for word in first_words], set_width(" ")
    )
    counted = _measured(lines, [float(len(line.text)) for line in lines], [float(len(w)) for w in first_words], 1.0)
    return counted[0] if counted[1] > proportional[1] else proportional[0]
