"""What a service is: a name, what it reads, and one function. It does not know its neighbours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from copydesk.build import installed_version
from copydesk.result import Answer, Handler
from schemas.document import Document

if TYPE_CHECKING:
    from copydesk.runtime.in_flight import Arrival
    from copydesk.runtime.loop import Loop
    from copydesk.runtime.process_health import ProcessHealth
    from copydesk.runtime.settings import Settings

Arrivals: TypeAlias = "Callable[[Settings], AsyncIterator[Arrival]]"
"""What comes in at an edge, for ever or until the input ends."""

Serve: TypeAlias = "Callable[[Loop[Any], Settings, ProcessHealth, asyncio.Event], Awaitable[None]]"
"""An edge that others push to: it opens its health when it listens, and hands what comes to the loop. Once the event is
set it takes nothing new, and returns when what it has taken is answered.
"""

Source = TypeVar("Source", bound=Document)
Handled_contra = TypeVar("Handled_contra", bound=Document, contravariant=True)


class StateSize(NamedTuple):
    """How many documents a state remembers, and about how many bytes of memory it takes for them."""

    records: int
    memory: int


class LogState(Protocol[Handled_contra]):
    """State that hangs on nothing but the documents handled so far, in the order of their log."""

    def handle(self, document: Handled_contra) -> Answer:
        """What a handler does. A document that was handled before gets its first answer again and changes nothing.

        Raises:
            DocumentError: the document is at fault, and has changed nothing.
            Exception: whatever it is, the state may be half changed, so it is loaded again before it is used again.
        """

    def look_ahead(self, documents: Sequence[Handled_contra]) -> None:
        """Take note of documents that are handled next, in this order: what is cheaper for all at once can be done now.

        It changes no answer, and raises nothing, whatever is wrong with them.
        """

    def save(self, folder: Path) -> None:
        """Write everything to files of an empty folder. Runs in a thread, while nothing is handled."""

    def load(self, folder: Path) -> None:
        """Read what `save` wrote.

        Raises:
            ValueError: it is of another version, or does not fit to the files that were kept beside it.
            OSError: it cannot be read.
        """

    def size(self) -> StateSize:
        """How large it is. Asked every few seconds, so it must cost next to nothing."""

    def close(self) -> None:
        """Close files."""


SERVICE_VERSION = installed_version()


@dataclass(frozen=True, slots=True)
class Service(Generic[Source]):
    """A step on the way of an article.

    Give `handle`, a pure function, or `load`, which makes one: a service with a model or with state loads it when it
    starts, not when it is imported. The function takes the document read and returns the document, or documents, to
    publish, each of which goes to the topic of its type; in a `Result`, what it counted, too. It raises on a document
    that cannot be processed.

    A service whose answers hang on earlier documents gives `state`, too: it makes the state of one partition, with a
    folder for files of its own. The running system then uses this state in place of `load` (copydesk/runtime/state.py).

    An edge, where articles come from outside, gives `arrivals` if it fetches them, or `serve` if they are pushed to it;
    any other service reads the topic of its source. A service may have several edges, each a process: they share its
    name, which the contract knows (topics, dead letters, event ids), and each has an `edge` name of its own.

    `probe` is a small document that is known to be good, and takes the whole way through the handler: where an unknown
    error is raised, it tells a defect of the process from a fault of the document (copydesk/runtime/defects.py).

    An edge that `searches` tells where an article is: it reads all topics (copydesk/runtime/rights.py).

    `linger_ms` is how long its messages wait for others to share a request with; for an edge where somebody waits for
    the confirmation it is less than usual.

    Raises:
        ValueError: neither or both of `handle` and `load` are given, or both of `arrivals` and `serve`.
    """

    name: str
    source: type[Source]
    handle: Handler[Source] | None = None
    load: Callable[[], Handler[Source]] | None = None
    model: str | None = None
    arrivals: Arrivals | None = None
    serve: Serve | None = None
    edge: str | None = None
    searches: bool = False
    linger_ms: int | None = None
    state: Callable[[Path, Settings], LogState[Source]] | None = None
    probe: Source | None = None

    def __post_init__(self) -> None:
        if (self.handle is None) == (self.load is None):
            raise ValueError(f"service {self.name}: give either handle or load")
        if self.arrivals is not None and self.serve is not None:
            raise ValueError(f"service {self.name}: give either arrivals or serve")

    @property
    def is_edge(self) -> bool:
        """Whether its articles come from outside, not out of a topic."""
        return self.arrivals is not None or self.serve is not None

    @property
    def process_name(self) -> str:
        """What its process is called: by `copydesk run`, in metrics and in logs."""
        return self.edge or self.name

    def ready_handler(self) -> Handler[Source]:
        """The function that does the work, loaded where it must be."""
        if self.handle is not None:
            return self.handle
        if self.load is not None:
            return self.load()
        raise ValueError(f"service {self.name} has no handler")
