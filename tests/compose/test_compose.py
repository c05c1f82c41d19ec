"""docker-compose.yml as an operator runs it: build, up, articles through, a kill, a restart of Kafka, Prometheus."""

from __future__ import annotations

import json
import subprocess
import threading
import time
import urllib.error
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.service import SERVICE_VERSION
from schemas.topics import TOPICS
from tests.support.brokers import absent
from tests.support.cluster import wait_for
from tests.support.stack import (
    COMMIT,
    IMAGE,
    ROOT,
    THROUGH_SECONDS,
    WEBHOOK_FILE,
    Notification,
    Stack,
    new_project,
    read_json,
    succeeds,
    valid_articles,
    write_articles,
)
from tools.dashboards.answers import asks, panels

pytestmark = pytest.mark.docker

SAMPLE_FEED = ROOT / "samples/feed.jsonl"
DASHBOARD = ROOT / "deploy/grafana/dashboards/pipeline.json"

UP_SECONDS = 90
IMAGE_BYTES = 430_000_000
PROCESS_BYTES = {"entities": 185_000_000, "quotes": 240_000_000}
"""By process. Names in other languages than English take a second tagger, their quotes two networks more, and the
sample feed has such articles."""
OTHER_PROCESS_BYTES = 155_000_000
RECOVERY_SECONDS = 90
ALERT_SECONDS = 180
"""ServiceDown waits for a minute, and its message for ten seconds; the rest is for a machine that is busy."""


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    if not succeeds("docker", "compose", "version") or not succeeds("docker", "info"):
        absent("no Docker engine with compose answers")
    stack = Stack(new_project("test"), files=[WEBHOOK_FILE])
    stack.build()
    if stack.can_have("grafana"):
        stack.services.append("grafana")
    if stack.can_have("alertmanager"):
        stack.services += ["alertmanager", "receiver"]
    try:
        stack.up()
        yield stack
    finally:
        stack.down()
    assert not stack.containers()


@pytest.fixture(scope="module")
def without_feeds(stack: Stack) -> None:
    """A service is stopped before the first articles, which do without it: its alert takes a minute to come."""
    stack.compose("stop", "feeds")


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
    healthy = {name for name, found in containers.items() if found["Health"] == "healthy"}
    assert healthy == {*stack.services} - {"topics"}
    assert containers["topics"]["ExitCode"] == 0


@pytest.mark.usefixtures("without_feeds")
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


def alerts(stack: Stack, status: str, **labels: str) -> list[Notification]:
    """What the receiver got, of a status and with these labels."""
    return [sent for sent in stack.received() if sent.status == status and labels.items() <= sent.labels.items()]


@pytest.mark.usefixtures("without_feeds")
def test_an_alert_of_a_service_that_is_down_arrives_with_its_runbook(stack: Stack) -> None:
    if "alertmanager" not in stack.services:
        stack.compose("up", "--wait", "--no-build", "feeds")  # the tests behind this one need it
        absent("Alertmanager's image cannot be had here")
    stack.compose("exec", "--no-TTY", "alertmanager", "amtool", "check-config", "/tmp/alertmanager.yml")  # noqa: S108
    down = {"alertname": "ServiceDown", "service": "feeds", "severity": "critical"}
    wait_for(lambda: bool(alerts(stack, "firing", **down)), ALERT_SECONDS, "the alert arrives")
    sent = alerts(stack, "firing", **down)[0]
    assert sent.annotations["summary"] == "feeds: no metrics for a minute"
    assert (ROOT / sent.annotations["runbook_url"]).is_file()
    stack.compose("up", "--wait", "--no-build", "feeds")


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


def test_the_end_of_the_alert_arrives_too(stack: Stack) -> None:
    if "alertmanager" not in stack.services:
        absent("Alertmanager's image cannot be had here")
    ended = {"alertname": "ServiceDown", "service": "feeds"}
    wait_for(lambda: bool(alerts(stack, "resolved", **ended)), ALERT_SECONDS, "the alert's end arrives")


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
        return up == expected and all(target["health"] == "up" for target in targets)

    expected = {*PROCESS_NAMES, "prometheus", *({"alertmanager"} & {*stack.services})}

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
    samples = stack.prometheus("query", query='process_resident_memory_bytes{job!~"prometheus|alertmanager"}')["result"]
    used = {sample["metric"]["job"]: float(sample["value"][1]) for sample in samples}
    print("resident:", ", ".join(f"{name} {used[name] / 1e6:.0f} MB" for name in PROCESS_NAMES))
    assert set(used) == set(PROCESS_NAMES)
    bounds = {name: PROCESS_BYTES.get(name, OTHER_PROCESS_BYTES) for name in used}
    assert {name: size for name, size in used.items() if size >= bounds[name]} == {}


def test_the_rules_are_right_by_prometheus_own_tools(stack: Stack) -> None:
    stack.compose("exec", "--no-TTY", "prometheus", "promtool", "check", "config", "/etc/prometheus/prometheus.yml")
    tests = sorted(path.name for path in (ROOT / "deploy/prometheus").glob("*_test.yml"))
    assert tests
    for name in tests:
        # In a container without the service's limits: it writes weeks of made series to its temporary folder, which is
        # memory where all else is read-only.
        mounted = f"{ROOT / 'deploy/prometheus'}:/rules:ro"
        arguments = ["--rm", "--volume", mounted, "--entrypoint", "promtool", stack.image("prometheus")]
        command = ["docker", "run", *arguments, "test", "rules", f"/rules/{name}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"


def test_grafana_shows_the_dashboard_to_everybody_and_lets_nobody_in(stack: Stack) -> None:
    if "grafana" not in stack.services:
        pytest.skip("Grafana's image cannot be had here")
    grafana = f"http://127.0.0.1:{stack.grafana_port}/api"
    shown = read_json(f"{grafana}/dashboards/uid/copydesk-pipeline")
    assert shown["dashboard"]["panels"]
    assert not shown["meta"]["canSave"]
    with pytest.raises(urllib.error.HTTPError):
        read_json(f"{grafana}/admin/settings")
