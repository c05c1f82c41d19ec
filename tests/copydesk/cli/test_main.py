from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from copydesk.build import commit
from copydesk.cli.main import app
from copydesk.operator import cluster
from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.broker import free_port
from copydesk.runtime.service import SERVICE_VERSION
from schemas.topics import SERVICE_NAMES, TOPICS
from tests.copydesk.cli.command import copydesk, started


def commands(group: TyperGroup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, TyperGroup):
            yield from commands(command, (*path, name))


ALL = sorted(commands(cast(TyperGroup, typer.main.get_command(app))))
LEAVES = [path for path in ALL if path[-1] not in ("topics", "dead-letters", "feeds", "keys", "acls")]


def closed_port() -> str:
    return f"127.0.0.1:{free_port()}"


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_says_what_it_does(path: tuple[str, ...]) -> None:
    long, short = (copydesk(*path, flag) for flag in ("--help", "-h"))
    assert long.exit_code == short.exit_code == 0
    assert f"Usage: copydesk {' '.join(path)}" in re.sub(r"\s+", " ", long.stdout).replace(
        "Usage: root", "Usage: copydesk"
    )
    assert long.stdout == short.stdout


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_the_help_of_every_command_shows_an_example(path: tuple[str, ...]) -> None:
    shown = " ".join(copydesk(*path, "--help").stdout.split())
    assert re.search(rf"Examples?: `[^`]*copydesk {' '.join(path)}[^`]*`", shown), shown


def test_the_help_names_the_exit_codes() -> None:
    shown = " ".join(copydesk("--help").stdout.split())
    assert "0 all went well; 1 some input was refused, the rest went on; 2 wrong usage; 3 no cluster" in shown


def test_the_version() -> None:
    result = copydesk("--version")
    assert (result.exit_code, result.stdout) == (0, f"copydesk {SERVICE_VERSION} ({commit() or 'commit unknown'})\n")


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("copydesk dead-l", ["dead-letters"]),
        ("copydesk dead-letters ", ["drop", "export", "list", "redrive", "show"]),
        ("copydesk dead-letters redrive d", ["dedup"]),
        ("copydesk dead-letters drop i", ["intake"]),
        ("copydesk lag ", list(SERVICE_NAMES[1:])),
        ("copydesk replay --topic articles.u", ["articles.unique"]),
        ("copydesk run f", ["feeds"]),
    ],
)
def test_the_shell_completes_commands_services_and_topics(words: str, completed: list[str]) -> None:
    environment = {"_COPYDESK_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": f"{words.count(' ')}"}
    found = CliRunner().invoke(app, [], env=environment, prog_name="copydesk")
    assert sorted(found.stdout.split()) == sorted(completed)


def test_no_command_is_answered_with_the_help() -> None:
    result = copydesk()
    assert result.exit_code == 2
    assert "Usage" in result.output


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (("run", "nosuch"), PROCESS_NAMES),
        (("run", "cleaner", "nosuch"), PROCESS_NAMES),
        (("dead-letters", "list", "nosuch"), SERVICE_NAMES),
    ],
)
def test_an_unknown_service_is_wrong_usage_and_the_answer_names_those_that_are(
    arguments: tuple[str, ...], known: tuple[str, ...]
) -> None:
    result = copydesk(*arguments)
    assert result.exit_code == 2
    assert result.stderr == f"copydesk: no such service: nosuch; there are {', '.join(known)}\n"


def test_an_unknown_topic_is_wrong_usage_and_the_answer_names_those_that_are() -> None:
    result = copydesk("tail", "nosuch")
    assert result.exit_code == 2
    assert "no such topic: nosuch" in result.stderr
    for topic in TOPICS:
        assert topic.name in result.stderr


@pytest.mark.parametrize("arguments", [("nosuch",), ("enrich", "--nosuch"), ("tail", "--count", "0"), ("run",)])
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert copydesk(*arguments).exit_code == 2


@pytest.mark.parametrize("arguments", [("run", "cleaner"), ("push", "-"), ("tail",), ("topics", "list"), ("up",)])
def test_a_bad_setting_is_wrong_usage_and_the_answer_names_the_variable(arguments: tuple[str, ...]) -> None:
    result = copydesk(*arguments, stdin="", env={"COPYDESK_HEALTH_PORT": "many", "COPYDESK_IN_FLIGHT": "0"})
    assert result.exit_code == 2
    assert "COPYDESK_HEALTH_PORT: Input should be a valid integer" in result.stderr
    assert "COPYDESK_IN_FLIGHT: Input should be greater than or equal to 1" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("tail",),
        ("topics", "list"),
        ("topics", "apply"),
        ("lag",),
        ("trace", "a"),
        ("audit",),
        ("replay", "--from", "1h"),
        ("dead-letters", "list"),
        ("dead-letters", "show", "cleaner.dead-letters/0/0"),
        ("dead-letters", "export"),
        ("dead-letters", "redrive"),
        ("dead-letters", "drop"),
        ("up", "--no-feed"),
    ],
    ids=" ".join,
)
def test_without_a_cluster_a_command_says_so_in_time(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cluster.CONNECT_SECONDS <= 10
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.3)
    address = closed_port()
    result = copydesk(*arguments, "--brokers", address)
    assert result.exit_code == 3
    assert f"copydesk: no broker at {address}" in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


@pytest.mark.slow
def test_without_a_cluster_push_says_so_in_time() -> None:
    address = closed_port()
    began = time.monotonic()
    process = started("push", "-", COPYDESK_BROKERS=address)
    output, errors = process.communicate(b'{"body": "x"}\n', timeout=15)
    assert process.returncode == 3
    assert errors.decode().splitlines()[-1].startswith(f"copydesk: no broker at {address}")
    assert b"Traceback" not in errors
    assert output == b""
    assert time.monotonic() - began < 15


def test_a_reference_that_is_none_is_refused_without_asking_the_cluster() -> None:
    result = copydesk("dead-letters", "show", "nonsense", "--brokers", closed_port())
    assert result.exit_code == 1
    assert "nonsense: expected TOPIC/PARTITION/OFFSET" in result.stderr


def test_quotes_are_explained_for_people_and_as_json(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("Fog at the port\n\nThe ferry was late on Monday. “Nobody told us,” Hilda Quorn said.\n")
    shown = copydesk("quotes", "--explain", file).stdout
    assert "“Nobody told us,”" in shown
    assert "Hilda Quorn (named), confidence" in shown
    lines = copydesk("quotes", "--explain", "--json", file).stdout.splitlines()
    assert [json.loads(line)["speaker"] for line in lines] == [["Hilda Quorn"]]


def test_an_article_without_quotes_is_explained_in_no_lines_of_json(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("Fog at the port\n\nThe ferry was late on Monday, and the fog stayed until noon.\n")
    assert copydesk("quotes", "--explain", "--json", file).stdout == ""
    assert "0 quotes" in copydesk("quotes", "--explain", file).stdout


def test_a_service_is_run_without_what_draws_tracebacks() -> None:
    code = (
        "import sys; from copydesk.cli.run import _load_structlog_without_rich as load; load(); "
        "import copydesk.runtime.process; print('rich' in sys.modules); import rich"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr
    assert done.returncode == 0, "later it can be imported"
