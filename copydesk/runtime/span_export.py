"""Whether this process sends its spans away, and the beginning and end of that."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog

from copydesk.explanation import explain
from copydesk.runtime import tracing
from copydesk.runtime.settings import Settings

log = structlog.get_logger(__name__)

FLUSH_SECONDS = 2.0
"""What a stop gives the receiver for the last spans; it comes after the grace for articles."""

ENDPOINT_VARIABLES = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


def sends_spans(settings: Settings, environment: Mapping[str, str]) -> bool:
    """Whether a receiver is named, by our setting or by OpenTelemetry's own variables, and nothing turns it off."""
    exporter = environment.get("OTEL_TRACES_EXPORTER", "").strip().lower()
    if environment.get("OTEL_SDK_DISABLED", "").strip().lower() == "true" or exporter == "none":
        return False
    return bool(settings.otlp_endpoint or exporter == "otlp" or any(map(environment.get, ENDPOINT_VARIABLES)))


@contextmanager
def exported_spans(process_name: str, settings: Settings) -> Iterator[None]:
    """Send this process' spans away while the block runs, where that is asked for; whatever fails, the block runs."""
    recorder = None
    if sends_spans(settings, os.environ):
        try:
            # It costs 8 MB and a quarter of a second, so only who wants it imports it.
            from copydesk.runtime.otlp import OtlpRecorder  # noqa: PLC0415

            recorder = OtlpRecorder(process_name, settings.otlp_endpoint or None, settings.trace_share)
        except Exception as error:
            log.error("spans are not sent; articles go on", error=explain(error))  # noqa: TRY400 - the traceback says no more
    tracing.record_to(recorder)
    try:
        yield
    finally:
        tracing.stop_recording(FLUSH_SECONDS)
