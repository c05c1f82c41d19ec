"""Where a process reads on: never beyond what somebody has confirmed, whatever happens to commits, group and topic."""

from __future__ import annotations

import pytest
from faust.types import TP
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from copydesk.runtime.confirmed_offsets import ConfirmedOffsets

PARTITION = TP("articles.raw", 0)


def reading(committed: int, confirmed: int) -> ConfirmedOffsets:
    offsets = ConfirmedOffsets()
    offsets.resume({PARTITION: committed}, 1)
    offsets.confirm(PARTITION, confirmed, 1)
    return offsets


def test_goes_on_behind_what_is_confirmed_where_nobody_committed_since() -> None:
    assert reading(10, 50).resume({PARTITION: 10}, 2) == {PARTITION: 50}


def test_a_commit_whose_answer_was_lost_changes_nothing() -> None:
    assert reading(10, 50).resume({PARTITION: 40}, 2) == {PARTITION: 50}


def test_another_process_that_read_further_decides() -> None:
    assert reading(10, 50).resume({PARTITION: 51}, 2) == {}


def test_a_group_that_was_set_back_decides_also_the_second_time() -> None:
    offsets = reading(10, 50)
    assert offsets.resume({PARTITION: 5}, 2) == {}
    assert offsets.resume({PARTITION: 5}, 3) == {}


@pytest.mark.parametrize("meanwhile", [{}, {TP("articles.raw", 1): 10}], ids=["none", "another"])
def test_what_is_not_assigned_or_not_committed_is_forgotten(meanwhile: dict[TP, int]) -> None:
    offsets = reading(10, 50)
    assert offsets.resume(meanwhile, 2) == {}
    assert offsets.resume({PARTITION: 10}, 3) == {}


def test_the_first_commit_of_a_partition_begins_what_is_known_of_it() -> None:
    offsets = ConfirmedOffsets()
    offsets.resume({}, 1)
    offsets.confirm(PARTITION, 20, 1)
    offsets.commit(PARTITION, 15, 1)
    offsets.confirm(PARTITION, 30, 1)
    assert offsets.resume({PARTITION: 15}, 2) == {PARTITION: 30}


def test_what_was_read_in_an_earlier_generation_does_not_count() -> None:
    offsets = reading(10, 50)
    offsets.resume({PARTITION: 60}, 2)
    offsets.confirm(PARTITION, 90, 1)
    assert offsets.resume({PARTITION: 60}, 3) == {}


class GroupMachine(RuleBasedStateMachine):
    """Two processes read a partition in turn; commits get lost, with and without effect; the group is set back."""

    def __init__(self) -> None:
        super().__init__()
        self.offsets = [ConfirmedOffsets(), ConfirmedOffsets()]
        self.known: list[int | None] = [None, None]
        """What each was last told to be committed, below which a group is set back."""
        self.committed: int | None = None
        self.done: set[int] = set()
        """What somebody has confirmed since the topic was made or the group was set back."""
        self.first = 0
        self.generation = 0
        self.reader = 0
        self.in_flight: list[int] = []
        self.late: list[tuple[int, int, int]] = []
        """What was in flight when a partition was taken away: reader, offset, generation. It is sent all the same."""
        self.set_back_in = 0
        """The generation since which the group or the topic is as it is."""
        self.position = 0

    @initialize(committed=st.integers(0, 9))
    def begin(self, committed: int) -> None:
        self.committed, self.done = committed or None, set(range(committed))
        self.rebalance(to_other=False, is_other_away=False)

    @rule(to_other=st.booleans(), is_other_away=st.booleans())
    def rebalance(self, to_other: bool, is_other_away: bool) -> None:
        """The partition goes to one of them; the other hears of it, unless it is cut off."""
        self.late += [(self.reader, offset, self.generation) for offset in self.in_flight]
        self.reader ^= to_other
        if not is_other_away:
            self.offsets[not self.reader].resume({}, self.generation + 1)
        self.generation += 1
        self.in_flight = []
        self.known[self.reader] = self.committed
        committed = {PARTITION: self.committed} if self.committed else {}
        resumed = self.offsets[self.reader].resume(committed, self.generation)
        self.position = resumed.get(PARTITION, self.committed or 0)

    @rule(count=st.integers(1, 5))
    def read(self, count: int) -> None:
        self.in_flight += range(self.position, self.position + count)
        self.position += count

    @precondition(lambda self: self.in_flight)
    @rule(left=st.integers(0, 2))
    def confirm(self, left: int) -> None:
        for _ in range(len(self.in_flight) - left):
            offset = self.in_flight.pop(0)
            self.done.add(offset)
            self.offsets[self.reader].confirm(PARTITION, offset + 1, self.generation)

    @precondition(lambda self: self.late)
    @rule()
    def confirm_late(self) -> None:
        reader, offset, generation = self.late.pop(0)
        if generation >= self.set_back_in:
            self.done.add(offset)
        self.offsets[reader].confirm(PARTITION, offset + 1, generation)

    @precondition(lambda self: self.position > self.first)
    @rule(arrives=st.booleans(), is_answered=st.booleans())
    def commit(self, arrives: bool, is_answered: bool) -> None:
        offset = self.in_flight[0] if self.in_flight else self.position
        if arrives and offset:
            self.committed = offset
            if is_answered:
                self.known[self.reader] = offset
                self.offsets[self.reader].commit(PARTITION, offset, self.generation)

    @rule(earlier=st.integers(1, 9), to_other=st.booleans())
    def set_back(self, earlier: int, to_other: bool) -> None:
        """Set the group back by so many messages; where that is the beginning, make the topic anew."""
        told = [known for known in (*self.known, self.committed) if known is not None]
        self.first = max(0, min(told, default=0) - earlier)
        self.committed = self.first or None
        self.done = {offset for offset in self.done if offset < self.first}
        self.set_back_in = self.generation + 1
        self.rebalance(to_other, is_other_away=False)

    @invariant()
    def nothing_is_passed_over(self) -> None:
        below = range(self.first, self.in_flight[0] if self.in_flight else self.position)
        assert self.done.issuperset(below)


TestGroup = GroupMachine.TestCase
