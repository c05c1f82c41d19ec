from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.dead_letter import HEADER_PREFIX, DeadLetter

# Any text that UTF-8 can carry.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)

LETTERS = st.builds(
    DeadLetter,
    original_topic=WORDS,
    original_partition=st.integers(-1, 100),
    original_offset=st.integers(-1, 2**63),
    original_timestamp=st.integers(-1, 2**63),
    original_size=st.integers(0, 2**40),
    truncated=st.booleans(),
    service=WORDS,
    service_version=WORDS,
    error_type=WORDS,
    error_message=st.text(st.characters(exclude_categories=["Cs"]), max_size=100),
    error_place=WORDS,
    attempts=st.integers(1, 999),
    failed_at=WORDS,
)

LETTER = DeadLetter(
    original_topic="articles.raw",
    service="cleaner",
    service_version="1",
    error_type="ValueError",
    error_message="no body",
    error_place="core.py:1 clean",
    failed_at="2026-03-03T11:20:00+00:00",
)


@given(LETTERS)
def test_headers_say_all_that_the_letter_says(letter: DeadLetter) -> None:
    assert DeadLetter.from_headers(letter.to_headers()) == letter
    assert DeadLetter.from_headers(list(letter.to_headers().items())) == letter


def test_every_field_is_one_header() -> None:
    assert set(LETTER.to_headers()) == {HEADER_PREFIX + name for name in DeadLetter.model_fields}
    assert LETTER.to_headers()["dead_letter_original_topic"] == b"articles.raw"


def test_other_headers_are_passed_over() -> None:
    headers = {**LETTER.to_headers(), "traceparent": b"\xff", "service": b"somebody else"}
    assert DeadLetter.from_headers(headers) == LETTER


@pytest.mark.parametrize("name", [name for name, field in DeadLetter.model_fields.items() if field.is_required()])
def test_a_missing_header_is_named(name: str) -> None:
    headers = LETTER.to_headers()
    del headers[HEADER_PREFIX + name]
    with pytest.raises(ValidationError) as refused:
        DeadLetter.from_headers(headers)
    assert [error["loc"] for error in refused.value.errors()] == [(name,)]


@pytest.mark.parametrize(
    ("name", "value"), [("attempts", b"0"), ("original_offset", b"x"), ("error_message", b"x" * 101)]
)
def test_a_header_of_another_form_is_named(name: str, value: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        DeadLetter.from_headers({**LETTER.to_headers(), HEADER_PREFIX + name: value})
    assert [error["loc"] for error in refused.value.errors()] == [(name,)]


def test_a_header_that_is_no_text_is_read_all_the_same() -> None:
    letter = DeadLetter.from_headers({**LETTER.to_headers(), "dead_letter_error_place": b"core\xff"})
    assert letter.error_place == "core\N{REPLACEMENT CHARACTER}"
