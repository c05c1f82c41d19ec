"""Where the metrics come from: what was named, else `copydesk up`, the compose file's Prometheus, or local ports."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.operator.running import Running
from copydesk.operator.top.scrape import Scrape
from copydesk.operator.top.scraping import Endpoint, ScrapeError, scrape_all, scrape_prometheus

PROMETHEUS_PORT_VARIABLE = "COPYDESK_PROMETHEUS_PORT"
"""The variable by which docker-compose.yml moves the port of its Prometheus."""

PROMETHEUS_PORT = 9090

NOWHERE = (
    "found none: no `copydesk up` with this data folder, no Prometheus at {prometheus}, nothing on the ports from "
    "{port} on; name them by --metrics or --prometheus"
)


@dataclass(frozen=True, slots=True)
class MetricsSource:
    """Processes that are asked by themselves, or a Prometheus server that is asked for all of them, `services`."""

    name: str
    endpoints: tuple[Endpoint, ...] = ()
    prometheus: str | None = None
    services: tuple[str, ...] = ()

    def read(self) -> list[Scrape]:
        """One round.

        Raises:
            ScrapeError: Prometheus does not answer, or nobody does.
        """
        if self.prometheus is not None:
            scrapes = scrape_prometheus(self.prometheus, self.services)
            return _answered(scrapes, f"{self.prometheus} knows no process of Copydesk")
        return _answered(scrape_all(self.endpoints), "none of the processes answers")


def _answered(scrapes: list[Scrape], problem: str) -> list[Scrape]:
    if any(scrape.answers for scrape in scrapes):
        return scrapes
    raise ScrapeError(problem)


def named_source(urls: Sequence[str], prometheus: str | None, services: Sequence[str]) -> MetricsSource | None:
    """What the command line names; None where it names nothing. `services` are the names of all there are."""
    if prometheus:
        return MetricsSource(prometheus, prometheus=prometheus, services=tuple(services))
    if urls:
        return MetricsSource(
            f"{len(urls)} endpoints" if len(urls) > 1 else urls[0], tuple(Endpoint(url) for url in urls)
        )
    return None


def found_source(running: Running | None, health_port: int, services: Sequence[str]) -> MetricsSource:
    """What runs on this machine: of `copydesk up`, else of docker-compose.yml, else of `copydesk run`.

    `health_port` is the first port that is looked at, and as many are as there are `services`.

    Raises:
        ScrapeError: nothing was found.
    """
    if running is not None:
        endpoints = (Endpoint(f"http://localhost:{each.port}/metrics", each.service) for each in running.processes)
        return MetricsSource(f"copydesk up (process {running.pid})", tuple(endpoints))
    prometheus = f"http://localhost:{os.environ.get(PROMETHEUS_PORT_VARIABLE) or PROMETHEUS_PORT}"
    composed = MetricsSource(prometheus, prometheus=prometheus, services=tuple(services))
    if _answers(composed):
        return composed
    ports = range(health_port, min(health_port + len(services), 65536)) if health_port else ()
    here = [Endpoint(f"http://localhost:{port}/metrics") for port in ports]
    ours = [
        endpoint
        for endpoint, scrape in zip(here, scrape_all(here), strict=True)
        if scrape.values("copydesk_build_info")
    ]
    if not ours:
        raise ScrapeError(NOWHERE.format(prometheus=prometheus, port=health_port))
    return MetricsSource("processes of this machine", tuple(ours))


def _answers(source: MetricsSource) -> bool:
    try:
        return bool(source.read())
    except ScrapeError:
        return False
