"""RSS 2.0 and its ancestors, RSS 0.9x and 1.0 (RDF), with the extensions that newsrooms use.

Specifications: https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec,
https://www.rssboard.org/media-rss, PRISM 2.0. Feeds in the wild are often not well-formed; then characters that XML
does not allow are mended, and what is still broken is read item by item, so that one bad item costs itself alone.
Nothing is guessed about a broken item: it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from schemas.article import PubStatus, RegionRole
from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.shared import editorial
from services.intake.formats.shared.damaged_xml import read_container
from services.intake.formats.shared.feed_identity import identified
from services.intake.formats.shared.fragments import (
    Caption,
    any_prose,
    html_prose,
    one_line,
    with_captions,
    without_title,
    xhtml_prose,
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
from services.intake.formats.shared.notes import with_notes
from services.intake.formats.shared.prose import Prose, Region
from services.intake.formats.shared.xml_reader import Element, root_name

MEDIA_TYPE = "application/rss+xml"

MAX_AUTHOR_CHARACTERS = 500
"""More of an author's name and address is not looked at."""

_HOME = ("rss",)

_SUMMARIES = ("description", "atom:summary", "dc:description", "itunes:summary", "dcterms:abstract", "itunes:subtitle")

_NO_ARTICLES = ("attachment", "nav_menu_item", "revision", "custom_css", "wp_navigation", "wp_global_styles")
"""Kinds of post of an export of WordPress that are pictures and furniture of the site."""

_EMAIL = re.compile(r"[(<\[]?(?:mailto:)?[^\s()<>\[\],;]+@[^\s()<>\[\],;]+[)>\]]?")
_AROUND_NAME = " \"'()<>[],;"
"""What is left around a name where an address stood beside it."""

_WRITES = ("author", "writer", "reporter", "journalist")
"""Of the roles of `media:credit` (European Broadcasting Union) those of a text's author."""

_TEXTS = (
    "content:encoded",
    "atom:content",
    "xhtml:body",
    "body",
    "content",
    "full-text",
    "fulltext",
    "yandex:full-text",
)

_BLOCKS = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|table|blockquote|figure)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")

_POST_APPEARED = re.compile(r"The post .{1,400} appeared first on .{1,200}\.")
"""What WordPress adds to every item of its feeds, and to no page."""


@dataclass(frozen=True, slots=True)
class _Channel:
    """What a channel says for all of its items."""

    title: str | None = None
    link: str | None = None
    address: str | None = None
    language: str | None = None
    rights: str | None = None


_OF_RSS_1 = (b"purl.org/rss/1.0/", b"netscape.com/rdf/simple", b"<channel")


def can_parse(head: bytes) -> bool:
    """Whether the root element is `rss`, or `RDF` of an RSS 1.0 or 0.90 channel."""
    name = root_name(head).rpartition(":")[2]
    return name == "rss" or (name == "RDF" and any(sign in head for sign in _OF_RSS_1))


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
    about = _channel(channel, root)
    items = [*(channel.named("item") if channel else ()), *root.named("item")]
    articles = container.articles(items, lambda item: _articles(item, about))
    yield from identified(articles, about.link, about.address)


def _articles(item: Element, channel: _Channel) -> Iterator[Fields]:
    if item.text_of("wp:post_type") not in _NO_ARTICLES:
        yield _article(item, channel)


def _channel(channel: Element | None, root: Element) -> _Channel:
    if channel is None:
        return _Channel()
    own = next(
        (found for found in channel.named("atom:link") if found.attributes.get("rel", "").lower() == "self"), None
    )
    address = link(own.attributes.get("href")) if own is not None else None
    base = channel.attributes.get("xml:base") or root.attributes.get("xml:base") or address or ""
    return _Channel(
        one_line(channel.text_of("title") or "", markup=True),
        link(channel.text_of("link"), base) or link(base),
        address,
        language(channel.text_of("language", "dc:language"))
        or language(channel.attributes.get("xml:lang"))
        or language(root.attributes.get("xml:lang")),
        editorial.notice(channel.text_of("copyright", "dc:rights", "dcterms:rights")),
    )


def _editorial(item: Element, channel: _Channel, base: str) -> Fields:
    """What an item states by RSS, Dublin Core, Media RSS and PRISM."""
    categories = [(found.text(), found.attributes.get("domain")) for found in item.named("category")]
    media = [*item.named("media:content", "media:thumbnail", "media:group"), *item.everywhere("media:content")]
    return {
        "keywords": editorial.keywords(
            [item.text_of("media:keywords"), item.text_of("itunes:keywords"), item.text_of("prism:keyword")]
        ),
        "subjects": editorial.terms(
            [
                *((text, None, None) if not domain else (text, text, domain) for text, domain in categories),
                *((found.text(), None, None) for found in item.named("dc:subject", "dcterms:subject")),
            ]
        ),
        "genres": editorial.terms((found.text(), None, None) for found in item.named("prism:genre")),
        "places": editorial.terms(
            (found.text(), None, None)
            for found in item.named("prism:location", "dc:coverage", "dcterms:spatial", "georss:featurename")
        ),
        "rights": editorial.notice(
            item.text_of("dc:rights", "dcterms:rights", "media:copyright", "prism:copyright"), channel.rights
        ),
        "usage_terms": editorial.notice(item.text_of("prism:rightsAgent", "dcterms:license")),
        "edition": editorial.name(item.text_of("prism:edition")),
        "images": editorial.images([*_enclosed(item), *(_picture(found) for found in media)], base),
        "related": editorial.related(
            [
                *(
                    (None, found.attributes.get("href"), found.attributes.get("title"), found.attributes.get("rel"))
                    for found in item.named("atom:link")
                    if found.attributes.get("rel") in editorial.RELATIONS
                ),
                *((None, found.attributes.get("url"), found.text(), "source") for found in item.named("source")),
            ],
            base,
        ),
    }


def _enclosed(item: Element) -> Iterator[tuple[str | None, str | None, str | None]]:
    for found in item.named("enclosure"):
        if found.attributes.get("type", "").startswith("image/"):
            yield found.attributes.get("url"), None, None


def _picture(media: Element) -> tuple[str | None, str | None, str | None]:
    kind = media.attributes.get("medium") or media.attributes.get("type", "image")
    thumbnail = media.first("media:thumbnail")
    url = media.attributes.get("url") if kind.startswith("image") else None
    url = url or (thumbnail.attributes.get("url") if thumbnail is not None else None)
    return url, media.text_of("media:description", "media:title") if url else None, media.text_of("media:credit")


def _article(item: Element, channel: _Channel) -> Fields:
    guid = identifier(item.text_of("guid"))
    title = _title(item)
    base = item.attributes.get("xml:base") or channel.link or ""
    address = (
        link(item.text_of("feedburner:origLink"), base)
        or link(item.text_of("link"), base)
        or _alternate(item, base)
        or _permalink(item, guid)
    )
    prose = with_notes(without_title(_post_appeared(_body(item)), title))
    return article(
        {
            "uri": guid,
            "url": address or link(item.attributes.get("rdf:about")),
            "source": source(channel.title, item.text_of("dc:publisher")),
            "title": title,
            "bylines": bylines(_authors(item)),
            "language": language(item.text_of("dc:language", "language"))
            or language(_stated_by_text(item))
            or language(item.attributes.get("xml:lang"))
            or channel.language,
            "published_at": moment_or_none(
                item.text_of("pubDate", "dcterms:issued", "dcterms:created", "dc:date", "atom:published", "date")
            ),
            "updated_at": moment_or_none(item.text_of("atom:updated", "dcterms:modified")),
            "embargoed_until": _embargo(item),
            "pub_status": _status(item),
            **_editorial(item, channel, base),
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


def _status(item: Element) -> PubStatus:
    """That of an export of WordPress; feeds have none. What is no public post, or behind a password, is held back."""
    stated = (item.text_of("wp:status") or "publish").strip().lower()
    return "usable" if stated in ("publish", "closed") and item.text_of("wp:post_password") is None else "withheld"


def _alternate(item: Element, base: str) -> str | None:
    links = (found for found in item.named("atom:link") if found.attributes.get("rel", "alternate") == "alternate")
    return next((url for found in links if (url := link(found.attributes.get("href"), base))), None)


def _title(item: Element) -> str | None:
    return one_line(item.text_of("title", "dc:title", "media:title") or "", markup=True)


def _permalink(item: Element, guid: str | None) -> str | None:
    element = item.first("guid")
    if element is None or element.attributes.get("isPermaLink", "true").strip().lower() == "false":
        return None
    return link(guid)


def _authors(item: Element) -> Iterator[str]:
    named = [element.text() for element in item.named("dc:creator")]
    named = named or [_author(element) for element in item.named("author", "atom:author", "itunes:author")]
    named = named or [element.text() for element in item.named("byline", "dc:contributor")]
    named = named or [
        element.text() for element in item.everywhere("media:credit") if element.attributes.get("role") in _WRITES
    ]
    for text in named:
        stripped = " ".join(text[:MAX_AUTHOR_CHARACTERS].split())
        if name := _without_address(stripped):
            yield name


def _author(element: Element) -> str:
    """A person of Atom is an element with a name; one of RSS is a text."""
    return element.text_of("atom:name", "name") or ("" if element.first("atom:email", "email") else element.text())


def _without_address(text: str) -> str:
    """The name that stands before or behind an address, in brackets or not; nothing of an address alone."""
    return _EMAIL.sub(" ", text).strip(_AROUND_NAME) if "@" in text else text


def _stated_by_text(item: Element) -> str | None:
    """The language that an element of the text states for itself."""
    texts = item.named(*_TEXTS, "description")
    return next((tag for element in texts if (tag := element.attributes.get("xml:lang"))), None)


def _body(item: Element) -> Prose:
    """The whole text where the feed gives it, else its summary."""
    read = _exported_prose if item.first("wp:post_type") is not None else html_prose
    for element in item.named(*_TEXTS):
        if (prose := _prose(element, read)).body:
            return prose
    for name in _SUMMARIES:
        for element in item.named(name):
            if (prose := _prose(element, any_prose)).body:
                return prose
    for element in item.everywhere("media:description", "media:text"):
        if (prose := _prose(element, any_prose)).body:
            return prose
    return Prose()


def _exported_prose(text: str) -> Prose:
    """The text of a post as WordPress keeps it: of one without block elements, blank lines part the paragraphs."""
    return html_prose(text if _BLOCKS.search(text) else _BLANK_LINE.sub("<p>", text.strip()))


def _prose(element: Element, read: Callable[[str], Prose]) -> Prose:
    """The text of an element; some feeds write markup in it as elements, without CDATA."""
    return xhtml_prose(element.children) if any(element.elements) else read(element.text())


def _captions(item: Element) -> Iterator[Caption]:
    roles: dict[str, RegionRole] = {"media:description": "caption", "media:credit": "credit"}
    for element in item.everywhere(*roles):
        if element.attributes.get("role") not in _WRITES:
            yield element.text(), roles[element.name]


def _post_appeared(prose: Prose) -> Prose:
    before, _, last = prose.body.rpartition("\n\n")
    if not before or not _POST_APPEARED.fullmatch(last):
        return prose
    start = len(before) + 2
    region: Region = {"start": start, "end": len(prose.body), "role": "boilerplate"}
    return replace(prose, regions=(*prose.regions, region))


FORMAT = Format(
    "RSS",
    (MEDIA_TYPE, "application/rdf+xml", "application/xml", "text/xml"),
    (".rss", ".rdf", ".xml"),
    can_parse,
    parse,
)
