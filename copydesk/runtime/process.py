"""One service as one process: logs, health port, signals, graceful stop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from importlib.metadata import version
from typing import TypeVar

import structlog
from aiokafka.errors import KafkaError

from copydesk.build import commit
from copydesk.explanation import explain
from copydesk.runtime import metrics
from copydesk.runtime.access import Access, try_access, why_refused
from copydesk.runtime.app import Reader, create_app
from copydesk.runtime.delivery import Delivery
from copydesk.runtime.edge import run_edge
from copydesk.runtime.event_loop import install_event_loop
from copydesk.runtime.granted import missing_rights
from copydesk.runtime.health import serve_health, stalled
from copydesk.runtime.host import show_host
from copydesk.runtime.loop import Loop
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.rights import process_rights
from copydesk.runtime.service import SERVICE_VERSION, Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.source_log import KafkaLog
from copydesk.runtime.span_export import exported_spans
from copydesk.runtime.state import States
from copydesk.runtime.suspects import Suspects
from copydesk.runtime.tracing import stop_recording
from copydesk.runtime.watchdog import watch
from schemas.document import Document
from schemas.topics import ARTICLE_TOPICS, dead_letter_topic, topic_of

log = structlog.get_logger(__name__)

Source = TypeVar("Source", bound=Document)

EXIT_OK = 0
EXIT_CRASHED = 1
EXIT_UNCONFIRMED = 75
"""EX_TEMPFAIL of sysexits.h: stopped with work that the broker had not confirmed; it will be read again."""

RETRY_SECONDS = 2.0

ACCESS_SECONDS = 5.0
"""Between two looks at why a broker does not answer."""

SAY_AGAIN_SECONDS = 60.0
"""How often a log is told what a process waits for, while that stays the same."""

IDLE_STOP_SECONDS = 3.0
"""Leaving the group takes less where there is a broker; without one, waiting longer helps nobody."""

LAST_SPANS_SECONDS = 0.5
"""What telling of a crash may cost; it counts within the room below."""

STOP_ROOM_SECONDS = 2.0
"""On top of the grace, for closing connections; together they stay under Kubernetes' 30 s."""


def run_process(
    name: str, settings: Settings, main: Callable[[ProcessHealth, asyncio.Event], Coroutine[None, None, int]]
) -> int:
    """Run `main` with a health port, a watchdog and signals that set the event; returns the exit status."""
    health = ProcessHealth()
    live = stalled(health, settings.stall_seconds)
    show_host(settings)
    show_readiness(name, health)
    try:
        port = serve_health(settings.health_host, settings.health_port, live, health.unready_reason)
    except OSError as error:
        log.error("health port is taken; set COPYDESK_HEALTH_PORT", port=settings.health_port, error=str(error))  # noqa: TRY400 - the traceback says no more
        return EXIT_CRASHED
    metrics.BUILD.info(
        {
            "version": SERVICE_VERSION,
            "commit": commit() or "unknown",
            "python": platform.python_version(),
            "faust": version("faust-streaming"),
        }
    )
    watch(health, 2 * settings.stall_seconds)
    log.info(
        "starting",
        version=SERVICE_VERSION,
        commit=commit(),
        health=f"http://{settings.health_host}:{port}/readyz",
        name=name,
    )
    try:
        # libuv costs a tenth less a message than asyncio (docs/benchmarks.md); Faust's own threads take it too.
        install_event_loop()
        with exported_spans(name, settings):
            return asyncio.run(_with_signals(health, settings, main))
    except Exception:
        log.exception("crashed; what was not acknowledged is read again after the restart")
        return EXIT_CRASHED


def show_readiness(name: str, health: ProcessHealth) -> None:
    """Let the metrics show what `/readyz` answers: a broker that is away blocks no line that is empty."""
    metrics.READY.labels(name).set_function(lambda: float(health.unready_reason() is None))


async def _with_signals(
    health: ProcessHealth,
    settings: Settings,
    main: Callable[[ProcessHealth, asyncio.Event], Coroutine[None, None, int]],
) -> int:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if not stopping.is_set():
            stopping.set()
            loop.call_later(settings.stop_grace_seconds + STOP_ROOM_SECONDS, _give_up)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    return await main(health, stopping)


def _give_up() -> None:
    log.warning("stopped without confirmation; what was in work is read again")
    _leave(EXIT_UNCONFIRMED)


async def connect(
    service: Service[Document], settings: Settings, delivery: Delivery, health: ProcessHealth, stopping: asyncio.Event
) -> bool:
    """Wait for the broker, for the rights of this process and for its topics; False when a stop came before they are.

    Topics are made by `copydesk topics apply`, never by a worker: it would make them with the broker's defaults.
    """
    reason = ""
    said = 0.0
    while not stopping.is_set():
        try:
            problem = await _obstacle(service, settings, delivery)
        except (KafkaError, OSError) as error:
            problem = await why_refused(settings) or f"no broker: {error}"
        if problem is None:
            return True
        if problem != reason or time.monotonic() - said > SAY_AGAIN_SECONDS:
            log.warning("waiting", reason=problem)
            reason, said = problem, time.monotonic()
        health.waiting(problem)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), RETRY_SECONDS)
    return False


async def watch_access(service: Service[Document], settings: Settings, health: ProcessHealth) -> None:
    """Find out why a broker does not answer or allow what it did before, whenever so; ends only by cancellation.

    A password that was changed or a certificate that has ended shows itself when a connection is made anew.
    """
    said: str | None = None
    while True:
        await asyncio.sleep(ACCESS_SECONDS)
        access = await try_access(settings) if health.is_unanswered else Access()
        refusal = access.refusal
        health.note_refusal(refusal)
        health.note_let_in(is_let_in=access.is_let_in)
        if refusal is None and health.is_blocked_by("rights"):
            refusal = await _lost_rights(service, settings, health)
        if refusal is not None and refusal != said:
            log.error("the broker refuses this process", reason=refusal)
        said = refusal


async def _lost_rights(service: Service[Document], settings: Settings, health: ProcessHealth) -> str | None:
    """What a process that may not read lacks; where it has all rights again, it goes on."""
    try:
        lacking = await missing_rights(settings, process_rights(service))
    except (KafkaError, OSError) as error:
        log.warning("rights cannot be asked for", error=explain(error))
        return None
    if lacking:
        reason = _not_allowed(lacking)
        health.block("rights", reason)
        return reason
    log.info("allowed again")
    health.unblock("rights")
    return None


def _not_allowed(lacking: Sequence[str]) -> str:
    return f"not allowed, `copydesk acls apply` gives the right: {', '.join(lacking)}"


async def _obstacle(service: Service[Document], settings: Settings, delivery: Delivery) -> str | None:
    """What keeps the process from its work; None where nothing does.

    Raises:
        KafkaError: no broker lets us in.
        OSError: none can be reached.
    """
    # A cluster that asks nobody who he is has nothing to refuse him. Without any right not even a producer starts.
    if settings.security_protocol != "PLAINTEXT":
        lacking = await missing_rights(settings, process_rights(service))
        if lacking:
            return _not_allowed(lacking)
    await delivery.restart()
    missing = await delivery.missing_topics(topics_of(service))
    return f"topics missing, run `copydesk topics apply`: {', '.join(missing)}" if missing else None


def run_service(service: Service[Document], settings: Settings) -> int:
    """Consume until a signal comes; returns the exit status."""

    async def main(health: ProcessHealth, stopping: asyncio.Event) -> int:
        return await _consume(service, settings, health, stopping)

    return run_process(service.process_name, settings, main)


async def _consume(
    service: Service[Document], settings: Settings, health: ProcessHealth, stopping: asyncio.Event
) -> int:
    delivery = Delivery(settings, f"copydesk-{service.process_name}", service.linger_ms)
    watching: asyncio.Task[None] | None = None
    try:
        if not await connect(service, settings, delivery, health, stopping):
            return EXIT_OK
        watching = asyncio.create_task(watch_access(service, settings, health))
        if service.is_edge:
            return await run_edge(service, settings, delivery, health, stopping)
        return await _read_until_stopped(service, settings, delivery, health, stopping)
    finally:
        if watching is not None:
            watching.cancel()
        await delivery.stop()


def topics_of(service: Service[Source]) -> list[str]:
    """The topics that a service reads and writes, its dead letters included."""
    written = [topic.name for topic in ARTICLE_TOPICS if topic.written_by == service.name]
    return list(dict.fromkeys([topic_of(service.source).name, *written, dead_letter_topic(service.name).name]))


async def _read_until_stopped(
    service: Service[Document], settings: Settings, delivery: Delivery, health: ProcessHealth, stopping: asyncio.Event
) -> int:
    states = _states(service, settings, health)
    if states is None:
        return await _loop_until_stopped(service, settings, delivery, health, stopping)
    try:
        if await restored(states, settings, stopping):
            return await _loop_until_stopped(service, settings, delivery, health, stopping, states)
        return EXIT_OK
    finally:
        await states.snapshot()
        await states.close()


async def restored(states: States[Source], settings: Settings, stopping: asyncio.Event) -> bool:
    """Rebuild the state, with snapshots on the way; False where a stop came first.

    A crash in the middle of a long log must not cost all of it.
    """
    snapshots = asyncio.create_task(states.snapshot_every(settings.snapshot_seconds))
    try:
        return await states.restore(stopping)
    finally:
        snapshots.cancel()
        await asyncio.wait([snapshots])


def _states(service: Service[Document], settings: Settings, health: ProcessHealth) -> States[Document] | None:
    if service.state is None:
        return None
    health.waiting("rebuilding state")
    source_log = KafkaLog(settings, topic_of(service.source).name, settings.group(service.name))
    return States(service, settings, source_log, health)


async def _loop_until_stopped(
    service: Service[Document],
    settings: Settings,
    delivery: Delivery,
    health: ProcessHealth,
    stopping: asyncio.Event,
    states: States[Document] | None = None,
) -> int:
    suspects = Suspects(settings.data_dir / "in-work" / service.process_name)
    loop = Loop(service, settings, delivery, health, states, suspects)
    app = create_app(service, settings, health)
    reader = Reader(app, service, settings, delivery, loop, health)
    health.joining()
    starting = asyncio.create_task(app.start())
    settling = asyncio.create_task(loop.settle())
    measuring = asyncio.create_task(reader.measure())
    keeping = asyncio.create_task(_keep(states, settings, reader, starting)) if states is not None else measuring
    stop_wanted = asyncio.create_task(stopping.wait())
    await asyncio.wait({starting, settling, stop_wanted}, return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        # A group can take a minute to join, and Faust cannot be stopped while it joins. Nothing is acknowledged yet.
        log.info("stopped while joining", in_progress=loop.in_flight)
        _leave(EXIT_UNCONFIRMED if loop.in_flight else EXIT_OK)
    await starting
    stopped = asyncio.create_task(app.wait_until_stopped())
    await asyncio.wait({settling, measuring, keeping, stop_wanted, stopped}, return_when=asyncio.FIRST_COMPLETED)
    failure = app.crash_reason or next((t.exception() for t in (settling, measuring, keeping) if t.done()), None)
    if failure is not None:
        log.error("crashed; what was not acknowledged is read again after the restart", error=repr(failure))
        _leave(EXIT_CRASHED)
    health.waiting("stopping")
    log.info("stopping", in_progress=loop.in_flight)
    stopping_app = asyncio.create_task(app.stop())
    await asyncio.wait({stopping_app}, timeout=IDLE_STOP_SECONDS)
    if not stopping_app.done() and not loop.in_flight and not await delivery.answers():
        log.info("stopped without taking leave of the broker, which does not answer; nothing was in work")
        _leave(EXIT_OK)
    await stopping_app
    for task in (settling, measuring, keeping, stop_wanted, stopped):
        task.cancel()
    suspects.close()
    log.info("stopped")
    return EXIT_OK


async def _keep(states: States[Document], settings: Settings, reader: Reader, starting: asyncio.Task[None]) -> None:
    """Keep the state: on the disk, and up to date where others lead. Ends only by cancellation."""
    # Before the start nobody knows what is assigned, and to ask is an error.
    await asyncio.wait({starting})
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(states.snapshot_every(settings.snapshot_seconds))
        tasks.create_task(states.measure_sizes())
        keep_up = states.follow if settings.standby else states.rebuild_assigned
        tasks.create_task(keep_up(reader.leads))


def _leave(status: int) -> None:
    """End at once: Faust would go on waiting for events that nobody will acknowledge."""
    stop_recording(LAST_SPANS_SECONDS)
    sys.stderr.flush()
    os._exit(status)
