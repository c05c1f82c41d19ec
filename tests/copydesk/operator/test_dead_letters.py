from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from copydesk.operator import dead_letters as dead_letters_module
from copydesk.operator import decisions as decisions_module
from copydesk.operator import reading as reading_module
from copydesk.operator.dead_letters import (
    Filter,
    FoundDeadLetter,
    UnknownReferenceError,
    find_dead_letter,
    list_dead_letters,
)
from copydesk.operator.decisions import LetterPlace
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.settings import Settings
from schemas.dead_letter import DeadLetter, Decision
from tests.copydesk.operator.consumer import FakeConsumer, Record, reading
from tests.copydesk.runtime.bench import origin

SETTINGS = Settings(topic_prefix="daily.")


def buried(service: str, offset: int, value: bytes = b"bytes as they came") -> Record:
    made = dead_letter(origin("a", value=value), ValueError("no good"), service)
    return Record(f"daily.{made.topic}", 0, offset, made.key, made.value, list(made.headers.items()))


FOREIGN = Record("daily.dedup.dead-letters", 0, 5, None, None, [("x", b"\xff"), ("dead_letter_attempts", b"\xff")])


@pytest.fixture
def consumer(monkeypatch: pytest.MonkeyPatch) -> FakeConsumer:
    monkeypatch.setattr(reading_module, "BEHIND_SECONDS", 0.01)
    monkeypatch.setattr(decisions_module, "reader", reading(FakeConsumer()))
    consumer = FakeConsumer(buried("cleaner", 3), buried("cleaner", 4), FOREIGN)
    monkeypatch.setattr(dead_letters_module, "reader", reading(consumer))
    return consumer


def test_all_dead_letters_are_found_with_their_story(consumer: FakeConsumer) -> None:
    first, second, foreign = list_dead_letters(SETTINGS)
    assert [first.reference, second.reference] == ["daily.cleaner.dead-letters/0/3", "daily.cleaner.dead-letters/0/4"]
    assert (first.key, first.value) == (b"a", b"bytes as they came")
    assert first.letter is not None
    assert first.letter.error_message == "no good"
    assert (foreign.letter, foreign.value) == (None, b""), "what others put there is shown as well"
    assert len(consumer.assigned) == 2


def test_only_those_of_the_services_asked_for(consumer: FakeConsumer) -> None:
    assert [found.place.offset for found in list_dead_letters(SETTINGS, Filter(("dedup",)))] == [5]
    assert list(list_dead_letters(SETTINGS, Filter(("quotes",)))) == []
    assert len(consumer.assigned) == 1


@pytest.mark.usefixtures("consumer")
def test_one_is_found_by_its_reference() -> None:
    assert find_dead_letter(SETTINGS, "daily.cleaner.dead-letters/0/4").place.offset == 4


@pytest.mark.usefixtures("consumer")
@pytest.mark.parametrize(
    "reference",
    [
        "",
        "daily.cleaner.dead-letters",
        "daily.cleaner.dead-letters/0",
        "daily.cleaner.dead-letters/0/x",
        "daily.cleaner.dead-letters/0/-1",
        "daily.cleaner.dead-letters/0/4/5",
        "daily.cleaner.dead-letters/\u00b2/4",
        "daily.cleaner.dead-letters/0/99999999999999999999",
        "/0/4",
        "daily.none.dead-letters/0/4",
        "daily.cleaner.dead-letters/7/4",
        "daily.cleaner.dead-letters/0/2",
        "daily.cleaner.dead-letters/0/99",
    ],
)
def test_a_reference_that_names_none_is_an_error_that_repeats_it(reference: str) -> None:
    with pytest.raises(UnknownReferenceError) as caught:
        find_dead_letter(SETTINGS, reference)
    assert str(caught.value).startswith(f"{reference}: ")


# --- Which are meant --------------------------------------------------------------------------------------------------


def found(
    error: Exception | None = None, value: bytes = b"{}", decision: Decision | None = None, hour: int = 12
) -> FoundDeadLetter:
    made = dead_letter(origin("a", value=value), error or ValueError("No good: field"), "cleaner")
    letter = DeadLetter.from_headers(made.headers).model_copy(update={"failed_at": f"2026-11-29T{hour}:00:00+00:00"})
    place = LetterPlace("daily.cleaner.dead-letters", 0, 3, 1000)
    return FoundDeadLetter(place, made.key, made.value, made.headers, letter, decision)


NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (Filter(), True),
        (Filter(reason="ValueError"), True),
        (Filter(reason="valueerror"), False),
        (Filter(reason="Value"), False),
        (Filter(reason="no GOOD"), True),
        (Filter(reason="KeyError"), False),
        (Filter(since=NOON), True),
        (Filter(until=NOON), False),
        (Filter(since=NOON + timedelta(seconds=1)), False),
        (Filter(since=NOON, until=NOON + timedelta(seconds=1)), True),
        (Filter(source="wire"), False),
    ],
)
def test_a_filter_takes_what_meets_each_of_its_criteria(wanted: Filter, taken: bool) -> None:
    assert wanted.takes(found()) is taken


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        (b'{"source": "wire"}', True),
        (b'{"source": "wires"}', False),
        (b'{"source": 7}', False),
        (b"{}", False),
        (b"\xff", False),
        (b"[" * 100_000, False),
    ],
)
def test_a_source_is_that_of_the_article(value: bytes, taken: bool) -> None:
    assert Filter(source="wire").takes(found(value=value)) is taken


@pytest.mark.parametrize("decision", ["redriven", "dropped"])
def test_what_is_dealt_with_is_taken_only_where_it_is_asked_for(decision: Decision) -> None:
    assert not Filter().takes(found(decision=decision))
    assert Filter(decided=True).takes(found(decision=decision))


def test_what_others_put_there_has_a_time_and_no_reason() -> None:
    place = LetterPlace("daily.cleaner.dead-letters", 0, 3, int(NOON.timestamp() * 1000))
    foreign = FoundDeadLetter(place, None, b"", {}, None)
    assert foreign.failed_at == NOON
    assert not Filter(reason="ValueError").takes(foreign)
    assert Filter(since=NOON).takes(foreign)
    assert foreign.reason == "headers are not Copydesk's"


def test_a_time_that_is_none_is_that_of_kafka() -> None:
    broken = found()
    assert broken.letter is not None
    letter = broken.letter.model_copy(update={"failed_at": "yesterday"})
    assert replace(broken, letter=letter).failed_at == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
