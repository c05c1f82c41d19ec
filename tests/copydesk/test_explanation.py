from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from copydesk.explanation import explain
from schemas.article import RawArticle

SECRET = "The minister will resign on Friday"  # noqa: S105 - an article's text that must not show, no password


def refusal(data: bytes | str) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        RawArticle.model_validate_json(data)
    return refused.value


def test_it_names_the_field_and_the_reason() -> None:
    assert explain(refusal('{"title": "Rain"}')) == "body: Field required"


def test_it_counts_what_else_is_wrong() -> None:
    assert explain(refusal('{"body": "Rain", "version": -1, "source": 7}')).endswith("(+1 more)")


def test_it_names_a_place_within_a_field() -> None:
    assert explain(refusal('{"body": "Rain", "bylines": ["Ann Lee", 7]}')).startswith("bylines.1: ")


def test_it_says_what_is_wrong_with_the_whole() -> None:
    assert explain(refusal('{"body": ""}')) == "Value error, body and title are both empty"


@pytest.mark.parametrize("field", ["version", "published_at", "pub_status", "bylines", "received_at"])
def test_it_never_shows_the_input(field: str) -> None:
    assert SECRET not in explain(refusal(json.dumps({"body": SECRET, field: SECRET})))


@pytest.mark.parametrize("data", [SECRET, f'{{"body": "{SECRET}', f'["{SECRET}"]', f'"{SECRET}"'])
def test_it_never_shows_input_that_is_no_article(data: str) -> None:
    assert SECRET not in explain(refusal(data))


@given(st.text())
def test_it_is_one_short_printable_line(message: str) -> None:
    explained = explain(ValueError(message))
    assert 0 < len(explained) <= 100
    assert explained.isprintable()


@given(st.dictionaries(st.sampled_from(sorted(RawArticle.model_fields)), st.text() | st.integers() | st.none()))
def test_any_refusal_is_one_short_printable_line(fields: dict[str, object]) -> None:
    try:
        RawArticle.model_validate(fields)
    except ValidationError as error:
        explained = explain(error)
        assert 0 < len(explained) <= 100
        assert explained.isprintable()


def test_an_error_without_words_is_named() -> None:
    assert explain(KeyError()) == "KeyError"
    assert explain(RuntimeError("no\x1b[2Jroom\n")) == "no [2Jroom "
