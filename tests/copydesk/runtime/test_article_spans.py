from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiokafka.errors import MessageSizeTooLargeError
from aiokafka.structs import RecordMetadata, TopicPartition
from structlog.testing import capture_logs

from copydesk.runtime import loop as loop_module
from copydesk.runtime.envelope import Headers, Outgoing
from copydesk.runtime.settings import Settings
from copydesk.runtime.tracing import Span, SpanContext, read_traceparent, record_to
from schemas.article import RawArticle
from schemas.document import Document
from tests.copydesk.runtime.bench import (
    Bench,
    FakeSender,
    SpanList,
    cleaned,
    confirm,
    origin,
    pause,
    recorded_spans,
)

SENT = SpanContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", sampled=True)
OTHER = SpanContext("1bf7651916cd43dd8448eb211c80319d", "c8ad6b7169203332", sampled=True)


@pytest.fixture
def recorder() -> Iterator[SpanList]:
    with recorded_spans() as recorder:
        yield recorder


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_module, "FIRST_BACKOFF_SECONDS", 0.01)


def from_sender(context: SpanContext | None = SENT, **more: bytes) -> Headers:
    return more if context is None else {"traceparent": context.traceparent(), **more}


async def through(bench: Bench, *, body: str = "one", headers: Headers | None = None) -> None:
    async with bench.settling():
        await bench.loop.take(
            origin("a", body, headers=from_sender() if headers is None else headers), bench.acknowledge
        )
        await bench.loop.emptied()


def by_name(recorder: SpanList, bench: Bench) -> dict[str, Span]:
    return {span.name.replace(bench.name, "SERVICE"): span for span in recorder.spans}


async def test_an_article_has_a_span_of_its_message_of_the_function_and_of_what_is_sent(recorder: SpanList) -> None:
    bench = Bench(sender=FakeSender(confirm), settings=Settings(topic_prefix="desk."))
    await through(bench, headers=from_sender(attempt=b"2"))
    spans = by_name(recorder, bench)
    assert set(spans) == {"process articles.raw", "SERVICE", "send desk.articles.clean"}
    process, own, send = spans["process articles.raw"], spans["SERVICE"], spans["send desk.articles.clean"]
    assert (process.kind, own.kind, send.kind) == ("consumer", "internal", "producer")
    assert (process.parent, own.parent, send.parent) == (SENT, process.context, process.context)
    assert {span.context.trace_id for span in recorder.spans} == {SENT.trace_id}
    assert len({span.context.span_id for span in recorder.spans}) == 3
    assert read_traceparent(bench.sender.sent[0].headers["traceparent"]) == send.context
    assert process.attributes == {
        "messaging.system": "kafka",
        "messaging.operation.name": "process",
        "messaging.operation.type": "process",
        "messaging.destination.name": "articles.raw",
        "messaging.destination.partition.id": "0",
        "messaging.kafka.offset": 7,
        "messaging.kafka.message.key": "a",
        "messaging.message.body.size": len(b'{"id": "a", "body": "one"}'),
        "messaging.consumer.group.name": f"desk.copydesk.{bench.name}",
        "copydesk.article.id": "a",
        "copydesk.status": "ok",
        "copydesk.attempt": 2,
    }
    assert process.started_ns <= own.started_ns <= own.ended_ns <= send.started_ns <= send.ended_ns <= process.ended_ns


async def test_a_send_tells_where_the_message_lies(recorder: SpanList) -> None:
    bench = Bench(settings=Settings(topic_prefix="desk."))
    async with bench.settling():
        await bench.loop.take(origin("a", "one", headers=from_sender()), bench.acknowledge)
        where = TopicPartition("desk.articles.clean", 3)
        bench.sender.confirmations[0].set_result(RecordMetadata(where.topic, where.partition, where, 41, 0, 0, 0))
        await bench.loop.emptied()
    send = by_name(recorder, bench)["send desk.articles.clean"]
    sent = bench.sender.sent[0]
    assert send.attributes == {
        "messaging.system": "kafka",
        "messaging.operation.name": "send",
        "messaging.operation.type": "send",
        "messaging.destination.name": "desk.articles.clean",
        "messaging.destination.partition.id": "3",
        "messaging.kafka.offset": 41,
        "messaging.kafka.message.key": "a",
        "messaging.message.body.size": len(sent.value),
        "messaging.message.id": sent.headers["ce_id"].decode(),
    }


def with_notes(article: RawArticle) -> list[Document]:
    """A clean article, and two more documents for another topic."""
    return [cleaned(article), *(RawArticle(id=f"{article.id}-{number}", body="note") for number in range(2))]


async def test_messages_of_one_topic_are_sent_in_one_span(recorder: SpanList) -> None:
    bench = Bench(with_notes, sender=FakeSender(confirm))
    await through(bench)
    first, second, third = (read_traceparent(message.headers["traceparent"]) for message in bench.sender.sent)
    sends = {span.name: span for span in recorder.spans if span.kind == "producer"}
    assert set(sends) == {"send articles.clean", "send articles.raw"}
    assert (sends["send articles.clean"].context, sends["send articles.raw"].context) == (first, second)
    assert second == third
    assert sends["send articles.raw"].attributes == {
        "messaging.system": "kafka",
        "messaging.operation.name": "send",
        "messaging.operation.type": "send",
        "messaging.destination.name": "articles.raw",
        "messaging.batch.message_count": 2,
    }
    assert len(recorder.spans) == 4


async def test_all_that_an_article_became_is_in_one_trace_that_it_began(recorder: SpanList) -> None:
    bench = Bench(with_notes, sender=FakeSender(confirm))
    await through(bench, headers={})
    found = [read_traceparent(message.headers["traceparent"]) for message in bench.sender.sent]
    assert len({context.trace_id for context in found if context}) == 1


async def test_a_dead_letter_continues_the_trace_and_tells_why(recorder: SpanList) -> None:
    bench = Bench(sender=FakeSender(confirm))
    await through(bench, body="raise")
    spans = by_name(recorder, bench)
    process, own = spans["process articles.raw"], spans["SERVICE"]
    send = spans["send SERVICE.dead-letters"]
    assert (process.attributes["copydesk.status"], str(process.error), str(own.error)) == (
        "dead_letter",
        "no good",
        "no good",
    )
    assert send.error is None
    assert (process.parent, send.parent) == (SENT, process.context)
    assert read_traceparent(bench.sender.sent[0].headers["traceparent"]) == send.context
    assert own.ended_ns <= send.started_ns


async def test_what_the_broker_refuses_is_no_error_of_the_function(recorder: SpanList) -> None:
    def refuse(message: Outgoing) -> Exception | None:
        return MessageSizeTooLargeError() if message.topic == "articles.clean" else None

    bench = Bench(sender=FakeSender(refuse))
    await through(bench)
    spans = by_name(recorder, bench)
    assert isinstance(spans["process articles.raw"].error, MessageSizeTooLargeError)
    assert spans["SERVICE"].error is None
    assert "send SERVICE.dead-letters" in spans


async def test_an_article_that_is_not_sampled_is_not_recorded(recorder: SpanList) -> None:
    bench = Bench(sender=FakeSender(confirm))
    await through(bench, headers=from_sender(SENT._replace(sampled=False)))
    assert recorder.spans == []
    assert bench.sender.sent[0].headers["traceparent"].endswith(b"-00")


async def test_an_article_without_a_trace_begins_one_and_names_what_it_came_out_of(recorder: SpanList) -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        arrived = replace(origin("a", "one"), link=OTHER.traceparent())
        await bench.loop.take(arrived, bench.acknowledge)
        await bench.loop.emptied()
    process = by_name(recorder, bench)["process articles.raw"]
    assert (process.parent, process.links) == (None, (OTHER,))
    assert process.context.trace_id != OTHER.trace_id
    assert {span.context.trace_id for span in recorder.spans} == {process.context.trace_id}


class Broken(SpanList):
    def record(self, span: Span) -> None:
        raise RuntimeError("no spans today")


async def test_a_recorder_that_raises_holds_up_no_article() -> None:
    record_to(Broken())
    try:
        bench = Bench(sender=FakeSender(confirm))
        async with bench.settling():
            with capture_logs() as logs:
                await bench.take(("a", "one"), ("b", "two"))
                await bench.loop.emptied()
                await pause()
        assert bench.acknowledged == ["a", "b"]
        bench.assert_accounted(2)
        assert [(line["event"], line["article_id"]) for line in logs] == [
            ("the spans of an article are lost", "a"),
            ("the spans of an article are lost", "b"),
        ]
    finally:
        record_to(None)


async def test_log_lines_about_an_article_name_it_and_its_trace() -> None:
    bench = Bench(sender=FakeSender(confirm))
    with capture_logs() as logs:
        await through(bench, body="raise")
    (line,) = [line for line in logs if line["event"] == "dead letter"]
    assert (line["article_id"], line["trace_id"]) == ("a", SENT.trace_id)


async def test_log_lines_name_the_trace_that_waits_for_the_broker() -> None:
    failing = [ConnectionError("away")]

    def answer(_message: Outgoing) -> Exception | None:
        return failing.pop() if failing else None

    bench = Bench(sender=FakeSender(answer))
    with capture_logs() as logs:
        await asyncio.wait_for(through(bench), 5)
    (line,) = [line for line in logs if line["event"].startswith("broker does not confirm")]
    assert (line["article_id"], line["trace_id"]) == ("a", SENT.trace_id)
