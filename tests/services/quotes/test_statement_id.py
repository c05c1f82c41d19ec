from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.quotes.statement_id import normalised, statement_id

STATEMENT = "We waited all night at the harbour because the ferry company forgot its passengers,"


@pytest.mark.parametrize(
    "printed",
    [
        "“we waited all night at the Harbour because the ferry company forgot its passengers.”",
        "We waited all night at the harbour because the ferry company's forgot its passengers",
        "We waited all night at the harbour because the ferry company [Fjordline] forgot its passengers",
        "We waited a whole night at the harbour because the ferry company forgot its passengers",
        "that we waited all night at the harbour because the ferry company forgot its passengers",
        "We waited all night at the harbour, because the ferry company\nforgot its passengers…",
    ],
)
def test_small_edits_keep_the_id(printed: str) -> None:
    assert statement_id(printed) == statement_id(STATEMENT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STATEMENT, "We waited all night at the airport because the airline forgot its passengers,"),
        ("No.", "Yes."),
        ("immigration", "immigrants"),
        ("It was late", "Late it was not"),
        ("我们等了一夜", "我们等了一天"),
    ],
)
def test_other_statements_get_other_ids(one: str, other: str) -> None:
    assert statement_id(one) != statement_id(other)


def test_spelling_behind_the_stem_does_not_count() -> None:
    assert normalised("they organised harbour festivals everywhere") == normalised(
        "they organized harbour festival everywhere"
    )


@given(st.text())
def test_any_text_has_an_id(text: str) -> None:
    assert statement_id(text) == statement_id(text)


def test_punctuation_alone_has_an_id() -> None:
    assert statement_id("…") == statement_id("?!")
