"""What is said in one sentence: in each case the sentence is the first of its text."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from services.quotes.rules.reports import SentenceReports, is_short, may_report
from tests.services.quotes.articles import parsed_article

PEOPLE = ("Ann Lee", "Bo Ray")


@dataclass(frozen=True)
class Found:
    how: str
    said: str
    subject: str | None
    cue: str | None


def reports(text: str, language: str = "en", organisations: tuple[str, ...] = ()) -> list[Found]:
    parsed = parsed_article(text, PEOPLE, organisations, language)
    found = SentenceReports(text, parsed.sentences[0], parsed.names, parsed.lexicon).reports()
    return [
        Found(
            report.found,
            " ".join(text[start:end] for start, end in report.spans),
            text[report.subject.start : report.subject.end] if report.subject else None,
            text[report.cue[0] : report.cue[1]] if report.cue else None,
        )
        for report in found
    ]


def only(text: str, language: str = "en", organisations: tuple[str, ...] = ()) -> Found:
    (found,) = reports(text, language, organisations)
    return found


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("“The lamp is broken,” said Ann Lee.", "Ann Lee"),
        ("“The lamp is broken,” Ann Lee said.", "Ann Lee"),
        ("“The lamp is broken,” she said.", "she"),
        ("“The lamp is broken,” Ann Lee, who keeps it, has often said.", "Ann Lee"),
        ("“The lamp is broken,” said the keeper of the tower.", "the keeper of the tower"),
        ("“Is the lamp broken?” asked Bo Ray.", "Bo Ray"),
        ("“Mend the lamp!” — Ann Lee, keeper", "Ann Lee"),
    ],
)
def test_a_cue_behind_the_marks(text: str, subject: str) -> None:
    found = only(text)
    assert (found.how, found.subject) == ("beside", subject)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann Lee said: “The lamp is broken.”", "The lamp is broken."),
        ("Ann Lee said on Friday, “The lamp is broken.”", "The lamp is broken."),
        ("Ann Lee told Bo Ray that the lamp was “broken beyond repair”.", "that the lamp was “broken beyond repair”"),
        ("Ann Lee called it “a wreck”.", "it “a wreck”"),
    ],
)
def test_a_cue_before_the_marks(text: str, said: str) -> None:
    found = only(text)
    assert (found.how, found.said, found.subject) == ("beside", said, "Ann Lee")


def test_a_semicolon_ends_the_look_back() -> None:
    found = only("Ann Lee said no; “the lamp is broken for good and all” now.")
    assert (found.how, found.subject) == ("alone", None)


def test_a_colon_leads_to_the_first_person_of_the_sentence() -> None:
    found = only("Ann Lee, on the lamp: “It is broken.”")
    assert (found.how, found.subject, found.cue) == ("lead_in", "Ann Lee", ":")


def test_a_colon_behind_no_name_leads_to_nobody() -> None:
    assert only("The notice on the lamp: “It is broken for good and all.”").how == "alone"


def test_a_report_in_a_report_is_the_outer_speakers() -> None:
    found = only("Ann Lee wrote that Bo Ray said the lamp was “broken beyond repair”.")
    assert (found.subject, found.cue) == ("Ann Lee", "wrote")


def test_a_conjunction_between_two_reports_keeps_them_apart() -> None:
    first, second = reports("Ann Lee said that it rained and Bo Ray said the lamp was “broken beyond repair”.")
    assert (first.said, first.subject) == ("that it rained", "Ann Lee")
    assert (second.said, second.subject) == ("the lamp was “broken beyond repair”", "Bo Ray")


@pytest.mark.parametrize(
    ("text", "how", "said"),
    [
        ("Ann Lee said the lamp was broken.", "clause", "the lamp was broken"),
        ("Ann Lee said lamps were dear.", "clause", "lamps were dear"),
        ("Ann Lee claimed that the lamp was broken.", "clause", "that the lamp was broken"),
        ("The lamp was broken, Ann Lee said on Friday.", "clause", "The lamp was broken"),
        ("According to Ann Lee, the lamp was broken.", "according", "the lamp was broken"),
        ("The lamp was broken, according to Ann Lee.", "according", "The lamp was broken"),
        ("Ann Lee said the lamp was broken; the tower stood.", "clause", "the lamp was broken"),
    ],
)
def test_a_clause_without_marks(text: str, how: str, said: str) -> None:
    found = only(text)
    assert (found.how, found.said, found.subject) == (how, said, "Ann Lee")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee claimed the lamp.",
        "Ann Lee told Bo Ray the price.",
        "Ann Lee did not say that the lamp was broken.",
        "Ann Lee could say that the lamp was broken.",
        "I said that the lamp was broken.",
        "Ann Lee reports the theft that troubled the tower.",
        "Ann Lee said so.",
        "The “old lamp” stayed.",
        "Ann Lee mended the lamp.",
    ],
)
def test_no_report(text: str) -> None:
    assert [each for each in reports(text) if each.how != "alone" or not is_short(each.said)] == []


def test_two_reports_of_one_sentence() -> None:
    first, second = reports("Ann Lee said the lamp was broken, and Bo Ray said the tower was closed.")
    assert (first.said, first.subject) == ("the lamp was broken", "Ann Lee")
    assert (second.said, second.subject) == ("the tower was closed", "Bo Ray")


def test_a_few_words_are_short() -> None:
    assert is_short("broken beyond all repair")
    assert not is_short("it is broken beyond repair")


@pytest.mark.parametrize(
    ("text", "may"),
    [("It was “cold”.", True), ("She said no.", True), ("According to plan.", True), ("It rained.", False)],
)
def test_sentences_without_a_sign_of_speech_are_passed_over(text: str, may: bool) -> None:
    parsed = parsed_article(text, language="en")
    assert may_report(parsed.sentences[0], parsed.lexicon) is may
