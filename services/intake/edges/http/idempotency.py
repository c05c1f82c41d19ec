"""`Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a repeated push gets its first answer again.

This process remembers a bounded number of answers for a while. A repeat that it does not remember, after a restart or
at another process, is published again: with the same article ids and event ids, so it is harmless, too.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from services.intake.edges.http.problems import ProblemError

MAX_KEY_CHARACTERS = 255

REMEMBERED = 10_000
REMEMBERED_BYTES = 8 * 1024 * 1024
REMEMBERED_SECONDS = 24 * 3600.0
"""A client that has not tried again within a day has given up."""


@dataclass(slots=True)
class _Remembered:
    fingerprint: bytes
    since: float
    answer: Response | None = None


class Idempotency:
    """The answers of late pushes, by key name and idempotency key."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._entries: OrderedDict[tuple[str, str], _Remembered] = OrderedDict()
        self._size = 0

    def begin(self, owner: str, key: str, body: bytes) -> Response | None:
        """The answer to give again; None where this push is the first of its key, which must then be ended.

        Raises:
            ProblemError: 400 (no usable key), 409 (the first is under way), 422 (it came with another body).
        """
        if len(key) > MAX_KEY_CHARACTERS or not key.isprintable():
            raise ProblemError(
                "idempotency-key",
                HTTPStatus.BAD_REQUEST,
                f"Idempotency-Key is longer than {MAX_KEY_CHARACTERS} characters",
            )
        self._forget_old()
        fingerprint = hashlib.sha256(body).digest()
        known = self._entries.get((owner, key))
        if known is None:
            self._entries[owner, key] = _Remembered(fingerprint, self._clock())
            return None
        if known.fingerprint != fingerprint:
            raise ProblemError(
                "idempotency-key-reused",
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "this Idempotency-Key came with another body before; give each push a key of its own",
            )
        if known.answer is None:
            raise ProblemError(
                "under-way", HTTPStatus.CONFLICT, "the same push is under way; ask again in a moment", retry_after=1
            )
        return known.answer

    def end(self, owner: str, key: str, answer: Response | None) -> None:
        """Remember the answer; None where the push may be tried again."""
        known = self._entries.get((owner, key))
        if known is None:
            return
        if answer is None:
            self._drop((owner, key))
            return
        known.answer = answer
        self._size += len(answer.body)
        while self._entries and (len(self._entries) > REMEMBERED or self._size > REMEMBERED_BYTES):
            self._drop(next(iter(self._entries)))

    def _forget_old(self) -> None:
        limit = self._clock() - REMEMBERED_SECONDS
        while self._entries:
            oldest, entry = next(iter(self._entries.items()))
            if entry.since >= limit:
                return
            self._drop(oldest)

    def _drop(self, name: tuple[str, str]) -> None:
        entry = self._entries.pop(name)
        self._size -= len(entry.answer.body) if entry.answer is not None else 0
