"""ANPA 1312, the wire format of North American newspapers: control characters, headers between `^` and `<`, copy.

A message begins with its service level and number, which a system may have stripped of their control characters, and a
line with priority, category, slug, date and word count. See Superdesk's parser for what is sent in truth.
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

MEDIA_TYPE = "text/vnd.anpa.1312"
"""The format has no registered media type; this one is our own."""

MAX_BYTES = 16 << 20
MAX_MESSAGES = 10_000

HEADER_LINES = 40
"""How many of the first lines may belong to the header."""

_START = re.compile(rb"\s*(?:\x16+\x01?|\x01)[A-Za-z]\d{4}\x1f")
_PLAIN_START = re.compile(rb"\s*[A-Za-z]{1,2}\d{3,4}[ \t]*\r?\n")
_HEADER = re.compile(rb"^\^[^\r\n^<]{1,300}<[=\s]*$", re.MULTILINE)
_MESSAGE = re.compile(r"(?:\x16+\x01?|\x01)[A-Za-z]\d{4}\x1f")
_SELECTOR = re.compile(
    r"^\s*(?P<priority>[a-z]) (?P<category>[a-z])\s?[\x11-\x14]*\s?(?P<slug>\S.{0,60}?)\s+(?P<date>\d{1,2}-\d{1,2})"
    r"(?:\s+\d{1,5})?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_SENT = re.compile(
    r"\x03?(?:[A-Z]{2}-[A-Z]{2}-)?(?P<date>\d{2}-\d{2}-\d{2}) (?P<time>\d{4})(?P<zone>GMT|EST|EDT)<?\s*$"
)
_SLUG = re.compile(r"(?:AM|PM|BC|AP|[A-Z]{2})-\S.*")
_ROLE = re.compile(
    r"(?:.{0,40}\b(?:writer|editor|correspondent|reporter|press|staff)s?)|AP|Associated Press", re.IGNORECASE
)
_NOTE = re.compile(r"(?:eds?|editors?)\s*:|editor['’]?s note|\(?(?:adds?|updates?|corrects?|recasts?)\b", re.IGNORECASE)
_BY = re.compile(r"by\s+\S", re.IGNORECASE)


def can_parse(head: bytes) -> bool:
    """Whether a message begins with its control characters, or with a number and headers between `^` and `<`."""
    if _START.match(head):
        return True
    headers = _HEADER.findall(head)
    return bool(headers) and (len(headers) > 1 or _PLAIN_START.match(head) is not None)


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The messages of the file, in order.

    Raises:
        FormatError: it is too large, or has too many messages.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(f"the file has {len(data)} bytes, over the limit of {MAX_BYTES}")
    messages = list(_messages(decoded(data)))
    if len(messages) > MAX_MESSAGES:
        raise FormatError(f"over {MAX_MESSAGES} messages")
    for number, text in enumerate(messages, start=1):
        try:
            yield Parsed(_article(text))
        except FormatError as error:
            yield Refused(text.encode("utf-8", "replace"), FormatError(f"message {number}, {error}"))


def _messages(text: str) -> Iterator[str]:
    """The messages, each from its own control characters on; a text that has none is one."""
    starts = [match.start() for match in _MESSAGE.finditer(text)] or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end]


def _article(text: str) -> Fields:
    lines = text.replace("\r\n", "\n").split("\n")
    headers, body = _parts(lines)
    selector = _SELECTOR.search("\n".join(lines[:HEADER_LINES]))
    prose = with_notes(copy_prose(body))
    held = embargo_above(prose.body)
    notes = [line for line in headers if _NOTE.match(line)]
    named = [line for line in headers if _BY.match(line)]
    slug = next((line for line in headers[:1] if _SLUG.fullmatch(line)), selector["slug"] if selector else None)
    titles = [line for line in headers if line not in notes and line not in named and line != slug]
    title = next((line for line in titles if not _ROLE.fullmatch(line)), slug)
    category = selector["category"].lower() if selector else None
    return metadata.article(
        {
            "title": one_line(title) if title else None,
            "bylines": metadata.bylines(named),
            "published_at": _sent(lines),
            "subjects": editorial.terms([(None, category, "anpa-category")]),
            "editor_note": editorial.notice("\n".join(notes)),
            "embargoed_until": held.until if held else None,
            "pub_status": held.status if held else "usable",
        },
        prose,
        MEDIA_TYPE,
    )


def _parts(lines: list[str]) -> tuple[list[str], list[str]]:
    """The headers, each in one line, and the lines of the copy behind the last of them."""
    headers: list[str] = []
    last = -1
    begun: list[str] = []
    for number, line in enumerate(lines):
        bare = line.strip("\x02\x03 \t")
        if begun and bare.startswith("^"):
            headers.append(_joined(begun))
            last, begun = number - 1, []
        if begun or bare.startswith("^"):
            begun.append(bare.lstrip("^"))
            if bare.rstrip("= ").endswith("<") or len(begun) > 3:  # noqa: PLR2004 - a header has three lines at most
                headers.append(_joined(begun))
                last, begun = number, []
        elif headers and number - last > HEADER_LINES:
            break
    start = last + 1 if headers else _behind_selector(lines)
    return [header for header in headers if header], _copy(lines[start:])


def _joined(lines: list[str]) -> str:
    return " ".join(line.rstrip("<= ") for line in lines).strip()


def _behind_selector(lines: list[str]) -> int:
    return next((number + 1 for number, line in enumerate(lines[:HEADER_LINES]) if _SELECTOR.match(line)), 0)


def _copy(lines: list[str]) -> list[str]:
    """The lines of the text, without the marks that end its paragraphs and without the line on its sending."""
    kept: list[str] = []
    for line in lines:
        bare = line.strip("\x02")
        if _SENT.fullmatch(bare.strip()) or bare.startswith("\x03"):
            break
        kept.append(bare.rstrip().rstrip("<^=").lstrip("^"))
    return kept


def _sent(lines: list[str]) -> datetime | None:
    """When the message was sent, month first, as the format has it."""
    for line in reversed(lines[-10:]):
        if match := _SENT.search(line.strip()):
            month, day, year = match["date"].split("-")
            return moment_or_none(f"20{year}-{month}-{day}T{match['time']} {match['zone']}")
    return None


FORMAT = Format("ANPA 1312", (MEDIA_TYPE,), (".anpa",), can_parse, parse)
