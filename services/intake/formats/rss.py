"""RSS 2.0 and its ancestors, RSS 0.9x and 1.0 (RDF), with the extensions that newsrooms use.

Specifications: https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec,
https://www.rssboard.org/media-rss, PRISM 2.0. Feeds in the wild are often not well-formed; then characters that XML
does not allow are mended, and what is still broken is read item by item, so that one bad item costs itself alone.
Nothing is guessed about a broken item: it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.article import RegionRole
from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.shared.fragments import (
    Caption,
    any_prose,
    html_prose,
    one_line,
    with_captions,
    without_title,
)
from services.intake.formats.shared.metadata import (
    article,
    bylines,
    embargoed_until,
    identifier,
    language,
    link,
    source,
)
from services.intake.formats.shared.moments import moment_or_none
from services.intake.formats.shared.prose import Prose, Region
from services.intake.formats.shared.xml_reader import Element, read_text, root_name, xml_text

MEDIA_TYPE = "application/rss+xml"

MAX_ITEMS = 10_000
"""Of one feed; feeds have some tens."""

MAX_AUTHOR_CHARACTERS = 500
"""More of an author's name and address is not looked at."""

_HOME = ("rss",)

_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|&#(?:[0-8]|1[124-9]|2\\d|3[01]|x[0-8bcef]|x1[0-9a-f]);",
    re.IGNORECASE,
)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_ITEM = re.compile(r"<(?:(?P<prefix>[A-Za-z_][\w.-]{0,40}):)?item(?=[\s>])")
_ROOT_TAG = re.compile(r"<(?P<name>(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|RDF))(?P<rest>(?:\s[^<>]{0,4000})?)>")

_POST_APPEARED = re.compile(r"The post .{1,400} appeared first on .{1,200}\.")
"""What WordPress adds to every item of its feeds, and to no page."""

_EMAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((?P<name>[^()]{1,200})\)")
_EMAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class _Channel:
    """What a channel says for all of its items."""

    title: str | None = None
    link: str | None = None
    language: str | None = None


def can_parse(head: bytes) -> bool:
    """Whether the root element is `rss`, or `RDF` of an RSS 1.0 or 0.90 channel."""
    name = root_name(head).rpartition(":")[2]
    return name == "rss" or (name == "RDF" and (b"purl.org/rss/1.0/" in head or b"netscape.com/rdf/simple" in head))


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The items of the feed, in order.

    Raises:
        FormatError: no item can be read, or there are too many of them.
    """
    text = xml_text(data)
    try:
        yield from _items(text)
    except FormatError as error:
        mended = _mended(text)
        try:
            yield from _items(mended)
        except FormatError:
            yield from _salvaged(mended, error)


def _items(text: str) -> Iterator[Parsed | Refused]:
    """The items of a well-formed feed; raises before the first where it is none."""
    file = read_text(text, _HOME)
    root = file.root
    if root.name not in ("rss", "RDF", "rdf:RDF"):
        raise FormatError(f"the root element is <{root.name[:40]}>, no RSS")
    channel = root.first("channel")
    about = _channel(channel)
    items = [*(channel.named("item") if channel else ()), *root.named("item")]
    if len(items) > MAX_ITEMS:
        raise FormatError(f"channel: over {MAX_ITEMS} items")
    for number, item in enumerate(items, start=1):
        try:
            yield Parsed(_article(item, about))
        except FormatError as error:
            yield Refused(file.source_of(item), FormatError(f"item {number} (line {item.line}), {error}"))


def _channel(channel: Element | None) -> _Channel:
    if channel is None:
        return _Channel()
    return _Channel(
        one_line(channel.text_of("title") or "", markup=True),
        link(channel.text_of("link")),
        language(channel.text_of("language", "dc:language")),
    )


def _article(item: Element, channel: _Channel) -> Fields:
    guid = identifier(item.text_of("guid"))
    title = _title(item)
    base = item.attributes.get("xml:base") or channel.link or ""
    address = (
        link(item.text_of("feedburner:origLink"), base) or link(item.text_of("link"), base) or _permalink(item, guid)
    )
    prose = without_title(_post_appeared(_body(item)), title)
    return article(
        {
            "uri": guid,
            "url": address or link(item.attributes.get("rdf:about")),
            "source": source(channel.title, item.text_of("dc:publisher")),
            "title": title,
            "bylines": bylines(_authors(item)),
            "language": language(item.text_of("dc:language", "language"))
            or language(item.attributes.get("xml:lang"))
            or channel.language,
            "published_at": moment_or_none(
                item.text_of("pubDate", "dcterms:issued", "dcterms:created", "dc:date", "atom:published", "date")
            ),
            "updated_at": moment_or_none(item.text_of("atom:updated", "dcterms:modified")),
            "embargoed_until": _embargo(item),
        },
        with_captions(prose, _captions(item)),
        MEDIA_TYPE,
    )


def _embargo(item: Element) -> object:
    """PRISM is the one vocabulary of feeds that has an embargo."""
    found = next(
        (child for child in item.elements if child.name.rpartition(":")[2] in ("embargoDate", "embargoed")), None
    )
    return embargoed_until(found.text(), "embargoDate") if found is not None else None


def _title(item: Element) -> str | None:
    return one_line(item.text_of("title", "dc:title", "media:title") or "", markup=True)


def _permalink(item: Element, guid: str | None) -> str | None:
    element = item.first("guid")
    if element is None or element.attributes.get("isPermaLink", "true").strip().lower() == "false":
        return None
    return link(guid)


def _authors(item: Element) -> Iterator[str]:
    named = [element.text() for element in item.named("dc:creator")]
    for text in named or [element.text() for element in item.named("author", "atom:author", "itunes:author")]:
        stripped = " ".join(text[:MAX_AUTHOR_CHARACTERS].split())
        match = _EMAIL_AND_NAME.fullmatch(stripped)
        if match:
            yield match["name"]
        elif not _EMAIL.fullmatch(stripped):
            yield stripped


def _body(item: Element) -> Prose:
    """The whole text where the feed gives it, else its summary."""
    encoded = item.text_of("content:encoded", "atom:content")
    if encoded is not None and (prose := html_prose(encoded)).body:
        return prose
    return any_prose(item.text_of("description", "atom:summary", "dc:description", "media:description") or "")


def _captions(item: Element) -> Iterator[Caption]:
    roles: dict[str, RegionRole] = {"media:description": "caption", "media:credit": "credit"}
    for element in item.everywhere(*roles):
        yield element.text(), roles[element.name]


def _post_appeared(prose: Prose) -> Prose:
    before, _, last = prose.body.rpartition("\n\n")
    if not before or not _POST_APPEARED.fullmatch(last):
        return prose
    start = len(before) + 2
    region: Region = {"start": start, "end": len(prose.body), "role": "boilerplate"}
    return Prose(prose.body, (*prose.regions, region))


def _mended(text: str) -> str:
    """The feed without characters that XML does not know, and with its bare ampersands escaped, but for CDATA."""
    mended: list[str] = []
    place = 0
    for match in _CDATA.finditer(text):
        mended += (
            _BARE_AMPERSAND.sub("&amp;", _NOT_XML.sub("", text[place : match.start()])),
            _NOT_XML.sub("", match[0]),
        )
        place = match.end()
    mended.append(_BARE_AMPERSAND.sub("&amp;", _NOT_XML.sub("", text[place:])))
    return "".join(mended)


def _salvaged(text: str, error: FormatError) -> Iterator[Parsed | Refused]:
    """The items of a feed that is broken somewhere, each read as a feed of its own."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    if not starts:
        raise error
    if len(starts) > MAX_ITEMS:
        raise FormatError(f"channel: over {MAX_ITEMS} items")
    opening, closing = _root_tags(text)
    about = _salvaged_channel(f"{opening}{_between_tags(text, starts[0])}", closing)
    line, counted = 1, 0
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1):
        line, counted = line + text.count("\n", counted, start), start
        item = _cut_item(text[start:end])
        try:
            lines_before = line - 1 - opening.count("\n")
            root = read_text(f"{opening}{item}{closing}", _HOME, lines_before=lines_before).root
            yield Parsed(_article(next(root.elements), about))
        except FormatError as broken:
            yield Refused(item.encode("utf-8", "replace"), FormatError(f"item {number}, {broken}"))


def _root_tags(text: str) -> tuple[str, str]:
    """The root's own tags, for the name spaces that it declares."""
    match = _ROOT_TAG.search(text)
    return (f"<{match['name']}{match['rest']}>", f"</{match['name']}>") if match else ("<rss>", "</rss>")


def _between_tags(text: str, first_item: int) -> str:
    """What stands between the root's tag and the first item."""
    match = _ROOT_TAG.search(text, 0, first_item)
    return text[match.end() : first_item] if match else text[:first_item]


def _salvaged_channel(head: str, closing: str) -> _Channel:
    for end in ("</channel>", ""):
        try:
            return _channel(read_text(f"{head}{end}{closing}", _HOME).root.first("channel"))
        except FormatError:
            continue
    return _Channel()


def _cut_item(text: str) -> str:
    """An item without what follows its end tag."""
    end = re.search(r"</(?:[A-Za-z_][\w.-]{0,40}:)?item\s*>", text)
    return text[: end.end()] if end else text


FORMAT = Format(
    "RSS",
    (MEDIA_TYPE, "application/rdf+xml", "application/xml", "text/xml"),
    (".rss", ".rdf", ".xml"),
    can_parse,
    parse,
)
