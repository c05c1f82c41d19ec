"""A rolling upgrade: messages of the version before are read, and what this version writes, that version reads, too.

`stored/messages.jsonl` is what the code of the last release of the schemas (`schemas/released`) wrote of four articles
and of two dead letters, byte for byte: a topic keeps such messages for weeks. `stored/dedup-memory.json` is the head
of a snapshot that it made.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from copydesk.operator.dead_letters import FoundDeadLetter
from copydesk.operator.decisions import LetterPlace
from copydesk.operator.redrive import Redriver
from copydesk.registry import find_service, topics_read
from copydesk.result import as_result
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.envelope import Origin, envelop
from copydesk.runtime.replica import Replica
from copydesk.runtime.settings import Settings
from copydesk.runtime.snapshots import Position, Snapshots
from copydesk.runtime.step import process
from schemas.article import CleanArticle, DuplicateArticle, RawArticle, UniqueArticle
from schemas.dead_letter import DeadLetter
from schemas.document import Document
from schemas.topics import ARTICLE_TOPICS, SERVICE_NAMES, TOPICS, Topic, topic_of
from tools.json_schemas import RELEASED, schema_file

STORED = Path(__file__).parent / "stored"
FEED = Path(__file__).parents[2] / "samples" / "feed.jsonl"
BY_NAME = {topic.name: topic for topic in TOPICS}


@dataclass(frozen=True)
class Stored:
    """A message of the version before."""

    topic: Topic
    key: bytes
    value: bytes
    headers: dict[str, bytes]


@cache
def stored() -> tuple[Stored, ...]:
    lines = map(json.loads, (STORED / "messages.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(
        Stored(
            BY_NAME[line["topic"]],
            line["key"].encode(),
            line["value"].encode(),
            {name: value.encode() for name, value in line["headers"].items()},
        )
        for line in lines
    )


def of_topic(topic: Topic) -> list[Document]:
    return [topic.model.model_validate_json(each.value) for each in stored() if each.topic == topic]  # type: ignore[misc]


def known_part(new: object, old: object) -> object:
    """Of a value what the version before knows of it: fields that are new, at any depth, are left out."""
    if isinstance(new, dict) and isinstance(old, dict):
        return {name: known_part(new.get(name), value) for name, value in old.items()}
    if isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        return [known_part(one, other) for one, other in zip(new, old, strict=True)]
    return new


def released(topic: Topic) -> Draft202012Validator:
    """The form in which the version before knows what a topic carries."""
    return Draft202012Validator(json.loads((RELEASED / schema_file(topic)).read_text(encoding="utf-8")))


def through_the_chain(documents: list[Document], start: str) -> Iterator[tuple[str, Document]]:
    """What the services from `start` on make of documents, with the service that made each."""
    for name in SERVICE_NAMES[SERVICE_NAMES.index(start) :]:
        service = find_service(name)
        handler = service.ready_handler()
        read = [document for document in documents if type(document) is service.source]
        documents = [made for document in read for made in process(service, handler, document).documents]
        yield from ((name, made) for made in documents)


def test_there_is_a_message_of_every_topic_that_carries_articles() -> None:
    assert {each.topic for each in stored()} >= set(ARTICLE_TOPICS)
    assert any(each.topic.model is DeadLetter for each in stored())


@pytest.mark.parametrize("topic", ARTICLE_TOPICS, ids=lambda topic: topic.name)
def test_what_was_written_before_has_the_released_form_and_is_read_as_it_was(topic: Topic) -> None:
    values = [json.loads(each.value) for each in stored() if each.topic == topic]
    for value, document in zip(values, of_topic(topic), strict=True):
        released(topic).validate(value)
        # Nothing that was known is dropped or read otherwise.
        assert known_part(json.loads(document.model_dump_json()), value) == value


@pytest.mark.parametrize("name", [name for name in SERVICE_NAMES if not find_service(name).is_edge])
def test_each_service_goes_on_with_what_was_written_before(name: str) -> None:
    source = topic_of(find_service(name).source)
    old = of_topic(source)
    made = list(through_the_chain(old, name))
    ends = Counter(document.id for service, document in made if service == name)
    assert set(ends) == {document.id for document in old}
    last = {type(document).__name__ for service, document in made if service == "quotes"}
    assert last == {"EnrichedArticle", "QuoteEvent"}
    for service, document in made:
        # The event ids are those of the first time, so a consumer drops what it knows.
        message = envelop(document, service, {})
        before = [each for each in stored() if each.topic.name == message.topic and each.key == message.key]
        if service == name and before and not message.topic.startswith("quotes"):
            assert message.headers["ce_id"] in {each.headers["ce_id"] for each in before}


@pytest.mark.parametrize("topic", ARTICLE_TOPICS, ids=lambda topic: topic.name)
def test_the_version_before_reads_what_is_written_now(topic: Topic) -> None:
    """A service that is not upgraded yet reads what one that is has written."""
    new = [document for document in written_now() if topic_of(type(document)) == topic]
    assert new
    for document in new:
        released(topic).validate(json.loads(document.model_dump_json()))


@cache
def written_now() -> tuple[Document, ...]:
    raw: list[Document] = []
    for line in FEED.read_text("utf-8").splitlines():
        # The feed has lines that are refused, too.
        with contextlib.suppress(ValidationError):
            raw.append(RawArticle.model_validate_json(line))
    return (*raw, *(document for _, document in through_the_chain(raw, "cleaner")))


def test_the_version_before_reads_a_dead_letter_of_now() -> None:
    origin = Origin("articles.raw", 0, 4, 1000, b"a", b"{}", {"received_at": b"2026-11-29T12:00:00+00:00"})
    headers = dead_letter(origin, ValueError("no good"), "cleaner").headers
    (topic,) = (topic for topic in TOPICS if topic.name == "cleaner.dead-letters")
    released(topic).validate({name: value.decode() for name, value in headers.items()})


def test_a_dead_letter_of_before_goes_back_to_its_topic_and_through() -> None:
    make = Redriver(Settings(), topics_read(), {"articles.raw": {0, 1, 2, 3}})
    redriven = []
    for offset, each in enumerate(each for each in stored() if each.topic.model is DeadLetter):
        letter = DeadLetter.from_headers(each.headers)
        place = LetterPlace(each.topic.name, 0, offset, 1000)
        sent = make.message(FoundDeadLetter(place, each.key, each.value, each.headers, letter))
        assert (sent.topic, sent.partition, sent.value) == ("articles.raw", letter.original_partition, each.value)
        assert sent.headers["received_at"] == each.headers["received_at"]
        if sent.key == b"ferry-late":
            redriven.append(RawArticle.model_validate_json(sent.value or b""))
    assert [document.id for _, document in through_the_chain([*redriven], "cleaner")][-1] == "ferry-late"


def test_a_snapshot_of_before_is_not_used_and_its_log_gives_the_same_verdicts(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    snapshots = Snapshots(tmp_path / "dedup" / "articles.clean-0")

    def save(empty: Path) -> None:
        shutil.copyfile(STORED / "dedup-memory.json", empty / "memory.json")

    folder = snapshots.fill(save)
    snapshots.publish(folder, Position(4, 1000, 7))
    snapshots.close()

    replica = Replica(find_service("dedup"), settings, 0)
    try:
        # From the beginning of the log, whatever the snapshot says.
        assert replica.next_offset == 0
        verdicts = []
        for article in of_topic(topic_of(CleanArticle)):
            (judged,) = as_result(replica.handle(article)).documents
            assert isinstance(judged, UniqueArticle | DuplicateArticle)
            verdicts.append((judged.id, judged.story.verdict, judged.story.of))
    finally:
        replica.close()
    before = [
        (value["id"], value["story"]["verdict"], value["story"]["of"])
        for value in (
            json.loads(each.value) for each in stored() if each.topic.name in ("articles.unique", "articles.duplicates")
        )
    ]
    assert sorted(verdicts, key=str) == sorted(before, key=str)
