"""What comes out: languages, verdicts, entities, quotes, and how sure. A drift is a source's change or ours."""

from __future__ import annotations

from grafana_foundation_sdk.builders.dashboard import Dashboard
from grafana_foundation_sdk.models import units

from tools.dashboards.parts import Panel, Query, Section, dashboard, lines, number

WINDOW = "15m"
"""Shares and averages are taken over so long, so that single articles do not move them."""


def quality() -> Dashboard:
    """The dashboard of what was extracted."""
    return dashboard(
        "copydesk-quality",
        "Copydesk quality",
        f"What the articles hold, over {WINDOW} each.",
        [
            Section("Now", _now(), height=4),
            Section("Quotes", _quotes()),
            Section("Entities", _entities()),
            Section("Articles", _articles()),
        ],
    )


def _sum(metric: str, matchers: str = "", by: str = "") -> str:
    grouped = f"sum by ({by})" if by else "sum"
    return f"{grouped} (increase({metric}{{{matchers}}}[{WINDOW}]))"


def _share(metric: str, by: str) -> str:
    return f"{_sum(metric, by=by)} / on () group_left () ({_sum(metric)} > 0)"


def _average(histogram: str) -> str:
    return f"{_sum(histogram + '_sum')} / ({_sum(histogram + '_count')} > 0)"


def _distribution(histogram: str) -> list[Query]:
    return [
        Query(f"histogram_quantile({quantile}, {_sum(histogram + '_bucket', by='le')})", f"p{percent}")
        for quantile, percent in ((0.1, 10), (0.5, 50), (0.9, 90))
    ]


def _ratio(part: str, whole: str) -> str:
    return f"({part} or vector(0)) / ({whole} > 0)"


SPEAKERS = "copydesk_quote_speakers_total"
JUDGED = "copydesk_articles_judged_total"
ENDED = "copydesk_messages_processed_total"
CLEANED = 'service="cleaner"'

UNKNOWN = _ratio(_sum(SPEAKERS, 'speaker="unknown"'), _sum(SPEAKERS))
REPEATED = _ratio(_sum(JUDGED, 'verdict=~"exact|near"'), _sum(JUDGED))
TEXTLESS = _ratio(_sum(ENDED, f'{CLEANED}, status=~"too_short|no_text"'), _sum(ENDED, CLEANED))


def _now() -> list[Panel]:
    return [
        number(
            "Entities an article",
            "People, organisations, places and other things.",
            units.Short,
            Query(_average("copydesk_article_entities"), "entities"),
            decimals=1,
        ),
        number(
            "Quotes an article",
            "Direct, mixed and indirect.",
            units.Short,
            Query(_average("copydesk_article_quotes"), "quotes"),
            decimals=1,
        ),
        number(
            "Unknown speakers",
            "Share of the quotes of which it is not known who speaks.",
            units.PercentUnit,
            Query(UNKNOWN, "unknown"),
            decimals=0,
        ),
        number(
            "Confidence",
            "Average confidence of a quote and its speaker.",
            units.PercentUnit,
            Query(_average("copydesk_quote_confidence"), "confidence"),
            decimals=0,
        ),
        number(
            "Copies",
            "Share of the articles whose story was already seen.",
            units.PercentUnit,
            Query(REPEATED, "copies"),
            decimals=0,
        ),
        number(
            "Without a text",
            "Share of the articles with no text or a very short one.",
            units.PercentUnit,
            Query(TEXTLESS, "without"),
            decimals=0,
        ),
    ]


def _quotes() -> list[Panel]:
    return [
        lines(
            "Speakers",
            "Quotes by how much is known of who speaks.",
            units.PercentUnit,
            Query(_share("copydesk_quote_speakers_total", "speaker"), "{{speaker}}"),
            stacked=True,
        ),
        lines(
            "Kinds",
            "Quotes by what part of them stands in quotation marks.",
            units.PercentUnit,
            Query(_share("copydesk_quotes_total", "kind"), "{{kind}}"),
            stacked=True,
        ),
        lines(
            "Quotes an article",
            "Tenth, fiftieth and ninetieth percentile.",
            units.Short,
            *_distribution("copydesk_article_quotes"),
        ),
        lines(
            "Confidence",
            "Of quotes and their speakers: tenth, fiftieth and ninetieth percentile.",
            units.PercentUnit,
            *_distribution("copydesk_quote_confidence"),
        ),
    ]


def _entities() -> list[Panel]:
    return [
        lines(
            "Entities an article",
            "Tenth, fiftieth and ninetieth percentile.",
            units.Short,
            *_distribution("copydesk_article_entities"),
        ),
        lines(
            "Links an article",
            "Links from entities into registers, by the register's scheme.",
            units.Short,
            Query(
                f"{_sum('copydesk_entity_links_total', by='scheme')} / on () group_left () "
                f"({_sum('copydesk_article_entities_count')} > 0)",
                "{{scheme}}",
            ),
        ),
    ]


def _articles() -> list[Panel]:
    return [
        lines(
            "Languages",
            "Articles by the language of their text.",
            units.PercentUnit,
            Query(_share("copydesk_articles_cleaned_total", "language"), "{{language}}"),
            stacked=True,
        ),
        lines(
            "Verdicts",
            "Articles by whether their story was already seen.",
            units.PercentUnit,
            Query(_share("copydesk_articles_judged_total", "verdict"), "{{verdict}}"),
            stacked=True,
        ),
        lines(
            "Statuses",
            "How articles ended at each service, other than well.",
            units.PercentUnit,
            Query(
                _sum(ENDED, 'status!="ok"', by="service, status")
                + f" / on (service) group_left () ({_sum(ENDED, by='service')} > 0) > 0",
                "{{service}} {{status}}",
            ),
        ),
        lines(
            "Embargoed",
            "Articles that arrived before their embargo had passed.",
            units.Short,
            Query(_sum("copydesk_articles_embargoed_total", by="service"), "{{service}}"),
        ),
    ]
