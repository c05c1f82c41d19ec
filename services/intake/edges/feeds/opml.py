"""OPML 2.0 (http://opml.org/spec2.opml), in which feed readers exchange their subscriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element as Output
from xml.etree.ElementTree import SubElement, indent, tostring

from pydantic import ValidationError

from copydesk.explanation import explain
from services.intake.edges.feeds.sources import FeedSource
from services.intake.formats.shared.xml_reader import Element, read_text, xml_text


def read_opml(data: bytes) -> Iterator[FeedSource | str]:
    """The sources of an OPML file, and for each outline that is none the reason.

    Raises:
        FormatError: it is no well-formed XML.
    """
    for outline in read_text(xml_text(data)).root.everywhere("outline"):
        address = outline.attributes.get("xmlUrl", "").strip()
        if not address:
            continue  # a folder, or a link
        try:
            yield FeedSource(url=address, name=_name(outline), language=outline.attributes.get("language") or None)
        except ValidationError as error:
            yield f"line {outline.line}: {address[:200]}: {explain(error)}"


def _name(outline: Element) -> str | None:
    """The name that the reader gave it, else the feed's own."""
    stated = (" ".join(outline.attributes.get(key, "").split()) for key in ("text", "title"))
    return next((name[:512] for name in stated if name), None)


def write_opml(sources: Iterable[FeedSource]) -> bytes:
    """An OPML file of the sources. Credentials and settings are not in it."""
    root = Output("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "Copydesk sources"
    body = SubElement(root, "body")
    for source in sources:
        attributes = {"type": "rss", "text": source.source, "xmlUrl": source.url}
        if source.language:
            attributes["language"] = source.language
        SubElement(body, "outline", attributes)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
