"""State that comes back from files is as good as new: add, save, load, grow, expire and look up, in any order.

A table that was read from a file could not grow once, and every article behind it became a dead letter. So each
structure is driven here against a simple model, and restored at any point of its life.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.dedup import key_index, records
from services.dedup.key_index import MOST_ARTICLES, KeyIndex
from services.dedup.key_table import KeyTable
from services.dedup.known import Known, Names
from services.dedup.memory import Memory
from services.dedup.records import Records

pytestmark = pytest.mark.slow

# Few keys, so that articles share them, and some that want the same buckets.
KEYS = st.lists(st.sampled_from([1, 2, 3, 2**16, 2**31, 2**31 + 1, 2**32 - 1]), max_size=6, unique=True)

WINDOW_HOURS = 24
START = datetime(2026, 1, 1, tzinfo=UTC)


class StateMachine(RuleBasedStateMachine):
    """A machine with a folder of its own and constants made small, so that rare events are frequent."""

    def __init__(self) -> None:
        super().__init__()
        self._cleanup = ExitStack()
        patch = self._cleanup.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(key_index, "RECENT_KEYS", 5)
        patch.setattr(records, "SEGMENT", 4)
        self.folder = Path(self._cleanup.enter_context(tempfile.TemporaryDirectory()))

    def teardown(self) -> None:
        self._cleanup.close()


class TableMachine(StateMachine):
    """`KeyTable` beside a set of its entries."""

    @initialize(buckets=st.integers(1, 9))
    def start(self, buckets: int) -> None:
        self.table = KeyTable(buckets)
        self.expected: set[tuple[int, int]] = set()
        self.next = 0

    @rule(seed=st.integers(0, 2**31), count=st.integers(1, 200))
    def add(self, seed: int, count: int) -> None:
        keys = np.random.default_rng(seed).choice(2**32, count, replace=False).astype(np.uint64)
        articles = np.full(count, self.next, np.int64)
        is_left = self.table.add(keys, articles)
        self.expected |= {(int(key), self.next) for key in keys[~is_left]}
        self.next += 1

    @rule()
    def forget(self) -> None:
        self.table.horizon = max(self.table.horizon, self.next - 3)

    @rule()
    def remove_newest(self) -> None:
        keys = np.array(sorted({key for key, article in self.expected if article == self.next - 1}), np.uint64)
        hits = self.table.look(keys)
        self.table.remove(hits.slots[hits.articles == self.next - 1])
        self.expected = {entry for entry in self.expected if entry[1] != self.next - 1}

    @rule()
    def restore(self) -> None:
        self.table.save(self.folder / "keys")
        again = KeyTable()
        again.load(self.folder / "keys")
        again.horizon = self.table.horizon
        self.table = again

    @invariant()
    def finds_what_it_took(self) -> None:
        if not hasattr(self, "table"):
            return
        live = {entry for entry in self.expected if entry[1] >= self.table.horizon}
        keys = sorted({key for key, _ in self.expected})
        hits = self.table.look(np.array(keys, np.uint64))
        assert {(keys[row], article) for row, article in zip(hits.rows, hits.articles.tolist(), strict=True)} == live


class IndexMachine(StateMachine):
    """`KeyIndex` beside a dictionary of each key's articles."""

    def __init__(self) -> None:
        super().__init__()
        self.index = KeyIndex()
        self.index._table = KeyTable(1)  # it grows within a few steps
        self.expected = defaultdict[int, list[int]](list)
        self.next = 0

    @rule(keys=KEYS)
    def add(self, keys: list[int]) -> None:
        (look_up,) = self.index.look_up([tuple(keys)])
        assert self.index.found(look_up) == {
            place: live
            for place, key in enumerate(keys)
            if (live := [each for each in self.expected[key][-MOST_ARTICLES:] if each >= self.index.horizon])
        }
        self.index.add(keys, self.next)
        for key in keys:
            self.expected[key].append(self.next)
        self.next += 1

    @rule(kept=st.integers(0, 20))
    def forget(self, kept: int) -> None:
        self.index.horizon = max(self.index.horizon, self.next - kept)

    @rule()
    def restore(self) -> None:
        self.index.save(self.folder)
        again = KeyIndex()
        again.load(self.folder, self.index.horizon)
        self.index = again


class RecordsMachine(StateMachine):
    """`Records` beside a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.files = self.folder / "records"
        self.files.mkdir()
        self.records = Records(self.files)
        self.expected: dict[int, bytes] = {}
        self.next = self.horizon = 0
        self.saved: tuple[dict[int, bytes], int, int] | None = None

    @rule(record=st.binary(max_size=20))
    def append(self, record: bytes) -> None:
        assert self.records.append(record) == self.next
        self.expected[self.next] = record
        self.next += 1

    @rule(kept=st.integers(0, 9))
    def forget(self, kept: int) -> None:
        self.horizon = max(self.horizon, self.next - kept)
        self.records.forget_before(self.horizon)

    @rule()
    def save(self) -> None:
        self.records.save(self.folder / "ends")
        self.saved = (dict(self.expected), self.next, self.horizon)

    @precondition(lambda self: self.saved is not None)
    @rule()
    def restart(self) -> None:
        assert self.saved is not None
        self.records.close()
        self.records = Records(self.files)
        self.records.load(self.folder / "ends")
        expected, self.next, self.horizon = self.saved
        self.expected = dict(expected)

    @invariant()
    def has_all_that_was_not_forgotten(self) -> None:
        assert len(self.records) == self.next
        for number in range(self.horizon, self.next):
            assert self.records.read(number) == self.expected[number]

    def teardown(self) -> None:
        self.records.close()
        super().teardown()


def known(number: int) -> Known:
    words = np.arange(number, number + 5, dtype=np.uint16)
    names = Names(delivery=number + 50_000, content=60_002, id=60_003, uri=0, url=60_005, source=6)
    return Known(f"article {number}", names, number, words, words[:2], b'{"story": 1}', extended=False)


class MemoryMachine(StateMachine):
    """`Memory` beside a list of what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.files = self.folder / "records"
        self.files.mkdir()
        self.memory = Memory(WINDOW_HOURS * 3600.0, self.files)
        self.hours = 0
        self.keys: list[list[int]] = []
        self.arrived: list[int] = []

    @rule(keys=KEYS, hours=st.sampled_from([0, 0, 1, 5, WINDOW_HOURS]))
    def remember(self, keys: list[int], hours: int) -> None:
        self.hours += hours
        self.memory.arrive(START + timedelta(hours=self.hours))
        number, one = len(self.keys), known(len(self.keys))
        (look_up,) = self.memory.look_up([(one.names.searched, tuple(keys))])
        found = self.memory.found(look_up).by_key
        for place, key in enumerate(keys):
            bearers = [each for each, others in enumerate(self.keys) if key in others]
            assert found.get(place, []) == [each for each in bearers[-MOST_ARTICLES:] if self.memory.remembers(each)]
        assert self.memory.next_number == number
        self.memory.remember(one, keys)
        self.keys.append(keys)
        self.arrived.append(self.hours)

    @rule()
    def restart(self) -> None:
        snapshot = self.folder / "snapshot"
        snapshot.mkdir(exist_ok=True)
        self.memory.save(snapshot)
        self.memory.close()
        self.memory = Memory(WINDOW_HOURS * 3600.0, self.files)
        self.memory.load(snapshot)

    @invariant()
    def remembers_the_window(self) -> None:
        for number, hour in enumerate(self.arrived):
            if self.hours - hour < WINDOW_HOURS:
                assert self.memory.remembers(number)
                assert self.memory.read(number).pack() == known(number).pack()
            elif self.hours - hour > WINDOW_HOURS + 1:
                assert not self.memory.remembers(number)

    def teardown(self) -> None:
        self.memory.close()
        super().teardown()


@pytest.mark.parametrize("machine", [TableMachine, IndexMachine, RecordsMachine, MemoryMachine])
def test_it_is_as_good_as_new(machine: type[StateMachine]) -> None:
    case = machine.TestCase
    case.settings = settings(deadline=None, max_examples=60, stateful_step_count=40)
    case("runTest").runTest()
