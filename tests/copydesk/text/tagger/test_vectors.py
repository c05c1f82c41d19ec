from __future__ import annotations

import numpy as np

from copydesk.text.tagger.vectors import word_vectors


def nearness(one: str, other: str) -> float:
    vectors = word_vectors()
    first, second = vectors.matrix[vectors.index.rows([one, other])]
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


def test_like_words_are_near() -> None:
    assert nearness("Washington", "London") > nearness("Washington", "banana") + 0.2


def test_unknown_words_share_a_row_and_capitals_fall_back() -> None:
    rows = word_vectors().index.rows(["qzxqzxqzx", "\ud800\udc80x", "", "BANANA", "banana"])
    assert rows[:3].tolist() == [0, 0, 0]
    assert rows[3] > 0
    assert rows[4] > 0
