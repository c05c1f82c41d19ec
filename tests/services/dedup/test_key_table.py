"""The key table: nothing added is lost while it grows, whatever its size, and it takes little memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.dedup.key_table import KeyTable

# Few keys, some of which want the same buckets of a small table.
KEYS = st.sampled_from([0, 1, 2, 3, 2**31, 2**31 + 1, 2**32 - 1, 2**32 - 2])


def add(table: KeyTable, keys: list[int], articles: list[int]) -> list[int]:
    """Which of the entries, by their place, were left over."""
    is_left = table.add(np.array(keys, np.uint64), np.array(articles, np.int64))
    return is_left.nonzero()[0].tolist()


def found(table: KeyTable, key: int) -> list[int]:
    return sorted(set(table.look(np.array([key], np.uint64)).articles.tolist()))


@settings(deadline=None)
@given(st.lists(st.lists(KEYS, min_size=1, max_size=6, unique=True), max_size=40), st.integers(1, 9))
def test_what_it_takes_it_has(batches: list[list[int]], buckets: int) -> None:
    table, taken = KeyTable(buckets), set[tuple[int, int]]()
    for number, keys in enumerate(batches):
        left = add(table, keys, [number] * len(keys))
        taken |= {(key, number) for place, key in enumerate(keys) if place not in left}
    for key in range(4):
        assert found(table, key) == sorted(article for each, article in taken if each == key)


@pytest.mark.slow
@pytest.mark.parametrize("buckets", [1, 2, 3, 5, 64, 100])
def test_nothing_is_lost_while_it_grows(buckets: int) -> None:
    table, chance = KeyTable(buckets), np.random.default_rng(buckets)
    expected: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for number in range(300):
        waiting |= {int(key): number for key in chance.integers(0, 2**32, 37)}
        left = add(table, list(waiting), list(waiting.values()))
        expected |= waiting
        kept = [list(waiting)[place] for place in left]
        waiting = {key: waiting[key] for key in kept}
    hits = table.look(np.array(list(expected), np.uint64))
    answered = {list(expected)[row]: article for row, article in zip(hits.rows, hits.articles, strict=True)}
    assert answered | waiting == expected
    assert len(set(zip(hits.rows.tolist(), hits.articles.tolist(), strict=True))) == len(answered)


def test_it_takes_little_memory_and_leaves_little_over() -> None:
    table, chance = KeyTable(64), np.random.default_rng(1)
    articles, most_left = 0, 0
    keys, numbers = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    for _ in range(40):
        keys = np.concatenate((keys, chance.integers(0, 2**32, 37 * 500, dtype=np.uint64)))
        numbers = np.concatenate((numbers, np.repeat(np.arange(articles, articles + 500), 37)))
        articles += 500
        is_left = table.add(keys, numbers)
        keys, numbers = keys[is_left], numbers[is_left]
        most_left = max(most_left, len(keys))
    assert table.nbytes / articles < 450
    assert most_left < 37 * articles * 0.0005


def test_entries_that_are_removed_are_gone_and_leave_their_place() -> None:
    table = KeyTable(4)
    add(table, [7, 7, 8], [1, 2, 3])
    hits = table.look(np.array([7], np.uint64))
    table.remove(hits.slots[hits.articles == 1])
    assert found(table, 7) == [2]
    assert found(table, 8) == [3]


def test_forgotten_articles_leave_their_places_to_others() -> None:
    table, chance = KeyTable(64), np.random.default_rng(2)
    for number in range(1000):
        table.horizon = max(0, number - 5)
        add(table, chance.integers(0, 2**32, 37).tolist(), [number] * 37)
    assert table.nbytes == 64 * 64
    assert found(table, 0) == []


def test_keys_made_to_meet_do_not_fill_the_memory() -> None:
    """Whoever knows the hash function can make keys that want the same two buckets; the array does not grow for it."""
    table, keys = KeyTable(4096), np.arange(1 << 20, dtype=np.uint64) << np.uint64(12)
    both = table._buckets(keys)
    meeting = keys[(both == both[5]).all(axis=1)]
    assert len(meeting) > 100
    is_left = table.add(meeting, np.arange(len(meeting)))
    assert np.count_nonzero(~is_left) == 16
    assert table.nbytes == 4096 * 64


def test_more_articles_than_32_bits_number_are_refused() -> None:
    with pytest.raises(OverflowError):
        add(KeyTable(), [1], [2**32 - 1])


def test_it_comes_back_from_a_file(tmp_path: Path) -> None:
    table, again = KeyTable(4), KeyTable()
    for number in range(50):
        add(table, [number, number + 1], [number, number])
    table.save(tmp_path / "keys")
    again.load(tmp_path / "keys")
    assert all(found(again, key) == found(table, key) for key in range(52))


def test_a_table_from_a_file_grows_as_a_new_one_does(tmp_path: Path) -> None:
    table, chance = KeyTable(64), np.random.default_rng(3)
    table.save(tmp_path / "keys")
    again = KeyTable()
    again.load(tmp_path / "keys")
    for number in range(200):
        keys = chance.integers(0, 2**32, 37).tolist()
        assert add(again, keys, [number] * 37) == add(table, keys, [number] * 37)
    assert again.nbytes == table.nbytes > 64 * 64


def test_a_file_that_ends_within_a_bucket_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").write_bytes(b"\0" * 72)
    with pytest.raises(ValueError, match="72 bytes"):
        KeyTable().load(tmp_path / "keys")
