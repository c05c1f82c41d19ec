"""The command that shows the whole pipeline live, or once for a script."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from copydesk.cli.options import EXIT_CLUSTER, EXIT_USAGE, Brokers, Json, fail, print_line, read_settings
from copydesk.registry import PROCESS_NAMES, topics_read

if TYPE_CHECKING:
    from copydesk.operator.top.observer import Observer
    from copydesk.operator.top.picture import Picture

commands = typer.Typer()


@commands.command()
def top(
    brokers: Brokers = None,
    metrics: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", help="A process's page of metrics, http://HOST:PORT/metrics; several are asked."),
    ] = None,
    prometheus: Annotated[
        str | None, typer.Option(metavar="URL", help="A Prometheus server that knows the processes, in their place.")
    ] = None,
    interval: Annotated[float, typer.Option(min=0.5, max=60, metavar="SECONDS", help="How often to ask.")] = 2.0,
    *,
    once: Annotated[
        bool, typer.Option("--once", help="One picture as text, and end; so too without a terminal.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Services, rates, lag, latency, dead letters, sources and headlines, live; ? in it says what the keys do.

    Where no --metrics are named it asks the processes of `copydesk up`, the Prometheus of the compose file
    (port COPYDESK_PROMETHEUS_PORT, 9090), or the health ports of this machine. Exit code 3 where neither a process nor
    a broker answers.
    Examples: `copydesk top`, `copydesk top --once --json | jq '.services[] | {name, lag}'`,
    `copydesk top --prometheus http://prometheus:9090 --brokers kafka:9092`
    """
    for url in (*(metrics or ()), *((prometheus,) if prometheus else ())):
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            fail(f"{url}: expected http://HOST:PORT/…", EXIT_USAGE)
    observer = observer_of(brokers, tuple(metrics or ()), prometheus)
    if as_json:
        _print_json(_pictures(observer, interval), once=once)
    elif once or not sys.stdout.isatty():
        _print_text(next(_pictures(observer, interval)))
    else:
        _show(observer, interval)


def observer_of(brokers: str | None, metrics: tuple[str, ...], prometheus: str | None) -> Observer:
    """Who asks the processes and the broker that are named, or that are found."""
    from copydesk.operator.running import find_running
    from copydesk.operator.top.broker import Broker
    from copydesk.operator.top.metrics_source import MetricsSource, found_source, named_source
    from copydesk.operator.top.observer import Observer

    # What a client warns of while the broker is away the picture says in its own words.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
    settings = read_settings(brokers)
    running = find_running(settings.data_dir)
    if running and not brokers and "brokers" not in settings.model_fields_set:
        settings = settings.model_copy(update={"brokers": running.brokers})

    def find_source() -> MetricsSource:
        named = named_source(metrics, prometheus, PROCESS_NAMES)
        return named or found_source(find_running(settings.data_dir), settings.health_port, PROCESS_NAMES)

    return Observer(PROCESS_NAMES, find_source, Broker(settings, topics_read()).ask, settings.brokers)


def _pictures(observer: Observer, interval: float) -> Iterator[Picture]:
    """Pictures one after the other; the first after two rounds, since a rate needs two."""
    observer.read_metrics()
    while True:
        asked = time.monotonic()
        observer.ask_broker()
        time.sleep(max(0.0, interval - (time.monotonic() - asked)))
        observer.read_metrics()
        yield observer.picture()


def _print_json(pictures: Iterator[Picture], *, once: bool) -> None:
    try:
        for picture in pictures:
            print_line(json.dumps(asdict(picture)))
            if once:
                _end(picture)
    except KeyboardInterrupt:
        return


def _print_text(picture: Picture) -> None:
    from copydesk.cli.screen.plain import print_picture

    print_picture(picture)
    _end(picture)


def _end(picture: Picture) -> None:
    if picture.metrics.problem and picture.broker.problem:
        fail(f"nobody answers: {picture.metrics.problem}; {picture.broker.problem}", EXIT_CLUSTER)
    raise typer.Exit


def _show(observer: Observer, interval: float) -> None:
    try:
        from copydesk.cli.screen.app import TopApp
    except ImportError:
        fail("the live view is not installed: run `make setup`, or give --once", EXIT_USAGE)
    from copydesk.operator.top.rounds import Rounds

    rounds = Rounds(interval, (observer.read_metrics, observer.ask_broker))
    app = TopApp(lambda report: rounds.start(lambda: report(observer.picture())), rounds.ask_now)
    app.run()
    rounds.stop()
