"""From a document to a Kafka message: key, value, and the headers that pass through every hop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from copydesk.document_error import DocumentError
from copydesk.runtime.tracing import TRACEPARENT, TRACESTATE, next_traceparent, sibling_traceparent
from schemas.document import Document, utc_now
from schemas.topics import topic_of

RECEIVED_AT = "received_at"
"""Header with the arrival time, so that latency is known even where the value cannot be read."""

ATTEMPT = "attempt"
"""Header that a redrive sets: how often this message has been tried, this time included."""

REDRIVEN_FROM = "redriven_from"
"""Header that a redrive sets: the dead letter that was sent again, TOPIC/PARTITION/OFFSET."""

REPLAY = "replay"
"""Header that a replay sets, its name: the article was enriched before, and is enriched anew. Every hop hands it on."""

REPLAYED_FROM = "replayed_from"
"""Header that a replay sets: the message that was sent again, TOPIC/PARTITION/OFFSET."""

Headers = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Validated:
    """A document that was validated where it arrived, so that the loop need not decode and validate it again.

    `written` writes down, as JSON, what the document was made from: only a dead letter needs it. `size` is the length
    of the document's text in bytes.
    """

    document: Document
    size: int
    written: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Origin:
    """A message as it was read. An intake gives its file for the topic and the line for the offset.

    `problem` is why an intake could not read what came, where it could not; the message then ends as a dead letter.
    `validated` stands in for `value`, which is None then. `link` is the traceparent of the span that the message came
    out of together with others, as those of a file: each has a trace of its own, which names that span.
    """

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    problem: Exception | None = None
    validated: Validated | None = None
    link: bytes | None = None

    @property
    def size(self) -> int:
        """Bytes of the value."""
        return self.validated.size if self.validated else len(self.value or b"")

    def original_value(self) -> bytes:
        """The bytes that a dead letter carries."""
        return self.validated.written() if self.validated else self.value or b""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way to the broker. `topic` is the name in the contract, without the cluster's prefix.

    `slot` is a number whose remainder by the number of partitions is the partition (`schemas/placement.py`); where it
    is None the key decides.
    """

    topic: str
    key: bytes | None
    value: bytes
    headers: Headers
    slot: int | None = None


class DocumentTooLargeError(DocumentError):
    """A document is over the size that its topic takes."""


def read_headers(headers: object) -> dict[str, bytes]:
    """Headers as a mapping, whether a client gave pairs, a mapping or none; the last of equal names counts."""
    if not headers:
        return {}
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return {str(name): bytes(value or b"") for name, value in pairs}  # type: ignore[attr-defined]


def carried(headers: Headers) -> dict[str, bytes]:
    """What a hop hands on from the message that it read: trace, arrival time, and whether it is a replay."""
    onward = {TRACEPARENT: next_traceparent(headers.get(TRACEPARENT))}
    for name in (TRACESTATE, RECEIVED_AT, REPLAY):
        if name in headers:
            onward[name] = headers[name]
    return onward


def passed_on(headers: Headers) -> dict[str, bytes]:
    """The same from a message that is sent again as it was: whoever does that records no span, so it names none."""
    return carried(headers) | ({TRACEPARENT: headers[TRACEPARENT]} if TRACEPARENT in headers else {})


def envelop(document: Document, service: str, incoming: Headers) -> Outgoing:
    """The message that carries `document`, as a CloudEvent in Kafka binary mode.

    Source of the header names: CloudEvents Kafka protocol binding 1.0.2, section 3.2.

    Raises:
        DocumentTooLargeError: its value is over the topic's `max_message_bytes`.
    """
    return _message(document, service, carried(incoming))


def envelop_all(documents: Iterable[Document], service: str, incoming: Headers) -> list[Outgoing]:
    """The messages of all that one article became, in one trace; those of one topic name one span, that of their send.

    Raises:
        DocumentTooLargeError: the value of one is over its topic's `max_message_bytes`.
    """
    first = carried(incoming)
    by_topic: dict[str, Headers] = {}
    messages = []
    for document in documents:
        topic = topic_of(type(document)).name
        if topic not in by_topic:
            by_topic[topic] = {**first, TRACEPARENT: sibling_traceparent(first[TRACEPARENT])} if by_topic else first
        messages.append(_message(document, service, by_topic[topic]))
    return messages


def _message(document: Document, service: str, onward: Headers) -> Outgoing:
    topic = topic_of(type(document))
    headers = {
        "ce_specversion": b"1.0",
        "ce_id": document.event_id(service).encode(),
        "ce_type": topic.event_type.encode(),
        "ce_source": f"/copydesk/{service}".encode(),
        "ce_time": utc_now().isoformat().encode(),
        "ce_subject": document.id.encode(),
        "content-type": b"application/json",
        **onward,
    }
    headers.setdefault(RECEIVED_AT, document.received_at.isoformat().encode())
    value = document.model_dump_json().encode()
    if len(value) > topic.max_message_bytes:
        raise DocumentTooLargeError(f"{len(value)} bytes, and {topic.name} takes {topic.max_message_bytes}")
    return Outgoing(topic.name, document.id.encode(), value, headers, topic.slot(document))
