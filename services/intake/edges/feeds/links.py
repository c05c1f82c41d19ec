"""The feeds that a page of a site names: `<link rel="alternate">`, as the WHATWG's HTML standard has it."""

from __future__ import annotations

from lxml import etree

from services.intake.formats.format import Fields, FormatError
from services.intake.formats.html.charset import decoded
from services.intake.formats.shared.metadata import link

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})

MAX_LINKS = 50

MAX_TITLE_CHARACTERS = 200


def read_links(data: bytes, address: str) -> list[Fields]:
    """The `url`, `type` and `title` of each feed that the page at this address names, in order.

    Raises:
        FormatError: it is no page.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(decoded(data).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"no element can be read: {error}") from error
    if root is None:
        raise FormatError("there is no element")
    base = next((link(element.get("href"), address) for element in root.iter("base")), None) or address
    found: dict[str, Fields] = {}
    for element in root.iter("link"):
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        relations = (element.get("rel") or "").lower().split()
        url = link(element.get("href"), base)
        if kind in FEED_TYPES and "alternate" in relations and url and len(found) < MAX_LINKS:
            title = " ".join((element.get("title") or "").split())[:MAX_TITLE_CHARACTERS]
            found.setdefault(url, {"url": url, "type": kind, "title": title})
    return list(found.values())
