"""The scrapes of the last seconds, by process: what rates are taken from."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from copydesk.operator.top.rates import increase
from copydesk.operator.top.scrape import Labels, Scrape

WINDOW_SECONDS = 10.0
"""Rates are taken over so long: between two scrapes they would jump, over a minute a standstill would not be seen."""

STARTED_AT = "process_start_time_seconds"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A process from one moment to another. Where only one is known `before` is None, and there are no rates."""

    before: Scrape | None
    now: Scrape

    @property
    def restarted(self) -> bool:
        """Whether another process of the same address answered before, so that all counters have begun anew."""
        return self.before is not None and self.before.value(STARTED_AT) != self.now.value(STARTED_AT)

    @property
    def seconds(self) -> float | None:
        """How long it is; None where there are no rates."""
        if self.before is None:
            return None
        seconds = self.now.at - self.before.at
        return seconds if seconds > 0 else None

    def increases(self, metric: str) -> dict[Labels, float]:
        """By how much each series of a counter has grown; empty where there are no rates."""
        if self.before is None or self.seconds is None:
            return {}
        before = {} if self.restarted else self.before.values(metric)
        return {labels: increase(before.get(labels), value) for labels, value in self.now.values(metric).items()}

    def rate(self, metric: str) -> float | None:
        """Growth of all series of a counter, a second; None where there are no rates."""
        return sum(self.increases(metric).values()) / self.seconds if self.seconds else None


@dataclass(slots=True)
class _Process:
    scrapes: deque[Scrape] = field(default_factory=deque)
    latest: Scrape | None = None


class History:
    """Remembers the scrapes of WINDOW_SECONDS of each process that is still there."""

    def __init__(self) -> None:
        self._processes: dict[str, _Process] = {}

    def add(self, scrapes: Iterable[Scrape]) -> None:
        """Take one round of scrapes; a process that is not in it is forgotten."""
        round_ = list(scrapes)
        for scrape in round_:
            self._add(scrape)
        self._processes = {scrape.instance: self._processes[scrape.instance] for scrape in round_}

    def _add(self, scrape: Scrape) -> None:
        process = self._processes.setdefault(scrape.instance, _Process())
        process.latest = scrape
        if not scrape.answers or (process.scrapes and process.scrapes[-1].at >= scrape.at):
            return  # Prometheus has not asked the process again in the meantime
        process.scrapes.append(scrape)
        while len(process.scrapes) > 2 and process.scrapes[1].at <= scrape.at - WINDOW_SECONDS:  # noqa: PLR2004 - a pair is left
            process.scrapes.popleft()

    def stretches(self) -> list[Stretch]:
        """The last seconds of each process; one that does not answer has no past."""
        found = []
        for process in self._processes.values():
            if process.latest is None:
                continue
            known = process.scrapes
            if process.latest.answers and len(known) > 1:
                found.append(Stretch(known[0], known[-1]))
            else:
                found.append(Stretch(None, process.latest))
        return found
