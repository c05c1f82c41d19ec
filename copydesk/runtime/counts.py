"""From what a core counted to increments of metrics, with labels of few values whatever the articles say."""

from __future__ import annotations

from typing import NamedTuple

from prometheus_client import Counter

from copydesk.result import Counts
from copydesk.runtime.metrics import COUNTED

OTHER = "other"
"""Stands for every value that a metric does not know: each would be a series of its own for as long as a process runs,
and some come from a sender, such as the language."""


class Increment(NamedTuple):
    """By how much a counter goes up, under which value of its label."""

    counter: Counter
    value: str
    amount: int

    def apply(self, service: str) -> None:
        """Count it for a service."""
        self.counter.labels(service, self.value).inc(self.amount)


def increments(counts: Counts) -> list[Increment]:
    """What the metrics go up by; what they do not know counts as OTHER.

    Raises:
        KeyError: something is counted that no metric shows.
        ValueError: an amount is negative.
    """
    found: list[Increment] = []
    for name, amounts in counts.items():
        counter, known = COUNTED[name]
        for value, amount in amounts.items():
            if amount < 0:
                raise ValueError(f"{name} {value}: {amount} is no count")
            found.append(Increment(counter, value if value in known else OTHER, amount))
    return found
