"""Dedup: says of each article whether its story was already seen."""

from __future__ import annotations

from collections.abc import Callable

from schemas.article import CleanArticle
from services.dedup.core import Deduplicator, Verdict
from services.runtime.service import Service


def load() -> Callable[[CleanArticle], Verdict]:
    """The judgement of a process, with an empty memory."""
    return Deduplicator().judge


SERVICE = Service("dedup", source=CleanArticle, load=load)
