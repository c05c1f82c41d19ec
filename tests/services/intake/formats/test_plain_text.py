from __future__ import annotations

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
