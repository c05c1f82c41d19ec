from __future__ import annotations

import pytest

from services.quotes.speakers.genders import find_genders
from tests.services.quotes.articles import parsed_article


def gender(text: str, person: str = "Sasha Lee", stated: str | None = None, language: str = "en") -> str | None:
    known = {person: {"gender": stated}} if stated else {}
    parsed = parsed_article(text, (person, "Robin Ray"), (), language, known)
    return find_genders(parsed, parsed.names.people).get(person)


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
    ("text", "expected"),
    [
        ("Sasha Lee took her hat.", "she"),
        ("Sasha Lee said that he had lost his hat.", "he"),
        ("Sasha Lee gave him her hat.", None),
        ("His hat was with Sasha Lee.", None),
        ("Sasha Lee met Robin Ray and took his hat.", None),
        ("Sasha Lee took her hat. Sasha Lee took his coat.", None),
        ("Sasha Lee took her hat. Sasha Lee took her bag. Sasha Lee took his coat.", "she"),
    ],
)
def test_pronouns_behind_the_only_name_of_a_sentence(text: str, expected: str | None) -> None:
    assert gender(text) == expected


def test_what_the_entity_states_outweighs_all() -> None:
    assert gender("Peter Lee took his hat.", "Peter Lee", stated="female") == "she"


def test_a_title_outweighs_a_given_name_and_that_outweighs_pronouns() -> None:
    assert gender("Mrs. Peter Lee rose.", "Peter Lee") == "she"
    assert gender("Peter Lee took her hat.", "Peter Lee") == "he"


def test_given_names_are_of_no_one_language() -> None:
    assert gender("Anna Lee przyjechała.", "Anna Lee", language="pl") == "she"
