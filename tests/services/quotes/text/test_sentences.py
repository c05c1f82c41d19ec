from __future__ import annotations

import pytest

from tests.services.quotes.articles import parsed_article


def sentences(text: str) -> list[str]:
    return [text[each.start : each.end] for each in parsed_article(text).sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Lee left. It rained.", 2),
        ("A. Lee left. It rained.", 2),
        ("It rained at 5 p.m. in Bonn. It snowed.", 2),
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count


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


def test_a_sentence_without_end_is_cut() -> None:
    found = parsed_article("word " * 600).sentences
    assert [len(each.tokens) for each in found] == [250, 250, 100]
