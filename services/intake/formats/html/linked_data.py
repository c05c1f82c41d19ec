"""The article that a page describes in JSON-LD with the words of schema.org."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from lxml import etree

MAX_CHARACTERS = 2_000_000

MAX_NODES = 2000
"""Of the things that a page's JSON-LD describes; an article is among the first."""

_ARTICLE_TYPE = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*Article|Report|BlogPosting|LiveBlogPosting|Review|SocialMediaPosting)"
)
_TRUTHS = {"true": True, "false": False, "yes": True, "no": False}

Thing = dict[str, object]


def linked_article(root: etree._Element) -> Thing:
    """The first article that the page describes; empty where it describes none."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        for thing in _things(script.text or ""):
            types = thing.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and _ARTICLE_TYPE.fullmatch(name) for name in names):
                return thing
    return {}


def _things(text: str) -> Iterator[Thing]:
    if len(text) > MAX_CHARACTERS:
        return
    try:
        waiting: list[object] = [json.loads(text.strip().rstrip(";"), strict=False)]
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
        if name := one_line(name_of(one)):
            yield name


def name_of(value: object) -> str | None:
    """The name of one, or the first of several."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else None


def one_line(text: str | None) -> str:
    """One line; JSON-LD is often escaped as if it were HTML."""
    return " ".join(html.unescape(text).split()) if text else ""
