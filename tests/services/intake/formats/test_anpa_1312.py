from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.formats.anpa_1312 import FORMAT
from services.intake.formats.registry import choose
from tests.services.intake.formats.reading import (
    HOSTILE_CHARACTERS,
    HOSTILE_UNITS,
    article,
    articles,
    read_or_refused,
    seed,
)


def test_a_message_with_its_control_characters() -> None:
    found = article(FORMAT, seed("anpa_1312/control.anpa"))
    assert found.title == "Ferry Lantern sails again, a week after the ice came"
    assert found.bylines == ("MIRA TOLL",)
    assert found.body == (
        "BRELL (BP) – The ferry Lantern sailed on Sunday, “at last” as its captain put it.\n\n"
        "The ice had held it for a week."
    )
    assert found.published_at == datetime(2027, 1, 3, 9, tzinfo=UTC)
    assert found.editor_note == "Eds: Adds quotes. With photos."
    assert [(term.code, term.scheme) for term in found.subjects] == [("n", "anpa-category")]


def test_a_message_that_was_stripped_of_them() -> None:
    found = article(FORMAT, seed("anpa_1312/plain.txt"))
    assert (found.title, found.body) == (
        "Ferry Lantern sails again",
        "BRELL (BP) – The ferry Lantern sailed on Sunday.",
    )


def test_several_messages() -> None:
    assert len(articles(FORMAT, seed("anpa_1312/control.anpa") * 3)) == 3


def test_can_parse() -> None:
    assert choose(seed("anpa_1312/plain.txt"), "x.txt") is FORMAT
    for text in (b"A0123\nis a flight.\n", b"^caret first\n", b"W2870 was its number\n", b"x < y\n^ a power\n"):
        assert not FORMAT.can_parse(text)


@given(st.text("^<\n aB12-\x01\x02\x03\x16\x1f", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(FORMAT, text.encode())


@pytest.mark.parametrize("unit", HOSTILE_UNITS)
def test_hostile_messages_take_linear_time(unit: str) -> None:
    read_or_refused(FORMAT, ("W0123\n^a<\n^b<\n" + unit * (HOSTILE_CHARACTERS // len(unit))).encode())
