"""Blocks of a page: lines of one style below each other; and the style of the running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from services.intake.formats.pdf.library import Font
from services.intake.formats.pdf.lines import Line

_SIZE_STEP = 4
"""Sizes are counted in quarters of a point: programs round them differently."""

SAME_SIZE = 0.05
"""Share by which sizes of one style may differ."""

_BLOCK_LEADING = 1.65
"""Times the size: lines further apart belong to different blocks."""

_MOST_GROWING = 60
"""Blocks side by side that a line is compared with: no page has as many columns."""

_SHARED = 0.5
"""Share of the narrower line's width that two lines of a block have in common at least."""

_LONGEST_LEADING = 2.2
"""Times the size: larger distances than double spacing are no leading."""

_FREQUENT = 0.2
"""Share of the most frequent distance's count, from which a distance is frequent."""

_USUAL_LEADING = 1.2
"""Times the size: the leading of a text in which it cannot be measured."""

_STYLE_WORDS = re.compile(
    r"bold|black|heavy|demi|semi|extra|ultra|light|thin|medium|book|regular|roman|normal|italic|oblique|slanted"
    r"|cond(?:ensed)?|mt$|ps(?:mt)?$|[\W_]",
    re.IGNORECASE,
)


def family(font: Font) -> str:
    """The typeface's name without weight and slope."""
    return _STYLE_WORDS.sub("", font.name).lower()


class HorizontalExtent(Protocol):
    """Anything with a left and a right edge, in points."""

    @property
    def x0(self) -> float:
        """The left edge."""

    @property
    def x1(self) -> float:
        """The right edge."""


def overlap(one: HorizontalExtent, two: HorizontalExtent) -> float:
    """The width that both have in common, as a share of the narrower one's width, 0 to 1."""
    shared = min(one.x1, two.x1) - max(one.x0, two.x0)
    return max(shared, 0.0) / max(min(one.x1 - one.x0, two.x1 - two.x0), 0.1)


@dataclass(frozen=True, slots=True)
class Style:
    """The style of the running text; size and leading are in points."""

    size: float
    font: Font
    leading: float

    def fits(self, line: Line) -> bool:
        """Whether a line is set like running text."""
        return self.fits_size(line.size) and (line.font == self.font or self._fits_font(line.font))

    def fits_size(self, size: float) -> bool:
        """Whether letters have the size of running text."""
        return abs(size - self.size) <= SAME_SIZE * self.size

    def _fits_font(self, font: Font) -> bool:
        mine = self.font
        return (font.bold, font.italic) == (mine.bold, mine.italic) and family(font) == family(mine)


@dataclass
class Block:
    """Lines of one style and column, from top to bottom."""

    lines: list[Line]

    @property
    def page(self) -> int:
        """The number of its page."""
        return self.lines[0].page

    @property
    def size(self) -> float:
        """The size of its letters, in points."""
        return self.lines[0].size

    @property
    def font(self) -> Font:
        """The font of its first line."""
        return self.lines[0].font

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(line.x1 for line in self.lines)

    @property
    def top(self) -> float:
        """The upper edge of its first line."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """The lower edge of its last line."""
        return self.lines[-1].bottom

    @property
    def text(self) -> str:
        """Its lines, joined by blanks."""
        return " ".join(line.text for line in self.lines)


def running_style(lines: Sequence[Line]) -> Style:
    """The style of most letters; lines of nearly the same size are counted together."""
    letters: Counter[tuple[float, Font]] = Counter()
    for line in lines:
        letters[round(line.size * _SIZE_STEP) / _SIZE_STEP, line.font] += len(line.text)
    (size, font), _ = max(letters.items(), key=lambda item: item[1])
    alike = [line for line in lines if line.font == font and abs(line.size - size) <= SAME_SIZE * size]
    size = median(line.size for line in alike) if alike else size
    return Style(size, font, _leading(list(_distances(alike, size)), size))


def _leading(distances: Sequence[float], size: float) -> float:
    """The smallest frequent distance between lines: larger distances separate paragraphs."""
    if not distances:
        return _USUAL_LEADING * size
    counts = Counter(round(distance * _SIZE_STEP) for distance in distances)
    smallest = min(step for step, count in counts.items() if count >= _FREQUENT * max(counts.values()))
    return median(distance for distance in distances if abs(distance * _SIZE_STEP - smallest) <= 1)


def _distances(lines: Iterable[Line], size: float) -> Iterator[float]:
    """The distance from each line to the next one below it in its column."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for of_page in by_page.values():
        ordered = sorted(of_page, key=lambda line: line.y)
        for at, line in enumerate(ordered):
            for below in ordered[at + 1 : at + 40]:
                distance = below.y - line.y
                if distance > _LONGEST_LEADING * size:
                    break
                if distance > size / 2 and overlap(line, below) > _SHARED:
                    yield distance
                    break


def find_blocks(lines: Iterable[Line]) -> list[Block]:
    """The blocks of one page's lines, from top to bottom."""
    blocks: list[Block] = []
    growing: list[Block] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        near = growing[-_MOST_GROWING:]
        growing = [block for block in near if line.y - block.lines[-1].y <= _BLOCK_LEADING * block.size]
        own = next((block for block in reversed(growing) if _belongs(line, block)), None)
        if own is None:
            own = Block([])
            blocks.append(own)
            growing.append(own)
        own.lines.append(line)
    return blocks


def _belongs(line: Line, block: Block) -> bool:
    last = block.lines[-1]
    if abs(line.size - last.size) > SAME_SIZE * last.size or line.y - last.y > _BLOCK_LEADING * line.size:
        return False
    mine, theirs = line.font, last.font
    if (mine.bold, mine.italic) != (theirs.bold, theirs.italic) or family(mine) != family(theirs):
        return False
    return any(overlap(line, other) >= _SHARED for other in block.lines[-2:]) and line.y > last.y - line.size / 2
