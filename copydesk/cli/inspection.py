"""The commands that look at what is on its way and change nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.cli.moments import From, To, shown
from copydesk.cli.options import (
    EXIT_CLUSTER,
    EXIT_REFUSED,
    EXIT_USAGE,
    Brokers,
    Json,
    complete_service,
    fail,
    known_services,
    print_line,
    read_settings,
    say,
)
from copydesk.cli.progress import progress
from schemas.document import utc_now
from schemas.topics import SERVICE_NAMES

if TYPE_CHECKING:
    from copydesk.operator.audit import Audit
    from copydesk.operator.lag import PartitionLag, ServiceLag
    from copydesk.operator.trace import Trace, Version
    from copydesk.runtime.article_way import Step

commands = typer.Typer()

AUDITED = timedelta(hours=1)

TRACED = timedelta(days=1)
"""How far back `trace` looks where nobody says: it reads every message since then in the article's partitions."""


def _complete_reader(incomplete: str) -> list[str]:
    """Services that read a topic: all but the first of the way."""
    return [name for name in complete_service(incomplete) if name != SERVICE_NAMES[0]]


@commands.command()
def lag(
    services: Annotated[
        list[str] | None, typer.Argument(metavar="[SERVICE]...", autocompletion=_complete_reader)
    ] = None,
    brokers: Brokers = None,
    over: Annotated[
        float | None, typer.Option(min=0, metavar="SECONDS", help="Exit code 1 where a message has waited for longer.")
    ] = None,
    as_json: Json = False,
) -> None:
    """How far each service is behind: messages that wait, and for how long the oldest of them has.

    Exit code 1 too where messages went with a topic's retention before they were read.
    Examples: `copydesk lag`, `copydesk lag entities quotes`, `copydesk lag --over 300 --json | jq .seconds`
    """
    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.lag import by_service, measure_lag
    from copydesk.registry import topics_read

    reads = topics_read()
    asked = known_services(services, tuple(reads))
    try:
        found = measure_lag(read_settings(brokers), {name: reads[name] for name in asked or reads})
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)
    for service in by_service(found):
        own = [partition for partition in found if partition.service == service.service]
        for line in _lag_as_json(own) if as_json else _lag_as_text(service, own):
            print_line(line)
    late = over is not None and any((each.seconds or 0.0) > over for each in found)
    raise typer.Exit(EXIT_REFUSED if late or any(each.expired for each in found) else 0)


def _lag_as_json(partitions: list[PartitionLag]) -> list[str]:
    return [json.dumps(asdict(each)) for each in partitions]


def _lag_as_text(service: ServiceLag, partitions: list[PartitionLag]) -> list[str]:
    lines = [f"{service.service:<36}{_waiting(service)}"]
    for each in partitions:
        lines.append(f"  {f'{each.topic}/{each.partition}':<34}{_waiting(each)}")
    return lines


def _waiting(each: ServiceLag | PartitionLag) -> str:
    age = "unknown" if each.seconds is None else f"{each.seconds:.1f} s"
    lost = f"   {each.expired} EXPIRED UNREAD" if each.expired else ""
    return f"{each.waiting:>10} messages {age:>12}{lost}"


@commands.command()
def trace(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="The article's id, as in the events.")],
    since: From = None,
    brokers: Brokers = None,
    as_json: Json = False,
) -> None:
    """Each version of an article: its steps through the services, when, with what status, and where it is now.

    Looks back one day, or to --from. Exit code 1 where nothing was found, or where a version is missing.
    Examples: `copydesk trace c37cba7e-67c2-5643-be20-9a1043cc292b`, `copydesk trace ID --from 7d --json | jq .now`
    """
    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.trace import trace_article
    from copydesk.registry import topics_read

    start = since or utc_now() - TRACED
    try:
        with progress("reading") as told:
            found = trace_article(read_settings(brokers), article_id, start, topics_read(), told)
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)
    if not found.versions:
        read = f"{found.messages} messages were read"
        fail(f"nothing of {article_id} since {shown(start)} UTC; {read}. Look further back by --from 7d", EXIT_REFUSED)
    for version in found.versions:
        for line in [_trace_as_json(found, version)] if as_json else _trace_as_text(version):
            print_line(line)
    raise typer.Exit(EXIT_REFUSED if any(version.is_missing for version in found.versions) else 0)


def _trace_as_json(found: Trace, version: Version) -> str:
    steps = [
        {
            "at": step.at.isoformat(),
            "service": step.service,
            "status": step.status,
            "topic": step.topic.name,
            "partition": step.partition,
            "offset": step.offset,
            "event_id": step.event_id,
            "reason": step.reason,
            "copy_of": step.copy_of,
            "replay": step.replay,
        }
        for step in version.steps
    ]
    facts = {"version": version.version, "content_hash": version.content_hash, "source": version.source}
    rest = {"quotes": version.quotes, "now": version.now, "missing": version.is_missing}
    return json.dumps({"id": found.article_id, **facts, **rest, "steps": steps}, ensure_ascii=False)


def _trace_as_text(version: Version) -> list[str]:
    name = "unnumbered" if version.version is None else str(version.version)
    lines = [f"version {name}  source {version.source or 'unknown'}  content {version.content_hash or 'unknown'}"]
    first = version.steps[0].at if version.steps else None
    for step in version.steps:
        since = f"+{(step.at - first).total_seconds():.3f} s" if first and step is not version.steps[0] else ""
        lines.append(f"  {shown(step.at)} {since:>12}  {_step(step)}")
    lines.append(f"  now: {version.now}" + (f"; {version.quotes} quotes" if version.quotes else ""))
    return [line.rstrip() for line in lines]


def _step(step: Step) -> str:
    place = f"{step.topic.name}/{step.partition}/{step.offset}"
    why = step.reason or (f"of {step.copy_of}" if step.copy_of else "")
    again = f"  replay {step.replay}" if step.replay else ""
    return f"{step.service:<9} {step.status:<12} {place:<28} {why}{again}"


@commands.command()
def audit(
    since: From = None,
    until: To = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="TOPIC TOPIC", help="What came of one topic up to a later one, by all services between."),
    ] = None,
    brokers: Brokers = None,
    as_json: Json = False,
) -> None:
    """What each service was given in a window of time, what came of it, and exactly which articles are missing.

    What was given is the sum of all statuses and of what waits; else articles are missing, and the exit code is 1. The
    window is that of each service's own topic; without --from it is the last hour.
    Examples: `copydesk audit --from 1d`, `copydesk audit --from 2026-11-28 --to 2026-11-29 --json | jq .missing`,
    `copydesk audit --between articles.raw articles.enriched --from 6h`
    """
    from copydesk.operator.audit import AuditError, Window, audit_between, audit_services
    from copydesk.operator.cluster import ClusterError
    from copydesk.registry import topics_read

    settings = read_settings(brokers)
    window = Window(since or utc_now() - AUDITED, until)
    even = True
    try:
        with progress("reading") as told:
            reads = topics_read()
            if between:
                found = [audit_between(settings, window, reads, between, told)]
            else:
                found = list(audit_services(settings, window, reads, told))
    except AuditError as error:
        fail(str(error), EXIT_USAGE)
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)
    for each in found:
        even = even and each.balance.is_even
        for line in [_audit_as_json(each)] if as_json else _audit_as_text(each):
            print_line(line)
        for name in each.begins_late:
            say(f"copydesk: {name} has lost a part of the window; what came of it may be gone")
    raise typer.Exit(0 if even else EXIT_REFUSED)


def _audit_as_json(found: Audit) -> str:
    balance = found.balance
    missing = [{**asdict(each), "given": str(each.given), "last_seen": str(each.last_seen)} for each in balance.missing]
    figures = {"given": balance.given, "statuses": balance.statuses, "waiting": balance.waiting, "missing": missing}
    return json.dumps({"services": found.services, "topic": found.topic, **figures}, ensure_ascii=False)


def _audit_as_text(found: Audit) -> list[str]:
    balance = found.balance
    parts = [f"{count} {status}" for status, count in sorted(balance.statuses.items())]
    parts += [f"{count} wait for {service}" for service, count in balance.waiting.items()]
    if balance.missing:
        parts.append(f"{len(balance.missing)} MISSING")
    services = " to ".join(dict.fromkeys((found.services[0], found.services[-1])))
    lines = [f"{services:<18} {found.topic:<18} {balance.given:>8} = {' + '.join(parts) or '0'}"]
    for each in balance.missing:
        version = "" if each.version is None else f" version {each.version}"
        what = f"{each.article_id}{version} ({each.content_hash or 'unreadable'})"
        lines.append(f"  missing: {what}, given as {each.given}; {each.service} has read {each.last_seen}")
    return lines
