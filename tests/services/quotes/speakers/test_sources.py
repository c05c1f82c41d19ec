"""Who the words between asterisks name, as the source of a statement."""

from __future__ import annotations

import pytest

from services.quotes.speakers.sources import signature, subject_of
from services.quotes.speakers.subjects import Subject
from tests.services.quotes.articles import parsed_article

PEOPLE = ("Ann Lee", "Bo Ray", "Cy Fox")


def source(marked: str, language: str = "en") -> tuple[Subject, str]:
    before, words, after = marked.split("*")
    text = before + words + after
    parsed = parsed_article(text, PEOPLE, ("Fjordline", "Harbour Post"), language)
    return subject_of(len(before), len(before) + len(words), parsed), text


def names(marked: str, language: str = "en") -> list[str]:
    return [name.entity.name for name in source(marked, language)[0].names]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("*Ann Lee* said no.", ["Ann Lee"]),
        ("*Ann Lee,* she said.", ["Ann Lee"]),
        ("*keeper Ann Lee* said no.", ["Ann Lee"]),
        ("*Ann Lee, a friend of Bo Ray,* said no.", ["Ann Lee"]),
        ("*the keeper, Ann Lee,* said no.", ["Ann Lee"]),
        ("*Ann Lee and Bo Ray* said no.", ["Ann Lee", "Bo Ray"]),
        ("*Ann Lee, Bo Ray and Cy Fox* said no.", ["Ann Lee", "Bo Ray", "Cy Fox"]),
        ("Ann Lee and *Bo Ray* said no.", ["Ann Lee", "Bo Ray"]),
        ("*Ann Lee & Bo Ray* said no.", ["Ann Lee", "Bo Ray"]),
        ("*Fjordline* said no.", ["Fjordline"]),
        ("*Bo Ray of Fjordline* said no.", ["Bo Ray"]),
        ("Ann Lee came. *LEE*: We waited.", ["Ann Lee"]),
    ],
)
def test_names(marked: str, expected: list[str]) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "*a spokesman for Ann Lee* said no.",
        "*Ann Lee’s lawyer* said no.",
        "*a letter to the Bo Ray* said no.",
        "*a keeper* said no.",
        "*officials at Fjordline* said no.",
    ],
)
def test_a_name_that_only_says_whose_speaker_it_is(marked: str) -> None:
    subject, text = source(marked)
    assert (subject.names, subject.pronoun) == ((), None)
    assert text[subject.start : subject.end] == marked.split("*")[1]


def test_a_possessive_with_nothing_behind_it_is_the_name() -> None:
    assert names("The idea was *Ann Lee’s*.") == ["Ann Lee"]


@pytest.mark.parametrize(("words", "pronoun"), [("she", "she"), ("he himself", "he"), ("They", "they"), ("I", "i")])
def test_a_pronoun(words: str, pronoun: str) -> None:
    assert source(f"It rained. *{words}* said no.")[0].pronoun == pronoun


def test_more_than_a_pronoun_is_a_description() -> None:
    assert source("*we in the town* said no.")[0].pronoun is None


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Ann Lee, *who* said no.", ["Ann Lee"]),
        ("Ann Lee, a keeper in Bonn *who* said no.", ["Ann Lee"]),
        ("They asked Fjordline, *which* said no.", ["Fjordline"]),
        ("They asked Fjordline, *who* said no.", []),
        ("Ann Lee, a keeper. It rained. *who* said no.", []),
        ("It rained, *who* said no.", []),
    ],
)
def test_a_relative_pronoun_means_the_name_before_it(marked: str, expected: list[str]) -> None:
    assert names(marked) == expected


def test_an_unresolved_relative_pronoun_stays_one() -> None:
    assert source("It rained, *who* said no.")[0].pronoun == "who"


def test_words_inside_an_apposition_mean_the_name_before_it() -> None:
    assert names("Ann Lee, a leader with a *network of keepers* said no.") == ["Ann Lee"]


def test_a_partner_who_is_not_introduced_is_kept_as_printed() -> None:
    subject, _ = source("*Ann Lee and Smith* said no.")
    assert subject.companion == "Smith"
    assert source("*Ann Lee and others* said no.")[0].companion == ""


def test_punctuation_behind_a_source_is_no_part_of_it() -> None:
    subject, text = source("*Ann Lee, “*No.”")
    assert text[subject.start : subject.end] == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("“We waited all night” — Ann Lee, keeper", True),
        ("“We waited all night” - Ann Lee", True),
        ("“We waited all night” said Ann Lee", False),
        ("“We waited all night” — it was Ann Lee", False),
        ("“We waited all night” — Ann Lee" + ", who kept the lamp for years" * 3, False),
    ],
)
def test_a_signature_stands_behind_a_dash_at_the_end_of_a_paragraph(text: str, signed: bool) -> None:
    parsed = parsed_article(text, PEOPLE)
    found = signature(text.index("”"), parsed)
    assert [name.entity.name for name in found.names] == ["Ann Lee"] if signed and found else found is None
