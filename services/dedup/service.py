"""Dedup: decides for each article whether its story was already seen."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from copydesk.result import Handler, Result
from copydesk.runtime.service import Service, StateSize
from copydesk.runtime.settings import Settings
from schemas.article import CleanArticle
from schemas.topics import topic_of
from services.dedup.core import Deduplicator, counted
from services.dedup.probe import PROBE

DAY_SECONDS = 24 * 3600.0


def load() -> Handler[CleanArticle]:
    """The handler of a dry run, with an empty memory."""
    deduplicator = Deduplicator()
    return lambda article: counted(deduplicator.judge(article))


class DedupState:
    """The memory of one partition of the log."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Start without memory."""
        self._deduplicator = Deduplicator(settings.dedup_window_days * DAY_SECONDS, folder)
        kept = topic_of(CleanArticle).retention_days
        if settings.dedup_window_days > kept:
            logging.getLogger(__name__).warning(
                "the window of %s days is longer than the log of %s: after a loss of the disk the rest is not known",
                settings.dedup_window_days,
                kept,
            )

    def handle(self, article: CleanArticle) -> Result:
        """Give an article its story."""
        return counted(self._deduplicator.judge(article))

    def look_ahead(self, articles: Sequence[CleanArticle]) -> None:
        """Look up articles that come next, all at once."""
        self._deduplicator.look_ahead(articles)

    def save(self, folder: Path) -> None:
        """Write everything to `folder`."""
        self._deduplicator.memory.save(folder)

    def load(self, folder: Path) -> None:
        """Read what `save` wrote."""
        self._deduplicator.memory.load(folder)

    def size(self) -> StateSize:
        """How many articles it remembers, and in how much memory."""
        return StateSize(len(self._deduplicator.memory), self._deduplicator.memory.nbytes)

    def close(self) -> None:
        """Close files."""
        self._deduplicator.memory.close()


SERVICE = Service("dedup", source=CleanArticle, load=load, state=DedupState, probe=PROBE)
