from __future__ import annotations

import pytest

from tests.services.quotes.articles import parsed_article


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[each.start : each.end] for each in parsed_article(text, language=language).sentences]


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Dr. Lee left. It rained.", "en", 2),
        ("Dr. Lee left. It rained.", "pl", 3),
        ("Lee left bzw. Ray kam.", "de", 1),
        ("Lee left bzw. Ray kam.", "en", 2),
        ("Mme. Lee est venue.", "fr", 1),
        ("A. Lee left. It rained.", "pl", 2),
        ("It rained at 5 p.m. in Bonn. It snowed.", "en", 2),
    ],
)
def test_abbreviations_are_those_of_the_language(text: str, language: str, count: int) -> None:
    assert len(sentences(text, language)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“It rained.” Lee left.", 2),
        ("“It rained,” Lee said. He left.", 2),
        ("“Why?” Lee asked.", 1),
        ("“Why?” “Because.”", 2),
        ("“It rained.” — Ann Lee", 1),
        ("It rained (all day.) Lee left.", 2),
        ("It rained... and snowed.", 1),
    ],
)
def test_a_quotation_is_one_token_of_its_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_quotation_has_no_word_of_the_narration() -> None:
    (sentence,) = parsed_article("“It rained,” Lee said.").sentences
    assert [(token.lower, token.is_word) for token in sentence.tokens] == [
        ("", False),
        ("lee", True),
        ("said", True),
        (".", False),
    ]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("dit-elle", "fr", ["dit", "elle"]),
        ("a-t-il dit", "fr", ["a", "il", "dit"]),
        ("peut-être", "fr", ["peut-être"]),
        ("dit-elle", "en", ["dit-elle"]),
        ("Jong-il", "fr", ["Jong-il"]),
    ],
)
def test_pronouns_behind_their_verb_are_words_where_the_language_has_them(
    text: str, language: str, words: list[str]
) -> None:
    (sentence,) = parsed_article(text, language=language).sentences
    assert [token.text for token in sentence.tokens] == words


def test_a_sentence_without_end_is_cut() -> None:
    found = parsed_article("word " * 600).sentences
    assert [len(each.tokens) for each in found] == [250, 250, 100]
