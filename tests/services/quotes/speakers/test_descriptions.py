"""Whom descriptions mean: as read in an article, and what is no description."""

from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from services.quotes.speakers.antecedents import Antecedents
from services.quotes.speakers.descriptions import description_of, trained_weights
from tests.services.quotes.articles import annotated_article, parsed_article

PEOPLE = ("Ann Lee", "Bo Ray", "Cy Fox")
BODIES = ("Fjordline", "Harbour Post", "Pier Board")


def last_speaker(text: str) -> tuple[str, ...]:
    return find_quotes(annotated_article(text, PEOPLE, BODIES))[-1].speaker.names


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Superintendent of police Ann Lee said it rained.\n\n“The pier is shut,” said the SP.", "Ann Lee"),
        ("Ann Lee, the rector of the college, said it rained.\n\nThe rector said the pier was shut.", "Ann Lee"),
        ("Bo Ray spoke to Ann Lee, who runs the port. “It rained,” Lee said.\n\n“No,” said the magistrate.", "Ann Lee"),
    ],
)
def test_a_description_means_who_is_called_so_or_spoke_last(text: str, speaker: str) -> None:
    assert last_speaker(text) == (speaker,)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Beside Treasurer Ann Lee, the mayor said the pier was shut.", "the mayor"),
        (
            "Ann Lee won on Sunday.\n\nAnn Lee fell. The judge said the pier was shut.",
            "The judge",
        ),
        ("Ann Lee said it rained.\n\nThe brokerage said the pier was shut.", "The brokerage"),
        ("Ann Lee said it rained. A porter came.\n\nThe porter said the pier was shut.", "The porter"),
        ("Ann Lee said it rained.\n\nLee's neighbour said the pier was shut.", "Lee's neighbour"),
    ],
)
def test_a_description_of_somebody_else_stays_as_printed(text: str, speaker: str) -> None:
    assert last_speaker(text) == (speaker,)


@pytest.mark.parametrize(
    "words", ["a rector", "one of the rectors", "his lawyer", "Lee's lawyer", "the report", "Rector"]
)
def test_what_is_no_description_of_one_who_is_known(words: str) -> None:
    text = f"Ann Lee left. Then {words} said no."
    start = text.index(words)
    parsed = parsed_article(text, PEOPLE)
    assert description_of(words, start, start + len(words), parsed) is None


def test_the_probabilities_leave_some_for_nobody() -> None:
    text = "Ann Lee met Bo Ray. The rector said no."
    parsed = parsed_article(text, PEOPLE)
    start = text.index("The rector")
    described = description_of("The rector", start, start + len("The rector"), parsed)
    assert described is not None
    ranked = Antecedents(parsed, [], []).descriptions.ranked(described)
    assert ranked == sorted(ranked, key=lambda each: -each.weight)
    assert 0 <= sum(each.weight for each in ranked) < 1


def test_every_weight_is_of_something_that_is_told() -> None:
    text = "Ann Lee met Fjordline in Bonn. The rector said no."
    parsed = parsed_article(text, PEOPLE, BODIES)
    start = text.index("The rector")
    described = description_of("The rector", start, start + len("The rector"), parsed)
    assert described is not None
    found = Antecedents(parsed, [], []).descriptions
    told = {name for _, each in found.candidates(described) for name in each}
    assert {*told, *found.nobody(described, 1)} <= trained_weights().keys()
