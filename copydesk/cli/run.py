"""The commands that run services: one or several of them, or everything on this machine."""

from __future__ import annotations

import importlib
import signal
import sys
import threading
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Annotated, cast

import typer

from copydesk.cli.feeds import feed_source
from copydesk.cli.options import (
    EXIT_CLUSTER,
    EXIT_USAGE,
    Brokers,
    Json,
    complete_process,
    fail,
    known_services,
    read_settings,
)
from copydesk.registry import PROCESS_NAMES, find_service
from copydesk.runtime.settings import Settings

commands = typer.Typer()


@commands.command()
def up(
    brokers: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            envvar="COPYDESK_BROKERS",
            help="A real cluster; where none is given, an embedded broker, in memory.",
        ),
    ] = None,
    feed: Annotated[
        list[Path] | None,
        typer.Option(help="Articles to push at the start; default: the sample feed.", exists=True, dir_okay=False),
    ] = None,
    no_feed: Annotated[bool, typer.Option("--no-feed", help="Push nothing.")] = False,
    *,
    source: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="A feed to fetch from now on; may be given several times.")
    ] = None,
    exit_when_done: Annotated[
        bool, typer.Option("--exit-when-done", help="End when all that was pushed has come out.")
    ] = False,
    replication: Annotated[int, typer.Option(min=1, help="Replicas of the topics that are made.")] = 1,
    as_json: Json = False,
) -> None:
    """Run everything on this machine: broker, services, sample feed; prints each enriched event.

    Examples: `copydesk up`, `copydesk up --brokers kafka:9092 --no-feed`, `copydesk up --json | jq .quotes`,
    `copydesk up --no-feed --source https://news.example/rss`
    """
    from copydesk.cli.up import UpOptions
    from copydesk.cli.up import up as run_all
    from copydesk.operator.cluster import ClusterError
    from services.intake.edges.feeds.sources_file import SourcesError
    from services.intake.edges.http.keys import KeysError
    from services.intake.edges.push import PushError

    given = tuple(feed or ()) or _sample_feed()
    options = UpOptions(
        settings=read_settings(brokers),
        embedded=brokers is None,
        feed=() if no_feed else given,
        sources=tuple(feed_source(url) for url in source or ()),
        exit_when_done=exit_when_done,
        as_json=as_json,
        replication=replication,
    )
    try:
        status = run_all(options)
    except SourcesError as error:
        fail(str(error), EXIT_USAGE)
    except (ClusterError, KeysError, PushError, RuntimeError) as error:
        fail(str(error), EXIT_CLUSTER)
    raise typer.Exit(status)


def _load_structlog_without_rich() -> None:
    """Import structlog while rich seems to be missing: it would load it to draw tracebacks, 3 MB of each process."""
    if "rich" in sys.modules:
        return
    sys.modules["rich"] = cast(ModuleType, None)  # None makes an import fail; see importlib's import system
    try:
        importlib.import_module("structlog")
    finally:
        del sys.modules["rich"]


@commands.command()
def run(
    services: Annotated[
        list[str],
        typer.Argument(
            metavar="SERVICE...", help=f"One of: {', '.join(PROCESS_NAMES)}.", autocompletion=complete_process
        ),
    ],
    brokers: Brokers = None,
) -> None:
    """Run a service in this process, or several with a process each.

    Settings come from the environment (docs/settings.md). Examples: `copydesk run cleaner`,
    `COPYDESK_HEALTH_PORT=0 copydesk run entities quotes --brokers kafka:9092`
    """
    known_services(services, PROCESS_NAMES)
    _load_structlog_without_rich()
    from copydesk.runtime.logs import configure_logs
    from copydesk.runtime.process import run_service

    settings = read_settings(brokers)
    if len(services) > 1:
        configure_logs(settings, "supervisor")
        _supervise(services, settings)
        return
    configure_logs(settings, services[0])
    raise typer.Exit(run_service(find_service(services[0]), settings))


def _sample_feed() -> tuple[Path, ...]:
    samples = Path(str(files("samples")))
    return samples / "feed.jsonl", samples / "page.txt"


def _supervise(services: list[str], settings: Settings) -> None:
    from copydesk.runtime.supervisor import Supervisor

    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    supervisor = Supervisor(services, {"COPYDESK_BROKERS": settings.brokers}, settings.health_port, None)
    while not stopping.wait(1.0):
        supervisor.look()
    supervisor.stop(settings.stop_grace_seconds)
