from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from copydesk.text.tagger.spans import MAX_RUN, best_spans, best_tags

CLASSES = 2
TAGS = 1 + 4 * CLASSES
OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)


def is_valid(tags: tuple[int, ...]) -> bool:
    running = -1
    for tag in tags:
        label, position = divmod(tag - 1, 4) if tag else (-1, -1)
        goes_on = position in {1, 2}
        if goes_on != (running >= 0) or (goes_on and label != running):
            return False
        running = label if position in {0, 1} else -1
    return running < 0


@given(arrays(np.float32, st.tuples(st.integers(1, 4), st.just(TAGS)), elements=st.integers(-4, 4)))
def test_the_best_valid_sequence_is_found(scores: np.ndarray) -> None:
    tags = tuple(best_tags(scores).tolist())
    assert is_valid(tags)
    every = (some for some in product(range(TAGS), repeat=len(scores)) if is_valid(some))
    best = max(sum(scores[index, tag] for index, tag in enumerate(some)) for some in every)
    assert sum(scores[index, tag] for index, tag in enumerate(tags)) == pytest.approx(best)


@given(arrays(np.float32, st.tuples(st.integers(0, 3 * MAX_RUN), st.just(TAGS)), elements=st.integers(-9, 9)))
def test_long_texts_give_valid_sequences(scores: np.ndarray) -> None:
    assert is_valid(tuple(best_tags(scores).tolist()))


def test_spans_say_where_names_stand() -> None:
    scores = np.zeros((6, TAGS), dtype=np.float32)
    for index, tag in enumerate([OUTSIDE, BEGIN, INSIDE, END, 4 + SINGLE, OUTSIDE]):
        scores[index, tag] = 9
    assert best_spans(scores) == [(1, 4, 0), (4, 5, 1)]
    assert best_spans(scores[:0]) == []
