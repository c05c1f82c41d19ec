"""ninjs, the JSON of the IPTC, in versions 1.x, 2.x and 3.x, and as Superdesk writes it: an object or an array of them.

https://iptc.org/std/ninjs/. The versions differ in their names (`versioncreated`, `versionCreated`) and in what is one
value or an array (`headline`, `headlines`); which version a file is in is not asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from schemas.article import PubStatus
from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.shared import editorial
from services.intake.formats.shared.fragments import (
    Caption,
    any_prose,
    html_prose,
    one_line,
    stated_plain_prose,
    with_captions,
    without_title,
)
from services.intake.formats.shared.json_reader import (
    JSON_PEEK_BYTES,
    JsonObject,
    checked_object,
    field,
    kind,
    objects,
    optional_text,
    read_json,
    source_of,
    text_field,
)
from services.intake.formats.shared.metadata import (
    article,
    authority,
    bylines,
    dateline,
    embargoed_until,
    graver,
    identifier,
    language,
    link,
    pub_status,
    source,
    unless_canceled,
    version,
)
from services.intake.formats.shared.moments import moment_or_none
from services.intake.formats.shared.notes import with_notes
from services.intake.formats.shared.prose import Prose

MEDIA_TYPE = "application/ninjs+json"

MAX_ITEMS = 10_000
"""Of one file."""

MAX_RENDITIONS = 10
"""Of one object's body and headline that are tried; an object has two or three."""

_BLANK = b"\xef\xbb\xbf \t\r\n\x00\xfe\xff"
_ID = re.compile(rb'(?<!\\)"(?:uri|guid)"\s*:')
_TELLING = re.compile(
    rb'(?<!\\)"(?:versioncreated|contentcreated|firstcreated|pubstatus|embargoed|embargoeduntil|representationtype|'
    rb'headline|headlines|bodies|body_[a-z0-9_]{1,40}|copyrightholder|urgency|altids|infosources)"\s*:',
    re.IGNORECASE,
)
_OTHER = re.compile(rb'(?<!\\)"(?:@context|pub_status)"\s*:|jsonfeed\.org')

_READ = ("text", "composite")
"""The kinds of object that are articles. Of the others, one with a body is one all the same."""

_WHOLE_NUMBER = re.compile(r"\d{1,18}(?:\.0{1,9})?", re.ASCII)

_STATUS = ("pubstatus", "pubStatus")
_EMBARGO = ("embargoed", "embargoedUntil", "embargoeduntil")

_MARKUP_BODIES = ("body_xhtml", "body_html", "body_html5", "body_richhtml5")


def can_parse(head: bytes) -> bool:
    """Whether this is an object or an array with an identifier and a field that ninjs alone has."""
    bare = head.replace(b"\x00", b"").lstrip(_BLANK)
    return bare[:1] in (b"{", b"[") and bool(_ID.search(bare) and _TELLING.search(bare) and not _OTHER.search(bare))


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The articles of the file, in order. Pictures, planning and the like are passed over.

    Raises:
        FormatError: it is no ninjs, has too many objects, or nothing but pictures and the like.
    """
    items = _objects(read_json(data))
    if len(items) > MAX_ITEMS:
        raise FormatError(f"over {MAX_ITEMS} objects")
    passed_over: Counter[str] = Counter()
    for number, item in enumerate(items, start=1):
        try:
            if other := _other_kind(item):
                passed_over[other] += 1
                continue
            yield Parsed(_article(item))
        except FormatError as error:
            whole = len(items) == 1
            yield Refused(
                data if whole else source_of(item), error if whole else FormatError(f"object {number}, {error}")
            )
    if passed_over and passed_over.total() == len(items):
        kinds = ", ".join(f"{count} {name}" for name, count in sorted(passed_over.items()))
        raise FormatError(f"type: no text among {kinds}")


def _objects(value: object) -> list[object]:
    """An object, an array of them, or an object that wraps the array, as content APIs answer."""
    if isinstance(value, list):
        return value
    if not isinstance(value, JsonObject):
        raise FormatError(f"the file is no object but {kind(value)}")
    for name in ("items", "_items"):
        wrapped = value.get(name)
        if isinstance(wrapped, list) and "uri" not in value and "guid" not in value:
            return wrapped
    return [value]


def _other_kind(item: object) -> str | None:
    """What an object is that is no article."""
    if not isinstance(item, JsonObject):
        return None
    stated = optional_text(item, "type")
    if stated is None or stated in _READ or unless_canceled(_status(item), lambda: bool(_bodies(item))):
        return None
    return one_line(stated[:40])


def _article(value: object) -> Fields:
    item = checked_object(value)
    uri = identifier(text_field(item, "uri", "guid"))
    if uri is None:
        raise FormatError("uri: missing")
    status = _status(item)
    title = _title(item, status)
    prose = with_notes(without_title(unless_canceled(status, lambda: _body(item)) or Prose(), title))
    return article(
        {
            "uri": uri,
            "version": unless_canceled(status, lambda: _version(item)),
            "url": link(optional_text(item, "url", "link", "href")),
            "source": _source(item, uri),
            "title": title,
            "bylines": bylines(_byline_texts(item)),
            "dateline": dateline(optional_text(item, "dateline", "located")),
            "language": language(optional_text(item, "language")),
            "published_at": _first_moment(
                item,
                "firstpublished",
                "firstcreated",
                "firstCreated",
                "contentcreated",
                "contentCreated",
                *_VERSION_TIMES,
            ),
            "updated_at": _first_moment(item, *_VERSION_TIMES),
            "embargoed_until": unless_canceled(status, lambda: _embargo(item)),
            "pub_status": status,
            **_editorial(item),
        },
        with_captions(prose, _captions(item)) if prose.body else prose,
        MEDIA_TYPE,
    )


def _editorial(item: JsonObject) -> Fields:
    """What the object states beside its text, by the names of all versions and of Superdesk."""
    links = [found for found in objects(item, "associations") if not _is_picture(found)]
    return {
        "keywords": editorial.keywords(_texts(item, "keywords")),
        "subjects": editorial.terms(_named(found) for name in ("subjects", "subject") for found in objects(item, name)),
        "genres": editorial.terms(_named(found) for name in ("genres", "genre") for found in objects(item, name)),
        "places": editorial.terms(_named(found) for name in ("places", "place") for found in objects(item, name)),
        "urgency": editorial.urgency(_number(item, "urgency")),
        "rights": editorial.notice(
            *(optional_text(item, name) for name in ("copyrightnotice", "copyrightNotice")),
            *(optional_text(item, name) for name in ("copyrightholder", "copyrightHolder")),
        ),
        "usage_terms": editorial.notice(optional_text(item, "usageterms", "usageTerms")),
        "editor_note": editorial.notice(optional_text(item, "ednote", "edNote")),
        "images": editorial.images(_picture(found) for found in objects(item, "associations") if _is_picture(found)),
        "related": editorial.related(
            (
                optional_text(found, "uri", "guid"),
                optional_text(found, "url", "href"),
                _title(found, "usable"),
                optional_text(found, "rel"),
            )
            for found in links
            if _publishable(found)
        ),
    }


def _named(term: JsonObject) -> editorial.Named:
    code = optional_text(term, "code", "qcode", "literal", "uri", "symbol")
    return optional_text(term, "name"), code, optional_text(term, "scheme")


def _texts(item: JsonObject, name: str) -> list[str]:
    value = item.get(name)
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _number(item: JsonObject, name: str) -> str | int | None:
    value = item.get(name)
    return value if isinstance(value, str | int) else None


def _is_picture(found: JsonObject) -> bool:
    return optional_text(found, "type") in ("picture", "graphic")


def _picture(found: JsonObject) -> tuple[str | None, str | None, str | None]:
    if not _publishable(found):
        return None, None, None
    renditions = [address for shown in objects(found, "renditions") if (address := optional_text(shown, "href", "url"))]
    caption = optional_text(found, "description_text", "description_caption") or next(
        iter(_values(found, "descriptions")), None
    )
    address = next(iter(renditions), None) or optional_text(found, "href", "url")
    return address, caption, optional_text(found, "byline", "by")


_VERSION_TIMES = ("versioncreated", "versionCreated")


def _status(item: JsonObject) -> PubStatus:
    status: PubStatus = "usable"
    for name in _STATUS:
        status = graver(status, pub_status(text_field(item, name), name))
    return status


def _embargo(item: JsonObject) -> object:
    """The last of the embargoes; null is none, an empty text is refused."""
    ends = [end for name in _EMBARGO if (end := embargoed_until(text_field(item, name), name)) is not None]
    return max(ends, default=None)


def _version(item: JsonObject) -> int | None:
    """The number of the version. The standard has a text there, which need be no number."""
    value = field(item, "version")
    if isinstance(value, bool) or not isinstance(value, int | float | str | None):
        raise FormatError(f"version: no text but {kind(value)}")
    if isinstance(value, str) and not _WHOLE_NUMBER.fullmatch(value.strip()):
        return None
    return version(None if value is None else str(value))


def _title(item: JsonObject, status: PubStatus) -> str | None:
    """The headline, else the title; of an article that is not to be published at least its slug."""
    names = ("headline", "title") if status == "usable" else ("headline", "title", "slugline")
    headlines = _values(item, "headlines")[:MAX_RENDITIONS]
    for text in (optional_text(item, names[0]), *headlines, optional_text(item, *names[1:])):
        if text and (title := one_line(text, markup=True)):
            return title
    return None


def _values(item: JsonObject, name: str) -> list[str]:
    """The texts of an array of `role` and `value`, the main one first."""
    members = sorted(objects(item, name), key=lambda member: member.get("role") != "main")
    return [text for member in members if (text := optional_text(member, "value"))]


def _first_moment(item: JsonObject, *names: str) -> object:
    return next((found for name in names if (found := moment_or_none(optional_text(item, name)))), None)


def _source(item: JsonObject, uri: str) -> str | None:
    """The sender. It is part of the article's identity, so it is nothing that a cancellation may leave out."""
    return source(optional_text(item, "source"), authority(uri))


def _byline_texts(item: JsonObject) -> list[str]:
    if text := optional_text(item, "byline", "by"):
        return [text]
    several = item.get("bylines")
    if isinstance(several, list) and (texts := [text for text in several if isinstance(text, str)]):
        return texts
    people = objects(item, "bylines", "authors")
    writers = [person for person in people if person.get("role") in (None, "writer", "author", "byline")]
    return [name for person in writers if (name := optional_text(person, "name", "value", "byline"))]


Body = tuple[str, str]
"""A text and its media type, as far as that is known: text/html, text/plain, or empty."""


def _bodies(item: JsonObject) -> list[Body]:
    """Every body of the object; raises FormatError where one is no text."""
    found: list[Body] = []
    members = field(item, "bodies")
    if members is not None and not isinstance(members, list):
        raise FormatError(f"bodies: no array but {kind(members)}")
    for number, member in enumerate(members or ()):
        if not isinstance(member, JsonObject):
            raise FormatError(f"bodies[{number}]: no object but {kind(member)}")
        value = text_field(member, "value")
        found.append((value or "", _media_type(member)))
    for name in (
        *_MARKUP_BODIES,
        *sorted(key for key in item if key.startswith("body_") and key not in _MARKUP_BODIES),
    ):
        value = text_field(item, name)
        found.append((value or "", _by_name(name)))
    return [body for body in found if body[0].strip()]


def _media_type(member: JsonObject) -> str:
    stated = (optional_text(member, "contentType", "contenttype", "mimetype") or "").partition(";")[0].strip().lower()
    return stated or _by_name(optional_text(member, "role") or "")


def _by_name(name: str) -> str:
    """What the name of a body, or its role, says of its media type."""
    if "html" in name:
        return "text/html"
    if "xml" in name or "nitf" in name:
        return "application/xml"
    return "text/plain" if name in ("text", "body_text") else ""


def _body(item: JsonObject) -> Prose:
    """Of several bodies the one that says most of its structure: HTML, then text, then what is said to be neither."""
    bodies = _bodies(item)
    pages = [text for text, media_type in bodies if "html" in media_type]
    for text in pages[:MAX_RENDITIONS]:
        if (prose := html_prose(text)).body:
            return prose
    for text, media_type in bodies:
        if media_type == "text/plain":
            return stated_plain_prose(text)
    for text, media_type in bodies:
        if not media_type:
            return any_prose(text)
    if bodies:
        raise FormatError(f"bodies: none is HTML or text, but {bodies[0][1][:40]}")
    summaries = (*_values(item, "descriptions"), optional_text(item, "description_text", "description_html"))
    return any_prose(next((text for text in summaries if text), ""))


def _captions(item: JsonObject) -> Iterator[Caption]:
    """Captions and credits of the pictures that go with the article and may be published."""
    for picture in objects(item, "associations"):
        if optional_text(picture, "type") not in ("picture", "graphic", "video") or not _publishable(picture):
            continue
        descriptions = _values(picture, "descriptions")
        caption = optional_text(picture, "description_text", "description_caption") or next(iter(descriptions), None)
        credit = optional_text(picture, "byline", "by")
        if caption:
            yield caption, "caption"
            if credit:
                yield credit, "credit"


def _publishable(picture: JsonObject) -> bool:
    try:
        return _status(picture) == "usable"
    except FormatError:
        return False


FORMAT = Format(
    "ninjs", (MEDIA_TYPE, "application/json"), (".ninjs", ".json"), can_parse, parse, peek_bytes=JSON_PEEK_BYTES
)
