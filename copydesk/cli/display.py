"""Enriched events for a person at a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from copydesk.text.printable import printable
from schemas.article import EnrichedArticle
from schemas.entity import Entity, EntityType

QUOTE_WIDTH = 100
NAMES_SHOWN = 5
SECTIONS: tuple[tuple[str, tuple[EntityType, ...]], ...] = (
    ("people", ("PERSON",)),
    ("organisations", ("ORG",)),
    ("places", ("GPE", "LOC")),
)


def describe(article: EnrichedArticle) -> str:
    """A few lines: headline and source, who and what it names, and its first quotes."""
    lines = [f"● {article.title or '(no title)'}  [{article.source}, {article.story.verdict}]"]
    for label, types in SECTIONS:
        # Described groups are there for the quotes; who they are nobody has said.
        named = [entity for entity in article.entities if not _is_described(entity)]
        names = [entity.name for entity in named if entity.type in types]
        if names:
            lines.append(f"    {label}: {_some(names)}")
    lines.extend(_quotes(article))
    return "\n".join(printable(line) for line in lines)


def _is_described(entity: Entity) -> bool:
    return bool(entity.mentions) and entity.mentions[0].kind == "nominal"


def _quotes(article: EnrichedArticle, shown: int = 2) -> Iterable[str]:
    for quote in article.quotes[:shown]:
        speaker = " and ".join(quote.speaker.names) or quote.speaker.name or "unknown speaker"
        text = textwrap.shorten(quote.text, QUOTE_WIDTH, placeholder=" …")
        yield f"    {speaker} ({quote.kind}): “{text}”"
    if len(article.quotes) > shown:
        yield f"    and {len(article.quotes) - shown} more quotes"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return ", ".join(names[:NAMES_SHOWN]) + more
