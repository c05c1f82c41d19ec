"""The article that a page describes in JSON-LD with the words of schema.org."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator

from lxml import etree

MAX_CHARACTERS = 2_000_000

MAX_NODES = 2000
"""Of the things that a page's JSON-LD describes; an article is among the first."""

_ARTICLE_TYPE = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*Article|Report|BlogPosting|LiveBlogPosting|Review|SocialMediaPosting)"
)
_PARTS_OF_NAME = ("givenName", "additionalName", "familyName")

_TRUTHS = {"true": True, "false": False, "yes": True, "no": False}

_PAGE_TYPE = re.compile(r"(?:https?://schema\.org/)?(?:Web|Item)Page")
_WRAPPING = re.compile(r"\s*(?://)?\s*(?:<!\[CDATA\[|/\*.{0,40}?\*/|<!--)\s*|\s*(?://)?\s*(?:\]\]>|-->)\s*$")
_LAST_COMMA = re.compile(r",(?=\s*[}\]])")

Thing = dict[str, object]


def linked_article(root: etree._Element, addresses: Collection[str] = ()) -> Thing:
    """The first article that the page describes, its authors with their names; else the page, if it has a date.

    Of several articles it is the one at the page's own address, which is among `addresses`. Empty where the page
    describes neither article nor page.
    """
    known: dict[str, Thing] = {}
    article: Thing = {}
    page: Thing = {}
    is_own = False
    for script in root.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        for thing in _things(script.text or ""):
            if isinstance(name := thing.get("@id"), str) and "name" in thing:
                known.setdefault(name, thing)
            if not is_own and _is_of(thing, _ARTICLE_TYPE):
                is_own = _is_at(thing, addresses)
                article = thing if is_own or not article else article
            elif not page and "datePublished" in thing and _is_of(thing, _PAGE_TYPE):
                page = thing
    found = article or page
    author = found.get("author") or found.get("creator")
    return {**found, "author": _resolved(author, known)} if author else found


def _is_at(thing: Thing, addresses: Collection[str]) -> bool:
    """Whether a thing says that one of the addresses is its own."""
    return any(text_of(thing, name) in addresses for name in ("url", "mainEntityOfPage", "@id"))


def _is_of(thing: Thing, kind: re.Pattern[str]) -> bool:
    types = thing.get("@type")
    return any(
        isinstance(name, str) and kind.fullmatch(name) for name in (types if isinstance(types, list) else [types])
    )


def _resolved(value: object, known: dict[str, Thing]) -> object:
    """People and organisations with those that are named elsewhere on the page, by their `@id`, in their places."""
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if isinstance(value, list):
        return [_resolved(one, known) for one in value[:MAX_NODES]]
    if isinstance(value, dict) and "name" not in value and isinstance(name := value.get("@id"), str):
        return known.get(name, value)
    return value


def _things(text: str) -> Iterator[Thing]:
    if len(text) > MAX_CHARACTERS:
        return
    try:
        waiting: list[object] = [_loaded(_WRAPPING.sub("", text).strip().rstrip(";"))]
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_NODES):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting = [*thing[:MAX_NODES], *waiting]
        elif isinstance(thing, dict):
            yield thing
            waiting += [thing[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in thing]


def _loaded(text: str) -> object:
    """The value of a JSON text, even of one with a comma behind the last of its values."""
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_LAST_COMMA.sub("", text), strict=False)


def text_of(thing: Thing, name: str) -> str | None:
    """A field that is text, or names its value."""
    value = thing.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@id") or value.get("name")
    return value if isinstance(value, str) else None


def truth_of(thing: Thing, name: str) -> bool | None:
    """A field that is true or false, as sites write these; None where it is neither."""
    value = thing.get(name)
    if isinstance(value, bool):
        return value
    return _TRUTHS.get(value.rpartition("/")[2].strip().lower()) if isinstance(value, str) else None


def names_of(value: object) -> Iterator[str]:
    """The names of people or organisations, each in one line."""
    for one in value if isinstance(value, list) else [value]:
        names = one.get("name") if isinstance(one, dict) else None
        for single in names if isinstance(names, list) else [one]:
            if name := one_line(name_of(single)):
                yield name


def name_of(value: object) -> str | None:
    """The name of one, or the first of several."""
    for _ in range(2):  # some name a person by a person
        if isinstance(value, dict):
            value = value.get("name") or " ".join(
                part for name in _PARTS_OF_NAME if isinstance(part := value.get(name), str) and part
            )
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else None


def live_updates(thing: Thing) -> str:
    """The entries of a live blog, the latest first as it has them: headlines and texts, parted by blank lines."""
    updates = thing.get("liveBlogUpdate")
    entries = [one for one in updates if isinstance(one, dict)] if isinstance(updates, list) else []
    texts = (text_of(one, name) for one in entries[:MAX_NODES] for name in ("headline", "articleBody"))
    return "\n\n".join(text for text in texts if text)


def one_line(text: str | None) -> str:
    """One line; JSON-LD is often escaped as if it were HTML."""
    return " ".join(html.unescape(text).split()) if text else ""
