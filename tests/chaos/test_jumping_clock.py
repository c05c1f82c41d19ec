"""A clock that is set while a process runs shows in its times, and a file that is not there changes nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.support.cluster import ROOT
from tests.support.jumping_clock import Setting, read_setting

SHOW = "import time; from schemas.document import utc_now; print(time.time(), utc_now().timestamp())"
SEND = (
    "import pickle; from schemas.document import utc_now; print(type(pickle.loads(pickle.dumps(utc_now()))).__name__)"
)


def test_a_clock_is_right_until_it_is_set(tmp_path: Path) -> None:
    assert read_setting(tmp_path / "absent").shown(12.5) == 12.5


def test_a_clock_may_be_ahead_and_run_fast() -> None:
    assert Setting(ahead=-60).shown(100) == 40
    assert Setting(ahead=5, rate=10, since=100).shown(103) == 103 + 5 + 27


def run(folder: Path, code: str) -> str:
    """What a module prints whose clock is two hours ahead."""
    module, clock = folder / "shows.py", folder / "clock"
    module.write_text(code)
    Setting(ahead=7200).write(clock)
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.jumping_clock", str(clock), "shows"],
        cwd=ROOT,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_process_follows_the_file(tmp_path: Path) -> None:
    for shown in map(float, run(tmp_path, SHOW).split()):
        assert 7190 < shown - time.time() < 7210


def test_times_can_be_sent_to_another_process(tmp_path: Path) -> None:
    assert run(tmp_path, SEND).strip() == "datetime"
