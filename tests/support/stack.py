"""docker-compose.yml as an operator has it: one project of containers, articles in and out, queries, alerts."""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord

from copydesk.operator.cluster import reader
from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.broker import free_port
from copydesk.runtime.service import SERVICE_VERSION
from copydesk.runtime.settings import Settings
from schemas.article import RawArticle
from schemas.topics import TOPICS
from tests.support.cluster import wait_for

ROOT = Path(__file__).parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"
WEBHOOK_FILE = ROOT / "tests/compose/webhook.yml"
IMAGE = "copydesk:compose-test"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHERS = ("kafka", "topics", "prometheus")
"""All containers but the services, Alertmanager and Grafana."""

THROUGH_SECONDS = 180

WORDS = (ROOT / "services/entities/data/words.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True)
class Notification:
    """One alert of a message that Alertmanager sent."""

    at: float
    """When it arrived, seconds since 1970."""
    status: str
    labels: dict[str, str]
    annotations: dict[str, str]
    starts_at: str
    """When it began to fire, as Alertmanager writes it."""

    @property
    def name(self) -> str:
        return self.labels["alertname"]


@dataclass
class Stack:
    """The containers of one compose project, and what a user of this machine does with them."""

    project: str
    kafka_port: int = field(default_factory=lambda: port("COPYDESK_KAFKA_PORT", 9092))
    prometheus_port: int = field(default_factory=lambda: port("COPYDESK_PROMETHEUS_PORT", 9090))
    alertmanager_port: int = field(default_factory=lambda: port("COPYDESK_ALERTMANAGER_PORT", 9093))
    grafana_port: int = field(default_factory=lambda: port("COPYDESK_GRAFANA_PORT", 3000))
    http_port: int = field(default_factory=lambda: port("COPYDESK_HTTP_PORT", 8000))
    files: list[Path] = field(default_factory=list)
    """Compose files on top of the project's own."""
    variables: dict[str, str] = field(default_factory=dict)
    services: list[str] = field(default_factory=lambda: [*OTHERS, *PROCESS_NAMES])
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
            "COPYDESK_ALERTMANAGER_PORT": str(self.alertmanager_port),
            "COPYDESK_GRAFANA_PORT": str(self.grafana_port),
            "COPYDESK_HTTP_PORT": str(self.http_port),
            # A worker that was killed loses its partitions only after this time; the default is four times as long.
            "COPYDESK_SESSION_TIMEOUT_SECONDS": "10",
            **self.variables,
        }

    def compose(self, *arguments: str, check: bool = True) -> str:
        """Run `docker compose` and return what it prints."""
        files = [part for file in (COMPOSE_FILE, *self.files) for part in ("--file", str(file))]
        command = ["docker", "compose", *files, "--project-name", self.project, "--progress", "quiet", *arguments]
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

    def build(self) -> None:
        """Build the services' image, and get the others that cannot be left out."""
        self.compose("build", *PROCESS_NAMES)
        self.compose("pull", "--policy", "missing", "--ignore-buildable", "kafka", "prometheus")

    def image(self, service: str) -> str:
        """The name of the image of a service."""
        configuration = json.loads(self.compose("config", "--format", "json"))
        return str(configuration["services"][service]["image"])

    def can_have(self, service: str) -> bool:
        """Whether the image of a service is here or can be had."""
        image = self.image(service)
        return succeeds("docker", "image", "inspect", image) or succeeds("docker", "pull", image)

    def up(self) -> None:
        """Start what is in `services`, and wait until it is healthy."""
        started = time.monotonic()
        self.compose("up", "--wait", "--no-build", *self.services)
        self.up_seconds = time.monotonic() - started

    def down(self) -> None:
        """Remove all of it."""
        for push in self.pushes:
            push.kill()
        self.compose("down", "--volumes", "--timeout", "20")

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
        data: dict[str, Any] = read_json(url)["data"]
        return data

    def query(self, expression: str) -> list[float]:
        """The values that an expression has now; those that are no number are left out."""
        result = self.prometheus("query", query=expression)["result"]
        values = [float(sample["value"][1]) for sample in result]
        return [value for value in values if value == value]  # noqa: PLR0124 - NaN is the one value unlike itself

    def wait_for_lag(self, service: str, seconds: float) -> None:
        """Wait until a service has nothing more to read."""
        lag = f'sum(copydesk_consumer_lag_messages{{service="{service}"}})'
        wait_for(lambda: self.query(lag) == [0.0], seconds, f"{service} has read all")

    # --- alerts -----------------------------------------------------------------------------------------------------

    def received(self) -> list[Notification]:
        """What Alertmanager has sent to the receiver of webhook.yml, in the order of its arrival."""
        lines = self.compose("logs", "--no-log-prefix", "--no-color", "receiver").splitlines()
        return [
            Notification(sent["at"], alert["status"], alert["labels"], alert["annotations"], alert["startsAt"])
            for sent in map(json.loads, lines)
            for alert in sent["alerts"]
        ]


def _ends(consumer: KafkaConsumer, topic: str) -> dict[TopicPartition, int]:
    ends: dict[TopicPartition, int] = consumer.end_offsets(
        [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
    )
    return ends


def new_project(purpose: str) -> str:
    """A name of a compose project that no other run has."""
    return f"copydesk-{purpose}-{os.getpid()}"


def read_json(url: str) -> dict[str, Any]:
    """The JSON that a page of this machine answers."""
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - a port of this machine
        content: dict[str, Any] = json.load(answer)
        return content


def succeeds(*command: str) -> bool:
    """Whether a command can be run, and ends with 0 within five minutes."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=300).returncode == 0
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False


def port(variable: str, default: int) -> int:
    """The port that the variable names; else the default, or any free one where that is taken."""
    if variable in os.environ:
        return int(os.environ[variable])
    with socket.socket() as probe:
        return default if probe.connect_ex(("127.0.0.1", default)) else free_port()


def random_article(article_id: str, source: str, chance: random.Random) -> dict[str, str]:
    """An article of random words with two speakers, which resembles no other."""

    def sentence(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length))

    paragraphs = [
        f"The {sentence(25)}, Mayor Clara Whitfield said.",
        *(f"\u201cWe {sentence(30)},\u201d said Peter Hollis, who {sentence(12)}." for _ in range(5)),
    ]
    return {"id": article_id, "source": source, "title": sentence(6), "body": "\n\n".join(paragraphs)}


def write_articles(file: Path, name: str, count: int) -> set[str]:
    """Write `count` articles of random words; returns their ids."""
    chance = random.Random(name)  # noqa: S311 - nothing secret
    ids = [f"{name}-{number:05}" for number in range(count)]
    with file.open("w", encoding="utf-8") as lines:
        for article_id in ids:
            lines.write(json.dumps(random_article(article_id, "compose-test", chance)) + "\n")
    return set(ids)


def valid_articles(lines: Iterable[str]) -> list[RawArticle]:
    """What those lines hold that are valid."""
    found = []
    for line in lines:
        with contextlib.suppress(ValueError):
            found.append(RawArticle.model_validate_json(line))
    return found
