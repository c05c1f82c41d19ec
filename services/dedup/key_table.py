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

Slots: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.int64]

BUCKET = 8
"""Entries that lie side by side: a line of a processor's cache."""

SIDES = 2
"""Buckets that a key may stand in."""

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
_SCATTER = np.array((1, 0x9E3779B1), np.uint64)
_NONE: NDArray[np.intp] = np.zeros(0, np.intp)


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in the two buckets of some keys. Valid until the table changes.

    `rows`, `articles` and `places` belong together: the article has the key of that row, and the table says so in that
    place. `counts` says how many articles have each key, `MOST_ARTICLES` at most. Rows are in order.
    """

    keys: Slots
    buckets: NDArray[np.intp]
    entries: Slots
    rows: NDArray[np.intp]
    articles: Numbers
    places: NDArray[np.intp]
    counts: NDArray[np.intp]


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

    def look(self, keys: Slots) -> Look:
        """Find the articles that have these keys, each of which is below 2^32."""
        buckets = self._buckets(keys)
        entries = self._slots.take(buckets, axis=0)
        hits = ((entries >> _SHIFT) == keys[:, None, None]).reshape(-1).nonzero()[0]
        if not len(hits):
            return Look(keys, buckets, entries, _NONE, _NONE, _NONE, np.zeros(len(keys), np.intp))
        numbers = entries.reshape(-1)[hits] & _LOW
        if numbers.min() <= self.horizon:
            live = numbers > np.uint64(self.horizon)
            hits, numbers = hits[live], numbers[live]
        rows = hits // (SIDES * BUCKET)
        places = buckets.reshape(-1)[hits // BUCKET] * BUCKET + hits % BUCKET
        counts = np.bincount(rows, minlength=len(keys))
        return Look(keys, buckets, entries, rows, numbers.view(np.int64) - 1, places, counts)

    def add(self, look: Look, chosen: NDArray[np.intp] | None, article: int) -> None:
        """Remember that `article` has the keys of the rows `chosen`, of all where it is None.

        Nothing may have been added since the look.

        Raises:
            OverflowError: there are more articles than 32 bits can number.
        """
        if article + 1 > int(_LOW):
            raise OverflowError("too many articles; start the state anew")
        places, has_place = self._wanted(look)
        keys = look.keys
        if chosen is not None:
            keys, places, has_place = keys[chosen], places[chosen], has_place[chosen]
        if len(set(places.tolist())) < len(places):
            first = np.unique(places, return_index=True)[1]
            is_first = np.zeros(len(places), np.bool_)
            is_first[first] = True
            has_place = has_place & is_first
        number = np.uint64(article + 1)
        if has_place.all():
            self._flat[places] = (keys << _SHIFT) | number
            return
        self._flat[places[has_place]] = (keys[has_place] << _SHIFT) | number
        self._add_one_by_one(keys[~has_place].tolist(), article)

    def _wanted(self, look: Look) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where an entry of each key should go, and whether it can: a free place, or that of the key's oldest."""
        free = (look.entries & _LOW) <= np.uint64(self.horizon)
        # Eight truth values are eight bytes, each of them 0 or 1.
        counts = np.bitwise_count(free.view(np.uint64)).reshape(-1, SIDES)
        sides = np.arange(0, SIDES * len(look.keys), SIDES) + (counts[:, 1] > counts[:, 0])
        places = look.buckets.reshape(-1)[sides] * BUCKET + free.reshape(-1, BUCKET)[sides].argmax(axis=1)
        has_place = counts.reshape(-1)[sides] > 0
        if len(look.rows) >= MOST_ARTICLES:
            full = (look.counts >= MOST_ARTICLES).nonzero()[0]
            if len(full):
                oldest_first = np.argsort((look.rows << np.intp(32)) + look.articles)
                begins = np.cumsum(look.counts)[full] - look.counts[full]
                places[full] = look.places[oldest_first[begins]]
                has_place[full] = True
        return places, has_place

    def _add_one_by_one(self, keys: list[int], article: int) -> None:
        """The same where two keys want one place, or both buckets are full."""
        for key in keys:
            while not self._added(key, np.uint64(article + 1)):
                self._grow()

    def _added(self, key: int, number: np.uint64) -> bool:
        look = self.look(np.array([key], np.uint64))
        places, has_place = self._wanted(look)
        place = int(places[0])
        if not has_place[0]:
            if not self._is_sparse():
                return False
            side, column = divmod(int((look.entries[0] & _LOW).argmin()), BUCKET)
            place = int(look.buckets[0, side]) * BUCKET + column
        self._flat[place] = (np.uint64(key) << _SHIFT) | number
        return True

    def _is_sparse(self) -> bool:
        live = np.count_nonzero((self._slots & _LOW) > np.uint64(self.horizon))
        return bool(live < SPARSE * self._slots.size)

    def _buckets(self, keys: Slots) -> NDArray[np.intp]:
        """The two buckets of each key, which are never the same."""
        both = (keys[:, None] * _SCATTER) & _LOW
        both *= np.array((len(self._slots), len(self._slots) - 1), np.uint64)
        both >>= _SHIFT
        both[:, 1] += both[:, 1] >= both[:, 0]
        return both.view(np.intp)

    @property
    def _flat(self) -> Slots:
        return self._slots.reshape(-1)

    def _grow(self) -> None:
        """Move the live entries to a larger array, those of full buckets to their other bucket."""
        old, buckets = self._flat, int(len(self._slots) * GROWTH)
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
