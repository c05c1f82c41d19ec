"""Key table: the articles of millions of keys, in one array of eight bytes for each entry.

Each entry has a choice of two buckets (Azar, Broder, Karlin and Upfal, "Balanced allocations", 1999). The array grows
by some buckets at a time, each of which takes over entries of one other bucket (Litwin, "Linear hashing", 1980). So it
is always nearly as full as it may be, never needs memory for a second array, and never stops to rehash everything.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Entries: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

BUCKET = 8
"""Slots of a bucket: 64 bytes, a cache line."""

FIRST_BUCKETS = 8192
"""Buckets of a new table: 512 KB, enough for 1,500 articles."""

FULL = 0.72
"""Highest load factor. Between two doublings old buckets are fuller than new ones: at this load, one entry in ten
thousand finds no free slot at the worst moment, at 0.8 one in a thousand. Such entries are tried again later."""

GROWTH = 32
"""The array grows by at least one part in so many, so that it is not resized for every few entries."""

_SAMPLE = 4096
"""Buckets sampled to estimate the load, to half a per cent."""

_SPLIT_AT_ONCE = 1 << 16
"""Buckets split at a time: 20 MB of working memory."""

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_SCATTER = np.array((1, 0x9E3779B97F4A7C15), np.uint64)
_UPPER_HALF = np.array((0, 32), np.uint64)
"""The two hash functions: the key itself, and the upper half of its product with 2^64 by the golden ratio (Knuth,
"Sorting and Searching", 6.4)."""

_LAST_NUMBER = (1 << 32) - 2


class Hits(NamedTuple):
    """The entries found for some keys: the article `articles[n]` has the key of index `rows[n]`. Valid until a change.

    `rows` are in order. A key whose two buckets are the same finds each of its articles twice.
    """

    rows: NDArray[np.intp]
    articles: Numbers
    buckets: NDArray[np.intp]
    found: NDArray[np.intp]

    @property
    def slots(self) -> NDArray[np.intp]:
        """The slot of each entry in the table."""
        return self.buckets.reshape(-1)[self.found // BUCKET] * BUCKET + self.found % BUCKET


class KeyTable:
    """Articles by key. Keys have 32 bits; articles are numbers that only grow, those below `horizon` are forgotten."""

    def __init__(self, buckets: int = FIRST_BUCKETS) -> None:
        """Make an empty table."""
        self._slots: Entries = np.zeros((buckets, BUCKET), np.uint64)
        self.horizon = 0

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        return int(self._slots.nbytes)

    def look(self, keys: Entries) -> Hits:
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

    def remove(self, slots: NDArray[np.intp]) -> None:
        """Empty these slots."""
        self._slots.reshape(-1)[slots] = 0

    def add(self, keys: Entries, articles: Numbers) -> Mask:
        """Remember that each article has the key at the same index; returns a mask of those that found no free slot.

        Raises:
            OverflowError: there are more articles than 32 bits can number.
        """
        if len(articles) and int(articles.max()) > _LAST_NUMBER:
            raise OverflowError("too many articles; start the state anew")
        self._make_room(len(keys))
        entries = (keys << _SHIFT) | (articles + 1).view(np.uint64)
        buckets = self._buckets(keys)
        left = np.arange(len(keys))
        for insert in (self._insert, self._insert_by_moving):
            while len(left):
                remaining = insert(entries, buckets, left)
                if len(remaining) == len(left):
                    break
                left = remaining
        is_left = np.zeros(len(keys), np.bool_)
        is_left[left] = True
        return is_left

    def _insert(self, entries: Entries, buckets: NDArray[np.intp], chosen: NDArray[np.intp]) -> NDArray[np.intp]:
        """Put each chosen entry into the emptier of its buckets; returns those whose slot went to another entry."""
        free = self._free(buckets[chosen])
        counts = _counts(free)
        row = np.arange(len(chosen))
        side = (counts[:, 1] > counts[:, 0]).view(np.int8)
        slots = buckets[chosen, side] * BUCKET + free[row, side].argmax(axis=1)
        has_slot = counts[row, side] > 0
        table, wanted = self._slots.reshape(-1), entries[chosen]
        table[slots[has_slot]] = wanted[has_slot]
        is_displaced: Mask = table[slots] != wanted
        return chosen[is_displaced]

    def _insert_by_moving(
        self, entries: Entries, buckets: NDArray[np.intp], chosen: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """The same where both buckets are full: an entry of the first bucket moves to its own other bucket.

        One entry for each bucket and call (Pagh and Rodler, "Cuckoo hashing", 2001, without its chains).
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
        slots = others[row, column] * BUCKET + free[row, column].argmax(axis=1)
        table = self._slots.reshape(-1)
        table[slots] = moving
        # Where two entries moved to one slot, the overwritten one is still in its old slot.
        has_moved: Mask = table[slots] == moving
        row, column = row[has_moved], column[has_moved]
        self._slots[full[row], column] = entries[chosen[first[row]]]
        is_left = np.ones(len(chosen), np.bool_)
        is_left[first[row]] = False
        return chosen[is_left]

    def _free(self, buckets: NDArray[np.intp]) -> Mask:
        """Which slots of the buckets are empty, or have an entry of a forgotten article."""
        free: Mask = (self._slots.take(buckets, axis=0) & _LOW) <= np.uint64(self.horizon)
        return free

    def _buckets(self, keys: Entries) -> NDArray[np.intp]:
        """The two buckets of each key, in a few cases one and the same."""
        level = self._level
        hashes = keys[:, None] * _SCATTER
        hashes >>= _UPPER_HALF
        hashes &= np.uint64(2 * level - 1)
        # These buckets do not exist yet: their entries are still in the buckets that will be split.
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
        """The share of slots in use, from 0 to 1, estimated from evenly spaced buckets."""
        step = max(1, len(self._slots) // _SAMPLE)
        sample = self._slots[::step]
        return float(np.count_nonzero((sample & _LOW) > np.uint64(self.horizon))) / sample.size

    def _grow(self, buckets: int) -> None:
        while len(self._slots) < buckets:
            level, size = self._level, len(self._slots)
            end = min(buckets, 2 * level, size + _SPLIT_AT_ONCE)
            # In place, by remapping its pages: there is never a second array.
            self._slots.resize((end, BUCKET), refcheck=False)
            self._split(size - level, end - level, level)

    def _split(self, start: int, end: int, level: int) -> None:
        """Move what belongs there from the buckets `start` to `end` to the new ones, `level` buckets further on."""
        rows = self._slots[start:end]
        keys = rows >> _SHIFT
        is_first_choice = (keys & np.uint64(level - 1)) == np.arange(start, end, dtype=np.uint64)[:, None]
        hashes = np.where(is_first_choice, keys, (keys * _SCATTER[1]) >> _UPPER_HALF[1])
        moves = (hashes & np.uint64(level)) != 0
        self._slots[start + level : end + level] = np.where(moves, rows, 0)
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
        # Not `reshape`: it returns a view, which owns no memory and cannot grow.
        slots.resize((len(slots) // BUCKET, BUCKET), refcheck=False)
        self._slots = slots


def _counts(marked: Mask) -> NDArray[np.uint8]:
    """How many slots of each bucket are marked: its eight booleans are eight bytes, each of them 0 or 1."""
    return np.bitwise_count(marked.view(np.uint64))[..., 0]
