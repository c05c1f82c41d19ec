from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.quotes.core import find_quotes
from services.quotes.labelling.beyond_english import LabelledClause
from services.quotes.rules import extraction
from services.quotes.rules.labelled import LabelledClauses
from tests.services.quotes.articles import annotated_article


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


Found = list[tuple[str, str | None]]

Read = Callable[..., Found]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read a German text of which the labeller sees one clause, with the last cue so printed before or behind it."""

    def reading(text: str, clause: str, probability: float, cue: str | None = None, source: str | None = None) -> Found:
        start = text.index(clause)
        spans = [None if part is None else (text.rindex(part), text.rindex(part) + len(part)) for part in (cue, source)]
        seen = LabelledClause(start, start + len(clause), spans[0], spans[1], probability)
        monkeypatch.setattr(extraction, "labelled_clauses", lambda *_given: [seen])
        found = find_quotes(annotated_article(text, people=("Marta Köhler", "Jan Brandt"), language="de"))
        return [(quote.text, quote.speaker.name) for quote in found]

    return reading


SAID = "„Der Deich hält“, sagte Marta Köhler."
HELD: tuple[str, str | None] = ("Der Deich hält", "Marta Köhler")


@pytest.mark.parametrize(
    ("clause", "behind", "probability"),
    [
        ("In den Dörfern würden Pumpen verteilt", ".", 0.65),
        ("In den Dörfern sei es oft zu Streit gekommen", ".", 0.62),
        ("Das Wasser steht dort seit Montag", ".", 0.8),
    ],
)
def test_a_cue_of_the_sentence_before_is_its_own_and_the_clause_goes_on_with_it(
    read: Read, clause: str, behind: str, probability: float
) -> None:
    found = read(f"{SAID} {clause}{behind}", clause, probability, "sagte", "Marta Köhler")
    assert found == [HELD, (clause, "Marta Köhler")]


def test_a_cue_of_the_next_paragraph_tells_nothing_of_who_speaks(read: Read) -> None:
    clause = "Gegen die Pumpen sei niemand"
    text = f"{SAID} {clause}.\n\nHinterher kam der Rat und fügte hinzu, dass gebaut wird."
    assert (clause, "Marta Köhler") in read(text, clause, 0.7, "fügte", "der Rat")


def test_without_the_mood_of_reported_speech_it_must_be_surer_to_go_on(read: Read) -> None:
    clause = "Das Wasser steht dort seit Montag"
    assert read(f"{SAID} {clause}.", clause, 0.65, "sagte", "Marta Köhler") == [HELD]


def test_where_nobody_spoke_before_nothing_goes_on(read: Read) -> None:
    clause = "Das Wasser steht dort seit Montag"
    assert read(f"Der Deich brach. {clause}.", clause, 0.99, "Deich") == []


@pytest.mark.parametrize(("probability", "expected"), [(0.95, [("das Wasser fällt", None)]), (0.85, [])])
def test_what_is_said_and_by_nobody_needs_to_be_sure(read: Read, probability: float, expected: Found) -> None:
    text = "Am Montag raunte es durch die Gassen, dass das Wasser fällt."
    assert read(text, "dass das Wasser fällt", probability, "raunte") == expected


def test_the_mood_goes_on_behind_narration_with_who_spoke_before_it(read: Read) -> None:
    clause = "In den Dörfern sei es oft zu Streit gekommen"
    text = f"{SAID} Draußen hält ein Güterzug. {clause}."
    assert read(text, clause, 0.6) == [HELD, (clause, "Marta Köhler")]


def test_the_mood_goes_on_with_nobody_where_nobody_spoke(read: Read) -> None:
    clause = "In den Dörfern sei es oft zu Streit gekommen"
    assert read(f"Draußen hält ein Güterzug. {clause}.", clause, 0.6) == [(clause, None)]


def test_nobody_goes_on_where_somebody_else_is_named_since(read: Read) -> None:
    clause = "In den Dörfern sei es oft zu Streit gekommen"
    text = f"{SAID} Draußen winkt Marta Köhlers Bruder Jan Brandt. {clause}."
    assert (clause, None) in read(text, clause, 0.6)
