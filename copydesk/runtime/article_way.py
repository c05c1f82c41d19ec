"""The way of one article: what the topics hold of it, told as steps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import ValidationError

from copydesk.runtime.article_search import Sighting
from copydesk.runtime.envelope import REPLAY
from schemas.article import AnnotatedArticle, JudgedArticle, RawArticle
from schemas.dead_letter import DeadLetter
from schemas.document import Document
from schemas.topics import Topic

_SOURCE_OF_NONE = "unknown"
"""The source of an article that names none (`schemas/article.py`)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One message of the article: a service's result, or its dead letter.

    `status` is as the service counted it, or `unreadable`; `source` is None where the value is no document. `reason`:
    why it is a dead letter. `copy_of`: the article that it repeats or revises. `replay`: in which it was made anew.
    """

    topic: Topic
    partition: int
    offset: int
    at: datetime
    status: str
    source: str | None
    version: int | None
    content_hash: str
    event_id: str | None
    reason: str | None = None
    copy_of: str | None = None
    replay: str | None = None

    @property
    def service(self) -> str:
        """Whose result it is."""
        return self.topic.written_by

    @property
    def is_dead_letter(self) -> bool:
        """Whether the service could not process the article."""
        return self.topic.model is DeadLetter


def steps(sightings: Iterable[Sighting]) -> list[Step]:
    """The steps of an article's way, the earliest first."""
    return sorted((_step(sighting) for sighting in sightings), key=lambda step: step.at)


def _step(sighting: Sighting) -> Step:
    facts = document_fields(sighting.value)
    source, version, content_hash = (facts.get(name) for name in ("source", "version", "content_hash"))
    status, reason, copy_of = _ending(sighting)
    return Step(
        topic=sighting.topic,
        partition=sighting.partition,
        offset=sighting.offset,
        at=datetime.fromtimestamp(sighting.timestamp_ms / 1000, UTC),
        status=status,
        source=source if isinstance(source, str) else None,
        version=version if isinstance(version, int) else None,
        content_hash=content_hash if isinstance(content_hash, str) else "",
        event_id=_text(sighting.headers.get("ce_id")),
        reason=reason,
        copy_of=copy_of,
        replay=_text(sighting.headers.get(REPLAY)),
    )


def _text(header: bytes | None) -> str | None:
    return (header or b"").decode("utf-8", "replace") or None


def document_fields(value: bytes) -> dict[str, object]:
    """The fields of whatever document it is; none where it is none."""
    try:
        document = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(document, dict):
        return {}
    if "content_hash" not in document:
        # Whoever writes raw articles past the intake may leave out what derives from the rest.
        with suppress(ValidationError):
            document = {**document, "content_hash": RawArticle.model_validate(document).content_hash}
    return {"source": _SOURCE_OF_NONE, **document}


def _ending(sighting: Sighting) -> tuple[str, str | None, str | None]:
    """Status, reason, and the article that it repeats."""
    model = sighting.topic.model
    try:
        if issubclass(model, DeadLetter):
            letter = DeadLetter.from_headers(sighting.headers)
            return "dead_letter", f"{letter.error_type}: {letter.error_message}", None
        document = model.model_validate_json(sighting.value)
    except ValidationError:
        return "unreadable", None, None
    status = document.status if isinstance(document, Document) else "ok"
    story = document.story if isinstance(document, (JudgedArticle, AnnotatedArticle)) else None
    return status, None, story.of if story else None
