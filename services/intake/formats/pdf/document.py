"""PDF: a newspaper page, a press release, a printout. It gives one article; all else on its pages becomes regions."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.pdf.article import PdfArticle, read_article
from services.intake.formats.pdf.library import read_pages

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024
"""Bytes; readers look no further (ISO 32000-1, implementation note 13)."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium may not be called by two threads at once."""


def can_parse(head: bytes) -> bool:
    """Whether the signature of PDF stands where readers look for it."""
    return _SIGNATURE in head[:_SIGNATURE_WITHIN]


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The one article of a document.

    Raises:
        FormatError: it is damaged or encrypted, too long for an article, or has no text that could be read.
    """
    with _ONE_AT_A_TIME:
        pages = list(read_pages(data))
        article = read_article(pages)
    if article is None:
        raise FormatError("it has no text layer: its pages are pictures, or empty")
    yield Parsed(_fields(article))


def _fields(article: PdfArticle) -> Fields:
    body: list[str] = []
    regions: list[dict[str, object]] = []
    size = 0
    for passage in article.passages:
        if body:
            size += 2
        if passage.role != "body":
            regions.append({"start": size, "end": size + len(passage.text), "role": passage.role})
        body.append(passage.text)
        size += len(passage.text)
    fields: Fields = {"body": "\n\n".join(body), "regions": regions, "media_type": "application/pdf"}
    if article.title:
        fields["title"] = article.title
    if article.bylines:
        fields["bylines"] = list(article.bylines)
    return fields


FORMAT = Format("pdf", ("application/pdf", "application/x-pdf"), (".pdf",), can_parse, parse)
