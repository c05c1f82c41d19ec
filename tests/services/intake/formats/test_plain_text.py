from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.formats.format import FormatError
from services.intake.formats.plain_text import can_parse, decoded, parse

TEXT = "Zoë said: “Ça va – 10 €.”\nSecond line"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    (item,) = parse(TEXT.encode(encoding))
    assert item.fields == {"body": TEXT}
    assert can_parse(TEXT.encode(encoding))


def test_what_an_encoding_does_not_know_does_no_harm() -> None:
    assert decoded(b"caf\xe9 \x81") == "caf\u00e9 \ufffd"
    assert decoded(b"\xff\xfea\x00\x3d\xd8") == "a\ufffd"


def test_a_zero_byte_is_in_no_text() -> None:
    assert not can_parse(b"ab\x00")
    with pytest.raises(FormatError, match="byte 2 is zero"):
        list(parse(b"ab\x00"))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    try:
        (item,) = parse(data)
    except FormatError:
        assert not can_parse(data)
    else:
        assert isinstance(item.fields["body"], str)


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?>\n<sheet>x</sheet>",
        b"\xef\xbb\xbf <story id='1'><p>x</p></story>",
        b"<!-- x --><y/>",
        b"<!DOCTYPE story><story/>",
        "<story>x</story>".encode("utf-16"),
        b"{\\rtf1\\ansi The ferry}",
        b"%PDF-1.4",
        b"Content-Type: text/xml\r\n\r\n<?xml version='1.0'?><story/>",
        b"--b1\nContent-Type: text/plain\n\nThe ferry.\n--b1--",
        b"BEGIN:VCALENDAR\nSUMMARY:Ferry\nEND:VCALENDAR",
        b"\x89PNG\r\n",
    ],
)
def test_what_begins_as_markup_or_as_no_text_is_none(data: bytes) -> None:
    assert not can_parse(data)
    with pytest.raises(FormatError):
        list(parse(data))


@pytest.mark.parametrize(
    "text",
    ["<ann@lee.example> wrote: yes", "< 5 % of all", "1 < 2 and 3 > 2", "He wrote <b>bold</b>", "<<< urgent >>>"],
)
def test_an_angle_in_a_text_makes_no_markup(text: str) -> None:
    assert can_parse(text.encode())


def test_utf_16_without_its_mark_is_seen_by_its_zeros() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decoded("The ferry runs on – again".encode(encoding)) == "The ferry runs on – again"
        assert can_parse("The ferry runs on.".encode(encoding))


def test_tags_between_paragraphs_are_no_text() -> None:
    (item,) = parse(b"Ferry runs on\n<p>The night ferry runs on.</p>\n<p>Fares rise &amp; fall.</p>")
    assert item.fields["body"] == "Ferry runs on\n\nThe night ferry runs on.\n\nFares rise & fall."
    (item,) = parse(b"Write </p> at the end of a paragraph.\nThat is all.")
    assert item.fields["body"] == "Write </p> at the end of a paragraph.\nThat is all."


def test_an_embargo_above_a_text_holds_it_back() -> None:
    (item,) = parse(b"EMBARGOED UNTIL 00:01 GMT, 4 March 2026\n\nNight ferry runs on\n")
    assert item.fields["embargoed_until"] == datetime(2026, 3, 4, 0, 1, tzinfo=UTC)
    assert item.fields["regions"] == [{"start": 0, "end": 39, "role": "boilerplate"}]
    (item,) = parse(b"EMBARGOED\n\nNight ferry runs on\n")
    assert item.fields["pub_status"] == "withheld"


def test_a_note_on_the_version_is_no_text() -> None:
    (item,) = parse(b"(Adds vote, quotes)\nBy Ann Lee\nThe night ferry runs on.")
    assert item.fields["regions"] == [{"start": 0, "end": 19, "role": "boilerplate"}]
