"""The obedient cleaner (worker.py), in which a fetch is always under way when a rebalance ends, and brings something.

Faust drops what it brings. On a quick machine that happens in one rebalance of thirty; here a fetch waits for messages
for as long as it takes, and what it brings comes before Faust is ready again.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping

from faust.transport.consumer import RecordMap
from faust.types import TP

from copydesk.runtime import transport
from copydesk.runtime.transport import ConsumerThread
from tests.support.worker import main

FETCH_SECONDS = 60.0
SEEK_SECONDS = 0.5


class PatientThread(ConsumerThread):
    async def getmany(self, active_partitions: set[TP] | None, _seconds: float) -> RecordMap:
        return await super().getmany(active_partitions, FETCH_SECONDS)

    async def seek_to_committed(self) -> Mapping[TP, int]:
        committed = await super().seek_to_committed()
        await asyncio.sleep(SEEK_SECONDS)
        return committed


if __name__ == "__main__":
    transport.ConsumerThread = PatientThread  # type: ignore[misc]
    sys.exit(main())
