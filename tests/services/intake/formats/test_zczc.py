from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.formats.registry import choose
from services.intake.formats.zczc import FORMAT
from tests.services.intake.formats.reading import (
    HOSTILE_CHARACTERS,
    HOSTILE_UNITS,
    article,
    articles,
    read_or_refused,
    seed,
)


def test_headers_are_told_by_what_they_hold() -> None:
    ferry, storm = articles(FORMAT, seed("zczc/marks.txt"))
    assert (ferry.title, ferry.bylines, ferry.source) == ("Ferry Lantern sails again", ("Mira Toll",), "BP")
    assert ferry.body == (
        "BRELL, Jan 3 BP - The ferry Lantern sailed on Sunday. It was held by ice for a week.\n\nThe captain was glad."
    )
    assert [term.code for term in ferry.subjects] == ["04015000"]
    assert (storm.title, storm.body) == ("Storm warning for the coast", "A storm is expected on Monday.")


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("^Storm warning out", "Storm warning out"),
        (":slug of it\n^Storm warning out", "Storm warning out"),
        ("#Slug\n:Storm warning out", "Storm warning out"),
        ("$n\n^Storm warning out", "Storm warning out"),
        ("$n\n&A", None),
    ],
)
def test_the_headline_under_the_marks_of_several_senders(header: str, title: str | None) -> None:
    assert article(FORMAT, f"ZCZC\n{header}\nA storm is expected.\nNNNN\n").title == title


def test_an_embargo_above_the_text_counts() -> None:
    assert article(FORMAT, "ZCZC\n^Storm out\nEMBARGOED UNTIL LATE\n\nA storm.\nNNNN\n").pub_status == "withheld"


def test_can_parse() -> None:
    assert choose(seed("zczc/marks.txt"), "x.txt") is FORMAT
    assert not FORMAT.can_parse(b"The word ZCZC begins a message.\n")


@given(st.text("ZCN\n$:=^*&+#@% aB", max_size=200).map(lambda text: f"ZCZC\n{text}"))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(FORMAT, text.encode())


@pytest.mark.parametrize("unit", HOSTILE_UNITS)
def test_hostile_messages_take_linear_time(unit: str) -> None:
    read_or_refused(FORMAT, ("ZCZC\n" + unit * (HOSTILE_CHARACTERS // len(unit))).encode())
