"""Faults in the whole composed system, and the alerts that they bring: `python -m tests.compose.faults`.

Brings docker-compose.yml up under a project name of its own, sends articles of two sources, injects one fault after
the other, and prints which alerts arrived at a webhook behind Alertmanager, and after how long. So that this takes half
an hour and not a week, every duration in the rules (ranges, offsets, `for`, intervals, limits in minutes and hours) is
divided by one factor, 60 unless told otherwise: an hour is a minute. No range is shorter than ten scrapes. The one
duration that stays is the objective of 60 s an article. The shipped files are not changed.

`--quiet MINUTES` sends articles only, to the rules as they are shipped, and prints what fired: nothing should. Ends
with 1 where an alert did not come, or one came in a quiet run.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import yaml
from kafka import KafkaProducer

from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.broker import free_port
from tests.support.stack import ROOT, WEBHOOK_FILE, Notification, Stack, new_project, random_article

PROMETHEUS = ROOT / "deploy/prometheus"
ALERTMANAGER = ROOT / "deploy/alertmanager/alertmanager.yml"

SCRAPE_SECONDS = 1
LEAST_RANGE_SECONDS = 10 * SCRAPE_SECONDS
"""Shorter ones see too few samples to be a rate, or to tell a leak from the noise of scrapes."""

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

STEADY, SILENCED = "steady-wire", "harbour-wire"
ARTICLES_A_SECOND = 1
"""Of each source."""

PATIENCE_SECONDS = 240
"""How long an alert may take that takes some minutes by the shipped rules."""

CALM_SECONDS = 240
LINGER_SECONDS = 10
"""How long a fault stays once its alerts have come, for those that it brings, too."""

LASTING = {"DeadLettersWaiting", "ArticlesLate"}
"""They look back for hours, so they outlive their cause, and keep nothing else quiet."""

POISON_MESSAGES = 200


# --- one factor for all durations ------------------------------------------------------------------------------------


def scaled_rules(rules: str, factor: float) -> str:
    """The rules with every duration divided by `factor`."""

    def scaled(least: float) -> Callable[[re.Match[str]], str]:
        def replace(match: re.Match[str]) -> str:
            seconds = int(match["number"]) * UNITS[match["unit"]] / factor
            return match["before"] + f"{max(least, round(seconds))}s"

        return replace

    duration = r"(?P<number>\d+)(?P<unit>[smhd])\b"
    rules = re.sub(rf"(?P<before>\[){duration}", scaled(LEAST_RANGE_SECONDS), rules)
    rules = re.sub(rf"(?P<before>offset ){duration}", scaled(LEAST_RANGE_SECONDS), rules)
    rules = re.sub(rf"(?P<before>(?:for|interval): ){duration}", scaled(SCRAPE_SECONDS), rules)
    return re.sub(r"\b(\d+) \* (60|3600|86400)\b", lambda found: f"{int(found[1]) * int(found[2]) / factor:.1f}", rules)


def scaled_routes(routes: str, factor: float) -> str:
    """Alertmanager's configuration with its waits divided by `factor`."""

    def replace(match: re.Match[str]) -> str:
        return f"{match[1]}: {max(1, round(int(match[2]) * UNITS[match[3]] / factor))}s"

    return re.sub(r"\b(group_wait|group_interval|repeat_interval): (\d+)([smhd])", replace, routes)


def write_scaled(folder: Path, factor: float) -> Path:
    """Write the scaled configurations, and a compose file that puts them in; returns that file."""
    # Made for this user alone, but the containers have users of their own.
    folder.chmod(0o755)
    prometheus = folder / "prometheus"
    prometheus.mkdir()
    (prometheus / "alerts.yml").write_text(scaled_rules((PROMETHEUS / "alerts.yml").read_text(), factor))
    scraped = (PROMETHEUS / "prometheus.yml").read_text()
    intervals = r"\b(scrape_interval|evaluation_interval|refresh_interval): \d+s"
    (prometheus / "prometheus.yml").write_text(re.sub(intervals, rf"\1: {SCRAPE_SECONDS}s", scraped))
    (folder / "alertmanager.yml").write_text(scaled_routes(ALERTMANAGER.read_text(), factor))
    compose = {
        "services": {
            # On a machine that does much else they take long to start, which is no fault.
            **{name: {"healthcheck": {"start_period": "300s"}} for name in PROCESS_NAMES},
            "prometheus": {"volumes": [f"{prometheus}:/etc/prometheus:ro"]},
            "alertmanager": {"volumes": [f"{folder}/alertmanager.yml:/etc/alertmanager/alertmanager.yml:ro"]},
            "dedup": {
                "environment": {"COPYDESK_SNAPSHOT_SECONDS": "5"},
                "healthcheck": {"start_period": "300s"},
            },
        },
        # A disk that can be filled without filling this machine's.
        "volumes": {
            "dedup-data": {
                "driver": "local",
                "driver_opts": {"type": "tmpfs", "device": "tmpfs", "o": "size=32m,uid=10001,gid=10001,mode=0750"},
            }
        },
    }
    file = folder / "faults.yml"
    file.write_text(yaml.safe_dump(compose))
    return file


# --- articles --------------------------------------------------------------------------------------------------------


class Flow:
    """Sends articles of two sources at a steady rate, until it is closed."""

    def __init__(self, stack: Stack) -> None:
        self.started = time.time()
        self.sent = 0
        self.sources = {STEADY, SILENCED}
        self._push = stack.pushing("-")
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._send, daemon=True)
        self._thread.start()

    def _send(self) -> None:
        assert self._push.stdin is not None
        chance = random.Random(0)  # noqa: S311 - nothing secret
        while not self._closing.wait(1 / ARTICLES_A_SECOND):
            for source in sorted(self.sources):
                self.sent += 1
                article = random_article(f"{source}-{self.sent}", source, chance)
                self._push.stdin.write(json.dumps(article) + "\n")
            self._push.stdin.flush()

    def close(self) -> None:
        """End the flow."""
        self._closing.set()
        self._push.kill()


# --- faults ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong, the alerts that must arrive for it, and how it is mended."""

    name: str
    alerts: frozenset[str]
    inject: Callable[[Stack, Flow], None]
    mend: Callable[[Stack, Flow], None]


def _stop_entities(stack: Stack, _flow: Flow) -> None:
    stack.compose("stop", "entities")


def _start_entities(stack: Stack, _flow: Flow) -> None:
    stack.compose("up", "--wait", "--no-build", "entities")


def _fill_disk(stack: Stack, _flow: Flow) -> None:
    stack.compose("exec", "--no-TTY", "dedup", "sh", "-c", "cat /dev/zero >/var/lib/copydesk/filling", check=False)


def _empty_disk(stack: Stack, _flow: Flow) -> None:
    stack.compose("exec", "--no-TTY", "dedup", "rm", "/var/lib/copydesk/filling")


def _quota(stack: Stack, *change: str) -> None:
    """Change how many bytes a second Kafka takes from the producer of quotes."""
    command = "/opt/kafka/bin/kafka-configs.sh --bootstrap-server localhost:19092 --alter --entity-type clients"
    options = ("--env", "KAFKA_HEAP_OPTS=-Xmx96m")
    stack.compose("exec", "--no-TTY", *options, "kafka", *command.split(), "--entity-name", "copydesk-quotes", *change)


def _slow_sink(stack: Stack, _flow: Flow) -> None:
    _quota(stack, "--add-config", "producer_byte_rate=3000")


def _fast_sink(stack: Stack, _flow: Flow) -> None:
    _quota(stack, "--delete-config", "producer_byte_rate")


def _stop_kafka(stack: Stack, _flow: Flow) -> None:
    stack.compose("stop", "kafka")


def _start_kafka(stack: Stack, _flow: Flow) -> None:
    stack.compose("up", "--wait", "--no-build", "kafka")


def _poison(stack: Stack, _flow: Flow) -> None:
    producer = KafkaProducer(bootstrap_servers=stack.settings.brokers, linger_ms=100)
    for number in range(POISON_MESSAGES):
        producer.send("articles.raw", key=f"poison-{number}".encode(), value=b"{no JSON", partition=0)
    producer.flush()
    producer.close()


def _let_poison_pass(stack: Stack, _flow: Flow) -> None:
    """As the runbook has it: without the limit until the poison is through, then with it again."""
    limits = {"COPYDESK_DEAD_LETTER_RUN": "0", "COPYDESK_DEAD_LETTER_SHARE": "1"}
    stack.variables.update(limits)
    stack.compose("up", "--wait", "--no-build", "--no-deps", "cleaner")
    stack.wait_for_lag("cleaner", PATIENCE_SECONDS)
    for name in limits:
        del stack.variables[name]
    stack.compose("up", "--wait", "--no-build", "--no-deps", "cleaner")


def _silence(_stack: Stack, flow: Flow) -> None:
    flow.sources = {STEADY}


def _end_silence(_stack: Stack, flow: Flow) -> None:
    flow.sources = {STEADY, SILENCED}


FAULTS = (
    # In the first three the cleaner goes on to count the sources, of whose past the last fault is told.
    Fault("service stopped (entities)", frozenset({"ServiceDown"}), _stop_entities, _start_entities),
    Fault("disk of dedup full", frozenset({"DiskFilling", "SnapshotOld"}), _fill_disk, _empty_disk),
    Fault("slow sink (3 kB/s for quotes)", frozenset({"ArticlesWaiting"}), _slow_sink, _fast_sink),
    Fault("broker away", frozenset({"NotReady"}), _stop_kafka, _start_kafka),
    Fault("poison burst (200 messages)", frozenset({"LineBlocked"}), _poison, _let_poison_pass),
    Fault("source silent", frozenset({"SilentSource"}), _silence, _end_silence),
)


@dataclass
class Outcome:
    """The alerts that arrived after a fault, each with its delay in seconds, in their order."""

    fault: Fault
    delays: dict[str, float] = field(default_factory=dict)

    @property
    def missing(self) -> set[str]:
        return {*self.fault.alerts} - {*self.delays}


def fired_since(stack: Stack, moment: float) -> dict[str, float]:
    """The alerts that began to fire since then, with the seconds from then to the arrival of their message."""
    delays: dict[str, float] = {}
    for sent in stack.received():
        if sent.status == "firing" and _seconds(sent) >= moment:
            delays.setdefault(sent.name, sent.at - moment)
    return delays


def _seconds(sent: Notification) -> float:
    return datetime.fromisoformat(sent.starts_at).timestamp()


def firing(stack: Stack) -> set[str]:
    """Names of the alerts that Prometheus holds to fire now."""
    alerts = stack.prometheus("alerts")["alerts"]
    return {alert["labels"]["alertname"] for alert in alerts if alert["state"] == "firing"}


def calm(stack: Stack) -> bool:
    """Wait until the last fault is over; returns whether it is."""
    deadline = time.monotonic() + CALM_SECONDS
    while time.monotonic() < deadline:
        if firing(stack) <= LASTING:
            return True
        time.sleep(1)
    say(f"  not calm: {', '.join(sorted(firing(stack)))}")
    return False


def tried(stack: Stack, flow: Flow, fault: Fault) -> Outcome:
    """Inject a fault, wait for its alerts, mend it, and wait until it is over."""
    say(fault.name)
    outcome = Outcome(fault)
    moment = time.time()
    fault.inject(stack, flow)
    while outcome.missing and time.time() < moment + PATIENCE_SECONDS:
        time.sleep(1)
        outcome.delays = fired_since(stack, moment)
    time.sleep(LINGER_SECONDS)
    fault.mend(stack, flow)
    calm(stack)
    outcome.delays = fired_since(stack, moment)
    say("  " + (", ".join(f"{name} after {seconds:.0f} s" for name, seconds in outcome.delays.items()) or "nothing"))
    return outcome


def table(outcomes: Sequence[Outcome]) -> str:
    """The outcomes as a table in Markdown."""
    lines = ["| fault | alerts that must come | others that it brought |", "|---|---|---|"]
    for outcome in outcomes:
        timed = {name: f"{name} {seconds:.0f} s" for name, seconds in outcome.delays.items()}
        expected = [timed.get(name, f"**{name} did not come**") for name in sorted(outcome.fault.alerts)]
        others = [text for name, text in timed.items() if name not in outcome.fault.alerts]
        lines.append(f"| {outcome.fault.name} | {', '.join(expected)} | {', '.join(others) or 'none'} |")
    return "\n".join(lines)


# --- runs ------------------------------------------------------------------------------------------------------------


def stack_beside_others(purpose: str, *files: Path) -> Stack:
    """A stack on ports that nobody has, so that another one can be started meanwhile."""
    return Stack(
        new_project(purpose),
        kafka_port=free_port(),
        prometheus_port=free_port(),
        alertmanager_port=free_port(),
        grafana_port=free_port(),
        http_port=free_port(),
        files=[WEBHOOK_FILE, *files],
    )


@contextmanager
def running(stack: Stack) -> Iterator[Flow]:
    """The stack with articles flowing through it."""
    stack.build()
    stack.services += ["alertmanager", "receiver"]
    try:
        stack.up()
        say(f"up after {stack.up_seconds:.0f} s")
        flow = Flow(stack)
        try:
            yield flow
        finally:
            flow.close()
    finally:
        stack.down()


def faults(factor: float, only: Sequence[str]) -> int:
    """Inject the faults; returns the exit status."""
    chosen = [fault for fault in FAULTS if not only or any(word in fault.name for word in only)]
    with tempfile.TemporaryDirectory() as folder:
        stack = stack_beside_others("faults", write_scaled(Path(folder), factor))
        with running(stack) as flow:
            time.sleep(3 * UNITS["h"] / factor)
            outcomes = []
            for fault in chosen:
                if fault.inject is _silence:
                    # A source is held to what it did the day before.
                    time.sleep(max(0.0, flow.started + 26 * UNITS["h"] / factor - time.time()))
                outcomes.append(tried(stack, flow, fault))
    print(table(outcomes))
    return int(any(outcome.missing for outcome in outcomes))


def quiet(minutes: float) -> int:
    """Send articles only; returns the exit status."""
    stack = stack_beside_others("quiet")
    with running(stack) as flow:
        time.sleep(minutes * 60)
        window = f"{round(minutes * 60)}s"
        fired = stack.prometheus("query", query=f'count_over_time(ALERTS{{alertstate="firing"}}[{window}])')["result"]
        pending = stack.prometheus("query", query=f"count_over_time(ALERTS[{window}])")["result"]
        names = sorted({sample["metric"]["alertname"] for sample in fired})
        arrived = [sent.name for sent in stack.received()]
        enriched = stack.query('sum(copydesk_messages_processed_total{service="quotes", status="ok"})')
    print(f"{minutes:g} minutes, {flow.sent} articles sent, {enriched} enriched")
    print(f"fired: {names or 'nothing'}; arrived: {arrived or 'nothing'}")
    print(f"were pending for a moment: {sorted({sample['metric']['alertname'] for sample in pending}) or 'none'}")
    return int(bool(names or arrived))


def say(text: str) -> None:
    """Tell whoever waits how far it is."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--factor", type=float, default=60, help="durations of the rules are divided by it")
    parser.add_argument("--only", nargs="*", default=[], help="words of the names of faults")
    parser.add_argument("--quiet", type=float, metavar="MINUTES", help="inject nothing, with the rules as shipped")
    options = parser.parse_args()
    return faults(options.factor, options.only) if options.quiet is None else quiet(options.quiet)


if __name__ == "__main__":
    sys.exit(main())
