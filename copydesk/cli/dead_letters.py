"""The commands about dead letters: look at them, take them out, send them again, or let them be."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.cli.moments import From, To
from copydesk.cli.options import (
    EXIT_CLUSTER,
    EXIT_REFUSED,
    Brokers,
    Json,
    complete_service,
    fail,
    known_services,
    open_for_writing,
    print_line,
    read_settings,
    say,
)
from copydesk.cli.progress import progress
from schemas.topics import SERVICE_NAMES

if TYPE_CHECKING:
    from copydesk.operator.dead_letters import Filter, FoundDeadLetter
    from copydesk.operator.redrive import Chosen, Outcome, Progress

commands = typer.Typer(help="What could not be processed, and why; and what to do about it.", no_args_is_help=True)

Services = Annotated[list[str] | None, typer.Argument(metavar="[SERVICE]...", autocompletion=complete_service)]
Reason = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Only this error type, or where the message holds this text.")
]
Source = Annotated[str | None, typer.Option(metavar="NAME", help="Only articles of this source.")]
Most = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many, the oldest of a service first.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Decided = Annotated[bool, typer.Option("--all", help="Those, too, that were redriven or dropped already.")]


@commands.command("list")
def dead_letters_list(
    services: Services = None,
    reason: Reason = None,
    source: Source = None,
    since: From = None,
    until: To = None,
    *,
    decided: Decided = False,
    brokers: Brokers = None,
    as_json: Json = False,
) -> None:
    """What failed, where and why: one line a dead letter. Its first column is for `dead-letters show`.

    What was redriven or dropped is left out, unless --all asks for it.
    Examples: `copydesk dead-letters list`, `copydesk dead-letters list cleaner --json | jq .error_message`,
    `copydesk dead-letters list --reason ValidationError --from 6h`
    """
    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.dead_letters import list_dead_letters

    wanted = _filter(services, reason, source, since, until, decided=decided)
    try:
        for found in list_dead_letters(read_settings(brokers), wanted):
            print_line(json.dumps(_facts(found), ensure_ascii=False) if as_json else _line(found))
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)


@commands.command("show")
def dead_letters_show(
    reference: Annotated[str, typer.Argument(help="TOPIC/PARTITION/OFFSET, as `dead-letters list` prints it.")],
    brokers: Brokers = None,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="Only the original bytes, as they came; to a terminal what it would obey is escaped."
        ),
    ] = False,
) -> None:
    """One dead letter: the story of its failure, and the original value.

    Examples: `copydesk dead-letters show cleaner.dead-letters/0/42`, with `--raw` to get the input back as it came
    """
    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.dead_letters import UnknownReferenceError, find_dead_letter

    try:
        found = find_dead_letter(read_settings(brokers), reference)
    except UnknownReferenceError as error:
        fail(str(error), EXIT_REFUSED)
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)
    if raw and sys.stdout.isatty():
        print_line(found.value.decode("utf-8", "replace"))
        return
    if raw:
        sys.stdout.buffer.write(found.value)
        return
    value = found.value.decode("utf-8", "replace")
    key = (found.key or b"").decode("utf-8", "replace")
    print_line(json.dumps({**_facts(found), "key": key, "value": value}, ensure_ascii=False, indent=2))


@commands.command("export")
def dead_letters_export(
    services: Services = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default: standard output.")
    ] = None,
    reason: Reason = None,
    source: Source = None,
    since: From = None,
    *,
    until: To = None,
    most: Most = None,
    decided: Decided = False,
    brokers: Brokers = None,
) -> None:
    """Dead letters with their original keys and values as JSON Lines; nothing is decided about them.

    A value that is no UTF-8 is `value_base64` in place of `value`, and a key `key_base64`.
    Examples: `copydesk dead-letters export cleaner -o cleaner.jsonl`,
    `copydesk dead-letters export --from 1d | jq -r .value`
    """
    from itertools import islice

    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.dead_letters import list_dead_letters

    wanted = _filter(services, reason, source, since, until, decided=decided)
    written = 0
    with ExitStack() as opened:
        file = open_for_writing(output, opened) if output else None
        try:
            for found in islice(list_dead_letters(read_settings(brokers), wanted), most):
                whole = {**_facts(found), **_bytes("key", found.key), **_bytes("value", found.value)}
                line = json.dumps(whole, ensure_ascii=False)
                if file:
                    file.write(f"{line}\n")
                else:
                    print_line(line)
                written += 1
        except ClusterError as error:
            fail(str(error), EXIT_CLUSTER)
    say(f"{written} exported")


@commands.command("redrive")
def dead_letters_redrive(
    services: Services = None,
    reason: Reason = None,
    source: Source = None,
    since: From = None,
    until: To = None,
    *,
    most: Most = None,
    attempts: Annotated[
        int, typer.Option(min=1, metavar="N", help="What has been tried so often already stays where it is.")
    ] = 5,
    dry_run: DryRun = False,
    yes: Yes = False,
    brokers: Brokers = None,
    as_json: Json = False,
) -> None:
    """Send dead letters to the topics that they came from, once the cause is mended. Asks before it does.

    Key, value, partition and event id are those of the first time; the header `attempt` counts. May be killed at any
    point and started again: nothing is lost, and what is sent once more has the same event id. With --json, standard
    output has a line for each that could not be sent, and then one with the figures.
    Examples: `copydesk dead-letters redrive cleaner --dry-run`, `copydesk dead-letters redrive cleaner --most 10`,
    `copydesk dead-letters redrive entities --reason KeyError --from 6h --yes`
    """
    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.redrive import choose, redrive, redriver
    from copydesk.registry import topics_read

    settings = read_settings(brokers)
    wanted = _filter(services, reason, source, since, until)

    def act(chosen: Chosen, told: Progress) -> Outcome:
        return redrive(settings, chosen, wanted, redriver(settings, topics_read(), attempts), told)

    try:
        chosen = choose(settings, wanted, most)
        _deal_with(chosen, act, ("send to their topics again", "redriven"), ask=not yes, dry=dry_run, as_json=as_json)
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)


@commands.command("drop")
def dead_letters_drop(
    services: Services = None,
    reason: Reason = None,
    source: Source = None,
    since: From = None,
    until: To = None,
    *,
    most: Most = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    brokers: Brokers = None,
    as_json: Json = False,
) -> None:
    """Decide that nothing is to be done about dead letters. Asks before it does.

    They are not listed or redriven any more, but stay in their topic as long as it keeps them: `list --all`, `show` and
    `export --all` still find them. What fails between the question and the answer is not dropped with them.
    Examples: `copydesk dead-letters drop intake --source test`, `copydesk dead-letters drop --to 7d --dry-run`
    """
    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.redrive import choose, drop

    settings = read_settings(brokers)
    wanted = _filter(services, reason, source, since, until)
    try:
        _deal_with(
            choose(settings, wanted, most),
            lambda chosen, told: drop(settings, chosen, told),
            ("drop", "dropped"),
            ask=not yes,
            dry=dry_run,
            as_json=as_json,
        )
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)


def _deal_with(
    chosen: Chosen,
    act: Callable[[Chosen, Progress], Outcome],
    words: tuple[str, str],
    *,
    ask: bool,
    dry: bool,
    as_json: bool,
) -> None:
    """Say what was found, ask, act, and tell what came of it; the words are for the question and for the answer."""
    order, done = words
    count = len(chosen.places)
    for (service, reason), number in sorted(chosen.reasons.items()):
        say(f"{number:>8}  {service:<10} {reason}")
    if dry:
        for place in chosen.places:
            print_line(json.dumps({"reference": place.reference}) if as_json else place.reference)
        say(f"{count} would be {done}; nothing was done")
        return
    if count and ask and not typer.confirm(f"{count} dead letters: {order}?", err=True):
        fail(f"nothing was {done}", EXIT_REFUSED)
    with progress(done) as told:
        outcome = act(chosen, told)
    gone = count - outcome.done - len(outcome.refused)
    for reference, why in outcome.refused:
        print_line(json.dumps({"reference": reference, "refused": why}) if as_json else f"{reference}: {why}")
    if as_json:
        print_line(json.dumps({"found": count, done: outcome.done, "refused": len(outcome.refused)}))
    others = f", {gone} were dealt with by others meanwhile" if gone else ""
    say(f"{outcome.done} {done}, {len(outcome.refused)} refused{others}")
    raise typer.Exit(EXIT_REFUSED if outcome.refused else 0)


def _filter(
    services: list[str] | None,
    reason: str | None,
    source: str | None,
    since: datetime | None,
    until: datetime | None,
    *,
    decided: bool = False,
) -> Filter:
    from copydesk.operator.dead_letters import Filter

    return Filter(known_services(services) or SERVICE_NAMES, reason, source, since, until, decided=decided)


def _facts(found: FoundDeadLetter) -> dict[str, object]:
    fields = found.letter.model_dump() if found.letter else {}
    return {"reference": found.reference, **fields, "source": found.source, "decision": found.decision}


def _line(found: FoundDeadLetter) -> str:
    letter = found.letter
    origin = f"{letter.original_topic}/{letter.original_partition}/{letter.original_offset}" if letter else "-"
    mark = f"[{found.decision}] " if found.decision else ""
    return f"{found.reference:<32} {letter.failed_at if letter else '-':<32} {origin:<28} {mark}{found.reason}"


def _bytes(name: str, data: bytes | None) -> dict[str, str | None]:
    """Bytes for JSON: as text where they are text, so that they can be read, and come back byte for byte."""
    try:
        return {name: None if data is None else data.decode("utf-8")}
    except UnicodeDecodeError:
        return {f"{name}_base64": base64.b64encode(data or b"").decode("ascii")}
