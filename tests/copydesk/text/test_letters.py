from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.letters import letters, word_starts


def words(text: str) -> list[str]:
    """The folded words of a text."""
    found = letters(text)
    edges = [*found.starts.tolist(), len(found)]
    return ["".join(map(chr, found.codes[start:end])) for start, end in pairwise(edges) if end > start]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The café closed.", ["the", "cafe", "closed"]),
        ("a well-known man’s hat", ["a", "wellknown", "mans", "hat"]),
        ("1,200.5 tons, then", ["12005", "tons", "then"]),
        ("har-\nbour", ["harbour"]),
        ("ﬁnal ﬂight", ["final", "flight"]),
        ("soft\u00adly", ["softly"]),
        ("Привет, мир", ["привет", "мир"]),
        ("...", []),
    ],
)
def test_words_are_the_same_in_every_layout(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_title_ends_before_the_text_begins() -> None:
    both = letters("begins here", "A title")
    assert both.head == len("Atitle")
    assert both.head in both.starts.tolist()


def test_a_script_without_blanks_is_cut_alike_in_every_copy() -> None:
    sentence = "市长周一宣布新桥将于五月开放"
    assert words(sentence) == words(f"{sentence[:6]}\n{sentence[6:]}")
    assert 1 < len(words(sentence)) < len(sentence)


def test_word_starts_are_offsets_into_the_text() -> None:
    assert word_starts("Rain fell, then\nsnow").tolist() == [0, 5, 11, 16]


@given(st.text(max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    found = letters(text)
    assert all(0 <= start < len(found) for start in found.starts.tolist())
