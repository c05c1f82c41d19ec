"""What a web page says of its article: schema.org in JSON-LD, Open Graph and its relatives, HTML itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from lxml import etree

from services.intake.formats.format import Fields
from services.intake.formats.html.bylines import bylines_of
from services.intake.formats.html.dates import published_at, updated_at
from services.intake.formats.html.linked_data import live_updates, text_of, truth_of
from services.intake.formats.html.statements import Statements, read_statements
from services.intake.formats.html.titles import title_of
from services.intake.formats.shared import metadata
from services.intake.formats.shared.fragments import any_prose
from services.intake.formats.shared.prose import Prose

_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_TIERS = {"free": True, "locked": False, "metered": False, "premium": False, "paid": False}
"""Facebook's `article:content_tier`."""

_LINE_ENDS = re.compile(r"\s*\n\s*")


@dataclass(slots=True)
class PageMetadata:
    """What is known of an article beside its text."""

    fields: Fields
    title: str | None
    summary: str = ""
    body: str = ""
    """The text as JSON-LD has it: whole, its paragraphs parted where it parts them."""


def read_metadata(root: etree._Element) -> PageMetadata:
    """What the page of this root element states."""
    said = read_statements(root)
    stated = root.get("lang") or root.get(_XML_LANGUAGE) or text_of(said.article, "inLanguage")
    fields: Fields = {
        "url": _canonical(root, said),
        "bylines": bylines_of(root, said),
        "source": metadata.source(*said.site_names),
        "language": metadata.language(stated or said.first("content-language", "og:locale", "dc.language")),
        "published_at": published_at(root, said),
        "updated_at": updated_at(said),
        "free_access": _free_access(root, said),
    }
    summary = said.first("og:description", "description", "twitter:description") or ""
    return PageMetadata(
        metadata.stated(fields),
        title_of(root, said),
        summary,
        _body(text_of(said.article, "articleBody") or live_updates(said.article)),
    )


def _canonical(root: etree._Element, said: Statements) -> str | None:
    base = next((base.get("href") for base in root.iter("base")), None)
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    stated = (next(links, None), said.first("og:url", "twitter:url"), text_of(said.article, "url"))
    return next((url for text in stated if (url := metadata.link(text, metadata.link(base) or ""))), None)


def _free_access(root: etree._Element, said: Statements) -> bool | None:
    stated = truth_of(said.article, "isAccessibleForFree")
    if stated is None:
        stated = _TIERS.get((said.first("article:content_tier") or "").lower())
    if stated is None and (written := said.first("isaccessibleforfree")):
        stated = truth_of({"written": written}, "written")
    return stated


def _body(text: str | None) -> str:
    """The paragraphs of a stated text, a blank line between two; it is often escaped as if it were HTML."""
    if not text:
        return ""
    prose: Prose = any_prose(html.unescape(text))
    return _LINE_ENDS.sub("\n\n", prose.body.replace("\r", "\n")).strip()
