"""Reading again behind a rebalance, also where that takes too long: a hole in Faust closed.

Behind each rebalance one task of Faust goes back to what is committed and lets messages flow again. It waits for that
as long as for any request, and mode, on which Faust stands, tells a time that has run out as it tells the end of the
service. So where the brokers are away for that long the task ends for good, without an error: the process stays in
its group, is given partitions at the next rebalance, and reads nothing any more. Seen with faust-streaming 0.15.3
where all brokers were killed right behind a rebalance. Here the task tries again.
"""

from __future__ import annotations

from faust import tables
from faust.tables.recovery import RebalanceAgain, ServiceStopped
from faust.tables.recovery import Recovery as FaustRecovery
from mode.services import WaitArgT
from mode.utils.times import Seconds


class Recovery(FaustRecovery):
    """Faust's task, which ends with the service alone."""

    async def _wait(self, coro: WaitArgT, timeout: Seconds | None = None) -> None:  # noqa: ASYNC109 - Faust's
        """Wait as Faust does.

        Raises:
            RebalanceAgain: another rebalance began, or the time has run out; either way all is done once more.
            ServiceStopped: the service ends.
        """
        try:
            await super()._wait(coro, timeout)
        except ServiceStopped:
            if self.should_stop:
                raise
            self.signal_recovery_start.set()
            raise RebalanceAgain from None


class TableManager(tables.TableManager):
    """Faust's table manager, with this task; there are no tables, but it is what resumes reading."""

    @property
    def recovery(self) -> FaustRecovery:
        """The task."""
        if self._recovery is None:
            self._recovery = Recovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery
