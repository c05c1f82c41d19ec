"""Heads of stories: a headline with its kicker and summary, which are set larger than the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.formats.pdf.blocks import Block, overlap
from services.intake.formats.pdf.lines import Line
from services.intake.formats.pdf.roles import Roles

_REACH = 2.2
"""Times the larger part's size: the largest gap between parts of one head."""

_ALIGNED = 3.0
"""Points by which left edges of one head may differ."""

_SHARED = 0.5
"""Share of the narrower part's width that two parts of a head have in common at least."""


@dataclass
class Head:
    """The blocks of one head, from top to bottom."""

    parts: list[Block]

    @property
    def title(self) -> Block:
        """The first of the parts with the largest letters."""
        return max(self.parts, key=lambda part: round(part.size, 1))

    @property
    def size(self) -> float:
        """The size of the title's letters."""
        return self.title.size

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(part.x0 for part in self.parts)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(part.x1 for part in self.parts)

    @property
    def top(self) -> float:
        """The upper edge of its first line."""
        return self.parts[0].top

    @property
    def bottom(self) -> float:
        """The lower edge of its last line."""
        return max(part.bottom for part in self.parts)


def find_heads(roles: Roles, body: Sequence[Line]) -> list[Head]:
    """The heads of a page; a summary without a headline is none."""
    heads: list[Head] = []
    for block in roles.having("headline", "display"):
        own = next((head for head in reversed(heads) if _belongs(block, head, body)), None)
        if own is not None:
            own.parts.append(block)
        elif roles.of[id(block)] == "headline":
            heads.append(Head([block]))
    return heads


def _belongs(block: Block, head: Head, body: Sequence[Line]) -> bool:
    last = head.parts[-1]
    gap = block.top - last.bottom
    if not -last.size / 2 <= gap <= _REACH * max(block.size, last.size):
        return False
    if abs(block.x0 - last.x0) > _ALIGNED and overlap(block, last) < _SHARED:
        return False
    return not any(last.bottom < line.y < block.bottom and overlap(line, block) > 0.0 for line in body)
