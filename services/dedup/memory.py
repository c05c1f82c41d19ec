"""Memory of deduplication: the key index, the records of articles, and the window after which both are forgotten."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from services.dedup.clock import LogClock
from services.dedup.key_index import LOW, KeyIndex, LookUp
from services.dedup.known import SEARCHED, Known
from services.dedup.records import Records

FORMAT = 2
"""Version of what `save` writes. Increase it when the sketch, a record or a rule changes: old state is then refused."""

READ_AGAIN = 128
"""Records in the cache: a record that was just compared, above all a template, is soon compared again. One takes about
12 KB, 140 KB at most."""

_ABSENT = LOW
"""The key looked up in place of a name that an article lacks; its hits are ignored. Not 0, the value of empty slots."""


class Found:
    """The remembered articles with an article's names and keys: by index of the name or key, oldest first.

    Valid until another article is remembered.
    """

    def __init__(self, index: KeyIndex, look_up: LookUp) -> None:
        self._index = index
        self._look_up = look_up
        self.by_name = index.found(look_up, 0, SEARCHED)
        self._by_key: dict[int, list[int]] | None = None

    @property
    def by_key(self) -> dict[int, list[int]]:
        """The articles by the index of a key. Looked up on first use, since names alone decide for many articles."""
        if self._by_key is None:
            self._by_key = self._index.found(self._look_up, SEARCHED)
        return self._by_key

    def shared_keys(self, article: int) -> int:
        """How many keys a remembered article shares with this one."""
        return sum(article in articles for articles in self.by_key.values())


class Memory:
    """The articles of the window."""

    def __init__(self, window_seconds: float, folder: Path | None = None) -> None:
        """Start without memory; records go to files of `folder`, or stay in memory where there is none."""
        self.clock = LogClock(window_seconds)
        self._index = KeyIndex()
        self._records = Records(folder)
        self._read_again = lru_cache(READ_AGAIN)(self._read)

    def __len__(self) -> int:
        """How many articles are remembered."""
        return len(self._records) - self._index.horizon

    @property
    def nbytes(self) -> int:
        """About how much memory it takes; it grows by the article and shrinks when a window has passed."""
        return self._index.nbytes + self._records.nbytes

    def look_up(self, many: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> list[LookUp]:
        """Look up the names and keys of articles that come next; a name is looked up by 32 bits."""
        return self._index.look_up([(*(name & LOW or _ABSENT for name in names), *keys) for names, keys in many])

    def found(self, look_up: LookUp) -> Found:
        """What is remembered now of what was looked up."""
        return Found(self._index, look_up)

    def arrive(self, moment: datetime) -> bool:
        """Advance the clock to an article's arrival; True if older articles were thereby forgotten."""
        horizon = self.clock.advance(moment, len(self._records))
        if horizon <= self._index.horizon:
            return False
        self._index.horizon = horizon
        self._records.forget_before(horizon)
        return True

    def is_old(self, article: int) -> bool:
        """Whether an article is in the older half of the window, so that it will soon be missing as an original."""
        return article < self.clock.first_since(0.5)

    def read(self, article: int) -> Known:
        """What is known of an article that was found."""
        return self._read_again(article)

    def _read(self, article: int) -> Known:
        return Known.unpack(self._records.read(article))

    def remembers(self, article: int) -> bool:
        """Whether an article of this number is within the window."""
        return self._index.horizon <= article < len(self._records)

    @property
    def next_number(self) -> int:
        """The number that the next article gets."""
        return len(self._records)

    def remember(self, known: Known, keys: Iterable[int]) -> None:
        """Remember an article under its names and under these keys.

        Raises:
            OSError: records cannot be written; the memory must not be used any more.
        """
        number = self._records.append(known.pack())
        self._index.add([*(name & LOW for name in known.names.searched if name), *keys], number)

    def save(self, folder: Path) -> None:
        """Write everything to files of `folder`; of the records only their ends, since they are in files already."""
        self._index.save(folder)
        self._records.save(folder / "ends")
        state = {
            "format": FORMAT,
            "horizon": self._index.horizon,
            "now": self.clock.now,
            "hours": list(self.clock.hours),
        }
        (folder / "memory.json").write_text(json.dumps(state), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """Read what `save` wrote.

        Raises:
            ValueError: it is damaged, or of another version.
            OSError: it cannot be read.
        """
        state = json.loads((folder / "memory.json").read_text(encoding="utf-8"))
        if state["format"] != FORMAT:
            raise ValueError(f"a state of format {state['format']}, where this version needs {FORMAT}")
        self._records.load(folder / "ends")
        self._read_again.cache_clear()
        self._index.load(folder, state["horizon"])
        self.clock.now = state["now"]
        self.clock.hours = deque((hour, article) for hour, article in state["hours"])

    def close(self) -> None:
        """Close the files."""
        self._records.close()
