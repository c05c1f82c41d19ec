"""Brokers to test against: real Apache Kafka in a container, and the embedded one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest

from copydesk.runtime.broker import EMBEDDED_ENVIRONMENT, embedded_broker, free_port
from copydesk.runtime.settings import Settings

KAFKA_IMAGE = os.environ.get("KAFKA_IMAGE", "apache/kafka:4.3.1")
START_SECONDS = 60

BROKER_VARIABLE = "COPYDESK_TEST_BROKER"
"""The address of an Apache Kafka that runs already; no container is started then."""

KAFKA_ENVIRONMENT = {"COPYDESK_SESSION_TIMEOUT_SECONDS": "6"}
"""So long a killed worker keeps its partitions; Kafka allows no less, and the tests wait for it."""


@dataclass(frozen=True)
class Broker:
    """A running broker and what a service must be told to use it."""

    address: str
    kind: Literal["kafka", "embedded"]
    environment: Mapping[str, str] = field(default_factory=dict)
    replication: int = 1

    def settings(self, prefix: str = "", topic_partitions: str = "") -> Settings:
        """Settings of a tool that talks to it."""
        return Settings(
            brokers=self.address,
            topic_prefix=prefix,
            topic_partitions=topic_partitions,
            producer_idempotence=self.kind == "kafka",
        )


def absent(reason: str) -> None:
    """Skip the test for want of something; in CI it must not be wanting, so there it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"must not skip in CI: {reason}")
    pytest.skip(reason)


@contextlib.contextmanager
def kafka_broker() -> Iterator[Broker]:
    """The one that BROKER_VARIABLE names, else a container that lives as long as the context."""
    given = os.environ.get(BROKER_VARIABLE)
    if given:
        yield Broker(given, "kafka", KAFKA_ENVIRONMENT)
        return
    with kafka_container() as address:
        yield Broker(address, "kafka", KAFKA_ENVIRONMENT)


@contextlib.contextmanager
def kafka_container(
    more: Mapping[str, str] | None = None,
    listeners: Mapping[str, tuple[str, int]] | None = None,
    folders: Mapping[Path, str] | None = None,
) -> Iterator[str]:
    """A container with one broker; the address at which it asks nobody who one is.

    `more` is environment on top of what every such broker has, `listeners` further ones: name, protocol and port;
    `folders` of this machine are seen in the container where they say.
    """
    docker_errors = pytest.importorskip("docker.errors")
    from testcontainers.core.container import DockerContainer
    from testcontainers.core.wait_strategies import LogMessageWaitStrategy

    # The address that Kafka tells its clients must be known before it starts, so the ports are chosen here.
    open_to_all = free_port()
    doors = {"PLAINTEXT": ("PLAINTEXT", open_to_all), **(listeners or {})}
    environment = {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": ",".join(
            [*(f"{name}://:{port}" for name, (_, port) in doors.items()), "CONTROLLER://:9093"]
        ),
        "KAFKA_ADVERTISED_LISTENERS": ",".join(f"{name}://localhost:{port}" for name, (_, port) in doors.items()),
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": ",".join(
            [*(f"{name}:{protocol}" for name, (protocol, _) in doors.items()), "CONTROLLER:PLAINTEXT"]
        ),
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_INTER_BROKER_LISTENER_NAME": "PLAINTEXT",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        **(more or {}),
    }
    started = LogMessageWaitStrategy("Kafka Server started").with_startup_timeout(START_SECONDS)
    with contextlib.ExitStack() as running:
        try:
            container = DockerContainer(KAFKA_IMAGE).waiting_for(started)
            # One that does not start in time runs all the same.
            running.callback(container.stop)
            for _, port in doors.values():
                container = container.with_bind_ports(port, port)
            for name, value in environment.items():
                container = container.with_env(name, value)
            for folder, inside in (folders or {}).items():
                container = container.with_volume_mapping(str(folder), inside, "ro")
            container.start()
        except docker_errors.DockerException as error:
            absent(f"no Docker engine with {KAFKA_IMAGE}: {error}")
            raise
        yield f"localhost:{open_to_all}"


def kill_and_start(broker: Broker) -> None:
    """Kill Kafka where it runs in a container of ours, as a power cut would, and start it again; returns at once."""
    docker = pytest.importorskip("docker")
    port = broker.address.rpartition(":")[2]
    for container in docker.from_env().containers.list():
        bound = [binding for bindings in container.ports.values() for binding in bindings or ()]
        if any(binding["HostPort"] == port for binding in bound):
            container.kill()
            container.start()
            return
    raise AssertionError(f"no container has the port {port}")


@contextlib.contextmanager
def tansu_broker(folder: Path) -> Iterator[Broker]:
    """The embedded broker, on a free port."""
    with embedded_broker(folder / "broker.log", free_port()) as address:
        yield Broker(address, "embedded", EMBEDDED_ENVIRONMENT)
