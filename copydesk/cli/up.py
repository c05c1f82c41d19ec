"""The whole of Copydesk on one machine: a broker if need be, all services, a sample feed, and a live status line."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from copydesk.cli.display import describe
from copydesk.operator.running import Running, RunningProcess, announced
from copydesk.operator.status import ServiceStatus, read_status, status_line
from copydesk.operator.tail import follow
from copydesk.operator.topics import apply_topics
from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.broker import EMBEDDED_ENVIRONMENT, embedded_broker, free_port
from copydesk.runtime.logs import configure_logs
from copydesk.runtime.settings import Settings
from copydesk.runtime.supervisor import Supervisor
from copydesk.text.printable import printable
from schemas.article import EnrichedArticle
from schemas.topics import SERVICE_NAMES
from services.intake.edges.background import directly
from services.intake.edges.feeds.sources import FeedSource
from services.intake.edges.feeds.sources_file import add_sources
from services.intake.edges.http.keys import add_key, new_key
from services.intake.edges.push import Pushed, push
from services.intake.files import read_submissions
from services.intake.sandbox.limits import parse_limits
from services.intake.sandbox.sandbox import Sandbox
from services.intake.submission import Submission

KEY_NAME = "up"
KEY_SOURCE = "local"

REFRESH_SECONDS = 1.0
PLAIN_REFRESH_SECONDS = 10.0
"""Where the status is a log and not a line that is written over, it should not fill the log."""


@dataclass(frozen=True, slots=True)
class UpOptions:
    """What `copydesk up` was asked for."""

    settings: Settings
    embedded: bool
    feed: tuple[Path, ...]
    sources: tuple[FeedSource, ...]
    exit_when_done: bool
    as_json: bool
    replication: int


class Screen:
    """Events on standard output, the status line on standard error; neither writes into the other."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._lock = threading.Lock()
        self._shown_at = 0.0
        self._shown = ""

    def event(self, text: str) -> None:
        """Print an event for good."""
        with self._lock:
            self._clear()
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    def note(self, text: str) -> None:
        """Print a remark for good."""
        with self._lock:
            self._clear()
            sys.stderr.write(f"{printable(text)}\n")

    def status(self, text: str) -> None:
        """Show how things stand now."""
        with self._lock:
            if self._live:
                self._clear()
                sys.stderr.write(text)
                sys.stderr.flush()
            elif text != self._shown and time.monotonic() - self._shown_at >= PLAIN_REFRESH_SECONDS:
                sys.stderr.write(f"{text}\n")
                self._shown, self._shown_at = text, time.monotonic()

    def _clear(self) -> None:
        if self._live:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def up(options: UpOptions) -> int:
    """Run until a signal comes, or until the feed is through where that was asked for; returns the exit status.

    Raises:
        ClusterError: the cluster cannot be reached.
        PushError: the feed cannot be published.
        SourcesError: the sources file cannot be used.
        RuntimeError: the embedded broker cannot be started.
    """
    screen = Screen()
    stopping = threading.Event()
    configure_logs(options.settings, "up")
    # What the feed's bad lines are refused for is reported line by line below.
    logging.getLogger("copydesk.runtime.loop").setLevel(logging.ERROR)
    # The one who follows the events is still reading when the broker is stopped.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
    with _signals(stopping), _broker(options) as (settings, environment):
        states = apply_topics(settings, options.replication)
        add_sources(settings.sources_file, options.sources)
        log_file = settings.data_dir / "services.log"
        log_file.parent.mkdir(parents=True, exist_ok=True)
        with log_file.open("ab") as output:
            http_port = free_port(settings.http_port)
            key = _key(settings)
            surroundings = {**environment, "COPYDESK_HTTP_PORT": str(http_port)}
            supervisor = Supervisor(PROCESS_NAMES, surroundings, settings.health_port, output)
            try:
                with announced(settings.data_dir, _running(settings, supervisor)):
                    _where_to_look(screen, settings, supervisor, log_file, len(states))
                    _how_to_push(screen, settings.http_host, http_port, key)
                    _follow_events(screen, settings, as_json=options.as_json)
                    pushed = _push_feed(screen, settings, options.feed)
                    return _watch(screen, supervisor, stopping, pushed if options.exit_when_done else None)
            finally:
                screen.note("stopping")
                supervisor.stop(settings.stop_grace_seconds)


def _running(settings: Settings, supervisor: Supervisor) -> Running:
    """What `copydesk top` finds the broker and the processes by."""
    processes = tuple(RunningProcess(service=child.name, port=child.port) for child in supervisor.children)
    return Running(
        pid=os.getpid(),
        brokers=settings.brokers,
        producer_idempotence=settings.producer_idempotence,
        processes=processes,
    )


@contextlib.contextmanager
def _signals(stopping: threading.Event) -> Iterator[None]:
    """SIGINT and SIGTERM set the event; a second one ends the process at once, as ever."""

    def handle(number: int, _frame: FrameType | None) -> None:
        stopping.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)
    yield


@contextlib.contextmanager
def _broker(options: UpOptions) -> Iterator[tuple[Settings, Mapping[str, str]]]:
    """The settings and the children's environment, with the embedded broker running where it was asked for."""
    settings = options.settings
    if not options.embedded:
        yield settings, {"COPYDESK_BROKERS": settings.brokers}
        return
    with embedded_broker(settings.data_dir / "broker.log") as address:
        changed = settings.model_copy(update={"brokers": address, "producer_idempotence": False})
        yield changed, {"COPYDESK_BROKERS": address, **EMBEDDED_ENVIRONMENT}


def _where_to_look(screen: Screen, settings: Settings, supervisor: Supervisor, log_file: Path, topics: int) -> None:
    screen.note(f"broker     {settings.brokers}  ({topics} topics)")
    for child in supervisor.children:
        screen.note(f"{child.name:<10} http://localhost:{child.port}/metrics  /livez  /readyz")
    screen.note(f"logs       {log_file}")
    screen.note(f"drop       put files into {settings.data_dir / 'drop'}")
    screen.note("feeds      copydesk feeds add URL, or --source URL")
    screen.note(f"push       copydesk push FILE --brokers {settings.brokers}")
    screen.note(f"follow     copydesk tail quotes --brokers {settings.brokers}")
    screen.note("stop       Ctrl-C")


def _key(settings: Settings) -> str:
    """A new key for this run, in place of the last run's."""
    key, secret = new_key(KEY_NAME, [KEY_SOURCE])
    add_key(settings.keys_file, key, replace=True)
    return secret


def _how_to_push(screen: Screen, host: str, port: int, key: str) -> None:
    """A line that works when it is pasted into another terminal, and the key for other clients."""
    article = '{"title": "Council keeps the night ferry", "body": "The night ferry stays, said Mayor Ingrid Solheim."}'
    screen.note(f"key        {key}")
    screen.note(f"page       http://{host}:{port}/")
    screen.note(
        f"http       curl http://{host}:{port}/v1/articles -H 'Authorization: Bearer {key}' "
        f"-H 'Content-Type: application/json' -d '{article}'"
    )


def _follow_events(screen: Screen, settings: Settings, *, as_json: bool) -> None:
    """Print enriched events as they come, in a thread that ends with the process."""

    def show() -> None:
        for message in follow(settings, "articles.enriched", from_beginning=True):
            text = message.value.decode("utf-8", "replace")
            screen.event(text if as_json else describe(EnrichedArticle.model_validate_json(text)))

    threading.Thread(target=show, name="events", daemon=True).start()


def _push_feed(screen: Screen, settings: Settings, feed: tuple[Path, ...]) -> Pushed:
    def report(submission: Submission, reason: str | None) -> None:
        if reason:
            screen.note(f"refused    {submission.file}:{submission.line}: {reason}")

    def submissions(sandbox: Sandbox) -> Iterator[Submission]:
        for path in feed:
            with path.open("rb") as stream:
                yield from read_submissions(path.name, stream, path.stem, sandbox)

    if not feed:
        return Pushed()
    with Sandbox(parse_limits(settings)) as sandbox:
        pushed = asyncio.run(push(settings, directly(submissions(sandbox)), report, screen.note))
    screen.note(f"feed       {pushed.published} articles pushed, {pushed.refused} refused")
    return pushed


def _watch(screen: Screen, supervisor: Supervisor, stopping: threading.Event, until: Pushed | None) -> int:
    """Show the status until the event is set, or until all that was pushed has come to its end."""
    done = _all_ended(until) if until else None
    while not stopping.wait(REFRESH_SECONDS):
        supervisor.look()
        statuses = [read_status(child.name, child.port) for child in supervisor.children]
        screen.status(status_line(statuses))
        if done and done(statuses):
            screen.note(status_line(statuses))
            # The last event is confirmed; give the follower the time to print it.
            stopping.wait(REFRESH_SECONDS)
            return 0
    return 0


def _all_ended(pushed: Pushed) -> Callable[[list[ServiceStatus]], bool]:
    """Whether each article pushed is enriched, a duplicate or a dead letter."""

    def ended(statuses: list[ServiceStatus]) -> bool:
        _, *on_the_way, last = (status for status in statuses if status.name in SERVICE_NAMES)
        left = sum(status.statuses["dead_letter"] + status.statuses["duplicate"] for status in on_the_way)
        return last.ended + left >= pushed.published

    return ended
