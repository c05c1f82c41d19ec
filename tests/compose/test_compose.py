"""docker-compose.yml as an operator runs it: build, up, articles through, a kill, a restart of Kafka, Prometheus."""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord

from copydesk.operator.cluster import reader
from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.broker import free_port
from copydesk.runtime.service import SERVICE_VERSION
from copydesk.runtime.settings import Settings
from schemas.article import RawArticle
from schemas.topics import TOPICS
from tests.support.brokers import absent
from tests.support.cluster import wait_for
from tools.dashboards.answers import asks, panels

pytestmark = pytest.mark.docker

ROOT = Path(__file__).parents[2]
SAMPLE_FEED = ROOT / "samples/feed.jsonl"
DASHBOARD = ROOT / "deploy/grafana/dashboards/pipeline.json"
IMAGE = "copydesk:compose-test"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHERS = ("kafka", "topics", "prometheus")
"""All containers but the services and Grafana."""

UP_SECONDS = 90
IMAGE_BYTES = 400_000_000
PROCESS_BYTES = 150_000_000
THROUGH_SECONDS = 180
RECOVERY_SECONDS = 90

WORDS = (ROOT / "services/entities/data/words.txt").read_text(encoding="utf-8").split()


@dataclass
class Stack:
    """The containers of one compose project, and what a user of this machine does with them."""

    kafka_port: int
    prometheus_port: int
    grafana_port: int
    services: list[str] = field(default_factory=lambda: [*OTHERS, *PROCESS_NAMES])
    project: str = f"copydesk-test-{os.getpid()}"
    up_seconds: float = 0.0
    pushes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        """Settings of a tool on this machine."""
        return Settings(brokers=f"localhost:{self.kafka_port}")

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "COPYDESK_IMAGE": IMAGE,
            "COPYDESK_VERSION": SERVICE_VERSION,
            "COPYDESK_COMMIT": COMMIT,
            "COPYDESK_KAFKA_PORT": str(self.kafka_port),
            "COPYDESK_PROMETHEUS_PORT": str(self.prometheus_port),
            "COPYDESK_GRAFANA_PORT": str(self.grafana_port),
            # A worker that was killed loses its partitions only after this time; the default is four times as long.
            "COPYDESK_SESSION_TIMEOUT_SECONDS": "10",
        }

    def compose(self, *arguments: str, check: bool = True) -> str:
        """Run `docker compose` and return what it prints."""
        command = ["docker", "compose", "--project-name", self.project, "--progress", "quiet", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(command)}: {done.stderr}\n{self.logs()}")
        return done.stdout

    def logs(self) -> str:
        return self.compose("logs", "--no-color", "--tail", "8", "topics", *PROCESS_NAMES, check=False)

    def containers(self) -> dict[str, dict[str, Any]]:
        """State of each container, by service."""
        lines = self.compose("ps", "--all", "--format", "json").splitlines()
        return {found["Service"]: found for found in map(json.loads, lines)}

    # --- articles in and out ----------------------------------------------------------------------------------------

    def pushing(self, file: Path | str) -> subprocess.Popen[str]:
        """Start `copydesk push`, the command that users have, on this machine; - is what is written to its input."""
        command = [sys.executable, "-m", "copydesk", "push", "--brokers", self.settings.brokers, str(file)]
        push = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.pushes.append(push)
        return push

    def push(self, file: Path) -> str:
        """Push a file and return the last line of the report."""
        return self.pushing(file).communicate(timeout=THROUGH_SECONDS)[1].splitlines()[-1]

    def drop(self, file: Path) -> None:
        """Put a file into the intake's drop folder."""
        self.compose("cp", str(file), "intake:/var/lib/copydesk/drop/")

    def written(self, topic: str) -> int:
        """How many messages a topic has ever got."""
        with reader(self.settings) as consumer:
            return sum(_ends(consumer, topic).values())

    def messages(self, *topics: str) -> Iterator[ConsumerRecord]:
        """All messages that lie in these topics, read by kafka-python, which knows nothing of the services."""
        with reader(self.settings) as consumer:
            ends = {partition: end for topic in topics for partition, end in _ends(consumer, topic).items() if end}
            if not ends:
                return
            consumer.assign(list(ends))
            consumer.seek_to_beginning(*ends)
            while any(consumer.position(partition) < end for partition, end in ends.items()):
                for records in consumer.poll(timeout_ms=500).values():
                    yield from records

    def keys(self, *topics: str) -> set[str]:
        """Keys of all messages that lie in these topics."""
        return {(message.key or b"").decode() for message in self.messages(*topics)}

    def ended(self) -> set[str]:
        """Ids of all articles that came to an end, whichever."""
        ends = ["articles.enriched", "articles.duplicates", *(t.name for t in TOPICS if "dead-letters" in t.name)]
        return self.keys(*ends)

    def wait_through(self, ids: set[str]) -> None:
        """Wait until all of these articles came to an end."""
        wait_for(lambda: ids <= self.ended(), THROUGH_SECONDS, f"{len(ids)} articles through\n{self.logs()}")

    # --- Prometheus -------------------------------------------------------------------------------------------------

    def prometheus(self, path: str, **parameters: str) -> dict[str, Any]:
        url = f"http://127.0.0.1:{self.prometheus_port}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        data: dict[str, Any] = _json(url)["data"]
        return data

    def query(self, expression: str) -> list[float]:
        """The values that an expression has now; those that are no number are left out."""
        result = self.prometheus("query", query=expression)["result"]
        values = [float(sample["value"][1]) for sample in result]
        return [value for value in values if value == value]  # noqa: PLR0124 - NaN is the one value unlike itself


def _ends(consumer: KafkaConsumer, topic: str) -> dict[TopicPartition, int]:
    ends: dict[TopicPartition, int] = consumer.end_offsets(
        [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
    )
    return ends


def _json(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - a port of this machine
        content: dict[str, Any] = json.load(answer)
        return content


def _succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=300).returncode == 0
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False


def _port(variable: str, default: int) -> int:
    """The port that the variable names; else the default, or any free one where that is taken."""
    if variable in os.environ:
        return int(os.environ[variable])
    with socket.socket() as probe:
        return default if probe.connect_ex(("127.0.0.1", default)) else free_port()


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    if not _succeeds("docker", "compose", "version") or not _succeeds("docker", "info"):
        absent("no Docker engine with compose answers")
    stack = Stack(
        kafka_port=_port("COPYDESK_KAFKA_PORT", 9092),
        prometheus_port=_port("COPYDESK_PROMETHEUS_PORT", 9090),
        grafana_port=_port("COPYDESK_GRAFANA_PORT", 3000),
    )
    stack.compose("build", *PROCESS_NAMES)
    stack.compose("pull", "--policy", "missing", "--ignore-buildable", "kafka", "prometheus")
    grafana = json.loads(stack.compose("config", "--format", "json"))["services"]["grafana"]["image"]
    if _succeeds("docker", "image", "inspect", grafana) or _succeeds("docker", "pull", grafana):
        stack.services.append("grafana")
    try:
        started = time.monotonic()
        stack.compose("up", "--wait", "--no-build", *stack.services)
        stack.up_seconds = time.monotonic() - started
        yield stack
    finally:
        for push in stack.pushes:
            push.kill()
        stack.compose("down", "--volumes", "--timeout", "20")
    assert not stack.containers()


def write_articles(file: Path, name: str, count: int) -> set[str]:
    """Write `count` articles of random words, so that none resembles another; returns their ids."""
    chance = random.Random(name)  # noqa: S311 - nothing secret

    def sentence(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length))

    ids = [f"{name}-{number:05}" for number in range(count)]
    with file.open("w", encoding="utf-8") as lines:
        for article_id in ids:
            paragraphs = [
                f"The {sentence(25)}, Mayor Clara Whitfield said.",
                *(f"\u201cWe {sentence(30)},\u201d said Peter Hollis, who {sentence(12)}." for _ in range(5)),
            ]
            body = "\n\n".join(paragraphs)
            article = {"id": article_id, "source": "compose-test", "title": sentence(6), "body": body}
            lines.write(json.dumps(article) + "\n")
    return set(ids)


def valid_articles(lines: Iterable[str]) -> list[RawArticle]:
    """What those lines hold that are valid."""
    found = []
    for line in lines:
        with contextlib.suppress(ValueError):
            found.append(RawArticle.model_validate_json(line))
    return found


def value_of(stack: Stack, expression: str) -> Callable[[], bool]:
    return lambda: bool(stack.query(expression))


def test_the_image_is_small_and_runs_without_privileges(stack: Stack) -> None:
    assert stack.services
    inspected = subprocess.run(["docker", "image", "inspect", IMAGE], capture_output=True, check=True)
    [image] = json.loads(inspected.stdout)
    print(f"image: {image['Size'] / 1e6:.0f} MB")
    assert image["Size"] < IMAGE_BYTES
    assert image["Config"]["User"] == "10001:10001"
    labels = image["Config"]["Labels"]
    assert labels["org.opencontainers.image.version"] == SERVICE_VERSION
    assert labels["org.opencontainers.image.revision"] == COMMIT


def test_everything_is_up_in_time(stack: Stack) -> None:
    print(f"up --wait: {stack.up_seconds:.1f} s")
    assert stack.up_seconds < UP_SECONDS
    containers = stack.containers()
    assert {name for name, found in containers.items() if found["Health"] == "healthy"} == {*stack.services} - {
        "topics"
    }
    assert containers["topics"]["ExitCode"] == 0


def test_the_sample_feed_comes_out_enriched(stack: Stack) -> None:
    articles = valid_articles(SAMPLE_FEED.read_text(encoding="utf-8").splitlines())
    refused = len(SAMPLE_FEED.read_text(encoding="utf-8").splitlines()) - len(articles)
    assert stack.push(SAMPLE_FEED) == f"{len(articles)} published, {refused} refused"
    stack.wait_through({article.id for article in articles})
    enriched = next(
        document
        for message in stack.messages("articles.enriched")
        if (document := json.loads(message.value))["id"] == articles[0].id
    )
    assert "Miriam Adeyemi" in {entity["name"] for entity in enriched["entities"]}
    assert "Miriam Adeyemi" in {quote["speaker"]["name"] for quote in enriched["quotes"]}
    # The intake's step was this machine's; the others' are the image's.
    assert {step["commit"] for step in enriched["processing"][1:]} == {COMMIT}


def test_a_service_that_is_killed_in_the_middle_loses_nothing(stack: Stack, tmp_path: Path) -> None:
    file = tmp_path / "killed.jsonl"
    ids = write_articles(file, "killed", 1500)
    before = stack.written("articles.entities")
    pushing = stack.pushing(file)
    wait_for(lambda: stack.written("articles.entities") > before + 100, THROUGH_SECONDS, "the first hundred articles")
    # From inside, so that Docker takes it for a crash and its restart policy is tried, too: after `docker kill` it
    # would not start the container again. -1 is all but the container's init, which ends when its child does.
    stack.compose("exec", "--no-TTY", "entities", "sh", "-c", "kill -9 -1", check=False)
    in_the_middle = stack.written("articles.entities") - before
    assert 100 < in_the_middle < len(ids), "the kill came too late to prove anything"
    assert pushing.wait(THROUGH_SECONDS) == 0
    stack.wait_through(ids)
    assert ids <= stack.keys("articles.enriched")
    assert _restarts(stack, "entities") == 1


def _restarts(stack: Stack, service: str) -> int:
    inspected = subprocess.run(
        ["docker", "inspect", "--format", "{{.RestartCount}}", stack.containers()[service]["ID"]],
        capture_output=True,
        check=True,
    )
    return int(inspected.stdout)


def test_kafka_keeps_what_it_held_and_nobody_loses_anything_meanwhile(stack: Stack, tmp_path: Path) -> None:
    ids = write_articles(tmp_path / "restart.jsonl", "restart", 400)
    lines = (tmp_path / "restart.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    first, second = lines[:200], lines[200:]
    restarts = {name: _restarts(stack, name) for name in PROCESS_NAMES}
    before = stack.written("articles.raw")
    pushing = stack.pushing("-")
    assert pushing.stdin is not None
    pushing.stdin.writelines(first)
    pushing.stdin.flush()
    wait_for(lambda: stack.written("articles.raw") > before, THROUGH_SECONDS, "the first half is on its way")
    held = {topic.name: stack.keys(topic.name) for topic in TOPICS}
    assert held["articles.enriched"]

    stack.compose("stop", "kafka")
    # In a thread: while the broker is away, the command reads no further than its window.
    feeding = threading.Thread(target=_feed, args=(pushing.stdin, second))
    feeding.start()
    started = time.monotonic()
    stack.compose("up", "--wait", "--no-build", "kafka")
    print(f"Kafka is back after {time.monotonic() - started:.1f} s")
    for topic, keys in held.items():
        assert keys <= stack.keys(topic), topic
    feeding.join(RECOVERY_SECONDS)
    assert pushing.wait(RECOVERY_SECONDS) == 0
    stack.wait_through(ids)
    print(f"all are through {time.monotonic() - started:.1f} s after Kafka's start")
    wait_for(lambda: _all_healthy(stack), RECOVERY_SECONDS, "all healthy")
    assert {name: _restarts(stack, name) for name in PROCESS_NAMES} == restarts, "they recover without a restart"


def _feed(stdin: IO[str], lines: list[str]) -> None:
    with stdin:
        stdin.writelines(lines)


def _all_healthy(stack: Stack) -> bool:
    containers = stack.containers()
    return all(containers[name]["Health"] == "healthy" for name in PROCESS_NAMES)


def test_prometheus_sees_every_service(stack: Stack) -> None:
    def all_up() -> bool:
        targets = stack.prometheus("targets")["activeTargets"]
        up = {target["labels"]["job"] for target in targets if target["health"] == "up"}
        return up == {*PROCESS_NAMES, "prometheus"} and all(target["health"] == "up" for target in targets)

    wait_for(all_up, 30, "all targets up")


def test_every_query_of_the_dashboard_returns_data(stack: Stack, tmp_path: Path) -> None:
    # The intake's own figures come from its drop folder; the samples have lines that are refused.
    stack.drop(SAMPLE_FEED)
    articles = tmp_path / "queried.jsonl"
    ids = write_articles(articles, "queried", 200)
    assert stack.push(articles) == f"{len(ids)} published, 0 refused"
    stack.wait_through(ids)
    for panel in panels(DASHBOARD):
        for ask in asks(panel, rate_interval="2m"):
            wait_for(value_of(stack, ask.expression), 30, f"data for the panel {ask.panel}: {ask.expression}")


def test_everything_that_was_taken_is_accounted_for(stack: Stack) -> None:
    wait_for(lambda: stack.query("sum(copydesk_consumer_lag_messages)") == [0.0], 30, "all read")
    wait_for(lambda: set(stack.query("process:copydesk_unaccounted_messages")) == {0.0}, 30, "consumed = ended")
    firing = [alert["labels"]["alertname"] for alert in stack.prometheus("alerts")["alerts"]]
    assert "AccountingLeak" not in firing


def test_the_processes_are_small(stack: Stack) -> None:
    samples = stack.prometheus("query", query='process_resident_memory_bytes{job!="prometheus"}')["result"]
    used = {sample["metric"]["job"]: float(sample["value"][1]) for sample in samples}
    print("resident:", ", ".join(f"{name} {used[name] / 1e6:.0f} MB" for name in PROCESS_NAMES))
    assert set(used) == set(PROCESS_NAMES)
    assert max(used.values()) < PROCESS_BYTES


def test_the_rules_are_right_by_prometheus_own_tools(stack: Stack) -> None:
    stack.compose("exec", "--no-TTY", "prometheus", "promtool", "check", "config", "/etc/prometheus/prometheus.yml")
    stack.compose("exec", "--no-TTY", "prometheus", "promtool", "test", "rules", "/etc/prometheus/alerts_test.yml")


def test_grafana_shows_the_dashboard_to_everybody_and_lets_nobody_in(stack: Stack) -> None:
    if "grafana" not in stack.services:
        pytest.skip("Grafana's image cannot be had here")
    grafana = f"http://127.0.0.1:{stack.grafana_port}/api"
    shown = _json(f"{grafana}/dashboards/uid/copydesk-pipeline")
    assert shown["dashboard"]["panels"]
    assert not shown["meta"]["canSave"]
    with pytest.raises(urllib.error.HTTPError):
        _json(f"{grafana}/admin/settings")
