"""The one list of topics: what each carries, which service writes it, how wide it is and how long it lasts.

To add a service, add the topic that it writes here and a folder of its name under `services/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.article import (
    AnnotatedArticle,
    Article,
    CleanArticle,
    DuplicateArticle,
    EnrichedArticle,
    RawArticle,
    UniqueArticle,
)
from schemas.dead_letter import DeadLetter, DeadLetterDecision
from schemas.document import Contract, Document
from schemas.placement import language_slot
from schemas.quote import QuoteEvent

MAX_MESSAGE_BYTES = 5 * 1024 * 1024
"""Room for MAX_BODY_CHARACTERS of any script; a larger document is a dead letter."""

DEAD_LETTER_BYTES = MAX_MESSAGE_BYTES + 64 * 1024
"""A dead letter is the original message and some headers, so it must fit wherever the original fitted."""

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the cluster.

    The message key is the article id (of a decision, the place of its dead letter), and it decides in which partition a
    message lies, so that the versions of an item keep their order; in a topic that is partitioned by language that is
    what the article is written in.
    """

    name: str
    model: type[Contract]
    written_by: str
    partitions: int = 4
    retention_days: int = 7
    max_message_bytes: int = MAX_MESSAGE_BYTES
    cleanup: Literal["delete", "compact"] = "delete"
    major: int = 1  # of the form of its events; raised with a change that breaks those who know the earlier one
    partitioned_by: Literal["key", "language"] = "key"  # what decides in which of several partitions a message lies

    @property
    def event_type(self) -> str:
        """CloudEvents type of the events on this topic."""
        return f"copydesk.{self.name}.v{self.major}"

    @property
    def configuration(self) -> dict[str, str]:
        """The topic's settings under Kafka's own names."""
        return {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(self.retention_days * DAY_MS),
            "max.message.bytes": str(self.max_message_bytes),
        }

    def slot(self, document: Document) -> int | None:
        """The document's slot (`schemas/placement.py`), which decides its partition; None where its key does.

        Raises:
            TypeError: the topic is partitioned by language, and the document has none.
        """
        if self.partitioned_by == "key":
            return None
        if not isinstance(document, Article):
            raise TypeError(f"{self.name} is partitioned by language, which {type(document).__name__} does not have")
        return language_slot(document.language)


ARTICLE_TOPICS: tuple[Topic, ...] = (
    Topic("articles.raw", RawArticle, written_by="intake"),
    # One partition: deduplication reads a totally ordered log, so its verdicts are deterministic. Where there are more,
    # each is the whole log of its languages, which copies share: the verdicts stay what they are.
    # Its memory is rebuilt from this log, so the log lasts twice as long as the memory reaches back (7 days).
    Topic(
        "articles.clean",
        CleanArticle,
        written_by="cleaner",
        partitions=1,
        retention_days=14,
        major=2,
        partitioned_by="language",
    ),
    Topic("articles.unique", UniqueArticle, written_by="dedup", major=2),
    Topic("articles.duplicates", DuplicateArticle, written_by="dedup", major=2),
    Topic("articles.entities", AnnotatedArticle, written_by="entities", major=2),
    Topic("articles.enriched", EnrichedArticle, written_by="quotes", retention_days=30, major=2),
    Topic("quotes", QuoteEvent, written_by="quotes", retention_days=30),
)

SERVICE_NAMES: tuple[str, ...] = tuple(dict.fromkeys(topic.written_by for topic in ARTICLE_TOPICS))
"""Every service, in the order of an article's way."""


def dead_letter_topic(service: str) -> Topic:
    """Where `service` puts what it cannot process."""
    return Topic(
        f"{service}.dead-letters",
        DeadLetter,
        written_by=service,
        partitions=1,
        retention_days=30,
        max_message_bytes=DEAD_LETTER_BYTES,
    )


OPERATOR = "operator"
"""Who writes what no service does: the commands of whoever runs Copydesk."""

# Twice as long as dead letters are kept: a decision that is forgotten before its dead letter would be made again.
DECISIONS = Topic("operator.decisions", DeadLetterDecision, written_by=OPERATOR, partitions=1, retention_days=60)

TOPICS: tuple[Topic, ...] = (*ARTICLE_TOPICS, *(dead_letter_topic(name) for name in SERVICE_NAMES), DECISIONS)

_BY_MODEL: dict[type[Contract], Topic] = {topic.model: topic for topic in ARTICLE_TOPICS}


def topic_of(model: type[Document]) -> Topic:
    """The topic that carries documents of exactly this type.

    Raises:
        KeyError: no topic carries them.
    """
    return _BY_MODEL[model]
