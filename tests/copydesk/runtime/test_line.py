from __future__ import annotations

import threading

import pytest

from copydesk.runtime.health import stalled
from copydesk.runtime.line import Line
from copydesk.runtime.watchdog import watch


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(clock: Clock) -> Line:
    line = Line(clock)
    line.opened()
    return line


def test_is_ready_when_opened_and_says_why_it_is_not(clock: Clock) -> None:
    line = Line(clock)
    assert line.unready_reason() == "starting"
    line.waiting("topics missing")
    assert line.unready_reason() == "topics missing"
    line.opened()
    assert line.unready_reason() is None
    line.block("cannot write")
    assert line.unready_reason() == "cannot write"
    assert line.unblocked()
    assert line.unready_reason() is None
    assert not line.unblocked()


def test_work_without_progress_is_a_stall(clock: Clock, line: Line) -> None:
    line.measured(5)
    clock.now += 10
    line.heartbeat()
    assert line.stalled_seconds() == 10
    line.unblocked()
    assert line.stalled_seconds() == 0


def test_an_article_in_work_is_work_before_anybody_has_measured(clock: Clock, line: Line) -> None:
    line.took()
    clock.now += 10
    line.heartbeat()
    assert line.stalled_seconds() == 10


def test_no_work_is_no_stall(clock: Clock, line: Line) -> None:
    line.measured(0)
    clock.now += 1000
    line.heartbeat()
    assert line.stalled_seconds() == 0


def test_work_that_comes_after_a_quiet_time_is_no_stall(clock: Clock, line: Line) -> None:
    clock.now += 1000
    line.heartbeat()
    line.measured(0)
    line.measured(3)
    assert line.stalled_seconds() == 0


def test_no_sign_of_life_is_a_stall_even_without_work(clock: Clock, line: Line) -> None:
    clock.now += 10
    assert line.stalled_seconds() == 10


def test_a_line_that_is_blocked_or_waits_is_not_stalled(clock: Clock, line: Line) -> None:
    line.measured(5)
    clock.now += 1000
    line.block("cannot write")
    assert line.stalled_seconds() == 0
    line.unblocked()
    line.waiting("joining")
    clock.now += 1000
    assert line.stalled_seconds() == 0
    line.opened()
    assert line.stalled_seconds() == 0, "the wait does not count against the line"


def test_the_liveness_check_fails_after_the_limit_and_says_how_long(clock: Clock, line: Line) -> None:
    check = stalled(line, 120)
    line.measured(5)
    clock.now += 120
    line.heartbeat()
    assert check() is None
    clock.now += 1
    assert check() == "no progress for 121 s"


def test_the_watchdog_ends_a_stalled_process_once(clock: Clock, line: Line) -> None:
    ends = 0
    ended = threading.Event()

    def end() -> None:
        nonlocal ends
        ends += 1
        ended.set()

    line.measured(5)
    clock.now += 1000
    stop = watch(line, 0.02, end)
    try:
        assert ended.wait(5)
        assert not threading.Event().wait(0.1)
        assert ends == 1
    finally:
        stop.set()


def test_the_watchdog_leaves_a_line_that_moves_or_is_blocked_alone(clock: Clock, line: Line) -> None:
    ended = threading.Event()
    line.measured(5)
    stop = watch(line, 0.02, ended.set)
    try:
        assert not ended.wait(0.1)
        line.block("cannot write")
        clock.now += 1000
        assert not ended.wait(0.1)
    finally:
        stop.set()


def test_the_watchdog_stops_when_told(clock: Clock, line: Line) -> None:
    ended = threading.Event()
    watch(line, 0.02, ended.set).set()
    line.measured(5)
    clock.now += 1000
    assert not ended.wait(0.1)
