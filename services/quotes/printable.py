"""The text of a statement as it could be printed: its stretches joined, its marks balanced.

In: the article's text, the stretches of a statement, its cue. Out: one text. Nothing is changed within a stretch but a
mark that has no partner; between two, the comma before an attribution becomes the full stop that the next sentence asks
for, and an ellipsis stands where other words than the attribution are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_ELLIPSIS: Final = "…"
_SENTENCE_ENDS: Final = (".", "!", "?", _ELLIPSIS)
_SOFT_ENDS: Final = ",;:—–-"

_PAIRS: Final = (("“", "”"), ("«", "»"))

_ATTRIBUTION = 160
"""Characters between two stretches that an attribution may have: longer is another sentence."""


def printable(text: str, spans: Sequence[tuple[int, int]], cue: tuple[int, int] | None) -> str:
    """The statement in one line of text."""
    parts = [_balanced(text[start:end]) for start, end in spans]
    joined = parts[0]
    for (before, after), part in zip(pairwise(spans), parts[1:], strict=True):
        joined = _joined(joined, part, left_out=_leaves_out(text, before[1], after[0], cue))
    return joined


def _leaves_out(text: str, start: int, end: int, cue: tuple[int, int] | None) -> bool:
    """Whether between two offsets stands anything but an attribution."""
    between = text[start:end]
    if not any(map(str.isalnum, between)):
        return False
    return cue is None or not start <= cue[0] < end or len(between) > _ATTRIBUTION


def _joined(left: str, right: str, *, left_out: bool) -> str:
    ended = left.rstrip("”\"’'»").endswith(_SENTENCE_ENDS)
    if right[:1].isupper() or right[:1] in ("“", "‘", "«"):
        if ended:
            return f"{left} {_ELLIPSIS} {right}" if left_out else f"{left} {right}"
        bare = left.rstrip(_SOFT_ENDS + " ")
        return f"{bare} {_ELLIPSIS} {right}" if left_out else f"{bare}. {right}"
    if left_out:
        return f"{left.rstrip(_SOFT_ENDS + ' ')} {_ELLIPSIS} {right}"
    return f"{left} {right}"


def _balanced(part: str) -> str:
    """A stretch without the double marks in it that have no partner."""
    if "„" in part:
        return part  # German marks: the closing one of these is the opening one of others
    for opening, closing in _PAIRS:
        if part.count(opening) != part.count(closing):
            part = _without_lonely(part, opening, closing)
    if part.count('"') == 1:
        part = part.replace('"', "")
    return part


def _without_lonely(part: str, opening: str, closing: str) -> str:
    opened: list[int] = []
    lonely: set[int] = set()
    for at, char in enumerate(part):
        if char == opening:
            opened.append(at)
        elif char == closing:
            if opened:
                opened.pop()
            else:
                lonely.add(at)
    lonely.update(opened)
    return "".join(char for at, char in enumerate(part) if at not in lonely)
