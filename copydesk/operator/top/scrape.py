"""What one process says of itself at one moment: its metrics, taken from a page in Prometheus' text format."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace

from prometheus_client.parser import text_string_to_metric_families

Labels = tuple[tuple[str, str], ...]
"""Names and values of a series' labels, in the order of the names."""

Series = dict[str, dict[Labels, float]]
"""Values by metric name and labels."""

OF_THE_SCRAPER = ("instance", "job")
"""Labels that Prometheus adds to a series; of which process it is, the scrape itself says."""


@dataclass(frozen=True, slots=True)
class Scrape:
    """One process at one moment. `at` is in seconds since 1970; `problem` is why it is not ready, or does not answer.

    `service` is what the finder of the process calls it, where it knows.
    """

    instance: str
    at: float
    service: str | None = None
    series: Series = field(default_factory=dict)
    problem: str | None = None

    @property
    def answers(self) -> bool:
        """Whether there are any metrics."""
        return bool(self.series)

    @property
    def is_ours(self) -> bool:
        """Whether there are metrics that only a process of Copydesk has."""
        return any(name.startswith("copydesk_") for name in self.series)

    @property
    def name(self) -> str:
        """The service's name: as its metrics have it, else as whoever found it says."""
        for metric in ("copydesk_line_blocked", "copydesk_messages_processed_total"):
            for labels in self.series.get(metric, ()):
                return dict(labels).get("service", "?")
        return self.service or "?"

    def values(self, metric: str) -> Mapping[Labels, float]:
        """All series of a metric."""
        return self.series.get(metric, {})

    def value(self, metric: str) -> float | None:
        """The sum of all series of a metric; None where it has none."""
        values = self.values(metric)
        return sum(values.values()) if values else None


def parse_page(page: str, instance: str, at: float, service: str | None = None) -> Scrape:
    """The page of one process.

    Raises:
        ValueError: the page is not in Prometheus' text format.
    """
    return Scrape(instance, at, service, _series(page, at).get("", ({}, at))[0])


def parse_federation(page: str, at: float, services: Container[str]) -> list[Scrape]:
    """The page of a Prometheus server that gives the last samples of many processes (`/federate`), by their instance.

    Each scrape has the time of its newest sample, and as service the name of the job. A process that Prometheus cannot
    reach is there with its problem (`up` is 0) where its job is one of `services`. What else the server asks is left
    out.

    Raises:
        ValueError: the page is not in Prometheus' text format.
    """
    scrapes = []
    for instance, (series, newest) in sorted(_series(page, at, by="instance").items()):
        ups = series.pop("up", {})
        job = next((value for labels in ups for name, value in labels if name == "job"), None)
        scrape = Scrape(instance, newest, job, {name: _without_target(values) for name, values in series.items()})
        if any(value == 0 for value in ups.values()):
            scrape = replace(scrape, series={}, problem="does not answer Prometheus")
        scrapes.append(scrape)
    return [scrape for scrape in scrapes if scrape.instance and (scrape.is_ours or scrape.service in services)]


def _without_target(values: dict[Labels, float]) -> dict[Labels, float]:
    return {tuple(pair for pair in labels if pair[0] not in OF_THE_SCRAPER): value for labels, value in values.items()}


def _series(page: str, at: float, by: str | None = None) -> dict[str, tuple[Series, float]]:
    """Series and time of the newest sample, by the value of the label `by`; all under "" where that is None.

    Values that are no finite numbers say nothing that could be shown and are left out.
    """
    found: dict[str, tuple[Series, float]] = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            if not math.isfinite(sample.value):
                continue
            key = sample.labels.get(by, "") if by else ""
            series, newest = found.get(key, ({}, 0.0))
            series.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = float(sample.value)
            moment = float(sample.timestamp) if sample.timestamp is not None else at
            found[key] = (series, max(newest, moment))
    return found
