"""Apache Kafka on three brokers, in containers that can be killed, paused and cut off from clients or peers."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Literal, TypeAlias

import pytest
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from tests.support.brokers import KAFKA_ENVIRONMENT, KAFKA_IMAGE, Broker, absent
from tests.support.cluster import wait_for

Engine: TypeAlias = Any
"""A client of Docker, whose package has no types."""

NUMBERS = (1, 2, 3)
Side = Literal["clients", "peers"]
"""Each broker has a foot in two networks: in one clients reach it, in the other the brokers reach each other."""

SIDES: tuple[Side, ...] = ("clients", "peers")
CLIENT_PORT, CONTROLLER_PORT, PEER_PORT = 9092, 9093, 9094
CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw"
START_SECONDS = 60
REACH_SECONDS = 10
ASK_MS = 5_000
PAUSE_TRIES = 10
SUBNET_TRIES = 20
HEAP = "-Xms192m -Xmx320m"
"""Three brokers share a machine with the services under test; the default of 1 GB each would be most of it."""

JVM = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""A broker that starts with these takes a third of the processor time of one that compiles for a long life."""


class ThreeBrokers:
    """Three running brokers, each of them voter of the controllers' quorum, too."""

    def __init__(
        self, engine: Engine, networks: dict[Side, Any], subnets: dict[Side, str], error: type[Exception]
    ) -> None:
        """`error` is what the engine raises."""
        self._error = error
        self._networks = networks
        self._subnets = subnets
        self._engine = engine
        self._containers: dict[int, Any] = {}

    @property
    def broker(self) -> Broker:
        """What clients need to know."""
        address = ",".join(f"{self._ip('clients', number)}:{CLIENT_PORT}" for number in NUMBERS)
        return Broker(address, "kafka", KAFKA_ENVIRONMENT, replication=len(NUMBERS))

    def _ip(self, side: Side, number: int) -> str:
        return f"{self._subnets[side]}.{10 + number}"

    def create(self, number: int) -> None:
        """Make and start a broker; returns before it serves anybody."""
        environment = {
            "KAFKA_NODE_ID": f"{number}",
            "KAFKA_PROCESS_ROLES": "broker,controller",
            "KAFKA_LISTENERS": f"CLIENTS://:{CLIENT_PORT},PEERS://:{PEER_PORT},CONTROLLER://:{CONTROLLER_PORT}",
            "KAFKA_ADVERTISED_LISTENERS": (
                f"CLIENTS://{self._ip('clients', number)}:{CLIENT_PORT},PEERS://{self._ip('peers', number)}:{PEER_PORT}"
            ),
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "CLIENTS:PLAINTEXT,PEERS:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
            "KAFKA_INTER_BROKER_LISTENER_NAME": "PEERS",
            "KAFKA_CONTROLLER_QUORUM_VOTERS": ",".join(
                f"{other}@{self._ip('peers', other)}:{CONTROLLER_PORT}" for other in NUMBERS
            ),
            "KAFKA_MIN_INSYNC_REPLICAS": "2",
            "KAFKA_DEFAULT_REPLICATION_FACTOR": "3",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "3",
            "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "6",
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "3",
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "2",
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
            # 128 MB by default, in one piece.
            "KAFKA_LOG_CLEANER_DEDUPE_BUFFER_SIZE": "8388608",
            "KAFKA_HEAP_OPTS": HEAP,
            "KAFKA_JVM_PERFORMANCE_OPTS": JVM,
            "CLUSTER_ID": CLUSTER_ID,
        }
        container = self._engine.containers.create(
            KAFKA_IMAGE, environment=environment, name=f"copydesk-broker-{self._subnets['clients']}-{number}"
        )
        self._containers[number] = container
        self._engine.networks.get("bridge").disconnect(container)
        for side in SIDES:
            self._networks[side].connect(container, ipv4_address=self._ip(side, number))
        container.start()

    def are_whole(self) -> bool:
        """Whether all are there and every partition has all its replicas in sync, so that no fault is left over."""
        try:
            admin = KafkaAdminClient(
                bootstrap_servers=self.broker.address, bootstrap_timeout_ms=ASK_MS, request_timeout_ms=ASK_MS
            )
        except KafkaError:
            return False
        try:
            topics = admin.describe_topics()
            behind = [
                p for topic in topics for p in topic["partitions"] if len(p["isr_nodes"]) < len(p["replica_nodes"])
            ]
            return len(admin.describe_cluster()["brokers"]) == len(NUMBERS) and not behind
        except KafkaError:
            return False
        finally:
            admin.close()

    def is_reached(self) -> bool:
        """Whether this machine reaches the brokers by their addresses."""
        try:
            socket.create_connection((self._ip("clients", NUMBERS[0]), CLIENT_PORT), REACH_SECONDS).close()
        except OSError:
            return False
        return True

    def remove(self) -> None:
        """Remove all of it, whatever state it is in."""
        for container in self._containers.values():
            container.remove(force=True, v=True)

    # --- what can happen to a broker ----------------------------------------------------------------------------------

    def kill(self, number: int) -> None:
        """As a power cut does."""
        self._containers[number].kill()

    def stop(self, number: int) -> None:
        """As an operator does: its leaders move before it ends."""
        self._containers[number].stop(timeout=30)

    def start(self, number: int) -> None:
        """Start one that was killed or stopped; returns before it serves anybody."""
        self._containers[number].start()

    def pause(self, number: int) -> None:
        """Connections stay open and nobody answers."""
        # On a busy machine a container's processes are sometimes not frozen in time.
        for tries in range(PAUSE_TRIES, 0, -1):
            try:
                self._containers[number].pause()
            except self._error:
                if tries == 1:
                    raise
                time.sleep(1)
            else:
                return

    def resume(self, number: int) -> None:
        """Let a paused one go on."""
        self._containers[number].unpause()

    def cut(self, number: int, side: Side) -> None:
        """Unplug the broker from a network: no packet comes through, and no connection is closed."""
        self._networks[side].disconnect(self._containers[number])

    def plug(self, number: int, side: Side) -> None:
        """Plug it in again, under its old address."""
        self._networks[side].connect(self._containers[number], ipv4_address=self._ip(side, number))

    def run(self, number: int, script: str, *arguments: str) -> str:
        """Run one of Kafka's own scripts in a broker's container.

        Raises:
            RuntimeError: it ended with an error.
        """
        server = f"{self._ip('clients', number)}:{CLIENT_PORT}"
        # The heap of a broker would be far too much for a command.
        environment = {"KAFKA_HEAP_OPTS": "-Xmx96m", "KAFKA_JVM_PERFORMANCE_OPTS": JVM}
        command = [f"/opt/kafka/bin/{script}", "--bootstrap-server", server, *arguments]
        status, output = self._containers[number].exec_run(command, environment=environment)
        if status:
            raise RuntimeError(f"{' '.join(command)}: {output.decode()[-500:]}")
        return str(output.decode())

    def log(self, number: int, lines: int = 20) -> str:
        """The last lines that a broker wrote."""
        return str(self._containers[number].logs(tail=lines).decode())


@contextlib.contextmanager
def three_brokers() -> Iterator[ThreeBrokers]:
    """Three brokers that live as long as the context; the test skips where no Docker engine is."""
    docker = pytest.importorskip("docker")
    with contextlib.ExitStack() as running:
        try:
            engine = docker.from_env()
            running.callback(engine.close)
            networks, subnets = _networks(docker, engine, running)
            found = ThreeBrokers(engine, networks, subnets, docker.errors.APIError)
            running.callback(found.remove)
            for number in NUMBERS:
                found.create(number)
        except docker.errors.DockerException as error:
            absent(f"no Docker engine with {KAFKA_IMAGE}: {error}")
            raise
        for number in NUMBERS:
            wait_for(lambda n=number: "Kafka Server started" in found.log(n, 400), START_SECONDS, f"broker {number}")  # type: ignore[misc]
        if not found.is_reached():
            absent(
                "containers are not reached by their addresses from here, as on a Docker engine in a machine of its own"
            )
        yield found


def _networks(
    docker: ModuleType, engine: Engine, running: contextlib.ExitStack
) -> tuple[dict[Side, Any], dict[Side, str]]:
    """The two networks and how their addresses begin. Only in a subnet of ours may addresses be chosen."""
    chance = random.Random(os.getpid())  # noqa: S311 - nothing secret
    networks: dict[Side, Any] = {}
    subnets: dict[Side, str] = {}
    for side in SIDES:
        for _ in range(SUBNET_TRIES):
            subnet = f"10.{chance.randrange(128, 250)}.{chance.randrange(250)}"
            pool = docker.types.IPAMConfig(pool_configs=[docker.types.IPAMPool(subnet=f"{subnet}.0/24")])
            try:
                network = engine.networks.create(f"copydesk-{side}-{subnet}", ipam=pool)
            except docker.errors.APIError as error:
                if "overlap" not in str(error):
                    raise
                continue
            running.callback(network.remove)
            networks[side], subnets[side] = network, subnet
            break
    return networks, subnets
