"""How much a key may push: articles a minute and a day, counted by this process.

A body that was begun is taken as a whole. What it is over the limit is a debt, which the next ones wait for.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from services.intake.edges.http.keys import Key
from services.intake.edges.http.problems import ProblemError

MINUTE = 60.0
DAY = 86_400.0


@dataclass(slots=True)
class _Account:
    left: float
    """Articles of the rate that may come now; below nothing is a debt."""
    at: float
    day: int = 0
    today: int = 0


class Quotas:
    """The accounts of all keys that have a limit."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._wall = wall
        self._accounts: dict[str, _Account] = {}

    def check(self, key: Key) -> None:
        """Pass where another article may come.

        Raises:
            ProblemError: 429, with the time after which one may.
        """
        if key.per_minute is None and key.per_day is None:
            return
        account = self._account(key)
        if key.per_day is not None and account.today >= key.per_day:
            raise ProblemError(
                "daily-volume",
                HTTPStatus.TOO_MANY_REQUESTS,
                f"this key may push {key.per_day} articles a day; go on after midnight UTC",
                retry_after=DAY - self._wall() % DAY,
                close=True,
            )
        if key.per_minute is not None and account.left < 1:
            raise ProblemError(
                "rate",
                HTTPStatus.TOO_MANY_REQUESTS,
                f"this key may push {key.per_minute} articles a minute; go on when Retry-After is over",
                retry_after=(1 - account.left) * MINUTE / key.per_minute,
                close=True,
            )

    def charge(self, key: Key) -> None:
        """Count an article."""
        if key.per_minute is None and key.per_day is None:
            return
        account = self._account(key)
        account.left -= 1
        account.today += 1

    def _account(self, key: Key) -> _Account:
        """The account as it is now. A whole minute's articles may come at once."""
        now, day = self._clock(), int(self._wall() // DAY)
        most = float(key.per_minute or 0)
        account = self._accounts.setdefault(key.name, _Account(most, now, day))
        account.left = min(most, account.left + (now - account.at) * most / MINUTE)
        account.at = now
        if account.day != day:
            account.day, account.today = day, 0
        return account
