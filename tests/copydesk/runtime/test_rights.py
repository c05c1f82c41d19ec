from __future__ import annotations

from itertools import pairwise

import pytest

from copydesk.registry import PROCESS_NAMES, ROLE_NAMES, rights
from copydesk.runtime.rights import Right
from copydesk.runtime.settings import Settings
from schemas.topics import OPERATOR, SERVICE_NAMES, TOPICS

ALL = rights()


def may(role: str, operation: str, resource: str = "topic") -> set[str]:
    return {right.name for right in ALL[role] if right.resource == resource and operation in right.operations}


def test_everybody_has_rights() -> None:
    assert tuple(ALL) == ROLE_NAMES
    assert all(ALL.values())


def test_every_topic_is_written_by_its_service_and_the_operator_apart_by_nobody_else() -> None:
    for topic in TOPICS:
        writers = {name for name in PROCESS_NAMES if topic.name in may(name, "Write")}
        own = {"intake", "http", "feeds"} if topic.written_by == "intake" else {topic.written_by} - {OPERATOR}
        assert writers == own


def test_a_service_reads_what_the_one_before_it_writes_and_nothing_else() -> None:
    for before, after in pairwise(SERVICE_NAMES):
        (source,) = may(after, "Read")
        assert source in may(before, "Write")
        assert may(after, "Read", "group") == {f"copydesk.{after}"}


def test_edges_read_nothing_but_where_they_tell_where_an_article_is() -> None:
    assert ALL["intake"] == ALL["feeds"]
    assert not may("feeds", "Read")
    assert may("http", "Read") == {topic.name for topic in TOPICS}
    assert may("http", "Describe", "group") == {"copydesk.cleaner"}
    assert not may("http", "Read", "group")


def test_the_operator_reads_everything_and_writes_what_services_read_and_what_is_decided() -> None:
    assert may("operator", "Read") == {topic.name for topic in TOPICS}
    sources = {source for name in SERVICE_NAMES for source in may(name, "Read")}
    assert may("operator", "Write") == {*sources, "operator.decisions"}
    # It joins no group.
    assert not may("operator", "Read", "group")


def test_only_who_makes_topics_may_make_and_alter_them_and_nobody_may_delete_them() -> None:
    for role in ROLE_NAMES:
        altering = may(role, "Create") | may(role, "Alter") | may(role, "AlterConfigs")
        assert altering == ({topic.name for topic in TOPICS} if role == "topics" else set())
        assert not may(role, "Delete")
    assert not may("topics", "Read") | may("topics", "Write")


@pytest.mark.parametrize("prefix", ["", "desk."])
def test_names_are_those_of_the_cluster(prefix: str) -> None:
    settings = Settings(topic_prefix=prefix)
    assert Right("topic", "quotes", ("Read",)).name_in(settings) == f"{prefix}quotes"
    (group,) = (right for right in ALL["quotes"] if right.resource == "group")
    assert group.name_in(settings) == settings.group("quotes")
