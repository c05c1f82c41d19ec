"""What becomes of a message that cannot be processed, and how many of them are too many."""

from __future__ import annotations

import traceback
from collections import deque
from dataclasses import dataclass
from pathlib import PurePath

from pydantic import ValidationError

from schemas.dead_letter import MAX_MESSAGE_CHARACTERS, DeadLetter
from schemas.document import utc_now
from schemas.topics import DEAD_LETTER_BYTES, dead_letter_topic
from services.runtime.envelope import ATTEMPT, Headers, Outgoing, carried
from services.runtime.service import SERVICE_VERSION

HEADER_ROOM = 16 * 1024
"""Bytes kept free in a dead letter for its headers, which are bounded far below that."""

MAX_VALUE_BYTES = DEAD_LETTER_BYTES - HEADER_ROOM


@dataclass(frozen=True, slots=True)
class Failed:
    """A message that was read and could not be processed."""

    topic: str
    partition: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    headers: Headers


def explain(error: BaseException) -> str:
    """The reason in at most 100 characters, naming the field where one is at fault.

    Never the input itself: an error may carry a whole article, and headers and logs are no place for it.
    """
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        more = f" (+{error.error_count() - 1} more)" if error.error_count() > 1 else ""
        reason = f"{field}: {first['msg']}{more}" if field else f"{first['msg']}{more}"
    else:
        reason = str(error) or type(error).__name__
    printable = "".join(character if character.isprintable() else " " for character in reason)
    return printable[:MAX_MESSAGE_CHARACTERS]


def place(error: BaseException) -> str:
    """Where the error was raised: file, line and function of the innermost frame."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "unknown"
    frame = frames[-1]
    file = PurePath(frame.filename)
    return f"{file.parent.name}/{file.name}:{frame.lineno} {frame.name}"


def dead_letter(failed: Failed, error: BaseException, service: str) -> Outgoing:
    """The message for the service's dead-letter topic: original key and bytes, the story of the failure in headers.

    A value over MAX_VALUE_BYTES (only an intake can meet one) is cut, and the headers say so.
    """
    value = failed.value or b""
    attempt = failed.headers.get(ATTEMPT, b"1")
    letter = DeadLetter(
        original_topic=failed.topic,
        original_partition=failed.partition,
        original_offset=failed.offset,
        original_timestamp=failed.timestamp_ms,
        original_size=len(value),
        truncated=len(value) > MAX_VALUE_BYTES,
        service=service,
        service_version=SERVICE_VERSION,
        error_type=type(error).__name__,
        error_message=explain(error),
        error_place=place(error),
        attempts=int(attempt) if attempt.isdigit() and 0 < len(attempt) <= len("999") else 1,
        failed_at=utc_now().isoformat(),
    )
    headers = {**carried(failed.headers), **letter.to_headers()}
    return Outgoing(dead_letter_topic(service).name, failed.key, value[:MAX_VALUE_BYTES], headers)


class DeadLetterLimit:
    """Tells a few bad articles from a bad deployment.

    A service that fails on everything must stop with its input intact, not empty a topic into the dead letters
    (getsentry/arroyo `DlqLimit`: invalid ratio and consecutive count).
    """

    WINDOW = 200
    """Messages over which the share is taken; before so many have been seen only the run counts."""

    def __init__(self, run: int, share: float) -> None:
        self._run_limit = run
        self._share_limit = share
        self._run = 0
        self._recent: deque[bool] = deque(maxlen=self.WINDOW)

    def record(self, *, dead: bool) -> None:
        """Note how a message ended."""
        self._recent.append(dead)
        self._run = self._run + 1 if dead else 0

    def exceeded(self) -> str | None:
        """Why another dead letter is one too many; None where it is not."""
        if self._run_limit and self._run >= self._run_limit:
            return f"{self._run} dead letters in a row"
        share = sum(self._recent) / self.WINDOW
        if len(self._recent) == self.WINDOW and self._share_limit < 1 and share >= self._share_limit:
            return f"{share:.0%} dead letters among the last {self.WINDOW} messages"
        return None
