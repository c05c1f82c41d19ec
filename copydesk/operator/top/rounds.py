"""Asks again and again, each question in a thread of its own, so that one without an answer holds up no other."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Rounds:
    """Threads that ask at an interval and then tell that there is something new."""

    def __init__(self, interval_seconds: float, questions: tuple[Callable[[], None], ...]) -> None:
        self._interval_seconds = interval_seconds
        self._questions = questions
        self._stopping = threading.Event()
        self._waking = [threading.Event() for _ in questions]

    def start(self, tell: Callable[[], None]) -> None:
        """Ask from now on. The threads end with the process: one that waits for an answer cannot be ended."""
        for question, waking in zip(self._questions, self._waking, strict=True):
            threading.Thread(target=self._ask, args=(question, waking, tell), daemon=True).start()

    def ask_now(self) -> None:
        """Ask before the interval is over."""
        for waking in self._waking:
            waking.set()

    def stop(self) -> None:
        """Ask no more."""
        self._stopping.set()
        self.ask_now()

    def _ask(self, question: Callable[[], None], waking: threading.Event, tell: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            waking.clear()
            question()
            if self._stopping.is_set():
                return
            tell()
            waking.wait(self._interval_seconds)
