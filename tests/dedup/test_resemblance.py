"""Estimates from samples: within the range that both samples cover."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from services.dedup.facts import MAX_FACTS, facts
from services.dedup.resemblance import overlap


def sample(values: set[int], size: int) -> array[int]:
    return array("I", sorted(values)[:size])


def test_whole_sets_are_compared_whole() -> None:
    found = overlap(array("I", [1, 2, 3]), array("I", [2, 3, 4, 5]), 8)
    assert (found.shared, found.only_left, found.only_right) == (2, 1, 2)
    assert found.containment == 2 / 3
    assert found.conflict == 1 / 3


def test_what_lies_behind_a_full_sample_says_nothing() -> None:
    found = overlap(array("I", [1, 2]), array("I", [1, 2, 3, 4]), 2)
    assert (found.shared, found.only_left, found.only_right) == (2, 0, 0)


def test_additions_are_no_conflict() -> None:
    assert overlap(array("I", [1, 2]), array("I", [1, 2, 3, 4, 5]), 8).conflict == 0


@given(st.sets(st.integers(0, 2**32 - 1)), st.sets(st.integers(0, 2**32 - 1)))
def test_both_measures_are_shares_and_symmetric(left: set[int], right: set[int]) -> None:
    forward = overlap(sample(left, 16), sample(right, 16), 16)
    backward = overlap(sample(right, 16), sample(left, 16), 16)
    assert 0 <= forward.containment <= 1
    assert 0 <= forward.conflict <= 1
    assert (forward.containment, forward.conflict) == (backward.containment, backward.conflict)


def test_facts_are_numbers_and_capitalised_words_in_any_layout() -> None:
    assert facts("On 3 May Ann paid 1,200 euros") == facts("ON 3 MAY, ANN paid\n1200")
    assert len(facts("none of these words is a fact")) == 0


@given(st.text())
def test_facts_are_few_and_ascending(text: str) -> None:
    found = list(facts(text))
    assert len(found) <= MAX_FACTS
    assert found == sorted(set(found))
