"""Articles come from strangers: nothing in them may steer the terminal of whoever looks at them."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.cli import options
from copydesk.operator import tail
from copydesk.operator.tail import Message
from tests.copydesk.cli.command import ROOT, copydesk

STEERING = "\x1b]0;gone\x07\x1b[2J\x1b[31m\x9b1m\u202e\u2066\x7f"
"""A title for the window, an empty screen, red, bold by C1, text turned round, a deletion."""

TEXT = (
    f"The night ferry{STEERING} stays for another year, said Mayor Ingrid{STEERING} Solheim on Monday. "
    f"“We listened{STEERING} to the people of the island, and the people want the ferry,” she said.\n\n"
    "The council had looked at three other ways to reach the island in winter, none of which was any cheaper."
)

CLI = sorted((ROOT / "copydesk" / "cli").glob("*.py"))


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.jsonl"
    lines = [
        {"id": "a\u202e", "title": f"Ferry{STEERING}", "body": TEXT, "source": f"desk{STEERING}"},
        {"id": "b", "title": "Ferry stays", "body": TEXT.replace("another", "one more"), "source": "desk"},
        {"id": "c", "title": 7},
        {f"un{STEERING}known": f"{STEERING}"},
    ]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def assert_steers_nothing(output: str) -> None:
    assert output.replace("\n", "").isprintable(), repr(output)


@pytest.mark.parametrize(
    "arguments",
    [
        ("enrich",),
        ("enrich", "--format", "ninjs"),
        ("clean",),
        ("dedup",),
        ("dedup", "--explain", "a\u202e", "b"),
        ("dedup", "--explain", "a\u202e", "b", "--json"),
        ("dedup", "--explain", "a\u202e", f"nobody{STEERING}"),
        ("entities",),
        ("quotes",),
        ("quotes", "--explain"),
        ("quotes", "--explain", "--json"),
    ],
    ids=lambda arguments: " ".join(arguments).encode("ascii", "ignore").decode().replace("\x1b", "")[:30],
)
def test_a_dry_run_prints_nothing_that_steers(arguments: tuple[str, ...], wire: Path) -> None:
    command, *others = arguments
    done = copydesk(command, wire, *others)
    assert "ferry" in done.stdout.lower() or "nobody" in done.stderr or "verdict" in done.stdout
    assert_steers_nothing(done.stdout)
    assert_steers_nothing(done.stderr)


def test_an_event_is_printed_as_the_same_value(wire: Path) -> None:
    printed = copydesk("dedup", wire).stdout.splitlines()
    assert json.loads(printed[0])["id"] == "a\u202e"


@pytest.mark.parametrize("value", [json.dumps({"title": STEERING}, ensure_ascii=False), f"no JSON {STEERING}\r\n$ "])
def test_a_topic_is_followed_without_being_steered_a_value_a_line(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    message = Message(0, 7, f"k{STEERING}".encode(), value.encode(), {f"h{STEERING}": f"v{STEERING}".encode()})

    def follow(*_: object, **__: object) -> Iterator[Message]:
        yield message

    monkeypatch.setattr(tail, "follow", follow)
    for more in ((), ("--headers",)):
        done = copydesk("tail", *more)
        assert_steers_nothing(done.stdout)
        assert len(done.stdout.splitlines()) == 1


def test_what_a_command_says_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    options.say(f"wire.jsonl:3: {STEERING}")
    options.print_line(f"refused {STEERING}")
    captured = capsys.readouterr()
    assert_steers_nothing(captured.err)
    assert_steers_nothing(captured.out)


@pytest.mark.parametrize("path", CLI, ids=lambda path: path.name)
def test_every_command_prints_by_what_cannot_be_steered(path: Path) -> None:
    if path.name == "options.py":
        return
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
    echoes = [call for call in calls if isinstance(call, ast.Attribute) and call.attr in ("echo", "secho")]
    # The version, which is our own.
    assert len(echoes) == (1 if path.name == "main.py" else 0)
