from __future__ import annotations

import pytest

from copydesk.operator.top.history import Stretch
from copydesk.operator.top.picture import Amount, PartitionPicture
from copydesk.operator.top.scrape import Scrape, parse_page
from copydesk.operator.top.summary import (
    AWAY,
    LONGEST_NAME,
    READY,
    UNKNOWN,
    WaitingIn,
    partition_pictures,
    process_pictures,
    service_pictures,
    source_pictures,
)
from tests.copydesk.operator.top.pages import Page

NAMES = ("intake", "cleaner", "dedup")


def stretch(before: Page, now: Page, seconds: float = 10.0, instance: str | None = None) -> Stretch:
    return Stretch(before.scrape(2_000.0, instance), now.scrape(2_000.0 + seconds, instance))


BUSY = stretch(
    Page("cleaner", consumed=100, statuses={"ok": 90, "too_short": 5}, latencies={0.5: 90, 5.0: 10}, cpu=3.0),
    Page(
        "cleaner",
        consumed=220,
        statuses={"ok": 200, "too_short": 5, "dead_letter": 10},
        latencies={0.5: 90, 5.0: 110},
        cpu=8.0,
        lags={0: 30, 1: 12},
        ages={0: 4.5, 1: 1.0},
    ),
)


def test_a_service_is_the_sum_of_its_processes() -> None:
    second = stretch(
        Page("cleaner", consumed=10, statuses={"ok": 10}, cpu=1.0),
        Page("cleaner", consumed=20, statuses={"ok": 20}, cpu=2.0),
        instance="b:8080",
    )
    (cleaner,) = service_pictures(("cleaner",), [BUSY, second], ())
    assert (cleaner.processes, cleaner.ready, cleaner.state) == (2, 2, READY)
    assert (cleaner.in_rate, cleaner.out_rate, cleaner.in_progress) == (13.0, 13.0, 5)
    assert cleaner.statuses == (Amount("ok", 220, 12.0), Amount("too_short", 5, 0.0), Amount("dead_letter", 10, 1.0))
    assert cleaner.dead_letters == Amount("dead_letter", 10, 1.0)
    assert cleaner.cpu == pytest.approx(0.6)
    assert cleaner.memory_bytes == 160 * 1024 * 1024


def test_percentiles_are_of_what_ended_lately() -> None:
    (cleaner,) = service_pictures(("cleaner",), [BUSY], ())
    assert cleaner.latency is not None
    assert cleaner.latency.recent
    assert cleaner.latency.p50 == pytest.approx(2.75), "the hundred of the last seconds lie between 0.5 and 5 s"
    assert cleaner.latency.p99 == pytest.approx(4.955)


def test_where_nothing_ended_lately_they_are_since_the_start_and_say_so() -> None:
    idle = Page("cleaner", latencies={0.5: 90, 5.0: 10})
    (cleaner,) = service_pictures(("cleaner",), [stretch(idle, idle)], ())
    assert cleaner.latency is not None
    assert not cleaner.latency.recent
    assert cleaner.latency.p50 == pytest.approx(0.5 * 50 / 90)
    assert cleaner.handling is None


def test_every_service_is_there_in_its_order_and_strangers_last() -> None:
    services = service_pictures(NAMES, [BUSY, stretch(Page("alpha"), Page("alpha"))], ())
    assert [(service.name, service.state) for service in services] == [
        ("intake", AWAY),
        ("cleaner", READY),
        ("dedup", AWAY),
        ("alpha", READY),
    ]
    assert (services[0].processes, services[0].out_rate, services[0].lag) == (0, None, None)


def test_without_any_metrics_nobody_is_said_to_be_away() -> None:
    assert {service.state for service in service_pictures(NAMES, [], ())} == {UNKNOWN}


@pytest.mark.parametrize(
    ("scrape", "state"),
    [
        (Page("dedup").scrape(1.0), READY),
        (Page("dedup", blocked=1).scrape(1.0), "blocked"),
        (Page("dedup", behind=0).scrape(1.0), READY),
        (Page("dedup", behind=1200).scrape(1.0), "rebuilding, 1200 behind"),
        (Scrape("d:8080", 1.0, "dedup", problem="does not answer"), "does not answer"),
        (Scrape("d:8080", 1.0, "dedup", problem="\x1b[2Jdead letters\n"), "[2Jdead letters"),
        (Scrape("d:8080", 1.0, "dedup"), "shows no metrics"),
    ],
    ids=["ready", "blocked", "caught up", "rebuilding", "silent", "hostile", "empty"],
)
def test_a_service_that_is_not_ready_says_why(scrape: Scrape, state: str) -> None:
    (dedup,) = service_pictures(("dedup",), [Stretch(None, scrape)], ())
    assert (dedup.state, dedup.ready) == (state, int(state == READY))
    assert [process.state for process in process_pictures([Stretch(None, scrape)])] == [state]


def test_one_process_that_is_not_ready_shows_at_the_service() -> None:
    ready, blocked = Page("quotes").scrape(1.0, "a"), Page("quotes", blocked=1).scrape(1.0, "b")
    (quotes,) = service_pictures(("quotes",), [Stretch(None, ready), Stretch(None, blocked)], ())
    assert (quotes.ready, quotes.processes, quotes.state) == (1, 2, "blocked")


def test_lag_is_what_the_broker_says() -> None:
    waiting = [WaitingIn("cleaner", "articles.raw", 0, 7, 2.5), WaitingIn("cleaner", "articles.raw", 1, 0, 0.0)]
    partitions = partition_pictures([BUSY], waiting)
    assert partitions[0] == PartitionPicture("cleaner", "articles.raw", 0, 7, 2.5)
    (cleaner,) = service_pictures(("cleaner",), [BUSY], partitions)
    assert (cleaner.lag, cleaner.lag_seconds) == (7, 2.5)


def test_where_the_broker_is_away_it_is_what_the_processes_say() -> None:
    partitions = partition_pictures([BUSY], None)
    assert partitions == (
        PartitionPicture("cleaner", "articles.raw", 0, 30, 4.5),
        PartitionPicture("cleaner", "articles.raw", 1, 12, 1.0),
    )
    (cleaner,) = service_pictures(("cleaner",), [BUSY], partitions)
    assert (cleaner.lag, cleaner.lag_seconds) == (42, 4.5)


def test_a_partition_that_two_processes_show_counts_once() -> None:
    before, after = Page("cleaner", lags={0: 3}).scrape(1.0, "a"), Page("cleaner", lags={0: 90}).scrape(1.0, "b")
    partitions = partition_pictures([Stretch(None, before), Stretch(None, after)], None)
    assert [(partition.partition, partition.lag) for partition in partitions] == [(0, 90)]


def test_a_process_tells_its_build_and_how_long_it_runs() -> None:
    (process,) = process_pictures([BUSY])
    assert (process.service, process.instance, process.version) == ("cleaner", "cleaner:8080", "0.1.0 0123456")
    assert (process.rate, process.cpu, process.partitions, process.up_seconds) == (12.0, 0.5, 2, 1010.0)


def test_sources_with_the_busiest_first() -> None:
    before = Page("cleaner", sources={"a": 10, "b": 500, "c": 3})
    now = Page("cleaner", sources={"a": 40, "b": 500, "c": 3}, newest={"a": 2_009.0, "b": 1_000.0})
    sources = source_pictures([stretch(before, now)], now=2_010.0)
    assert [(s.name, s.articles, s.rate, s.silent_seconds) for s in sources] == [
        ("a", 40, 3.0, 1.0),
        ("b", 500, 0.0, 1_010.0),
        ("c", 3, 0.0, None),
    ]


def test_of_two_processes_the_newest_article_of_a_source_counts() -> None:
    first = stretch(Page("cleaner", sources={"a": 1}), Page("cleaner", sources={"a": 2}, newest={"a": 1_500.0}))
    second = stretch(Page("cleaner", sources={"a": 1}), Page("cleaner", sources={"a": 9}, newest={"a": 1_900.0}))
    (source,) = source_pictures([first, second], now=2_000.0)
    assert (source.articles, source.silent_seconds) == (11, 100.0)
    assert source.rate == pytest.approx(0.9)


def test_hostile_names_are_made_printable_and_short() -> None:
    page = 'copydesk_source_articles_total{source="\x1b[31m\u202eevil' + "x" * 500 + '"} 3\n'
    (source,) = source_pictures([Stretch(None, parse_page(page, "x", 1.0))], now=2.0)
    assert source.name.startswith("[31m evil")
    assert source.name.isprintable()
    assert len(source.name) == LONGEST_NAME


def test_what_articles_hold_is_counted_by_its_label() -> None:
    page = """\
copydesk_line_blocked{service="quotes"} 0
copydesk_quotes_total{service="quotes",kind="direct"} 61
copydesk_quotes_total{service="quotes",kind="mixed"} 0
copydesk_quote_speakers_total{service="quotes",speaker="unknown"} 9
copydesk_articles_embargoed_total{service="quotes"} 2
"""
    (quotes,) = service_pictures(("quotes",), [Stretch(None, parse_page(page, "x", 1.0))], ())
    assert [(amount.name, amount.total) for amount in quotes.counted] == [
        ("kind direct", 61),
        ("speaker unknown", 9),
        ("embargoed", 2),
    ]
