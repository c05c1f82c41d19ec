"""What deduplication remembers: keys in one table, records in files, and how long both last."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.dedup.clock import LogClock
from services.dedup.key_table import KeyTable, Look
from services.dedup.known import Known
from services.dedup.records import Records

FORMAT = 1
"""Of what `save` writes; raise it with every change of the sketch, a record or a rule: old state is then not read."""

_LOW = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Found:
    """What the table knows of an article's names and keys: the first rows of the look are the names'."""

    look: Look
    names: tuple[int, ...]
    by_name: dict[int, list[int]]

    def named(self, place: int) -> list[int]:
        """Articles that may have the name in this place, oldest first."""
        return sorted(self.by_name.get(place, ()))


class Memory:
    """The articles of the window."""

    def __init__(self, window_seconds: float, folder: Path | None = None) -> None:
        """Start without memory; records go to files of `folder`, or stay in memory where there is none."""
        self.clock = LogClock(window_seconds)
        self._table = KeyTable()
        self._records = Records(folder)

    def __len__(self) -> int:
        """How many articles are remembered."""
        return len(self._records) - self._table.horizon

    @property
    def nbytes(self) -> int:
        """Memory that the table takes."""
        return self._table.nbytes

    def find(self, names: tuple[int, ...], keys: tuple[int, ...]) -> Found:
        """Look up the names and keys of an article, by 32 bits of each.

        Raises:
            OverflowError: a key is negative, or has more than 64 bits.
        """
        look = self._table.look(np.array((*names, *keys), np.uint64) & _LOW)
        by_name: dict[int, list[int]] = {}
        if len(look.rows) and look.rows[0] < len(names):
            for row, article in zip(look.rows.tolist(), look.articles.tolist(), strict=True):
                if row >= len(names):
                    break
                by_name.setdefault(row, []).append(article)
        return Found(look, names, by_name)

    def arrive(self, moment: datetime) -> bool:
        """Let the time of the log be that of an article; True where that made older ones be forgotten."""
        horizon = self.clock.advance(moment, len(self._records))
        if horizon <= self._table.horizon:
            return False
        self._table.horizon = horizon
        self._records.forget_before(horizon)
        return True

    def is_old(self, article: int) -> bool:
        """Whether the first half of the window is over for an article: copies must soon do without it."""
        return article < self.clock.first_since(0.5)

    def read(self, article: int) -> Known:
        """What is known of an article that was found."""
        return Known.unpack(self._records.read(article))

    def remembers(self, article: int) -> bool:
        """Whether an article of this number is within the window."""
        return self._table.horizon <= article < len(self._records)

    @property
    def next_number(self) -> int:
        """The number that the next article gets."""
        return len(self._records)

    def remember(self, known: Known, found: Found, own_keys: NDArray[np.intp] | None) -> None:
        """Keep an article under its names and under those of its keys that `own_keys` chooses; None: all.

        Raises:
            OSError: the record cannot be written; nothing was remembered then.
        """
        number = self._records.append(known.pack())
        count = len(found.names)
        if own_keys is None and all(found.names):
            chosen = None
        else:
            named = np.array([place for place, name in enumerate(found.names) if name], np.intp)
            rows = np.arange(count, len(found.look.keys)) if own_keys is None else own_keys + count
            chosen = np.concatenate((named, rows))
        self._table.add(found.look, chosen, number)

    def save(self, folder: Path) -> None:
        """Write everything to files of `folder`, but for the records, which are on the disk already."""
        self._table.save(folder / "keys")
        self._records.save(folder / "ends")
        state = {
            "format": FORMAT,
            "horizon": self._table.horizon,
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
        self._table.load(folder / "keys")
        self._table.horizon = state["horizon"]
        self.clock.now = state["now"]
        self.clock.hours = deque((hour, article) for hour, article in state["hours"])

    def close(self) -> None:
        """Close the files."""
        self._records.close()
