"""The key index: what a dictionary of the newest eight articles of each key would answer."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.dedup import key_index
from services.dedup.key_index import MOST_ARTICLES, KeyIndex

KEYS = st.lists(st.sampled_from([0, 1, 2, 2**16, 2**31, 2**31 + 1, 2**32 - 1]), max_size=6)


def found(index: KeyIndex, *keys: int) -> dict[int, list[int]]:
    (look_up,) = index.look_up([keys])
    return index.found(look_up)


def add(index: KeyIndex, article: int, *keys: int) -> None:
    found(index, *keys)
    index.add(keys, article)


@pytest.fixture(params=[1, 7, 1000])
def settle_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many keys wait before they go to the table: at once, now and then, never."""
    waiting: int = request.param
    monkeypatch.setattr(key_index, "RECENT_KEYS", waiting)
    return waiting


@pytest.mark.parametrize("waiting", [1, 7, 1000])
@settings(deadline=None)
@given(articles=st.lists(KEYS, max_size=60), window=st.integers(0, 80), ahead=st.integers(1, 9))
def test_it_answers_like_a_dictionary_of_the_newest(
    waiting: int, articles: list[list[int]], window: int, ahead: int
) -> None:
    expected = defaultdict[int, list[int]](list)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_index, "RECENT_KEYS", waiting)
        index = KeyIndex()
        for start in range(0, len(articles), ahead):
            look_ups = index.look_up([tuple(keys) for keys in articles[start : start + ahead]])
            for number, look_up in enumerate(look_ups, start):
                index.horizon = max(index.horizon, number - window)
                assert index.found(look_up) == {
                    place: live
                    for place, key in enumerate(look_up.keys)
                    if (live := [each for each in expected[key][-MOST_ARTICLES:] if each >= index.horizon])
                }
                index.add(look_up.keys, number)
                for key in set(look_up.keys):
                    expected[key].append(number)


def test_only_some_of_the_keys_are_found(settle_at: int) -> None:
    index = KeyIndex()
    add(index, 0, 10, 20, 30)
    (look_up,) = index.look_up([(10, 20, 30, 40)])
    assert index.found(look_up, 1, 3) == {0: [0], 1: [0]}
    assert index.found(look_up, 3) == {}


def test_a_look_up_that_was_made_before_keys_moved_is_made_again(settle_at: int) -> None:
    index = KeyIndex()
    early = index.look_up([(5, 6)])[0]
    for number in range(30):
        add(index, number, 5, 100 + number)
    assert index.found(early) == {0: list(range(22, 30))}


def test_a_negative_key_is_refused() -> None:
    with pytest.raises(OverflowError):
        KeyIndex().look_up([(-1,)])


def test_it_comes_back_from_files(settle_at: int, tmp_path: Path) -> None:
    index, again = KeyIndex(), KeyIndex()
    for number in range(40):
        add(index, number, 7, number, 1000 + number % 3)
    index.save(tmp_path)
    again.load(tmp_path, horizon=3)
    index.horizon = 3
    keys = (7, *range(40), 1000, 1001, 1002)
    for number in range(40, 60):
        assert found(again, *keys) == found(index, *keys)
        add(index, number, 7, 1000)
        add(again, number, 7, 1000)
