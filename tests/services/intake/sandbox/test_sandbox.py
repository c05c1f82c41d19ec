from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from services.intake.formats.format import FormatError, Parsed, Refused
from services.intake.sandbox.sandbox import Sandbox
from services.intake.sandbox.worker import Limits

LIMITS = Limits(seconds=20.0, memory_bytes=300 << 20, file_bytes=10_000, result_bytes=5_000)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(LIMITS, worker="tests.services.intake.formats.misbehaving") as opened:
        yield opened


def body(sandbox: Sandbox, order: str) -> object:
    (item,) = sandbox.parse(order.encode()).items
    assert isinstance(item, Parsed)
    return item.fields["body"]


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def test_one_process_serves_all_files(sandbox: Sandbox) -> None:
    first = body(sandbox, "process")
    assert first != str(os.getpid())
    assert {body(sandbox, "process") for _ in range(20)} == {first}


def test_no_process_is_started_before_it_is_needed_and_none_is_left() -> None:
    before = len(children())
    with Sandbox(LIMITS) as sandbox:
        assert len(children()) == before
        sandbox.parse(b"text", "page.txt")
        assert len(children()) == before + 1
    assert len(children()) == before


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("crash", r"crashed \(SIGSEGV\)"),
        ("exit", "ended with status 3"),
        ("killed", r"crashed \(SIGKILL\)"),
        ("eat 999999999", "more memory than is allowed"),
        ("raise x", r"the parser failed at misbehaving\.py:\d+: KeyError: 'x'"),
        ("nest", "nested too deep"),
        ("refuse of course", "line 1: of course"),
        ("long 6000", "item 1: the articles so far take over 5000 bytes"),
        ("x" * 10_001, "longer than 10000 bytes"),
    ],
)
def test_what_goes_wrong_costs_one_file(sandbox: Sandbox, order: str, reason: str) -> None:
    assert body(sandbox, "say before") == "before"
    with pytest.raises(FormatError, match=reason):
        sandbox.parse(order.encode())
    assert body(sandbox, "say after") == "after"
    assert all(child.status() != psutil.STATUS_ZOMBIE for child in children())


@pytest.mark.slow
@pytest.mark.parametrize("order", ["hang", "spin"])
def test_a_parser_that_hangs_is_ended(order: str) -> None:
    with Sandbox(replace(LIMITS, seconds=2.0), worker="tests.services.intake.formats.misbehaving") as sandbox:
        assert body(sandbox, "say before") == "before"
        started = time.monotonic()
        with pytest.raises(FormatError, match=r"longer than 2 s"):
            sandbox.parse(order.encode())
        assert time.monotonic() - started < 30
        assert body(sandbox, "say after") == "after"


def test_memory_that_earlier_files_have_taken_is_not_held_against_the_next(sandbox: Sandbox) -> None:
    for _ in range(6):
        assert body(sandbox, f"eat {80 << 20}") == str(80 << 20)


def test_items_come_in_order_with_what_was_refused_among_them(sandbox: Sandbox) -> None:
    reading = sandbox.parse(b"mixed")
    assert (reading.format, reading.media_type) == ("misbehaving", "text/plain")
    one, two, three = reading.items
    assert isinstance(two, Refused)
    assert (two.value, str(two.error)) == (b"\xff two", "item 2: broken")
    assert (one, three) == (Parsed({"body": "one"}), Parsed({"body": "three"}))


def test_the_child_knows_no_settings(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_SASL_PASSWORD", "secret")
    assert "COPYDESK" not in str(body(sandbox, "environment"))


def test_the_child_opens_no_connection_starts_no_program_and_writes_no_file(sandbox: Sandbox, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert body(sandbox, f"connect {port}") == "PermissionError"
    assert body(sandbox, "listen") == "PermissionError"
    assert body(sandbox, "program") == "PermissionError"
    assert body(sandbox, f"write {tmp_path / 'file'}") == "EFBIG"


def test_the_child_has_its_limits(sandbox: Sandbox) -> None:
    assert body(sandbox, "limits") == f"{LIMITS.memory_bytes} 0 0"


def test_threads_take_turns(sandbox: Sandbox) -> None:
    answers: list[object] = []
    threads = [threading.Thread(target=lambda n=n: answers.append(body(sandbox, f"say {n}"))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, answers)) == sorted(map(str, range(20)))


def test_closing_ends_what_is_under_way_and_all_that_comes_later(sandbox: Sandbox) -> None:
    assert body(sandbox, "say before") == "before"
    threading.Timer(0.2, sandbox.close).start()
    with pytest.raises(FormatError):
        sandbox.parse(b"hang")
    with pytest.raises(FormatError, match="shut down"):
        sandbox.parse(b"say after")
    sandbox.close()


def test_a_child_whose_parent_is_gone_ends_by_itself(sandbox: Sandbox) -> None:
    body(sandbox, "say before")
    assert sandbox._child is not None
    child = psutil.Process(sandbox._child._process.pid)
    sandbox._child._socket.close()
    child.wait(5)


def test_a_child_that_does_not_start_is_said_so() -> None:
    with Sandbox(LIMITS, worker="tests.services.intake.formats.nowhere") as sandbox:
        for _ in range(2):
            with pytest.raises(FormatError, match="does not start"):
                sandbox.parse(b"text")


def test_a_body_that_does_not_look_like_its_media_type_is_text_already() -> None:
    with Sandbox() as sandbox:
        assert sandbox.parse_body("From a to b: nothing like a mail", "message/rfc822") is None
        assert sandbox.parse_body("text", "application/vnd.unheard-of") is None
        reading = sandbox.parse_body("one <b>two</b>", "text/html; charset=utf-8")
        assert reading is not None
        (item,) = reading.items
        assert isinstance(item, Parsed)
        assert item.fields["body"] == "one two"
