"""W3C Trace Context: one trace id from the intake to the enriched event, a new span id at each hop."""

from __future__ import annotations

import re
import secrets

TRACEPARENT = "traceparent"
TRACESTATE = "tracestate"

_TRACEPARENT = re.compile(rb"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
_SAMPLED = "01"
_SAMPLED_FLAG = 1
_INVALID_TRACE = "0" * 32
"""The specification forbids the all-zero trace id (https://www.w3.org/TR/trace-context/#trace-id)."""


def sampled_trace(header: bytes | None) -> str | None:
    """The trace id of a traceparent whose trace is recorded; None where it is not, or there is none."""
    match = _TRACEPARENT.fullmatch(header or b"")
    return match[1].decode() if match and int(match[3], 16) & _SAMPLED_FLAG else None


def next_traceparent(incoming: bytes | None) -> bytes:
    """The traceparent of the next hop: the trace goes on where there is one, else a new one starts."""
    match = _TRACEPARENT.fullmatch(incoming or b"")
    trace, flags = (match[1].decode(), match[3].decode()) if match else (_INVALID_TRACE, _SAMPLED)
    if trace == _INVALID_TRACE:
        trace = secrets.token_hex(16)
    return f"00-{trace}-{secrets.token_hex(8)}-{flags}".encode()
