"""aiokafka's client, in which nobody waits long for a broker that is away.

Seen with aiokafka 0.14.0, where one broker of three was killed, so that its address answered nobody: the first request
for it held up every connection to the others until the system gave up (39 s on Linux), and with them the question who
leads now, though that had been settled after nine seconds. Requests under way to a broker whose machine is silent wait
for their whole timeout (60 s).

A connection that a broker has just closed takes no writes, for which uvloop raises a RuntimeError where asyncio is
silent. aiokafka expects only OSError: the error ends its background tasks, and a consumer goes on without coordination
or without news of who leads (aiokafka issue 1038). Here it is what it means, a connection that is broken.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Sequence
from typing import Any, TypeAlias

import structlog
from aiokafka.client import AIOKafkaClient, ConnectionGroup
from aiokafka.cluster import ClusterMetadata
from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError, KafkaError

from copydesk.explanation import explain

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 0.5
"""A broker that is there takes a connection within milliseconds. Who asked tries again later; the attempt goes on."""

CONNECT_SECONDS = 10.0
"""As Kafka's own clients (socket.connection.setup.timeout.ms): left alone the system knocks ever more seldom."""

ANSWER_SECONDS = 5.0
"""A broker that works tells who leads within milliseconds; another one may be asked after so long."""

TRIES = 3
REFRESH_SECONDS = 5.0
"""So often it is asked who leads, whether or not anything failed: a broker that is silent tells nobody."""

SILENCE: Sequence[tuple[int, str, int]] = (
    (socket.SOL_SOCKET, "SO_KEEPALIVE", 1),
    (socket.IPPROTO_TCP, "TCP_KEEPIDLE", 4),
    (socket.IPPROTO_TCP, "TCP_KEEPINTVL", 2),
    (socket.IPPROTO_TCP, "TCP_KEEPCNT", 3),
    (socket.IPPROTO_TCP, "TCP_USER_TIMEOUT", 10_000),
)
"""A machine that has acknowledged nothing for ten seconds (seconds, the last in milliseconds) is given up (tcp(7)).

By default the system goes on for a quarter of an hour, and after a cut waits as long again as the cut lasted.
"""

_Id: TypeAlias = tuple[object, ConnectionGroup]


class BrokerClient(AIOKafkaClient):  # type: ignore[misc] # it has no types
    """Connects beside the work, and lets go of brokers that the cluster has given up."""

    _bootstrap_servers: str | list[str]
    _attempts: dict[_Id, tuple[float, asyncio.Task[AIOKafkaConnection | None]]]
    """Connections that are being made, and since when."""

    @property
    def _get_conn_lock(self) -> contextlib.AbstractAsyncContextManager[None]:
        """None: there is never more than one attempt for a connection, and the others have nothing to wait for."""
        return contextlib.nullcontext()

    async def _get_conn(
        self, node_id: object, *, group: ConnectionGroup = ConnectionGroup.DEFAULT, no_hint: bool = False
    ) -> AIOKafkaConnection | None:
        """A connection to a broker; None where there is none yet."""
        known = self._conns.get((node_id, group))
        if known is not None and known.connected():
            return known
        since, attempt = self._attempt(node_id, group)
        await asyncio.wait([attempt], timeout=max(0.0, since + PATIENCE_SECONDS - time.monotonic()))
        if attempt.done():
            return None if attempt.cancelled() else attempt.result()
        # Perhaps another broker leads by now.
        self.force_metadata_update()
        return None

    def _attempt(
        self, node_id: object, group: ConnectionGroup
    ) -> tuple[float, asyncio.Task[AIOKafkaConnection | None]]:
        key = node_id, group
        if key not in self._attempts:
            attempt = asyncio.create_task(self._connected(node_id, group))
            attempt.add_done_callback(lambda _done: self._attempts.pop(key, None))
            self._attempts[key] = time.monotonic(), attempt
        return self._attempts[key]

    async def _connected(self, node_id: object, group: ConnectionGroup) -> AIOKafkaConnection | None:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                connection: AIOKafkaConnection | None = await super()._get_conn(node_id, group=group)
        except TimeoutError:
            log.warning("a broker takes no connection", broker=node_id, seconds=CONNECT_SECONDS)
            self.force_metadata_update()
            return None
        if connection is not None:
            _notice_silence(connection)
        return connection

    async def send(
        self, node_id: object, request: object, *, group: ConnectionGroup = ConnectionGroup.DEFAULT
    ) -> object:
        """A broker's answer to a request.

        Raises:
            KafkaError: there is no connection to it, or none any more, or it does not answer in time.
        """
        try:
            return await super().send(node_id, request, group=group)
        except KafkaError:  # a RuntimeError, too
            raise
        except RuntimeError as error:
            connection = self._conns.get((node_id, group))
            if connection is not None:
                connection.close(reason=CloseReason.CONNECTION_BROKEN)
            raise KafkaConnectionError(f"the connection to broker {node_id} is broken: {error}") from error

    async def bootstrap(self) -> None:
        """Ask one address after the other for the cluster, each for a limited time.

        Raises:
            KafkaConnectionError: none of them answers.
        """
        servers = self._bootstrap_servers
        try:
            for host, port, _family in self.hosts:
                self._bootstrap_servers = [f"{host}:{port}"]
                # aiokafka's errors are RuntimeErrors, too; it tells of each in the log.
                with contextlib.suppress(RuntimeError, TimeoutError):
                    async with asyncio.timeout(CONNECT_SECONDS):
                        await super().bootstrap()
                    return
        finally:
            self._bootstrap_servers = servers
        raise KafkaConnectionError(f"Unable to bootstrap from {self.hosts}")

    async def _metadata_update(self, cluster_metadata: ClusterMetadata, topics: object) -> bool:
        """Ask a broker, chosen by chance, who leads; where it is silent, another one."""
        for _ in range(TRIES):
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    updated: bool = await super()._metadata_update(cluster_metadata, topics)
            except TimeoutError:
                continue
            except Exception as error:
                # The task that asks every few seconds has nobody to start it again.
                log.warning("who leads cannot be asked", error=explain(error), kind=type(error).__name__)
                continue
            if updated:
                self._let_go({broker.nodeId for broker in cluster_metadata.brokers()})
            return updated
        return False

    def _let_go(self, alive: set[int]) -> None:
        """Close connections to brokers that are none any more: what is under way to them can go elsewhere."""
        for (node_id, _group), connection in list(self._conns.items()):
            if isinstance(node_id, int) and node_id not in alive and connection.connected():
                log.warning("a broker has left the cluster: its connection is given up", broker=node_id)
                connection.close(reason=CloseReason.CONNECTION_BROKEN)

    async def close(self) -> None:
        """Close the connections, and make no more."""
        attempts = [attempt for _, attempt in self._attempts.values()]
        for attempt in attempts:
            attempt.cancel()
        await asyncio.gather(*attempts, return_exceptions=True)
        await super().close()


def _notice_silence(connection: AIOKafkaConnection) -> None:
    """Have the system end the connection where the other machine is silent; what it does not know is left out."""
    found = connection._writer.get_extra_info("socket")  # noqa: SLF001 - aiokafka shows no socket
    # A connection that has ended already has no socket, or a closed one.
    with contextlib.suppress(OSError):
        for level, option, value in SILENCE if found is not None else ():
            if hasattr(socket, option):
                found.setsockopt(level, getattr(socket, option), value)


def never_waiting(client: Any) -> None:  # noqa: ANN401 - aiokafka has no types
    """Make a client of aiokafka one of these, before it is started: aiokafka's producer and consumer make their own."""
    client.__class__ = BrokerClient
    client._attempts = {}  # noqa: SLF001 - it has no constructor of its own
    client._metadata_max_age_ms = int(REFRESH_SECONDS * 1000)  # noqa: SLF001
