"""Who the words between asterisks name, as the source of a statement."""

from __future__ import annotations

import pytest

from schemas.entity import Entity, Mention
from services.quotes.speakers.sources import signature, subject_of
from services.quotes.speakers.subjects import Subject
from services.quotes.text.parsed_article import ParsedArticle
from tests.services.quotes.articles import annotated_article, parsed_article

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
        ("said *coach Ann Lee after Bo Ray, the captain,* left.", ["Ann Lee"]),
        ("said *Ann Lee as Bo Ray* left.", ["Ann Lee"]),
        ("In a talk with the *Bo Ray, actor Ann Lee* said no.", ["Ann Lee"]),
        ("At the hearing *Ann Lee, wife of Bo Ray,* said no.", ["Ann Lee"]),
        ("*Ann Lee, a friend of Bo Ray,* said no.", ["Ann Lee"]),
        ("Later, the editor of the *Harbour Post* said no.", []),
        ("Later, *the editor of Bonn’s Harbour Post* said no.", []),
        ("*Ann Lee, the editor of the Harbour Post,* said no.", ["Ann Lee"]),
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
        "*a spokeswoman for Agriculture Minister Ann Lee* said no.",
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


def test_a_signature_may_be_a_paragraph_of_its_own() -> None:
    text = "“We danced there.”\n\n— Ann Lee\n\n“I swam.”\n\n— Bo Ray"
    parsed = parsed_article(text, PEOPLE)
    found = [signature(text.index(mark) + len(mark) - 1, parsed) for mark in ("there.”", "swam.”")]
    assert [each and [name.entity.name for name in each.names] for each in found] == [["Ann Lee"], ["Bo Ray"]]


def test_a_paragraph_behind_a_dash_signs_no_narration() -> None:
    text = "We danced there.\n\n— Ann Lee"
    assert signature(text.index("."), parsed_article(text, PEOPLE)) is None


@pytest.mark.parametrize(
    ("marked", "printed"),
    [
        ("Staff on *short contracts* said no.", "Staff on short contracts"),
        ("Tenants on rolling *leases* said no.", "Tenants on rolling leases"),
        ("Some 36% of *first buyers* said no.", "Some 36% of first buyers"),
        ("According to *the crew* it sank.", "the crew"),
        ("He said that staff on *short contracts* left.", "short contracts"),
        ("In the *morning papers* it sank.", "morning papers"),
    ],
)
def test_a_phrase_behind_a_preposition_is_whole(marked: str, printed: str) -> None:
    subject, text = source(marked)
    assert (text[subject.start : subject.end], subject.names) == (printed, ())


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("*Fjordline in 2017* said no.", ["Fjordline"]),
        ("*Fjordline on Friday* said no.", ["Fjordline"]),
        ("*Fjordline customers in Bonn* said no.", []),
        ("*Fjordline for the Fair Treatment of Fish* said no.", []),
    ],
)
def test_when_and_where_a_body_spoke_is_no_part_of_its_name(marked: str, expected: list[str]) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(
    ("marked", "printed"),
    [
        ("The group *Frack Free Namibia* said no.", "Frack Free Namibia"),
        ("Frack Free *Namibia* said no.", "Frack Free Namibia"),
        ("*Namibia* said no.", None),
        ("Later *Namibia* said no.", None),
        ("Last Friday *Namibia* said no.", None),
        ("The *Foreign Minister of Namibia* said no.", "Foreign Minister of Namibia"),
    ],
)
def test_a_place_inside_a_larger_name_does_not_speak(marked: str, printed: str | None) -> None:
    before, words, after = marked.split("*")
    text = before + words + after
    at = text.index("Namibia")
    place = Entity(
        id="n", name="Namibia", type="GPE", mentions=(Mention(start=at, end=at + len("Namibia"), text="Namibia"),)
    )
    article = annotated_article(text).model_copy(update={"entities": (place,), "language": "en"})
    subject = subject_of(len(before), len(before) + len(words), ParsedArticle.of(article))
    assert (None if subject.names else text[subject.start : subject.end]) == printed


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("“It just works.”\n\nAnn Lee, Harbour Post", True),
        ("“It just works.”\n\nAnn Lee, Ph.D.", True),
        ("“It just works.”\n\nAnn Lee, the mayor of the port", False),
        ("“It just works.”\n\nAnn Lee", False),
        ("“It just works,” he said.\n\nAnn Lee, Harbour Post", False),
    ],
)
def test_a_quotation_is_signed_by_a_name_and_a_paper_below(text: str, signed: bool) -> None:
    parsed = parsed_article(text, PEOPLE)
    found = signature(text.index(".”") + 1 if ".”" in text else text.index(",”") + 1, parsed)
    assert (found is not None) is signed


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A reporter left. The islander said no.", []), ("ann lee wept. mayor fox said no.", ["fox"])],
)
def test_one_word_without_a_capital_is_no_name_where_the_sentence_has_capitals(text: str, expected: list[str]) -> None:
    parsed = parsed_article(text, ("islander", "fox"))
    start = text.index(".") + 2
    found = subject_of(start, text.index(" said"), parsed)
    assert [name.entity.name for name in found.names] == expected
