"""What a service is: a name, what it reads, and one function. It does not know its neighbours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from schemas.document import Document

if TYPE_CHECKING:
    from services.runtime.settings import Settings
    from services.runtime.window import Arrival

Arrivals: TypeAlias = "Callable[[Settings], AsyncIterator[Arrival]]"
"""What comes in at an edge, for ever or until the input ends."""

Source = TypeVar("Source", bound=Document)


def _installed_version() -> str:
    """The version of Copydesk, which all its services share."""
    try:
        return version("copydesk")
    except PackageNotFoundError:
        return "unknown"


SERVICE_VERSION = _installed_version()


@dataclass(frozen=True, slots=True)
class Service(Generic[Source]):
    """A step on the way of an article.

    Give `handle`, a pure function, or `load`, which makes one: a service with a model or with state loads it when it
    starts, not when it is imported. The function takes the document read and returns the document, or documents, to
    publish; each goes to the topic of its type. It raises on a document that cannot be processed.

    An edge, where articles come from outside, gives `arrivals`; any other service reads the topic of its source.

    Raises:
        ValueError: neither or both of `handle` and `load` are given.
    """

    name: str
    source: type[Source]
    handle: Callable[[Source], Document | Sequence[Document]] | None = None
    load: Callable[[], Callable[[Source], Document | Sequence[Document]]] | None = None
    model: str | None = None
    arrivals: Arrivals | None = None

    def __post_init__(self) -> None:
        if (self.handle is None) == (self.load is None):
            raise ValueError(f"service {self.name}: give either handle or load")

    def ready_handler(self) -> Callable[[Source], Document | Sequence[Document]]:
        """The function that does the work, loaded where it must be."""
        if self.handle is not None:
            return self.handle
        if self.load is not None:
            return self.load()
        raise ValueError(f"service {self.name} has no handler")


def find_service(name: str) -> Service[Document]:
    """The service that lives in the folder `services/<name>`.

    Raises:
        ModuleNotFoundError: there is no such folder.
    """
    service: Service[Document] = import_module(f"services.{name}.service").SERVICE
    return service
