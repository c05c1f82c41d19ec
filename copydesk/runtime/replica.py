"""The state of one partition: folded from the messages of its log, in their order, each of them once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import structlog

from copydesk.document_error import DocumentError
from copydesk.explanation import explain
from copydesk.result import Answer
from copydesk.runtime.defects import StateError, is_defect
from copydesk.runtime.service import LogState, Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.snapshots import Position, Snapshots
from copydesk.runtime.source_log import Record
from schemas.document import Document
from schemas.topics import topic_of

log = structlog.get_logger(__name__)

Source = TypeVar("Source", bound=Document)


class Replica(Generic[Source]):
    """The state of one partition, and where in the log it stands."""

    def __init__(self, service: Service[Source], settings: Settings, partition: int) -> None:
        """Start from the latest snapshot, or from nothing."""
        if service.state is None:
            raise ValueError(f"service {service.name} has no state")
        topic = topic_of(service.source).name
        self._make: Callable[[Path], LogState[Source]] = lambda folder: service.state(folder, settings)  # type: ignore[misc]
        self._service = service
        self._source = service.source
        self._snapshots = Snapshots(settings.data_dir / service.name / f"{settings.topic(topic)}-{partition}")
        self.partition = partition
        self.lock = asyncio.Lock()
        self.position = Position(0)
        self.saved = Position(0)
        self.is_spoilt = False
        self._last: tuple[int, int, bytes | None] | None = None
        self.state = self._opened()

    def _opened(self) -> LogState[Source]:
        found = self._snapshots.latest()
        if found is not None:
            state = self._make(self._records)
            try:
                state.load(found[0])
            except (OSError, ValueError, KeyError) as error:
                log.warning("snapshot is not used; the state is rebuilt from the log", error=explain(error))
                state.close()
            else:
                self.position = self.saved = found[1]
                return state
        self._snapshots.clear()
        return self._make(self._records)

    @property
    def _records(self) -> Path:
        folder = self._snapshots.folder / "records"
        folder.mkdir(exist_ok=True)
        return folder

    def reset(self) -> None:
        """Start from nothing: the state belongs to another log."""
        self.state.close()
        self._snapshots.clear()
        self.position = self.saved = Position(0)
        self._last = None
        self.state = self._make(self._records)

    def passed(self, offset: int, timestamp_ms: int, value: bytes | None) -> None:
        """Take note of a message that the state has seen."""
        if offset >= self.next_offset:
            self._last = (offset, timestamp_ms, value)

    @property
    def next_offset(self) -> int:
        """The offset of the first message that the state has not seen."""
        return self.position.offset if self._last is None else self._last[0] + 1

    def skip_to(self, offset: int) -> None:
        """Go on behind a hole of the log, where no message is."""
        if offset > self.next_offset:
            self._last = None
            self.position = Position(offset)

    def handle(self, document: Source) -> Answer:
        """The state's answer to a document.

        Raises:
            StateError: the state is at fault. It may be half changed, so it must be reloaded before it is used again.
            Exception: the document cannot be processed, whatever the state.
        """
        try:
            return self.state.handle(document)
        except DocumentError:
            raise
        except Exception as error:
            if self._fails_by_itself(document):
                raise
            self.is_spoilt = True
            raise StateError(f"{type(error).__name__}: {explain(error)}") from error

    def _fails_by_itself(self, document: Source) -> bool:
        """Whether a document cannot be handled even where nothing was handled before it, and a good one can."""
        handler = self._service.ready_handler()
        probe = self._service.probe
        try:
            handler(document)
        except Exception as error:  # which one it is does not matter
            return not is_defect(error, 1, None if probe is None else lambda: handler(probe))
        return False

    def reload(self) -> None:
        """Take the state from the disk again; the log tells what came behind it.

        Raises:
            OSError: it cannot be read.
        """
        self.state.close()
        self._last = None
        self.position = self.saved = Position(0)
        self.state = self._opened()
        self.is_spoilt = False

    def fold(self, records: Sequence[Record]) -> None:
        """Let the state see messages of the log as it saw them, or would have seen them, on their way to be published.

        A message that is no document, or that the service refuses, became a dead letter then and leaves nothing now.

        Raises:
            StateError: the state is at fault, and stands before the document on which it failed.
        """
        unseen = [record for record in records if record.offset >= self.next_offset]
        documents = [self._read(record) for record in unseen]
        self.state.look_ahead([document for document in documents if document is not None])
        for record, document in zip(unseen, documents, strict=True):
            if record.offset > self.next_offset:
                log.info("the log has a hole", partition=self.partition, offset=self.next_offset)
            if document is not None:
                try:
                    self.handle(document)
                except StateError:
                    raise
                except Exception as error:
                    log.debug("a dead letter in the log", offset=record.offset, error=explain(error))
            self.passed(record.offset, record.timestamp, record.value)

    def _read(self, record: Record) -> Source | None:
        try:
            return self._source.model_validate_json(record.value or b"")
        except Exception as error:
            log.debug("a dead letter in the log", offset=record.offset, error=explain(error))
            return None

    def fill_snapshot(self) -> Path | None:
        """Write the state to a folder, while nothing is handled; None where nothing has changed, or nothing sound.

        Raises:
            OSError: it cannot be written.
        """
        if self.is_spoilt:
            return None
        if self._last is not None:
            self.position = Position.behind(*self._last)
            self._last = None
        return None if self.position == self.saved else self._snapshots.fill(self.state.save)

    def publish_snapshot(self, folder: Path, position: Position) -> None:
        """Make what was filled at a position the snapshot to start from, while others are handled.

        Raises:
            OSError: it cannot be written.
        """
        self._snapshots.publish(folder, position)
        self.saved = position

    def close(self) -> None:
        """Close files and leave the folder."""
        self.state.close()
        self._snapshots.close()
