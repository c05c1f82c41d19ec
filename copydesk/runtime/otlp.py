"""Sends spans to an OpenTelemetry receiver (OTLP over HTTP). Only a process that does so imports this module.

The SDK's batch processor and exporter do the work, in a thread of their own, and read the standard variables
(https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). Spans come ready made, so its
tracer, which would take a third more of the time, is passed by.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import Decision, ParentBased, TraceIdRatioBased
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    set_span_in_context,
)
from opentelemetry.trace import SpanContext as SdkContext

from copydesk.explanation import explain
from copydesk.runtime import metrics
from copydesk.runtime.service import SERVICE_VERSION
from copydesk.runtime.tracing import Kind, Span, SpanContext

QUEUE_SPANS = 8192
"""Spans that wait to be sent: at 100 articles a second it may be away for half a minute; they take 10 MB."""

BATCH_SPANS = 512
"""Spans of one request, as the SDK has it."""

_QUEUE_VARIABLE = "OTEL_BSP_MAX_QUEUE_SIZE"
_BATCH_VARIABLE = "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"
_SAMPLER_VARIABLE = "OTEL_TRACES_SAMPLER"

_KINDS: Mapping[Kind, SpanKind] = {
    "internal": SpanKind.INTERNAL,
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}
_FROM_OUTSIDE: frozenset[Kind] = frozenset({"server", "consumer"})
_SAMPLED = TraceFlags(TraceFlags.SAMPLED)
_UNSAMPLED = TraceFlags(TraceFlags.DEFAULT)
_UNSET = Status(StatusCode.UNSET)


class OtlpRecorder:
    """Takes the spans of a process and sends them away. `record` is called by one thread."""

    def __init__(self, process_name: str, endpoint: str | None, ratio: float) -> None:
        """`endpoint` is a base URL, None for what the standard variables say; `ratio` is the share of traces to record.

        Raises:
            Exception: a standard variable has a value that the SDK cannot use.
        """
        self._resource = _resource(process_name)
        self._scope = InstrumentationScope("copydesk", SERVICE_VERSION)
        chosen = None if os.environ.get(_SAMPLER_VARIABLE) else ParentBased(TraceIdRatioBased(ratio))
        self._follows_parent = chosen is not None
        self._sampler = TracerProvider(sampler=chosen, resource=self._resource, shutdown_on_exit=False).sampler
        self._queue = max(1, _whole_number(_QUEUE_VARIABLE, QUEUE_SPANS))
        address = f"{endpoint.rstrip('/')}/v1/traces" if endpoint else None
        self._exporter = _CountingExporter(OTLPSpanExporter(endpoint=address))
        batch = min(self._queue, max(1, _whole_number(_BATCH_VARIABLE, BATCH_SPANS)))
        self._processor = BatchSpanProcessor(self._exporter, max_queue_size=self._queue, max_export_batch_size=batch)
        self._taken = 0
        for outcome in ("sent", "failed", "dropped"):
            metrics.TRACE_SPANS.labels(outcome)

    def samples(self, trace_id: str, parent: SpanContext | None) -> bool:
        """Whether to record a span, as the sampler says."""
        if parent is not None and self._follows_parent:
            # What the SDK's sampler says as well, at a twentieth of the time.
            return parent.sampled
        context = Context()
        if parent is not None:
            context = set_span_in_context(NonRecordingSpan(_sdk_context(parent, remote=True)), context)
        decision = self._sampler.should_sample(context, int(trace_id, 16), "article").decision
        return decision is Decision.RECORD_AND_SAMPLE

    def record(self, span: Span) -> None:
        """Put a span into the queue; where that is full, it is dropped and counted."""
        if self._taken - self._exporter.done >= self._queue:
            metrics.TRACE_SPANS.labels("dropped").inc()
            return
        self._taken += 1
        self._processor.on_end(self._sdk_span(span))

    def stop(self, seconds: float) -> None:
        """Send what waits, for at most so long: a receiver that is away must not hold up a stop."""
        stopping = threading.Thread(target=self._processor.shutdown, name="spans", daemon=True)
        stopping.start()
        stopping.join(seconds)

    def _sdk_span(self, span: Span) -> ReadableSpan:
        attributes: dict[str, Any] = span.attributes
        status = _UNSET
        if span.error is not None:
            attributes = {**attributes, "error.type": type(span.error).__name__}
            status = Status(StatusCode.ERROR, explain(span.error))
        elif "error.type" in attributes:
            status = Status(StatusCode.ERROR)
        return ReadableSpan(
            name=span.name,
            context=_sdk_context(span.context, remote=False),
            parent=_sdk_context(span.parent, remote=span.kind in _FROM_OUTSIDE) if span.parent else None,
            resource=self._resource,
            attributes=attributes,
            links=[Link(_sdk_context(link, remote=False)) for link in span.links],
            kind=_KINDS[span.kind],
            status=status,
            start_time=span.started_ns,
            end_time=span.ended_ns,
            instrumentation_scope=self._scope,
        )


class _CountingExporter(SpanExporter):
    """Counts what became of the spans. `done` is written by the exporting thread alone."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        self.done = 0

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send a batch; waits for the receiver."""
        outcome = "failed"
        try:
            result = self._exporter.export(spans)
            if result is SpanExportResult.SUCCESS:
                outcome = "sent"
            return result
        finally:
            self.done += len(spans)
            metrics.TRACE_SPANS.labels(outcome).inc(len(spans))

    def shutdown(self) -> None:
        """End a request that is tried again and again."""
        self._exporter.shutdown()


class _OwnResource(Resource):
    """The one resource of a process. The exporter looks each span's up, and the SDK writes it as JSON to hash it."""

    def __hash__(self) -> int:
        return id(self)


def _resource(process_name: str) -> Resource:
    """Who sends: what OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say goes before our own."""
    own = {
        "service.namespace": "copydesk",
        "service.name": f"copydesk-{process_name}",
        "service.version": SERVICE_VERSION,
        "service.instance.id": f"{socket.gethostname()}:{os.getpid()}",
        "host.name": socket.gethostname(),
    }
    # Without attributes of ours `create` gives the SDK's own: its name, version and language.
    told = OTELResourceDetector().detect().attributes
    return _OwnResource({**Resource.create().attributes, **own, **told})


def _whole_number(variable: str, default: int) -> int:
    """The variable's value; what is no number counts as not set, as the SDK has it."""
    value = os.environ.get(variable, "").strip()
    return int(value) if value.isdecimal() else default


def _sdk_context(context: SpanContext, *, remote: bool) -> SdkContext:
    flags = _SAMPLED if context.sampled else _UNSAMPLED
    return SdkContext(int(context.trace_id, 16), int(context.span_id, 16), remote, flags)
