from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text import tokens
from copydesk.text.tokens import (
    BLANK,
    LINE_BREAK,
    NO_GAP,
    PARAGRAPH_BREAK,
    end_of_reading,
    tokenize,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Britain-based", ["Britain", "-", "based"]),
        ("the U.S. Army's", ["the", "U.S.", "Army", "'s"]),
        ("O’Hara’s 1,200.50 cats", ["O", "’", "Hara", "’s", "1,200.50", "cats"]),
        ("wait...... what?!", ["wait", "......", "what", "?", "!"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_and_marks_are_told_apart(text: str, words: list[str]) -> None:
    assert tokenize(text).words == words


def test_what_stands_before_a_token_is_kept() -> None:
    tokens = tokenize("One two-three\nfour\n \nfive\x85six")
    assert list(zip(tokens.words, tokens.gaps.tolist(), strict=True)) == [
        ("One", PARAGRAPH_BREAK),
        ("two", BLANK),
        ("-", NO_GAP),
        ("three", NO_GAP),
        ("four", LINE_BREAK),
        ("five", PARAGRAPH_BREAK),
        ("six", BLANK),
    ]


@given(st.text() | st.text(alphabet="aB.'’s- \n1,"))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    tokens = tokenize(text)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert "".join(tokens.words) == "".join(text.split())
    assert all(word and not word.isspace() for word in tokens.words)


def test_of_a_text_as_long_as_several_books_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_TOKENS", 10)
    monkeypatch.setattr(tokens, "MOST_CHARACTERS", 60)
    text = "go " * 12
    assert len(tokenize(text)) == 10
    assert end_of_reading(text) == 29
    assert end_of_reading(text[:27]) == 27, "all of it"
    assert end_of_reading("é" * 61) == 60, "one token"
    assert end_of_reading("") == 0
