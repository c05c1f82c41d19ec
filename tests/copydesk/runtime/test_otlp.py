"""Against a receiver over a socket: what arrives there, and what becomes of articles where nothing takes it."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator

import pytest
from prometheus_client import REGISTRY

from copydesk.build import installed_version
from copydesk.runtime import otlp
from copydesk.runtime.otlp import OtlpRecorder
from copydesk.runtime.tracing import Span, SpanContext, record_to
from tests.copydesk.runtime.bench import Bench, FakeSender, confirm, origin
from tests.support.otlp_receiver import Receiver, otlp_receiver

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = SpanContext(TRACE, "b7ad6b7169203331", sampled=True)
LINKED = SpanContext("1bf7651916cd43dd8448eb211c80319d", "c8ad6b7169203332", sampled=True)
STOP_SECONDS = 5.0


@pytest.fixture(autouse=True)
def _no_standard_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("OTEL_"):
            monkeypatch.delenv(name)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with otlp_receiver() as receiver:
        yield receiver


def span(number: int = 1, *, error: BaseException | None = None, **attributes: str | int) -> Span:
    context = SpanContext(TRACE, f"{number:016x}", sampled=True)
    return Span("process articles.raw", "consumer", context, PARENT, 1000, 2000, dict(attributes), error, (LINKED,))


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("copydesk_trace_spans_total", {"outcome": outcome}) or 0.0


def test_a_span_arrives_as_it_is(receiver: Receiver) -> None:
    before = counted("sent")
    recorder = OtlpRecorder("cleaner", receiver.endpoint, 1)
    recorder.record(span(1, text="ö", offset=41))
    recorder.record(span(2, error=ValueError("no good")))
    recorder.stop(STOP_SECONDS)
    first, second = receiver.spans
    assert (first.name, first.kind) == ("process articles.raw", "consumer")
    assert (first.trace_id, first.span_id, first.parent_id) == (TRACE, f"{1:016x}", PARENT.span_id)
    assert (first.started_ns, first.ended_ns) == (1000, 2000)
    assert first.links == [LINKED.span_id]
    assert first.attributes == {"text": "ö", "offset": 41}
    assert (first.failed, second.failed, second.message) == (False, True, "no good")
    assert second.attributes == {"error.type": "ValueError"}
    assert receiver.requests[0]["path"] == "/v1/traces"
    assert receiver.requests[0]["content-type"] == "application/x-protobuf"
    assert counted("sent") == before + 2


def test_the_resource_says_which_process_of_which_version_it_is(receiver: Receiver) -> None:
    recorder = OtlpRecorder("cleaner", receiver.endpoint, 1)
    recorder.record(span())
    recorder.stop(STOP_SECONDS)
    resource = receiver.spans[0].resource
    assert resource["service.namespace"] == "copydesk"
    assert resource["service.name"] == "copydesk-cleaner"
    assert resource["service.version"] == installed_version()
    assert resource["service.instance.id"] == f"{socket.gethostname()}:{os.getpid()}"
    assert resource["telemetry.sdk.language"] == "python"


def test_the_standard_variables_hold(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"{receiver.endpoint}/otlp")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20abc")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test,service.namespace=desk")
    monkeypatch.setenv("OTEL_SERVICE_NAME", "wire-cleaner")
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "always_off")
    recorder = OtlpRecorder("cleaner", None, 1)
    assert not recorder.samples(TRACE, None)
    recorder.record(span())
    recorder.stop(STOP_SECONDS)
    (request,), (received,) = receiver.requests, receiver.spans
    assert (request["path"], request["authorization"]) == ("/otlp/v1/traces", "Bearer abc")
    assert request["content-encoding"] == "gzip"
    assert received.service == "wire-cleaner"
    assert received.resource["service.namespace"] == "desk"
    assert received.resource["deployment.environment.name"] == "test"


def test_our_setting_goes_before_the_standard_variable(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    recorder = OtlpRecorder("cleaner", f"{receiver.endpoint}/", 1)
    recorder.record(span())
    recorder.stop(STOP_SECONDS)
    assert len(receiver.spans) == 1


def test_a_share_is_taken_of_new_traces_and_others_keep_what_was_decided(receiver: Receiver) -> None:
    recorder = OtlpRecorder("cleaner", receiver.endpoint, 0.25)
    traces = [f"{number * 2**54 + 1:032x}" for number in range(1024)]
    assert 200 < sum(recorder.samples(trace, None) for trace in traces) < 312
    assert all(recorder.samples(trace, PARENT) for trace in traces)
    assert not any(recorder.samples(trace, PARENT._replace(sampled=False)) for trace in traces)
    recorder.stop(STOP_SECONDS)


def test_a_sampler_that_does_not_ask_the_parent_is_heard(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "always_on")
    recorder = OtlpRecorder("cleaner", receiver.endpoint, 0)
    assert recorder.samples(TRACE, PARENT._replace(sampled=False))
    recorder.stop(STOP_SECONDS)


async def through_the_loop(recorder: OtlpRecorder, articles: int) -> float:
    """Seconds that so many articles take."""
    bench = Bench(sender=FakeSender(confirm))
    record_to(recorder)
    try:
        async with bench.settling():
            started = time.perf_counter()
            for number in range(articles):
                await bench.loop.take(origin(str(number)), bench.acknowledge)
            await bench.loop.emptied()
            seconds = time.perf_counter() - started
    finally:
        record_to(None)
    bench.assert_accounted(articles)
    return seconds


def free_port_of_nobody() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.mark.parametrize("receiver_is", ["not there", "silent", "failing", "not answering connections"])
async def test_a_dead_receiver_holds_up_no_article_and_no_stop(
    receiver_is: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(otlp, "QUEUE_SPANS", 600)
    endpoint = receiver.endpoint
    receiver.silent = receiver_is == "silent"
    receiver.status = 503 if receiver_is == "failing" else 200
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        if receiver_is == "not there":
            endpoint = f"http://127.0.0.1:{free_port_of_nobody()}"
        elif receiver_is == "not answering connections":
            deaf.listen(0)
            endpoint = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        before = counted("dropped") + counted("failed")
        recorder = OtlpRecorder("cleaner", endpoint, 1)
        seconds = await through_the_loop(recorder, 400)
        assert seconds < 8, "a receiver that is dead answers after 10 s at the earliest"
        # Three spans an article; what the queue does not hold is dropped at once.
        assert counted("dropped") + counted("failed") - before >= 1200 - 600
        started = time.monotonic()
        recorder.stop(0.3)
        assert time.monotonic() - started < 2


async def test_no_span_is_dropped_where_the_receiver_takes_them(receiver: Receiver) -> None:
    before = counted("dropped")
    recorder = OtlpRecorder("cleaner", receiver.endpoint, 1)
    await through_the_loop(recorder, 500)
    recorder.stop(STOP_SECONDS)
    assert counted("dropped") == before
    assert len(receiver.spans) == 1500


def test_a_small_queue_takes_smaller_batches(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_BSP_MAX_QUEUE_SIZE", "10")
    recorder = OtlpRecorder("cleaner", receiver.endpoint, 1)
    recorder.record(span())
    recorder.stop(STOP_SECONDS)
    assert len(receiver.spans) == 1


def test_a_number_that_is_none_counts_as_not_set(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_BSP_MAX_QUEUE_SIZE", "many")
    recorder = OtlpRecorder("cleaner", receiver.endpoint, 1)
    recorder.stop(STOP_SECONDS)
    assert recorder._queue == otlp.QUEUE_SPANS
