"""What becomes of a message that cannot be processed, and how many of them are too many."""

from __future__ import annotations

import traceback
from collections import deque
from pathlib import PurePath

from copydesk.explanation import explain
from copydesk.runtime.budget import OverBudgetError
from copydesk.runtime.envelope import ATTEMPT, Origin, Outgoing, carried
from copydesk.runtime.service import SERVICE_VERSION
from copydesk.runtime.suspects import KillingError
from schemas.dead_letter import DeadLetter
from schemas.document import utc_now
from schemas.topics import DEAD_LETTER_BYTES, dead_letter_topic

HEADER_ROOM = 16 * 1024
"""Bytes kept free in a dead letter for its headers, which are bounded far below that."""

MAX_VALUE_BYTES = DEAD_LETTER_BYTES - HEADER_ROOM


def raised_at(error: BaseException) -> str:
    """Where the error was raised: file, line and function of the innermost frame."""
    if isinstance(error, OverBudgetError | KillingError):
        return error.place
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "unknown"
    frame = frames[-1]
    file = PurePath(frame.filename)
    return f"{file.parent.name}/{file.name}:{frame.lineno} {frame.name}"


def dead_letter(origin: Origin, error: BaseException, service: str) -> Outgoing:
    """The message for the service's dead-letter topic: original key and bytes, the story of the failure in headers.

    A value over MAX_VALUE_BYTES (only an intake can meet one) is cut, and the headers say so.
    """
    value = origin.original_value()
    attempt = origin.headers.get(ATTEMPT, b"1")
    letter = DeadLetter(
        original_topic=origin.topic,
        original_partition=origin.partition,
        original_offset=origin.offset,
        original_timestamp=origin.timestamp_ms,
        original_size=len(value),
        truncated=len(value) > MAX_VALUE_BYTES,
        service=service,
        service_version=SERVICE_VERSION,
        error_type=type(error).__name__,
        error_message=explain(error),
        error_place=raised_at(error),
        attempts=max(1, int(attempt)) if attempt.isdigit() and len(attempt) <= len("999") else 1,
        failed_at=utc_now().isoformat(),
    )
    headers = {**carried(origin.headers), **letter.to_headers()}
    return Outgoing(dead_letter_topic(service).name, origin.key, value[:MAX_VALUE_BYTES], headers)


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
