from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.runtime.dead_letters import HEADER_ROOM, MAX_VALUE_BYTES, DeadLetterLimit, dead_letter, raised_at
from copydesk.runtime.envelope import Origin
from copydesk.runtime.service import SERVICE_VERSION
from schemas.dead_letter import DeadLetter
from schemas.topics import DEAD_LETTER_BYTES, MAX_MESSAGE_BYTES

TRACE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def look_up(fields: dict[str, int], name: str) -> int:
    return fields[name]


def raised() -> Exception:
    with pytest.raises(KeyError) as caught:
        look_up({}, "no such field")
    return caught.value


def message(value: bytes | None = b"original", **headers: bytes) -> Origin:
    return Origin("articles.raw", 3, 42, 1_700_000_000_000, b"key", value, headers)


def test_keeps_the_original_and_tells_the_story_of_its_failure() -> None:
    made = dead_letter(message(), raised(), "cleaner")
    assert (made.topic, made.key, made.value) == ("cleaner.dead-letters", b"key", b"original")
    letter = DeadLetter.from_headers(made.headers)
    assert (letter.original_topic, letter.original_partition, letter.original_offset) == ("articles.raw", 3, 42)
    assert letter.original_timestamp == 1_700_000_000_000
    assert letter.original_size == len(b"original")
    assert not letter.truncated
    assert (letter.service, letter.service_version) == ("cleaner", SERVICE_VERSION)
    assert (letter.error_type, letter.error_message) == ("KeyError", "'no such field'")
    assert re.fullmatch(r"runtime/test_dead_letters\.py:\d+ look_up", letter.error_place)
    assert letter.attempts == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00", letter.failed_at)


def test_trace_and_arrival_time_go_with_it_and_foreign_headers_do_not() -> None:
    origin = message(
        traceparent=TRACE, tracestate=b"a=b", received_at=b"2026-01-02T03:04:05+00:00", ce_id=b"1", secret=b"x"
    )
    headers = dead_letter(origin, ValueError("x"), "cleaner").headers
    assert headers["traceparent"].split(b"-")[1] == TRACE.split(b"-")[1]
    assert headers["tracestate"] == b"a=b"
    assert headers["received_at"] == b"2026-01-02T03:04:05+00:00"
    others = {name for name in headers if not name.startswith("dead_letter_")}
    assert others == {"traceparent", "tracestate", "received_at"}


@pytest.mark.parametrize(("header", "attempts"), [(b"1", 1), (b"2", 2), (b"999", 999), (b"0", 1), (b"two", 1)])
def test_counts_the_attempts(header: bytes, attempts: int) -> None:
    made = dead_letter(message(attempt=header), ValueError("x"), "cleaner")
    assert DeadLetter.from_headers(made.headers).attempts == attempts


def test_a_missing_value_is_an_empty_one() -> None:
    made = dead_letter(message(None), ValueError("x"), "cleaner")
    assert made.value == b""
    assert DeadLetter.from_headers(made.headers).original_size == 0


def test_whatever_fits_an_article_topic_is_kept_whole() -> None:
    assert MAX_VALUE_BYTES >= MAX_MESSAGE_BYTES
    value = b"x" * MAX_VALUE_BYTES
    made = dead_letter(message(value), ValueError("x"), "intake")
    assert made.value == value
    assert not DeadLetter.from_headers(made.headers).truncated


def test_a_value_over_the_limit_is_cut_and_says_so() -> None:
    made = dead_letter(message(b"x" * (MAX_VALUE_BYTES + 1)), ValueError("x"), "intake")
    assert len(made.value) == MAX_VALUE_BYTES
    letter = DeadLetter.from_headers(made.headers)
    assert letter.truncated
    assert letter.original_size == MAX_VALUE_BYTES + 1
    headers = sum(len(name) + len(data) for name, data in made.headers.items())
    assert headers < HEADER_ROOM
    assert len(made.value) + HEADER_ROOM <= DEAD_LETTER_BYTES


@pytest.mark.slow
@given(st.text(max_size=300))
def test_the_message_has_no_control_characters_whatever_the_error_says(text: str) -> None:
    made = dead_letter(message(), ValueError(text), "cleaner")
    letter = DeadLetter.from_headers(made.headers)
    assert letter.error_message.isprintable()
    assert 0 < len(letter.error_message) <= 100


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert raised_at(ValueError("x")) == "unknown"


def test_a_run_is_too_long_when_it_reaches_the_limit() -> None:
    limit = DeadLetterLimit(3, 1.0)
    for _ in range(2):
        limit.record(dead=True)
        assert limit.exceeded() is None
    limit.record(dead=False)
    for _ in range(3):
        assert limit.exceeded() is None
        limit.record(dead=True)
    assert limit.exceeded() == "3 dead letters in a row"


def test_no_run_is_too_long_where_the_limit_is_zero() -> None:
    limit = DeadLetterLimit(0, 1.0)
    for _ in range(1000):
        limit.record(dead=True)
    assert limit.exceeded() is None


def test_the_share_counts_only_over_a_full_window() -> None:
    limit = DeadLetterLimit(0, 0.5)
    for _ in range(DeadLetterLimit.WINDOW - 1):
        limit.record(dead=True)
    assert limit.exceeded() is None
    limit.record(dead=True)
    assert limit.exceeded() == "100% dead letters among the last 200 messages"


def test_the_share_forgets_what_is_long_past() -> None:
    limit = DeadLetterLimit(0, 0.5)
    for n in range(DeadLetterLimit.WINDOW):
        limit.record(dead=n < DeadLetterLimit.WINDOW // 2)
    assert limit.exceeded() == "50% dead letters among the last 200 messages"
    limit.record(dead=False)
    assert limit.exceeded() is None
