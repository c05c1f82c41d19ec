from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.printable import MOST_MARKS, escaped, one_line, printable, replaced

STEERING = [
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Co")
]


def test_no_character_that_a_terminal_obeys_or_hides_comes_through() -> None:
    assert {"\x1b", "\x07", "\x00", "\x7f", "\x85", "\x9b", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff"} <= set(
        STEERING
    )
    assert printable("".join(STEERING)) == " " * len(STEERING)
    assert printable("\u2028\u2029\xa0") == "   ", "what breaks lines, or is a blank of another width"


@pytest.mark.parametrize(
    "text",
    [
        "Night ferry stays",
        "Überfälle in Łódź",
        "夜間フェリー",
        "עבורת הלילה",
        "رحلة ليلية",
        "Tiếng Việt",
        "e\u0301",
        "🚢 “quote” – dash…",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_a_pile_of_marks_is_cut_and_none_begins_a_text() -> None:
    assert printable("t" + "\u0301" * 500 + "x") == "t" + "\u0301" * MOST_MARKS + "x"
    assert printable("\u0301\u0301x") == "x"
    assert printable("a\x00\u0301b") == "a b"


def test_a_text_becomes_one_line_of_bounded_length() -> None:
    assert one_line(" two\nlines\tand\r\n\x1b[31mred ", 40) == "two lines and [31mred"
    assert one_line("abcdef", 6) == "abcdef"
    assert one_line("abc defg", 5) == "abc…"
    assert len(one_line("word " * 1_000_000, 80)) <= 80


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_whatever_the_text_is(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest
    assert line.isprintable()
    assert "  " not in line
    assert len(printable(text)) <= len(text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Reuters", "Reuters"),
        ("Agence France-Presse \u2013 \u00c9conomie", "Agence France-Presse \u2013 \u00c9conomie"),
        ("\u5171\u540c\u901a\u4fe1\u793e", "\u5171\u540c\u901a\u4fe1\u793e"),
        ("two\nlines", "two\ufffdlines"),
        ("red\x1b[31m", "red\ufffd[31m"),
        ("turned \u202e round", "turned \ufffd round"),
        ("half \ud800 a pair", "half \ufffd a pair"),
        ("nul\x00", "nul\ufffd"),
    ],
)
def test_a_name_has_no_character_that_is_not_to_be_seen(name: str, shown: str) -> None:
    assert replaced(name) == shown


@given(st.text(), st.booleans())
def test_escaped_json_is_the_same_value_and_steers_no_terminal(text: str, is_ascii: bool) -> None:
    encoded = json.dumps({text: [text]}, ensure_ascii=is_ascii)
    assert json.loads(escaped(encoded)) == {text: [text]}
    assert escaped(encoded).isprintable()


@pytest.mark.parametrize("character", ["\x1b", "\x7f", "\x9b", "\u202e", "\u2028", "\ud800", "\U000e0041"])
def test_what_json_leaves_as_it_is_is_escaped_too(character: str) -> None:
    encoded = json.dumps(character, ensure_ascii=False)
    assert escaped(encoded).isascii()
    assert json.loads(escaped(encoded)) == character


def test_lines_stay_lines() -> None:
    assert escaped("one\n two") == "one\n two"
