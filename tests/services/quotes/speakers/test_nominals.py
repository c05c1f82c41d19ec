from __future__ import annotations

import pytest

from copydesk.text.language.en import ENGLISH
from services.quotes.core import find_quotes
from services.quotes.speakers.nominals import Nominal, fits, is_brought_in, means_no_person, nominal_of, of_people
from tests.services.quotes.articles import annotated_article, parsed_article


@pytest.mark.parametrize(
    ("words", "nominal"),
    [
        ("The singer", Nominal("singer", "person")),
        ("the Oscar-winning actress", Nominal("actress", "person", "she")),
        ("the 34-year-old", Nominal("34-year-old", "person")),
        ("the father-of-two", Nominal("father", "person", "he")),
        ("the 34-year-old mother of three", Nominal("mother", "person", "she")),
        ("the dad of 4", Nominal("dad", "person", "he")),
        ("The company", Nominal("company", "body")),
        ("the Leeds-based university", Nominal("university", "body")),
        ("The country", Nominal("country", "place")),
        ("the former Ohio governor", Nominal("governor", "person", former=True)),
        ("the ex-minister", Nominal("ex-minister", "person", former=True)),
        ("the former actress", Nominal("actress", "person", "she", former=True)),
    ],
)
def test_what_a_description_tells(words: str, nominal: Nominal) -> None:
    assert nominal_of(words, ENGLISH) == nominal


@pytest.mark.parametrize(
    "words",
    [
        "a singer",
        "the singers",
        "the judge",
        "the man",
        "the head of the firm",
        "the head of two",
        "the father",
        "singer",
        "the",
    ],
)
def test_what_is_no_description_of_somebody_named(words: str) -> None:
    assert nominal_of(words, ENGLISH) is None


def test_a_university_is_no_company() -> None:
    parsed = parsed_article("Tarn University met.", organisations=("Tarn University",))
    university = parsed.names.all[0]
    assert fits(Nominal("company", "body"), university, parsed) is False
    assert fits(Nominal("university", "body"), university, parsed) is True
    assert fits(Nominal("country", "place"), university, parsed) is False


def test_the_noun_before_a_name_tells_its_kind() -> None:
    parsed = parsed_article("It fined the broadcaster Arco.", organisations=("Arco",))
    arco = parsed.names.all[0]
    assert fits(Nominal("regulator", "body"), arco, parsed) is False
    assert fits(Nominal("broadcaster", "body"), arco, parsed) is True


@pytest.mark.parametrize(
    ("text", "brought_in"),
    [
        ("A singer fell. The singer", True),
        ("Another young singer fell. The singer", True),
        ("Ann Lee, a singer, fell. The singer", False),
        ("The singer fell. The singer", False),
        ("A singer, Ann Lee, fell. The singer", False),
    ],
)
def test_a_noun_that_came_without_a_name_means_nobody_named(text: str, brought_in: bool) -> None:
    parsed = parsed_article(text, ("Ann Lee",))
    assert is_brought_in(Nominal("singer", "person"), text.rindex("The singer"), parsed) is brought_in


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Then the Spaniard said no.", True),
        ("Then the Republican said no.", True),
        ("Then the Conservative said no.", True),
        ("Then the French said no.", False),
        ("Then the Republicans said no.", False),
        ("Then the Russian government said no.", False),
        ("Then Republican said no.", False),
    ],
)
def test_a_people_behind_an_article_is_one_person(text: str, one: bool) -> None:
    word = text.split()[2 if " the " in text else 1]
    parsed = parsed_article(text, organisations=(word,), known={word: {"type": "NORP"}})
    assert (of_people(parsed.names.all[0], parsed) is not None) is one


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Lee won on Sunday. “I ran well,” said the sprinter.", "Ann Lee"),
        ("Ann Lee said it rained. The 34-year-old said she would run again.", "Ann Lee"),
        ("Arco said on Monday that it would cut jobs. The company said that sales were low.", "Arco"),
        ("The London-based firm left. Arco said sales fell. The London-based firm said that it would go.", "Arco"),
        ("She spoke to Arco. “We are sorry,” the company said.", "Arco"),
        ("Arco said on Monday that it would cut jobs. It said that sales were low.", "Arco"),
    ],
)
def test_a_description_is_named(text: str, speaker: str) -> None:
    assert find_quotes(annotated_article(text, ("Ann Lee",), ("Arco",)))[-1].speaker.names == (speaker,)


@pytest.mark.parametrize(
    "text",
    [
        "A sprinter fell before Ann Lee. “I ran well,” said the sprinter.",
        "Ann Lee won on Sunday. “Go to jail,” the judge told her.",
        "Ann Lee told Bo Ray that it rained. It said that the pier was shut.",
    ],
)
def test_a_description_that_may_be_anybody_stays_as_printed(text: str) -> None:
    assert find_quotes(annotated_article(text, ("Ann Lee", "Bo Ray"), ("Arco",)))[-1].speaker.status != "named"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The national contract", True),
        ("A report by the water board", True),
        ("A 2014 study published in May", True),
        ("the company", True),
        ("a spokesman for the company", False),
        ("the report’s author", False),
        ("a former port official", False),
        ("the", False),
    ],
)
def test_what_no_he_can_mean(words: str, expected: bool) -> None:
    assert means_no_person(words, ENGLISH) is expected
