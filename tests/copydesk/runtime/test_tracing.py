from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator

import pytest

from copydesk.runtime import tracing
from copydesk.runtime.tracing import (
    Span,
    SpanContext,
    begin,
    current_trace_id,
    current_traceparent,
    next_traceparent,
    read_traceparent,
    record_to,
    span,
    trace_id_of,
)
from tests.copydesk.runtime.bench import SpanList, recorded_spans

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = SpanContext(TRACE, "b7ad6b7169203331", sampled=True)


@pytest.fixture
def spans() -> Iterator[list[Span]]:
    with recorded_spans() as recorder:
        yield recorder.spans


@pytest.mark.parametrize("sampled", [True, False])
def test_a_context_is_read_as_it_was_written(sampled: bool) -> None:
    context = PARENT._replace(sampled=sampled)
    assert read_traceparent(context.traceparent()) == context


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        b"00-1-2-01",
        b"01-" + PARENT.traceparent()[3:],
        b"00-" + b"0" * 32 + b"-" + b"1" * 16 + b"-01",
        b"\xff",
    ],
)
def test_what_is_no_traceparent_names_nothing(header: bytes | None) -> None:
    assert read_traceparent(header) is None


def test_of_the_flags_only_sampled_is_read() -> None:
    header = PARENT.traceparent()[:-2]
    read = [read_traceparent(header + flags) for flags in (b"00", b"01", b"02", b"03", b"ff")]
    assert [context.sampled for context in read if context] == [False, True, False, True, True]


def test_without_a_recorder_a_span_hands_on_what_came_in_and_records_nothing() -> None:
    with span("work", "internal", PARENT.traceparent()) as opened:
        assert opened.traceparent == current_traceparent() == PARENT.traceparent()
        assert current_trace_id() == TRACE
    assert current_traceparent() is None
    with span("work", "internal") as opened:
        assert opened.traceparent is None


def test_a_span_is_recorded_when_it_ends(spans: list[Span]) -> None:
    with span("work", "server", PARENT.traceparent(), {"a": 1}) as opened:
        opened.attributes["b"] = "two"
        assert spans == []
    (made,) = spans
    assert (made.name, made.kind, made.parent, made.attributes) == ("work", "server", PARENT, {"a": 1, "b": "two"})
    assert made.context.trace_id == TRACE
    assert made.context.span_id != PARENT.span_id
    assert opened.traceparent == made.context.traceparent()
    assert 0 < made.started_ns <= made.ended_ns
    assert made.error is None


def test_what_a_block_raises_is_the_error_of_its_span(spans: list[Span]) -> None:
    with pytest.raises(RuntimeError), span("work", "internal"):
        raise RuntimeError("no good")
    assert str(spans[0].error) == "no good"
    assert current_traceparent() is None


def test_a_span_that_is_not_sampled_is_not_recorded_and_says_so_to_those_behind_it(spans: list[Span]) -> None:
    opened = begin("work", "server", PARENT._replace(sampled=False).traceparent())
    opened.end()
    assert spans == []
    assert opened.traceparent
    assert opened.traceparent.endswith(b"-00")


async def test_tasks_have_a_span_of_their_own(spans: list[Span]) -> None:
    seen: dict[str, bytes | None] = {}

    async def work(name: str) -> None:
        with span(name, "internal") as opened:
            await asyncio.sleep(0)
            seen[name] = current_traceparent()
            assert seen[name] == opened.traceparent

    await asyncio.gather(work("a"), work("b"))
    assert len({*seen.values(), None}) == 3
    assert [made.parent for made in spans] == [None, None]


def test_the_recorder_decides_what_is_sampled() -> None:
    recorder = SpanList(sampled=False)
    record_to(recorder)
    try:
        assert next_traceparent(None).endswith(b"-00")
        assert recorder.asked[-1][1] is None
        next_traceparent(PARENT.traceparent())
        assert recorder.asked[-1] == (TRACE, PARENT)
    finally:
        record_to(None)
    assert next_traceparent(None).endswith(b"-01")


def test_the_trace_of_a_message() -> None:
    assert trace_id_of({"traceparent": PARENT.traceparent()}) == TRACE
    assert trace_id_of({}) is None


def test_ids_are_well_formed_and_differ() -> None:
    made = [next_traceparent(None) for _ in range(1000)]
    assert all(re.fullmatch(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-01", one) for one in made)
    assert len({one[3:35] for one in made}) == len({one[36:52] for one in made}) == 1000


def test_stopping_gives_the_last_spans_their_time() -> None:
    recorder = SpanList()
    record_to(recorder)
    tracing.stop_recording(1.5)
    tracing.stop_recording(1.5)
    assert recorder.stopped == [1.5]
    assert tracing.recorder() is None
