from __future__ import annotations

from services.dedup.candidates import FEW_WORDS, MAX_CANDIDATES, candidates


def test_a_long_text_needs_two_shared_keys() -> None:
    assert candidates({0: [7], 1: [8], 2: [8]}, words=FEW_WORDS) == [(8, 2)]


def test_a_short_text_needs_one() -> None:
    assert candidates({0: [7]}, words=FEW_WORDS - 1) == [(7, 1)]


def test_rare_keys_count_more_than_many_common_ones() -> None:
    common = [1, 2, 3, 4, 5, 6, 7, 8]
    by_key = {0: common, 1: common, 2: common, 3: [9], 4: [9]}
    assert candidates(by_key, words=100)[0] == (9, 2)


def test_the_number_of_candidates_is_limited_and_their_order_is_fixed() -> None:
    assert candidates({0: [5, 3, 1, 4], 1: [4, 1, 3, 5]}, words=100) == [(1, 2), (3, 2), (4, 2)]
    assert MAX_CANDIDATES == 3
