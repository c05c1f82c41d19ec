"""One service as one process: logs, health port, signals, graceful stop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import signal
import sys
from collections.abc import Callable, Coroutine
from importlib.metadata import version

import structlog
import uvloop
from aiokafka.errors import KafkaError

from schemas.document import Document
from schemas.topics import ARTICLE_TOPICS, dead_letter_topic, topic_of
from services.runtime import metrics
from services.runtime.app import Reader, create_app
from services.runtime.delivery import Delivery
from services.runtime.edge import run_edge
from services.runtime.health import serve_health, stalled
from services.runtime.line import Line
from services.runtime.loop import Loop
from services.runtime.service import SERVICE_VERSION, Service
from services.runtime.settings import Settings
from services.runtime.watchdog import watch

log = structlog.get_logger(__name__)

EXIT_OK = 0
EXIT_CRASHED = 1
EXIT_UNCONFIRMED = 75
"""EX_TEMPFAIL of sysexits.h: stopped with work that the broker had not confirmed; it will be read again."""

RETRY_SECONDS = 2.0


def run_process(
    name: str, settings: Settings, main: Callable[[Line, asyncio.Event], Coroutine[None, None, int]]
) -> int:
    """Run `main` with a health port, a watchdog and signals that set the event; returns the exit status."""
    line = Line()
    live = stalled(line, settings.stall_seconds)
    try:
        port = serve_health(settings.health_host, settings.health_port, live, line.unready_reason)
    except OSError as error:
        log.error("health port is taken; set COPYDESK_HEALTH_PORT", port=settings.health_port, error=str(error))  # noqa: TRY400 - the traceback says no more
        return EXIT_CRASHED
    metrics.BUILD.info(
        {"version": SERVICE_VERSION, "python": platform.python_version(), "faust": version("faust-streaming")}
    )
    watch(line, 2 * settings.stall_seconds)
    log.info("starting", version=SERVICE_VERSION, health=f"http://{settings.health_host}:{port}/readyz", name=name)
    try:
        # libuv costs a tenth less a message than asyncio (docs/benchmarks.md); Faust's own threads take it too.
        uvloop.install()
        return asyncio.run(_with_signals(line, main))
    except Exception:
        log.exception("crashed; what was not acknowledged is read again after the restart")
        return EXIT_CRASHED


async def _with_signals(line: Line, main: Callable[[Line, asyncio.Event], Coroutine[None, None, int]]) -> int:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    return await main(line, stopping)


async def connect(delivery: Delivery, topics: list[str], line: Line, stopping: asyncio.Event) -> bool:
    """Wait for the broker and for the topics; True when both are there, False when a stop came first.

    Topics are made by `copydesk topics apply`, never by a worker: it would make them with the broker's defaults.
    """
    reason = ""
    while not stopping.is_set():
        try:
            await delivery.restart()
            missing = await delivery.missing_topics(topics)
            if not missing:
                return True
            problem = f"topics missing, run `copydesk topics apply`: {', '.join(missing)}"
        except (KafkaError, OSError) as error:
            problem = f"no broker: {error}"
        if problem != reason:
            log.warning("waiting", reason=problem)
            reason = problem
        line.waiting(problem)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), RETRY_SECONDS)
    return False


def run_service(service: Service[Document], settings: Settings) -> int:
    """Consume until a signal comes; returns the exit status."""

    async def main(line: Line, stopping: asyncio.Event) -> int:
        return await _consume(service, settings, line, stopping)

    return run_process(service.name, settings, main)


async def _consume(service: Service[Document], settings: Settings, line: Line, stopping: asyncio.Event) -> int:
    delivery = Delivery(settings, f"copydesk-{service.name}")
    try:
        if not await connect(delivery, topics_of(service), line, stopping):
            return EXIT_OK
        if service.arrivals is not None:
            return await run_edge(service, settings, delivery, line, stopping)
        return await _read_until_stopped(service, settings, delivery, line, stopping)
    finally:
        await delivery.stop()


def topics_of(service: Service[Document]) -> list[str]:
    """The topics that a service reads and writes, its dead letters included."""
    written = [topic.name for topic in ARTICLE_TOPICS if topic.written_by == service.name]
    return list(dict.fromkeys([topic_of(service.source).name, *written, dead_letter_topic(service.name).name]))


async def _read_until_stopped(
    service: Service[Document], settings: Settings, delivery: Delivery, line: Line, stopping: asyncio.Event
) -> int:
    loop = Loop(service, settings, delivery, line)
    app = create_app(service, settings)
    reader = Reader(app, service, settings, loop, line)
    line.waiting("joining the consumer group")
    await app.start()
    settling = asyncio.create_task(loop.settle())
    tasks: list[asyncio.Task[object]] = [
        settling,
        asyncio.create_task(reader.measure()),
        asyncio.create_task(stopping.wait()),
        asyncio.create_task(app.wait_until_stopped()),
    ]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    failure = app.crash_reason or (settling.exception() if settling.done() else None)
    if failure is not None:
        log.error("crashed; what was not acknowledged is read again after the restart", error=repr(failure))
        _leave(EXIT_CRASHED)
    line.waiting("stopping")
    log.info("stopping", in_progress=loop.in_progress)
    await _stop_in_time(app.stop(), settings.stop_grace_seconds, loop)
    for task in tasks:
        task.cancel()
    log.info("stopped")
    return EXIT_OK


async def _stop_in_time(stop: Coroutine[None, None, None], seconds: float, loop: Loop[Document]) -> None:
    # Not wait_for: it would wait until Faust has come to terms with being cancelled, which it does not.
    done, _ = await asyncio.wait({asyncio.create_task(stop)}, timeout=seconds)
    if not done:
        log.warning("stopped without confirmation; these are read again", in_progress=loop.in_progress)
        _leave(EXIT_UNCONFIRMED)


def _leave(status: int) -> None:
    """End at once: Faust would go on waiting for events that nobody will acknowledge."""
    sys.stderr.flush()
    os._exit(status)
