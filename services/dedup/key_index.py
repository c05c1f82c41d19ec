"""Key index: the newest eight articles of each key. The latest entries are in a dictionary, the others in a table.

Keys move to the table a thousand articles at a time, and are looked up there for many articles at once where the next
articles are known: the table's dozen array operations cost as much for one article as for fifty.
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
"""Articles remembered for a key, the newest. A key that more articles have is common, and tells nothing."""

RECENT_KEYS = 1 << 15
"""Keys in the dictionary before they move to the table: those of about a thousand articles, in 6 MB."""

RECENT_KEY_BYTES = 80
"""Memory of one of them: its entry and its number, and its share of a tuple: 63 to 88, as the dictionary grows."""

LOW = 0xFFFFFFFF
"""The bits of a key that are kept. With ten million articles an article has three chance matches; a comparison needs
two with the same article, and names are compared in full."""

_KEYS, _NEWEST = "keys", "newest"


class LookUp(NamedTuple):
    """The keys of an article, and the entries found: the index of a key in `keys`, and an article that has it.

    Valid for the table of this `generation`.
    """

    keys: tuple[int, ...]
    generation: int
    indices: list[int]
    articles: list[int]


class KeyIndex:
    """Articles by key. Articles are numbers that only grow; those below `horizon` are forgotten."""

    def __init__(self) -> None:
        """Start without articles."""
        self._table = KeyTable()
        self._recent: dict[int, tuple[int, ...]] = {}
        self._crowded: set[int] = set()
        self._move_at = RECENT_KEYS
        self._generation = 0

    @property
    def horizon(self) -> int:
        """The number of the oldest article that is remembered."""
        return self._table.horizon

    @horizon.setter
    def horizon(self, number: int) -> None:
        self._table.horizon = number

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        return self._table.nbytes + len(self._recent) * RECENT_KEY_BYTES

    def look_up(self, many: Sequence[tuple[int, ...]]) -> list[LookUp]:
        """Look up the keys of articles that come next, each of them below 2^32, in the table.

        Raises:
            OverflowError: a key is negative.
        """
        if len(self._recent) >= self._move_at:
            self._move_to_table()
        hits = self._table.look(np.frombuffer(array("Q", chain.from_iterable(many)), np.uint64))
        if not len(hits.rows):
            return [LookUp(keys, self._generation, [], []) for keys in many]
        ends = list(accumulate(map(len, many)))
        hit_ends = np.searchsorted(hits.rows, ends).tolist()
        rows, articles = hits.rows.tolist(), hits.articles.tolist()
        made, start, hit_start = [], 0, 0
        for keys, end, hit_end in zip(many, ends, hit_ends, strict=True):
            indices = [row - start for row in rows[hit_start:hit_end]]
            made.append(LookUp(keys, self._generation, indices, articles[hit_start:hit_end]))
            start, hit_start = end, hit_end
        return made

    def found(self, look_up: LookUp, start: int = 0, end: int | None = None) -> dict[int, list[int]]:
        """The articles that now have the keys `start` to `end`, oldest first, by the key's index from `start`."""
        if look_up.generation != self._generation:
            (look_up,) = self.look_up([look_up.keys])
        keys = look_up.keys[start:end]
        found: dict[int, list[int]] = {}
        hits = slice(bisect_left(look_up.indices, start), bisect_left(look_up.indices, start + len(keys)))
        for index, article in zip(look_up.indices[hits], look_up.articles[hits], strict=True):
            found.setdefault(index - start, []).append(article)
        recent = self._recent
        if not recent.keys().isdisjoint(keys):
            for index, key in enumerate(keys):
                if key in recent:
                    found.setdefault(index, []).extend(recent[key])
        return {index: live for index, articles in found.items() if (live := self._newest(keys[index], articles))}

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

    def _move_to_table(self) -> None:
        """Move the recent entries to the table. Those that find no free slot stay until the table has grown."""
        self._make_way()
        keys = np.fromiter(self._recent, np.uint64, len(self._recent))
        counts = np.fromiter(map(len, self._recent.values()), np.intp, len(self._recent))
        keys = np.repeat(keys, counts)
        articles = np.fromiter(chain.from_iterable(self._recent.values()), np.int64, len(keys))
        is_left = self._table.add(keys, articles)
        self._recent = {}
        for key, article in zip(keys[is_left].tolist(), articles[is_left].tolist(), strict=True):
            self._recent[key] = (*self._recent.get(key, ()), article)
        # Those left are tried again only when as many new ones have come, however many they are.
        self._move_at = max(RECENT_KEYS, 2 * len(self._recent))
        self._generation += 1

    def _make_way(self) -> None:
        """Remove the oldest articles of keys with too many, from the table and from the recent entries."""
        crowded = [key for key in self._crowded if key in self._recent]
        self._crowded = set()
        hits = self._table.look(np.array(crowded, np.uint64))
        in_table: list[list[tuple[int, int]]] = [[] for _ in crowded]
        for row, article, slot in zip(hits.rows.tolist(), hits.articles.tolist(), hits.slots.tolist(), strict=True):
            in_table[row].append((article, slot))
        removed: list[int] = []
        for key, entries in zip(crowded, in_table, strict=True):
            articles = sorted({*(article for article, _ in entries), *self._recent[key]})
            oldest = articles[-MOST_ARTICLES:][0]
            removed += [slot for article, slot in entries if article < oldest]
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
        # Which keys have too many articles is not saved, so all recent keys are checked.
        self._crowded = set(self._recent)
        self._move_at = max(RECENT_KEYS, 2 * len(self._recent))
        self._generation += 1
