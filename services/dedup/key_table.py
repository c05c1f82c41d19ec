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

_MOVED_AT_ONCE = 1 << 22
"""Entries: growing then takes 200 MB beside the old array and the new one."""

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_SCATTER = np.uint64(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in the buckets of some keys: a row of 16 entries each. Valid until the table changes."""

    keys: Slots
    buckets: NDArray[np.intp]
    entries: Slots
    matches: NDArray[np.bool_]
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
        entries = self._slots[buckets].reshape(len(wide), 2 * BUCKET)
        numbers = entries & _LOW
        matches = ((entries >> _SHIFT) == wide[:, None]) & (numbers > np.uint64(self.horizon))
        rows, columns = np.nonzero(matches)
        return Look(wide, buckets, entries, matches, rows, numbers[rows, columns].astype(np.int64) - 1)

    def add(self, look: Look, chosen: NDArray[np.intp], article: int) -> None:
        """Remember that `article` has the keys of the rows `chosen`; nothing may have been added since the look.

        Raises:
            OverflowError: there are more articles than 32 bits can number.
        """
        if article + 1 > int(_LOW):
            raise OverflowError("too many articles; start the state anew")
        if not len(chosen):
            return
        entries = look.entries[chosen]
        free = (entries & _LOW) <= np.uint64(self.horizon)
        columns = self._columns(free, entries, look.matches[chosen])
        buckets = look.buckets[chosen]
        places = buckets[np.arange(len(chosen)), columns // BUCKET] * BUCKET + columns % BUCKET
        new = (look.keys[chosen] << _SHIFT) | np.uint64(article + 1)
        _, first = np.unique(np.where(columns >= 0, places, -1), return_index=True)
        first = first[columns[first] >= 0]
        self._slots.reshape(-1)[places[first]] = new[first]
        if len(first) < len(chosen):
            for row in np.setdiff1d(np.arange(len(chosen)), first).tolist():
                self._add_one(int(look.keys[chosen[row]]), article)

    @staticmethod
    def _columns(free: NDArray[np.bool_], entries: Slots, matches: NDArray[np.bool_]) -> NDArray[np.intp]:
        """A place in each row: the oldest article of a key that has enough of them, else the emptier bucket; or -1."""
        first, second = free[:, :BUCKET].sum(axis=1), free[:, BUCKET:].sum(axis=1)
        columns: NDArray[np.intp] = np.where(
            first >= second, free[:, :BUCKET].argmax(axis=1), BUCKET + free[:, BUCKET:].argmax(axis=1)
        )
        columns[(first + second) == 0] = -1
        full = matches.sum(axis=1) >= MOST_ARTICLES
        if full.any():
            oldest = np.where(matches, entries & _LOW, _LOW).argmin(axis=1)
            columns = np.where(full, oldest, columns)
        return columns

    def _add_one(self, key: int, article: int) -> None:
        """The same for one key, where two keys want one place or both buckets are full."""
        while True:
            look = self.look(np.array([key], np.uint32))
            free = (look.entries & _LOW) <= np.uint64(self.horizon)
            column = int(self._columns(free, look.entries, look.matches)[0])
            if column < 0 and self._is_sparse():
                column = int((look.entries[0] & _LOW).argmin())
            if column >= 0:
                bucket = look.buckets[0, column // BUCKET]
                self._slots[bucket, column % BUCKET] = (np.uint64(key) << _SHIFT) | np.uint64(article + 1)
                return
            self._grow()

    def _is_sparse(self) -> bool:
        live = np.count_nonzero((self._slots & _LOW) > np.uint64(self.horizon))
        return bool(live < SPARSE * self._slots.size)

    def _buckets(self, keys: Slots) -> NDArray[np.intp]:
        count = np.uint64(len(self._slots))
        first = (keys * count) >> _SHIFT
        second = (((keys * _SCATTER) & _LOW) * count) >> _SHIFT
        second = np.where(second == first, (first + np.uint64(1)) % count, second)
        return np.stack((first, second), axis=1).astype(np.intp)

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
            for side in (0, 1):
                left = self._placed(left, self._buckets(left >> _SHIFT)[:, side], used)
            if len(left):
                return False
        return True

    def _placed(self, entries: Slots, wanted: NDArray[np.intp], used: NDArray[np.uint8]) -> Slots:
        """Put entries into the buckets that they want; returns those for which there is no room."""
        order = np.argsort(wanted, kind="stable")
        wanted, entries = wanted[order], entries[order]
        begins = np.flatnonzero(np.diff(wanted, prepend=-1))
        sizes = np.diff(begins, append=len(wanted))
        rank = np.arange(len(wanted)) - np.repeat(begins, sizes) + used[wanted]
        fits = rank < BUCKET
        self._slots[wanted[fits], rank[fits]] = entries[fits]
        used[wanted[begins]] = np.minimum(used[wanted[begins]] + sizes, BUCKET)
        return entries[~fits]

    def save(self, path: Path) -> None:
        """Write the table to a file."""
        with path.open("wb") as file:
            self._slots.tofile(file)

    def load(self, path: Path) -> None:
        """Read what `save` wrote; the horizon is set by the caller."""
        self._slots = np.fromfile(path, np.uint64).reshape(-1, BUCKET)
