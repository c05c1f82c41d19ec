from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.tagger.word_groups import group_words


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40))
def test_each_word_has_all_its_occurrences(words: list[int]) -> None:
    groups = group_words(np.array(words, dtype=np.int16))
    known = sorted(set(words))
    assert [known[number] for number in groups.numbers.tolist()] == words
    for number, (start, count) in enumerate(zip(groups.starts.tolist(), groups.counts.tolist(), strict=True)):
        occurrences = [index for index, word in enumerate(words) if word == known[number]]
        assert groups.order[start : start + count].tolist() == occurrences
