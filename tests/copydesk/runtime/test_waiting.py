from __future__ import annotations

from dataclasses import dataclass

import pytest
from faust.types import TP

from copydesk.runtime.waiting import Waiting

ONE, TWO = TP("articles.raw", 0), TP("articles.raw", 1)


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def waiting(clock: Clock) -> Waiting:
    return Waiting(clock)


def test_nothing_waits_at_the_end_of_the_topic(waiting: Waiting) -> None:
    assert waiting.seconds(ONE, 7, 0) == 0


def test_the_oldest_message_that_was_read_and_has_not_ended_counts(waiting: Waiting) -> None:
    for offset, arrived in ((7, 940.0), (8, 960.0), (9, 990.0)):
        waiting.read(ONE, offset, arrived)
    assert waiting.seconds(ONE, 7, 3) == 60
    waiting.ended(ONE, 8)
    assert waiting.seconds(ONE, 9, 1) == 10
    waiting.ended(ONE, 9)
    assert waiting.seconds(ONE, 10, 0) == 0


def test_partitions_do_not_share_their_ages(waiting: Waiting) -> None:
    waiting.read(ONE, 7, 900.0)
    waiting.read(TWO, 1, 999.0)
    waiting.ended(TWO, 0)
    assert (waiting.seconds(ONE, 7, 1), waiting.seconds(TWO, 1, 1)) == (100, 1)


def test_a_message_ages_while_it_waits(waiting: Waiting, clock: Clock) -> None:
    waiting.read(ONE, 7, 1000.0)
    clock.now += 300
    assert waiting.seconds(ONE, 7, 1) == 300


def test_what_was_not_read_yet_ages_from_when_it_was_seen(waiting: Waiting, clock: Clock) -> None:
    assert waiting.seconds(ONE, 7, 5) == 0
    clock.now += 30
    assert waiting.seconds(ONE, 7, 9) == 30
    assert waiting.seconds(ONE, 8, 4) == 0, "the first of them has moved on"


def test_it_starts_to_age_anew_once_nothing_waits(waiting: Waiting, clock: Clock) -> None:
    waiting.seconds(ONE, 7, 1)
    waiting.seconds(ONE, 7, 0)
    clock.now += 30
    assert waiting.seconds(ONE, 7, 1) == 0


def test_after_a_rebalance_only_what_is_read_anew_counts(waiting: Waiting) -> None:
    waiting.read(ONE, 7, 100.0)
    waiting.forget()
    assert waiting.seconds(ONE, 7, 0) == 0
    waiting.read(ONE, 7, 995.0)
    assert waiting.seconds(ONE, 7, 1) == 5


@pytest.mark.parametrize("arrived", [None, -1.0, 0.0])
def test_a_message_without_a_time_has_just_arrived(waiting: Waiting, arrived: float | None) -> None:
    waiting.read(ONE, 7, arrived)
    assert waiting.seconds(ONE, 7, 1) == 0


def test_a_producer_whose_clock_is_ahead_makes_no_negative_age(waiting: Waiting) -> None:
    waiting.read(ONE, 7, 5000.0)
    assert waiting.seconds(ONE, 7, 1) == 0
