"""Asides: captions, credits and pull quotes that a page sets between the lines of a story."""

from __future__ import annotations

from collections.abc import Sequence

from services.cleaner.captions import find_captions
from services.cleaner.headlines import headline_end
from services.cleaner.pull_quotes import find_pull_quotes
from services.cleaner.text.column import Column
from services.cleaner.text.lines import AsideLines, Line


def find_asides(lines: Sequence[Line], column: Column) -> list[AsideLines]:
    """Captions, credits and pull quotes of a hard-wrapped body, in order; only where there is little doubt."""
    pull_quotes = [aside for aside in find_pull_quotes(lines, column) if aside.start >= headline_end(lines, 0, column)]
    return sorted(pull_quotes + find_captions(lines, pull_quotes, column), key=lambda aside: aside.start)
