"""Make the cluster's topics what schemas/topics.py says, and show where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

from schemas.topics import TOPICS, Topic
from services.admin.cluster import admin_client
from services.runtime.settings import Settings

State = Literal["present", "missing", "created", "widened", "reconfigured", "too wide"]


@dataclass(frozen=True, slots=True)
class TopicState:
    """One topic of the contract and how the cluster has it."""

    topic: Topic
    name: str
    partitions: int
    state: State


def list_topics(settings: Settings) -> list[TopicState]:
    """How the cluster has each topic of the contract; changes nothing.

    Raises:
        ClusterError: the cluster cannot be reached.
    """
    with admin_client(settings) as client:
        widths = _widths(client)
    return [_state(topic, settings.topic(topic.name), widths) for topic in TOPICS]


def apply_topics(settings: Settings, replication: int) -> list[TopicState]:
    """Create what is missing, add partitions, set retention and size limits. May be run again at any time.

    Partitions are never removed: Kafka cannot, and the order of an item's versions hangs on them.

    Raises:
        ClusterError: the cluster cannot be reached or refuses.
    """
    with admin_client(settings) as client:
        widths = _widths(client)
        states = [_state(topic, settings.topic(topic.name), widths) for topic in TOPICS]
        missing = [state for state in states if state.state == "missing"]
        if missing:
            client.create_topics(
                {
                    state.name: {
                        "num_partitions": state.topic.partitions,
                        "replication_factor": replication,
                        "configs": state.topic.configuration,
                    }
                    for state in missing
                }
            )
        return [_applied(client, state) for state in states]


def _widths(client: KafkaAdminClient) -> dict[str, int]:
    return {found["name"]: len(found["partitions"]) for found in client.describe_topics()}


def _state(topic: Topic, name: str, widths: dict[str, int]) -> TopicState:
    width = widths.get(name)
    if width is None:
        return TopicState(topic, name, 0, "missing")
    return TopicState(topic, name, width, "too wide" if width > topic.partitions else "present")


def _applied(client: KafkaAdminClient, state: TopicState) -> TopicState:
    topic = state.topic
    if state.state == "missing":
        return TopicState(topic, state.name, topic.partitions, "created")
    if state.partitions < topic.partitions:
        client.create_partitions({state.name: topic.partitions})
        _reconfigure(client, state)
        return TopicState(topic, state.name, topic.partitions, "widened")
    if _reconfigure(client, state) and state.state != "too wide":
        return TopicState(topic, state.name, state.partitions, "reconfigured")
    return state


def _reconfigure(client: KafkaAdminClient, state: TopicState) -> bool:
    """Set what differs; True where something did."""
    described = client.describe_configs([ConfigResource(ConfigResourceType.TOPIC, state.name)], config_filter="all")
    current = {name: entry["value"] for name, entry in described["topic"][state.name].items()}
    changed = {name: value for name, value in state.topic.configuration.items() if current.get(name) != value}
    if not changed:
        return False
    client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, state.name, configs=changed)])
    return True
