"""The metrics of feeds, under a bounded list of source names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.runtime import metrics
from services.intake.edges.feeds.sources import HOUR_SECONDS, FeedSource
from services.intake.edges.feeds.state import FeedState

OTHER = "other"

FAILING_POLLS = 3
"""One failed poll is the network; so many are the feed."""


class FeedMeasures:
    """Counts under the names of the first sources of the file; all others are one."""

    def __init__(self, most_names: int) -> None:
        self._most_names = most_names
        self._names: frozenset[str] = frozenset()
        self._shown: set[str] = set()

    def know(self, sources: Sequence[FeedSource]) -> None:
        """Take the names of the sources file as it is now."""
        self._names = frozenset(list(dict.fromkeys(source.source for source in sources))[: self._most_names])
        # A series must be there before its first event, or rate() does not see that event.
        for name in self._names:
            metrics.FEED_ITEMS.labels(name)

    def label(self, source: FeedSource) -> str:
        """The name that the source is counted under."""
        return source.source if source.source in self._names else OTHER

    def polled(self, outcome: str) -> None:
        """A poll at a feed ended: `new`, `unchanged` or `failed`."""
        metrics.FEED_POLLS.labels(outcome).inc()

    def published(self, source: FeedSource) -> None:
        """The broker has confirmed an item."""
        metrics.FEED_ITEMS.labels(self.label(source)).inc()

    def failed(self, source: FeedSource, kind: str) -> None:
        """A poll or an item failed."""
        metrics.FEED_ERRORS.labels(self.label(source), kind).inc()

    def page(self, outcome: str) -> None:
        """A page was fetched, or not."""
        metrics.FEED_PAGES.labels(outcome).inc()

    def show(self, held: Iterable[tuple[FeedSource, FeedState]], subscriptions: int) -> None:
        """Bring the gauges up to date with the feeds that this process holds."""
        grouped: dict[str, list[tuple[FeedSource, FeedState]]] = {}
        count = 0
        for source, state in held:
            grouped.setdefault(self.label(source), []).append((source, state))
            count += 1
        metrics.FEED_HELD.set(count)
        metrics.FEED_SUBSCRIPTIONS.set(subscriptions)
        for label, feeds in grouped.items():
            _show(label, feeds)
        # What another process holds now, it shows.
        for label in self._shown - grouped.keys():
            for gauge in (metrics.FEED_SUCCESS, metrics.FEED_NEWEST, metrics.FEED_SILENT_AFTER, metrics.FEED_FAILING):
                gauge.remove(label)
        self._shown = set(grouped)


def _show(label: str, feeds: Sequence[tuple[FeedSource, FeedState]]) -> None:
    metrics.FEED_SUCCESS.labels(label).set(min(state.succeeded or 0.0 for _, state in feeds))
    metrics.FEED_FAILING.labels(label).set(sum(state.failures >= FAILING_POLLS or state.gone for _, state in feeds))
    watched = [(source, state) for source, state in feeds if source.silent_after]
    by_name: dict[str, float] = {}
    for source, state in watched:
        by_name[source.source] = max(by_name.get(source.source, 0.0), state.newest or 0.0)
    # Under one label the most silent name counts, so that none can hide behind the others.
    metrics.FEED_NEWEST.labels(label).set(min(filter(None, by_name.values()), default=0.0))
    longest = max((source.silent_after for source, _ in watched), default=0.0)
    metrics.FEED_SILENT_AFTER.labels(label).set(longest * HOUR_SECONDS)
