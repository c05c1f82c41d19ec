"""Messages between ZCZC and NNNN (ITU-T F.1), as wires send them: header lines that begin with a mark, then the copy.

Which mark means what differs from sender to sender; here the lines tell by what they hold: a byline says "by", a code
of the IPTC has eight figures, a headline is of several words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.plain_text import decoded
from services.intake.formats.shared import editorial, metadata
from services.intake.formats.shared.embargoes import embargo_above
from services.intake.formats.shared.fragments import one_line
from services.intake.formats.shared.notes import with_notes
from services.intake.formats.shared.wire_copy import copy_prose

MEDIA_TYPE = "text/vnd.zczc"
"""The format has no registered media type; this one is our own."""

MAX_BYTES = 16 << 20
MAX_MESSAGES = 10_000

_START = re.compile(rb"[^\w]{0,200}ZCZC\b")
_MESSAGE = re.compile(r"^[^\w\n]*ZCZC\b(?P<first>[^\n]*)\n", re.MULTILINE)
_END = re.compile(r"^[^\w\n]*N{4}\b", re.MULTILINE)
_MARKED = re.compile(r"(?P<mark>[$:=^*&+#@%!~|])[ \t]?(?P<text>\S.*)?$")
_CODE = re.compile(r"\d{8}")
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\s+\S", re.IGNORECASE)
_SENDER = re.compile(r"\s*(?P<source>[A-Z]{2,10})(?![a-z])")

_TITLE_MARKS = "^$:="
"""In the order in which a headline is looked for."""


def can_parse(head: bytes) -> bool:
    """Whether a message begins with ZCZC."""
    return _START.match(head) is not None


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The messages of the file, in order.

    Raises:
        FormatError: it is too large, or has none or too many messages.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(f"the file has {len(data)} bytes, over the limit of {MAX_BYTES}")
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    starts = list(_MESSAGE.finditer(text))
    if not starts:
        raise FormatError("line 1: no line begins with ZCZC")
    if len(starts) > MAX_MESSAGES:
        raise FormatError(f"over {MAX_MESSAGES} messages")
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        try:
            yield Parsed(_article(start["first"], text[start.end() : end]))
        except FormatError as error:
            came = text[start.start() : end].encode("utf-8", "replace")
            yield Refused(came, FormatError(f"message {number}, {error}"))


def _article(first: str, text: str) -> Fields:
    over = _END.search(text)
    headers, lines = _parts(text[: over.start()] if over else text)
    named = [line for _, line in headers if _BY.match(line)]
    codes = [line for mark, line in headers if mark == "+" and _CODE.fullmatch(line)]
    title = _title(headers)
    prose = with_notes(copy_prose(lines))
    held = embargo_above(prose.body)
    sender = _SENDER.match(first)
    slug = next((line for mark, line in headers if mark == "#"), None)
    return metadata.article(
        {
            "source": metadata.source(sender["source"]) if sender else None,
            "title": title or (one_line(slug) if slug and not prose.body else None),
            "bylines": metadata.bylines(named),
            "subjects": editorial.terms((None, code, "iptc-subject-code") for code in codes),
            "embargoed_until": held.until if held else None,
            "pub_status": held.status if held else "usable",
        },
        prose,
        MEDIA_TYPE,
    )


def _parts(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The header lines, each with its mark, and the lines of the copy."""
    lines = text.split("\n")
    headers: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        match = _MARKED.match(line)
        if match is None and line.strip():
            return headers, lines[number:]
        if match is not None and match["text"]:
            headers.append((match["mark"], match["text"].strip()))
    return headers, []


def _title(headers: list[tuple[str, str]]) -> str | None:
    """The headline: a line of several words behind the mark that senders put before it, and no byline."""
    marks = [mark for mark, _ in headers]
    for mark in _TITLE_MARKS:
        if mark == ":" and "#" not in marks and "^" in marks:
            continue  # a slug, where the headline has a mark of its own
        for found, line in headers:
            if found == mark and " " in line and not _BY.match(line):
                return one_line(line)
    return None


FORMAT = Format("ZCZC", (MEDIA_TYPE,), (".zczc",), can_parse, parse)
