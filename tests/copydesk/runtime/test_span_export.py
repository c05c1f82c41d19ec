from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest
from structlog.testing import capture_logs

from copydesk.runtime import tracing
from copydesk.runtime.settings import Settings
from copydesk.runtime.span_export import exported_spans, sends_spans
from tests.support.otlp_receiver import otlp_receiver

OURS = "http://localhost:4318"


@pytest.fixture(autouse=True)
def _no_standard_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("OTEL_"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("ours", "environment", "sent"),
    [
        ("", {}, False),
        (OURS, {}, True),
        ("", {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}, True),
        ("", {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/v1/traces"}, True),
        ("", {"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, False),
        ("", {"OTEL_TRACES_EXPORTER": "otlp"}, True),
        (OURS, {"OTEL_TRACES_EXPORTER": "none"}, False),
        (OURS, {"OTEL_SDK_DISABLED": "true"}, False),
        (OURS, {"OTEL_SDK_DISABLED": "false"}, True),
        ("", {"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://collector:4318/v1/metrics"}, False),
    ],
)
def test_who_sends_spans(ours: str, environment: Mapping[str, str], sent: bool) -> None:
    assert sends_spans(Settings(otlp_endpoint=ours), environment) is sent


def test_spans_of_the_block_arrive_with_its_end() -> None:
    with otlp_receiver() as receiver:
        with exported_spans("push", Settings(otlp_endpoint=receiver.endpoint)), tracing.span("push", "internal"):
            pass
        assert [(span.name, span.service) for span in receiver.spans] == [("push", "copydesk-push")]
    assert tracing.recorder() is None


def test_what_cannot_be_used_is_said_and_the_block_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "-1")
    ran = False
    with capture_logs() as logs, exported_spans("cleaner", Settings(otlp_endpoint=OURS)):
        ran = True
        assert tracing.recorder() is None
    assert ran
    assert [(line["event"], line["log_level"]) for line in logs] == [("spans are not sent; articles go on", "error")]
    assert "schedule_delay" in logs[0]["error"]


def test_nothing_is_imported_where_no_spans_are_sent() -> None:
    program = (
        "import sys; from copydesk.registry import find_service; import copydesk.runtime.process\n"
        "from copydesk.runtime.settings import Settings; from copydesk.runtime.span_export import exported_spans\n"
        "find_service('http')\n"
        "for endpoint in ('', 'http://127.0.0.1:9'):\n"
        "    with exported_spans('http', Settings(otlp_endpoint=endpoint)): pass\n"
        "    print([name in sys.modules for name in ('opentelemetry.sdk', 'google.protobuf')])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == ["[False, False]", "[True, True]"]
