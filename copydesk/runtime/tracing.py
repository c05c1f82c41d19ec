"""Traces: the W3C Trace Context that every message carries, and the spans of what a process does with them.

The trace id passes from the intake to the enriched event, a new span id at each hop, whether anybody records spans or
not (https://www.w3.org/TR/trace-context/). Where a process sends spans away, `record_to` names who takes them; this
module itself imports nothing for it.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, TypeAlias

TRACEPARENT = "traceparent"
TRACESTATE = "tracestate"

_TRACEPARENT = re.compile(rb"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
_SAMPLED = 0x01
"""The one flag that version 00 defines."""
_INVALID_TRACE = "0" * 32
"""The specification forbids the all-zero trace id (https://www.w3.org/TR/trace-context/#trace-id)."""

Kind: TypeAlias = Literal["internal", "server", "client", "producer", "consumer"]
Attributes: TypeAlias = dict[str, str | int]


class SpanContext(NamedTuple):
    """Which span it is: ids in hexadecimal, and whether it is recorded."""

    trace_id: str
    span_id: str
    sampled: bool

    def traceparent(self) -> bytes:
        """As a header carries it."""
        return f"00-{self.trace_id}-{self.span_id}-{self.sampled:02x}".encode()


@dataclass(frozen=True, slots=True)
class Span:
    """Something that was done, from when to when. Times are nanoseconds since 1970."""

    name: str
    kind: Kind
    context: SpanContext
    parent: SpanContext | None
    started_ns: int
    ended_ns: int
    attributes: Attributes
    error: BaseException | None = None
    links: tuple[SpanContext, ...] = ()


class Recorder(Protocol):
    """Takes the spans of a process."""

    def samples(self, trace_id: str, parent: SpanContext | None) -> bool:
        """Whether to record a span; the same for all spans of a trace with such a parent."""

    def record(self, span: Span) -> None:
        """Take a span that has ended; never waits, and never raises."""

    def stop(self, seconds: float) -> None:
        """Send what waits, for at most so long."""


_recorder: Recorder | None = None
_current: ContextVar[bytes | None] = ContextVar("current", default=None)


def record_to(recorder: Recorder | None) -> None:
    """Give this process' spans to `recorder` from now on; None ends it."""
    global _recorder  # noqa: PLW0603 - one a process, as the metrics' registry
    _recorder = recorder


def stop_recording(seconds: float) -> None:
    """Send the last spans, for at most so long; later ones are not taken."""
    stopped = _recorder
    record_to(None)
    if stopped is not None:
        stopped.stop(seconds)


def recorder() -> Recorder | None:
    """Who takes the spans of this process; None where nobody does."""
    return _recorder


def read_traceparent(header: bytes | None) -> SpanContext | None:
    """The context that a header names; None where it is missing or not well formed."""
    match = _TRACEPARENT.fullmatch(header or b"")
    if match is None:
        return None
    trace_id = match[1].decode()
    if trace_id == _INVALID_TRACE:
        return None
    return SpanContext(trace_id, match[2].decode(), bool(int(match[3], 16) & _SAMPLED))


def next_context(parent: SpanContext | None) -> SpanContext:
    """A new span of the parent's trace; without a parent the first one of a new trace."""
    trace_id = parent.trace_id if parent else secrets.token_hex(16)
    inherited = parent.sampled if parent else True
    sampled = inherited if _recorder is None else _recorder.samples(trace_id, parent)
    return SpanContext(trace_id, new_span_id(), sampled)


def new_span_id() -> str:
    """An id that no other span has: 8 random bytes in hexadecimal."""
    return secrets.token_hex(8)


def sampled_trace(header: bytes | None) -> str | None:
    """The trace id of a traceparent whose trace is recorded; None where it is not, or there is none."""
    context = read_traceparent(header)
    return context.trace_id if context and context.sampled else None


def next_traceparent(incoming: bytes | None) -> bytes:
    """The traceparent of the next hop: the trace goes on where there is one, else a new one starts."""
    return next_context(read_traceparent(incoming)).traceparent()


def sibling_traceparent(header: bytes) -> bytes:
    """The traceparent of another span of the same trace, recorded as that one is; `header` must be well formed."""
    context = read_traceparent(header)
    if context is None:
        raise ValueError(f"traceparent: {header!r} is not well formed")
    return context._replace(span_id=new_span_id()).traceparent()


def trace_id_of(headers: Mapping[str, bytes]) -> str | None:
    """The trace that a message belongs to, for a log line; None where its headers name none."""
    context = read_traceparent(headers.get(TRACEPARENT))
    return context.trace_id if context else None


def current_traceparent() -> bytes | None:
    """The traceparent of the span around the running code; None where there is none."""
    return _current.get()


def current_trace_id() -> str | None:
    """The trace of the span around the running code; None where there is none."""
    context = read_traceparent(_current.get())
    return context.trace_id if context else None


@dataclass(slots=True)
class OpenSpan:
    """A span under way. `traceparent` is what its work hands on: what came in where nobody records spans."""

    name: str
    kind: Kind
    context: SpanContext | None
    parent: SpanContext | None
    traceparent: bytes | None
    started_ns: int
    attributes: Attributes = field(default_factory=dict)
    error: BaseException | None = None

    def end(self) -> None:
        """It is over; call it once."""
        if _recorder is None or self.context is None or not self.context.sampled:
            return
        ended = time.time_ns()
        _recorder.record(
            Span(self.name, self.kind, self.context, self.parent, self.started_ns, ended, self.attributes, self.error)
        )


def begin(name: str, kind: Kind, incoming: bytes | None = None, attributes: Attributes | None = None) -> OpenSpan:
    """Begin a span, for one that ends somewhere else; `incoming` is the traceparent that came with the request."""
    if _recorder is None:
        return OpenSpan(name, kind, None, None, incoming, 0)
    parent = read_traceparent(incoming)
    context = next_context(parent)
    return OpenSpan(name, kind, context, parent, context.traceparent(), time.time_ns(), attributes or {})


@contextmanager
def span(
    name: str, kind: Kind, incoming: bytes | None = None, attributes: Attributes | None = None
) -> Iterator[OpenSpan]:
    """A span around a block, which ends it; what the block raises is its error."""
    opened = begin(name, kind, incoming, attributes)
    token = _current.set(opened.traceparent)
    try:
        yield opened
    except BaseException as error:
        opened.error = opened.error or error
        raise
    finally:
        _current.reset(token)
        opened.end()
