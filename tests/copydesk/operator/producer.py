"""A producer of the operator's commands without a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from kafka.errors import KafkaError

from copydesk.runtime.settings import Settings


@dataclass
class Message:
    topic: str
    key: bytes | None
    value: bytes
    partition: int | None
    headers: dict[str, bytes]


@dataclass
class Answer:
    failure: KafkaError | None

    def get(self, timeout: float) -> None:
        assert timeout > 0
        if self.failure:
            raise self.failure


@dataclass
class FakeProducer:
    """Notes what is sent; what has one of the keys of `failures` is answered with that."""

    failures: Mapping[bytes | None, KafkaError] = field(default_factory=dict)
    sent: list[Message] = field(default_factory=list)

    def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes,
        partition: int | None = None,
        headers: list[tuple[str, bytes]] | None = None,
    ) -> Answer:
        self.sent.append(Message(topic, key, value, partition, dict(headers or [])))
        return Answer(self.failures.get(key))


def writing(producer: FakeProducer) -> Callable[[Settings], AbstractContextManager[FakeProducer]]:
    """What stands for `copydesk.operator.cluster.writer`."""

    @contextmanager
    def writer(_settings: Settings) -> Iterator[FakeProducer]:
        yield producer

    return writer
