"""Pull quotes: a statement that the page repeats in large letters is one statement, printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.article import Aside

_WORD = re.compile(r"\w+")

SHARED = 0.6
"""Share of a pull quote's pairs of neighbouring words that must stand in the statement. Not all do: pull quotes are
shortened, and carry the name and role of who said it."""

_LONGEST = 2_000
"""Words of a statement that are compared; a pull quote repeats a sentence or two."""


def _pairs(text: str) -> set[tuple[str, str]]:
    words = _WORD.findall(text.casefold())[:_LONGEST]
    return set(pairwise(words))


def repetitions(statements: Sequence[str], asides: Sequence[Aside]) -> Iterator[tuple[int, ...]]:
    """For each statement the indices in `asides` of the pull quotes that repeat it."""
    pulled = [(index, _pairs(aside.text)) for index, aside in enumerate(asides) if aside.kind == "pull_quote"]
    for statement in statements:
        said = _pairs(statement) if pulled else set()
        yield tuple(index for index, pairs in pulled if pairs and len(pairs & said) >= SHARED * len(pairs))
