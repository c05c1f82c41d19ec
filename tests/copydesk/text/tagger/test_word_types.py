from __future__ import annotations

import pytest

from copydesk.text.tagger.word_types import CAPITALISED, CAPITALS, LOWER, NO_LETTER, case, features, shape
from tests.copydesk.text.tagger.small_network import VECTORS


@pytest.mark.parametrize(
    ("word", "kind"), [("Bonn", "Xx4"), ("U.S.", "X.X.4"), ("1,200", "d,d5"), ("al", "x2"), ("iPhone15", "xXxd8")]
)
def test_shapes(word: str, kind: str) -> None:
    assert shape(word) == kind


def test_surrogates_and_long_words_have_features() -> None:
    assert features(["\ud800", "x" * 100_000, "\U0001f600"], VECTORS.index).shape == (3, 5)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bonn", LOWER),
        ("Bonn", CAPITALISED),
        ("B", CAPITALISED),
        ("BONN", CAPITALS),
        ("1984", NO_LETTER),
        ("", NO_LETTER),
    ],
)
def test_case(word: str, expected: int) -> None:
    assert case(word) == expected


def test_only_the_suffix_and_the_form_ignore_case() -> None:
    lower, upper = features(["walking", "WALKING"], VECTORS.index)
    assert [one == other for one, other in zip(lower, upper, strict=True)] == [True, True, False, True, False]
