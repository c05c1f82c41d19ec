from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.formats.format import Refused
from services.intake.formats.iptc_7901 import FORMAT
from services.intake.formats.registry import choose
from tests.services.intake.formats.reading import (
    HOSTILE_CHARACTERS,
    HOSTILE_UNITS,
    articles,
    read,
    read_or_refused,
    seed,
)


def test_messages_with_their_headlines() -> None:
    ferry, storm = articles(FORMAT, seed("iptc_7901/two.iptc"))
    assert (ferry.title, storm.title) == ("Ferry Lantern sails again - ice gives way", "Storm warning for the coast")
    assert ferry.body == (
        "Brell (bpa) - The ferry Lantern sailed on Sunday. It was held by ice for a week.\n\nThe captain was glad."
    )
    assert (ferry.source, ferry.urgency, ferry.keywords) == ("bpa", 3, ("Ferry", "Harbour"))
    assert ferry.published_at == datetime(2027, 1, 3, 9, tzinfo=UTC)
    assert storm.body == "A storm is expected on Monday."
    assert storm.editor_note is not None and storm.editor_note.endswith("Call the desk.")


def test_a_message_without_a_text_is_refused_alone() -> None:
    data = b"\x01bpa0125 3 pl 60\r\nslug\r\n" + seed("iptc_7901/two.iptc")
    found = read(FORMAT, data)
    assert len(found) == 3
    assert isinstance(found[0], Refused)


def test_can_parse() -> None:
    assert choose(seed("iptc_7901/two.iptc"), "x.txt") is FORMAT
    assert not FORMAT.can_parse(b"bpa0123 3 pl 60\r\n")
    assert not FORMAT.can_parse(b"\x01 text")


@given(st.text("\x01\x02\x03ab12 =\r\n/", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(FORMAT, text.encode())


@pytest.mark.parametrize("unit", HOSTILE_UNITS)
def test_hostile_messages_take_linear_time(unit: str) -> None:
    read_or_refused(FORMAT, ("\x01bpa0123 3 pl 60\r\nslug\x02" + unit * (HOSTILE_CHARACTERS // len(unit))).encode())


@pytest.mark.parametrize("header", ["bpa0123 3 pl 60", "bpa 0123 4 p", "0123 u i 0120 bpa", "BPA12 1 pol 5 x 1"])
def test_headers_of_several_agencies(header: str) -> None:
    data = f"\x01{header}\r\nslug\r\n\x02Storm out\r\nA storm is expected.\r\n\x03".encode()
    assert choose(data) is FORMAT
    (found,) = articles(FORMAT, data)
    assert (found.title, found.body) == ("Storm out", "A storm is expected.")
