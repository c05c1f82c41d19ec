"""What the cluster lets this user do, asked of a broker before the first message and compared with what is needed.

A right that is missing would show itself in the middle of the work otherwise, as an error of a consumer or a producer
that says neither which right nor whose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from aiokafka.conn import AIOKafkaConnection
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.coordination import FindCoordinatorRequest
from aiokafka.protocol.types import Array, Boolean, Bytes, Int16, Int32, Schema, String

from copydesk.runtime.access import any_connected, connected
from copydesk.runtime.connection import ClientOptions, client_options
from copydesk.runtime.rights import Operation, Right
from copydesk.runtime.settings import Settings

_OPERATIONS: dict[Operation, int] = {
    "Read": 3,
    "Write": 4,
    "Create": 5,
    "Alter": 7,
    "Describe": 8,
    "DescribeConfigs": 10,
    "AlterConfigs": 11,
}
"""Codes of org.apache.kafka.common.acl.AclOperation; in a set of operations that many bits from the right."""

_TOPIC_AUTHORIZATION_FAILED, _GROUP_AUTHORIZATION_FAILED = 29, 30


async def missing_rights(settings: Settings, rights: Iterable[Right]) -> list[str]:
    """What of `rights` the cluster does not give this user, in words; empty where it gives all or cannot be asked.

    Raises:
        KafkaError: the broker does not answer.
        OSError: it cannot be reached, or this user is refused.
        TimeoutError: it takes too long.
    """
    wanted = list(rights)
    topics = [right for right in wanted if right.resource == "topic"]
    groups = [right for right in wanted if right.resource == "group" and right.pattern == "literal"]
    options = client_options(settings)
    connection = await any_connected(settings, options)
    try:
        allowed = await _topic_operations(connection, [right.name_in(settings) for right in topics])
        missing = [_lack(right, allowed.get(right.name_in(settings)), settings) for right in topics]
        for right in groups:
            missing.append(
                _lack(right, await _group_operations(connection, right.name_in(settings), options), settings)
            )
    finally:
        connection.close()
    return [lack for lack in missing if lack]


def _lack(right: Right, allowed: _Allowed | None, settings: Settings) -> str:
    if allowed is None:
        return ""
    lacking = [operation for operation in right.operations if not allowed.includes(operation)]
    return f"{' and '.join(lacking)} of the {right.resource} {right.name_in(settings)}" if lacking else ""


@dataclass(frozen=True, slots=True)
class _Allowed:
    """The operations on a resource that this user is allowed, as Kafka's bit field."""

    bits: int

    def includes(self, operation: Operation) -> bool:
        return bool(self.bits >> _OPERATIONS[operation] & 1)


_NOTHING = _Allowed(0)


async def _topic_operations(connection: AIOKafkaConnection, names: list[str]) -> dict[str, _Allowed]:
    """What may be done with each topic. One that is not there, or of which the broker does not tell, is left out."""
    answer = await connection.send(_TopicsRequest(names))
    found: dict[str, _Allowed] = {}
    for code, name, _, _, bits in answer.topics:
        if code == _TOPIC_AUTHORIZATION_FAILED:
            found[name] = _NOTHING
        elif code == 0:
            found[name] = _Allowed(bits)
    return found


async def _group_operations(connection: AIOKafkaConnection, group: str, options: ClientOptions) -> _Allowed | None:
    """What may be done with a group; None where its coordinator cannot be asked."""
    place = await connection.send(FindCoordinatorRequest(group, 0))
    if place.error_code == _GROUP_AUTHORIZATION_FAILED:
        return _NOTHING
    if place.error_code:
        return None
    coordinator = await connected(f"{place.host}:{place.port}", options)
    try:
        answer = await coordinator.send(_GroupRequest([group]))
    finally:
        coordinator.close()
    ((code, _, _, _, _, _, bits),) = answer.groups
    if code == _GROUP_AUTHORIZATION_FAILED:
        return _NOTHING
    return None if code else _Allowed(bits)


# What aiokafka's own requests leave out: the newest of them asks for no operations (metadata), or reads them with the
# form of another version (groups). Forms: kafka.apache.org/protocol, Metadata version 8, DescribeGroups version 3.


class _TopicsResponse(Response):  # type: ignore[misc]  # aiokafka has no types
    API_KEY = 3
    API_VERSION = 8
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            Array(("node_id", Int32), ("host", String("utf-8")), ("port", Int32), ("rack", String("utf-8"))),
        ),
        ("cluster_id", String("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            Array(
                ("error_code", Int16),
                ("name", String("utf-8")),
                ("is_internal", Boolean),
                (
                    "partitions",
                    Array(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", Array(Int32)),
                        ("isr", Array(Int32)),
                        ("offline_replicas", Array(Int32)),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
        ("cluster_authorized_operations", Int32),
    )


class _TopicsRequestStruct(RequestStruct):  # type: ignore[misc]  # aiokafka has no types
    API_KEY = 3
    API_VERSION = 8
    RESPONSE_TYPE = _TopicsResponse
    SCHEMA = Schema(
        ("topics", Array(String("utf-8"))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
    )


class _TopicsRequest(Request[_TopicsRequestStruct]):  # type: ignore[misc]  # aiokafka has no types
    API_KEY: ClassVar[int] = 3

    def __init__(self, topics: list[str]) -> None:
        self._topics = topics

    def build(self, request_struct_class: type[_TopicsRequestStruct]) -> _TopicsRequestStruct:
        return request_struct_class(self._topics, False, False, True)


class _GroupResponse(Response):  # type: ignore[misc]  # aiokafka has no types
    API_KEY = 15
    API_VERSION = 3
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "groups",
            Array(
                ("error_code", Int16),
                ("group", String("utf-8")),
                ("state", String("utf-8")),
                ("protocol_type", String("utf-8")),
                ("protocol", String("utf-8")),
                (
                    "members",
                    Array(
                        ("member_id", String("utf-8")),
                        ("client_id", String("utf-8")),
                        ("client_host", String("utf-8")),
                        ("member_metadata", Bytes),
                        ("member_assignment", Bytes),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
    )


class _GroupRequestStruct(RequestStruct):  # type: ignore[misc]  # aiokafka has no types
    API_KEY = 15
    API_VERSION = 3
    RESPONSE_TYPE = _GroupResponse
    SCHEMA = Schema(("groups", Array(String("utf-8"))), ("include_authorized_operations", Boolean))


class _GroupRequest(Request[_GroupRequestStruct]):  # type: ignore[misc]  # aiokafka has no types
    API_KEY: ClassVar[int] = 15

    def __init__(self, groups: list[str]) -> None:
        self._groups = groups

    def build(self, request_struct_class: type[_GroupRequestStruct]) -> _GroupRequestStruct:
        return request_struct_class(self._groups, True)
