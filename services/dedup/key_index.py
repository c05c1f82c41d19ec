"""Articles by key, the newest eight of each: what came last in a dictionary, all else in the compact table.

Keys are put into the table a thousand articles at a time, and looked up there for many articles at once where it is
known which come next: one article alone costs the table's dozen array operations as much as fifty do together.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from services.dedup.key_table import KeyTable

MOST_ARTICLES = 8
"""Articles remembered for a key, the newest. Of a passage that more of them have, the key says nothing anyway."""

RECENT_KEYS = 1 << 15
"""Keys that wait for the table: those of about a thousand articles, in 6 MB."""

LOW = 0xFFFFFFFF
"""The bits of a key that are kept. Among ten million articles three chance meetings an article: a comparison needs two
with the same one, and names are compared in full."""

_KEYS, _NEWEST = "keys", "newest"


class LookUp(NamedTuple):
    """The keys of an article, and the table's entries for them: each the place of a key, and an article that has it."""

    keys: tuple[int, ...]
    generation: int
    places: list[int]
    articles: list[int]


class KeyIndex:
    """Articles by key. Articles are numbers that only grow; those below `horizon` are forgotten."""

    def __init__(self) -> None:
        """Start without articles."""
        self._table = KeyTable()
        self._recent: dict[int, tuple[int, ...]] = {}
        self._crowded: set[int] = set()
        self._settle_at = RECENT_KEYS
        self._generation = 0

    @property
    def horizon(self) -> int:
        """The number of the oldest article that is remembered."""
        return self._table.horizon

    @horizon.setter
    def horizon(self, number: int) -> None:
        self._table.horizon = number

    def look_up(self, many: Sequence[tuple[int, ...]]) -> list[LookUp]:
        """Look up the keys of articles that come next, each of them below 2^32, in the table.

        Raises:
            OverflowError: a key is negative.
        """
        if len(self._recent) >= self._settle_at:
            self._settle()
        hits = self._table.look(np.frombuffer(array("Q", chain.from_iterable(many)), np.uint64))
        if not len(hits.rows):
            return [LookUp(keys, self._generation, [], []) for keys in many]
        ends = list(accumulate(map(len, many)))
        cuts = np.searchsorted(hits.rows, ends).tolist()
        rows, articles = hits.rows.tolist(), hits.articles.tolist()
        made, first, start = [], 0, 0
        for keys, end, stop in zip(many, ends, cuts, strict=True):
            places = [row - first for row in rows[start:stop]]
            made.append(LookUp(keys, self._generation, places, articles[start:stop]))
            first, start = end, stop
        return made

    def found(self, look_up: LookUp, first: int = 0, end: int | None = None) -> dict[int, list[int]]:
        """The articles that have the keys as of now, oldest first, by the key's place; of the keys `first` to `end`."""
        if look_up.generation != self._generation:
            (look_up,) = self.look_up([look_up.keys])
        keys = look_up.keys[first:end]
        found: dict[int, list[int]] = {}
        start, stop = bisect_left(look_up.places, first), bisect_left(look_up.places, first + len(keys))
        for place, article in zip(look_up.places[start:stop], look_up.articles[start:stop], strict=True):
            found.setdefault(place - first, []).append(article)
        recent = self._recent
        if not recent.keys().isdisjoint(keys):
            for place, key in enumerate(keys):
                if key in recent:
                    found.setdefault(place, []).extend(recent[key])
        return {place: live for place, articles in found.items() if (live := self._newest(keys[place], articles))}

    def _newest(self, key: int, articles: list[int]) -> list[int]:
        if len(articles) > 1:
            articles = sorted(set(articles))
        if len(articles) >= MOST_ARTICLES:
            self._crowded.add(key)
            del articles[:-MOST_ARTICLES]
        return articles if articles[0] >= self._table.horizon else [each for each in articles if each >= self.horizon]

    def add(self, keys: Sequence[int], article: int) -> None:
        """Remember that an article, the newest so far, has these keys, all of which were looked up for it."""
        recent, this = self._recent, (article,)
        if recent.keys().isdisjoint(keys):
            recent.update(dict.fromkeys(keys, this))
            return
        for key in keys:
            earlier = recent.get(key, ())
            if earlier[-1:] != this:
                recent[key] = earlier[1 - MOST_ARTICLES :] + this

    def _settle(self) -> None:
        """Put what is recent into the table. What finds no place there stays, until the table has grown."""
        self._make_way()
        keys = np.fromiter(self._recent, np.uint64, len(self._recent))
        counts = np.fromiter(map(len, self._recent.values()), np.intp, len(self._recent))
        keys = np.repeat(keys, counts)
        articles = np.fromiter(chain.from_iterable(self._recent.values()), np.int64, len(keys))
        is_left = self._table.add(keys, articles)
        self._recent = {}
        for key, article in zip(keys[is_left].tolist(), articles[is_left].tolist(), strict=True):
            self._recent[key] = (*self._recent.get(key, ()), article)
        # However many are left, each is tried again only when as many new ones have come.
        self._settle_at = max(RECENT_KEYS, 2 * len(self._recent))
        self._generation += 1

    def _make_way(self) -> None:
        """Let keys of more articles than are remembered lose the oldest, in the table and among the recent."""
        crowded = [key for key in self._crowded if key in self._recent]
        self._crowded = set()
        hits = self._table.look(np.array(crowded, np.uint64))
        in_table: list[list[tuple[int, int]]] = [[] for _ in crowded]
        for row, article, place in zip(hits.rows.tolist(), hits.articles.tolist(), hits.places.tolist(), strict=True):
            in_table[row].append((article, place))
        removed: list[int] = []
        for key, entries in zip(crowded, in_table, strict=True):
            articles = sorted({*(article for article, _ in entries), *self._recent[key]})
            oldest = articles[-MOST_ARTICLES:][0]
            removed += [place for article, place in entries if article < oldest]
            self._recent[key] = tuple(article for article in self._recent[key] if article >= oldest)
        self._table.remove(np.array(removed, np.intp))

    def save(self, folder: Path) -> None:
        """Write all of it to files of a folder."""
        self._table.save(folder / _KEYS)
        entries = [(key, article) for key, articles in self._recent.items() for article in articles]
        with (folder / _NEWEST).open("wb") as file:
            np.array(entries, np.uint64).tofile(file)

    def load(self, folder: Path, horizon: int) -> None:
        """Read what `save` wrote.

        Raises:
            OSError: it cannot be read.
            ValueError: it is cut off.
        """
        self._table.load(folder / _KEYS)
        self.horizon = horizon
        self._recent = {}
        for key, article in np.fromfile(folder / _NEWEST, np.uint64).reshape(-1, 2).tolist():
            self._recent[key] = (*self._recent.get(key, ()), article)
        # Which keys are crowded is not written down: any with so many articles may be.
        self._crowded = set(self._recent)
        self._settle_at = max(RECENT_KEYS, 2 * len(self._recent))
        self._generation += 1
