from __future__ import annotations

import subprocess
import sys

import pytest

from schemas.document import Span
from services.quotes.core import find_quotes
from services.quotes.labelling import beyond_english
from services.quotes.labelling.beyond_english import LabelledClause, labelled_clauses
from tests.services.quotes.articles import annotated_article


def clauses(text: str) -> list[LabelledClause]:
    return labelled_clauses(text, [Span(start=0, end=len(text))], [], [])


@pytest.mark.parametrize(
    ("text", "said", "source"),
    [
        (
            "Die Gemeinde stellt in Aussicht, dass die Brücke im Herbst wieder befahrbar ist.",
            "dass die Brücke im Herbst wieder befahrbar ist",
            "Die Gemeinde",
        ),
        (
            "La alcaldesa lamentó que las obras del puente no hayan empezado todavía.",
            "que las obras del puente no hayan empezado todavía",
            "La alcaldesa",
        ),
        (
            "Le syndicat martèle que la direction n'a jamais répondu à ses courriers.",
            "que la direction n'a jamais répondu à ses courriers",
            "Le syndicat",
        ),
    ],
)
def test_a_reported_clause_is_found_with_its_source(text: str, said: str, source: str) -> None:
    (found,) = clauses(text)
    assert text[found.start : found.end] == said
    assert found.source is not None
    assert text[slice(*found.source)] == source
    assert 0.5 <= found.probability <= 1


def test_a_text_without_end_is_read_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "La alcaldesa lamentó que las obras del puente no hayan empezado todavía. " * 3
    assert len(clauses(text)) == 3
    monkeypatch.setattr(beyond_english, "MOST_CHARACTERS", len(text) // 3)
    (found,) = clauses(text)
    assert found.end < len(text) // 3


@pytest.mark.parametrize(
    "text",
    ["", "???", "Die Brücke ist seit Montag gesperrt.", "El puente lleva cerrado desde el lunes.", "\ud800 \x00 . : –"],
)
def test_nothing_is_found_where_nobody_says_anything(text: str) -> None:
    assert clauses(text) == []


def test_the_rules_of_a_language_are_asked_first_and_nothing_is_found_twice() -> None:
    text = "Jan Brandt sagte, dass der Deich hält. Jan Brandt stellte in Aussicht, dass der Deich bis zum Herbst hält."
    found = find_quotes(annotated_article(text, people=("Jan Brandt",), language="de"))
    assert [(quote.text, quote.speaker.name) for quote in found] == [
        ("der Deich hält", "Jan Brandt"),
        ("der Deich bis zum Herbst hält", "Jan Brandt"),
    ]


def test_what_was_not_said_is_no_statement() -> None:
    text = "Dass der Deich bis zum Herbst hält, versicherte Jan Brandt nicht."
    assert find_quotes(annotated_article(text, people=("Jan Brandt",), language="de")) == []


def test_a_language_in_which_it_was_not_measured_is_read_by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beyond_english, "beyond_english_labeller", lambda: pytest.fail("the labeller was asked"))
    assert find_quotes(annotated_article("Kesho watasema kwamba daraja limefungwa.", language="sw")) == []


def test_who_reads_english_alone_carries_no_weights_of_other_languages() -> None:
    program = (
        "from services.quotes.service import SERVICE; SERVICE.ready_handler();"
        "from services.quotes.labelling.beyond_english import beyond_english_labeller as labeller;"
        "print(labeller.cache_info().currsize)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "0"
