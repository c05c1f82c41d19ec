"""A receiver of traces: OTLP over HTTP with the protocol's own classes, and what it has been sent."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

Value = str | int | bool | float

KINDS = {kind: Span.SpanKind.Name(kind).removeprefix("SPAN_KIND_").lower() for kind in Span.SpanKind.values()}


@dataclass(frozen=True)
class Received:
    """A span as it came over the wire, with what its resource says of the sender."""

    name: str
    kind: str
    trace_id: str
    span_id: str
    parent_id: str
    links: list[str]
    attributes: dict[str, Value]
    resource: dict[str, Value]
    failed: bool
    message: str
    started_ns: int
    ended_ns: int

    @property
    def service(self) -> str:
        return str(self.resource["service.name"])


@dataclass
class Receiver:
    """`status` is what it answers; `silent` ones take a request and never answer it."""

    endpoint: str
    status: int = 200
    silent: bool = False
    spans: list[Received] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)

    def wait_for(self, number: int, seconds: float = 10) -> list[Received]:
        """The spans, once there are so many."""
        deadline = time.monotonic() + seconds
        while len(self.spans) < number and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(self.spans) >= number, f"{len(self.spans)} spans of {number}"
        return self.spans

    def named(self, name: str) -> Received:
        """The only span of this name."""
        (found,) = [span for span in self.spans if span.name == name]
        return found


@contextmanager
def otlp_receiver() -> Iterator[Receiver]:
    """A receiver on a free port of this machine."""
    ending = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.requests.append({"path": self.path, **{k.lower(): v for k, v in self.headers.items()}})
            if receiver.silent:
                ending.wait()
                return
            if receiver.status == 200:
                packed = self.headers.get("content-encoding") == "gzip"
                receiver.spans += _read(gzip.decompress(body) if packed else body)
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(receiver.status)
            self.send_header("content-type", "application/x-protobuf")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        ending.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _read(body: bytes) -> Iterator[Received]:
    for resource_spans in ExportTraceServiceRequest.FromString(body).resource_spans:
        resource = _attributes(resource_spans.resource.attributes)
        for scope_spans in resource_spans.scope_spans:
            for span in scope_spans.spans:
                yield Received(
                    span.name,
                    KINDS[span.kind],
                    span.trace_id.hex(),
                    span.span_id.hex(),
                    span.parent_span_id.hex(),
                    [link.span_id.hex() for link in span.links],
                    _attributes(span.attributes),
                    resource,
                    span.status.code == Status.STATUS_CODE_ERROR,
                    span.status.message,
                    span.start_time_unix_nano,
                    span.end_time_unix_nano,
                )


def _attributes(pairs: Iterable[KeyValue]) -> dict[str, Value]:
    return {pair.key: getattr(pair.value, pair.value.WhichOneof("value") or "string_value") for pair in pairs}
