"""How many messages of a topic a service has not yet committed, asked from outside its group."""

from __future__ import annotations

from copydesk.runtime.settings import Settings
from copydesk.runtime.source_log import KafkaLog


class Backlog:
    """The lag of a service's group, all partitions together. Connects when it is first asked."""

    def __init__(self, settings: Settings, service: str, topic: str) -> None:
        self._log = KafkaLog(settings, topic, settings.group(service))

    async def measure(self) -> int:
        """Messages between the group's offsets and the ends; where nothing is committed, all that the topic holds.

        Raises:
            KafkaError: the cluster does not answer.
        """
        return sum([await self._waiting(partition) for partition in await self._log.partitions()])

    async def _waiting(self, partition: int) -> int:
        first, end = await self._log.bounds(partition)
        return max(0, end - max(first, await self._log.committed(partition)))

    async def close(self) -> None:
        """Close the connections."""
        await self._log.close()
