"""IPTC 7901, the wire format of European and other agencies: a header behind SOH, copy between STX and ETX.

Specification: https://iptc.org/standards/iptc-7901/. The header has the agency, the number of the message, priority,
category and word count; a slug; the copy, whose first lines may be its headline; and behind ETX day and time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.plain_text import decoded
from services.intake.formats.shared import editorial, metadata
from services.intake.formats.shared.embargoes import embargo_above
from services.intake.formats.shared.fragments import one_line
from services.intake.formats.shared.moments import moment_or_none
from services.intake.formats.shared.notes import with_notes
from services.intake.formats.shared.wire_copy import copy_prose

MEDIA_TYPE = "text/vnd.iptc.7901"
"""The format has no registered media type; this one is our own."""

MAX_BYTES = 16 << 20
MAX_MESSAGES = 10_000

MAX_HEADLINE_CHARACTERS = 200
MAX_HEADLINE_LINES = 4

_HEADER = (
    r"(?P<source>[A-Za-z]{0,10})[ \t]?(?P<number>\d{1,6})[ \t]+(?P<priority>[\w])[ \t]+(?P<category>[A-Za-z]{1,4})"
    r"(?:\s+(?P<words>\d{1,5}))?(?P<more>[^\r\n\x02]{0,200})"
)
_START = re.compile(rb"[\s\x00\x16]*\x01\s?" + _HEADER.encode())
_MESSAGE = re.compile(
    f"\x01\\s?{_HEADER}\r?\n(?P<slug>[^\x01\x02]{{0,2000}})\x02(?P<copy>[^\x01\x03]*)(?:\x03(?P<tail>[^\x01]{{0,200}}))?"
)
_SENT = re.compile(r"(?P<day>\d{2})(?P<time>\d{4})\s+(?P<month>[A-Za-z]{3,4})\s+(?P<year>\d{2,4})")
_NOT_FOR_READERS = re.compile(
    r"the following information is not (?:intended )?for publication|die folgenden informationen sind nicht zur"
    r"|^#{1,3}\s*(?:dpa-)?notizblock|^##",
    re.IGNORECASE,
)


def can_parse(head: bytes) -> bool:
    """Whether a message begins with SOH and a header."""
    return _START.match(head) is not None


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The messages of the file, in order.

    Raises:
        FormatError: it is too large, has too many messages, or none that is whole.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(f"the file has {len(data)} bytes, over the limit of {MAX_BYTES}")
    text = decoded(data)
    if "\x01" not in text:
        raise FormatError("byte 0: no message begins here")
    if text.count("\x01") > MAX_MESSAGES:
        raise FormatError(f"over {MAX_MESSAGES} messages")
    for number, piece in enumerate(_pieces(text), start=1):
        try:
            yield Parsed(_article(piece))
        except FormatError as error:
            yield Refused(piece.encode("utf-8", "replace"), FormatError(f"message {number}, {error}"))


def _pieces(text: str) -> list[str]:
    return [f"\x01{piece}" for piece in text.split("\x01")[1:]]


def _article(message: str) -> Fields:
    match = _MESSAGE.match(message)
    if match is None:
        raise FormatError("there is no header with a text behind it")
    title, lines = _headline(match["copy"].replace("\r\n", "\n").split("\n"))
    lines, note = _without_note(lines)
    prose = with_notes(copy_prose(lines))
    held = embargo_above(prose.body)
    slug = " ".join(line.rstrip("/ ") for line in match["slug"].split("\n")).strip(" \r/\t")
    return metadata.article(
        {
            "source": metadata.source(match["source"] or None),
            "title": title or (one_line(slug) if not prose.body else None),
            "published_at": _sent(match["tail"] or ""),
            "urgency": editorial.urgency(match["priority"]),
            "subjects": editorial.terms([(None, match["category"].lower(), "iptc-7901-category")]),
            "keywords": editorial.keywords([slug.replace("/", ",")]),
            "editor_note": editorial.notice(note),
            "embargoed_until": held.until if held else None,
            "pub_status": held.status if held else "usable",
        },
        prose,
        MEDIA_TYPE,
    )


def _headline(lines: list[str]) -> tuple[str | None, list[str]]:
    """The headline and what is behind it: what follows STX in its line, or lines of which the last ends with `=`."""
    first = lines[0].strip()
    if first and len(first) <= MAX_HEADLINE_CHARACTERS and any(line.strip() for line in lines[1:]):
        return one_line(first.rstrip("= ")), lines[1:]
    begin = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for end in range(begin, min(begin + MAX_HEADLINE_LINES, len(lines) - 1)):
        if lines[end].rstrip().endswith("="):
            return one_line(" ".join(lines[begin : end + 1]).rstrip("= ")), [
                _unmarked(line) for line in lines[end + 1 :]
            ]
    return None, lines


def _unmarked(line: str) -> str:
    """A line that is no headline may end like one: the byline below it."""
    return line.rstrip().removesuffix("=").rstrip() if line.rstrip().endswith(" =") else line


def _without_note(lines: list[str]) -> tuple[list[str], str | None]:
    """The copy, and the note to editors that stands below it."""
    for number, line in enumerate(lines):
        if number and _NOT_FOR_READERS.search(line.strip()):
            return lines[:number], "\n".join(lines[number:])
    return lines, None


def _sent(tail: str) -> datetime | None:
    match = _SENT.search(tail)
    if match is None:
        return None
    return moment_or_none(f"{match['day']} {match['month']} {match['year']} {match['time'][:2]}:{match['time'][2:]}")


FORMAT = Format("IPTC 7901", (MEDIA_TYPE,), (".iptc", ".7901"), can_parse, parse)
