from __future__ import annotations

import pytest

from services.entities.labels import NameClass
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


@pytest.mark.parametrize(
    "text",
    [
        "Zorvex shares fell by a tenth.",
        "Brokers sold stock in Zorvex.",
        "Zorvex's chief executive left.",
        "She was chief executive of Zorvex.",
        "Zorvex, which makes boots, grew.",
        "Zorvex, an exporter of nuts, grew.",
        "Zorvex will close two of its plants.",
        "Zorvex said costs had doubled.",
        "Zorvex reported a loss and lower sales.",
        "They visited its rival Zorvex.",
        "Zorvex filed for bankruptcy.",
        "Investors in Zorvex lost their money.",
        "The pharma group Zorvex recalled it.",
        "Zorvex posted a quarterly loss.",
        "Zorvex on Friday recalled 12,500 kettles.",
    ],
)
@pytest.mark.parametrize("label", ["PERSON", "LOC", "NORP", None])
def test_one_mention_tells_of_an_unheard_of_company(text: str, label: NameClass | None) -> None:
    names: list[tuple[str, NameClass, int]] = [] if label is None else [("Zorvex", label, 0)]
    assert found(text, *names) == [("Zorvex", "ORG")]


def test_a_company_is_one_wherever_the_article_prints_it() -> None:
    text = "Zorvex opened a shop. Shares of Zorvex rose. Nobody at Zorvex answered."
    assert found(text, ("Zorvex", "PERSON", 0)) == [("Zorvex", "ORG")] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Zorvex shares a flat with his brother.",
        "Zorvex will sing on Friday.",
        "Zorvex, who makes boots, left.",
        "Zorvex recalled 1998 with a smile.",
        "Zorvex said he had doubled his costs.",
        "They met their rival Zorvex.",
        "Mr Zorvex said costs had doubled.",
    ],
)
def test_an_unheard_of_person_stays_one(text: str) -> None:
    assert found(text, ("Zorvex", "PERSON", 0)) == [("Zorvex", "PERSON")]


def test_the_surname_of_somebody_named_in_full_is_no_company() -> None:
    text = "Ann Zorvex farms. Zorvex said costs had doubled."
    assert ("Zorvex", "PERSON") in found(text, ("Ann Zorvex", "PERSON", 0), ("Zorvex", "PERSON", 1))


def test_places_and_given_names_are_no_companies() -> None:
    assert found("Oslo will close two plants.", ("Oslo", "LOC", 0)) == [("Oslo", "LOC")]
    assert found("Ingrid said costs had doubled.", ("Ingrid", "PERSON", 0)) == [("Ingrid", "PERSON")]


def test_a_missed_name_with_the_head_of_a_company_is_added() -> None:
    assert found("On Friday Zorvex Shipping bought a tanker.") == []
    assert found("Last week Zorvex Shipping bought a tanker.") == [("Zorvex Shipping", "ORG")]


def test_partners_of_a_firm_with_a_legal_form_are_one() -> None:
    names = found(
        "Quorn and Zeb Corp grew. Quorn hired.", ("Quorn", "PERSON", 0), ("Zeb Corp", "ORG", 0), ("Quorn", "PERSON", 1)
    )
    assert names == [("Quorn and Zeb Corp", "ORG"), ("Quorn", "ORG")]


def test_the_first_word_of_a_company_is_short_for_it() -> None:
    text = "Zorvex Airlines cut jobs. Zorvex is late."
    names = found(text, ("Zorvex Airlines", "ORG", 0), ("Zorvex", "PERSON", 1))
    assert names == [("Zorvex Airlines", "ORG"), ("Zorvex", "ORG")]


def test_a_surname_of_the_article_is_short_for_no_company() -> None:
    text = "Zorvex Airlines cut jobs. Olga Zorvex owns it. Zorvex is late."
    names = found(text, ("Zorvex Airlines", "ORG", 0), ("Olga Zorvex", "PERSON", 0), ("Zorvex", "PERSON", 2))
    assert names[-1] == ("Zorvex", "PERSON")


@pytest.mark.parametrize("text", ["QuornWork cut jobs.", "Quorn chairman Olga Zeb left.", "Quorn CEO Olga Zeb left."])
def test_a_capital_inside_and_an_office_of_companies_make_a_company(text: str) -> None:
    word = text.split(maxsplit=1)[0]
    assert found(text, (word, "PERSON", 0)) == [(word, "ORG")]


@pytest.mark.parametrize(
    "text", ["MacQuorn cut grass.", "DeQuorn left.", "Quorn adviser Olga Zeb left.", "Quorn chairman of it."]
)
def test_surnames_and_people_with_advisers_stay_people(text: str) -> None:
    word = text.split(maxsplit=1)[0]
    assert found(text, (word, "PERSON", 0)) == [(word, "PERSON")]


def test_a_capital_inside_makes_a_supposed_place_a_company() -> None:
    assert found("It hired QuornX for the launch.", ("QuornX", "LOC", 0)) == [("QuornX", "ORG")]
    assert found("It rained in KwaQuorn all day.", ("KwaQuorn", "LOC", 0)) == [("KwaQuorn", "LOC")]
