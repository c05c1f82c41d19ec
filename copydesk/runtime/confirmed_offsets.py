"""Up to where this process has confirmed each partition, so that after a rebalance it goes on from there.

While the broker that keeps a group's commits is away nothing can be committed, and behind it the group is joined anew.
Who then goes back to what is committed does again all that it has done since: every article of those seconds goes out
twice, under the same event id. A process that gets its own partition back need not: it knows what was confirmed.

What it knows holds for one log and for as long as nobody moves the group's offset. So it is used only where what is
committed lies between what was committed when this process last heard and what it has confirmed since. A group that was
set back to an earlier message, a topic that was made anew (nothing is committed then), another process that has read
further meanwhile: in each case what is committed decides.

One case is left: a topic that is made anew, and read by others, while this process is cut off from all brokers.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from faust.types import TP


@dataclass(slots=True)
class _Reading:
    """What is known of a partition; `generation` is the group's, since the partition was sought last."""

    committed: int
    confirmed: int
    generation: int


class ConfirmedOffsets:
    """Of each partition the offset behind the last message confirmed. The loop's and the consumer's thread use it."""

    def __init__(self) -> None:
        self._readings: dict[TP, _Reading] = {}
        self._lock = threading.Lock()

    def confirm(self, partition: TP, offset: int, generation: int) -> None:
        """Note that all before `offset` is confirmed; of no weight where it was read in an earlier generation."""
        with self._lock:
            reading = self._readings.get(partition)
            if reading is not None and reading.generation == generation:
                reading.confirmed = max(reading.confirmed, offset)

    def commit(self, partition: TP, offset: int, generation: int) -> None:
        """Note that `offset` is committed, which is where to begin in a partition of which nothing was."""
        with self._lock:
            reading = self._readings.setdefault(partition, _Reading(offset, offset, generation))
            reading.committed = max(reading.committed, offset)
            reading.confirmed = max(reading.confirmed, offset)

    def resume(self, committed: Mapping[TP, int], generation: int) -> dict[TP, int]:
        """The partitions to read on behind what is committed, and where; begins anew to note what is confirmed.

        `committed` are the assigned partitions of which something is committed. What was known of others is forgotten:
        before they come back, their topic may have been made anew.
        """
        with self._lock:
            before = self._readings
            self._readings = {}
            resumed: dict[TP, int] = {}
            for partition, offset in committed.items():
                reading, position = before.get(partition), offset
                if reading is not None and reading.committed <= offset < reading.confirmed:
                    position = resumed[partition] = reading.confirmed
                self._readings[partition] = _Reading(offset, position, generation)
            return resumed
