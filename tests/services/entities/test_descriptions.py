from __future__ import annotations

import pytest

from copydesk.text.language.registry import lexicon_of
from copydesk.text.tokens import tokenize
from services.entities.descriptions import Describer, Description
from services.entities.found_names import FoundName, name_at
from services.entities.labels import NameClass


def described(
    text: str,
    name: str,
    label: NameClass = "PERSON",
    others: tuple[tuple[str, NameClass], ...] = (),
    language: str = "en",
) -> Description:
    tokens = tokenize(text)

    def places(some: str, of: NameClass) -> list[FoundName]:
        words = tokenize(some).words
        return [
            name_at(tokens, at, at + len(words), of)
            for at in range(len(tokens))
            if tokens.words[at : at + len(words)] == words
        ]

    mine = places(name, label)
    rest = [found for some, of in others for found in places(some, of)]
    return Describer(text, tokens, [*mine, *rest], lexicon_of(language)).describe(mine)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell, said Zeb Quorn, a Lisbon-based banking analyst, on Monday.", "a Lisbon-based banking analyst"),
        ("Zeb Quorn, 43, the owner of two farms, slept.", "the owner of two farms"),
        ("Zeb Quorn, an expert who lives in Oslo, slept.", "an expert"),
        ("They met former prime minister Zeb Quorn.", "former prime minister"),
        ("Zeb Quorn slept.", None),
        ("Zeb Quorn, the night before, slept.", None),
        ("The analyst.\n\nZeb Quorn slept.", None),
    ],
)
def test_what_stands_beside_a_person(text: str, expected: str | None) -> None:
    assert described(text, "Zeb Quorn").text == expected


def test_places_belong_to_a_role() -> None:
    found = described("They met Syrian Foreign Minister Zeb Quorn.", "Zeb Quorn", others=(("Syrian", "NORP"),))
    assert found.text == "Syrian Foreign Minister"


def test_an_organisation_is_described() -> None:
    text = "The Quorn Light Company, a maker of lamps that last, grew."
    assert described(text, "Quorn Light Company", "ORG").text == "a maker of lamps"


def test_an_apposition_goes_before_a_role() -> None:
    text = "They met spokesman Zeb Quorn. Zeb Quorn, a lawyer from Oslo, slept."
    assert described(text, "Zeb Quorn").text == "a lawyer from Oslo"


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs. Zeb Quorn slept.", "female"),
        ("Mr Zeb Quorn slept.", "male"),
        ("The chairwoman, Zeb Quorn, slept.", None),
        ("Zeb Quorn, a retired actress, slept.", "female"),
        ("Spokesman Zeb Quorn slept.", "male"),
        ("Zeb Quorn slept.", None),
    ],
)
def test_gender_is_what_titles_and_roles_show(text: str, gender: str | None) -> None:
    assert described(text, "Zeb Quorn").gender == gender


@pytest.mark.parametrize(
    ("text", "language", "gender"),
    [
        ("Sie traf Bürgermeisterin Zeb Quorn.", "de", "female"),
        ("Sie traf Minister Zeb Quorn.", "de", "male"),
        ("She met Minister Zeb Quorn.", "en", None),
        ("She met Queen Zeb Quorn.", "en", "female"),
        ("Elle a vu le président Zeb Quorn.", "fr", "male"),
        ("Ona widziała Queen Zeb Quorn.", "pl", None),
    ],
)
def test_words_for_men_and_women_are_those_of_the_language(text: str, language: str, gender: str | None) -> None:
    assert described(text, "Zeb Quorn", language=language).gender == gender


def test_a_verb_of_saying_of_the_language_ends_an_apposition() -> None:
    text = "Zeb Quorn, the owner of two farms recounted it."
    assert described(text, "Zeb Quorn").text == "the owner of two farms"
    assert described(text, "Zeb Quorn", language="de").text == "the owner of two farms recounted it"
