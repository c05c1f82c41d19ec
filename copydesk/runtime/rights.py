"""What each process may do in the cluster: what its work takes. Kafka's ACLs and Strimzi's users follow from it.

No process writes in a transaction (docs/choices.md), so none needs a right to a transactional id; what an idempotent
producer needs is contained in the right to write to a topic, since Apache Kafka 2.8 (KIP-679).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.document import Document
from schemas.topics import OPERATOR, SERVICE_NAMES, TOPICS, Topic, topic_of

Operation: TypeAlias = Literal[
    "Describe", "Read", "Write", "Create", "Alter", "DescribeConfigs", "AlterConfigs"
]  # as Kafka's documentation and Strimzi spell them

READS: tuple[Operation, ...] = ("Describe", "Read")
WRITES: tuple[Operation, ...] = ("Describe", "Write")
MAKES: tuple[Operation, ...] = ("Describe", "DescribeConfigs", "Create", "Alter", "AlterConfigs")

TOPIC_MAKER = "topics"
"""Who runs `copydesk topics apply`: the only one that may create and alter topics."""

READER_OF_RAW = SERVICE_NAMES[1]
"""The service whose lag an edge measures that slows senders down."""


@dataclass(frozen=True, slots=True)
class Right:
    """What may be done with a topic or a group; its name is without the cluster's prefix.

    With the pattern `prefix` it is about all whose names begin so.
    """

    resource: Literal["topic", "group"]
    name: str
    operations: tuple[Operation, ...]
    pattern: Literal["literal", "prefix"] = "literal"

    def name_in(self, settings: Settings) -> str:
        """The name in this cluster."""
        return settings.topic(self.name)


def group_name(service: str) -> str:
    """A service's consumer group, without the cluster's prefix."""
    return Settings.model_construct().group(service)


def process_rights(service: Service[Document]) -> tuple[Right, ...]:
    """Of a service's process, or of an edge's: it reads its source, writes its own topics, and nothing else.

    An edge that tells where an article is reads all topics, and may ask how far the first reader has come.
    """
    written = [Right("topic", topic.name, WRITES) for topic in TOPICS if topic.written_by == service.name]
    if service.searches:
        read = [Right("topic", topic.name, READS) for topic in TOPICS]
        return (*read, *written, Right("group", group_name(READER_OF_RAW), ("Describe",)))
    if service.is_edge:
        return tuple(written)
    source = Right("topic", topic_of(service.source).name, READS)
    return (source, *written, Right("group", group_name(service.name), READS))


def operator_rights(sources: Iterable[Topic]) -> tuple[Right, ...]:
    """Of whoever looks after it: reads everything, and sends dead letters back to the topics that services read."""
    reads: tuple[Operation, ...] = ("Describe", "DescribeConfigs", "Read")
    own = [topic for topic in TOPICS if topic.written_by == OPERATOR]
    return (
        *(Right("topic", topic.name, reads) for topic in TOPICS),
        *(Right("topic", topic.name, ("Write",)) for topic in (*sources, *own)),
        Right("group", group_name(""), ("Describe",), "prefix"),
    )


def topic_maker_rights() -> tuple[Right, ...]:
    """Of whoever makes the topics: neither reads nor writes them."""
    return tuple(Right("topic", topic.name, MAKES) for topic in TOPICS)
