"""What of the labelled words, which stand in brackets, is said."""

from __future__ import annotations

import pytest

from copydesk.text.language.en import ENGLISH
from services.quotes.labelling.pieces import LONG_QUOTATION, SPEECH_THRESHOLD, Piece, PieceFinder
from services.quotes.text.marks import quotations
from tests.services.quotes.labelling.labels import labelled


def pieces(marked: str, probability: float = 1.0, speech: float = 1.0) -> tuple[list[Piece], str]:
    text, tokens, labels = labelled(marked, probability, speech)
    return PieceFinder(text, tokens, labels, quotations(text, 0, len(text)), ENGLISH).pieces(), text


def said(marked: str, probability: float = 1.0, speech: float = 1.0) -> list[str]:
    found, text = pieces(marked, probability, speech)
    return [text[piece.start_char : piece.end_char] for piece in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("She said [it rained] again.", ["it rained"]),
        ("She said [it rained.]", ["it rained"]),
        ("“[It rained],” she said.", ["It rained,"]),
        ("[“It rained,”] she said.", ["It rained,"]),
        ("“It [rained all day and night],” she said.", ["It rained all day and night,"]),
        ("She said [it rained “all day] and night”.", ["it rained"]),
        ("She said [it rained “all day and night”].", ["it rained “all day and night”"]),
        ("She said [the pier “is] closed for good”.", ["the pier"]),
        ("[The pier] and [the port] are closed.", ["The pier", "the port"]),
        ("[“No,” she said. “Never.”]", ["“No,” she said. “Never.”"]),
    ],
)
def test_marks_decide_where_labels_waver(marked: str, expected: list[str]) -> None:
    assert said(marked) == expected


def test_a_report_inside_a_long_quotation_is_what_its_labels_say() -> None:
    long = "“We heard them say [it rained] and then we went home by bus,” she said."
    assert said(long) == ["it rained"]


@pytest.mark.parametrize(
    ("marked", "quoted", "reported"),
    [
        ("“[It rained],” she said.", True, False),
        ("She said [it rained].", False, True),
        ("She said [it “rained all day”].", True, True),
    ],
)
def test_what_kind_of_words_a_piece_has(marked: str, quoted: bool, reported: bool) -> None:
    ((piece,), _) = pieces(marked)
    assert (piece.quoted, piece.reported) == (quoted, reported)


def test_tokens_and_characters_are_of_the_same_words() -> None:
    ((piece,), _) = pieces("“[It rained],” she said.")
    assert (piece.start, piece.end, piece.start_char, piece.end_char) == (1, 4, 1, 11)


def test_what_is_thought_is_no_piece() -> None:
    assert said("She thought [it rained].", speech=SPEECH_THRESHOLD - 0.01) == []
    assert said("She thought [it rained].", speech=SPEECH_THRESHOLD) == ["it rained"]


def test_a_long_quotation_is_speech_without_a_label() -> None:
    words = " ".join(["word"] * LONG_QUOTATION)
    ((piece,), _) = pieces(f"It rained. “{words}.”")
    assert (piece.quoted, piece.reported, piece.sure) == (True, False, 0.5)
    assert said(f"It rained. “{' '.join(['word'] * (LONG_QUOTATION - 1))}.”") == []


def test_a_long_quotation_with_a_piece_inside_adds_none() -> None:
    assert len(said("“[It rained all day and all night in the town],” she said.")) == 1


@pytest.mark.parametrize("title", ["“[War and Peace],” she said.", "She read from [the book “Night on the Pier”]."])
def test_a_title_is_said_only_where_the_labeller_is_sure(title: str) -> None:
    assert said(title, probability=0.7) == []
    assert len(said(title, probability=0.8)) == 1


def test_capitals_alone_do_not_make_a_title() -> None:
    assert said("“[Never],” she said.", probability=0.7) == ["Never,"]
    assert said("“[It Rained all day],” she said.", probability=0.7) == ["It Rained all day,"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("She said [it rained in] the town. He left.", ["it rained in the town"]),
        ("She said [it rained in] May; he left.", ["it rained in May"]),
        ("She said [it was to] and fro.", ["it was to"]),
        ("She said [it rained on] Friday.", ["it rained on"]),
        ("She said [it rained in].", ["it rained in"]),
        ("She said [it rained] in the town.", ["it rained"]),
    ],
)
def test_a_clause_that_ends_in_a_preposition_goes_on(marked: str, expected: list[str]) -> None:
    assert said(marked) == expected


def test_pieces_do_not_overlap() -> None:
    assert said("“[It rained all day] and [all night in the whole town],” she said.") == [
        "It rained all day and all night in the whole town,"
    ]


def test_punctuation_alone_is_nothing() -> None:
    assert said("She said [“…”] and left.") == []


def test_a_statement_may_hold_a_title() -> None:
    assert said("Lee denied [that she had sold the wreck of “The Northern Star” in May].", 0.7) == [
        "that she had sold the wreck of “The Northern Star” in May"
    ]
    assert said("Lee showed [her novel “The Northern Star”].", 0.7) == []
