from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from kafka import TopicPartition

from copydesk.operator import trace as trace_module
from copydesk.operator.trace import Trace, Version, versions_of
from copydesk.registry import topics_read
from copydesk.runtime.article_way import Step
from copydesk.runtime.settings import Settings
from schemas.topics import TOPICS
from tests.copydesk.cli.command import copydesk

SETTINGS = Settings(topic_prefix="daily.")
READS = topics_read()
BEGAN = datetime(2026, 11, 29, 12, tzinfo=UTC)
BY_NAME = {topic.name: topic for topic in TOPICS}


def step(topic: str, second: int = 0, status: str = "ok", offset: int = 4, version: int | None = 1) -> Step:
    return Step(
        topic=BY_NAME[topic],
        partition=0,
        offset=offset,
        at=BEGAN + timedelta(seconds=second),
        status=status,
        source="wire",
        version=version,
        content_hash=f"{version}" * 32,
        event_id="e",
        reason="ValueError: no good" if status == "dead_letter" else None,
        copy_of="b" if status == "duplicate" else None,
    )


def found(*steps: Step, committed: dict[str, int] | None = None) -> list[Version]:
    positions = {
        service: {TopicPartition(SETTINGS.topic(topic.name), 0): (committed or {}).get(service, 0)}
        for service, topic in READS.items()
    }
    return versions_of(steps, SETTINGS, READS, positions)


def now(*steps: Step, committed: dict[str, int] | None = None) -> tuple[str, bool]:
    (version,) = found(*steps, committed=committed)
    return version.now, version.is_missing


def test_an_article_that_has_come_out_is_finished() -> None:
    way = ("articles.raw", "articles.clean", "articles.unique", "articles.entities", "articles.enriched")
    (version,) = found(*(step(name, n) for n, name in enumerate(way)), step("quotes", 9), step("quotes", 9))
    assert (version.now, version.is_missing) == ("finished, in articles.enriched", False)
    assert [each.topic.name for each in version.steps] == list(way)
    assert version.quotes == 2


def test_an_article_that_nobody_has_read_yet_waits_and_the_answer_says_for_whom() -> None:
    assert now(step("articles.raw", offset=4), committed={"cleaner": 1}) == (
        "waits for cleaner, behind at most 3 others",
        False,
    )


def test_an_article_that_was_read_and_left_no_trace_is_missing() -> None:
    text, is_missing = now(step("articles.raw"), step("articles.clean", 1), committed={"cleaner": 5, "dedup": 5})
    assert is_missing
    assert text == "missing: dedup has read daily.articles.clean/0/4, and nothing came of it"


def test_a_copy_has_ended() -> None:
    assert now(step("articles.raw"), step("articles.duplicates", 1, "duplicate")) == ("ended: a copy of b", False)


def test_a_dead_letter_names_the_command_that_shows_it() -> None:
    dead = step("cleaner.dead-letters", 1, "dead_letter", offset=9)
    assert now(step("articles.raw"), dead, committed={"cleaner": 5}) == (
        "a dead letter of cleaner: `copydesk dead-letters show daily.cleaner.dead-letters/0/9`",
        False,
    )


def test_what_the_intake_refused_is_a_dead_letter_without_any_article() -> None:
    assert now(step("intake.dead-letters", 1, "dead_letter"))[0].startswith("a dead letter of intake")


def test_a_dead_letter_that_was_sent_again_and_went_through_is_over() -> None:
    steps = (
        step("articles.raw"),
        step("cleaner.dead-letters", 1, "dead_letter"),
        step("articles.raw", 2, offset=8),
        step("articles.clean", 3),
    )
    assert now(*steps, committed={"cleaner": 9}) == ("waits for dedup, behind at most 4 others", False)


def test_what_a_crash_has_written_again_later_does_not_take_an_article_back() -> None:
    steps = (step("articles.raw"), step("articles.clean", 1), step("articles.enriched", 2), step("articles.clean", 3))
    assert now(*steps)[0] == "finished, in articles.enriched"


def test_versions_are_told_apart_in_the_order_of_their_arrival() -> None:
    versions = found(step("articles.raw", version=2), step("articles.raw", 1, version=None), step("articles.raw", 2))
    assert [version.version for version in versions] == [2, None, 1]


def test_quotes_alone_are_what_the_retention_has_left() -> None:
    assert now(step("quotes")) == ("only quotes of it are left", False)


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> list[Version]:
    versions = found(
        step("articles.raw"), step("articles.duplicates", 2, "duplicate"), step("articles.raw", 3, version=2)
    )
    monkeypatch.setattr(trace_module, "trace_article", lambda *_: Trace("a", tuple(versions), 100))
    return versions


@pytest.mark.usefixtures("traced")
def test_the_command_tells_each_version() -> None:
    result = copydesk("trace", "a")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("version 1  source wire  content 1111")
    assert lines[2].split() == [
        "2026-11-29",
        "12:00:02",
        "+2.000",
        "s",
        "dedup",
        "duplicate",
        "articles.duplicates/0/4",
        "of",
        "b",
    ]
    assert lines[3] == "  now: ended: a copy of b"
    first, second = (json.loads(line) for line in copydesk("trace", "a", "--json").stdout.splitlines())
    assert (first["id"], first["version"], first["now"]) == ("a", 1, "ended: a copy of b")
    assert [each["status"] for each in first["steps"]] == ["ok", "duplicate"]
    assert second["version"] == 2


@pytest.mark.parametrize(("missing", "status"), [(True, 1), (False, 0)])
def test_an_article_that_is_missing_is_told_by_the_exit_code(
    missing: bool, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = found(step("articles.raw"), committed={"cleaner": 9 if missing else 0})
    monkeypatch.setattr(trace_module, "trace_article", lambda *_: Trace("a", tuple(versions), 100))
    assert copydesk("trace", "a").exit_code == status


def test_an_article_that_is_not_found_is_refused_with_how_far_was_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_module, "trace_article", lambda *_: Trace("a", (), 65))
    result = copydesk("trace", "a", "--from", "2026-11-28")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing of a since 2026-11-28 00:00:00 UTC; 65 messages were read" in result.stderr
