from __future__ import annotations

import pytest

from services.quotes.speakers.phrases import before_parenthesis, is_fragment, whole_phrase
from services.quotes.speakers.sources import subject_of
from services.quotes.speakers.subjects import Subject
from tests.services.quotes.articles import parsed_article, span_of

PEOPLE = ("Ann Lee", "Bo Ray")


def subject(text: str, words: str, organisations: tuple[str, ...] = ()) -> tuple[Subject, str]:
    parsed = parsed_article(text, PEOPLE, organisations)
    found = subject_of(*span_of(words, text), parsed)
    return found, text[found.start : found.end]


def names(text: str, words: str, organisations: tuple[str, ...] = ()) -> list[str]:
    return [name.entity.name for name in subject(text, words, organisations)[0].names]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Lee’s uncle, Otto, said it sank.", "Lee’s", "Otto"),
        ("Lee’s old uncle said it sank.", "Lee’s", "Lee’s old uncle"),
        ("Lee‘s uncle said it sank.", "s uncle", "Lee‘s uncle"),
        ("Lee‘s uncle said it sank.", "Lee‘s uncle", "Lee‘s uncle"),
        ("The union’s note to Ann Lee, the mayor, said it sank.", "the mayor,", "The union’s note"),
        ("The 34-year-old said it sank.", "year-old", "The 34-year-old"),
        ("The guild, which has 300 boats, said it sank.", "300 boats", "The guild"),
        ("The guild’s note to Ann Lee, the mayor, said it sank.", "mayor", "The guild’s note"),
        ("A note sent to Pilot Ann Lee said it sank.", "Ann Lee", "A note"),
        ("The placard against Ann Lee read: “Out.”", "Ann Lee", "The placard"),
        ("A cousin of Mr Lee, who saw it, said it sank.", "Mr Lee", "A cousin of Mr Lee"),
        ("Lawyers for Mr Ray said it sank.", "Mr Ray", "Lawyers for Mr Ray"),
        ("The old lawyer for the late Ann Lee said it sank.", "Ann Lee", "The old lawyer for the late Ann Lee"),
    ],
)
def test_who_stands_beside_a_person_speaks(text: str, words: str, speaker: str) -> None:
    found, printed = subject(text, words)
    assert (printed, found.names) == (speaker, ())


def test_the_people_of_a_person_are_not_that_person() -> None:
    assert names("Lee backers said it sank.", "Lee backers") == []
    assert names("The Lee ministry said it sank.", "The Lee ministry") == []
    assert names("The Lee family said it sank.", "The Lee family") == []
    assert names("Team Lee said it sank.", "Team Lee") == []
    assert names("Ann Lee of the guild said it sank.", "Ann Lee of the guild") == ["Ann Lee"]
    assert names("A cousin of Bo Ray came. Ann Lee said it sank.", "Ann Lee") == ["Ann Lee"]
    assert names("The head of the guild, Ann Lee, said it sank.", "Ann Lee") == ["Ann Lee"]
    assert names("The news of today Ann Lee said it sank.", "Ann Lee") == ["Ann Lee"]


def test_a_name_is_read_whole() -> None:
    assert names("Ann Lee said it sank.", "Lee") == ["Ann Lee"]


def test_to_whom_something_is_sent_is_nobody_who_speaks() -> None:
    assert names("They wrote to director Ann Lee demanding boats.", "director Ann Lee") == []
    assert names("It sank, according to director Ann Lee.", "director Ann Lee") == ["Ann Lee"]


def test_who_follows_the_addressee_speaks() -> None:
    assert names("Speaking to the Daily Echo Lee said it sank.", "the Daily Echo Lee") == ["Ann Lee"]
    assert names("They spoke to the Daily Echo Lee said.", "the Daily Echo Lee", ("Daily Echo",)) == ["Ann Lee"]
    assert names("Writing to Mr Ray demanding boats.", "Mr Ray") == []
    assert names("Speaking to the lawyer Bo Ray helped.", "the lawyer Bo Ray") == []


def test_who_follows_a_comma_behind_an_addressee_speaks() -> None:
    text = "In a letter to Senator Ann Lee, the mayor, Bo Ray, wrote that it sank."
    assert names(text, "Senator Ann Lee, the mayor, Bo Ray") == ["Bo Ray"]
    assert names("In a letter to Ann Lee and Bo Ray the mayor wrote.", "Ann Lee and Bo Ray") == []


def test_a_phrase_ends_at_the_paragraph() -> None:
    text = "NEVER AGAIN\n\nLee said it sank."
    found = subject_of(0, text.index(" said"), parsed_article(text, PEOPLE))
    assert text[found.start : found.end] == "Lee"


def test_when_is_not_who() -> None:
    assert names("Ann Lee on Friday said it sank.", "Friday") == ["Ann Lee"]
    assert names("Ann Lee on Friday said it sank.", "Ann Lee on Friday") == ["Ann Lee"]


def test_a_reflexive_means_the_name_before_it() -> None:
    assert names("Ann Lee herself said nothing.", "herself") == ["Ann Lee"]


def test_two_bodies_speak_together() -> None:
    both = ("Harbour Guild", "Fjordline")
    assert names("Harbour Guild and Fjordline say it sank.", "Fjordline", both) == ["Harbour Guild", "Fjordline"]


@pytest.mark.parametrize("words", ["the", "34", "for the mine before falling out", "Friday", "of", "In the"])
def test_fragments(words: str) -> None:
    lexicon = parsed_article("x").lexicon
    assert is_fragment(words, lexicon)
    assert not any(is_fragment(each, lexicon) for each in ("the miners of the north", "who", "he"))


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, who met Bo Ray, said it rained.",
        "Coach Ann Lee, whose team beat Bo Ray, later said it rained.",
        "Ann Lee, represented by her deputy, Bo Ray, said it rained.",
        "Ann Lee, a friend of Bo Ray, posted: “It rained.”",
    ],
)
def test_who_speaks_stands_before_what_is_said_of_them(text: str) -> None:
    parsed = parsed_article(text, ("Ann Lee", "Bo Ray"))
    name = before_parenthesis(*span_of("Bo Ray", text), parsed)
    assert name is not None
    assert name.entity.name == "Ann Lee"


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee left, and Bo Ray, a friend, said it rained.",
        "Ann Lee, who met Bo Ray, left.",
        "Then Ann Lee left. Bo Ray, her friend, said it rained.",
        "When Ann Lee, a friend, left, Bo Ray, too, said it rained.",
    ],
)
def test_a_name_that_is_said_of_nobody_speaks_itself(text: str) -> None:
    parsed = parsed_article(text, ("Ann Lee", "Bo Ray"))
    assert before_parenthesis(*span_of("Bo Ray", text), parsed) is None


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("According to Lee the best time is May.", "Lee the", "Lee"),
        ("According to the owner, the best time is May.", "the owner, the", "the owner"),
        ("“Come by boat,” reads the page.", "the", "the page"),
        ("“Come by boat,” reads the old page of May.", "the", "the old page"),
        ("It sank, said Mr Lee.", "Mr", "Mr Lee"),
        ("It sank, said Mr Fox.", "Mr", "Mr"),
    ],
)
def test_a_phrase_has_its_head_and_no_article_of_the_next_one(text: str, words: str, speaker: str) -> None:
    assert subject(text, words)[1] == speaker


def test_who_does_something_is_no_modifier() -> None:
    assert names("It sank, said Lee referring to the boat.", "Lee referring") == ["Ann Lee"]
    assert names("The Lee hearing said it sank.", "The Lee hearing") == []


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("“No,” *the 23*-year-old said.", "the 23-year-old"),
        ("Of all, 36*% of buyers* said no.", "36% of buyers"),
        ("Rep. *Ann Lee (R*-Ohio) said no.", "Ann Lee (R"),
    ],
)
def test_a_word_of_which_a_part_was_seen_is_whole(marked: str, whole: str) -> None:
    before, words, after = marked.split("*")
    text = before + words + after
    start, end = whole_phrase(len(before), len(before) + len(words), parsed_article(text, ("Ann Lee",)))
    assert text[start:end] == whole
