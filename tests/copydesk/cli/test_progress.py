from __future__ import annotations

import io
import sys

import pytest

from copydesk.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("reading") as told:
        told(0, 200)
        told(50, 200)
        told(200, 200)
    assert "reading" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_nothing_to_do_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress("reading") as told:
        told(0, 0)


def test_a_file_or_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with progress("reading") as told:
        told(1, 2)
    assert pipe.getvalue() == ""
