"""Lines of a page: words on one baseline, up to the gutter between their column and the next."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from services.intake.formats.pdf.library import Font
from services.intake.formats.pdf.words import Word, runs_right_to_left

_SAME_ROW = 0.2
"""Share of the size by which baselines of one line may differ, as those of superscripts do."""

_FIRST_FROM_RIGHT = "\u0590"
"""The first code point of scripts that run from right to left."""

_GLUED = 0.12
"""Share of the size: words with a smaller gap are parts of one word."""

_PRINTED_OVER = 0.15
"""Share of the size: the same word at a smaller distance is printed over itself, for bold type."""

_GUTTER = 0.6
"""Times the size: the narrowest gutter. Justified lines have gaps as wide, but not below one another."""

_WIDE_GUTTER = 1.2
"""Times the size: a line start after such a gap counts fully as evidence for a column."""

_SURE_GUTTER = 2.4
"""Times the size: wider gaps are gutters. Where one is not, its column rejoins the parts of the line later."""

_EDGE = 1.5
"""Points by which left edges of one column may differ."""

_NEXT_LINE = 3.0
"""Times the size: the largest distance to the next line of a column."""

_ENOUGH = 3.0
"""Lines that must begin at an edge; those after a narrow gap count half."""

_CROSSED = 0.25
"""Share of the rows along an edge that may cross it."""

_OTHER_SIZE = 1.6
"""Ratio of sizes: a letter so much larger is an initial, not a part of the line."""

_OTHER_STYLE = 1.05
"""Ratio of sizes: words that differ by so much, with a gap between them, belong to two columns."""


@dataclass(slots=True)
class _Row:
    words: list[Word]
    y: float


@dataclass(frozen=True, slots=True)
class _Start:
    x: float
    y: float
    size: float
    weight: float


@dataclass(frozen=True, slots=True)
class _Edge:
    x: float
    top: float
    bottom: float


@dataclass
class Line:
    """The words of one line of a column, from left to right; edges are in points."""

    words: list[Word]
    page: int
    mirrored: bool = False

    @cached_property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def _usual(self) -> tuple[float, Font, float]:
        weights: Counter[tuple[float, Font]] = Counter()
        for word in self.words:
            weights[word.size, word.font] += len(word.text)
        (size, font), _ = weights.most_common(1)[0]
        y = next(word.y for word in self.words if word.size == size and word.font == font)
        return size, font, y

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return self._usual[0]

    @property
    def font(self) -> Font:
        """The font of most of its letters."""
        return self._usual[1]

    @property
    def y(self) -> float:
        """The baseline of most of its letters."""
        return self._usual[2]

    @property
    def top(self) -> float:
        """The upper edge of capitals."""
        return self.y - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of descenders."""
        return self.y + 0.22 * self.size

    @cached_property
    def text(self) -> str:
        """The words in reading order, separated by blanks."""
        return _joined(_in_reading_order(self.words, mirrored=self.mirrored))


def find_lines(words: Sequence[Word], page: int, *, mirrored: bool = False) -> list[Line]:
    """The lines of a page, from top to bottom."""
    rows = _rows(words)
    edges = sorted(_edges(rows), key=lambda edge: edge.x)
    return [Line(part, page, mirrored) for row in rows for part in _parts(row, edges)]


def _rows(words: Sequence[Word]) -> list[_Row]:
    rows: list[_Row] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        if rows and word.y - rows[-1].y <= _SAME_ROW * min(word.size, rows[-1].words[-1].size):
            rows[-1].words.append(word)
        else:
            rows.append(_Row([word], word.y))
    for row in rows:
        row.words = list(_printed_once(sorted(row.words, key=lambda word: word.x0)))
    return rows


def _printed_once(words: Sequence[Word]) -> Iterator[Word]:
    """The words of a row from left to right, without those printed a second time over themselves, as for bold type."""
    last: dict[str, float] = {}
    for word in words:
        if word.x0 - last.get(word.text, -math.inf) > _PRINTED_OVER * word.size:
            yield word
        last[word.text] = word.x0


def _edges(rows: Sequence[_Row]) -> list[_Edge]:
    """Where columns begin: left edges that enough lines below one another share, with a gap before them."""
    starts = sorted((start for row in rows for start in _starts(row)), key=lambda start: start.x)
    found: list[_Edge] = []
    cluster: list[_Start] = []
    for start in starts:
        if cluster and start.x - cluster[0].x > _EDGE:
            found += _edges_of(cluster, rows)
            cluster = []
        cluster.append(start)
    return [*found, *_edges_of(cluster, rows)]


def _starts(row: _Row) -> Iterator[_Start]:
    first = row.words[0]
    yield _Start(first.x0, row.y, first.size, 0.5)
    for before, word in pairwise(row.words):
        gap = (word.x0 - before.x1) / word.size
        if gap >= _GUTTER:
            yield _Start(word.x0, row.y, word.size, 1.0 if gap >= _WIDE_GUTTER else 0.5)


def _edges_of(cluster: Sequence[_Start], rows: Sequence[_Row]) -> Iterator[_Edge]:
    """The edges of line starts at one x: one run of enough lines that share it confirms all other runs there."""
    runs: list[list[_Start]] = []
    for start in sorted(cluster, key=lambda start: start.y):
        if runs and start.y - runs[-1][-1].y <= _NEXT_LINE * start.size:
            runs[-1].append(start)
        else:
            runs.append([start])
    if not any(sum(start.weight for start in run) >= _ENOUGH for run in runs):
        return
    for run in runs:
        edge = _Edge(min(start.x for start in run), run[0].y, run[-1].y)
        if not _is_crossed(edge, rows):
            yield edge


def _is_crossed(edge: _Edge, rows: Sequence[_Row]) -> bool:
    low = bisect_right(rows, edge.top - 0.01, key=lambda row: row.y)
    high = bisect_right(rows, edge.bottom + 0.01, key=lambda row: row.y)
    crossing = 0
    for row in rows[low:high]:
        at = bisect_right(row.words, edge.x - _EDGE, key=lambda word: word.x0) - 1
        crossing += at >= 0 and row.words[at].x1 > edge.x + _EDGE
    return crossing > _CROSSED * (high - low)


def _parts(row: _Row, edges: Sequence[_Edge]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in row.words:
        if part and _is_gutter(part[-1], word, row.y, edges):
            yield part
            part = []
        part.append(word)
    yield part


def _is_gutter(before: Word, word: Word, y: float, edges: Sequence[_Edge]) -> bool:
    size = min(before.size, word.size)
    gap = word.x0 - before.x1
    if max(before.size, word.size) > _OTHER_SIZE * size and gap > -size:
        return True
    if gap < _GUTTER * size:
        return False
    other_style = max(before.size, word.size) > _OTHER_STYLE * size or before.font.bold != word.font.bold
    if gap >= (_GUTTER if other_style else _SURE_GUTTER) * size:
        return True
    reach = 1.5 * size
    low = bisect_left(edges, before.x1 + _GLUED * size, key=lambda edge: edge.x)
    high = bisect_right(edges, word.x0 + _EDGE, key=lambda edge: edge.x)
    return any(edge.top - reach <= y <= edge.bottom + reach for edge in edges[low:high])


def _in_reading_order(words: Sequence[Word], *, mirrored: bool) -> Sequence[Word]:
    """The words of a line in reading order: runs against its direction are reversed, as a Hebrew name in English."""
    if not mirrored and all(word.text < _FIRST_FROM_RIGHT for word in words):
        return words
    ordered: list[Word] = []
    for from_right, group in groupby(words, key=lambda word: runs_right_to_left(word.text)):
        run = list(group)
        ordered += run if from_right == mirrored else run[::-1]
    return ordered


def _joined(words: Sequence[Word]) -> str:
    text = words[0].text
    for before, word in pairwise(words):
        gap = max(word.x0 - before.x1, before.x0 - word.x1)
        apart = before.spaced or gap > _GLUED * min(before.size, word.size)
        text += f" {word.text}" if apart else word.text
    return text
