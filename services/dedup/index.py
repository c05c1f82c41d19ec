"""Which articles share a key: a table of fixed size, for memory that does not grow with the stream."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

INDEXED_KEYS = 32
"""The smallest keys of a text: of two copies where one is ten times as long, three of them still meet."""

WAYS = 8
"""Articles remembered for one place of the table. It caps what a phrase of every page costs: the newest eight."""

SPARE = 1.5
"""Places for each key that a full index holds, so that keys seldom push each other out."""

MIN_HITS = 2
"""One shared key is a common phrase or two keys in one place of the table."""

MAX_CANDIDATES = 8
"""Comparisons an article costs at most."""


class KeyIndex:
    """Finds the slots of articles that share keys with a text.

    The table holds slots, not keys: four bytes a key and article. Two keys may stand in one place, so what comes back
    is only a candidate.
    """

    def __init__(self, capacity: int) -> None:
        """Make an empty table for `capacity` articles."""
        self._places = max(64, int(capacity * INDEXED_KEYS * SPARE) // WAYS)
        self._table = array("I", bytes(4 * self._places * WAYS))

    def add(self, keys: Sequence[int], slot: int) -> None:
        """Remember that the article in `slot` has these keys, in place of the oldest ones where it is full."""
        table = self._table
        for key in keys[:INDEXED_KEYS]:
            start = key % self._places * WAYS
            table[start + 1 : start + WAYS] = table[start : start + WAYS - 1]
            table[start] = slot + 1

    def candidates(self, keys: Sequence[int]) -> list[int]:
        """Slots of articles that share at least `MIN_HITS` keys with a text, those with the most first."""
        hits: Counter[int] = Counter()
        for key in keys[:INDEXED_KEYS]:
            start = key % self._places * WAYS
            hits.update(set(self._table[start : start + WAYS]))
        hits.pop(0, None)
        often = [(-count, value) for value, count in hits.items() if count >= MIN_HITS]
        return [value - 1 for _, value in sorted(often)[:MAX_CANDIDATES]]
