from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from kafka.admin import ConfigResource

from copydesk.operator import topics as topics_module
from copydesk.operator.topics import TopicState, apply_topics, list_topics
from copydesk.runtime.settings import Settings
from schemas.topics import TOPICS
from tests.copydesk.cli.command import copydesk

Created = dict[str, dict[str, Any]]


class FakeAdmin:
    """A cluster's topics: partitions and settings by name."""

    def __init__(self) -> None:
        self.partitions: dict[str, int] = {}
        self.configurations: dict[str, dict[str, str]] = {}
        self.replicas: dict[str, int] = {}
        self.altered: list[str] = []
        self.remembered: dict[str, dict[str, str]] | None = None
        """What a broker answers that is cut off from the others."""

    def describe_topics(self) -> list[dict[str, Any]]:
        return [{"name": name, "partitions": [{}] * width} for name, width in self.partitions.items()]

    def create_topics(self, wanted: Created) -> None:
        for name, how in wanted.items():
            assert name not in self.partitions
            self.partitions[name] = how["num_partitions"]
            self.configurations[name] = dict(how["configs"])
            self.replicas[name] = how["replication_factor"]

    def create_partitions(self, wanted: dict[str, int]) -> None:
        for name, width in wanted.items():
            assert width > self.partitions[name]
            self.partitions[name] = width

    def describe_configs(
        self, resources: list[ConfigResource], config_filter: str
    ) -> dict[str, dict[str, dict[str, dict[str, str]]]]:
        assert config_filter == "all"
        known = self.configurations if self.remembered is None else self.remembered
        return {
            "topic": {
                resource.name: {name: {"value": value} for name, value in known.get(resource.name, {}).items()}
                for resource in resources
            }
        }

    def alter_configs(self, resources: list[ConfigResource]) -> None:
        for resource in resources:
            self.altered.append(resource.name)
            self.configurations.setdefault(resource.name, {}).update(resource.configs)


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch) -> FakeAdmin:
    fake = FakeAdmin()

    @contextmanager
    def client(_settings: Settings) -> Iterator[FakeAdmin]:
        yield fake

    monkeypatch.setattr(topics_module, "admin_client", client)
    return fake


def states(found: list[TopicState]) -> set[str]:
    return {state.state for state in found}


def test_an_empty_cluster_lacks_every_topic_and_a_look_changes_nothing(admin: FakeAdmin) -> None:
    assert [(state.name, state.partitions, state.state) for state in list_topics(Settings())] == [
        (topic.name, 0, "missing") for topic in TOPICS
    ]
    assert admin.partitions == {}


def test_apply_makes_every_topic_as_the_contract_says(admin: FakeAdmin) -> None:
    assert states(apply_topics(Settings(topic_prefix="daily."), replication=3)) == {"created"}
    assert admin.partitions == {f"daily.{topic.name}": topic.partitions for topic in TOPICS}
    assert admin.configurations == {f"daily.{topic.name}": topic.configuration for topic in TOPICS}
    assert set(admin.replicas.values()) == {3}
    assert states(list_topics(Settings(topic_prefix="daily."))) == {"present"}


def test_apply_may_be_run_again_and_changes_nothing(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    assert states(apply_topics(Settings(), replication=1)) == {"present"}
    assert admin.altered == [topic.name for topic in TOPICS], "what a broker says may be old: all is set again"


def test_settings_that_a_broker_tells_from_memory_are_set_all_the_same(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    admin.remembered = {name: dict(configuration) for name, configuration in admin.configurations.items()}
    admin.configurations["quotes"]["max.message.bytes"] = "1"
    assert states(apply_topics(Settings(), replication=1)) == {"present"}
    assert admin.configurations["quotes"]["max.message.bytes"] != "1"


def test_two_newsrooms_do_not_meet(admin: FakeAdmin) -> None:
    apply_topics(Settings(topic_prefix="daily."), replication=1)
    assert states(list_topics(Settings(topic_prefix="weekly."))) == {"missing"}
    assert len(admin.partitions) == len(TOPICS)


def state_of(found: list[TopicState], name: str) -> TopicState:
    (state,) = [state for state in found if state.name == name]
    return state


def test_a_topic_that_is_too_narrow_is_widened_and_its_settings_are_set(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    admin.partitions["articles.raw"] = 1
    admin.configurations["articles.raw"] = {}
    assert state_of(apply_topics(Settings(), replication=1), "articles.raw").state == "widened"
    assert admin.partitions["articles.raw"] == 4
    assert admin.configurations["articles.raw"]["max.message.bytes"]


def test_a_topic_that_is_too_wide_is_left_as_it_is_and_told(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    admin.partitions["articles.clean"] = 8
    for found in (list_topics(Settings()), apply_topics(Settings(), replication=1)):
        assert (state_of(found, "articles.clean").state, state_of(found, "articles.clean").partitions) == (
            "too wide",
            8,
        )
    assert admin.partitions["articles.clean"] == 8


WIDER = Settings(topic_partitions="articles.clean=3")


def test_a_new_topic_is_as_wide_as_asked(admin: FakeAdmin) -> None:
    found = apply_topics(WIDER, replication=1)
    assert states(found) == {"created"}
    assert [state.remark for state in found if state.remark] == []
    assert admin.partitions == {topic.name: topic.partitions for topic in TOPICS} | {"articles.clean": 3}
    assert states(list_topics(WIDER)) == {"present"}


def test_a_narrower_topic_may_be_asked_for(admin: FakeAdmin) -> None:
    narrow = Settings(topic_partitions="articles.raw=1")
    apply_topics(narrow, replication=1)
    assert admin.partitions["articles.raw"] == 1
    assert states(list_topics(narrow)) == {"present"}


def test_a_topic_that_is_widened_says_what_that_moves(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    found = apply_topics(Settings(topic_partitions="articles.clean=3,articles.raw=8"), replication=1)
    clean, raw = state_of(found, "articles.clean"), state_of(found, "articles.raw")
    assert (clean.state, clean.partitions, raw.state, raw.partitions) == ("widened", 3, "widened", 8)
    assert (admin.partitions["articles.clean"], admin.partitions["articles.raw"]) == (3, 8)
    assert "languages move" in (clean.remark or "")
    assert "versions of an article" in (raw.remark or "")
    assert [state.remark for state in apply_topics(WIDER, replication=1) if state.state == "present"] == [None] * (
        len(TOPICS) - 1
    )


def test_a_topic_narrower_than_asked_is_told_by_a_look_that_changes_nothing(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    state = state_of(list_topics(WIDER), "articles.clean")
    assert (state.state, state.partitions, state.wanted) == ("too narrow", 1, 3)
    assert "copydesk topics apply" in (state.remark or "")
    assert admin.partitions["articles.clean"] == 1


def test_a_topic_that_is_wider_than_asked_says_that_this_is_for_good(admin: FakeAdmin) -> None:
    apply_topics(Settings(topic_partitions="articles.clean=6"), replication=1)
    for settings, asked in ((WIDER, 3), (Settings(), 1)):
        for found in (apply_topics(settings, replication=1), list_topics(settings)):
            state = state_of(found, "articles.clean")
            assert (state.state, state.partitions, state.wanted) == ("too wide", 6, asked)
            assert "never be removed" in (state.remark or "")
            assert "COPYDESK_TOPIC_PARTITIONS=articles.clean=6" in (state.remark or "")
    assert admin.partitions["articles.clean"] == 6


def test_a_setting_that_differs_is_set_and_others_are_kept(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    admin.configurations["quotes"].update({"retention.ms": "1", "min.insync.replicas": "2"})
    found = apply_topics(Settings(), replication=1)
    assert state_of(found, "quotes").state == "reconfigured"
    assert admin.configurations["quotes"]["retention.ms"] != "1"
    assert admin.configurations["quotes"]["min.insync.replicas"] == "2"


def test_a_topic_that_is_too_wide_and_differs_says_that_it_is_too_wide(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    admin.partitions["articles.clean"] = 8
    admin.configurations["articles.clean"]["retention.ms"] = "1"
    state = state_of(apply_topics(Settings(), replication=1), "articles.clean")
    assert state.state == "too wide"
    assert admin.configurations["articles.clean"]["retention.ms"] != "1"


def test_the_commands_tell_of_widths_on_standard_error(admin: FakeAdmin) -> None:
    apply_topics(Settings(), replication=1)
    wider = {"COPYDESK_TOPIC_PARTITIONS": "articles.clean=3"}
    looked = copydesk("topics", "list", env=wider)
    assert looked.exit_code == 0
    assert "articles.clean should have 3 partitions and has 1" in looked.stderr
    applied = copydesk("topics", "apply", "--json", env=wider)
    assert applied.exit_code == 0
    assert {"topic": "articles.clean", "partitions": 3, "wanted": 3, "state": "widened"} in [
        json.loads(line) for line in applied.stdout.splitlines()
    ]
    assert applied.stderr.startswith("copydesk: articles.clean was widened to 3")
    assert copydesk("topics", "apply", env=wider).stderr == ""
    assert "can never be removed" in copydesk("topics", "apply").stderr


def test_a_width_that_cannot_be_is_wrong_usage_and_changes_nothing(admin: FakeAdmin) -> None:
    refused = copydesk("topics", "apply", env={"COPYDESK_TOPIC_PARTITIONS": "articles.clean=many"})
    assert refused.exit_code == 2
    assert "COPYDESK_TOPIC_PARTITIONS: Value error, articles.clean=many: expected TOPIC=PARTITIONS" in refused.stderr
    assert admin.partitions == {}
