from __future__ import annotations

import re

import pytest

from schemas.article import MAX_BODY_CHARACTERS, CleanArticle, RawArticle, ReadingArticle, UniqueArticle
from schemas.dead_letter import DeadLetter
from schemas.document import Document
from schemas.placement import language_slot
from schemas.sketch import Sketch
from schemas.topics import (
    ARTICLE_TOPICS,
    DAY_MS,
    MAX_MESSAGE_BYTES,
    SERVICE_NAMES,
    TOPICS,
    Topic,
    dead_letter_topic,
    topic_of,
)

ALL = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)


def test_no_two_topics_have_one_name() -> None:
    assert len({topic.name for topic in TOPICS}) == len(TOPICS)


def test_no_two_article_topics_have_one_model() -> None:
    """A document finds its topic by its type."""
    assert len({topic.model for topic in ARTICLE_TOPICS}) == len(ARTICLE_TOPICS)
    for topic in ARTICLE_TOPICS:
        assert issubclass(topic.model, Document)
        assert topic_of(topic.model) is topic


@pytest.mark.parametrize("model", [Document, ReadingArticle])
def test_what_no_topic_carries_is_an_error(model: type[Document]) -> None:
    with pytest.raises(KeyError):
        topic_of(model)


def test_every_service_has_dead_letters_and_nobody_else() -> None:
    letters = [topic for topic in TOPICS if topic.model is DeadLetter]
    assert [topic.written_by for topic in letters] == list(SERVICE_NAMES)
    assert [topic.name for topic in letters] == [f"{name}.dead-letters" for name in SERVICE_NAMES]


def test_services_stand_in_the_order_of_an_articles_way() -> None:
    assert SERVICE_NAMES == ("intake", "cleaner", "dedup", "entities", "quotes")


@pytest.mark.parametrize("service", SERVICE_NAMES)
def test_dead_letters_hold_whatever_any_article_topic_holds(service: str) -> None:
    letters = dead_letter_topic(service)
    for topic in ARTICLE_TOPICS:
        assert letters.max_message_bytes > topic.max_message_bytes
        assert letters.retention_days >= topic.retention_days
    assert letters.cleanup == "delete"  # compaction would keep one letter a key


def test_deduplication_reads_one_totally_ordered_log() -> None:
    assert next(topic for topic in TOPICS if topic.name == "articles.clean").partitions == 1


def test_a_topic_holds_the_longest_body_of_any_script() -> None:
    longest_character = max(len(character.encode()) for character in ("a", "é", "中", "\N{UMBRELLA}", "\U0001f600"))
    assert longest_character * MAX_BODY_CHARACTERS < MAX_MESSAGE_BYTES


@ALL
def test_names_are_legal_in_kafka_and_in_metrics(topic: Topic) -> None:
    assert re.fullmatch(r"[a-z][a-z.-]{0,200}", topic.name)


@ALL
def test_a_topic_is_as_wide_as_something_and_lasts(topic: Topic) -> None:
    assert topic.partitions >= 1
    assert topic.retention_days >= 1
    assert topic.max_message_bytes >= MAX_MESSAGE_BYTES


@ALL
def test_settings_have_kafkas_names_and_units(topic: Topic) -> None:
    assert topic.configuration == {
        "cleanup.policy": "delete",
        "retention.ms": str(topic.retention_days * 86_400_000),
        "max.message.bytes": str(topic.max_message_bytes),
    }
    assert DAY_MS == 86_400_000


def test_an_event_type_names_product_topic_and_version() -> None:
    assert topic_of(UniqueArticle).event_type == "copydesk.articles.unique.v2"


def test_what_deduplication_reads_is_placed_by_language_and_nothing_else() -> None:
    assert [topic.name for topic in TOPICS if topic.partitioned_by == "language"] == ["articles.clean"]


def test_an_article_is_placed_by_its_language_and_any_other_document_by_its_key() -> None:
    clean = CleanArticle(id="a", text="Text", language="es-MX", sketch=Sketch(exact=""))
    assert topic_of(CleanArticle).slot(clean) == language_slot("es")
    assert topic_of(RawArticle).slot(RawArticle(id="a", body="Text", language="es")) is None


def test_what_has_no_language_cannot_be_placed_by_it() -> None:
    with pytest.raises(TypeError, match=r"articles\.clean"):
        topic_of(CleanArticle).slot(Document(id="a"))
