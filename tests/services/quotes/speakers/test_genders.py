from __future__ import annotations

import pytest

from services.quotes.speakers.genders import LIKELY_AGREES, UNKNOWN_AGREES, Genders, find_genders
from tests.services.quotes.articles import parsed_article


def genders(text: str, person: str = "Sasha Lee", stated: str | None = None, language: str = "en") -> Genders:
    known = {person: {"gender": stated}} if stated else {}
    parsed = parsed_article(text, (person, "Robin Ray"), (), language, known)
    return find_genders(parsed, parsed.names.people)


def gender(text: str, person: str = "Sasha Lee", stated: str | None = None, language: str = "en") -> str | None:
    return genders(text, person, stated, language).known.get(person)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs. Lee rose.", "she"),
        ("Mr. Sasha Lee rose.", "he"),
        ("Chairwoman Sasha Lee rose.", "she"),
        ("The spokesman, Sasha Lee, rose.", "he"),
        ("Sasha Lee rose.", None),
        ("The wife of Mr. Ray met Sasha Lee.", None),
    ],
)
def test_a_title_beside_the_name(text: str, expected: str | None) -> None:
    assert gender(text) == expected


@pytest.mark.parametrize(("person", "expected"), [("Peter Lee", "he"), ("Anna Lee", "she"), ("Kim Lee", None)])
def test_a_given_name(person: str, expected: str | None) -> None:
    assert gender(f"{person} rose.", person) == expected


@pytest.mark.parametrize(
    ("text", "likely", "known"),
    [
        ("Sasha Lee took her hat.", "she", None),
        ("Sasha Lee said that he had lost his hat.", "he", None),
        ("Sasha Lee gave him her hat.", None, None),
        ("His hat was with Sasha Lee.", None, None),
        ("Sasha Lee met Robin Ray and took his hat.", None, None),
        ("Sasha Lee took her hat. Sasha Lee took his coat.", None, None),
        ("Sasha Lee took her hat. Sasha Lee took her bag. Sasha Lee took his coat.", "she", None),
        ("Sasha Lee took her hat. Sasha Lee took her bag.", None, "she"),
    ],
)
def test_pronouns_behind_the_only_name_of_a_sentence(text: str, likely: str | None, known: str | None) -> None:
    found = genders(text)
    assert (found.likely.get("Sasha Lee"), found.known.get("Sasha Lee")) == (likely, known)


def test_what_is_likely_excludes_nobody() -> None:
    found = Genders({"Ann Lee": "she"}, {"Sasha Lee": "she"})
    assert [found.agrees("Ann Lee", pronoun) for pronoun in ("she", "he")] == [1, 0]
    assert [found.agrees("Sasha Lee", pronoun) for pronoun in ("she", "he")] == [LIKELY_AGREES, 1 - LIKELY_AGREES]
    assert found.agrees("Robin Ray", "he") == UNKNOWN_AGREES


def test_whom_a_pronoun_meant_is_likely_of_its_gender() -> None:
    found = Genders({"Ann Lee": "she"})
    found.settle("Ann Lee", "he")
    found.settle("Robin Ray", "he")
    found.settle("Robin Ray", "she")
    assert found == Genders({"Ann Lee": "she"}, {"Robin Ray": "he"})


def test_what_the_entity_states_outweighs_all() -> None:
    assert gender("Peter Lee took his hat.", "Peter Lee", stated="female") == "she"


def test_a_title_outweighs_a_given_name_and_that_outweighs_pronouns() -> None:
    assert gender("Mrs. Peter Lee rose.", "Peter Lee") == "she"
    assert gender("Peter Lee took her hat.", "Peter Lee") == "he"


def test_given_names_are_of_no_one_language() -> None:
    assert gender("Anna Lee przyjechała.", "Anna Lee", language="pl") == "she"
