"""The child that reads what strangers' sites answer: feeds, pages, links and robots.txt.

It is the sandbox's child (services/intake/sandbox/worker.py) with a choice of its own: what bytes are read as hangs on
what they were fetched for, never on what they look like. An error page is no article.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from services.intake.edges.feeds import sitemap
from services.intake.edges.feeds.channel import read_channel
from services.intake.edges.feeds.links import read_links
from services.intake.edges.feeds.robots import permission, sitemaps
from services.intake.formats.format import Format, FormatError, Parsed, Refused
from services.intake.formats.registry import load
from services.intake.sandbox.worker import main

FEED = "feed"
PAGE = "page"
LINKS = "links"
ROBOTS = "robots"
SITEMAPS = "sitemaps"

FEED_MODULES = ("rss", "atom", "json_feed", "newsml_g2", "ninjs")
"""What may be polled. Pages, mails and texts may come in by other doors."""

SEPARATOR = b"\n\n"
"""Between the head of a request, as JSON, and the bytes that were fetched."""


def choose(data: bytes, name: str, _media_type: str) -> Format:
    """How to read what was fetched for the purpose `name`.

    Raises:
        FormatError: it is nothing that was looked for.
    """
    if name == FEED:
        return _feed(data)
    if name == PAGE:
        return load("html")
    parse = {LINKS: _links, ROBOTS: _robots, SITEMAPS: _sitemaps}[name]
    return Format(name, ("text/plain",), (), lambda _: True, parse)


def _feed(data: bytes) -> Format:
    formats = (*(load(module) for module in FEED_MODULES), sitemap.FORMAT)
    found = next((candidate for candidate in formats if candidate.can_parse(data[: candidate.peek_bytes])), None)
    if found is None:
        raise FormatError("it is no feed: no RSS, Atom, JSON Feed, news sitemap, NewsML-G2 or ninjs")

    def parse(whole: bytes) -> Iterator[Parsed | Refused]:
        yield Parsed(read_channel(whole))
        yield from found.parse(whole)

    return Format(found.name, found.media_types, (), found.can_parse, parse)


def _links(data: bytes) -> Iterator[Parsed]:
    head, page = _divided(data)
    return (Parsed(fields) for fields in read_links(page, head))


def _robots(data: bytes) -> Iterator[Parsed]:
    head, text = _divided(data)
    yield Parsed(dict(asdict(permission(text.decode("utf-8", "replace"), head))))


def _sitemaps(data: bytes) -> Iterator[Parsed]:
    """Those that an index or a robots.txt names."""
    is_index = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    found = sitemap.read_index(data) if is_index else sitemaps(data.decode("utf-8", "replace"))
    return (Parsed({"url": url}) for url in found)


def joined(head: str, data: bytes) -> bytes:
    """What `choose` divides again."""
    return json.dumps(head).encode() + SEPARATOR + data


def _divided(data: bytes) -> tuple[str, bytes]:
    head, _, rest = data.partition(SEPARATOR)
    return str(json.loads(head)), rest


if __name__ == "__main__":
    for module in (*FEED_MODULES, "html"):
        load(module)  # all imports now, so that none of them takes of a file's time
    main(choose)
