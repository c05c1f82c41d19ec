"""Everything that a bug report needs, in one document, and nothing that should not leave the newsroom.

No secret, no text of an article, no name of a file that was sent in, and no message of an error, which may quote what
it stumbled over: where an error was raised and of what type it is tell more.
"""

from __future__ import annotations

import platform
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version

from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from copydesk.build import commit
from copydesk.operator.cluster import ClusterError
from copydesk.operator.dead_letters import Filter, FoundDeadLetter, list_dead_letters
from copydesk.operator.lag import measure_lag
from copydesk.operator.status import read_page
from copydesk.operator.topics import list_topics
from copydesk.runtime.service import SERVICE_VERSION
from copydesk.runtime.settings import Settings
from schemas.document import utc_now
from schemas.topics import Topic

Facts = dict[str, object]

PACKAGES = (
    "faust-streaming",
    "aiokafka",
    "kafka-python",
    "pydantic",
    "numpy",
    "lxml",
    "fastapi",
    "uvicorn",
    "uvloop",
    "prometheus-client",
)
"""Those whose version has ever mattered to a defect."""

_SECRET = re.compile("password|secret|token|credential|username|header")
_CREDENTIALS = re.compile(r"//[^/@\s]+@")
"""What stands between a URL's slashes and its host."""

MASK = "(set, not shown)"

METRICS = re.compile(
    "copydesk_(messages_|dead_letters|line_blocked|build|publish_retries|consumer_lag|partitions_assigned|rebalances|state_"
    "|last_message)|process_(resident_memory_bytes|open_fds|start_time_seconds|cpu_seconds)|python_info"
)
"""Figures of the pipeline and of the process; none of them has a label with the name of a source."""


def diagnose(settings: Settings, reads: Mapping[str, Topic], processes: Sequence[str], letters: int) -> Facts:
    """The document. A part that cannot be had says why in its place, under `error`.

    `processes`: addresses of health ports, HOST:PORT. `letters`: how many dead letters of each service, the latest.
    """
    return {
        "made_at": utc_now().isoformat(),
        "versions": versions(),
        "settings": changed_settings(settings),
        "topics": _part(lambda: [_topic_facts(state) for state in list_topics(settings)]),
        "lag": _part(lambda: [asdict(each) for each in measure_lag(settings, reads)]),
        "dead_letters": _part(lambda: summarize(list_dead_letters(settings, Filter(decided=True)), letters)),
        "processes": {address: _process(address) for address in processes},
    }


def incomplete(diagnosis: Facts) -> list[str]:
    """The parts that could not be had."""
    return [name for name, part in diagnosis.items() if isinstance(part, dict) and set(part) == {"error"}]


def versions() -> Facts:
    """Of Copydesk, of Python and of the packages that matter."""
    return {
        "copydesk": SERVICE_VERSION,
        "commit": commit(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def changed_settings(settings: Settings) -> Facts:
    """The settings that are not as they come, by the names of their variables; of a secret only that it is set."""
    changed: Facts = {}
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if value == field.default:
            continue
        hidden = isinstance(value, SecretStr) or _SECRET.search(name)
        changed[f"COPYDESK_{name.upper()}"] = MASK if hidden else _CREDENTIALS.sub("//***@", str(value))
    return changed


def _topic_facts(state: object) -> Facts:
    return {name: getattr(state, name) for name in ("name", "partitions", "wanted", "state")}


def summarize(found: Iterable[FoundDeadLetter], most: int) -> Facts:
    """How many dead letters there are for each reason, and the latest of each service, without what was in them."""
    counts: Counter[str] = Counter()
    latest: dict[str, deque[Facts]] = {}
    for each in found:
        letter = each.letter
        service = letter.service if letter else "unknown"
        state = each.decision or "open"
        counts[f"{service} {letter.error_type if letter else 'unknown'} {state}"] += 1
        latest.setdefault(service, deque(maxlen=most)).append(_letter_facts(each))
    return {"counts": dict(counts), "latest": {service: list(kept) for service, kept in latest.items()}}


def _letter_facts(found: FoundDeadLetter) -> Facts:
    facts: Facts = {"reference": found.reference, "failed_at": found.failed_at.isoformat(), "decision": found.decision}
    if found.letter is None:
        return facts
    shown = {"service_version", "error_type", "error_place", "attempts", "original_size", "truncated"}
    # Of what came in through the intake the topic is the name of a file.
    origin = found.letter.original_topic.partition(":")[0]
    return {**facts, "original_topic": origin, **found.letter.model_dump(include=shown)}


def _process(address: str) -> Facts:
    """What a process says of itself."""
    try:
        live, ready = read_page(address, "/livez"), read_page(address, "/readyz")
        _, metrics = read_page(address, "/metrics")
        return {
            "live": {"status": live[0], "says": live[1].strip()},
            "ready": {"status": ready[0], "says": ready[1].strip()},
            "metrics": chosen_metrics(metrics),
        }
    except (OSError, HTTPException, ValueError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


def chosen_metrics(page: str) -> list[Facts]:
    """The samples that tell of the pipeline and the process, those that are 0 left out.

    Raises:
        ValueError: the page is not one of metrics.
    """
    return [
        {"name": sample.name, **sample.labels, "value": sample.value}
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if METRICS.match(sample.name) and sample.value and not sample.name.endswith(("_bucket", "_created"))
    ]


def _part(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except ClusterError as error:
        return {"error": _CREDENTIALS.sub("//***@", str(error))}
