"""Boilerplate"""

from __future__ import annotations

from collections.abc import Sequence

from services.cleaner.lines import AsideLines, Line


def find_boilerplate(lines: Sequence[Line]) -> list[AsideLines]:
    return []
