"""A client beside brokers of which some are silent; real connections are tried in tests/broker and tests/chaos."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator

import aiokafka.client
import pytest
from aiokafka import AIOKafkaClient
from aiokafka.conn import CloseReason
from aiokafka.errors import (
    KafkaConnectionError,
    NodeNotReadyError,
    RequestTimedOutError,
    TopicAuthorizationFailedError,
)
from aiokafka.protocol.metadata import MetadataResponse_v1

from copydesk.runtime import broker_client
from copydesk.runtime.broker_client import never_waiting

NUMBERS = (1, 2, 3)
SOON = 0.5


class Writer:
    """The writing side of a connection."""

    def __init__(self) -> None:
        self.socket = socket.socket()

    def get_extra_info(self, name: str) -> socket.socket:
        assert name == "socket"
        return self.socket


class Connection:
    """A connection to a broker, which may be deaf."""

    def __init__(self, brokers: Brokers, number: int) -> None:
        self._brokers = brokers
        self._number = number
        self._writer = Writer()
        self.reason: CloseReason | None = None

    def connected(self) -> bool:
        return self.reason is None

    async def send(self, _request: object, **_options: object) -> MetadataResponse_v1:
        self._brokers.asked.append(self._number)
        if self._number in self._brokers.hanging_up:
            # As uvloop does, from when the other side has closed the connection until its reader has seen that, which
            # closes it here, too.
            self.close(CloseReason.CONNECTION_BROKEN)
            raise RuntimeError("unable to perform operation on <TCPTransport closed=True>; the handler is closed")
        if self._number in self._brokers.deaf:
            await asyncio.Event().wait()
        if self._number in self._brokers.failing:
            raise self._brokers.failing[self._number]
        alive = [(number, f"broker-{number}", 9092, None) for number in self._brokers.alive]
        return MetadataResponse_v1(brokers=alive, controller_id=1, topics=[])

    def option(self, level: int, name: int) -> int:
        """What the socket is set to."""
        return self._writer.socket.getsockopt(level, name)

    def lose_socket(self) -> None:
        self._writer.socket.close()

    async def _closed(self) -> None:
        self._writer.socket.close()

    def close(self, reason: CloseReason | None = None, **_options: object) -> asyncio.Future[None]:
        self.reason = CloseReason.SHUTDOWN if reason is None else reason
        return asyncio.ensure_future(self._closed())


class Brokers:
    """Three brokers, by the hosts broker-1 to broker-3."""

    def __init__(self) -> None:
        self.alive = set(NUMBERS)
        self.silent: set[int] = set()
        """Their machines answer no knock."""

        self.closed: set[int] = set()
        """Their connections have a closed socket."""

        self._heard = asyncio.Event()
        self.deaf: set[int] = set()
        """They take a connection and answer nothing."""

        self.failing: dict[int, Exception] = {}
        """What asking them raises."""

        self.hanging_up: set[int] = set()
        """They close connections just before something is written."""

        self.knocks: list[int] = []
        self.asked: list[int] = []
        self.opened: dict[int, Connection] = {}

    def speak(self) -> None:
        """Whoever was silent answers."""
        self.silent = set()
        self._heard.set()

    async def connect(self, host: str, _port: int, **_options: object) -> Connection:
        number = int(host.rpartition("-")[2])
        self.knocks.append(number)
        if number in self.silent:
            await self._heard.wait()
        self.opened[number] = Connection(self, number)
        if number in self.closed:
            self.opened[number].lose_socket()
        return self.opened[number]


@pytest.fixture
def brokers(monkeypatch: pytest.MonkeyPatch) -> Brokers:
    found = Brokers()
    monkeypatch.setattr(aiokafka.client, "create_conn", found.connect)
    monkeypatch.setattr(broker_client, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(broker_client, "CONNECT_SECONDS", 0.3)
    monkeypatch.setattr(broker_client, "ANSWER_SECONDS", 0.1)
    monkeypatch.setattr(broker_client, "TRIES", 50)
    return found


@pytest.fixture
async def client(brokers: Brokers) -> AsyncIterator[AIOKafkaClient]:
    made = AIOKafkaClient(bootstrap_servers=[f"broker-{number}" for number in NUMBERS])
    never_waiting(made)
    yield made
    await made.close()
    assert all(not connection.connected() for connection in brokers.opened.values())


async def test_a_broker_that_is_silent_holds_up_no_other(brokers: Brokers, client: AIOKafkaClient) -> None:
    await client.bootstrap()
    brokers.silent = {1}
    started = time.monotonic()
    waiting = asyncio.create_task(client.ready(1))
    assert await client.ready(2)
    assert not await waiting
    assert time.monotonic() - started < SOON


async def test_a_connection_that_takes_long_is_there_for_who_asks_later(
    brokers: Brokers, client: AIOKafkaClient
) -> None:
    await client.bootstrap()
    brokers.silent = {1}
    knocked = brokers.knocks.count(1)
    assert not await client.ready(1)
    assert not await client.ready(1)
    brokers.speak()
    await asyncio.sleep(0)
    assert await client.ready(1)
    assert brokers.knocks.count(1) == knocked + 1


async def test_a_broker_that_stays_silent_is_tried_anew(brokers: Brokers, client: AIOKafkaClient) -> None:
    await client.bootstrap()
    brokers.silent = {1}
    knocked = brokers.knocks.count(1)
    async with asyncio.timeout(5):
        while brokers.knocks.count(1) < knocked + 3:
            assert not await client.ready(1)
            await asyncio.sleep(0.01)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="this system knows no such limit")
async def test_a_machine_that_acknowledges_nothing_is_given_up(brokers: Brokers, client: AIOKafkaClient) -> None:
    await client.bootstrap()
    assert await client.ready(1)
    assert brokers.opened[1].option(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 10_000
    assert brokers.opened[1].option(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    assert brokers.opened[1].option(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 4


async def test_a_connection_that_has_ended_already_is_no_failure(brokers: Brokers, client: AIOKafkaClient) -> None:
    brokers.closed = {2}
    await client.bootstrap()
    assert await client.ready(2)


async def test_the_first_address_may_be_silent(brokers: Brokers, client: AIOKafkaClient) -> None:
    brokers.silent = {1, 2}
    await client.bootstrap()
    assert await client.ready(3)


async def test_without_any_broker_it_says_so(brokers: Brokers, client: AIOKafkaClient) -> None:
    brokers.silent = set(NUMBERS)
    with pytest.raises(KafkaConnectionError):
        await client.bootstrap()
    brokers.speak()
    await client.bootstrap()


async def test_who_leads_is_asked_of_a_broker_that_answers(brokers: Brokers, client: AIOKafkaClient) -> None:
    await client.bootstrap()
    for number in NUMBERS:
        assert await client.ready(number)
    brokers.deaf = {1}
    brokers.asked.clear()
    while 1 not in brokers.asked:
        assert (await client.fetch_all_metadata()).brokers()


async def test_what_is_under_way_to_a_broker_that_left_is_given_up(brokers: Brokers, client: AIOKafkaClient) -> None:
    await client.bootstrap()
    for number in NUMBERS:
        assert await client.ready(number)
    brokers.alive = {2, 3}
    brokers.deaf = {1}
    await client.force_metadata_update()
    assert brokers.opened[1].reason == CloseReason.CONNECTION_BROKEN
    assert brokers.opened[2].connected()
    assert brokers.opened[3].connected()


async def test_it_asks_who_leads_though_nothing_failed(brokers: Brokers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker_client, "REFRESH_SECONDS", 0.02)
    client = AIOKafkaClient(bootstrap_servers="broker-1")
    never_waiting(client)
    await client.bootstrap()
    brokers.asked.clear()
    async with asyncio.timeout(5):
        while len(brokers.asked) < 3:  # noqa: ASYNC110 - what is waited for is a plain attribute
            await asyncio.sleep(0.01)
    await client.close()


async def test_who_leads_is_asked_on_though_a_connection_is_closed_meanwhile(
    brokers: Brokers, client: AIOKafkaClient
) -> None:
    await client.bootstrap()
    brokers.hanging_up = set(NUMBERS)
    assert not await client.force_metadata_update()
    brokers.hanging_up = set()
    async with asyncio.timeout(5):
        assert await client.force_metadata_update(), "the task that asks has ended"


async def test_a_connection_that_is_closed_meanwhile_is_a_broken_one(brokers: Brokers, client: AIOKafkaClient) -> None:
    await client.bootstrap()
    assert await client.ready(2)
    brokers.hanging_up = {2}
    with pytest.raises(KafkaConnectionError, match="broker 2 is broken"):
        await client.send(2, object())
    assert brokers.opened[2].reason == CloseReason.CONNECTION_BROKEN
    brokers.hanging_up = set()
    assert await client.send(2, object())


async def test_an_address_that_hangs_up_at_once_is_passed_over(brokers: Brokers, client: AIOKafkaClient) -> None:
    brokers.hanging_up = {1}
    await client.bootstrap()
    assert await client.ready(2)


async def test_what_a_broker_answers_stays_what_it_is(brokers: Brokers, client: AIOKafkaClient) -> None:
    await client.bootstrap()
    assert await client.ready(2)
    brokers.failing = {2: TimeoutError()}
    with pytest.raises(RequestTimedOutError):
        await client.send(2, object())
    assert await client.ready(2)
    brokers.failing = {2: TopicAuthorizationFailedError("articles.raw")}
    with pytest.raises(TopicAuthorizationFailedError):
        await client.send(2, object())
    with pytest.raises(NodeNotReadyError):
        await client.send(9, object())
