from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cleaner.text import encoding
from services.cleaner.text.encoding import mend_encoding
from services.cleaner.text.offsets import TracedText


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("It cost \u00c2\u00a35.", "It cost £5."),
        ("He said \u00e2\u20ac\u0153no\u00e2\u20ac\u009d.", "He said “no”."),
        ("caf\u00c3\u00a9", "café"),
        ("a \u0093word\u0094", "a “word”"),
    ],
)
def test_mojibake_is_mended(raw: str, meant: str) -> None:
    assert mend_encoding(TracedText.of(raw)).text == meant


@pytest.mark.parametrize("text", ["Ângela Côrte-Real à Paris", "Größe, naïve, señor", "“Well,” she said — it’s £5."])
def test_what_is_right_stays(text: str) -> None:
    assert mend_encoding(TracedText.of(text)).text == text


@given(st.text(alphabet=st.characters(max_codepoint=0x2122), max_size=12))
def test_the_quick_look_misses_nothing(text: str) -> None:
    if encoding._SUSPICIOUS.search(text):
        assert encoding._RARE.search(text)
