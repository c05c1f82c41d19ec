"""Kinds of sentences that are easy to read wrongly, through all services: who says what, and which names there are.

Each line of `language.jsonl` is an article with what a newsroom would expect of it. A line that is `wrong` does not
come out as expected yet; one that does now must lose that mark. Before you believe that a kind is mended, write new
lines of it: at the first reading of these, three of ten told that a rule had been made for words and not for a kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from copydesk.dry_run import DryRun
from schemas.article import EnrichedArticle, RawArticle
from schemas.quote import Quote

Fields = dict[str, Any]

LINES: list[Fields] = [
    json.loads(line) for line in Path(__file__).with_name("language.jsonl").read_text(encoding="utf-8").splitlines()
]
KINDS = sorted({line["kind"] for line in LINES})

_NO_LETTERS = re.compile(r"\W+")


@cache
def _services() -> DryRun:
    return DryRun("quotes")


def _plain(text: str | None) -> str:
    return _NO_LETTERS.sub(" ", text or "").strip().casefold()


def _enriched(line: Fields) -> EnrichedArticle:
    article = _services().run(RawArticle(source="valley-post", media_type="text/plain", **line["article"]))
    assert isinstance(article, EnrichedArticle)
    return article


def _faults(article: EnrichedArticle, expected: Fields) -> Iterator[str]:
    """What is not as expected."""
    for wanted in expected.get("quotes", ()):
        yield from _faults_of_quote(article.quotes, wanted)
    for quote in article.quotes:
        yield from _faults_of_speaker(quote, expected.get("forbidden_speakers", ()))
        if any(_plain(quote.text) == _plain(text) for text in expected.get("forbidden_quotes", ())):
            yield f"nobody says {quote.text!r}"
        if any(part in quote.text for part in expected.get("forbidden_in_quotes", ())):
            yield f"too long: {quote.text!r}"
    if len(article.quotes) > expected.get("max_quotes", len(article.quotes)):
        yield f"statements: {[quote.text for quote in article.quotes]}"
    for wanted in expected.get("entities", ()):
        yield from _faults_of_entity(article, wanted)
    for unwanted in expected.get("forbidden_entities", ()):
        if _named(article, unwanted):
            yield f"entity {unwanted}"
    if article.dateline != expected.get("dateline", article.dateline):
        yield f"dateline {article.dateline!r}"
    yield from _faults_of_descriptions(article, expected)


def _faults_of_quote(quotes: Sequence[Quote], wanted: Fields) -> Iterator[str]:
    quote = next((each for each in quotes if _plain(each.text) == _plain(wanted["text"])), None)
    if quote is None:
        yield f"no quote {wanted['text']!r} in {[each.text for each in quotes]}"
        return
    name = quote.speaker.name
    accepted = wanted.get("speaker", name)
    accepted = accepted if isinstance(accepted, list) else [accepted]
    if not any(_plain(name) == _plain(each) for each in accepted):
        yield f"{quote.text!r} is given to {name!r}"
    if not set(wanted.get("names", ())) <= set(quote.speaker.names):
        yield f"{quote.text!r} is given to {quote.speaker.names}"
    if quote.kind != wanted.get("kind", quote.kind):
        yield f"{quote.text!r} is {quote.kind}"


def _faults_of_speaker(quote: Quote, forbidden: Sequence[str]) -> Iterator[str]:
    for name in forbidden:
        shown = quote.speaker.status != "unknown" and _plain(quote.speaker.name) == _plain(name)
        if shown or name in quote.speaker.names:
            yield f"{quote.text!r} is given to {name!r}"


def _named(article: EnrichedArticle, wanted: Fields) -> list[Any]:
    """The entities of a name, printed so somewhere, and of a type."""
    return [
        entity
        for entity in article.entities
        if any(mention.kind != "nominal" for mention in entity.mentions)
        and wanted["name"] in {entity.name, *(mention.text for mention in entity.mentions)}
        and wanted.get("type", entity.type) == entity.type
    ]


def _faults_of_entity(article: EnrichedArticle, wanted: Fields) -> Iterator[str]:
    found = _named(article, wanted)
    if not found:
        yield f"no entity {wanted}"
    elif "link" in wanted and not any(link.id == wanted["link"] for entity in found for link in entity.links):
        yield f"{wanted['name']} is linked to {[link.id for entity in found for link in entity.links]}"


def _faults_of_descriptions(article: EnrichedArticle, expected: Fields) -> Iterator[str]:
    described = {(entity.name, entity.description) for entity in article.entities}
    for wrong in expected.get("forbidden_descriptions", ()):
        if (wrong["name"], wrong["description"]) in described:
            yield f"{wrong['name']} is called {wrong['description']!r}"
    if expected.get("no_mention_over_paragraphs"):
        mentions = [mention.text for entity in article.entities for mention in entity.mentions]
        mentions += [quote.speaker.mention.text for quote in article.quotes if quote.speaker.mention]
        yield from (f"mention over paragraphs: {text!r}" for text in mentions if "\n\n" in text)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read_as_a_newsroom_would(kind: str) -> None:
    lines = [line for line in LINES if line["kind"] == kind]
    found = {line["id"]: list(_faults(_enriched(line), line["expected"])) for line in lines}
    known = {line["id"] for line in lines if line.get("wrong")}
    assert {name: faults for name, faults in found.items() if faults and name not in known} == {}
    assert [name for name in known if not found[name]] == [], "as expected now: take the mark `wrong` off"


def test_few_lines_are_still_wrong() -> None:
    assert sum(bool(line.get("wrong")) for line in LINES) <= 0.05 * len(LINES)
