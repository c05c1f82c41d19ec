"""Which articles have a key: millions of them in one array, eight bytes an entry.

An entry may stand in either of two buckets (Azar, Broder, Karlin and Upfal, "Balanced allocations"), which fills the
array to nine tenths before both are full; then it grows. Nothing is pushed out by chance, so what is found depends on
the articles alone and not on the size of the array.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Keys: TypeAlias = NDArray[np.uint32]
Slots: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.int64]

BUCKET = 8
"""Entries that lie side by side: a line of a processor's cache."""

FIRST_BUCKETS = 4096
"""256 KB; enough for six hundred articles."""

GROWTH = 1.5
"""How much larger the array becomes. Doubling would leave half of it empty."""

SPARSE = 0.3
"""An array this empty does not fill two buckets by chance: somebody makes keys that meet. They lose their oldest."""

MOST_ARTICLES = 8
"""Articles remembered for a key, the newest. Of a passage that more of them have, the key says nothing anyway."""

_MOVED_AT_ONCE = 1 << 19
"""Entries: growing then takes 30 MB beside the old array and the new one."""

_ROOM = (3, 5, 6, 7, BUCKET)
"""How full buckets may become, step by step: filled to the brim one after the other, they would overflow soon."""

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_SCATTER = np.uint64(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in the two buckets of some keys. Valid until the table changes.

    `rows` and `articles` are pairs: the article has the key of that row.
    """

    keys: Slots
    buckets: NDArray[np.intp]
    entries: Slots
    rows: NDArray[np.intp]
    articles: Numbers

    def counts(self) -> NDArray[np.intp]:
        """How many articles have each key, `MOST_ARTICLES` at most."""
        return np.bincount(self.rows, minlength=len(self.keys))


class KeyTable:
    """Articles by key. Articles are numbers that only grow; those below `horizon` are forgotten."""

    def __init__(self, buckets: int = FIRST_BUCKETS) -> None:
        """Make an empty table."""
        self._slots: Slots = np.zeros((buckets, BUCKET), np.uint64)
        self.horizon = 0

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        return int(self._slots.nbytes)

    def look(self, keys: Keys) -> Look:
        """Find the articles that have these keys."""
        wide = keys.astype(np.uint64)
        buckets = self._buckets(wide)
        entries = self._slots[buckets]
        rows, sides, columns = ((entries >> _SHIFT) == wide[:, None, None]).nonzero()
        numbers = entries[rows, sides, columns] & _LOW
        if len(numbers) and numbers.min() <= self.horizon:
            live = numbers > np.uint64(self.horizon)
            rows, numbers = rows[live], numbers[live]
        return Look(wide, buckets, entries, rows, numbers.astype(np.int64) - 1)

    def add(self, look: Look, chosen: NDArray[np.intp], article: int) -> None:
        """Remember that `article` has the keys of the rows `chosen`; nothing may have been added since the look.

        Raises:
            OverflowError: there are more articles than 32 bits can number.
        """
        if article + 1 > int(_LOW):
            raise OverflowError("too many articles; start the state anew")
        if not len(chosen):
            return
        free = (look.entries[chosen] & _LOW) <= np.uint64(self.horizon)
        counts = free.sum(axis=2)
        sides = (counts[:, 1] > counts[:, 0]).astype(np.intp)
        every = np.arange(len(chosen))
        places = look.buckets[chosen, sides] * BUCKET + free.argmax(axis=2)[every, sides]
        is_simple = counts[every, sides] > 0
        if len(look.rows):
            is_simple &= look.counts()[chosen] < MOST_ARTICLES
        if not is_simple.all() or len(set(places.tolist())) < len(places):
            self._add_one_by_one(look.keys[chosen].tolist(), article)
            return
        self._slots.reshape(-1)[places] = (look.keys[chosen] << _SHIFT) | np.uint64(article + 1)

    def _add_one_by_one(self, keys: list[int], article: int) -> None:
        """The same where two keys want one place, a key has enough articles, or both buckets are full."""
        for key in keys:
            while not self._added(key, np.uint64(article + 1)):
                self._grow()

    def _added(self, key: int, number: np.uint64) -> bool:
        look = self.look(np.array([key], np.uint32))
        numbers = look.entries[0] & _LOW
        free = numbers <= np.uint64(self.horizon)
        counts = free.sum(axis=1)
        if len(look.articles) >= MOST_ARTICLES:
            oldest = np.uint64(look.articles.min() + 1)
            same_key = (look.entries[0] >> _SHIFT) == np.uint64(key)
            side, column = (int(where[0]) for where in (same_key & (numbers == oldest)).nonzero())
        elif counts.any():
            side = int(counts[1] > counts[0])
            column = int(free[side].argmax())
        elif self._is_sparse():
            side, column = divmod(int(numbers.argmin()), BUCKET)
        else:
            return False
        self._slots[look.buckets[0, side], column] = (np.uint64(key) << _SHIFT) | number
        return True

    def _is_sparse(self) -> bool:
        live = np.count_nonzero((self._slots & _LOW) > np.uint64(self.horizon))
        return bool(live < SPARSE * self._slots.size)

    def _buckets(self, keys: Slots) -> NDArray[np.intp]:
        """The two buckets of each key, which are never the same."""
        count = np.uint64(len(self._slots))
        both = np.empty((len(keys), 2), np.uint64)
        both[:, 0] = (keys * count) >> _SHIFT
        both[:, 1] = (((keys * _SCATTER) & _LOW) * (count - np.uint64(1))) >> _SHIFT
        both[:, 1] += both[:, 1] >= both[:, 0]
        return both.astype(np.intp)

    def _grow(self) -> None:
        """Move the live entries to a larger array, those of full buckets to their other bucket."""
        old, buckets = self._slots.reshape(-1), int(len(self._slots) * GROWTH)
        while not self._filled(old, buckets):
            buckets = int(buckets * GROWTH)

    def _filled(self, old: Slots, buckets: int) -> bool:
        self._slots = np.zeros((buckets, BUCKET), np.uint64)
        used = np.zeros(buckets, np.uint8)
        for start in range(0, len(old), _MOVED_AT_ONCE):
            left = old[start : start + _MOVED_AT_ONCE]
            left = left[(left & _LOW) > np.uint64(self.horizon)]
            for room in _ROOM:
                for side in (0, 1):
                    left = self._placed(left, self._buckets(left >> _SHIFT)[:, side], used, room)
            if len(left):
                return False
        return True

    def _placed(self, entries: Slots, wanted: NDArray[np.intp], used: NDArray[np.uint8], room: int) -> Slots:
        """Put entries into the buckets that they want, up to `room` in each; returns those that did not fit."""
        order = np.argsort(wanted, kind="stable")
        wanted, entries = wanted[order], entries[order]
        begins = np.flatnonzero(np.diff(wanted, prepend=-1))
        sizes = np.diff(begins, append=len(wanted))
        rank = np.arange(len(wanted)) - np.repeat(begins, sizes) + used[wanted]
        fits = rank < room
        self._slots[wanted[fits], rank[fits]] = entries[fits]
        used[wanted[begins]] = np.maximum(used[wanted[begins]], np.minimum(used[wanted[begins]] + sizes, room))
        return entries[~fits]

    def save(self, path: Path) -> None:
        """Write the table to a file."""
        with path.open("wb") as file:
            self._slots.tofile(file)

    def load(self, path: Path) -> None:
        """Read what `save` wrote; the horizon is set by the caller."""
        self._slots = np.fromfile(path, np.uint64).reshape(-1, BUCKET)
