"""Plain text: one article. Title, byline and dateline are left in it, for the cleaner to find."""

from __future__ import annotations

from collections.abc import Iterator

from services.intake.formats.format import Format, FormatError, Parsed

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or else Windows-1252, which older wire systems write."""
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def can_parse(head: bytes) -> bool:
    """Whether this may be text: a zero byte is in none but UTF-16."""
    return head.startswith(UTF16_MARKS) or b"\x00" not in head


def parse(data: bytes) -> Iterator[Parsed]:
    """The one article of a text.

    Raises:
        FormatError: the bytes are no text.
    """
    if not can_parse(data):
        raise FormatError(f"byte {data.index(0)} is zero: this is no text")
    yield Parsed({"body": decoded(data)})


FORMAT = Format("plain text", ("text/plain",), (".txt", ".text"), can_parse, parse)
