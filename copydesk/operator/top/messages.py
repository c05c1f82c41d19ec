"""What a picture shows of an enriched event and of a dead letter: short, and printable whatever the message holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from pydantic import ValidationError

from copydesk.operator.top.picture import ArticlePicture, DeadLetterPicture, QuotePicture
from copydesk.runtime.envelope import Headers
from copydesk.text.printable import one_line
from schemas.article import EnrichedArticle
from schemas.dead_letter import DeadLetter
from schemas.entity import EntityType

LONGEST_TITLE = 200
LONGEST_NAME = 80
LONGEST_QUOTE = 400
LONGEST_REFERENCE = 300
LONGEST_VALUE = 2_000
MOST_QUOTES = 50
MOST_NAMES = 12

LARGEST_READ = 1024 * 1024
"""Bytes of a dead letter's value that are searched for its source; a longer one is shown without."""

UNREADABLE = "(an event that this version cannot read)"


def article_picture(reference: str, value: bytes, written_ms: int) -> ArticlePicture:
    """The enriched event that lies at `reference`, TOPIC/PARTITION/OFFSET, written at `written_ms` since 1970."""
    written = datetime.fromtimestamp(written_ms / 1000, UTC) if written_ms >= 0 else None
    at = written.isoformat(timespec="milliseconds") if written else ""
    try:
        article = EnrichedArticle.model_validate_json(value)
    except ValidationError:
        return ArticlePicture(reference, "", UNREADABLE, "", "", "", "", at, None, "", (), (), (), ())
    return ArticlePicture(
        reference=reference,
        id=one_line(article.id, LONGEST_REFERENCE),
        title=one_line(article.title or article.text, LONGEST_TITLE) or "(no title)",
        source=one_line(article.source, LONGEST_NAME),
        language=one_line(article.language or "", LONGEST_NAME),
        verdict=article.story.verdict,
        received_at=article.received_at.astimezone(UTC).isoformat(timespec="milliseconds"),
        enriched_at=at,
        seconds=max(0.0, (written - article.received_at).total_seconds()) if written else None,
        url=one_line(article.url or "", LONGEST_REFERENCE),
        people=_names(article, "PERSON"),
        organisations=_names(article, "ORG"),
        places=_names(article, "GPE", "LOC"),
        quotes=tuple(
            QuotePicture(
                speaker=one_line(
                    " and ".join(quote.speaker.names) or quote.speaker.name or "unknown speaker", LONGEST_NAME
                ),
                kind=quote.kind,
                text=one_line(quote.text, LONGEST_QUOTE),
                confidence=quote.confidence,
            )
            for quote in article.quotes[:MOST_QUOTES]
        ),
    )


def _names(article: EnrichedArticle, *types: EntityType) -> tuple[str, ...]:
    """Names of entities; who is only described ("two fishermen") has none."""
    named = [
        entity
        for entity in article.entities
        if entity.type in types and not (entity.mentions and entity.mentions[0].kind == "nominal")
    ]
    return tuple(one_line(entity.name, LONGEST_NAME) for entity in named[:MOST_NAMES])


def dead_letter_picture(topic: str, reference: str, key: bytes, value: bytes, headers: Headers) -> DeadLetterPicture:
    """The dead letter that lies at `reference`, whoever wrote it."""
    letter = _letter(headers)
    origin = f"{letter.original_topic}/{letter.original_partition}/{letter.original_offset}" if letter else ""
    service = letter.service if letter else topic.removesuffix(".dead-letters").rpartition(".")[2]
    return DeadLetterPicture(
        reference=one_line(reference, LONGEST_REFERENCE),
        service=one_line(service, LONGEST_NAME),
        failed_at=one_line(letter.failed_at if letter else "", LONGEST_NAME),
        reason=one_line(letter.error_type if letter else "headers are not Copydesk's", LONGEST_NAME),
        message=one_line(letter.error_message if letter else "", LONGEST_TITLE),
        place=one_line(letter.error_place if letter else "", LONGEST_REFERENCE),
        attempts=letter.attempts if letter else None,
        source=one_line(_source(value), LONGEST_NAME),
        origin=one_line(origin, LONGEST_REFERENCE),
        key=one_line(key.decode("utf-8", "replace"), LONGEST_REFERENCE),
        value=one_line(value[: LONGEST_VALUE * 4].decode("utf-8", "replace"), LONGEST_VALUE),
    )


def _letter(headers: Headers) -> DeadLetter | None:
    try:
        return DeadLetter.from_headers(headers)
    except ValidationError:
        return None


def _source(value: bytes) -> str:
    """The source that a value names; empty where it is no document or names none."""
    if len(value) > LARGEST_READ:
        return ""
    try:
        document = json.loads(value)
    except (ValueError, RecursionError):
        return ""
    source = document.get("source") if isinstance(document, dict) else None
    return source if isinstance(source, str) else ""
