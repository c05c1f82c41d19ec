"""Where articles come from: which sources are loud, which are silent, and what is refused at the edges."""

from __future__ import annotations

from grafana_foundation_sdk.builders.dashboard import Dashboard
from grafana_foundation_sdk.models import units

from tools.dashboards.parts import Panel, Query, Section, bars, choice, dashboard, lines, number, quantiles

CHOSEN = 'source=~"$source"'


def sources() -> Dashboard:
    """The dashboard of the edges."""
    return dashboard(
        "copydesk-sources",
        "Copydesk sources",
        "Which sources send, how fresh they are, and what is refused.",
        [
            Section("Now", _now(), height=4),
            Section("Articles", _articles(), height=10),
            Section("Pushes", _pushes()),
            Section("Feeds", _feeds()),
        ],
        [choice("source", "Source", "copydesk_source_articles_total")],
    )


def _now() -> list[Panel]:
    return [
        number(
            "Arriving",
            "Articles a second, over all edges.",
            units.OpsPerSecond,
            Query('sum(rate(copydesk_messages_published_total{topic="articles.raw"}[$__rate_interval]))', "arriving"),
        ),
        number(
            "Sources",
            "Sources with an article within a day. Those over COPYDESK_METRIC_SOURCES count as one.",
            units.Short,
            Query(
                "count(max by (source) (copydesk_source_last_article_timestamp_seconds) > time() - 24 * 3600)",
                "sources",
            ),
        ),
        number(
            "Silent longest",
            "Of the sources that have sent something since the start: the time since its last article.",
            units.Seconds,
            Query("max(time() - max by (source) (copydesk_source_last_article_timestamp_seconds))", "silent"),
        ),
        number(
            "Refused pushes",
            "Share of the requests that were answered with an error.",
            units.PercentUnit,
            Query(
                '(sum(rate(copydesk_http_requests_total{status=~"[45].."}[$__rate_interval])) or vector(0))'
                " / sum(rate(copydesk_http_requests_total[$__rate_interval]))",
                "refused",
            ),
            (0.1, "orange"),
        ),
        number(
            "Feeds",
            "Feeds that are polled now.",
            units.Short,
            Query("sum(copydesk_feeds_held)", "feeds"),
        ),
        number(
            "Feeds failing",
            "Feeds whose last three polls or more failed, or that are gone.",
            units.Short,
            Query("sum(copydesk_feed_failing)", "failing"),
            (1, "orange"),
        ),
    ]


def _articles() -> list[Panel]:
    return [
        lines(
            "Articles by source",
            "Articles a minute, of the twenty sources that send most.",
            units.Short,
            Query(
                f"topk(20, sum by (source) (rate(copydesk_source_articles_total{{{CHOSEN}}}[$__rate_interval])) * 60)",
                "{{source}}",
            ),
            stacked=True,
        ),
        bars(
            "Last article",
            "Time since the newest article of a source arrived; the twenty that have been silent longest.",
            units.Seconds,
            Query(
                f"topk(20, time() - max by (source) (copydesk_source_last_article_timestamp_seconds{{{CHOSEN}}}))",
                "{{source}}",
            ),
            (3600, "orange"),
            (24 * 3600, "red"),
        ),
        bars(
            "Articles since the start",
            "Of the processes that run now; of the twenty sources that sent most.",
            units.Short,
            Query(f"topk(20, sum by (source) (copydesk_source_articles_total{{{CHOSEN}}}))", "{{source}}"),
        ),
    ]


def _pushes() -> list[Panel]:
    return [
        lines(
            "Requests",
            "By endpoint and status; 503 tells the sender to come again.",
            units.RequestsPerSecond,
            Query(
                "sum by (endpoint, status) (rate(copydesk_http_requests_total[$__rate_interval]))",
                "{{endpoint}} {{status}}",
            ),
        ),
        lines(
            "Items",
            "Articles pushed, accepted or refused.",
            units.OpsPerSecond,
            Query("sum by (outcome) (rate(copydesk_http_items_total[$__rate_interval]))", "{{outcome}}"),
            stacked=True,
        ),
        lines(
            "Time to answer",
            "95th percentile from a request's head to its answer.",
            units.Seconds,
            *quantiles("copydesk_http_request_duration_seconds", by="endpoint"),
        ),
        lines(
            "Connections and bodies",
            "Open connections, and megabytes of bodies held in memory.",
            units.Short,
            Query("sum(copydesk_http_connections)", "connections"),
            Query("sum(copydesk_http_body_bytes) / 1e6", "MB of bodies"),
        ),
    ]


def _feeds() -> list[Panel]:
    return [
        lines(
            "Polls",
            "By what they found.",
            units.OpsPerSecond,
            Query("sum by (outcome) (rate(copydesk_feed_polls_total[$__rate_interval]))", "{{outcome}}"),
            stacked=True,
        ),
        lines(
            "New items",
            "Items a minute whose write the broker confirmed, of the twenty busiest names.",
            units.Short,
            Query("topk(20, sum by (source) (rate(copydesk_feed_items_total[$__rate_interval])) * 60)", "{{source}}"),
            stacked=True,
        ),
        lines(
            "Errors",
            "Polls and items that failed, in an hour.",
            units.Short,
            Query("sum by (source, kind) (increase(copydesk_feed_errors_total[1h]))", "{{source}} {{kind}}"),
        ),
        bars(
            "Since the last good poll",
            "The twenty feeds that have not been read for longest.",
            units.Seconds,
            Query(
                "topk(20, time() - max by (source) (copydesk_feed_last_success_timestamp_seconds > 0))", "{{source}}"
            ),
            (3600, "orange"),
        ),
    ]
