from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from kafka import TopicPartition

from copydesk.operator import audit as audit_module
from copydesk.operator.account import Balance, Missing, Place
from copydesk.operator.audit import Audit, AuditError, Window, audit_between, audit_services, way_between
from copydesk.registry import topics_read
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.envelope import Origin
from copydesk.runtime.settings import Settings
from schemas.article import CleanArticle, DuplicateArticle, RawArticle, UniqueArticle
from schemas.document import Document
from schemas.topics import dead_letter_topic, topic_of
from tests.copydesk.cli.command import copydesk
from tests.copydesk.operator.consumer import FakeConsumer, Record, reading

SETTINGS = Settings(topic_prefix="daily.")
READS = topics_read()
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
NOON_MS = int(NOON.timestamp() * 1000)
HOUR_MS = 3_600_000


def message(document: Document, offset: int, at_ms: int = NOON_MS) -> Record:
    name = SETTINGS.topic(topic_of(type(document)).name)
    return Record(name, 0, offset, document.id.encode(), document.model_dump_json().encode(), [], at_ms)


def raw(name: str, offset: int, at_ms: int = NOON_MS) -> Record:
    return message(RawArticle.model_validate({"id": name, "body": "b"}), offset, at_ms)


DIGEST = RawArticle.model_validate({"body": "b"}).content_hash


def clean(name: str, offset: int, readability: str = "ok") -> Record:
    fields = {"id": name, "content_hash": DIGEST, "text": "b", "readability": readability, "sketch": {"exact": ""}}
    return message(CleanArticle.model_validate(fields), offset)


def letter(given: Record, service: str = "cleaner") -> Record:
    origin = Origin(given.topic, given.partition, given.offset, given.timestamp, given.key, given.value, {})
    made = dead_letter(origin, ValueError("no good"), service)
    return Record(f"daily.{made.topic}", 0, given.offset, made.key, made.value, list(made.headers.items()), NOON_MS)


def empty() -> list[Record]:
    """A message from long before in every topic: a topic must be there to be read."""
    names = [topic.name for topic in READS.values()] + [dead_letter_topic(service).name for service in READS]
    return [
        Record(SETTINGS.topic(name), 0, 0, b"old", b"", [], NOON_MS - 100 * HOUR_MS)
        for name in [*names, "articles.duplicates", "articles.enriched"]
    ]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """What lies in the topics, everything committed."""
    records = empty()
    committed = {service: {TopicPartition(SETTINGS.topic(topic.name), 0): 100} for service, topic in READS.items()}
    monkeypatch.setattr(audit_module, "committed_offsets", lambda *_: committed)

    def reader(settings: Settings) -> object:
        return reading(FakeConsumer(*records))(settings)

    monkeypatch.setattr(audit_module, "reader", reader)
    return records


def balances(window: Window) -> dict[str, Balance]:
    return {audit.services[0]: audit.balance for audit in audit_services(SETTINGS, window, READS)}


def test_each_service_has_its_balance(log: list[Record]) -> None:
    bad = Record("daily.articles.raw", 0, 3, b"x", b"\xff", [], NOON_MS)
    log += [raw("a", 1), raw("b", 2), bad, letter(bad), clean("a", 1), clean("b", 2, "too_short")]
    fields = {"id": "a", "content_hash": DIGEST, "text": "b"}
    log.append(message(UniqueArticle.model_validate({**fields, "story": {"id": "s", "verdict": "revision"}}), 1))
    copy = DuplicateArticle.model_validate({**fields, "id": "b", "story": {"id": "s", "verdict": "near"}})
    log.append(message(copy, 1))
    found = balances(Window(NOON))
    assert found["cleaner"].statuses == {"ok": 1, "too_short": 1, "dead_letter": 1}
    assert found["dedup"].statuses == {"revision": 1, "duplicate": 1}
    assert [each.article_id for each in found["entities"].missing] == ["a"]
    assert found["quotes"].given == 0


def test_the_window_is_that_of_the_message_that_was_given(log: list[Record]) -> None:
    log += [raw("early", 1, NOON_MS - 1), raw("in", 2), raw("late", 3, NOON_MS + HOUR_MS)]
    log += [clean("early", 1), clean("in", 2), clean("late", 3)]
    window = Window(NOON, datetime.fromtimestamp((NOON_MS + HOUR_MS) / 1000, UTC))
    assert balances(window)["cleaner"].statuses == {"ok": 1}


def test_what_is_missing_is_told_with_its_place(log: list[Record]) -> None:
    log += [raw("a", 1), raw("b", 2), clean("a", 1)]
    (missing,) = balances(Window(NOON))["cleaner"].missing
    place = Place("daily.articles.raw", 0, 2)
    assert missing == Missing("b", None, DIGEST, place, place, "cleaner")


def test_a_dead_letter_of_a_later_service_is_found_by_what_it_was(log: list[Record]) -> None:
    cleaned = clean("a", 1)
    log += [raw("a", 1), cleaned, letter(cleaned, "dedup")]
    found = audit_between(SETTINGS, Window(NOON), READS, ("articles.raw", "articles.enriched"))
    assert found.services == ("cleaner", "dedup", "entities", "quotes")
    assert (found.balance.statuses, found.balance.missing) == ({"dead_letter": 1}, ())


def test_a_topic_whose_beginning_is_gone_is_told(log: list[Record]) -> None:
    log[:] = [record for record in log if record.topic != "daily.articles.clean"]
    log += [raw("a", 1), clean("a", 7)]
    (found,) = audit_services(SETTINGS, Window(NOON), {"cleaner": READS["cleaner"]})
    assert found.begins_late == ("daily.articles.clean",)


@pytest.mark.parametrize(
    ("topics", "services"),
    [
        (("articles.raw", "articles.clean"), ("cleaner",)),
        (("articles.raw", "articles.enriched"), ("cleaner", "dedup", "entities", "quotes")),
        (("articles.clean", "articles.duplicates"), ("dedup",)),
        (("articles.unique", "articles.enriched"), ("entities", "quotes")),
    ],
)
def test_the_services_between_two_topics(topics: tuple[str, str], services: tuple[str, ...]) -> None:
    assert way_between(READS, *topics) == services


@pytest.mark.parametrize(
    "topics",
    [
        ("articles.enriched", "articles.raw"),
        ("articles.raw", "articles.raw"),
        ("articles.raw", "quotes"),
        ("articles.duplicates", "articles.enriched"),
        ("nosuch", "articles.raw"),
    ],
)
def test_where_no_article_goes_is_wrong_usage(topics: tuple[str, str]) -> None:
    with pytest.raises(AuditError, match=f"no article goes from {topics[0]} to {topics[1]}"):
        way_between(READS, *topics)
    assert copydesk("audit", "--between", *topics).exit_code == 2


LOST = Missing("b", 2, "f" * 32, Place("articles.raw", 0, 2), Place("articles.clean", 0, 9), "dedup")
UNEVEN = Audit(("cleaner", "dedup"), "articles.raw", Balance(3, {"ok": 1}, {"dedup": 1}, (LOST,)), ("articles.clean",))
EVEN = Audit(("cleaner",), "articles.raw", Balance(3, {"ok": 2, "dead_letter": 1}, {}, ()), ())


def test_the_command_says_what_was_given_and_what_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_module, "audit_services", lambda *_: iter([EVEN]))
    result = copydesk("audit", "--from", "1h")
    assert result.exit_code == 0
    assert " ".join(result.stdout.split()) == "cleaner articles.raw 3 = 1 dead_letter + 2 ok"
    assert json.loads(copydesk("audit", "--json").stdout)["missing"] == []


def test_what_is_missing_is_named_and_ends_with_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_module, "audit_between", lambda *_: UNEVEN)
    result = copydesk("audit", "--between", "articles.raw", "articles.unique")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert " ".join(first.split()) == "cleaner to dedup articles.raw 3 = 1 ok + 1 wait for dedup + 1 MISSING"
    assert second == (
        f"  missing: b version 2 ({'f' * 32}), given as articles.raw/0/2; dedup has read articles.clean/0/9"
    )
    assert "articles.clean has lost a part of the window" in result.stderr
    (shown,) = (json.loads(line) for line in copydesk("audit", "--between", "a", "b", "--json").stdout.splitlines())
    assert shown["missing"][0]["last_seen"] == "articles.clean/0/9"
