from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from copydesk.registry import find_service
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.envelope import ATTEMPT, Headers, Origin, envelop
from schemas.article import AnnotatedArticle, EnrichedArticle, RawArticle
from schemas.dead_letter import DeadLetter
from schemas.topics import ARTICLE_TOPICS, SERVICE_NAMES, TOPICS, Topic, topic_of
from tools.json_schemas import GENERATED

PATH = GENERATED / "asyncapi.json"

Document = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Document:
    loaded: Document = json.loads(PATH.read_text())
    return loaded


def references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolve(document: Document, reference: str) -> Document:
    file, _, pointer = reference.partition("#")
    node: Document = json.loads((PATH.parent / file).read_text()) if file else document
    for part in pointer.split("/")[1:]:
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def test_all_references_resolve(document: Document) -> None:
    found = set(references(document))
    assert len(found) > len(TOPICS)
    for reference in found:
        assert isinstance(resolve(document, reference), dict), reference


def test_channels_are_the_topics(document: Document) -> None:
    assert set(document["channels"]) == {topic.name for topic in TOPICS}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_channel_says_what_its_topic_is(document: Document, topic: Topic) -> None:
    channel = document["channels"][topic.name]
    assert channel["address"] == topic.name
    binding = channel["bindings"]["kafka"]
    assert binding["bindingVersion"] == "0.5.0"
    assert binding["topic"] == topic.name
    assert binding["partitions"] == topic.partitions
    assert binding["topicConfiguration"] == {
        "cleanup.policy": [topic.cleanup],
        "retention.ms": topic.retention_days * 24 * 60 * 60 * 1000,
        "max.message.bytes": topic.max_message_bytes,
    }
    assert list(channel["messages"]) == [topic.model.__name__]
    assert ("partition" in channel["description"]) == (topic.partitioned_by != "key")


@pytest.mark.parametrize("topic", ARTICLE_TOPICS, ids=lambda topic: topic.name)
def test_a_message_has_the_schema_of_its_model(document: Document, topic: Topic) -> None:
    message = resolve(document, document["channels"][topic.name]["messages"][topic.model.__name__]["$ref"])
    assert resolve(document, message["payload"]["$ref"])["title"] == topic.model.__name__
    assert message["bindings"]["kafka"]["key"]["type"] == "string"


def test_every_topic_is_written_by_its_service(document: Document) -> None:
    writers = {
        (name.partition(".")[0], operation["channel"]["$ref"].rpartition("/")[2])
        for name, operation in document["operations"].items()
        if operation["action"] == "send"
    }
    assert writers == {(topic.written_by, topic.name) for topic in TOPICS}


def test_every_service_reads_its_source(document: Document) -> None:
    readers = {
        name.partition(".")[0]: (operation["channel"]["$ref"].rpartition("/")[2], operation["bindings"]["kafka"])
        for name, operation in document["operations"].items()
        if operation["action"] == "receive"
    }
    assert list(readers) == sorted(SERVICE_NAMES[1:])
    for name, (channel, binding) in readers.items():
        assert channel == topic_of(find_service(name).source).name
        assert binding["groupId"]["enum"] == [f"copydesk.{name}"]


def test_operations_use_messages_of_their_channel(document: Document) -> None:
    for operation in document["operations"].values():
        channel = operation["channel"]["$ref"]
        assert resolve(document, channel) in document["channels"].values()
        for message in operation["messages"]:
            assert message["$ref"].startswith(f"{channel}/messages/")


# --- Headers: what the services really write is what the document says ------------------------------------------------


def validator(document: Document, model: type[object]) -> Draft202012Validator:
    """Checks headers of a message, given as text."""
    base = "https://copydesk.invalid/"
    registry: Registry[Any] = Registry()
    for path in [PATH, *sorted(PATH.parent.glob("*.schema.json"))]:
        content = {key: value for key, value in json.loads(Path(path).read_text()).items() if key != "$id"}
        registry = registry.with_resource(base + path.name, DRAFT202012.create_resource(content))
    reference = f"{base}{PATH.name}#/components/messages/{model.__name__}/headers"
    return Draft202012Validator({"$ref": reference}, registry=registry, format_checker=FormatChecker())


def as_text(headers: Headers) -> dict[str, str]:
    return {name: value.decode() for name, value in headers.items()}


EVENT = EnrichedArticle.model_validate({"id": "a", "text": "t", "story": {"id": "s", "verdict": "new"}})


def event_headers() -> dict[str, str]:
    return as_text(envelop(EVENT, "quotes", {}).headers)


def test_an_events_headers_are_as_described(document: Document) -> None:
    check = validator(document, EnrichedArticle)
    check.validate(event_headers())
    check.validate(event_headers() | {"tracestate": "a=b", ATTEMPT: "2"})
    described = resolve(document, "#/components/schemas/EventHeaders")["required"]
    assert set(event_headers()) == {*described, "traceparent"}


@pytest.mark.parametrize("name", sorted(event_headers()))
def test_no_header_of_an_event_may_be_missing(document: Document, name: str) -> None:
    headers = event_headers()
    del headers[name]
    assert not validator(document, EnrichedArticle).is_valid(headers)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ce_type", "copydesk.articles.enriched.v1"),
        ("ce_source", "/copydesk/entities"),
        ("ce_specversion", "0.3"),
        ("ce_id", "7"),
        ("traceparent", "00-1-2-3"),
        ("content-type", "text/plain"),
    ],
)
def test_a_header_with_another_value_is_not_as_described(document: Document, name: str, value: str) -> None:
    assert not validator(document, EnrichedArticle).is_valid(event_headers() | {name: value})


def test_each_message_states_its_own_type(document: Document) -> None:
    headers = event_headers()
    assert not validator(document, RawArticle).is_valid(headers)
    assert not validator(document, AnnotatedArticle).is_valid(headers)


def letter_headers(value: bytes) -> dict[str, str]:
    received = datetime(2026, 3, 3, tzinfo=UTC).isoformat().encode()
    origin = Origin("articles.raw", 0, 7, 1_700_000_000_000, b"a", value, {"received_at": received})
    return as_text(dead_letter(origin, ValueError("no body"), "cleaner").headers)


def test_a_dead_letters_headers_are_as_described(document: Document) -> None:
    check = validator(document, DeadLetter)
    headers = letter_headers(b"{}")
    check.validate(headers)
    for name in headers:
        if name.startswith("dead_letter_"):
            assert not check.is_valid({key: value for key, value in headers.items() if key != name}), name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dead_letter_original_offset", "seven"),
        ("dead_letter_truncated", "perhaps"),
        ("dead_letter_error_message", "x" * 101),
    ],
)
def test_a_dead_letters_header_has_its_form(document: Document, name: str, value: str) -> None:
    assert not validator(document, DeadLetter).is_valid(letter_headers(b"{}") | {name: value})
