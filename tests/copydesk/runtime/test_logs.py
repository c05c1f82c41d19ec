from __future__ import annotations

import json
import logging

import pytest
import structlog

from copydesk.runtime.logs import REMEMBERED_MESSAGES, REPEAT_SECONDS, FewRepeats, configure_logs
from copydesk.runtime.settings import Settings
from copydesk.runtime.tracing import SpanContext, span


def record(message: str) -> logging.LogRecord:
    return logging.LogRecord("aiokafka", logging.ERROR, "", 0, message, (), None)


def test_the_same_message_passes_once_in_a_while() -> None:
    now = 0.0
    repeats = FewRepeats(lambda: now)
    assert repeats.filter(record("away"))
    assert not repeats.filter(record("away"))
    assert repeats.filter(record("another"))
    now = REPEAT_SECONDS + 1
    assert repeats.filter(record("away"))


def test_messages_without_end_take_no_memory_without_end() -> None:
    now = 0.0
    repeats = FewRepeats(lambda: now)
    for number in range(3 * REMEMBERED_MESSAGES):
        now += 1.0
        repeats.filter(record(f"built {number}"))
    assert len(repeats._last) <= REMEMBERED_MESSAGES + 1


def test_every_record_is_one_json_object_that_names_the_service(capfd: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:]
    try:
        configure_logs(Settings(log_format="json"), "cleaner")
        logging.getLogger("aiokafka.client").error("no broker %s", "there")
        logging.getLogger("aiokafka.client").error("no broker %s", "here")
        logging.getLogger("services.example").warning("ours")
        logging.getLogger("services.example").warning("ours")
    finally:
        logging.getLogger().handlers[:] = before
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["no broker there", "ours", "ours"]
    assert {line["service"] for line in lines} == {"cleaner"}


def test_a_line_within_a_span_names_its_trace(capfd: pytest.CaptureFixture[str]) -> None:
    context = SpanContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", sampled=True)
    before = logging.getLogger().handlers[:]
    try:
        configure_logs(Settings(log_format="json"), "http")
        log = structlog.get_logger("services.example")
        with span("work", "server", context.traceparent()):
            log.info("within")
            log.info("another article's", trace_id="told")
            logging.getLogger("services.example").info("by the standard library")
        log.info("outside")
    finally:
        logging.getLogger().handlers[:] = before
        structlog.reset_defaults()
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line.get("trace_id") for line in lines] == [context.trace_id, "told", context.trace_id, None]


HOSTILE = "\x1b]0;title\x07\x1b[2J ferry\r\nERROR forged line\u2028\u202e\x9b31m"


@pytest.mark.parametrize("form", ["human", "json"])
def test_what_an_article_contains_makes_no_line_and_steers_no_terminal(
    form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    before = logging.getLogger().handlers[:]
    try:
        configure_logs(Settings.model_validate({"log_format": form}), "cleaner")
        log = structlog.get_logger("services.example")
        log.warning(HOSTILE, reason=HOSTILE, many=[HOSTILE], pair={HOSTILE: HOSTILE})
        logging.getLogger("aiokafka.client").error("refused %s", HOSTILE)
        log.error("crashed", exc_info=ValueError(HOSTILE))
    finally:
        logging.getLogger().handlers[:] = before
        structlog.reset_defaults()
    written = capfd.readouterr().err
    assert written.replace("\n", "").isprintable()
    lines = written.splitlines()
    assert "forged" in written
    # The traceback has lines of its own, for a person; none of them looks like a record.
    assert not [line for line in lines if line.startswith("ERROR forged")]
    assert len([line for line in lines if "ferry" in line]) == 3
