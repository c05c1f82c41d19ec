"""The spans of an article at one hop, made when it has ended: by then all is known, and nothing waited for it.

There are three kinds: of the message that is processed, of the service's own function, and of what is sent to a topic,
one span however many messages it takes: one for each quote would be most of what tracing costs. Names and attributes
are those of OpenTelemetry's semantic conventions for messaging and for Kafka
(https://opentelemetry.io/docs/specs/semconv/messaging/kafka/).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import structlog
from aiokafka.structs import RecordMetadata

from copydesk.runtime import tracing
from copydesk.runtime.delivery import REFUSED, Confirmation
from copydesk.runtime.envelope import ATTEMPT, Outgoing
from copydesk.runtime.in_flight import Entry
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.tracing import TRACEPARENT, Attributes, Span, SpanContext, read_traceparent

log = structlog.get_logger(__name__)


class ArticleSpans:
    """Makes the spans of one service's articles."""

    def __init__(self, service: Service[Any], settings: Settings) -> None:
        self._name = service.process_name
        self._is_edge = service.is_edge
        self._group = settings.group(service.name)
        self._settings = settings

    def record(self, entry: Entry) -> None:
        """Record what became of an article that is confirmed, where its trace is sampled and somebody takes spans."""
        recorder = tracing.recorder()
        if recorder is None:
            return
        try:
            for span in self._spans(entry, time.time_ns()):
                recorder.record(span)
        except Exception:
            # The article must be acknowledged, whatever is wrong with what is told of it.
            log.exception("the spans of an article are lost", **entry.ids)

    def _spans(self, entry: Entry, ended_ns: int) -> Iterator[Span]:
        sent = read_traceparent(entry.messages[0].headers.get(TRACEPARENT)) if entry.messages else None
        if sent is None or not sent.sampled:
            return
        article = SpanContext(sent.trace_id, tracing.new_span_id(), sampled=True)
        link = read_traceparent(entry.origin.link)
        yield Span(
            name=f"{self._name} article" if self._is_edge else f"process {entry.origin.topic}",
            kind="internal" if self._is_edge else "consumer",
            context=article,
            parent=read_traceparent(entry.origin.headers.get(TRACEPARENT)),
            started_ns=entry.taken_ns,
            ended_ns=ended_ns,
            attributes=self._of_article(entry) if self._is_edge else self._of_article(entry) | self._of_message(entry),
            error=entry.error,
            links=(link,) if link else (),
        )
        own = SpanContext(sent.trace_id, tracing.new_span_id(), sampled=True)
        failure = None if isinstance(entry.error, REFUSED) else entry.error
        yield Span(self._name, "internal", own, article, entry.handling_ns, entry.handled_ns, {}, failure)
        for header, written in _sends(entry).items():
            topic = self._settings.topic(written[0][0].topic)
            attributes = _of_batch(topic, len(written)) if len(written) > 1 else _of_sent(topic, *written[0])
            context = read_traceparent(header) or own
            yield Span(f"send {topic}", "producer", context, article, entry.sent_ns, ended_ns, attributes)

    @staticmethod
    def _of_article(entry: Entry) -> Attributes:
        attributes: Attributes = {"copydesk.status": entry.status}
        if entry.article_id:
            attributes["copydesk.article.id"] = entry.article_id
        return attributes

    def _of_message(self, entry: Entry) -> Attributes:
        origin = entry.origin
        attributes = _messaging("process", origin.topic) | _of_one(origin.key, origin.size)
        attributes["messaging.destination.partition.id"] = str(origin.partition)
        attributes["messaging.kafka.offset"] = origin.offset
        attributes["messaging.consumer.group.name"] = self._group
        attempt = origin.headers.get(ATTEMPT, b"")
        if attempt.isdigit():
            attributes["copydesk.attempt"] = int(attempt)
        return attributes


def _sends(entry: Entry) -> dict[bytes | None, list[tuple[Outgoing, Confirmation]]]:
    """What was sent, by the span that the messages name: one a topic."""
    sends: dict[bytes | None, list[tuple[Outgoing, Confirmation]]] = {}
    for message, confirmation in zip(entry.messages, entry.confirmations, strict=True):
        sends.setdefault(message.headers.get(TRACEPARENT), []).append((message, confirmation))
    return sends


def _of_sent(topic: str, message: Outgoing, confirmation: Confirmation) -> Attributes:
    attributes = _messaging("send", topic) | _of_one(message.key, len(message.value))
    event = message.headers.get("ce_id")
    if event:
        attributes["messaging.message.id"] = event.decode()
    written = confirmation.result()
    if isinstance(written, RecordMetadata):
        attributes["messaging.destination.partition.id"] = str(written.partition)
        attributes["messaging.kafka.offset"] = written.offset
    return attributes


def _of_batch(topic: str, messages: int) -> Attributes:
    """Of several messages the conventions want the number alone, and nothing of any one of them."""
    return _messaging("send", topic) | {"messaging.batch.message_count": messages}


def _messaging(operation: str, topic: str) -> Attributes:
    return {
        "messaging.system": "kafka",
        "messaging.operation.name": operation,
        "messaging.operation.type": operation,
        "messaging.destination.name": topic,
    }


def _of_one(key: bytes | None, size: int) -> Attributes:
    attributes: Attributes = {"messaging.message.body.size": size}
    if key:
        attributes["messaging.kafka.message.key"] = key.decode("utf-8", "replace")
    return attributes
