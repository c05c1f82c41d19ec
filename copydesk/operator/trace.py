"""Each version of one article: its steps through the services, and where it is now."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiokafka.errors import KafkaError
from kafka import TopicPartition

from copydesk.operator.cluster import ClusterError, committed_offsets
from copydesk.runtime.article_search import Progress, search_article
from copydesk.runtime.article_way import Step, steps
from copydesk.runtime.settings import Settings
from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.topics import ARTICLE_TOPICS, Topic

Positions = Mapping[str, Mapping[TopicPartition, int]]
"""What the service's groups have committed: by service, the offset of each partition."""

_ORDER = {topic.name: number for number, topic in enumerate(ARTICLE_TOPICS)}
"""How far along an article's way a topic is."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, with its steps, the earliest first.

    `quotes` counts its events of the topic of quotes, which are no steps. `now` is where it is, in words. `is_missing`:
    a service has read it, and nothing came of it.
    """

    version: int | None
    content_hash: str
    source: str | None
    steps: tuple[Step, ...]
    quotes: int
    now: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """All that was found of an article."""

    article_id: str
    versions: tuple[Version, ...]
    messages: int


def trace_article(
    settings: Settings, article_id: str, since: datetime, reads: Mapping[str, Topic], progress: Progress | None = None
) -> Trace:
    """The article's messages since then, and where each of its versions is. `reads`: the topic that each service reads.

    Raises:
        ClusterError: the cluster cannot be reached.
    """
    # Asked before the search: what came of a message that is committed by now is in a topic already.
    positions = committed_offsets(settings, reads)
    try:
        search = asyncio.run(search_article(settings, article_id, since, progress=progress))
    except (KafkaError, OSError) as error:
        raise ClusterError(f"no broker at {settings.brokers}: {error}") from error
    versions = versions_of(steps(search.sightings), settings, reads, positions)
    return Trace(article_id, tuple(versions), search.messages)


def versions_of(
    found: Sequence[Step], settings: Settings, reads: Mapping[str, Topic], positions: Positions
) -> list[Version]:
    """The steps by version, in the order in which the versions arrived."""
    versions = []
    for version, content_hash in dict.fromkeys((step.version, step.content_hash) for step in found):
        own = [step for step in found if (step.version, step.content_hash) == (version, content_hash)]
        on_the_way = [step for step in own if _is_on_the_way(step.topic)]
        source = next((step.source for step in own if step.source), None)
        now, is_missing = _whereabouts(on_the_way, settings, reads, positions)
        versions.append(
            Version(version, content_hash, source, tuple(on_the_way), len(own) - len(on_the_way), now, is_missing)
        )
    return versions


def _is_on_the_way(topic: Topic) -> bool:
    return issubclass(topic.model, (Article, DeadLetter))


def _whereabouts(
    way: Sequence[Step], settings: Settings, reads: Mapping[str, Topic], positions: Positions
) -> tuple[str, bool]:
    """Where a version is, in words, and whether it is missing.

    What counts is how far it has come, not what was written last: after a crash a service writes some events again.
    """
    articles = [step for step in way if not step.is_dead_letter]
    furthest = max(articles, key=lambda step: _ORDER[step.topic.name], default=None)
    reader = next((name for name, topic in reads.items() if furthest and topic == furthest.topic), None)
    for step in reversed(way):
        if step.is_dead_letter and (furthest is None or step.service == reader):
            place = _place(step, settings)
            return f"a dead letter of {step.service}: `copydesk dead-letters show {place}`", False
    if furthest is None:
        return "only quotes of it are left", False
    if furthest.status == "duplicate":
        return f"ended: a copy of {furthest.copy_of}", False
    if reader is None:
        return f"finished, in {furthest.topic.name}", False
    partition = TopicPartition(settings.topic(furthest.topic.name), furthest.partition)
    before = furthest.offset - positions[reader].get(partition, 0)
    if before >= 0:
        return f"waits for {reader}, behind at most {before} others", False
    return f"missing: {reader} has read {_place(furthest, settings)}, and nothing came of it", True


def _place(step: Step, settings: Settings) -> str:
    return f"{settings.topic(step.topic.name)}/{step.partition}/{step.offset}"
