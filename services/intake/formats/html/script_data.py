"""The text of an article that a page holds as data of its scripts alone, which would draw it (Next.js and the like)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from lxml import etree

from services.intake.formats.shared.fragments import html_prose

MAX_CHARACTERS = 5_000_000
"""Of all scripts of a page that are read; the largest met had 2 million."""

MAX_NODES = 200_000
"""Of the values that are looked at."""

MAX_OBJECTS = 20
"""Assignments to a name of the window, of which the first ones hold the page's state."""

FEWEST_LETTERS = 400
"""What is shorter is a summary or a notice."""

FEWEST_SENTENCES = 3
SHORTEST_PARAGRAPH = 20

_STATE = re.compile(r"(?:window\.|self\.|var\s+|globalThis\.)[\w.$\[\]\"']{1,80}\s*=\s*(?=[{\[])")
_TEXT_NAMES = frozenset(
    (
        "text",
        "content",
        "html",
        "value",
        "paragraph",
        "body",
        "articlebody",
        "bodyhtml",
        "data",
        "markup",
        "rendered",
        "bodytext",
        "children",
    )
)
"""Keys under which content systems keep text."""

_PARAGRAPH_TYPE = re.compile(r"p|para(?:graph)?s?|text|html|body[-_]?text|rich[-_]?text|core/paragraph", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|br|h[2-6])\b", re.IGNORECASE)
_SENTENCE = re.compile(r"\w[.!?。”\"')]\s|[.!?。]$")
_ADDRESS = re.compile(r"https?://|[{};]|\\u003c")


def text_in_scripts(root: etree._Element) -> str:
    """The longest text that reads as an article, its paragraphs parted by blank lines; empty where there is none."""
    best = ""
    for value in _values(root):
        for text in _texts(value):
            if len(text) > len(best):
                best = text
    return best if len(best) >= FEWEST_LETTERS else ""


def _values(root: etree._Element) -> Iterator[object]:
    room = MAX_CHARACTERS
    decoder = json.JSONDecoder(strict=False)
    for script in root.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        room -= len(text)
        if room < 0:
            return
        if len(text) < FEWEST_LETTERS or kind == "application/ld+json":
            continue
        begin = len(text) - len(text.lstrip())
        starts = [begin] if text[begin : begin + 1] in ("{", "[") else []
        starts += [match.end() for match, _ in zip(_STATE.finditer(text), range(MAX_OBJECTS), strict=False)]
        done = 0
        for start in starts:
            if start < done:
                continue
            try:
                value, done = decoder.raw_decode(text, start)
            except (ValueError, RecursionError):
                continue
            yield value


def _texts(value: object) -> Iterator[str]:
    """The texts in a value: long strings of markup, and lists of paragraphs."""
    waiting = [value]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, list):
            paragraphs = [text for item in one if (text := _paragraph(item))]
            if len(paragraphs) > 1:
                yield "\n\n".join(paragraphs)
            waiting += one
        elif isinstance(one, dict):
            for name, field in one.items():
                if isinstance(field, str):
                    if name.lower() in _TEXT_NAMES and len(field) >= FEWEST_LETTERS and (text := _whole(field)):
                        yield text
                else:
                    waiting.append(field)


def _paragraph(item: object) -> str:
    """The text of an item of a list that is a paragraph."""
    if isinstance(item, str):
        return _prose(item)
    if not isinstance(item, dict):
        return ""
    kind = next(
        (item[name] for name in ("type", "__typename", "kind", "name", "tag") if isinstance(item.get(name), str)), "p"
    )
    if not isinstance(kind, str) or not (
        _PARAGRAPH_TYPE.fullmatch(kind) or "paragraph" in kind.lower() or "text" in kind.lower()
    ):
        return ""
    texts = (field for name, field in item.items() if name.lower() in _TEXT_NAMES and isinstance(field, str))
    return max((_prose(text) for text in texts), key=len, default="")


def _prose(text: str) -> str:
    plain = _plain(text)
    if len(plain) < SHORTEST_PARAGRAPH or not _SENTENCE.search(plain) or _ADDRESS.match(plain):
        return ""
    return plain


def _whole(text: str) -> str:
    """A text in one string: markup, or lines."""
    if not (_TAG.search(text) or "\n" in text):
        return ""
    plain = _plain(text)
    return plain if len(_SENTENCE.findall(plain)) >= FEWEST_SENTENCES else ""


def _plain(text: str) -> str:
    if "<" not in text:
        return "\n\n".join(" ".join(line.split()) for line in html.unescape(text).split("\n") if line.strip())
    return html_prose(text).body
