from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.operator.running import FILE_NAME, Running, RunningProcess, announced, find_running

RUNNING = Running(pid=os.getpid(), brokers="localhost:9092", processes=(RunningProcess(service="cleaner", port=8083),))


def test_what_runs_is_found_while_it_runs(tmp_path: Path) -> None:
    assert find_running(tmp_path) is None
    with announced(tmp_path, RUNNING):
        assert find_running(tmp_path) == RUNNING
        assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert list(tmp_path.iterdir()) == []


def test_it_is_gone_after_a_failure_too(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no"), announced(tmp_path, RUNNING):
        raise RuntimeError("no")
    assert find_running(tmp_path) is None


def test_what_was_killed_counts_for_nothing(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    with announced(tmp_path, RUNNING.model_copy(update={"pid": ended.pid})):
        assert find_running(tmp_path) is None


@pytest.mark.parametrize("content", ["", "{}", '{"pid": -1, "brokers": "", "processes": []}', "\x00", "[" * 5000])
def test_a_file_that_is_none_of_ours_counts_for_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    assert find_running(tmp_path) is None


def test_a_process_id_beyond_all_bounds_counts_for_nothing(tmp_path: Path) -> None:
    with announced(tmp_path, RUNNING.model_copy(update={"pid": 1 << 80})):
        assert find_running(tmp_path) is None
