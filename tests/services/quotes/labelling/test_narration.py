"""Narration behind a quotation, on whole articles and on spans."""

from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from services.quotes.labelling.attribution import Link
from services.quotes.labelling.narration import tells_of_what, without_narration
from services.quotes.labelling.pieces import Piece
from tests.services.quotes.articles import annotated_article, parsed_article
from tests.services.quotes.labelling.labels import labelled

PEOPLE = ("Ann Lee", "Bo Ray")


def cut(marked: str) -> tuple[str, str | None, bool]:
    """What is left of the content, its source, and whether words outside of marks are left."""
    text, _, labels = labelled(marked)
    content = labels.contents[0]
    piece = Piece(
        content.start_char, content.end_char, content.start, content.end, quoted=True, reported=True, sure=1.0
    )
    left, link, _ = without_narration(piece, Link(None, 0.9), None, labels, parsed_article(text, PEOPLE))
    source = None if link.source is None else text[link.source.start_char : link.source.end_char]
    return text[left.start_char : left.end_char], source, left.reported


def test_who_says_it_is_no_part_of_it() -> None:
    marked = "[“It sank like a stone,” the captain, <Ann Lee>, {said} of the ferry]."
    assert cut(marked) == ("It sank like a stone,", "Ann Lee", False)


@pytest.mark.parametrize(
    "marked",
    [
        "[“It sank like a stone” since the pumps had failed], <Ann Lee> {said}.",
        "[“It sank like a stone,” since the pumps had failed], <Ann Lee> {said}.",
        "[“cheap,” she called the ferry], <Ann Lee> {said}.",
        "[“It sank like a stone,” “It went,” and “It rose”], <Ann Lee> {said}.",
        "[“It sank like a stone,” the whole of a book in the library of the old school on the hill by the town], no.",
    ],
)
def test_what_goes_on_behind_a_quotation_stays(marked: str) -> None:
    assert cut(marked)[2]


def test_whose_chant_it_is_stands_before_it() -> None:
    text, _, labels = labelled("<Bo Ray> {shouted}, [“Open the pier now,” waving to Ann Lee], who {said} no.")
    content, cue = labels.contents[0], labels.cues[0]
    piece = Piece(
        content.start_char, content.end_char, content.start, content.end, quoted=True, reported=True, sure=1.0
    )
    link = Link(labels.sources[0], 0.9)
    left, *rest = without_narration(piece, link, cue, labels, parsed_article(text, PEOPLE))
    assert (text[left.start_char : left.end_char], rest) == ("Open the pier now,", [link, cue])


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("“No,” Lee {said} of the plan [that the port put forward].", True),
        ("“No,” Lee {said of} the plan [that the port put forward].", True),
        ("“No,” Lee {said} [about the plan].", True),
        ("“No,” Lee {said}, [because of the plan].", False),
        ("“No,” Lee {said} of the plan, adding [that it was late].", False),
        ("“No,” Lee {said} of the plan: [it was late].", False),
    ],
)
def test_what_is_spoken_of_is_not_said(marked: str, expected: bool) -> None:
    text, _, labels = labelled(marked)
    assert tells_of_what(labels.cues[0], labels.contents[0].start_char, parsed_article(text, PEOPLE)) is expected


def test_what_is_spoken_of_is_no_statement() -> None:
    text = "“It is a bridge to nowhere,” Ann Lee said of the plan that the port put forward in June."
    (quote,) = find_quotes(annotated_article(text, PEOPLE))
    assert (quote.text, quote.speaker.names) == ("It is a bridge to nowhere,", ("Ann Lee",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The captain, Ann Lee, shouted “shame on you” as the verdict was read.", "shame on you"),
        ("Ann Lee told Bo Ray she had never been in doubt.", "she had never been in doubt"),
    ],
)
def test_the_scene_and_the_addressee_are_no_part_of_what_is_said(text: str, said: str) -> None:
    article = annotated_article(text, PEOPLE)
    assert [quote.text for quote in find_quotes(article)] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann Lee said nothing in public.", []),
        ("Ann Lee said nothing about the ferry.", []),
        ("Ann Lee said little.", []),
        ("Ann Lee said nothing would change.", ["nothing would change"]),
    ],
)
def test_who_says_nothing_makes_no_statement(text: str, said: list[str]) -> None:
    assert [quote.text for quote in find_quotes(annotated_article(text, PEOPLE))] == said
