"""E-mail (RFC 5322 and MIME), and mailboxes of it: each message is an article, and so is each attached article."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from itertools import islice

from services.intake.formats import plain_text, registry
from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.html import page
from services.intake.formats.html.charset import decoded
from services.intake.formats.shared import editorial, metadata
from services.intake.formats.shared.embargoes import embargo_above, stated_embargo
from services.intake.formats.shared.forwards import forwarded_headers
from services.intake.formats.shared.fragments import plain_prose
from services.intake.formats.shared.moments import moment_or_none
from services.intake.formats.shared.prose import Prose, with_regions

MEDIA_TYPE = "message/rfc822"

MAX_MULTIPARTS = 100
"""Containers of parts in a message. Python's parser takes a time that grows with their depth."""

MAX_DEPTH = 8
"""Messages within messages, and parts within parts; a forward of a forward with pictures has five."""

MAX_ATTACHMENTS = 200

MAX_FORWARDS = 100
"""Messages quoted below each other in one text."""

MAX_HEADER_CHARACTERS = 4000
MAX_ADDRESS_CHARACTERS = 400
"""Python reads addresses by recursion and encoded words in quadratic time; no honest header is so long."""

_LONG_PARAMETERS = re.compile(rb"^content-[a-z-]{1,40}:(?:[^\n]|\n[ \t]){4000}", re.IGNORECASE | re.MULTILINE)
"""Python takes the parameters of a header apart in quadratic time."""

_HEADER_LINE = re.compile(rb"[!-9;-~]{1,76}[ \t]{0,4}:|[ \t]")
_TELLING = frozenset({b"from", b"date", b"subject", b"message-id", b"mime-version", b"received", b"return-path", b"to"})
TELLING_HEADERS = 3
"""So many of the usual headers make a message, or a sender's address and a subject above a blank line: a text may begin
with two lines that look like headers."""

PEEK_BYTES = 1 << 16
"""Servers put up to 8 KB of signatures and traces before the headers that a person wrote, and lists put more."""

_MAILBOX_LINE = re.compile(
    rb"^From [^\r\n]{1,200}"
    rb"(?: \d{4}[^\r\n]{0,20}\r?\n|\r?\n(?=(?:from|received|return-path|delivered-to|date)[ \t]?:))",
    re.MULTILINE | re.IGNORECASE,
)
"""The line that a mailbox has before each message (RFC 4155); some write it without a date."""

_ANSWERED = re.compile(r"(?:(?:re|aw|sv|vs|antw|fwd?|wg|tr|rv|enc|i)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
"""RFC 3676, section 4.3; mail programs that cut blanks at line ends cut this one, too."""

_TEXTS = ("text/plain", "text/html")

STUB_WORDS = 80
"""A text that only says where to read the mail is shorter."""

STUB_SHARE = 0.5
"""Of two alternatives the shorter one's words nearly all stand in the other; of a stub's few do."""

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")

MIN_ATTACHED_WORDS = 8
"""An attached text of fewer words is a signature or a file's name."""

_LEGAL = re.compile(
    r"\A\s*[_=-]{5,}|\bconfidential|intended (?:solely )?(?:for the )?(?:recipient|addressee|use)|unsubscribe"
    r"|mailing list|vertraulich|confidentiel|virus",
    re.IGNORECASE,
)
LEGAL_WORDS = 200
"""What mail servers attach to every message, a disclaimer or how to leave a list, is shorter."""

_DOCUMENTS = re.compile(
    r"\.(?:docx?|odt|rtf|pages|wpd|epub|xml|txt|html?|zip|gz)\Z|\Aapplication/(?:msword|rtf|vnd\.(?:oasis|openxml|ms-word))",
    re.IGNORECASE,
)
"""Attachments that may well be articles; the rest are pictures, cards, keys, invitations."""


@dataclass(slots=True)
class _Content:
    """What a message or a part of it holds."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Message] = field(default_factory=list)

    def add(self, other: _Content) -> None:
        """Take in what a further part holds."""
        self.plain += other.plain
        self.html += other.html
        self.attachments += other.attachments

    def prose(self) -> Prose:
        """The text; that of HTML where there is no other."""
        plain = "\n\n".join(text for text in self.plain if text.strip())
        if plain:
            return _with_signature(plain_prose(plain))
        return _visible(self.html)


# --- Messages --------------------------------------------------------------------------------------------------------


def can_parse(head: bytes) -> bool:
    """Whether a message or a mailbox begins like this."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if mailbox := _MAILBOX_LINE.match(head):
        head = head[mailbox.end() :]
    names: dict[bytes, bytes] = {}
    for line in head.split(b"\n"):
        if not line.strip():
            break
        if not _HEADER_LINE.match(line):
            # The last line of what is looked at may be cut within a name.
            return len(names.keys() & _TELLING) >= TELLING_HEADERS and head.endswith(line)
        name, _, value = line.partition(b":")
        names.setdefault(name.strip().lower(), value)
    else:
        return len(names.keys() & _TELLING) >= TELLING_HEADERS
    addressed = b"@" in names.get(b"from", b"") and not names.keys().isdisjoint((b"subject", b"date"))
    return addressed or len(names.keys() & _TELLING) >= TELLING_HEADERS


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """Every message, and every article attached to one.

    Raises:
        FormatError: it is no message, or one that nobody would send.
    """
    # RFC 5322 has no zero bytes, and Python stumbles over them in the names of encodings.
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\r\n")
    if not _MAILBOX_LINE.match(data):
        yield from _articles(data, 0)
        return
    for text in _MAILBOX_LINE.split(data)[1:]:
        try:
            yield from list(_articles(text.replace(b"\n>From ", b"\nFrom "), 0))
        except FormatError as error:
            yield Refused(text, error)


def _articles(data: bytes, depth: int) -> Iterator[Parsed | Refused]:
    message = _message(data)
    content = _content(message, 0)
    prose = content.prose()
    fields = _fields(message)
    held, prose = _embargoed(fields, prose)
    fields |= held
    attached = list(_attached(content.attachments, fields, depth, prose.body))
    if prose.body or not any(isinstance(item, Parsed) for item in attached):
        yield Parsed(metadata.article(fields, _with_forwards(prose), MEDIA_TYPE))
    yield from attached


def _embargoed(fields: Fields, prose: Prose) -> tuple[Fields, Prose]:
    """What subject and text say of an embargo, and the prose with the line that says so as no text of the article."""
    subject = fields.get("title")
    stated = stated_embargo(subject) if isinstance(subject, str) else None
    above = embargo_above(prose.body)
    ends = [found.until for found in (stated, above) if found is not None and found.until is not None]
    held: Fields = {}
    if ends:
        held["embargoed_until"] = max(ends)
    elif stated or above:
        held["pub_status"] = "withheld"
    if stated and stated.until and isinstance(subject, str) and (rest := subject[stated.end :].strip(" :-–—]")):
        held["title"] = (subject[: stated.start].rstrip(" [(") + " " + rest).strip()
    return held, with_regions(prose, [(above.start, above.end)] if above else [], "boilerplate")


def _with_forwards(prose: Prose) -> Prose:
    return with_regions(prose, islice(forwarded_headers(prose.body), MAX_FORWARDS), "boilerplate")


def _message(data: bytes) -> Message:
    if data.lower().count(b"boundary") > MAX_MULTIPARTS:
        raise FormatError(f"header: there are over {MAX_MULTIPARTS} containers of parts")
    if match := _LONG_PARAMETERS.search(data):
        raise FormatError(f"byte {match.start()}: a header is longer than any")
    try:
        message = email.message_from_bytes(data, policy=policy.compat32)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise FormatError(f"header: the parts of the message cannot be told apart: {error}") from error
    if not message.keys():
        raise FormatError("line 1: no header of a message stands here")
    return message


def _fields(message: Message) -> Fields:
    sender = _header(message, "From") or _header(message, "Sender") or ""
    senders = getaddresses([sender[:MAX_ADDRESS_CHARACTERS]])
    name, address = senders[0] if senders else ("", "")
    domain = address.rpartition("@")[2].strip(" .>").lower()
    archived = _header(message, "Archived-At") or ""
    return metadata.stated(
        {
            "uri": (_header(message, "Message-ID") or "").strip("<> ") or None,
            "url": metadata.link(archived.strip("<> ")),
            "title": _ANSWERED.sub("", _header(message, "Subject") or "", count=1).strip(),
            "bylines": metadata.bylines([name]) if name and "@" not in name else [],
            "source": metadata.source(_header(message, "Organization"), domain),
            "language": metadata.language((_header(message, "Content-Language") or "").split(",")[0]),
            "published_at": moment_or_none(_header(message, "Date")),
            "keywords": editorial.keywords([_header(message, "Keywords")]),
        }
    )


def _header(message: Message, name: str) -> str | None:
    """A header in one line, with encoded words (RFC 2047) and bytes that should have been encoded decoded."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return None
    text = decoded(str(raw)[:MAX_HEADER_CHARACTERS].encode("utf-8", "surrogateescape"))
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        pieces = [(text, None)]
    return " ".join("".join(_word(piece, charset) for piece, charset in pieces).split())


def _word(piece: bytes | str, charset: str | None) -> str:
    return piece if isinstance(piece, str) else _characters(piece, charset or "utf-8")


def _characters(data: bytes, charset: str | None) -> str:
    """Text in a stated encoding; bytes beyond ASCII that are valid UTF-8 are that, as in web pages."""
    declaration = b'<meta charset="' + (charset or "utf-8").encode("ascii", "replace") + b'">'
    text = decoded(declaration + data)
    return text.removeprefix(declaration.decode())


# --- Parts -----------------------------------------------------------------------------------------------------------


def _content(part: Message, depth: int) -> _Content:
    if depth > MAX_DEPTH:
        raise FormatError(f"part: parts are nested over {MAX_DEPTH} deep")
    media_type = part.get_content_type()
    if media_type == MEDIA_TYPE or part.get_content_disposition() == "attachment":
        return _Content(attachments=[part])
    if not part.is_multipart():
        return _text(part, media_type)
    contents = [_content(child, depth + 1) for child in _children(part)]
    if media_type == "multipart/alternative":
        return _alternative(contents)
    whole = _Content()
    for content in contents:
        whole.add(content)
    if whole.plain and whole.html:
        # A page between texts is as much of the message as they are.
        parts = [content.prose().body for content in contents]
        return _Content([part for part in parts if part], [], whole.attachments)
    return whole


def _children(part: Message) -> list[Message]:
    payload = part.get_payload() if part.is_multipart() else []
    return [child for child in payload if isinstance(child, Message)]


def _alternative(contents: list[_Content]) -> _Content:
    chosen = _Content()
    for content in contents:
        chosen.attachments += content.attachments
    with_text = [content for content in contents if any(text.strip() for text in content.plain)]
    pages = [content for content in contents if any(text.strip() for text in content.html)]
    if with_text and pages and _is_stub(with_text[0], pages[-1]):
        with_text = [pages[-1]]
    for content in with_text[:1] or contents:
        chosen.plain += content.plain
        chosen.html += content.html
    return chosen


def _is_stub(text: _Content, page_of_it: _Content) -> bool:
    """Whether a plain text only says that the mail is to be read as HTML: neither repeats the other."""
    words = set(_LONG_WORD.findall("\n".join(text.plain).lower()))
    if len(words) > STUB_WORDS:
        return False
    shown = set(_LONG_WORD.findall(_visible(page_of_it.html).body.lower()))
    return bool(shown) and len(words & shown) <= STUB_SHARE * min(len(words), len(shown))


def _visible(pages: list[str]) -> Prose:
    return page.visible_prose("\n".join(pages)) if any(text.strip() for text in pages) else Prose()


def _text(part: Message, media_type: str) -> _Content:
    if media_type not in _TEXTS:
        return _Content(attachments=[part])
    if part.get_filename():
        return _Content(attachments=[part])
    text = _characters(_bytes(part), part.get_content_charset())
    if media_type == "text/html":
        return _Content(html=[text])
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, joined=str(part.get_param("delsp", "")).lower() == "yes")
    return _Content(plain=[text])


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _unflowed(text: str, *, joined: bool) -> str:
    """Lines that were broken to fit, put together again (RFC 3676, section 4.1)."""
    parts: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
        unstuffed = line.removeprefix(" ")
        parts.append(unstuffed.removesuffix(" ") if joined and flows else unstuffed)
        parts.append("" if flows else "\n")
    return "".join(parts)


def _with_signature(prose: Prose) -> Prose:
    """The prose with its signature marked as no text of the article."""
    *_, last = [None, *_SIGNATURE.finditer(prose.body)]
    if last is None or not prose.body[: last.start()].strip():
        return prose
    return with_regions(prose, [(last.start(), len(prose.body))], "boilerplate")


# --- Attachments -----------------------------------------------------------------------------------------------------


def _attached(parts: list[Message], mail: Fields, depth: int, body: str) -> Iterator[Parsed | Refused]:
    """The articles among the attachments, each an article of its own beside the message, whose text is `body`."""
    number = 0
    for part in parts[:MAX_ATTACHMENTS]:
        data = _attachment(part)
        if not data:
            continue
        try:
            found = _format(part, data, body)
            if found is None:
                continue
            items = list(_attached_message(data, depth + 1) if found is FORMAT else found.parse(data))
        except FormatError as error:
            yield Refused(data, error)
            continue
        for item in items:
            number += 1
            yield _of_mail(item, mail, number) if isinstance(item, Parsed) else item


def _attached_message(data: bytes, depth: int) -> Iterator[Parsed | Refused]:
    if depth > MAX_DEPTH:
        raise FormatError(f"attachment: messages are nested over {MAX_DEPTH} deep")
    return _articles(data, depth)


def _attachment(part: Message) -> bytes:
    if part.get_content_type() != MEDIA_TYPE or not part.is_multipart():
        return _bytes(part)
    try:
        return b"".join(child.as_bytes() for child in _children(part)[:1])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return b""


def _format(part: Message, data: bytes, body: str) -> Format | None:
    """The format of an attachment that is an article; None for pictures, cards, signatures, disclaimers and the like.

    Raises:
        FormatError: it may well be an article, in a format that is not read.
    """
    media_type, name = part.get_content_type(), str(part.get_filename() or "")
    if media_type == MEDIA_TYPE:
        return FORMAT
    try:
        found = registry.choose(data, name, media_type)
    except FormatError as error:
        if _DOCUMENTS.search(name) or _DOCUMENTS.search(media_type):
            raise FormatError(f"attachment {name[:100]}: {error}") from error
        return None
    if found not in (plain_text.FORMAT, page.FORMAT):
        return found
    return found if _is_article(part, data, found, body) else None


def _is_article(part: Message, data: bytes, found: Format, body: str) -> bool:
    """Whether an attached text or page is an article: all there is, or more than a footer and not the message again."""
    if part.get_content_type() not in _TEXTS and not _DOCUMENTS.search(str(part.get_filename() or "")):
        return False
    if not body:
        return True
    text = plain_text.decoded(data) if found is plain_text.FORMAT else _visible([plain_text.decoded(data)]).body
    words = text.split()
    if len(words) < MIN_ATTACHED_WORDS or (len(words) < LEGAL_WORDS and _LEGAL.search(text)):
        return False
    return " ".join(words) not in " ".join(body.split())


_FOR_ATTACHMENTS = ("source", "published_at", "language", "embargoed_until", "pub_status")
"""What a message says of what is attached to it, where that does not say otherwise."""


def _of_mail(item: Parsed, mail: Fields, number: int) -> Parsed:
    """The attached article, which has its identity, source and time from the message where it states none."""
    known: Fields = {name: mail[name] for name in _FOR_ATTACHMENTS if name in mail}
    if "uri" in mail and not item.fields.get("uri") and not item.fields.get("url"):
        known["uri"] = f"{mail['uri']}#{number}"
    if item.fields.get("title") is None and "title" in mail:
        known["title"] = mail["title"]
    return Parsed({**known, **metadata.stated(item.fields), "body": item.fields["body"]})


FORMAT = Format(
    name="e-mail",
    media_types=(MEDIA_TYPE, "message/global", "application/mbox", "multipart/related"),
    suffixes=(".eml", ".mbox", ".mht", ".mhtml"),
    can_parse=can_parse,
    parse=parse,
    peek_bytes=PEEK_BYTES,
)
