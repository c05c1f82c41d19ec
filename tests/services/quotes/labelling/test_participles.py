"""Whose report a participle is, on whole articles and on spans."""

from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from services.quotes.labelling.participles import subject_of_participle
from tests.services.quotes.articles import annotated_article, parsed_article
from tests.services.quotes.labelling.labels import labelled

PEOPLE = ("Ann Lee", "Bo Ray")
BODIES = ("Harbour Post", "Ferry Union")


def subject(marked: str, kind: str = "ORG") -> str | None:
    text, _, labels = labelled(marked)
    parsed = parsed_article(text, PEOPLE, (*BODIES, "LAGOS"), known={"LAGOS": {"type": kind}})
    source = labels.sources[0] if labels.sources else None
    found = subject_of_participle(labels.cues[0], source, labels.contents[0].start_char, parsed)
    return None if found is None else text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee spoke to the Harbour Post at noon, saying that the ferry had been late for weeks.",
        "In a letter to Bo Ray, Ann Lee gave up her seat, adding that the ferry had been late for weeks.",
        "Ann Lee met the heads of the Ferry Union on Friday, warning that the ferry had been late for weeks.",
    ],
)
def test_the_subject_of_the_sentence_reports(text: str) -> None:
    (quote,) = find_quotes(annotated_article(text, PEOPLE, BODIES))
    assert quote.speaker.names == ("Ann Lee",)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Ann Lee spoke to the <Harbour Post>, {saying} that [it sank].", "Ann Lee"),
        ("Ann Lee spoke of the <Harbour Post and Ferry Union> case, {saying} that [it sank].", "Ann Lee"),
        ("Ann Lee spoke of the Harbour Post and <Ferry Union> case, {saying} that [it sank].", "Ann Lee"),
        ("She spoke to <Bo Ray>, {saying} that [it sank].", "She"),
        ("The Ferry Union met <Bo Ray> on Monday, {saying} [it sank].", None),
        ("The Ferry Union spoke to <Bo Ray> on Monday, {saying} [it sank].", "Ferry Union"),
        ("Ann Lee left, but Bo Ray spoke to the <Harbour Post>, {saying} [it sank].", "Bo Ray"),
        ("Ann Lee rose and spoke to the <Harbour Post>, thanking all and {warning} [it sank].", "Ann Lee"),
        ("Ann Lee {spoke} to the <Harbour Post>, admitting that [it sank].", "Ann Lee"),
    ],
)
def test_the_name_or_pronoun_that_opens_its_clause(marked: str, expected: str | None) -> None:
    assert subject(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "<Ann Lee> spoke to the Harbour Post, {saying} that [it sank].",
        "The pier closed, with <Ann Lee> {saying} that [it sank].",
        "The pier closed, with <officials>, {saying} that [it sank].",
        "A man who knew the crew spoke to <Bo Ray>, {saying} that [it sank].",
        "Ann Lee spoke to the <Harbour Post>. It {said} that [it sank].",
        "Ann Lee read the letter to the <Harbour Post> {saying} that [it sank].",
    ],
)
def test_elsewhere_the_source_stays(marked: str) -> None:
    assert subject(marked) is None


@pytest.mark.parametrize(("kind", "expected"), [("GPE", None), ("ORG", "LAGOS")])
def test_the_place_that_opens_a_report_says_nothing(kind: str, expected: str | None) -> None:
    assert subject("LAGOS, May 4 - The crew spoke to <Bo Ray>, {saying} that [it sank].", kind) == expected
