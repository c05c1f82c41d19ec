"""Make the cluster's topics what schemas/topics.py says, and show where they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

from copydesk.operator.cluster import admin_client
from copydesk.runtime.settings import Settings
from schemas.topics import TOPICS, Topic

State = Literal["present", "missing", "created", "widened", "reconfigured", "too narrow", "too wide"]


@dataclass(frozen=True, slots=True)
class TopicState:
    """One topic of the contract, how the cluster has it, and how many partitions it should have."""

    topic: Topic
    name: str
    partitions: int
    wanted: int
    state: State

    @property
    def remark(self) -> str | None:
        """What an operator should know about the topic's width, where there is something to know."""
        match self.state:
            case "widened" if self.topic.partitioned_by == "language":
                return f"{self.name} was widened to {self.partitions}: languages move; {_READ_ON}"
            case "widened":
                return (
                    f"{self.name} was widened to {self.partitions}: versions of an article may lie in two partitions; "
                    f"{_READ_ON}"
                )
            case "too narrow":
                return f"{self._difference}: `copydesk topics apply` adds them"
            case "too wide":
                return (
                    f"{self._difference}: they can never be removed. Ask for as many "
                    f"(COPYDESK_TOPIC_PARTITIONS={self.topic.name}={self.partitions}), "
                    "or delete the topic with all that is in it and apply again"
                )
        return None

    @property
    def _difference(self) -> str:
        return f"{self.name} should have {self.wanted} partitions and has {self.partitions}"


_READ_ON = 'see docs/operations.md, "Scaling"'


def list_topics(settings: Settings) -> list[TopicState]:
    """How the cluster has each topic of the contract; changes nothing.

    Raises:
        ClusterError: the cluster cannot be reached.
    """
    with admin_client(settings) as client:
        widths = _widths(client)
    return [_state(topic, settings, widths) for topic in TOPICS]


def apply_topics(settings: Settings, replication: int) -> list[TopicState]:
    """Create what is missing, add partitions, set retention and size limits. May be run again at any time.

    Partitions are never removed: Kafka cannot, and the order of an item's versions hangs on them.

    Raises:
        ClusterError: the cluster cannot be reached or refuses.
    """
    with admin_client(settings) as client:
        widths = _widths(client)
        states = [_state(topic, settings, widths) for topic in TOPICS]
        missing = [state for state in states if state.state == "missing"]
        if missing:
            client.create_topics(
                {
                    state.name: {
                        "num_partitions": state.wanted,
                        "replication_factor": replication,
                        "configs": state.topic.configuration,
                    }
                    for state in missing
                }
            )
        return [_applied(client, state) for state in states]


def _widths(client: KafkaAdminClient) -> dict[str, int]:
    return {found["name"]: len(found["partitions"]) for found in client.describe_topics()}


def _state(topic: Topic, settings: Settings, widths: dict[str, int]) -> TopicState:
    name, wanted = settings.topic(topic.name), settings.partitions(topic)
    width = widths.get(name)
    if width is None:
        return TopicState(topic, name, 0, wanted, "missing")
    state: State = "present" if width == wanted else "too narrow" if width < wanted else "too wide"
    return TopicState(topic, name, width, wanted, state)


def _applied(client: KafkaAdminClient, state: TopicState) -> TopicState:
    if state.state == "missing":
        return replace(state, partitions=state.wanted, state="created")
    if state.state == "too narrow":
        client.create_partitions({state.name: state.wanted})
        _reconfigure(client, state)
        return replace(state, partitions=state.wanted, state="widened")
    if _reconfigure(client, state) and state.state != "too wide":
        return replace(state, state="reconfigured")
    return state


def _reconfigure(client: KafkaAdminClient, state: TopicState) -> bool:
    """Set everything; True where the broker that was asked said that something differed.

    It is set either way: a broker that is cut off from the others answers with the settings of an hour ago, and does
    not know that a size limit was lowered since. What was set already stays as it is.
    """
    described = client.describe_configs([ConfigResource(ConfigResourceType.TOPIC, state.name)], config_filter="all")
    current = {name: entry["value"] for name, entry in described["topic"][state.name].items()}
    wanted = state.topic.configuration
    client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, state.name, configs=wanted)])
    return any(current.get(name) != value for name, value in wanted.items())
