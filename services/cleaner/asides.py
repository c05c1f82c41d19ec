"""Asides: text that a page sets into the column, in the middle of the story's sentences."""

from __future__ import annotations

from collections.abc import Sequence

from services.cleaner.captions import find_captions
from services.cleaner.lines import AsideLines, Line, usual_width
from services.cleaner.pull_quotes import find_pull_quotes


def find_asides(lines: Sequence[Line]) -> list[AsideLines]:
    """Captions, credits and pull quotes of a hard-wrapped body, in order; only where there is little doubt."""
    width = usual_width(lines)
    pull_quotes = find_pull_quotes(lines, width)
    return sorted(pull_quotes + find_captions(lines, pull_quotes, width), key=lambda aside: aside.start)
