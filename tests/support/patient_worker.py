"""The obedient cleaner (worker.py), in which a fetch is always under way when a rebalance ends.

Faust drops what such a fetch brings. On a quick machine that happens in one rebalance of thirty; here a fetch waits for
messages for as long as it takes, and Faust takes a second over the rebalance. Nothing else is changed.
"""

from __future__ import annotations

import os
import sys

from faust.transport.consumer import RecordMap
from faust.types import TP

from services.runtime import transport
from services.runtime.transport import ConsumerThread
from tests.support.worker import main

FETCH_SECONDS = 60.0


class PatientThread(ConsumerThread):
    async def getmany(self, active_partitions: set[TP] | None, _seconds: float) -> RecordMap:
        return await super().getmany(active_partitions, FETCH_SECONDS)


if __name__ == "__main__":
    os.environ["STREAM_RECOVERY_DELAY"] = "1"
    transport.ConsumerThread = PatientThread  # type: ignore[misc]
    sys.exit(main())
