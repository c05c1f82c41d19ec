"""The tables of a picture: what stands in which column. Cells are Rich texts: nothing in them is taken for markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from copydesk.cli.screen.figures import clock, count, duration, rate, share, size, trend
from copydesk.operator.top.picture import Picture, ServicePicture
from copydesk.operator.top.summary import AWAY, READY

LATE_SECONDS, TOO_LATE_SECONDS = 60.0, 300.0
"""An article should be enriched within a minute; one that has waited for five is trouble."""

GOOD, DOUBTFUL, BAD, QUIET = "green", "yellow", "bold red", "dim"

Trends = Mapping[str, Sequence[float]]
"""The last rates of each service, the newest last."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `width` is in cells; None takes what the others leave. `wide` columns need a wide terminal."""

    label: str
    width: int | None = None
    right: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its key stays the same from picture to picture."""

    key: str
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, and what makes its rows. `empty` is what it says where it has none."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Picture, Trends], list[Row]]
    empty: str

    def shown(self, *, wide: bool) -> list[int]:
        """The places of the columns that are shown."""
        return [place for place, column in enumerate(self.columns) if wide or not column.wide]


def state_style(state: str) -> str:
    """The colour of a state."""
    if state == READY:
        return GOOD
    return BAD if state in (AWAY, "blocked") else DOUBTFUL


def _late_style(seconds: float | None) -> str:
    if seconds is None or seconds < LATE_SECONDS:
        return ""
    return DOUBTFUL if seconds < TOO_LATE_SECONDS else BAD


def _services(picture: Picture, trends: Trends) -> list[Row]:
    return [Row(service.name, _service_cells(service, trends.get(service.name, ()))) for service in picture.services]


def _service_cells(service: ServicePicture, rates: Sequence[float]) -> tuple[Text, ...]:
    latency = service.latency
    old = "" if latency is None or latency.recent else QUIET
    late = _late_style(latency.p99 if latency and latency.recent else None)
    dead = service.dead_letters
    return (
        Text(service.name, "bold"),
        Text(f"{service.ready}/{service.processes}"),
        Text(rate(service.in_rate)),
        Text(rate(service.out_rate)),
        Text(count(service.lag), _late_style(service.lag_seconds)),
        Text(duration(service.lag_seconds), _late_style(service.lag_seconds)),
        Text(duration(latency.p50 if latency else None), old),
        Text(duration(latency.p95 if latency else None), old),
        Text(duration(latency.p99 if latency else None), late or old),
        Text(count(dead.total), BAD if dead.rate else ""),
        Text(share(service.cpu)),
        Text(size(service.memory_bytes)),
        Text(trend(list(rates)), "cyan"),
        Text(service.state, state_style(service.state)),
        Text("  ".join(f"{status.name} {count(status.total)}" for status in service.statuses), QUIET),
    )


SERVICES = Table(
    "services",
    "Services",
    (
        Column("SERVICE", 8),
        Column("PROC", 4, right=True),
        Column("IN/S", 6, right=True, wide=True),
        Column("OUT/S", 6, right=True),
        Column("LAG", 6, right=True),
        Column("OLDEST", 6, right=True),
        Column("P50", 5, right=True),
        Column("P95", 5, right=True, wide=True),
        Column("P99", 5, right=True),
        Column("DEAD", 5, right=True),
        Column("CPU", 5, right=True, wide=True),
        Column("MEM", 5, right=True, wide=True),
        Column("TREND", 20, wide=True),
        Column("STATE", 16),
        Column("ENDED AS", None, wide=True),
    ),
    _services,
    "",
)


def _headlines(picture: Picture, _trends: Trends) -> list[Row]:
    return [
        Row(
            article.reference,
            (
                Text(clock(article.enriched_at), QUIET),
                Text(duration(article.seconds), _late_style(article.seconds)),
                Text(article.source),
                Text(article.language, QUIET),
                Text(article.verdict, QUIET),
                Text(str(len(article.quotes))),
                Text(article.title),
            ),
        )
        for article in picture.articles
    ]


HEADLINES = Table(
    "headlines",
    "Headlines",
    (
        Column("TIME", 9),
        Column("TOOK", 5, right=True),
        Column("SOURCE", 14),
        Column("LANG", 5, wide=True),
        Column("VERDICT", 8, wide=True),
        Column("QUOTES", 6, right=True),
        Column("HEADLINE"),
    ),
    _headlines,
    "no article has been enriched yet",
)


def _dead_letters(picture: Picture, _trends: Trends) -> list[Row]:
    return [
        Row(
            letter.reference,
            (
                Text(clock(letter.failed_at), QUIET),
                Text(letter.service),
                Text(letter.source),
                Text(letter.reason, BAD),
                Text(letter.message),
            ),
        )
        for letter in picture.dead_letters
    ]


DEAD_LETTERS = Table(
    "dead-letters",
    "Dead letters",
    (Column("TIME", 9), Column("SERVICE", 8), Column("SOURCE", 14, wide=True), Column("REASON", 18), Column("MESSAGE")),
    _dead_letters,
    "no dead letters",
)


def _sources(picture: Picture, _trends: Trends) -> list[Row]:
    return [
        Row(
            source.name,
            (
                Text(rate(source.rate)),
                Text(count(source.articles)),
                Text(duration(source.silent_seconds)),
                Text(source.name),
            ),
        )
        for source in picture.sources
    ]


SOURCES = Table(
    "sources",
    "Sources",
    (
        Column("ART/S", 6, right=True),
        Column("ARTICLES", 8, right=True),
        Column("SILENT", 6, right=True),
        Column("SOURCE"),
    ),
    _sources,
    "no source has sent an article since the cleaner started",
)


def _processes(picture: Picture, _trends: Trends) -> list[Row]:
    return [
        Row(
            process.instance,
            (
                Text(process.service, "bold"),
                Text(process.instance),
                Text(rate(process.rate)),
                Text(share(process.cpu)),
                Text(size(process.memory_bytes)),
                Text(count(process.partitions)),
                Text(duration(process.up_seconds)),
                Text(process.version, QUIET),
                Text(process.state, state_style(process.state)),
            ),
        )
        for process in picture.processes
    ]


PROCESSES = Table(
    "processes",
    "Processes",
    (
        Column("SERVICE", 8),
        Column("INSTANCE", 20),
        Column("ART/S", 6, right=True),
        Column("CPU", 5, right=True),
        Column("MEM", 5, right=True),
        Column("PARTS", 5, right=True),
        Column("UP", 4, right=True),
        Column("VERSION", 14, wide=True),
        Column("STATE"),
    ),
    _processes,
    "no process was found",
)

PANES = (HEADLINES, DEAD_LETTERS, SOURCES, PROCESSES)
"""What stands below the services, in the order of the keys 1 to 4."""
