from __future__ import annotations

import pytest

from copydesk.operator.top.scrape import parse_federation, parse_page
from tests.copydesk.operator.top.pages import Page

FEDERATED = """\
# TYPE copydesk_messages_processed_total untyped
copydesk_messages_processed_total{service="cleaner",status="ok",instance="10.0.0.2:8080",job="cleaner"} 7 1700000005000
copydesk_messages_processed_total{service="cleaner",status="ok",instance="10.0.0.3:8080",job="cleaner"} 9 1700000007500
# TYPE process_cpu_seconds_total untyped
process_cpu_seconds_total{instance="10.0.0.2:8080",job="cleaner"} 1.5 1700000005000
# TYPE up untyped
up{instance="10.0.0.2:8080",job="cleaner"} 1 1700000005000
up{instance="10.0.0.3:8080",job="cleaner"} 1 1700000007500
up{instance="10.0.0.4:8080",job="dedup"} 0 1700000006000
"""

SERVICES = ("cleaner", "dedup")


def test_a_page_is_one_process_at_one_moment() -> None:
    scrape = Page("cleaner", consumed=9, statuses={"ok": 7, "too_short": 1}).scrape(at=50.0)
    assert (scrape.instance, scrape.at, scrape.name, scrape.answers) == ("cleaner:8080", 50.0, "cleaner", True)
    assert scrape.values("copydesk_messages_processed_total") == {
        (("service", "cleaner"), ("status", "ok")): 7,
        (("service", "cleaner"), ("status", "too_short")): 1,
    }
    assert scrape.value("copydesk_messages_processed_total") == 8
    assert scrape.value("copydesk_no_such_metric") is None


def test_what_is_no_finite_number_is_left_out() -> None:
    scrape = parse_page("a NaN\nb +Inf\nc -Inf\nd 4\n", "x", 1.0)
    assert dict(scrape.series) == {"d": {(): 4.0}}


def test_the_metrics_name_the_service_better_than_who_found_it() -> None:
    assert parse_page('copydesk_line_blocked{service="quotes"} 0\n', "x", 1.0, "other").name == "quotes"
    assert parse_page("a 1\n", "x", 1.0, "other").name == "other"
    assert parse_page("a 1\n", "x", 1.0).name == "?"


@pytest.mark.parametrize("page", ["<html>\na{{{\n", 'a{b="c} 1\n', "a b c d\n"])
def test_a_page_that_is_none_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_page(page, "x", 1.0)


def test_prometheus_gives_the_samples_of_many_processes() -> None:
    first, second, third = parse_federation(FEDERATED, at=1_700_000_010.0, services=SERVICES)
    assert [s.instance for s in (first, second, third)] == ["10.0.0.2:8080", "10.0.0.3:8080", "10.0.0.4:8080"]
    assert (first.at, second.at) == (1_700_000_005.0, 1_700_000_007.5), "as of when Prometheus asked them"
    assert first.values("copydesk_messages_processed_total") == {(("service", "cleaner"), ("status", "ok")): 7.0}
    assert first.value("process_cpu_seconds_total") == 1.5
    assert first.problem is None


def test_a_process_that_prometheus_cannot_reach_is_there_with_its_problem() -> None:
    away = parse_federation(FEDERATED, at=0.0, services=SERVICES)[2]
    assert (away.name, away.answers, away.problem) == ("dedup", False, "does not answer Prometheus")


def test_what_else_the_server_asks_is_no_process_of_ours() -> None:
    others = """\
process_cpu_seconds_total{instance="10.0.0.8:9093",job="alertmanager"} 1.5 1700000005000
process_cpu_seconds_total{instance="10.0.0.9:9090",job="prometheus"} 1.5 1700000005000
up{instance="10.0.0.8:9093",job="alertmanager"} 1 1700000005000
up{instance="10.0.0.7:9100",job="node"} 0 1700000005000
"""
    assert parse_federation(others, at=0.0, services=SERVICES) == []
    assert len(parse_federation(FEDERATED + others, at=0.0, services=SERVICES)) == 3


def test_a_page_without_instances_is_nobodys() -> None:
    assert parse_federation("a 1\n", at=0.0, services=SERVICES) == []
