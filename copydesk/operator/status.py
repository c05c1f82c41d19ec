"""The numbers of running services, read from their health ports, as one line and as facts."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.client import HTTPException

from prometheus_client.parser import text_string_to_metric_families

TIMEOUT_SECONDS = 2.0


@dataclass(slots=True)
class ServiceStatus:
    """What one service's process says of itself."""

    name: str
    ready: bool = False
    problem: str = "starting"
    statuses: Counter[str] = field(default_factory=Counter)
    lag: int = 0

    @property
    def ended(self) -> int:
        """Messages that ended in any status."""
        return self.statuses.total()


def read_status(name: str, port: int) -> ServiceStatus:
    """Ask one process; one that does not answer is not ready, which is no error."""
    status = ServiceStatus(name)
    try:
        _count(status, _get(port, "/metrics"))
        status.problem = _get(port, "/readyz").strip()
        status.ready = True
    except urllib.error.HTTPError as error:
        status.problem = error.read().decode("utf-8", "replace").strip()
    except (OSError, HTTPException, ValueError):
        pass  # nobody listens, or somebody else does
    return status


def _count(status: ServiceStatus, metrics: str) -> None:
    for family in text_string_to_metric_families(metrics):
        for sample in family.samples:
            if sample.labels.get("service") != status.name:
                continue
            if sample.name == "copydesk_messages_processed_total":
                status.statuses[sample.labels["status"]] += int(sample.value)
            elif sample.name == "copydesk_consumer_lag_messages":
                status.lag += int(sample.value)


def read_page(address: str, path: str) -> tuple[int, str]:
    """Status and text of a page of a health port, HOST:PORT, whatever the status is.

    Raises:
        OSError: nobody answers.
        http.client.HTTPException: somebody does who speaks no HTTP.
    """
    try:
        with urllib.request.urlopen(f"http://{address}{path}", timeout=TIMEOUT_SECONDS) as answer:
            return int(answer.status), answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


def _get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=TIMEOUT_SECONDS) as answer:
        return str(answer.read().decode())


def status_line(statuses: Iterable[ServiceStatus]) -> str:
    """All services in one line: what ended in which status, and the lag where there is any."""
    return "  ".join(_short(status) for status in statuses)


def _short(status: ServiceStatus) -> str:
    if not status.ready:
        return f"{status.name} ({status.problem})"
    counts = ", ".join(f"{count} {name}" for name, count in sorted(status.statuses.items()) if count) or "idle"
    lag = f", lag {status.lag}" if status.lag else ""
    return f"{status.name}: {counts}{lag}"
