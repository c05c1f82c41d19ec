from __future__ import annotations

import numpy as np

from services.dedup.commonness import COMMON_STORIES, RARE_STORIES, WEIGHTS, commonness


def test_nothing_is_common_where_few_stories_share_a_key() -> None:
    found = commonness(np.array([0, RARE_STORIES]), (0, 5), 10)
    assert found.factors is None
    assert found.share == 0.0


def test_the_words_of_a_common_key_count_less() -> None:
    found = commonness(np.array([COMMON_STORIES, 0]), (2, 20), 24)
    assert found.factors is not None
    assert found.factors[2:6].tolist() == [WEIGHTS[-1]] * 4
    assert found.factors[7:].tolist() == [1.0] * 17


def test_words_between_two_common_keys_are_common() -> None:
    found = commonness(np.array([COMMON_STORIES, COMMON_STORIES]), (0, 10), 14)
    assert found.share == 1.0


def test_a_text_without_keys_has_nothing_common() -> None:
    assert commonness(np.zeros(0, np.intp), (), 0).factors is None
