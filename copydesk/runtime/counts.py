"""From what a core counted and measured to metrics, with labels of few values whatever the articles say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from prometheus_client import Counter, Histogram

from copydesk.result import Counts, Measures, Result
from copydesk.runtime.metrics import COUNTED, MEASURED
from copydesk.runtime.sources import OTHER, Sources


class Count(Protocol):
    """Something that a metric shows once the broker has confirmed the article."""

    def show(self, service: str, arrived: datetime | None) -> None:
        """Show it for a service; `arrived` is when the article arrived at the intake."""


class Increment(NamedTuple):
    """By how much a counter goes up, under which values of its labels behind the service."""

    counter: Counter
    values: tuple[str, ...]
    amount: int

    def show(self, service: str, _arrived: datetime | None) -> None:
        """Count it."""
        self.counter.labels(service, *self.values).inc(self.amount)


class Observations(NamedTuple):
    """Numbers of a histogram."""

    histogram: Histogram
    numbers: Sequence[float]

    def show(self, service: str, _arrived: datetime | None) -> None:
        """Observe each of them."""
        series = self.histogram.labels(service)
        for number in self.numbers:
            series.observe(number)


class SourceCount(NamedTuple):
    """Articles of a source. Its place in the list of names is taken when it is shown: a dead letter takes none."""

    sources: Sources
    source: str
    amount: int

    def show(self, _service: str, arrived: datetime | None) -> None:
        """Count them, and take note of their arrival."""
        self.sources.count(self.source, self.amount, arrived)


class Counting:
    """What the metrics are to show of a result."""

    def __init__(self, most_sources: int) -> None:
        """Start without a name of a source; `most_sources` get series of their own."""
        self._sources = Sources(most_sources)

    def of(self, result: Result) -> list[Count]:
        """What the metrics go up by; what they do not know counts as OTHER.

        Raises:
            KeyError: something is counted or measured that no metric shows.
            ValueError: an amount is negative, or comes without the values that its metric tells apart, or with others.
            TypeError: an amount is no number.
        """
        return [*self._counted(result.counts), *_measured(result.measures)]

    def _counted(self, counts: Counts) -> Iterator[Count]:
        for name, amounts in counts.items():
            counter, known = COUNTED[name]
            if isinstance(amounts, int) == (known is None or len(known) > 0):
                raise ValueError(f"{name}: {amounts} is no count of it")
            if isinstance(amounts, int):
                yield Increment(counter, (), _amount(name, amounts))
                continue
            for value, amount in amounts.items():
                if known is None:
                    yield SourceCount(self._sources, value, _amount(name, amount))
                else:
                    yield Increment(counter, (value if value in known else OTHER,), _amount(name, amount))


def _measured(measures: Measures) -> Iterator[Count]:
    for name, numbers in measures.items():
        yield Observations(MEASURED[name], [float(number) for number in numbers])


def _amount(name: str, amount: int) -> int:
    if amount < 0:
        raise ValueError(f"{name}: {amount} is no count")
    return amount
