"""What panels ask, and what a running Prometheus answers them."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LABEL = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_VARIABLES = {"$service": ".+", "$source": ".+"}
"""What Grafana puts in place of the dashboards' variables where all of their values are chosen."""

RATE_INTERVAL = "$__rate_interval"
ANSWER_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Ask:
    """One query of a panel, with everything filled in."""

    panel: str
    expression: str
    legend: str

    @property
    def labels(self) -> list[str]:
        """The labels that the legend names."""
        return _LABEL.findall(self.legend)

    def name(self, labels: Mapping[str, str]) -> str:
        """What Grafana calls an answer with these labels."""
        return _LABEL.sub(lambda match: labels.get(match[1], ""), self.legend)


@dataclass(frozen=True, slots=True)
class Series:
    """An answer: its labels, and its values by time (seconds of the Unix epoch)."""

    labels: Mapping[str, str]
    points: list[tuple[float, float]]


def panels(file: Path) -> Iterator[dict[str, Any]]:
    """The panels of a dashboard's file that ask something."""
    for panel in json.loads(file.read_text(encoding="utf-8"))["panels"]:
        if panel.get("targets"):
            yield panel


def asks(panel: Mapping[str, Any], rate_interval: str) -> list[Ask]:
    """The queries of a panel. `rate_interval` is four times the interval of scrapes, as Grafana takes it."""
    made = []
    for target in panel["targets"]:
        expression = target["expr"].replace(RATE_INTERVAL, rate_interval)
        for variable, value in _VARIABLES.items():
            expression = expression.replace(variable, value)
        made.append(Ask(panel["title"], expression, target["legendFormat"]))
    return made


class Prometheus:
    """The HTTP interface of a Prometheus server."""

    def __init__(self, url: str) -> None:
        """Ask the server at this address, such as http://localhost:9090."""
        self._url = url.rstrip("/")

    def instant(self, expression: str) -> list[Series]:
        """The answers of this moment.

        Raises:
            OSError: it does not answer, or the query is wrong.
        """
        found = self.get("query", query=expression)["result"]
        return [Series(each["metric"], _points([each["value"]])) for each in found if "value" in each]

    def over_time(self, expression: str, start: float, end: float, step: float) -> list[Series]:
        """The answers from one time to another, `step` seconds apart.

        Raises:
            OSError: it does not answer, or the query is wrong.
        """
        found = self.get("query_range", query=expression, start=str(start), end=str(end), step=str(step))["result"]
        return [Series(each["metric"], _points(each["values"])) for each in found]

    def get(self, page: str, **parameters: str) -> Any:  # noqa: ANN401 - its form is that of the page
        """The data of a page of the interface.

        Raises:
            OSError: it does not answer, or the question is wrong.
        """
        address = f"{self._url}/api/v1/{page}?{urllib.parse.urlencode(parameters)}"
        with urllib.request.urlopen(address, timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - the caller's own server
            return json.load(answer)["data"]


def _points(values: list[list[Any]]) -> list[tuple[float, float]]:
    return [(float(moment), float(value)) for moment, value in values]
