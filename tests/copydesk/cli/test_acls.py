from __future__ import annotations

import json

import pytest

from copydesk.registry import ROLE_NAMES
from copydesk.runtime.broker import free_port
from schemas.topics import TOPICS
from tests.copydesk.cli.command import copydesk


def printed(*arguments: str, prefix: str = "") -> list[dict[str, object]]:
    done = copydesk("acls", "print", *arguments, "--json", env={"COPYDESK_TOPIC_PREFIX": prefix})
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_all_roles_are_printed_under_names_of_their_own() -> None:
    rules = printed(prefix="daily.")
    assert list(dict.fromkeys(rule["role"] for rule in rules)) == list(ROLE_NAMES)
    assert {rule["principal"] for rule in rules} == {f"User:copydesk-{role}" for role in ROLE_NAMES}
    assert {rule["name"] for rule in rules if rule["resource"] == "topic"} == {f"daily.{each.name}" for each in TOPICS}


def test_some_roles_and_other_names() -> None:
    named = ("--principals", "User:CN=desk-{role},O=News", "--principal", "operator=User:al")
    rules = printed("quotes", "operator", *named)
    assert {(rule["role"], rule["principal"]) for rule in rules} == {
        ("quotes", "User:CN=desk-quotes,O=News"),
        ("operator", "User:al"),
    }


def test_text_has_a_line_for_each_right() -> None:
    done = copydesk("acls", "print", "quotes")
    assert [line.split()[1:3] for line in done.stdout.splitlines()] == [
        ["topic", "articles.entities"],
        ["topic", "articles.enriched"],
        ["topic", "quotes"],
        ["topic", "quotes.dead-letters"],
        ["group", "copydesk.quotes"],
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("printer",), "no such service: printer"),
        (("--principal", "quotes"), "expected ROLE=PRINCIPAL"),
        (("--principal", "printer=User:a"), "no such role: printer"),
        (("--principals", "everybody"), "is no principal"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
@pytest.mark.parametrize("command", ["print", "apply"])
def test_what_is_wrong_is_said_before_any_cluster_is_asked(command: str, arguments: tuple[str, ...], said: str) -> None:
    done = copydesk("acls", command, *arguments, env={"COPYDESK_BROKERS": "localhost:1"})
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.slow
def test_without_a_cluster_nothing_is_applied() -> None:
    done = copydesk("acls", "apply", "--brokers", f"localhost:{free_port()}")
    assert (done.exit_code, done.stdout) == (3, "")
