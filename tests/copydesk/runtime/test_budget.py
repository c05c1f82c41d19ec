"""An article that costs too much is ended wherever it is, and what comes behind it is not."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import uvloop

from copydesk.runtime import budget as budget_module
from copydesk.runtime.budget import Budget, OverBudgetError

MB = 1 << 20


@pytest.fixture
def budget() -> Budget:
    return Budget(0.1, 64 * MB)


def spin() -> None:
    while True:
        pass


def match_for_ever() -> None:
    """One call of the regex engine, which holds the interpreter's lock."""
    re.match(r"(?:a|a|aa)+$", "a" * 60 + "b")


def swallow() -> None:
    while True:
        with contextlib.suppress(Exception):
            spin()


class Finalised:
    def __del__(self) -> None:
        deadline = time.thread_time() + 0.3
        while time.thread_time() < deadline:
            pass


def spin_in_a_finaliser_first() -> None:
    Finalised()
    spin()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("work", [spin, match_for_ever, swallow, spin_in_a_finaliser_first])
def test_what_takes_too_long_is_ended_and_says_where_it_was(budget: Budget, work: Callable[[], None]) -> None:
    started = time.thread_time()
    with pytest.raises(OverBudgetError, match=r"over 0\.1 s of CPU") as caught:
        budget.spent_on(work)
    assert time.thread_time() - started < 2
    assert re.fullmatch(r"\S+/\S+\.py:\d+ \w+", caught.value.place)


def test_what_takes_too_much_memory_is_ended() -> None:
    def grow() -> None:
        kept: list[bytes] = []
        while True:
            kept.append(bytes(range(256)) * 1_000)

    budget = Budget(60, 64 * MB)
    with pytest.raises(OverBudgetError, match="over 64 MB of memory"):
        budget.spent_on(grow)


def test_what_comes_behind_is_not_ended(budget: Budget) -> None:
    with pytest.raises(OverBudgetError):
        budget.spent_on(spin)
    assert budget.spent_on(lambda: 7) == 7
    deadline = time.thread_time() + 0.3
    while time.thread_time() < deadline:
        pass


def test_each_article_has_a_budget_of_its_own(budget: Budget) -> None:
    def most_of_it() -> int:
        deadline = time.thread_time() + 0.06
        while time.thread_time() < deadline:
            pass
        return 1

    assert sum(budget.spent_on(most_of_it) for _ in range(4)) == 4


def test_waiting_costs_nothing(budget: Budget) -> None:
    assert budget.spent_on(lambda: time.sleep(0.3)) is None


def test_what_the_work_raises_is_raised(budget: Budget) -> None:
    with pytest.raises(ZeroDivisionError):
        budget.spent_on(lambda: 1 // 0)


def test_it_reaches_into_a_running_event_loop(budget: Budget) -> None:
    async def main() -> list[str]:
        ended = []
        for _ in range(3):
            try:
                budget.spent_on(match_for_ever)
            except OverBudgetError:
                ended.append("ended")
            await asyncio.sleep(0.01)
        return ended

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(main()) == ["ended"] * 3


def test_beside_the_main_thread_there_is_no_limit(budget: Budget) -> None:
    def busy() -> None:
        deadline = time.thread_time() + 0.3
        while time.thread_time() < deadline:
            pass

    done: list[None] = []
    thread = threading.Thread(target=lambda: done.append(budget.spent_on(busy)))
    thread.start()
    thread.join()
    assert done == [None]


def test_where_the_system_does_not_tell_of_memory_the_time_counts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget_module, "_STATM", Path("/nowhere"))
    budget = Budget(0.1, 1)
    assert budget.spent_on(lambda: len(bytes(8 * MB))) == 8 * MB
    with pytest.raises(OverBudgetError, match="CPU"):
        budget.spent_on(spin)
