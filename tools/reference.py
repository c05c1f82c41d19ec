"""Writes what is known of the running system and stands in the code: `python -m tools.reference`.

`schemas/generated/asyncapi.json` and `openapi.json` beside it, `docs/settings.md` and `docs/metrics.md`.
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin

from prometheus_client import Counter, Info
from prometheus_client.metrics import MetricWrapperBase
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from copydesk.registry import PROCESS_NAMES, find_service
from copydesk.runtime import metrics
from copydesk.runtime.settings import Settings
from copydesk.runtime.sources import MOST_CHARACTERS
from schemas.document import STATUSES
from schemas.topics import SERVICE_NAMES, topic_of
from tools.asyncapi import Subscription, asyncapi
from tools.json_schemas import GENERATED, RELEASED, differences, render, report, write
from tools.openapi import FILE, api_breaking_changes, openapi

ROOT = Path(__file__).parents[1]

REGENERATE = "python -m tools.reference"

NOTICE = f"<!-- Generated from {{source}} by `{REGENERATE}`; do not edit. -->"

SETTINGS_INTRODUCTION = """\
Environment variables; every process reads the same ones. `--brokers` on the command line goes before
`COPYDESK_BROKERS`. A value that is not understood ends the process at once with the name of the variable."""

METRICS_INTRODUCTION = """\
Every process shows these at `/metrics` of its health port, in Prometheus' text format.

- `service` is one of {services}.
- `status` is one of {statuses}.
- {counted} have a bounded set of values each; any other value is `other`.
- `source` is one of the first `COPYDESK_METRIC_SOURCES` names that come in articles, and of feeds one of the first
  `COPYDESK_FEEDS_METRIC_SOURCES` of their file; any other is `other`. In names that articles bring, characters that are
  not to be seen are replaced, and what is over {source_characters} characters is cut."""

_SECTION = re.compile(r"# --- (?P<title>.*?) -+")
_METRIC = re.compile(r"(?P<name>[A-Z_]+) = (?:Counter|Gauge|Histogram|Info)\(")

_TYPES = {str: "text", int: "whole number", float: "number", bool: "true or false", Path: "path", SecretStr: "secret"}

_SUFFIXES: dict[type, str] = {Counter: "_total", Info: "_info"}
"""What prometheus_client puts behind the names of these, as OpenMetrics asks."""


def reference_files() -> dict[Path, str]:
    """The content of each generated file."""
    return {
        GENERATED / "asyncapi.json": asyncapi_text(),
        GENERATED / FILE: render(openapi()),
        ROOT / "docs" / "settings.md": settings_page(),
        ROOT / "docs" / "metrics.md": metrics_page(),
    }


def asyncapi_text() -> str:
    """The AsyncAPI document, with the services as they are."""
    return render(asyncapi(subscriptions()))


def subscriptions() -> list[Subscription]:
    """Who reads which topic, in the order of an article's way. An edge reads none."""
    settings = Settings.model_construct()
    services = [find_service(name) for name in SERVICE_NAMES]
    return [
        Subscription(service.name, topic_of(service.source), settings.group(service.name))
        for service in services
        if service.arrivals is None
    ]


def settings_page() -> str:
    """Every setting: its variable, type, default and meaning."""
    rows = [
        (f"`COPYDESK_{name.upper()}`", _kind(field.annotation), _default(field), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    table = _table(("variable", "values", "default", "meaning"), rows)
    return _page("Settings", "copydesk/runtime/settings.py", SETTINGS_INTRODUCTION, table)


def _kind(annotation: object) -> str:
    """The values that an annotation allows, in words."""
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) in (Union, UnionType):
        return " or ".join(_kind(option) for option in get_args(annotation) if option is not NoneType)
    return _TYPES[annotation] if isinstance(annotation, type) else str(annotation)


def _default(field: FieldInfo) -> str:
    value = field.get_default()
    if value is None or value == "":
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def metrics_page() -> str:
    """Every metric, under the headings that the module gives them."""
    services = ", ".join(f"`{name}`" for name in PROCESS_NAMES)
    statuses = ", ".join(f"`{status}`" for status in STATUSES)
    counted = ", ".join(f"`{label}`" for counter, _ in metrics.COUNTED.values() for label in _labels(counter)[1:])
    introduction = METRICS_INTRODUCTION.format(
        services=services, statuses=statuses, counted=counted, source_characters=MOST_CHARACTERS
    )
    sections = [
        (f"## {title}\n\n" if title else "") + _table(("metric", "type", "labels", "meaning"), rows)
        for title, rows in _sections()
    ]
    return _page("Metrics", "copydesk/runtime/metrics.py", introduction, "\n\n".join(sections))


def _sections() -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    title, rows = "", list[tuple[str, ...]]()
    for line in inspect.getsource(metrics).splitlines():
        if heading := _SECTION.fullmatch(line):
            yield title, rows
            title, rows = heading["title"], []
        elif found := _METRIC.match(line):
            rows.append(_metric_row(getattr(metrics, found["name"])))
    yield title, rows


def _metric_row(metric: MetricWrapperBase) -> tuple[str, ...]:
    described = next(iter(metric.describe()))
    labels = ", ".join(f"`{label}`" for label in _labels(metric))
    name = described.name + _SUFFIXES.get(type(metric), "")
    return f"`{name}`", described.type, labels or "none", described.documentation


def _labels(metric: MetricWrapperBase) -> tuple[str, ...]:
    names: tuple[str, ...] = metric._labelnames  # noqa: SLF001 - there is no public way to them
    return names


def _page(title: str, source: str, introduction: str, content: str) -> str:
    return f"# {title}\n\n{NOTICE.format(source=source)}\n\n{introduction}\n\n{content}\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of `python -m tools.reference`; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog=REGENERATE, description="Write the reference pages, the AsyncAPI and the OpenAPI document."
    )
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="write nothing; exit 1 where files differ from the code")
    action.add_argument("--release", action="store_true", help="promise the HTTP interface, if it breaks no client")
    options = parser.parse_args(arguments)
    if options.check:
        return report(differences(reference_files()), REGENERATE)
    write(reference_files())
    return release_api(RELEASED / FILE) if options.release else 0


def release_api(released: Path) -> int:
    """Promise the HTTP interface as it is in the code, unless that breaks who knows the promised one."""
    broken = api_breaking_changes(json.loads(released.read_text()), openapi()) if released.exists() else []
    if broken:
        sys.stderr.write("breaking changes of the HTTP interface:\n" + "".join(f"  {change}\n" for change in broken))
        return 1
    write({released: render(openapi())})
    return 0


if __name__ == "__main__":
    sys.exit(main())
