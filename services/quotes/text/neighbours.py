"""The sentences before and after a quote, so that it can be shown alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

Extent: TypeAlias = tuple[int, int]
"""The characters of a sentence, end exclusive."""


def neighbours(text: str, sentences: Sequence[Extent], start: int, end: int) -> tuple[str, str]:
    """The sentence before the one in which a span begins, and the one after that in which it ends.

    `sentences`: all of the text, in order. Empty where there is none.
    """
    first = bisect_right(sentences, start, key=lambda each: each[0]) - 1
    last = bisect_right(sentences, end - 1, key=lambda each: each[0]) - 1
    before = sentences[first - 1] if first > 0 else (0, 0)
    after = sentences[last + 1] if last + 1 < len(sentences) else (0, 0)
    return text[slice(*before)], text[slice(*after)]
