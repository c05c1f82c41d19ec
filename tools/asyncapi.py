"""The contract as an AsyncAPI 3.0.0 document: every topic, what it carries, who writes it and who reads it.

Sources: AsyncAPI 3.0.0, its Kafka binding 0.5.0, and the CloudEvents Kafka protocol binding 1.0.2 (binary mode).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.dead_letter import DeadLetter
from schemas.document import Document
from schemas.topics import ARTICLE_TOPICS, SERVICE_NAMES, TOPICS, Topic
from tools.compatibility import Schema
from tools.json_schemas import schema_file

ASYNCAPI = "3.0.0"
KAFKA_BINDING = "0.5.0"

DESCRIPTION = (
    "Raw articles in, enriched events out. Where COPYDESK_TOPIC_PREFIX is set, it stands before every topic and "
    "consumer group. Delivery is at least once: drop what you have seen by `ce_id`."
)

_PARTITIONED = {
    "key": "",
    "language": " Where there are several partitions, an article lies in that of its language, not in that of its key.",
}

_MOMENT: Schema = {"type": "string", "format": "date-time"}


@dataclass(frozen=True, slots=True)
class Subscription:
    """A service that reads a topic, and the consumer group in which it does."""

    service: str
    topic: Topic
    group: str


def asyncapi(subscriptions: Sequence[Subscription]) -> dict[str, object]:
    """The document. References to schemas name the files that `tools.json_schemas` writes into the same folder."""
    operations = [_sending(topic) for topic in TOPICS] + [_receiving(subscription) for subscription in subscriptions]
    return {
        "asyncapi": ASYNCAPI,
        "info": {"title": "Copydesk", "version": _version(), "description": DESCRIPTION},
        "defaultContentType": "application/json",
        "channels": {topic.name: _channel(topic) for topic in TOPICS},
        "operations": dict(operations),
        "components": {
            "schemas": {"CarriedHeaders": _carried_headers(), "EventHeaders": _event_headers()},
            "messages": {topic.model.__name__: _message(topic) for topic in TOPICS},
        },
    }


def _version() -> str:
    """The major version that the events state."""
    return ARTICLE_TOPICS[-1].event_type.rpartition(".v")[2]


def _channel(topic: Topic) -> Schema:
    settings = topic.configuration
    return {
        "address": topic.name,
        "description": _first_line(topic) + _PARTITIONED[topic.partitioned_by],
        "messages": {topic.model.__name__: {"$ref": f"#/components/messages/{topic.model.__name__}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": settings["cleanup.policy"].split(","),
                    "retention.ms": int(settings["retention.ms"]),
                    "max.message.bytes": int(settings["max.message.bytes"]),
                },
                "bindingVersion": KAFKA_BINDING,
            }
        },
    }


def _first_line(topic: Topic) -> str:
    if topic.model is DeadLetter:
        return f"What {topic.written_by} could not process."
    return (topic.model.__doc__ or "").partition("\n")[0]


def _message(topic: Topic) -> Schema:
    if topic.model is DeadLetter:
        return _dead_letter(topic)
    return _event(topic) if issubclass(topic.model, Document) else _decision(topic)


def _event(topic: Topic) -> Schema:
    stated = {"ce_type": {"const": topic.event_type}, "ce_source": {"const": f"/copydesk/{topic.written_by}"}}
    return {
        "name": topic.event_type,
        "title": topic.model.__name__,
        "contentType": "application/json",
        "headers": {"allOf": [{"$ref": "#/components/schemas/EventHeaders"}, {"properties": stated}]},
        "payload": {"$ref": f"./{schema_file(topic)}"},
        "bindings": _key(Document.model_json_schema()["properties"]["id"]),
    }


def _dead_letter(topic: Topic) -> Schema:
    return {
        "name": topic.model.__name__,
        "title": topic.model.__name__,
        "contentType": "application/octet-stream",
        "headers": {"allOf": [{"$ref": "#/components/schemas/CarriedHeaders"}, {"$ref": f"./{schema_file(topic)}"}]},
        "payload": {"description": "The original bytes, whatever they are."},
        "bindings": _key({"type": ["string", "null"], "description": "the original key"}),
    }


def _decision(topic: Topic) -> Schema:
    return {
        "name": topic.model.__name__,
        "title": topic.model.__name__,
        "contentType": "application/json",
        "payload": {"$ref": f"./{schema_file(topic)}"},
        "bindings": _key({"type": "string", "description": "the place of the dead letter: TOPIC/PARTITION/OFFSET"}),
    }


def _key(key: Schema) -> Schema:
    return {"kafka": {"key": key, "bindingVersion": KAFKA_BINDING}}


def _sending(topic: Topic) -> tuple[str, Schema]:
    summary = f"{topic.written_by} writes {topic.name}."
    return f"{topic.written_by}.send.{topic.name}", {"action": "send", "summary": summary, **_transported(topic)}


def _receiving(subscription: Subscription) -> tuple[str, Schema]:
    topic = subscription.topic
    group = {"groupId": {"type": "string", "enum": [subscription.group]}, "bindingVersion": KAFKA_BINDING}
    return f"{subscription.service}.receive.{topic.name}", {
        "action": "receive",
        "summary": f"{subscription.service} reads {topic.name}.",
        "bindings": {"kafka": group},
        **_transported(topic),
    }


def _transported(topic: Topic) -> Schema:
    channel = f"#/channels/{topic.name}"
    return {"channel": {"$ref": channel}, "messages": [{"$ref": f"{channel}/messages/{topic.model.__name__}"}]}


def _carried_headers() -> Schema:
    return {
        "description": "What passes through every hop.",
        "type": "object",
        "required": ["traceparent"],
        "properties": {
            "traceparent": {
                "description": "W3C Trace Context: one trace from the intake to the finished event.",
                "type": "string",
                "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
            },
            "tracestate": {"description": "W3C Trace Context, where the sender gave it.", "type": "string"},
            "received_at": {"description": "Arrival at the intake.", **_MOMENT},
            "replay": {
                "description": "The name of a replay: this event was written before, and is made anew.",
                "type": "string",
            },
        },
    }


def _event_headers() -> Schema:
    known = " or ".join(f"/copydesk/{name}" for name in SERVICE_NAMES)
    own: dict[str, Schema] = {
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": {
            "description": "The same whenever the same event is written again: derived from article, version, content "
            "and service.",
            "type": "string",
            "format": "uuid",
        },
        "ce_type": {"description": "What the event is; ends in the major version of its form.", "type": "string"},
        "ce_source": {"description": known, "type": "string", "format": "uri-reference"},
        "ce_time": {"description": "When the event was written.", **_MOMENT},
        "ce_subject": {"description": "The article's id, as in the key.", "type": "string"},
        "content-type": {"type": "string", "const": "application/json"},
    }
    again: dict[str, Schema] = {
        "attempt": {"description": "Set by a redrive: how often this message has been tried.", "type": "string"},
        "redriven_from": {"description": "Set by a redrive: the dead letter that was sent again.", "type": "string"},
        "replayed_from": {"description": "Set by a replay: the message that was sent again.", "type": "string"},
    }
    return {
        "description": "A CloudEvent in Kafka binary mode.",
        "allOf": [{"$ref": "#/components/schemas/CarriedHeaders"}],
        "type": "object",
        "required": [*own, "received_at"],
        "properties": {**own, **again},
    }
