"""What the requests of one process share, and the question whether another push may be taken now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from copydesk.explanation import explain
from copydesk.runtime import metrics
from copydesk.runtime.backlog import Backlog
from copydesk.runtime.loop import Loop
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.rights import READER_OF_RAW
from copydesk.runtime.settings import Settings
from schemas.article import RawArticle
from schemas.topics import topic_of
from services.intake.edges.http.bodies import Memory
from services.intake.edges.http.idempotency import Idempotency
from services.intake.edges.http.keys import Keyring
from services.intake.edges.http.parsers import Parsers
from services.intake.edges.http.problems import busy
from services.intake.edges.http.publishing import Publisher
from services.intake.edges.http.quotas import Quotas
from services.intake.edges.http.whereabouts import Finder
from services.intake.sandbox.limits import parse_limits
from services.intake.sandbox.worker import Limits

log = structlog.get_logger(__name__)

BACKLOG_SECONDS = 5.0
"""Between two measurements of the raw topic's backlog."""


class Desk:
    """The state of the HTTP edge."""

    def __init__(self, loop: Loop[RawArticle], settings: Settings, health: ProcessHealth) -> None:
        """Read the keys.

        Raises:
            KeysError: their file cannot be read.
        """
        self.settings = settings
        self.keyring = Keyring(settings.keys_file)
        self.quotas = Quotas()
        self.memory = Memory(settings.http_memory_bytes, metrics.HTTP_BODY_BYTES.set)
        self.parsers = Parsers(settings.http_parsers, _parse_limits(settings))
        self.publisher = Publisher(loop, settings.http_confirm_seconds, self.quotas.charge)
        self.idempotency = Idempotency()
        self.finder = Finder(settings)
        self._loop = loop
        self._health = health
        self._backlog = 0
        self._measurable = True

    def admit(self) -> None:
        """Pass where another push may be taken; asked before its body is read.

        Raises:
            ProblemError: 503, with the reason and the time after which to come again.
        """
        reason = self._health.unready_reason()
        if reason:
            raise busy(reason, 5, close=True)
        owed = self._loop.oldest_seconds
        if owed > self.settings.http_patience_seconds:
            raise busy(f"the broker has not confirmed for {owed:.0f} s", 2, close=True)
        if self.settings.http_lag_limit and self._backlog > self.settings.http_lag_limit:
            raise busy(f"{self._backlog} articles wait for the cleaner", 30, close=True)

    async def watch_backlog(self) -> None:
        """Measure the raw topic's backlog from time to time, for ever; ends only by cancellation."""
        if not self.settings.http_lag_limit:
            await asyncio.Event().wait()
        backlog = Backlog(self.settings, READER_OF_RAW, topic_of(RawArticle).name)
        try:
            while True:
                await self._measure(backlog.measure)
                await asyncio.sleep(BACKLOG_SECONDS)
        finally:
            await backlog.close()

    async def _measure(self, measure: Callable[[], Awaitable[int]]) -> None:
        try:
            async with asyncio.timeout(BACKLOG_SECONDS):
                self._backlog = await measure()
            metrics.HTTP_BACKLOG.set(self._backlog)
            self._measurable = True
        except Exception as error:
            # What was measured last stays; a broker that is away shows in the confirmations.
            if self._measurable:
                log.warning("the backlog cannot be measured", error=explain(error))
            self._measurable = False


def _parse_limits(settings: Settings) -> Limits:
    """What parsing one pushed file may take: all its articles are in memory at a time, beside those of others."""
    size = settings.http_body_bytes
    return replace(parse_limits(settings), file_bytes=size, result_bytes=2 * size)
