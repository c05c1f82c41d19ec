"""News sitemaps: the articles of the last two days of a site, by address, title and date.

Specification: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. There is no text in
them: it is on the pages. An index of sitemaps is read for its links only.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.shared.fragments import one_line
from services.intake.formats.shared.metadata import article, language, link, source
from services.intake.formats.shared.moments import moment_or_none
from services.intake.formats.shared.prose import Prose
from services.intake.formats.shared.xml_reader import Element, read_text, root_name, xml_text

MEDIA_TYPE = "application/xml"

MAX_ADDRESSES = 50_000
"""Of one sitemap, by the protocol; a news sitemap has a thousand at most."""

MAX_SITEMAPS = 200
"""Of an index; news sites have one for each month at most."""


def can_parse(head: bytes) -> bool:
    """Whether the root element is `urlset`."""
    return root_name(head).rpartition(":")[2] == "urlset"


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The articles in order; addresses without a `news` element are no articles.

    Raises:
        FormatError: it is no sitemap, or has too many addresses.
    """
    file = read_text(xml_text(data))
    if file.root.name.rpartition(":")[2] != "urlset":
        raise FormatError(f"the root element is <{file.root.name[:40]}>, no sitemap")
    addresses = list(file.root.elements)
    if len(addresses) > MAX_ADDRESSES:
        raise FormatError(f"urlset: over {MAX_ADDRESSES} addresses")
    for number, address in enumerate(addresses, start=1):
        news = _child(address, "news")
        if news is None:
            continue
        try:
            yield Parsed(_article(address, news))
        except FormatError as error:
            yield Refused(file.source_of(address), FormatError(f"url {number} (line {address.line}), {error}"))


def read_index(data: bytes) -> list[str]:
    """The addresses of the sitemaps that an index names, in order; none where it is no index.

    Raises:
        FormatError: it is no well-formed XML.
    """
    root = read_text(xml_text(data)).root
    if root.name.rpartition(":")[2] != "sitemapindex":
        return []
    found = (link(location.text()) for entry in root.elements if (location := _child(entry, "loc")) is not None)
    return [url for url in found if url][:MAX_SITEMAPS]


def _article(address: Element, news: Element) -> Fields:
    publication = _child(news, "publication")
    location = _child(address, "loc")
    return article(
        {
            "url": link(location.text() if location else None),
            "title": one_line(_text(news, "title") or "", markup=True),
            "source": source(_text(publication, "name")),
            "language": language(_text(publication, "language")),
            "published_at": moment_or_none(_text(news, "publication_date")),
            "updated_at": moment_or_none(_text(address, "lastmod")),
        },
        Prose(),
        MEDIA_TYPE,
    )


def _child(element: Element | None, name: str) -> Element | None:
    """The child of this local name: every site has its own prefix for the name space of news."""
    children = element.elements if element is not None else ()
    return next((child for child in children if child.name.rpartition(":")[2].rpartition("/")[2] == name), None)


def _text(element: Element | None, name: str) -> str | None:
    child = _child(element, name)
    return child.text() if child is not None else None


FORMAT = Format("news sitemap", (MEDIA_TYPE, "text/xml"), (".xml",), can_parse, parse)
