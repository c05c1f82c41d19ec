from __future__ import annotations

import pytest

from copydesk.operator import dead_letters as dead_letters_module
from copydesk.operator.dead_letters import UnknownReferenceError, find_dead_letter, list_dead_letters
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.settings import Settings
from tests.copydesk.operator.consumer import FakeConsumer, Record, reading
from tests.copydesk.runtime.bench import origin

SETTINGS = Settings(topic_prefix="daily.")


def buried(service: str, offset: int, value: bytes = b"bytes as they came") -> Record:
    made = dead_letter(origin("a", value=value), ValueError("no good"), service)
    return Record(f"daily.{made.topic}", 0, offset, made.key, made.value, list(made.headers.items()))


FOREIGN = Record("daily.dedup.dead-letters", 0, 5, None, None, [("x", b"\xff"), ("dead_letter_attempts", b"\xff")])


@pytest.fixture
def consumer(monkeypatch: pytest.MonkeyPatch) -> FakeConsumer:
    monkeypatch.setattr(dead_letters_module, "IDLE_SECONDS", 0.01)
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
    assert [found.offset for found in list_dead_letters(SETTINGS, ("dedup",))] == [5]
    assert list(list_dead_letters(SETTINGS, ("quotes",))) == []
    assert len(consumer.assigned) == 1


@pytest.mark.usefixtures("consumer")
def test_one_is_found_by_its_reference() -> None:
    assert find_dead_letter(SETTINGS, "daily.cleaner.dead-letters/0/4").offset == 4


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
