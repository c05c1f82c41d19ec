from __future__ import annotations

import threading

import pytest

from copydesk.runtime.health import stalled
from copydesk.runtime.process_health import ProcessHealth
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
def health(clock: Clock) -> ProcessHealth:
    health = ProcessHealth(clock)
    health.opened()
    return health


def test_is_ready_when_opened_and_says_why_it_is_not(clock: Clock) -> None:
    health = ProcessHealth(clock)
    assert health.unready_reason() == "starting"
    health.waiting("topics missing")
    assert health.unready_reason() == "topics missing"
    health.opened()
    assert health.unready_reason() is None
    health.block("delivery", "cannot write")
    assert health.unready_reason() == "cannot write"
    health.unblock("delivery")
    assert health.unready_reason() is None


def test_a_cause_that_has_gone_does_not_hide_another(health: ProcessHealth) -> None:
    health.block("defect", "no space left")
    health.block("delivery", "cannot write")
    health.unblock("delivery")
    assert health.unready_reason() == "no space left"
    assert health.is_blocked
    health.unblock("defect")
    assert health.unready_reason() is None
    assert not health.is_blocked


def test_work_without_progress_is_a_stall(clock: Clock, health: ProcessHealth) -> None:
    health.note_backlog(5)
    clock.now += 10
    health.heartbeat()
    assert health.stalled_seconds() == 10
    health.progressed()
    assert health.stalled_seconds() == 0


def test_an_article_in_work_is_work_before_anybody_has_measured(clock: Clock, health: ProcessHealth) -> None:
    health.note_taken()
    clock.now += 10
    health.heartbeat()
    assert health.stalled_seconds() == 10


def test_a_consumer_that_does_not_answer_may_hide_work(clock: Clock, health: ProcessHealth) -> None:
    health.note_backlog(0)
    health.note_unmeasured()
    clock.now += 10
    health.heartbeat()
    assert health.stalled_seconds() == 10
    health.note_backlog(0)
    assert health.stalled_seconds() == 0


def test_a_broker_that_does_not_answer_explains_a_consumer_that_does_not(clock: Clock, health: ProcessHealth) -> None:
    health.note_unmeasured()
    health.broker_answers(answers=False)
    clock.now += 1000
    health.heartbeat()
    assert health.stalled_seconds() == 0


def test_no_work_is_no_stall(clock: Clock, health: ProcessHealth) -> None:
    health.note_backlog(0)
    clock.now += 1000
    health.heartbeat()
    assert health.stalled_seconds() == 0


def test_work_that_comes_after_a_quiet_time_is_no_stall(clock: Clock, health: ProcessHealth) -> None:
    clock.now += 1000
    health.heartbeat()
    health.note_backlog(0)
    health.note_backlog(3)
    assert health.stalled_seconds() == 0


def test_no_sign_of_life_is_a_stall_even_without_work(clock: Clock, health: ProcessHealth) -> None:
    clock.now += 10
    assert health.stalled_seconds() == 10


def test_a_line_that_is_blocked_or_waits_is_not_stalled(clock: Clock, health: ProcessHealth) -> None:
    health.note_backlog(5)
    clock.now += 1000
    health.block("delivery", "cannot write")
    assert health.stalled_seconds() == 0
    health.unblock("delivery")
    health.waiting("joining")
    clock.now += 1000
    assert health.stalled_seconds() == 0
    health.opened()
    assert health.stalled_seconds() == 0, "the wait does not count against the line"


HOUR = 3600.0


@pytest.mark.parametrize("joining", [False, True])
def test_a_process_whose_brokers_are_all_away_is_not_stalled(
    clock: Clock, health: ProcessHealth, *, joining: bool
) -> None:
    health.note_backlog(5)
    if joining:
        health.joining()
    health.broker_answers(answers=False)
    for _ in range(60):
        clock.now += HOUR / 60
        health.heartbeat()
        assert health.stalled_seconds() == 0
    if not joining:
        assert health.unready_reason() == "the broker does not answer"
    health.broker_answers(answers=True)
    assert health.stalled_seconds() == 0, "what waited for an hour has time to go on"
    clock.now += 200
    health.heartbeat()
    assert health.stalled_seconds() == 200, "a consumer that hangs once the brokers are back is still found"


def test_a_loop_that_hangs_is_stalled_though_no_broker_answers(clock: Clock, health: ProcessHealth) -> None:
    health.broker_answers(answers=False)
    clock.now += 200
    assert health.stalled_seconds() == 200


def test_a_process_that_gets_no_answer_where_others_do_is_stalled(clock: Clock, health: ProcessHealth) -> None:
    health.note_backlog(5)
    health.broker_answers(answers=False)
    clock.now += HOUR
    health.heartbeat()
    assert health.stalled_seconds() == 0, "no broker answers anybody"
    health.note_let_in(is_let_in=True)
    assert health.stalled_seconds() == 0, "the clients have time to find the broker again"
    clock.now += 200
    health.heartbeat()
    health.note_let_in(is_let_in=True)
    assert health.stalled_seconds() == 200, "only this process's own clients get no answer"
    health.note_let_in(is_let_in=False)
    assert health.stalled_seconds() == 0, "the broker has gone again"


def test_a_process_without_work_that_gets_no_answer_is_left_alone(clock: Clock, health: ProcessHealth) -> None:
    health.broker_answers(answers=False)
    health.note_let_in(is_let_in=True)
    clock.now += HOUR
    health.heartbeat()
    assert health.stalled_seconds() == 0


def test_the_liveness_check_fails_after_the_limit_and_says_how_long(clock: Clock, health: ProcessHealth) -> None:
    check = stalled(health, 120)
    health.note_backlog(5)
    clock.now += 120
    health.heartbeat()
    assert check() is None
    clock.now += 1
    assert check() == "no progress for 121 s"


def test_the_watchdog_ends_a_stalled_process_once(clock: Clock, health: ProcessHealth) -> None:
    ends = 0
    ended = threading.Event()

    def end() -> None:
        nonlocal ends
        ends += 1
        ended.set()

    health.note_backlog(5)
    clock.now += 1000
    stop = watch(health, 0.02, end)
    try:
        assert ended.wait(5)
        assert not threading.Event().wait(0.1)
        assert ends == 1
    finally:
        stop.set()


def test_the_watchdog_leaves_a_line_that_moves_or_is_blocked_alone(clock: Clock, health: ProcessHealth) -> None:
    ended = threading.Event()
    health.note_backlog(5)
    stop = watch(health, 0.02, ended.set)
    try:
        assert not ended.wait(0.1)
        health.block("delivery", "cannot write")
        clock.now += 1000
        assert not ended.wait(0.1)
    finally:
        stop.set()


def test_the_watchdog_stops_when_told(clock: Clock, health: ProcessHealth) -> None:
    ended = threading.Event()
    watch(health, 0.02, ended.set).set()
    health.note_backlog(5)
    clock.now += 1000
    assert not ended.wait(0.1)
