"""From files to submissions: JSON Lines of RawArticle, or a file of any format of the registry. Opens no file.

What cannot be read comes with the bytes that came and the reason, so that both end in the dead letters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

from pydantic import ValidationError

from schemas.article import RawArticle
from services.intake.archives import is_archive, members
from services.intake.formats import plain_text
from services.intake.formats.format import Fields, FormatError, Refused
from services.intake.formats.plain_text import UTF16_MARKS
from services.intake.formats.registry import essence, json_format
from services.intake.json_lines import BLANK, MARK, MAX_LINE_BYTES, beginning, stripped_lines
from services.intake.sandbox.sandbox import ParseResult, Sandbox
from services.intake.submission import ParsedArticle, Submission, encoded

JSON_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})

JSON_MEDIA_TYPES = frozenset({"application/json", "application/jsonl", "application/x-ndjson", "application/ndjson"})
"""Whose JSON it is, is seen by its content."""

_JSON = re.compile(rb'[\xef\xbb\xbf\xff\xfe\s]*(?:\{\s*(?:"|\}|\Z)|\[\s*(?:[{\[\]]|\Z))')
"""What an object or an array of objects begins with; `[Photo]` is text."""

_XML = re.compile(rb"<(?:\?xml|!doctype|[A-Za-z][\w:.-]{0,40}[\s>])", re.IGNORECASE)

_NATIVE = re.compile(rb'"body"\s*:\s*"')
"""Every RawArticle has it, and no other format's JSON does."""

_OTHER_MEDIA_TYPE = re.compile(rb'"media_type"\s*:\s*"(?!text/plain")')

_OF_ONE_ARTICLE = frozenset(
    {"id", "version", "uri", "url", "title", "bylines", "dateline", "published_at", "updated_at"}
)
"""What a sender states of a body that holds many articles cannot be meant for each of them."""

_OF_THE_BODY = frozenset({"body", "regions", "content_hash"})
"""What says something of the body as it came."""

_XML_ENCODING = re.compile(r"""\A(\s*<\?xml\b[^>]{0,200}?)\sencoding\s*=\s*["'][^"'>]*["']""")


def read_submissions(
    file: str, stream: BinaryIO, source: str, sandbox: Sandbox, media_type: str = "", *, own_source: bool = True
) -> Iterator[Submission]:
    """All articles of a file or of standard input, in order.

    `file` is the name to report; its suffix tells the format where neither `media_type` nor the content does. `source`
    is put into articles that name none, but for JSON Lines, which say it themselves; without `own_source` it goes
    before what other formats name, too. Blocks for as long as the sandbox lets a parser work.
    """
    reader = _Reader(file, source, sandbox, media_type, own_source)
    head = beginning(stream)
    if is_archive(head):
        yield from _of_archive(reader, head, stream)
    else:
        yield from _of_file(reader, head, stream)


def _of_archive(archive: _Reader, head: bytes, stream: BinaryIO) -> Iterator[Submission]:
    """The articles of all files of an archive. One within another is not opened: it is no format that is known."""
    try:
        for name, member in members(PurePath(archive.file).name, head, stream, archive.sandbox.limits.file_bytes):
            reader = replace(archive, file=f"{archive.file}/{name}", media_type="")
            yield from _of_file(reader, beginning(member), member)
    except FormatError as error:
        yield Submission(archive.file, 1, head[:MAX_LINE_BYTES], error)


def _of_file(reader: _Reader, head: bytes, stream: BinaryIO) -> Iterator[Submission]:
    if head.startswith(UTF16_MARKS) and _JSON.match(head.replace(b"\x00", b"")):
        text = plain_text.decoded(head + stream.read(max(0, MAX_LINE_BYTES - len(head))))
        yield from reader.json(b"", BytesIO(text.encode("utf-8", "replace")))
    elif reader.states_json or (not reader.media_type and _is_json(head, PurePath(reader.file).suffix.lower())):
        yield from reader.json(head, stream)
    else:
        # One byte more than is allowed shows that there is too much.
        yield from reader.document(head + stream.read(max(0, reader.sandbox.limits.file_bytes + 1 - len(head))))


def _is_json(head: bytes, suffix: str) -> bool:
    """Whether JSON begins like this, whatever the file is called; a name may say so of what is broken."""
    begun = head.replace(b"\x00", b"").lstrip(BLANK + b"\xff\xfe")
    if suffix in JSON_SUFFIXES:
        return _XML.match(begun) is None
    return begun.startswith((b"{", b"[")) if not suffix else _JSON.match(begun) is not None


def native_lines(file: str, data: bytes) -> list[Submission] | None:
    """The articles of JSON Lines in which each line simply is a RawArticle of plain text; None where any is not.

    What `read_submissions` makes of such lines, at a fraction of the cost, and without a parser.
    """
    found: list[Submission] = []
    for number, line in enumerate(data.removeprefix(MARK).split(b"\n"), start=1):
        article = line.strip()
        if not article:
            continue
        if not article.startswith(b"{") or _NATIVE.search(article) is None or _OTHER_MEDIA_TYPE.search(article):
            return None
        found.append(Submission(file, number, article))
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one file."""

    file: str
    source: str
    sandbox: Sandbox
    media_type: str
    own_source: bool

    @property
    def states_json(self) -> bool:
        """Whether the media type says that it is JSON."""
        return essence(self.media_type) in JSON_MEDIA_TYPES

    def document(self, data: bytes) -> Iterator[Submission]:
        """The articles of a file that is no JSON."""
        try:
            parsed = self._parsed(data)
        except FormatError as error:
            yield self._refused(1, data, error)
        else:
            yield from self._submissions(parsed, data)

    def _parsed(self, data: bytes) -> ParseResult:
        text = plain_text.FORMAT
        # Decoding cannot hang or crash, and most of what people push by hand is text.
        if (
            not self.media_type
            and PurePath(self.file).suffix.lower() in text.suffixes
            and len(data) <= self.sandbox.limits.file_bytes
            and plain_text.is_nothing_else(data)
        ):
            return ParseResult(text.name, text.media_types[0], tuple(text.parse(data)))
        return self.sandbox.parse(data, self.file, self.media_type)

    def json(self, head: bytes, stream: BinaryIO) -> Iterator[Submission]:
        """The articles of JSON Lines, or of one JSON value over many lines."""
        lines = stripped_lines(head, stream)
        first = next(lines, None)
        if first is None:
            return
        number, line = first
        if _is_begun(line):
            whole = line + b"\n" + stream.read(MAX_LINE_BYTES - len(line))
            if _loaded(whole) is not None:
                yield from self._value(whole.strip(), None)
                return
            lines = stripped_lines(whole, stream, number)
        else:
            yield from self._value(line, number)
        for number, line in lines:
            yield from self._value(line, number)

    def _value(self, value: bytes, line: int | None) -> Iterator[Submission]:
        """The articles of one JSON value, which is on this line, or the whole file where that is None."""
        native = _NATIVE.search(value) is not None
        if native and value.startswith(b"["):
            yield from self._array(value, line)
        elif native and _OTHER_MEDIA_TYPE.search(value):
            yield from self._native_in_another_format(value, line)
        elif not native and (found := json_format(value)):
            yield from self._in_another_format(value, line, found.media_types[0])
        else:
            yield Submission(self.file, line or 1, value)

    def _array(self, value: bytes, line: int | None) -> Iterator[Submission]:
        articles = _loaded(value)
        if not isinstance(articles, list):
            yield Submission(self.file, line or 1, value)
            return
        for number, article in enumerate(articles, start=1):
            yield from self._value(json.dumps(article).encode(), line or number)

    def _in_another_format(self, value: bytes, line: int | None, media_type: str) -> Iterator[Submission]:
        try:
            parsed = self.sandbox.parse(value, "", media_type)
        except FormatError as error:
            yield self._refused(line or 1, value, error)
        else:
            yield from self._submissions(parsed, value, line)

    def _native_in_another_format(self, value: bytes, line: int | None) -> Iterator[Submission]:
        """A RawArticle whose body may still be what its media type says."""
        stated = _loaded(value)
        if not isinstance(stated, dict) or not _may_be_unread(stated):
            yield Submission(self.file, line or 1, value)
            return
        try:
            parsed = self.sandbox.parse_body(_XML_ENCODING.sub(r"\1", stated["body"]), stated["media_type"])
        except FormatError as error:
            yield self._refused(line or 1, value, error)
            return
        if parsed is None:
            yield Submission(self.file, line or 1, value)
        else:
            yield from self._submissions(parsed, value, line, stated)

    def _submissions(
        self, parsed: ParseResult, came: bytes, line: int | None = None, stated: Fields | None = None
    ) -> Iterator[Submission]:
        known = _sent(stated or {}, alone=len(parsed.items) == 1)
        for number, item in enumerate(parsed.items, start=1):
            if isinstance(item, Refused):
                yield self._refused(line or number, item.value, item.error)
                continue
            given = {name: value for name, value in item.fields.items() if value is not None}
            if "uri" in known or "url" in known:
                given.pop("id", None)  # it was made of what was found
            if not self.own_source:
                given["source"] = self.source
            fields = {"source": self.source, "media_type": parsed.media_type, **given, **known}
            # A file of one article that makes no valid one is more use as it came.
            yield self._submission(line or number, fields, came if len(parsed.items) == 1 else None)

    def _submission(self, line: int, fields: Fields, came: bytes | None) -> Submission:
        """The submission of an article that a parser found; where it is not valid, of `came` if that is given."""
        if all(map(_has_bytes, fields.values())):
            with suppress(ValidationError):
                return Submission(self.file, line, ParsedArticle(RawArticle.model_validate(fields), fields))
        # As JSON, so that it is mended where it can be, and else refused in the words in which all JSON is.
        made = Submission(self.file, line, encoded(fields))
        problem = _problem(made) if came is not None else None
        return made if problem is None or came is None else self._refused(line, came, problem)

    def _refused(self, line: int, value: bytes, error: Exception) -> Submission:
        return Submission(self.file, line, value[:MAX_LINE_BYTES], error)


def _problem(made: Submission) -> ValidationError | None:
    try:
        made.article()
    except ValidationError as error:
        return error
    return None


def _has_bytes(value: object) -> bool:
    """Whether UTF-8 has bytes for a text, or for all texts of a list: it has none for half a surrogate pair."""
    if isinstance(value, list):
        return all(map(_has_bytes, value))
    try:
        return not isinstance(value, str) or value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def _sent(stated: Fields, *, alone: bool) -> Fields:
    """What the sender of a body states, and goes before what is found in it."""
    left_out = _OF_THE_BODY if alone else _OF_THE_BODY | _OF_ONE_ARTICLE
    return {name: value for name, value in stated.items() if name not in left_out and value not in (None, "", [])}


def _may_be_unread(stated: Fields) -> bool:
    """Whether the body may still be in its original format. One that an intake has worked on is text."""
    media_type = stated.get("media_type")
    if not isinstance(stated.get("body"), str) or not isinstance(media_type, str) or stated.get("processing"):
        return False
    return essence(media_type) != "text/plain"


def _is_begun(line: bytes) -> bool:
    """Whether a JSON value begins in this line and is not over at its end; one that is merely broken is not."""
    try:
        json.loads(line)
    except json.JSONDecodeError as error:
        return line.startswith((b"{", b"[")) and error.pos >= len(error.doc)
    except (ValueError, RecursionError):
        return False
    return False


def _loaded(value: bytes) -> object:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None
