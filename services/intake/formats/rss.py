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
from services.intake.formats.shared.damaged_xml import read_container
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
from services.intake.formats.shared.xml_reader import Element, root_name

MEDIA_TYPE = "application/rss+xml"

MAX_AUTHOR_CHARACTERS = 500
"""More of an author's name and address is not looked at."""

_HOME = ("rss",)

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
    container = read_container(data, _HOME, "item")
    root = container.root
    if root.name not in ("rss", "RDF", "rdf:RDF"):
        raise FormatError(f"the root element is <{root.name[:40]}>, no RSS")
    channel = root.first("channel")
    about = _channel(channel)
    items = [*(channel.named("item") if channel else ()), *root.named("item")]
    yield from container.articles(items, lambda item: [_article(item, about)])


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


FORMAT = Format(
    "RSS",
    (MEDIA_TYPE, "application/rdf+xml", "application/xml", "text/xml"),
    (".rss", ".rdf", ".xml"),
    can_parse,
    parse,
)
