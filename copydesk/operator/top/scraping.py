"""Asks for metrics over HTTP: each process by itself, all at a time, or a Prometheus server for all of them."""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Container, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http.client import HTTPException

from copydesk.operator.top.scrape import Scrape, parse_federation, parse_page
from copydesk.text.printable import one_line

TIMEOUT_SECONDS = 2.0
LARGEST_PAGE = 32 * 1024 * 1024
"""Bytes. A process with a hundred sources has 60 KB; what is longer is no page of ours."""

AT_A_TIME = 16
LONGEST_REASON = 200

SELECTED = '{__name__=~"copydesk_.*|process_.*"}', '{__name__="up",job!="prometheus"}'
"""The series that a Prometheus server is asked for."""

METRICS = "/metrics"


def _opener() -> urllib.request.OpenerDirector:
    """HTTP and HTTPS alone: no files, no redirects, and no proxy, since processes are asked inside a network."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


OPENER = _opener()


class ScrapeError(Exception):
    """There is nobody to ask at this address, or the answer is no page of metrics."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The metrics page of a process, and the service's name where it is known."""

    url: str
    service: str | None = None

    @property
    def instance(self) -> str:
        """Host and port, as Prometheus calls a process."""
        return urllib.parse.urlsplit(self.url).netloc.rpartition("@")[2] or self.url


def scrape_all(endpoints: Sequence[Endpoint]) -> list[Scrape]:
    """One round; a process that does not answer is there with its problem, which is no error."""
    if not endpoints:
        return []
    with ThreadPoolExecutor(min(AT_A_TIME, len(endpoints))) as pool:
        return list(pool.map(scrape, endpoints))


def scrape(endpoint: Endpoint) -> Scrape:
    """One process: its metrics, and whether it is ready."""
    at = time.time()
    try:
        page = parse_page(_get(endpoint.url), endpoint.instance, at, endpoint.service)
    except (ScrapeError, ValueError) as error:
        problem = str(error) if isinstance(error, ScrapeError) else "answers with something that is no page of metrics"
        return Scrape(endpoint.instance, at, endpoint.service, problem=problem)
    return replace(page, problem=_unready(endpoint.url))


def _unready(url: str) -> str | None:
    """What the page beside the metrics says of a process that is not ready; a page elsewhere has none beside it."""
    if not url.endswith(METRICS):
        return None
    try:
        _get(url.removesuffix(METRICS) + "/readyz")
    except ScrapeError as error:
        return str(error)
    return None


def scrape_prometheus(url: str, services: Container[str]) -> list[Scrape]:
    """The processes of `services` that a Prometheus server asks, as they were when it last asked them.

    Raises:
        ScrapeError: it does not answer, or not as Prometheus does.
    """
    query = urllib.parse.urlencode([("match[]", selector) for selector in SELECTED])
    page = _get(f"{url.rstrip('/')}/federate?{query}")
    try:
        return parse_federation(page, time.time(), services)
    except ValueError as error:
        raise ScrapeError(f"{url} answers with something that is no page of metrics") from error


def _get(url: str) -> str:
    try:
        with OPENER.open(url, timeout=TIMEOUT_SECONDS) as answer:
            return _read(answer.read(LARGEST_PAGE + 1))
    except urllib.error.HTTPError as error:
        raise ScrapeError(_reason(error)) from error
    except urllib.error.URLError as error:
        raise ScrapeError(f"does not answer: {one_line(str(error.reason), LONGEST_REASON)}") from error
    except (OSError, HTTPException) as error:
        raise ScrapeError(f"does not answer: {one_line(str(error), LONGEST_REASON)}") from error


def _read(page: bytes) -> str:
    if len(page) > LARGEST_PAGE:
        raise ScrapeError("answers with more than a page of metrics")
    return page.decode("utf-8", "replace")


def _reason(error: urllib.error.HTTPError) -> str:
    """A process that is not ready answers 503 and says why."""
    with error:
        text = one_line(error.read(LARGEST_PAGE).decode("utf-8", "replace"), LONGEST_REASON)
    return text or f"answers {error.code}"
