"""The pipeline from left to right, as an article flows: is all well, and if not, at which service."""

from __future__ import annotations

from grafana_foundation_sdk.builders.dashboard import Dashboard
from grafana_foundation_sdk.models import units

from tools.dashboards.parts import PROCESSES, Panel, Query, Section, dashboard, lines, number, quantiles

SERVICES = ("cleaner", "dedup", "entities", "quotes")
"""Those that read a topic, in the order of an article's way."""

EDGES = 'service=~"intake|http|feeds"'

LATE = (
    '1 - sum(rate(copydesk_end_to_end_latency_seconds_bucket{service="quotes", le="60.0"}[5m]))'
    ' / (sum(rate(copydesk_end_to_end_latency_seconds_count{service="quotes"}[5m])) > 0)'
)


def pipeline() -> Dashboard:
    """The dashboard that Grafana opens with."""
    return dashboard(
        "copydesk-pipeline",
        "Copydesk pipeline",
        "From left to right, as an article flows: in, cleaner, dedup, entities, quotes, out.",
        [
            Section("Now", _now(), height=4),
            Section("Articles a second: in, by how they ended at each service, out", [_arriving(), *_ended(), _out()]),
            Section("Waiting: before each service, and from the intake to the end", [_backlog(), *_waiting(), _way()]),
            Section(
                "Time of one article: in each service's own function", [_confirmed_in(), *_working(), _confirming()]
            ),
            Section("What went wrong", _wrong()),
        ],
    )


def _now() -> list[Panel]:
    return [
        number(
            "Enriched",
            "Finished articles a second.",
            units.OpsPerSecond,
            Query(
                'sum(rate(copydesk_messages_published_total{topic="articles.enriched"}[$__rate_interval]))', "enriched"
            ),
        ),
        number(
            "Late",
            "Share of the articles of five minutes that took more than 60 s from the intake to the finished event. "
            "The objective allows 1 % of a month.",
            units.PercentUnit,
            Query(LATE, "late"),
            (0.01, "orange"),
            (0.144, "red"),
            decimals=1,
        ),
        number(
            "Waiting",
            "Messages in all topics that their service has not ended yet.",
            units.Short,
            Query("sum(copydesk_consumer_lag_messages)", "waiting"),
        ),
        number(
            "Oldest",
            "Age of the oldest message that waits before any service.",
            units.Seconds,
            Query("max(copydesk_consumer_lag_seconds)", "oldest"),
            (60, "orange"),
            (300, "red"),
        ),
        number(
            "Dead letters",
            "In the last hour, at all services.",
            units.Short,
            Query(
                f"sum(increase(copydesk_dead_letters_total[1h])) or sum(up{{{PROCESSES}}} * 0)",
                "dead letters",
            ),
            (1, "orange"),
        ),
        number(
            "Unaccounted",
            "Taken, and neither ended nor in progress. Off by a few while articles move; a value that stays is a leak.",
            units.Short,
            Query("sum(abs(process:copydesk_unaccounted_messages))", "unaccounted"),
            (50, "orange"),
        ),
        number(
            "Processes",
            "Processes of Copydesk that answer Prometheus.",
            units.Short,
            Query(f"sum(up{{{PROCESSES}}})", "up"),
        ),
        number(
            "Blocked",
            "Services that hold the line: the broker does not confirm, or there are too many dead letters.",
            units.Short,
            Query("sum(max by (service) (copydesk_line_blocked))", "blocked"),
            (1, "red"),
        ),
    ]


def _arriving() -> Panel:
    return lines(
        "In",
        "Articles that arrive, by edge.",
        units.OpsPerSecond,
        Query(
            'sum by (service) (rate(copydesk_messages_published_total{topic="articles.raw"}[$__rate_interval]))',
            "{{service}}",
        ),
        stacked=True,
    )


def _ended() -> list[Panel]:
    return [
        lines(
            service.capitalize(),
            f"Articles that ended at {service}, by status.",
            units.OpsPerSecond,
            Query(
                "sum by (status) "
                f'(rate(copydesk_messages_processed_total{{service="{service}"}}[$__rate_interval])) > 0',
                "{{status}}",
            ),
            stacked=True,
        )
        for service in SERVICES
    ]


def _out() -> Panel:
    return lines(
        "Out",
        "Finished articles, quotes and duplicates, as consumers get them.",
        units.OpsPerSecond,
        Query(
            "sum by (topic) (rate(copydesk_messages_published_total"
            '{topic=~"articles.enriched|articles.duplicates|quotes"}[$__rate_interval]))',
            "{{topic}}",
        ),
    )


def _backlog() -> Panel:
    return lines(
        "In flight",
        "Articles that an edge has taken and the broker has not confirmed.",
        units.Short,
        Query(f"sum by (service) (copydesk_messages_in_progress{{{EDGES}}})", "{{service}}"),
    )


def _waiting() -> list[Panel]:
    return [
        lines(
            f"Before {service}",
            f"Age of the oldest message that {service} has not ended.",
            units.Seconds,
            Query(
                f'max by (topic) (copydesk_consumer_lag_seconds{{service="{service}"}})',
                "{{topic}}",
            ),
        )
        for service in SERVICES
    ]


def _way() -> Panel:
    return lines(
        "From intake to event",
        "Of finished articles. A point is the trace of one article.",
        units.Seconds,
        *quantiles("copydesk_end_to_end_latency_seconds", 'service="quotes"', exemplars=True),
    )


def _confirmed_in() -> Panel:
    return lines(
        "Confirmation at the edges",
        "95th percentile from an edge's send to the broker's confirmation: so long a push waits for its answer.",
        units.Seconds,
        *quantiles("copydesk_publish_duration_seconds", EDGES, by="service"),
    )


def _working() -> list[Panel]:
    return [
        lines(
            f"In {service}",
            f"Time in {service}'s own function.",
            units.Seconds,
            *quantiles("copydesk_processing_duration_seconds", f'service="{service}"', exemplars=True),
        )
        for service in SERVICES
    ]


def _confirming() -> Panel:
    return lines(
        "Confirmation",
        "95th percentile from a service's send to the broker's confirmation.",
        units.Seconds,
        *quantiles("copydesk_publish_duration_seconds", EDGES.replace("=~", "!~"), by="service"),
    )


def _wrong() -> list[Panel]:
    return [
        lines(
            "Dead letters",
            "Since the start of the processes, by service and reason.",
            units.Short,
            Query("sum by (service, reason) (copydesk_dead_letters_total)", "{{service}} {{reason}}"),
        ),
        lines(
            "Blocked",
            "1 while a service holds the line.",
            units.Short,
            Query("max by (service) (copydesk_line_blocked)", "{{service}}"),
        ),
        lines(
            "Unaccounted",
            "Taken, and neither ended nor in progress; what stays above or below zero is a leak.",
            units.Short,
            Query("process:copydesk_unaccounted_messages", "{{service}} {{instance}}"),
        ),
        lines(
            "Rebalances",
            "Assignments of partitions in five minutes. Many of them: a process that ends again and again.",
            units.Short,
            Query("sum by (service) (increase(copydesk_rebalances_total[5m]))", "{{service}}"),
        ),
    ]
