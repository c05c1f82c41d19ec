from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cleaner.text import characters
from services.cleaner.text.characters import normalise
from services.cleaner.text.offsets import TracedText

TEXTS = st.lists(
    st.sampled_from(
        ["a", " ", "\n", "\r\n", "\t", "\u00a0", "\u00ad", "\u00ad\n", "\ufb01", "\u200b", "\u2028", "\x00"]
    )
    | st.text(max_size=3)
).map("".join)


@given(TEXTS)
def test_the_quick_look_misses_nothing(text: str) -> None:
    plain = characters._SPECIAL.sub(characters._plain, text)
    assert normalise(TracedText.of(text)).text == plain


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("a\r\nb", "a\nb"),
        ("sea\u00ad\nsonal", "seasonal"),
        ("\ufb01nal o\ufb03ce", "final office"),
        ("two  blanks\u00a0and\tmore", "two blanks and more"),
        ("zero\u200bwidth", "zerowidth"),
        ("one page\fanother", "one page\fanother"),
    ],
)
def test_layout_characters_become_plain(raw: str, plain: str) -> None:
    assert normalise(TracedText.of(raw)).text == plain


def test_a_plain_text_is_not_even_copied() -> None:
    text = TracedText.of("The ferry left.\n\nNobody “knew” why.")
    assert normalise(text) is text
