"""Reads the small PDFs of the tests, and takes the article apart again."""

from __future__ import annotations

from schemas.article import RawArticle
from services.intake.formats.pdf.document import FORMAT
from tests.services.intake.formats.pdf_pages import PICTURE, STORY, Page, column, document
from tests.services.intake.formats.reading import article


def body(found: RawArticle) -> list[str]:
    """The paragraphs that no region covers."""
    covered = {(region.start, region.end) for region in found.regions}
    paragraphs, at = [], 0
    for paragraph in found.body.split("\n\n"):
        if (at, at + len(paragraph)) not in covered:
            paragraphs.append(paragraph)
        at += len(paragraph) + 2
    return paragraphs


def role(found: RawArticle, name: str) -> list[str]:
    return [found.body[region.start : region.end] for region in found.regions if region.role == name]


def read(*pages: Page, **options: object) -> RawArticle:
    return article(FORMAT, document(pages, extra=[PICTURE], **options))  # type: ignore[arg-type]


def story_page(text: str = STORY) -> Page:
    page = Page()
    page.lines(40, 80, column(text, 80))
    return page
