from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.operator.top.history import WINDOW_SECONDS, History, Stretch
from copydesk.operator.top.scrape import Scrape
from tests.copydesk.operator.top.pages import Page

ENDED = "copydesk_messages_processed_total"


def cleaner(at: float, ok: int, started: float = 1_000.0) -> Scrape:
    return Page("cleaner", consumed=ok, statuses={"ok": ok}, started=started).scrape(at)


def only(history: History) -> Stretch:
    (stretch,) = history.stretches()
    return stretch


def test_one_moment_has_no_rates() -> None:
    history = History()
    history.add([cleaner(0.0, 100)])
    assert only(history).seconds is None
    assert only(history).rate(ENDED) is None
    assert only(history).increases(ENDED) == {}


def test_a_rate_is_taken_between_two_scrapes() -> None:
    history = History()
    history.add([cleaner(0.0, 100)])
    history.add([cleaner(2.0, 150)])
    assert only(history).rate(ENDED) == 25.0


def test_rates_are_those_of_the_last_seconds() -> None:
    history = History()
    for number in range(60):
        history.add([cleaner(number * 2.0, number * number)])
    stretch = only(history)
    assert stretch.seconds == WINDOW_SECONDS
    assert stretch.rate(ENDED) == (59**2 - 54**2) / 10


def test_a_pair_is_left_where_scrapes_are_rare() -> None:
    history = History()
    for number in range(5):
        history.add([cleaner(number * 60.0, number * 60)])
    assert only(history).seconds == 60.0
    assert only(history).rate(ENDED) == 1.0


def test_a_restart_begins_at_zero_and_never_gives_less() -> None:
    history = History()
    history.add([cleaner(0.0, 1_000)])
    history.add([cleaner(4.0, 8, started=1_003.0)])
    assert only(history).restarted
    assert only(history).rate(ENDED) == 2.0


def test_a_restart_is_seen_even_where_more_was_counted_than_before() -> None:
    history = History()
    history.add([cleaner(0.0, 4)])
    history.add([cleaner(4.0, 12, started=1_003.0)])
    assert only(history).rate(ENDED) == 3.0


def test_a_counter_that_appears_began_at_zero() -> None:
    history = History()
    history.add([Page("cleaner", statuses={"ok": 5}).scrape(0.0)])
    history.add([Page("cleaner", statuses={"ok": 5, "no_text": 4}).scrape(2.0)])
    assert only(history).rate(ENDED) == 2.0


def test_the_same_scrape_again_changes_nothing() -> None:
    history = History()
    for scrape in (cleaner(0.0, 0), cleaner(5.0, 50), cleaner(5.0, 50), cleaner(5.0, 50)):
        history.add([scrape])
    assert only(history).rate(ENDED) == 10.0


def test_a_process_that_does_not_answer_has_no_rates_and_keeps_its_past_for_later() -> None:
    history = History()
    history.add([cleaner(0.0, 0)])
    history.add([Scrape("cleaner:8080", 2.0, "cleaner", problem="does not answer")])
    assert only(history).now.problem == "does not answer"
    assert only(history).rate(ENDED) is None
    history.add([cleaner(4.0, 40)])
    assert only(history).rate(ENDED) == 10.0


def test_a_process_that_is_gone_is_forgotten() -> None:
    history = History()
    history.add([cleaner(0.0, 0), Page("dedup").scrape(0.0)])
    history.add([cleaner(2.0, 0)])
    assert [stretch.now.name for stretch in history.stretches()] == ["cleaner"]
    history.add([])
    assert history.stretches() == []


def test_what_a_process_says_of_itself_now_is_what_counts() -> None:
    history = History()
    history.add([cleaner(0.0, 0)])
    history.add([replace(cleaner(2.0, 0), problem="blocked by the broker")])
    assert only(history).now.problem == "blocked by the broker"


@pytest.mark.parametrize("metric", [ENDED, "no_such_metric"])
def test_a_clock_that_was_set_back_gives_no_rate(metric: str) -> None:
    history = History()
    history.add([cleaner(10.0, 5)])
    history.add([cleaner(4.0, 9)])
    assert only(history).rate(metric) is None
