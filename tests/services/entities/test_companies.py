from __future__ import annotations

import pytest

from tests.services.entities.test_surroundings import found


@pytest.mark.parametrize(
    "text",
    ["Zorvex, a maker of pumps, closed.", "Shares of Zorvex fell.", "Zorvex says it will close."],
)
def test_a_company_is_no_person(text: str) -> None:
    assert found(text, ("Zorvex", "PERSON", 0)) == [("Zorvex", "ORG")]


@pytest.mark.parametrize("text", ["Zorvex, a baker, left.", "Zorvex says he will leave.", "Mr Zorvex says it rains."])
def test_a_person_stays_one(text: str) -> None:
    assert found(text, ("Zorvex", "PERSON", 0)) == [("Zorvex", "PERSON")]


@pytest.mark.parametrize(
    "text",
    ["Zorvex said its full-year profits rose.", "Zorvex, the Dutch maker of pumps, closed.", "Zorvex reported sales."],
)
def test_what_reports_results_or_is_called_a_company_is_one(text: str) -> None:
    assert found(text, ("Zorvex", "PERSON", 0)) == [("Zorvex", "ORG")]


def test_a_company_that_the_tagger_missed_is_added() -> None:
    assert found("Zorvex, the company behind the port, closed.") == [("Zorvex", "ORG")]


@pytest.mark.parametrize(
    "text", ["Meanwhile, the company closed.", "However, a firm in Ohio grew.", "On Friday, the bank closed."]
)
def test_a_word_of_the_language_is_no_company(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("name", ["Norvik Rail", "Tarsund Energy", "Ostrel Motors"])
def test_a_name_with_the_head_of_a_company_is_one(name: str) -> None:
    assert found(f"{name} will cut jobs.", (name, "LOC", 0)) == [(name, "ORG")]
