"""A message that could not be processed: its original bytes, and who gave up on it, when, where and why.

The value of the Kafka message is the original value and its key the original key; everything else is headers, so that
a redrive sends back exactly what failed. The header set is that of Spring Kafka's DeadLetterPublishingRecoverer
(original topic, partition, offset, timestamp, exception, message) with story-indexer's place of the error and an
attempt count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, Self

from pydantic import Field

from schemas.document import Contract, Moment, utc_now

HEADER_PREFIX = "dead_letter_"

MAX_MESSAGE_CHARACTERS = 100
"""Some exceptions print the whole article; a header must stay small."""


class DeadLetter(Contract):
    """What the headers of a dead letter say. `original_offset` is -1 where the input was no Kafka message."""

    original_topic: str
    original_partition: int = -1
    original_offset: int = -1
    original_timestamp: int = Field(default=-1, description="milliseconds since 1970, as Kafka gives it")
    original_size: int = Field(default=0, ge=0, description="bytes of the original value")
    truncated: bool = Field(default=False, description="the value is only the beginning of the original")
    service: str
    service_version: str
    error_type: str
    error_message: str = Field(max_length=MAX_MESSAGE_CHARACTERS)
    error_place: str = Field(description="file:line and function of the innermost frame")
    attempts: int = Field(default=1, ge=1, description="how often this message has been tried, redrives included")
    failed_at: str = Field(description="RFC 3339 time of the failure")

    def to_headers(self) -> dict[str, bytes]:
        """Kafka headers, one a field."""
        fields = self.model_dump(mode="json")
        return {HEADER_PREFIX + name: str(value).encode() for name, value in fields.items()}

    @classmethod
    def from_headers(cls, headers: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> Self:
        """Read what `to_headers` wrote; other headers are passed over.

        Raises:
            pydantic.ValidationError: a field is missing or is not what it should be.
        """
        pairs = headers.items() if isinstance(headers, Mapping) else headers
        fields = {
            name.removeprefix(HEADER_PREFIX): value.decode("utf-8", "replace")
            for name, value in pairs
            if name.startswith(HEADER_PREFIX)
        }
        return cls.model_validate(fields)


Decision = Literal["redriven", "dropped"]


class DeadLetterDecision(Contract):
    """What an operator has decided about one dead letter. The dead letter itself stays where it is.

    Its place and its time name it together: when a topic is made anew, its offsets begin again.
    """

    topic: str = Field(description="the topic in which the dead letter lies, as it is called in the cluster")
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    timestamp: int = Field(description="of the dead letter: milliseconds since 1970, as Kafka gives it")
    decision: Decision
    decided_at: Moment = Field(default_factory=utc_now)
