from __future__ import annotations

from datetime import UTC, datetime

import pytest
from kafka import TopicPartition

from copydesk.operator import reading as reading_module
from copydesk.operator.cluster import ClusterError
from copydesk.operator.reading import offsets_between, read_ranges, read_to_end
from tests.copydesk.operator.consumer import FakeConsumer, Record


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "BEHIND_SECONDS", 0.01)
    monkeypatch.setattr(reading_module, "SILENT_SECONDS", 0.05)


def consumer(*places: tuple[int, int]) -> FakeConsumer:
    made = FakeConsumer(*(Record("t", partition, offset, None, b"") for partition, offset in places))
    made.assign([TopicPartition("t", number) for number in sorted({partition for partition, _ in places})])
    made.seek_to_beginning(*made.assigned)
    return made


def read(made: FakeConsumer) -> list[tuple[int, int]]:
    return [(record.partition, record.offset) for record in read_to_end(made)]


def test_every_partition_is_read_to_its_end() -> None:
    assert read(consumer((0, 0), (0, 1), (1, 5))) == [(0, 0), (0, 1), (1, 5)]


def test_what_lies_behind_an_end_that_is_named_too_low_comes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "BEHIND_SECONDS", 1.0)
    made = consumer((0, 0), (0, 1), (0, 2))
    monkeypatch.setattr(made, "end_offsets", lambda partitions: dict.fromkeys(partitions, 1))
    reader = read_to_end(made)
    assert [next(reader).offset for _ in range(3)] == [0, 1, 2]


def test_a_log_whose_end_never_comes_does_not_hold_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    made = consumer((0, 0))
    monkeypatch.setattr(made, "end_offsets", lambda partitions: dict.fromkeys(partitions, 99))
    assert read(made) == [(0, 0)]


def test_a_log_that_grows_while_it_is_read_ends_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = consumer((0, 0))
    monkeypatch.setattr(made, "poll", lambda timeout_ms: {made.assigned[0]: [Record("t", 0, 0, None, b"")]})
    monkeypatch.setattr(made, "position", lambda _partition: 1)
    assert len(read(made)) >= 1


# --- Windows ----------------------------------------------------------------------------------------------------------


def timed(*times: tuple[int, int]) -> FakeConsumer:
    """A partition with a message at each offset and second."""
    return FakeConsumer(*(Record("t", 0, offset, None, b"", [], second * 1000) for offset, second in times))


def second(number: int) -> datetime:
    return datetime.fromtimestamp(number, UTC)


@pytest.mark.parametrize(
    ("since", "until", "offsets"),
    [(0, None, [3, 4, 5]), (20, None, [4, 5]), (20, 30, [4]), (21, 30, []), (99, None, []), (0, 99, [3, 4, 5])],
)
def test_a_window_has_what_was_written_in_it(since: int, until: int | None, offsets: list[int]) -> None:
    made = timed((3, 10), (4, 20), (5, 30))
    ranges = offsets_between(made, [TopicPartition("t", 0)], second(since), None if until is None else second(until))
    assert [record.offset for record in read_ranges(made, ranges)] == offsets


def test_a_window_can_be_read_once_more() -> None:
    made = timed((3, 10), (4, 20))
    ranges = {TopicPartition("t", 0): range(3, 5)}
    assert [[record.offset for record in read_ranges(made, ranges)] for _ in range(2)] == [[3, 4]] * 2


def test_a_window_that_the_broker_does_not_give_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    made = timed((3, 10))
    monkeypatch.setattr(made, "poll", lambda timeout_ms: {})
    with pytest.raises(ClusterError, match="nothing more of t/0"):
        list(read_ranges(made, {TopicPartition("t", 0): range(3, 4)}))
