"""Plain text: one article. Title, byline and dateline are left in it, for the cleaner to find.

A text with the tags of HTML between its paragraphs is read without them, and an embargo above it holds it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.intake.formats.format import Fields, Format, FormatError, Parsed
from services.intake.formats.shared.embargoes import embargo_above
from services.intake.formats.shared.fragments import html_prose
from services.intake.formats.shared.notes import with_notes
from services.intake.formats.shared.prose import Prose, with_regions

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


_MARKUP = re.compile(
    rb"[\xef\xbb\xbf\s]*(?:<(?:\?xml\b|!--|!doctype\b|!\[CDATA\[|[A-Za-z_][\w:.-]{0,200}(?:\s[^<>]{0,2000})?/?>)|\{\\rtf)",
    re.IGNORECASE,
)
"""How markup begins that no format has read: it is for no reader."""

_MARKUP_BELOW = re.compile(
    rb"^(?:<\?xml\s|<!doctype\s)|\A\s*--[^\s][^\r\n]{0,100}\r?\ncontent-[a-z-]{1,40}:"
    rb"|\A\s*begin:v(?:calendar|card)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Markup behind headers of HTTP or the like, a part of a message without its header, a card or an invitation."""

_BLOCKS = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|td)\s*>|<br\s*/?>", re.IGNORECASE)
FEWEST_BLOCKS = 2
"""So many ends of blocks in a text make it HTML that begins without a tag; one may be an example."""

_PACKED = (
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"BZh",
    b"\xfd7zXZ",
)
"""How archives, pictures and documents begin whose first bytes need not hold a zero."""

_MAY_BE_ANOTHER = re.compile(
    rb"[\xef\xbb\xbf\s]*(?:[{\[]|From |[!-9;-~]{1,60}[ \t]?:\s)|[<\x00-\x08\x0e-\x1f]|\bZCZC\b", re.IGNORECASE
)
"""What a message, markup, JSON or a wire's header may begin with, or holds."""

LOOK_BYTES = 4096
"""How far into a text is looked for what makes it another format."""

LETTERS_BYTES = 64
MIN_WIDE_BYTES = 8
"""Where in three quarters of the first letters one byte is zero, and it is always the same, they are UTF-16."""


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark or without, or else Windows-1252, which older wire systems write."""
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16", "replace")
    if codec := _unmarked(data):
        return data.decode(codec, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unmarked(data: bytes) -> str | None:
    """Which UTF-16 the bytes are that have no mark, by the zeros of the letters that they begin with."""
    first = data[:LETTERS_BYTES]
    if len(first) < MIN_WIDE_BYTES:
        return None
    even, odd = first[::2].count(0), first[1::2].count(0)
    if even == 0 and odd >= len(first) * 3 // 8:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 and even >= len(first) * 3 // 8 else None


def can_parse(head: bytes) -> bool:
    """Whether this may be text: a zero byte is in none but UTF-16, and what begins as markup is for no reader."""
    if head.startswith(UTF16_MARKS) or _unmarked(head):
        head = decoded(head).encode()
    if b"\x00" in head or head.startswith(_PACKED):
        return False
    return not _MARKUP.match(head) and not _MARKUP_BELOW.search(head, 0, LOOK_BYTES)


def is_nothing_else(data: bytes) -> bool:
    """Whether these bytes are text, and can be no other format: a quick look that errs on the side of no."""
    return _MAY_BE_ANOTHER.search(data, 0, LOOK_BYTES) is None and can_parse(data)


def parse(data: bytes) -> Iterator[Parsed]:
    """The one article of a text.

    Raises:
        FormatError: the bytes are no text.
    """
    if not can_parse(data):
        zero = data.find(0)
        raise FormatError(
            f"byte {zero} is zero: this is no text" if zero >= 0 else "it begins as no text but as something encoded"
        )
    text = decoded(data)
    prose = with_notes(Prose(text) if len(_BLOCKS.findall(text)) < FEWEST_BLOCKS else html_prose(text))
    fields: Fields = {"body": prose.body}
    if (held := embargo_above(prose.body)) is not None:
        fields |= {"embargoed_until": held.until} if held.until is not None else {"pub_status": held.status}
        prose = with_regions(prose, [(held.start, held.end)], "boilerplate")
    yield Parsed({**fields, "regions": list(prose.regions)} if prose.regions else fields)


FORMAT = Format("plain text", ("text/plain",), (".txt", ".text"), can_parse, parse)
