from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.operator.acls import Rule, compare_rules, name_principals, rules_of
from copydesk.registry import ROLE_NAMES, rights
from copydesk.runtime.settings import Settings

PATTERN = "User:copydesk-{role}"
READ = Rule("User:desk", "topic", "quotes", "literal", "Read")
WRITE = replace(READ, operation="Write")


def test_principals_follow_the_pattern_and_one_role_may_have_another() -> None:
    named = name_principals(ROLE_NAMES, "User:CN=desk-{role},O=News", {"quotes": "User:analyst"})
    assert named["cleaner"] == "User:CN=desk-cleaner,O=News"
    assert named["quotes"] == "User:analyst"
    assert tuple(named) == ROLE_NAMES


@pytest.mark.parametrize("pattern", ["", "copydesk-{role}", "User:", "User:*", "User:a\nUser:b", "User: {role}"])
def test_what_is_no_principal_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="no principal"):
        name_principals(ROLE_NAMES, pattern, {})


def test_a_role_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no such role: printer; there are intake, .*topics"):
        name_principals(ROLE_NAMES, PATTERN, {"printer": "User:a"})


def test_rules_have_the_names_of_the_cluster() -> None:
    rules = rules_of("User:desk", rights()["quotes"], Settings(topic_prefix="daily."))
    assert Rule("User:desk", "topic", "daily.articles.entities", "literal", "Read") in rules
    assert Rule("User:desk", "group", "daily.copydesk.quotes", "literal", "Read") in rules
    assert all(rule.permission == "Allow" and rule.host == "*" for rule in rules)


def test_what_is_missing_and_what_is_extra_is_told_apart() -> None:
    denied = replace(READ, permission="Deny")
    states = compare_rules([READ, WRITE, READ], [READ, denied])
    assert [(state.rule, state.state) for state in states] == [(READ, "present"), (WRITE, "missing"), (denied, "extra")]


def test_an_all_is_extra_beside_what_is_needed() -> None:
    (needed, everything) = compare_rules([READ], [replace(READ, operation="All", name="*")])
    assert (needed.state, everything.state) == ("missing", "extra")
