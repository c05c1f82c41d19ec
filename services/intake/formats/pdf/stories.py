"""Stories of a page: separates its headlines and lines into stories, and a story's lines into columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from statistics import median

from services.intake.formats.pdf.blocks import overlap
from services.intake.formats.pdf.heads import Head
from services.intake.formats.pdf.library import Page, Shape
from services.intake.formats.pdf.lines import Line

_Piece = Line | Head

_TOUCH = 2.0
"""Points by which letters may overlap the edge of their column."""

_MOST_CUTS = 30
"""At most 30 stories or boxes a page; no front page has more."""

_MOST_COLUMNS = 40
"""At most 40 columns a page; no table of stock prices has more."""

_WIDE = 1.45
"""Times the usual column's width: a wider line spans several columns."""

_MOSTLY_WIDE = 1 / 3
"""Share of the lines: where more are wide, the columns have several widths."""

_FULL = 0.3
"""Share of the usual width by which full lines may differ: in ragged text, and beside a picture."""

_SAME_COLUMN = 0.5
"""Share of a line that must lie in a column to belong to it."""

_SAME_ROW = 0.25
"""Share of the size by which baselines of one line may differ."""

_BOX_SIDES = (60.0, 30.0)
"""Points, width and height: a smaller box holds no story."""

_BOX_LINES = 2
"""Lines of a boxed story at least."""

_BOX_SHARE = 0.6
"""Share of the page's area: a larger frame is that of the page, not a box on it."""


@dataclass
class Story:
    """The heads of a story, if it has any, and its lines, from top to bottom of the page."""

    heads: list[Head] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    boxed: bool = False

    @property
    def letters(self) -> int:
        """The number of characters of its running text."""
        return sum(len(line.text) for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its headline's letters, in points; 0 without a headline."""
        return max((head.size for head in self.heads), default=0.0)


def find_stories(page: Page, heads: Sequence[Head], lines: Sequence[Line]) -> list[Story]:
    """The stories of a page: the text of boxes is separated first, then the rest at white space and headlines."""
    left_heads = sorted(heads, key=lambda head: -head.size)[:_MOST_CUTS]
    left_lines = list(lines)
    stories = []
    for box in _boxes(page, lines):
        inside = [line for line in left_lines if _inside(line, box)]
        if len(inside) < _BOX_LINES or len(inside) == len(left_lines):
            continue
        own = [head for head in left_heads if _inside(head, box)]
        stories.append(Story(own, inside, boxed=True))
        left_lines = [line for line in left_lines if not _inside(line, box)]
        left_heads = [head for head in left_heads if not _inside(head, box)]
    return [*_parted(left_heads, left_lines, _MOST_CUTS), *stories]


def _boxes(page: Page, lines: Sequence[Line]) -> list[Shape]:
    area = page.width * page.height
    boxes = [
        shape
        for shape in page.shapes
        if not shape.picture
        and shape.width > _BOX_SIDES[0]
        and shape.height > _BOX_SIDES[1]
        and shape.width * shape.height < _BOX_SHARE * area
    ]
    return sorted(boxes, key=lambda shape: shape.width * shape.height)[:_MOST_CUTS] if lines else []


def _inside(piece: _Piece, box: Shape) -> bool:
    return (
        box.x0 - _TOUCH <= piece.x0 and piece.x1 <= box.x1 + _TOUCH and box.y0 <= piece.top and piece.bottom <= box.y1
    )


def _parted(heads: list[Head], lines: list[Line], cuts: int) -> Iterator[Story]:
    if len(heads) > 1 and cuts > 0:
        parts = _cut_across(heads, lines) or _cut_down(heads, lines)
        if parts is None:
            yield from _by_nearest(heads, lines)
            return
        for some_heads, some_lines in parts:
            yield from _parted(some_heads, some_lines, cuts - 1)
        return
    yield Story(heads, lines)


_Part = tuple[list[Head], list[Line]]


def _cut_across(heads: list[Head], lines: list[Line]) -> list[_Part] | None:
    """Cut horizontally above a headline, where nothing is cut and there is text above; None where impossible."""
    pieces: list[_Piece] = [*heads, *lines]
    for head in sorted(heads, key=lambda head: head.top):
        y = head.top - 0.1
        if any(piece.top < y < piece.bottom for piece in pieces):
            continue
        above = {id(piece) for piece in pieces if piece.bottom <= y}
        parts = _divided(heads, lines, above)
        if parts[0][1]:
            return parts
    return None


def _cut_down(heads: list[Head], lines: list[Line]) -> list[_Part] | None:
    """Cut vertically left of a headline, where nothing is cut and a story is on either side; None where impossible."""
    pieces: list[_Piece] = [*heads, *lines]
    for head in sorted(heads, key=lambda head: -head.x0):
        x = head.x0 - _TOUCH
        if any(piece.x0 < x - _TOUCH and piece.x1 > x + _TOUCH for piece in pieces):
            continue
        left = {id(piece) for piece in pieces if piece.x0 < x}
        parts = _divided(heads, lines, left)
        if parts[0][0] and parts[0][1] and parts[1][1]:
            return parts
    return None


def _divided(heads: list[Head], lines: list[Line], first: set[int]) -> list[_Part]:
    return [
        ([head for head in heads if (id(head) in first) == own], [line for line in lines if (id(line) in first) == own])
        for own in (True, False)
    ]


def _by_nearest(heads: list[Head], lines: list[Line]) -> Iterator[Story]:
    """Give each line to the headline above it, or to one above and to the left, whose story continues beside it."""
    stories = {id(head): Story([head]) for head in heads}
    without = Story()
    for line in lines:
        own = _head_of(line, heads)
        (stories[id(own)] if own is not None else without).lines.append(line)
    joined = [story for story in stories.values() if story.lines]
    if without.lines:
        joined.append(without)
    for head in heads:
        if not stories[id(head)].lines and joined:
            min(joined, key=lambda story: abs(story.lines[0].y - head.bottom)).heads.append(head)
    yield from joined


def _head_of(line: Line, heads: Sequence[Head]) -> Head | None:
    above = [head for head in heads if head.bottom <= line.y and head.x0 <= line.x1]
    over = [head for head in above if overlap(head, line) > 0.0]
    if over:
        return max(over, key=lambda head: (head.bottom, head.x0))
    beside = [head for head in above if head.x0 <= line.x0 + _TOUCH]
    if not beside:
        return None
    lowest = max(head.bottom for head in beside)
    level = [head for head in beside if lowest - head.bottom < 3 * head.size]
    return max(level, key=lambda head: head.x0)


@dataclass
class Column:
    """The lines of one column from top to bottom; parts of one line have been joined."""

    lines: list[Line]
    x0: float = 0.0
    x1: float = 0.0


def find_columns(lines: Sequence[Line]) -> list[Column]:
    """The columns of a story's lines on one page, in reading order.

    Lines that span several columns separate the columns above from those below.
    """
    if not lines:
        return []
    usual = _usual_width(lines)
    columns: list[Column] = []
    for wide, group in _bands(sorted(lines, key=lambda line: (line.y, line.x0)), usual):
        columns += [Column(group)] if wide else _columns(group, usual)
    for column in columns:
        column.lines = _rejoined(column.lines)
        column.x0 = min(line.x0 for line in column.lines)
        column.x1 = max(line.x1 for line in column.lines)
    return columns


def _bands(lines: Sequence[Line], usual: float) -> Iterator[tuple[bool, list[Line]]]:
    """Groups of lines from top to bottom: those that span columns, and the others. A single wide line is overfull."""
    wide = [line.x1 - line.x0 > _WIDE * usual for line in lines]
    alone = [
        is_wide and not (at and wide[at - 1]) and not (at + 1 < len(wide) and wide[at + 1])
        for at, is_wide in enumerate(wide)
    ]
    if sum(wide) >= len(lines) * _MOSTLY_WIDE:
        yield False, list(lines)
        return
    flagged = zip((is_wide and not single for is_wide, single in zip(wide, alone, strict=True)), lines, strict=True)
    for is_wide, group in groupby(flagged, key=itemgetter(0)):
        yield is_wide, [line for _, line in group]


def _usual_width(lines: Sequence[Line]) -> float:
    """The width of a full line: the median of the wider half of the lines."""
    widths = sorted(line.x1 - line.x0 for line in lines)
    return median(widths[len(widths) // 2 :])


def _columns(lines: Sequence[Line], usual: float) -> list[Column]:
    """The lines by column: full lines define the columns, and shorter and overfull lines are added to them."""
    columns: list[Column] = []
    for line in sorted(lines, key=lambda line: abs(line.x1 - line.x0 - usual)):
        full = abs(line.x1 - line.x0 - usual) <= _FULL * usual
        own = max(columns, key=lambda column: _share(line, column), default=None)
        if own is None or (_share(line, own) < _SAME_COLUMN and len(columns) < _MOST_COLUMNS):
            columns.append(Column([line], line.x0, line.x1))
            continue
        own.lines.append(line)
        if full:
            own.x0, own.x1 = min(own.x0, line.x0), max(own.x1, line.x1)
    return sorted(columns, key=lambda column: column.x0)


def _share(line: Line, column: Column) -> float:
    """The share of the line's beginning, as wide as the column at most, that lies in the column."""
    end = min(line.x1, line.x0 + column.x1 - column.x0)
    shared = min(end, column.x1) - max(line.x0, column.x0)
    return shared / max(end - line.x0, 0.1)


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """The lines of a column; parts on one baseline are joined."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        if joined and abs(line.y - joined[-1].y) <= _SAME_ROW * line.size:
            joined[-1] = Line(
                sorted([*joined[-1].words, *line.words], key=lambda word: word.x0), line.page, line.mirrored
            )
        else:
            joined.append(line)
    return joined
