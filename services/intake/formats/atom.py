"""Atom 1.0 (RFC 4287), with deleted entries (RFC 6721) and drafts (RFC 5023); Atom 0.3 as far as it is alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from schemas.article import PubStatus
from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.shared import editorial
from services.intake.formats.shared.damaged_xml import read_container
from services.intake.formats.shared.feed_identity import identified
from services.intake.formats.shared.fragments import (
    any_prose,
    html_prose,
    one_line,
    plain_prose,
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
from services.intake.formats.shared.prose import Prose
from services.intake.formats.shared.xml_reader import Element, root_name

MEDIA_TYPE = "application/atom+xml"

_ENTRY = re.compile(rb"<(?:[a-z_][\w.-]{0,40}:)?(?:entry|updated|modified)[\s>]")
_NAME_SPACES = (b"www.w3.org/2005/atom", b"purl.org/atom/ns#")


def can_parse(head: bytes) -> bool:
    """Whether the root element is `feed` or `entry`, and the name space of Atom is declared or a feed has entries."""
    name = root_name(head).rpartition(":")[2]
    bare = head.replace(b"\x00", b"").lower()
    if name not in ("feed", "entry"):
        return False
    return any(space in bare for space in _NAME_SPACES) or (name == "feed" and _ENTRY.search(bare) is not None)


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The entries of the feed, in order; a deleted entry as a cancellation.

    Raises:
        FormatError: it is no well-formed Atom, or has too many entries.
    """
    container = read_container(data, ("atom",), "entry")
    root = container.root
    if root.name == "entry":
        yield from identified([Parsed(_article(root, Element("feed", {}, 0, 0)))])
        return
    if root.name != "feed":
        raise FormatError(f"the root element is <{root.name[:40]}>, no Atom")
    articles = container.articles(
        root.named("entry", "at:deleted-entry"),
        lambda entry: [_article(entry, root) if entry.name == "entry" else _deleted(entry, root)],
        lambda number, _: f"entry {number}",
    )
    yield from identified(articles, _address(root, "alternate", ""), _address(root, "self", ""), root.text_of("id"))


def _article(entry: Element, feed: Element) -> Fields:
    base = _base(entry, _base(feed, _address(feed, "self", "") or _address(feed, "alternate", "") or ""))
    title = _line(entry.first("title"))
    content = entry.first("content")
    return article(
        {
            "uri": identifier(entry.text_of("id")),
            "url": _address(entry, "alternate", base) or _outside(content, base),
            "source": _source(entry, feed),
            "title": title,
            "bylines": bylines(_authors(entry, feed)),
            "language": _language(content, entry, feed),
            "published_at": moment_or_none(entry.text_of("published", "issued", "created")),
            "updated_at": moment_or_none(entry.text_of("updated", "modified")),
            "embargoed_until": _embargo(entry),
            "pub_status": _draft(entry),
            **_editorial(entry, feed, base),
        },
        with_notes(without_title(_body(entry, content), title)),
        MEDIA_TYPE,
    )


def _deleted(entry: Element, feed: Element) -> Fields:
    uri = identifier(entry.attributes.get("ref"))
    if uri is None:
        raise FormatError("deleted-entry ref: missing")
    return article(
        {
            "uri": uri,
            "source": _source(entry, feed),
            "title": _line(entry.first("at:comment")),
            "updated_at": moment_or_none(entry.attributes.get("when")),
            "pub_status": "canceled",
        },
        Prose(),
        MEDIA_TYPE,
    )


def _editorial(entry: Element, feed: Element, base: str) -> Fields:
    media = [*entry.named("media:content", "media:thumbnail"), *entry.everywhere("media:content", "media:thumbnail")]
    links = list(entry.named("link"))
    pictures = [found for found in links if found.attributes.get("type", "").startswith("image/")]
    categories = [found.attributes for found in entry.named("category")]
    return {
        "keywords": editorial.keywords([entry.text_of("media:keywords")]),
        "subjects": editorial.terms(
            (
                known.get("label") or known.get("term"),
                known.get("term") if known.get("scheme") else None,
                known.get("scheme"),
            )
            for known in categories
        ),
        "rights": editorial.notice(_line(entry.first("rights", "copyright")), _line(feed.first("rights", "copyright"))),
        "images": editorial.images(
            [
                *((found.attributes.get("href"), found.attributes.get("title"), None) for found in pictures),
                *(
                    (found.attributes.get("url"), found.text_of("media:description"), found.text_of("media:credit"))
                    for found in media
                    if found.attributes.get("medium", "image") == "image"
                    and found.attributes.get("type", "image").startswith("image")
                ),
            ],
            base,
        ),
        "related": editorial.related(
            (
                (None, found.attributes.get("href"), found.attributes.get("title"), found.attributes.get("rel"))
                for found in links
                if found.attributes.get("rel", "").lower() in editorial.RELATIONS
            ),
            base,
        ),
    }


def _draft(entry: Element) -> PubStatus:
    """A draft is not to be published yet (RFC 5023, section 13.1.1)."""
    draft = entry.path("app:control", "app:draft")
    stated = draft.text().strip().lower() if draft is not None else "no"
    if stated not in ("yes", "no"):
        raise FormatError(f"draft: '{stated[:40]}' is neither yes nor no")
    return "withheld" if stated == "yes" else "usable"


def _embargo(entry: Element) -> object:
    """Atom has none of its own; PRISM does."""
    found = next(
        (child for child in entry.elements if child.name.rpartition(":")[2] in ("embargoDate", "embargoed")), None
    )
    return embargoed_until(found.text(), "embargoDate") if found is not None else None


def _body(entry: Element, content: Element | None) -> Prose:
    summary = entry.first("summary", "subtitle")
    for construct in (content, summary):
        if construct is not None and (prose := _prose(construct)).body:
            return prose
    for description in entry.everywhere("media:description", "media:text"):
        if (prose := any_prose(description.text())).body:
            return prose
    return Prose()


def _prose(construct: Element) -> Prose:
    """A text construct or content (RFC 4287, sections 3.1 and 4.1.3)."""
    kind = construct.attributes.get("type", "text").strip().lower()
    mode = construct.attributes.get("mode", "").strip().lower()  # Atom 0.3
    if "src" in construct.attributes or mode == "base64":
        return Prose()
    if any(construct.elements) or kind in ("xhtml", "application/xhtml+xml"):
        return xhtml_prose(construct.children)
    if kind in ("html", "text/html") or mode == "escaped":
        return html_prose(construct.text())
    return plain_prose(construct.text()) if kind == "text" or kind.startswith("text/") else Prose()


def _line(construct: Element | None) -> str | None:
    return one_line(_prose(construct).body) if construct is not None else None


def _base(element: Element, outer: str) -> str:
    try:
        return urljoin(outer, element.attributes.get("xml:base", "").strip())
    except ValueError:
        return outer


def _address(holder: Element, relation: str, base: str) -> str | None:
    """The address of the page of an entry or of a feed (`alternate`), or of itself; HTML before other types."""
    links = [
        element
        for element in holder.named("link")
        if element.attributes.get("rel", "alternate").strip().lower().rpartition("/")[2] == relation
    ]
    links.sort(key=lambda element: "html" not in element.attributes.get("type", "html"))
    return next((url for element in links if (url := link(element.attributes.get("href"), base))), None)


def _outside(content: Element | None, base: str) -> str | None:
    return link(content.attributes.get("src"), _base(content, base)) if content is not None else None


def _source(entry: Element, feed: Element) -> str | None:
    """The feed that the entry was copied from, else this one."""
    original = entry.path("source", "title")
    return source(_line(original), _line(feed.first("title")))


def _authors(entry: Element, feed: Element) -> Iterator[str]:
    for holder in (entry, entry.first("source"), feed):
        names = [name for author in holder.named("author") if (name := author.text_of("name"))] if holder else []
        if names:
            yield from names
            return


def _language(content: Element | None, entry: Element, feed: Element) -> str | None:
    for element in (content or entry.first("summary") or entry.first("title"), entry, feed):
        if element is not None and (tag := language(element.attributes.get("xml:lang"))):
            return tag
    return language(feed.text_of("dc:language", "language"))


FORMAT = Format("Atom", (MEDIA_TYPE, "application/xml", "text/xml"), (".atom", ".xml"), can_parse, parse)
