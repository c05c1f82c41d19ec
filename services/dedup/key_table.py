"""Which articles have a key: millions of entries in one array, eight bytes each.

An entry may stand in either of two buckets (Azar, Broder, Karlin and Upfal, "Balanced allocations", 1999). The array
grows by some buckets at a time, each of which takes entries over from one other bucket (Litwin, "Linear hashing",
1980): it is always about as full as it may be, never needs room for a second array, and never stands still to move.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Slots: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

BUCKET = 8
"""Entries that lie side by side: a line of a processor's cache."""

FIRST_BUCKETS = 8192
"""512 KB; enough for 1,500 articles."""

FULL = 0.72
"""How full the array may become. Between two doublings its old buckets are fuller than its new ones; at this load one
entry in ten thousand finds no place at the worst moment, at 0.8 one in a thousand, and each is tried again."""

GROWTH = 32
"""The array grows by this part of it at least, so that its memory is not moved for every few entries."""

_SAMPLE = 4096
"""Buckets by which it is judged how full the array is: to half a per cent."""

_SPLIT_AT_ONCE = 1 << 16
"""Buckets: 20 MB beside the array."""

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_SCATTER = np.array((1, 0x9E3779B97F4A7C15), np.uint64)
_UPPER_HALF = np.array((0, 32), np.uint64)
"""The two hash functions: the key itself, and the upper half of its product with 2^64 by the golden ratio (Knuth,
"Sorting and Searching", 6.4)."""

_LAST_NUMBER = (1 << 32) - 2


class Hits(NamedTuple):
    """Entries of some keys: the article `articles[n]` has the key of the row `rows[n]`. Valid until the table changes.

    Rows are in order. A key whose two buckets are one finds all of its articles twice.
    """

    rows: NDArray[np.intp]
    articles: Numbers
    buckets: NDArray[np.intp]
    found: NDArray[np.intp]

    @property
    def places(self) -> NDArray[np.intp]:
        """Where in the table each entry stands."""
        return self.buckets.reshape(-1)[self.found // BUCKET] * BUCKET + self.found % BUCKET


class KeyTable:
    """Articles by key. Keys have 32 bits; articles are numbers that only grow, those below `horizon` are forgotten."""

    def __init__(self, buckets: int = FIRST_BUCKETS) -> None:
        """Make an empty table."""
        self._slots: Slots = np.zeros((buckets, BUCKET), np.uint64)
        self.horizon = 0

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        return int(self._slots.nbytes)

    def look(self, keys: Slots) -> Hits:
        """Find the articles that have these keys."""
        buckets = self._buckets(keys)
        entries = self._slots.take(buckets, axis=0)
        found = ((entries >> _SHIFT) == keys[:, None, None]).reshape(-1).nonzero()[0]
        if len(found):
            numbers = entries.reshape(-1)[found] & _LOW
            live = (numbers > self.horizon).nonzero()[0]
            found, numbers = found[live], numbers[live]
            return Hits(found // (2 * BUCKET), numbers.view(np.int64) - 1, buckets, found)
        return Hits(found, found, buckets, found)

    def remove(self, places: NDArray[np.intp]) -> None:
        """Remove the entries that stand in these places."""
        self._slots.reshape(-1)[places] = 0

    def add(self, keys: Slots, articles: Numbers) -> Mask:
        """Remember that each article has the key beside it. Returns which of these entries found no place.

        Raises:
            OverflowError: there are more articles than 32 bits can number.
        """
        if len(articles) and int(articles.max()) > _LAST_NUMBER:
            raise OverflowError("too many articles; start the state anew")
        self._make_room(len(keys))
        entries = (keys << _SHIFT) | (articles + 1).view(np.uint64)
        buckets = self._buckets(keys)
        left = np.arange(len(keys))
        for place in (self._placed, self._placed_by_moving):
            while len(left):
                remaining = place(entries, buckets, left)
                if len(remaining) == len(left):
                    break
                left = remaining
        is_left = np.zeros(len(keys), np.bool_)
        is_left[left] = True
        return is_left

    def _placed(self, entries: Slots, buckets: NDArray[np.intp], chosen: NDArray[np.intp]) -> NDArray[np.intp]:
        """Put each chosen entry into the emptier of its buckets; returns those to which another was preferred."""
        free = self._free(buckets[chosen])
        counts = _counts(free)
        row = np.arange(len(chosen))
        side = (counts[:, 1] > counts[:, 0]).view(np.int8)
        places = buckets[chosen, side] * BUCKET + free[row, side].argmax(axis=1)
        has_place = counts[row, side] > 0
        slots, wanted = self._slots.reshape(-1), entries[chosen]
        slots[places[has_place]] = wanted[has_place]
        is_displaced: Mask = slots[places] != wanted
        return chosen[is_displaced]

    def _placed_by_moving(
        self, entries: Slots, buckets: NDArray[np.intp], chosen: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """The same where both buckets are full: an entry of the first makes way and goes to its own other bucket.

        One entry a bucket and call (Pagh and Rodler, "Cuckoo hashing", 2001, without its chains).
        """
        full, first = np.unique(buckets[chosen, 0], return_index=True)
        standing = self._slots[full]
        both = self._buckets(standing.reshape(-1) >> _SHIFT).reshape(-1, BUCKET, 2)
        others = np.where(both[:, :, 0] == full[:, None], both[:, :, 1], both[:, :, 0])
        free = self._free(others)
        can_move = _counts(free) > 0
        row = np.flatnonzero(_counts(can_move))
        column = can_move[row].argmax(axis=1)
        moving = standing[row, column]
        places = others[row, column] * BUCKET + free[row, column].argmax(axis=1)
        slots = self._slots.reshape(-1)
        slots[places] = moving
        # Where two went to one place, the one that is not there still stands where it stood.
        has_moved: Mask = slots[places] == moving
        row, column = row[has_moved], column[has_moved]
        self._slots[full[row], column] = entries[chosen[first[row]]]
        is_left = np.ones(len(chosen), np.bool_)
        is_left[first[row]] = False
        return chosen[is_left]

    def _free(self, buckets: NDArray[np.intp]) -> Mask:
        """Which places of the buckets are empty, or taken by what is forgotten."""
        free: Mask = (self._slots.take(buckets, axis=0) & _LOW) <= np.uint64(self.horizon)
        return free

    def _buckets(self, keys: Slots) -> NDArray[np.intp]:
        """The two buckets of each key, in a few cases one and the same."""
        level = self._level
        hashes = keys[:, None] * _SCATTER
        hashes >>= _UPPER_HALF
        hashes &= np.uint64(2 * level - 1)
        # Buckets from here on are not there yet: what belongs to them still stands with the lower half's.
        hashes -= (hashes >= len(self._slots)) * np.uint64(level)
        return hashes.view(np.intp)

    @property
    def _level(self) -> int:
        """Buckets at the last doubling: the largest power of two that is no larger than the array."""
        return 1 << (len(self._slots).bit_length() - 1)

    def _make_room(self, entries: int) -> None:
        live = self._load() * self._slots.size
        wanted = int((live + entries) / (FULL * BUCKET)) + 1
        if wanted > len(self._slots):
            self._grow(max(wanted, len(self._slots) + len(self._slots) // GROWTH))

    def _load(self) -> float:
        """The part of the places that is taken, from 0 to 1, judged by buckets in even distances."""
        step = max(1, len(self._slots) // _SAMPLE)
        sample = self._slots[::step]
        return float(np.count_nonzero((sample & _LOW) > np.uint64(self.horizon))) / sample.size

    def _grow(self, buckets: int) -> None:
        while len(self._slots) < buckets:
            level, first = self._level, len(self._slots)
            end = min(buckets, 2 * level, first + _SPLIT_AT_ONCE)
            # In place, by moving the pages: there is never a second array.
            self._slots.resize((end, BUCKET), refcheck=False)
            self._split(first - level, end - level, level)

    def _split(self, first: int, end: int, level: int) -> None:
        """Give new buckets, `first + level` to `end + level`, what belongs to them of the buckets `first` to `end`."""
        rows = self._slots[first:end]
        keys = rows >> _SHIFT
        is_first_choice = (keys & np.uint64(level - 1)) == np.arange(first, end, dtype=np.uint64)[:, None]
        hashes = np.where(is_first_choice, keys, (keys * _SCATTER[1]) >> _UPPER_HALF[1])
        moves = (hashes & np.uint64(level)) != 0
        self._slots[first + level : end + level] = np.where(moves, rows, 0)
        rows[moves] = 0

    def save(self, path: Path) -> None:
        """Write the table to a file."""
        with path.open("wb") as file:
            self._slots.tofile(file)

    def load(self, path: Path) -> None:
        """Read what `save` wrote; the horizon is set by the caller.

        Raises:
            OSError: it cannot be read.
            ValueError: it is no table, or is cut off.
        """
        size = path.stat().st_size
        if not size or size % (BUCKET * np.dtype(np.uint64).itemsize):
            raise ValueError(f"{path}: {size} bytes are no whole buckets")
        slots = np.fromfile(path, np.uint64)
        # Not `reshape`: that gives a view, which owns no memory and cannot grow.
        slots.resize((len(slots) // BUCKET, BUCKET), refcheck=False)
        self._slots = slots


def _counts(marked: Mask) -> NDArray[np.uint8]:
    """How many of each bucket's places are marked; eight truth values are eight bytes, each of them 0 or 1."""
    return np.bitwise_count(marked.view(np.uint64))[..., 0]
