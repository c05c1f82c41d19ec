"""Structured logs on standard error: JSON for machines, coloured lines for a person at a terminal."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable

import structlog
from structlog.typing import EventDict, Processor

from copydesk.runtime.settings import Settings
from copydesk.runtime.tracing import current_trace_id
from copydesk.text.printable import printable

QUIET_LOGGERS = ("faust", "mode", "aiokafka", "kafka", "uvicorn", "opentelemetry")
"""Libraries that report each rebalance in many lines; their warnings stay."""


REPEAT_SECONDS = 30.0
"""While a broker is away aiokafka reports it a hundred times a minute, and one line in thirty seconds says as much."""


class FewRepeats(logging.Filter):
    """Lets a library say the same thing once in REPEAT_SECONDS."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write `record`; two are the same where their messages are, before arguments are filled in."""
        now = self._clock()
        said = self._last.get(str(record.msg))
        if said is not None and now - said < REPEAT_SECONDS:
            return False
        self._last[str(record.msg)] = now
        if len(self._last) > REMEMBERED_MESSAGES:
            self._last = {message: at for message, at in self._last.items() if now - at < REPEAT_SECONDS}
        return True


def _name_trace(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Add the trace of the span around the running code, where there is one."""
    trace_id = current_trace_id()
    if trace_id is not None:
        event.setdefault("trace_id", trace_id)
    return event


def _make_printable(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Blank out what a terminal would obey: what is logged may quote an article. JSON escapes all of that by itself."""
    for name, value in event.items():
        if name.startswith("_") or value is None or isinstance(value, bool | int | float):
            continue
        # A traceback has lines, indented so that none of them looks like a record; anything else is one.
        lines = str(value).split("\n") if name == "exception" else [str(value)]
        event[name] = "\n  ".join(printable(line) for line in lines)
    return event


REMEMBERED_MESSAGES = 1000
"""Messages that are built before they are logged are all different; this bounds what they cost."""


def configure_logs(settings: Settings, service: str) -> None:
    """Send every log record of this process, the libraries' too, through one format."""
    human = settings.log_format == "human" or (settings.log_format == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _name_trace,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    renderer: list[Processor] = (
        [
            structlog.processors.format_exc_info,
            _make_printable,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ]
        if human
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    repeats = FewRepeats()
    handler.addFilter(lambda record: not record.name.startswith(QUIET_LOGGERS) or repeats.filter(record))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[settings.log_level]))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    structlog.contextvars.bind_contextvars(service=service)
