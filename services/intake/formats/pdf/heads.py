"""Heads of stories: the headline with what is set large around it, kicker and summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.intake.formats.pdf.blocks import Block, overlap
from services.intake.formats.pdf.lines import Line
from services.intake.formats.pdf.roles import Roles

_REACH = 2.2
"""Of the larger one's size: parts of one head are no further apart."""

_ALIGNED = 3.0
"""Points."""

_SHARED = 0.5
"""Of the narrower one's width."""


@dataclass
class Head:
    """Blocks of one head from top to bottom."""

    parts: list[Block]

    @property
    def title(self) -> Block:
        """The part in the largest letters, of those the first."""
        return max(self.parts, key=lambda part: round(part.size, 1))

    @property
    def size(self) -> float:
        """Of the title's letters."""
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
        """Above its first line."""
        return self.parts[0].top

    @property
    def bottom(self) -> float:
        """Below its last line."""
        return max(part.bottom for part in self.parts)


def find_heads(roles: Roles, body: Sequence[Line]) -> list[Head]:
    """The heads of a page; a summary alone is none."""
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
