from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.quotes.labelling.beyond_english import LabelledClause
from services.quotes.rules.labelled import LabelledClauses


def clauses(*spans: tuple[int, int]) -> LabelledClauses:
    return LabelledClauses([LabelledClause(start, end, None, None, 0.9) for start, end in spans])


def test_the_clauses_of_a_sentence_are_those_that_begin_and_end_in_it() -> None:
    found = clauses((0, 4), (5, 9), (10, 30)).between(5, 20)
    assert [(each.start, each.end) for each in found] == [(5, 9)]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [((10, 20), (8, 30)), ((0, 6), (0, 6)), ((6, 8), None), ((28, 40), None), ((4, 30), (8, 30))],
)
def test_a_quotation_belongs_to_the_clause_that_holds_most_of_it(
    quotation: tuple[int, int], expected: tuple[int, int] | None
) -> None:
    found = clauses((0, 6), (8, 30)).around(*quotation)
    assert (None if found is None else (found.start, found.end)) == expected


@given(st.lists(st.integers(0, 60), unique=True), st.integers(0, 60), st.integers(0, 60))
def test_no_clause_is_found_that_is_not_there(bounds: list[int], start: int, end: int) -> None:
    ordered = sorted(bounds)
    spans = list(zip(ordered[::2], ordered[1::2], strict=False))
    found = clauses(*spans)
    first, last = min(start, end), max(start, end)
    inside = [(each.start, each.end) for each in found.between(first, last)]
    assert inside == [span for span in spans if first <= span[0] < last and span[1] <= last]
    around = found.around(first, last)
    most = [span for span in spans if 2 * (min(last, span[1]) - max(first, span[0])) > last - first]
    assert ([] if around is None else [(around.start, around.end)]) == most[:1]
