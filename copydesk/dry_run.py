"""Articles through the services without a broker: one process, one article after the other, the same handlers."""

from __future__ import annotations

from copydesk.registry import find_service
from copydesk.result import Handler
from copydesk.runtime.service import Service
from copydesk.runtime.step import process
from schemas.article import DuplicateArticle, RawArticle, UniqueArticle
from schemas.document import Document
from schemas.topics import SERVICE_NAMES
from services.cleaner.core import as_is

Step = tuple[Service[Document], Handler[Document]]


class DryRun:
    """The chain of services up to and with one of them; topology and handlers are those of the running system.

    One difference: a duplicate goes on to the language services, since whoever asks about an article wants its answer.
    Its story still says that it is a duplicate.
    """

    def __init__(self, last: str, *, body_is_finished: bool = False) -> None:
        """Load the handlers. `body_is_finished` takes each body as the reading text, character for character."""
        self._body_is_finished = body_is_finished
        self._steps = _chain(last)

    def run(self, article: RawArticle) -> Document:
        """The article as the last service publishes it.

        Raises:
            Exception: whatever a service raises; the next article is not affected.
        """
        document: Document = article
        for service, handler in self._steps:
            finished = self._body_is_finished and service.source is RawArticle
            made = process(service, _take_body_as_it_is if finished else handler, document)
            document = _undoubled(made.documents[0])
        return made.documents[0]


def _chain(last: str) -> list[Step]:
    services = [find_service(name) for name in SERVICE_NAMES]
    readers = [service for service in services if service.arrivals is None]
    names = [service.name for service in readers]
    return [(service, service.ready_handler()) for service in readers[: names.index(last) + 1]]


def _take_body_as_it_is(document: Document) -> Document:
    if not isinstance(document, RawArticle):
        raise TypeError(f"{type(document).__name__} has no body")
    return as_is(document)


def _undoubled(document: Document) -> Document:
    if not isinstance(document, DuplicateArticle):
        return document
    return document.extended(UniqueArticle)
