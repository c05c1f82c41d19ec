"""What is remembered: looked up by names and keys, forgotten in order, and back after a restart."""

from __future__ import annotations

import gc
import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from services.dedup.known import Known, Names
from services.dedup.memory import Found, Memory

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = 24 * 3600.0


def known(number: int) -> Known:
    words = np.arange(number, number + 5, dtype=np.uint16)
    names = Names(delivery=number + 50_000, content=60_002, id=60_003, uri=0, url=60_005, source=6)
    return Known(f"article {number}", names, number, words, words[:2], b'{"story": 1}', extended=number % 2 == 1)


def find(memory: Memory, names: tuple[int, ...], keys: tuple[int, ...]) -> Found:
    (look_up,) = memory.look_up([(names, keys)])
    return memory.found(look_up)


def remember(memory: Memory, number: int, *keys: int, hours: float = 0) -> None:
    memory.arrive(START + timedelta(hours=hours))
    one = known(number)
    find(memory, one.names.searched, keys)
    memory.remember(one, keys)


def test_an_article_is_found_by_its_names_and_keys() -> None:
    memory = Memory(DAY)
    remember(memory, 0, 100, 200)
    remember(memory, 1, 200, 300)
    found = find(memory, (50_000, 60_002, 60_003, 0, 60_005), (100, 200, 300, 400))
    assert found.by_name == {0: [0], 1: [0, 1], 2: [0, 1], 4: [0, 1]}
    assert found.by_key == {0: [0], 1: [0, 1], 2: [1]}
    assert [found.shared_keys(article) for article in (0, 1, 2)] == [2, 2, 0]
    assert memory.read(1).pack() == known(1).pack()


def test_names_are_found_by_their_lower_half() -> None:
    memory = Memory(DAY)
    remember(memory, 0)
    assert find(memory, ((1 << 40) + 50_000, 0, 0, 0, 0), ()).by_name == {0: [0]}


def test_a_name_that_is_absent_is_no_name() -> None:
    memory = Memory(DAY)
    remember(memory, 0)
    assert find(memory, (0, 0, 0, 0, 0), ()).by_name == {}


def test_the_window_moves_by_the_hour() -> None:
    memory = Memory(DAY)
    for number in range(60):
        remember(memory, number, 7, hours=number)
    assert not memory.remembers(33)
    assert memory.remembers(59)
    assert min(find(memory, (999, 999, 999, 0, 999), (7,)).by_key[0]) > 33
    assert len(memory) == 60 - min(number for number in range(60) if memory.remembers(number))


def test_it_comes_back_from_a_snapshot_and_drops_what_came_behind_it(tmp_path: Path) -> None:
    records, snapshot = tmp_path / "records", tmp_path / "snapshot"
    records.mkdir()
    snapshot.mkdir()
    memory = Memory(DAY, records)
    for number in range(20):
        remember(memory, number, number, 1000 + number % 3, hours=number)
    memory.save(snapshot)
    remember(memory, 20, 20)
    memory.close()
    again = Memory(DAY, records)
    again.load(snapshot)
    assert (again.next_number, again.clock.now) == (20, (START + timedelta(hours=19)).timestamp())
    assert again.read(13).pack() == known(13).pack()
    assert find(again, (50_013, 0, 0, 0, 0), (13,)).by_name[0] == [13]
    remember(again, 20, 20, hours=20)
    assert again.read(20).pack() == known(20).pack()
    again.close()


def test_a_state_of_another_version_is_refused(tmp_path: Path) -> None:
    memory = Memory(DAY)
    memory.save(tmp_path)
    state = json.loads((tmp_path / "memory.json").read_text())
    (tmp_path / "memory.json").write_text(json.dumps({**state, "format": 0}))
    with pytest.raises(ValueError, match="format 0"):
        Memory(DAY).load(tmp_path)


@pytest.mark.parametrize("articles", [400, 4_000])
def test_the_memory_that_it_takes_is_about_what_python_counts(articles: int, tmp_path: Path) -> None:
    gc.collect()
    tracemalloc.start()
    try:
        memory = Memory(DAY, tmp_path)
        for number in range(articles):
            remember(memory, number, *(each * 2_654_435_761 % 2**32 for each in range(number * 28, number * 28 + 28)))
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(memory) == articles
    assert memory.nbytes == pytest.approx(taken, rel=0.3)
    memory.close()
