from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cleaner.text import characters
from services.cleaner.text.characters import normalise
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import cleaned

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


def test_ligatures_and_invisible_characters() -> None:
    article = cleaned("The \ufb01rst o\ufb03ce\u200b was\xa0open,  and \x00warm.")
    assert article.text == "The first office was open, and warm."
    assert [(repair.raw, repair.text) for repair in article.repairs][:2] == [
        ("\ufb01rst", "first"),
        ("o\ufb03ce", "office"),
    ]
