"""Where an article is now: what the topics hold of it, told as steps of its way."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog
from aiokafka.errors import KafkaError
from pydantic import BaseModel, Field

from copydesk.explanation import explain
from copydesk.runtime import article_way
from copydesk.runtime.article_search import Sighting, search_article
from copydesk.runtime.settings import Settings
from schemas.document import utc_now
from services.intake.edges.http.keys import Key
from services.intake.edges.http.problems import ProblemError, busy

log = structlog.get_logger(__name__)

LOOK_BACK = timedelta(hours=1)
"""Where no `since` is given. Whoever pushed has the moment in the answer's `location`."""

MOST_MESSAGES = 20_000
"""Read for one question; at 30 KB each it is what a broker sends in some seconds."""

MOST_SECONDS = 10.0

AT_A_TIME = 2
"""Questions that are looked into at a time: pushes go before them."""


class Step(BaseModel):
    """One message of the article: a service's result, or its dead letter."""

    service: str
    topic: str
    status: str = Field(
        description="as the service counted it: ok, duplicate, revision, too_short, no_text, dead_letter"
    )
    at: datetime
    version: int | None = None
    reason: str | None = Field(default=None, description="why it is a dead letter")


class Whereabouts(BaseModel):
    """The way of an article so far. Its last step is where it is now."""

    id: str
    now: Step = Field(description="the latest step")
    steps: list[Step] = Field(description="all steps found, the earliest first")
    since: datetime = Field(description="from when on the topics were read")
    complete: bool = Field(description="false where the search met its limit before the topics' ends")


class Finder:
    """Answers where articles are, a few questions at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._looking = 0

    async def find(self, article_id: str, since: datetime | None, key: Key) -> Whereabouts:
        """Where the article is.

        Raises:
            ProblemError: 404, nothing was found that this key may see; 503, too many ask, or the broker is away.
        """
        if self._looking >= AT_A_TIME:
            raise busy("others are being answered", 2)
        start = since or utc_now() - LOOK_BACK
        self._looking += 1
        try:
            async with asyncio.timeout(2 * MOST_SECONDS):
                search = await search_article(
                    self._settings, article_id, start, most_messages=MOST_MESSAGES, seconds=MOST_SECONDS
                )
        except (KafkaError, OSError, TimeoutError) as error:
            log.warning("an article cannot be looked for", error=explain(error))
            raise busy("the broker does not answer", 5) from None
        finally:
            self._looking -= 1
        steps = _steps(search.sightings, key)
        if not steps:
            reach = "" if search.complete else ", nor could all be read"
            raise ProblemError(
                "unknown-article",
                HTTPStatus.NOT_FOUND,
                f"nothing was written of it since {start.isoformat()} that this key may see{reach}; "
                "give an earlier moment by ?since=",
            )
        return Whereabouts(id=article_id, now=steps[-1], steps=steps, since=start, complete=search.complete)


def _steps(sightings: Iterable[Sighting], key: Key) -> list[Step]:
    """What may be shown: articles of the key's sources, and what came of them."""
    return [
        Step(
            service=found.service,
            topic=found.topic.name,
            status=found.status,
            at=found.at,
            version=found.version,
            reason=found.reason,
        )
        for found in article_way.steps(sightings)
        if found.source is not None and key.may_claim(found.source)
    ]
