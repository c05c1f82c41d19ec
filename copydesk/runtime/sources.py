"""Metrics by source, under a bounded list of names whatever the articles call their sources."""

from __future__ import annotations

from datetime import datetime

from copydesk.runtime import metrics
from copydesk.text.printable import replaced
from schemas.document import utc_now

OTHER = "other"
"""Stands for every value that a metric does not know: each would be a series of its own for as long as a process runs,
and some come from a sender, such as the language."""

MOST_CHARACTERS = 80
"""A longer name would only make legends unreadable; the schema allows 512."""


class Sources:
    """The first names that come have series of their own; all others are OTHER."""

    def __init__(self, most: int) -> None:
        """Start without names; `most` of them may come."""
        self._most = most
        self._newest: dict[str, float] = {}

    def label(self, source: str) -> str:
        """The name that a source is counted under; the first time it takes one of the places."""
        name = replaced(source[:MOST_CHARACTERS])
        if name in self._newest:
            return name
        if not name.strip() or name == OTHER or len(self._newest.keys() - {OTHER}) >= self._most:
            name = OTHER
        self._newest.setdefault(name, 0.0)
        return name

    def count(self, source: str, articles: int, arrived: datetime | None) -> None:
        """Count articles of a source, the newest of which arrived at this time, where that is known."""
        name = self.label(source)
        metrics.SOURCE_ARTICLES.labels(name).inc(articles)
        if arrived is None:
            return
        # A clock that is ahead would make a source look fresh for as long as it is.
        newest = max(self._newest[name], min(arrived, utc_now()).timestamp())
        self._newest[name] = newest
        metrics.SOURCE_LAST_ARTICLE.labels(name).set(newest)
