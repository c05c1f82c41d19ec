"""What a web page says of its article: schema.org in JSON-LD, Open Graph and its relatives, HTML itself."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from services.intake.formats.format import Fields
from services.intake.formats.shared import metadata
from services.intake.formats.shared.moments import moment_or_none

MAX_LINKED_DATA_CHARACTERS = 2_000_000

MAX_LINKED_DATA_NODES = 2000
"""Of the things that a page's JSON-LD describes; an article is among the first."""

MAX_HEADS = 10
MAX_NAMES = 10
"""No article has more headlines or authors that matter."""

_ARTICLE_TYPE = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*Article|Report|BlogPosting|LiveBlogPosting|Review|SocialMediaPosting)"
)

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "dc.date.issued"),
    *("dcterms.created", "dc.date", "dc.date.created", "sailthru.date", "pubdate", "publishdate", "date"),
)
_UPDATED = (
    *("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "lastmod"),
    "last-modified",
)
_AUTHOR = (
    *("author", "article:author", "og:article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"),
    "creator",
)
_SITE = ("application-name", "dc.publisher")

_SITE_NAME_SEPARATOR = re.compile(r"\s+[|\u2013\u2014\u00bb\u00b7:-]\s+")

_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class PageMetadata:
    """What is known of an article beside its text."""

    fields: Fields
    title: str | None
    summary: str = ""
    body: str = ""
    """The text as JSON-LD has it: whole, but often without paragraphs."""


@dataclass(slots=True)
class _Page:
    """A page's statements, by their names in lower case; of equal names all, in order."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    article: dict[str, object] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)


def read_metadata(root: etree._Element) -> PageMetadata:
    """What the page of this root element states."""
    page = _Page(_metas(root), _linked_article(root))
    article = page.article
    published = _text(article, "datePublished") or page.first(*_PUBLISHED) or _first_time(root)
    updated = _text(article, "dateModified") or page.first(*_UPDATED)
    language = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or _text(article, "inLanguage")
    )
    fields: Fields = {
        "url": _canonical(root, page),
        "bylines": _bylines(root, page),
        "source": metadata.source(page.first("og:site_name"), _name(article.get("publisher")), page.first(*_SITE)),
        "language": metadata.language(language or page.first("content-language", "og:locale", "dc.language")),
        "published_at": moment_or_none(published),
        "updated_at": moment_or_none(updated),
    }
    return PageMetadata(metadata.stated(fields), _title(root, page), page.first("og:description", "description", "twitter:description") or "", _plain(_text(article, "articleBody")))


# --- HTML and Open Graph ---------------------------------------------------------------------------------------------


def _metas(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and (content := _plain(meta.get("content"))):
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _canonical(root: etree._Element, page: _Page) -> str | None:
    base = next((base.get("href") for base in root.iter("base")), None)
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    stated = (next(links, None), page.first("og:url", "twitter:url"), _text(page.article, "url"))
    return next((url for text in stated if (url := metadata.link(text, metadata.link(base) or ""))), None)


def _first_time(root: etree._Element) -> str | None:
    return next((moment for time in root.iter("time") if (moment := time.get("datetime"))), None)


def _title(root: etree._Element, page: _Page) -> str | None:
    """The headline as readers see it: the `h1` that the metadata means, else the metadata's own."""
    element = next(root.iter("title"), None)
    tab = _joined(element) if element is not None else ""
    stated = _text(page.article, "headline") or page.first("og:title", "dc.title", "twitter:title", "parsely-title")
    known = _plain(stated) or tab
    heads = [head for element in islice(root.iter("h1"), MAX_HEADS) if (head := _joined(element))]
    shown = next((head for head in heads if _is_same(head, known) or _is_same(head, tab)), None)
    if shown is None and len(heads) == 1 and not known:
        shown = heads[0]
    return shown or _without_site(known) or None


def _is_same(head: str, known: str) -> bool:
    """Whether most words of the shorter are in the other: titles for search engines are shorter, or carry the site."""
    ours, theirs = set(_WORD.findall(head.lower())), set(_WORD.findall(known.lower()))
    shorter = min(len(ours), len(theirs))
    return shorter > 1 and 2 * len(ours & theirs) > shorter


def _without_site(title: str) -> str:
    """The title without the name of the site, which is short and stands last."""
    *heads, last = _SITE_NAME_SEPARATOR.split(title)
    if not heads or 2 * len(last) > len(title):
        return title
    return title[: -len(last)].rstrip(" |\u2013\u2014\u00bb\u00b7:-")


def _bylines(root: etree._Element, page: _Page) -> list[str]:
    names = list(_names(page.article.get("author")))
    if not names:
        names = [name for key in _AUTHOR for name in page.metas.get(key, ()) if _is_name(name)][:MAX_NAMES]
    if not names:
        named = root.iter("a", "span", "div", "p", "address")
        marked = (element for element in named if "author" in (element.get("rel"), element.get("itemprop")))
        names = [name for element in islice(marked, MAX_NAMES) if _is_name(name := _joined(element))]
    return metadata.bylines(names)


MAX_NAME_CHARACTERS = 100


def _is_name(text: str) -> bool:
    return bool(text) and len(text) <= MAX_NAME_CHARACTERS and not text.lower().startswith(("http:", "https:", "@"))


def _joined(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


# --- JSON-LD ---------------------------------------------------------------------------------------------------------


def _linked_article(root: etree._Element) -> dict[str, object]:
    """The first article that the page describes."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        for thing in _things(script.text or ""):
            types = thing.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and _ARTICLE_TYPE.fullmatch(name) for name in names):
                return thing
    return {}


def _things(text: str) -> Iterator[dict[str, object]]:
    if len(text) > MAX_LINKED_DATA_CHARACTERS:
        return
    try:
        waiting: list[object] = [json.loads(text.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_LINKED_DATA_NODES):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting = [*thing[:MAX_LINKED_DATA_NODES], *waiting]
        elif isinstance(thing, dict):
            yield thing
            waiting += [thing[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in thing]


def _text(thing: dict[str, object], name: str) -> str | None:
    value = thing.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@id") or value.get("name")
    return value if isinstance(value, str) else None


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = _plain(_name(one))
        if name and _is_name(name):
            yield name


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else None


def _plain(text: str | None) -> str:
    """One line; JSON-LD is often escaped as if it were HTML."""
    return " ".join(html.unescape(text).split()) if text else ""
