"""The commands about dead letters."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from copydesk.cli.options import (
    EXIT_CLUSTER,
    EXIT_REFUSED,
    Brokers,
    Json,
    complete_service,
    fail,
    known_services,
    print_line,
    read_settings,
)
from schemas.topics import SERVICE_NAMES

commands = typer.Typer(help="What could not be processed, and why.", no_args_is_help=True)


@commands.command("list")
def dead_letters_list(
    services: Annotated[
        list[str] | None, typer.Argument(metavar="[SERVICE]...", autocompletion=complete_service)
    ] = None,
    brokers: Brokers = None,
    as_json: Json = False,
) -> None:
    """What failed, where and why: one line a dead letter. Its first column is for `dead-letters show`.

    Examples: `copydesk dead-letters list`, `copydesk dead-letters list cleaner --json | jq .error_message`
    """
    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.dead_letters import list_dead_letters

    names = known_services(services) or SERVICE_NAMES
    try:
        for found in list_dead_letters(read_settings(brokers), names):
            letter = found.letter
            if as_json:
                fields = letter.model_dump() if letter else {}
                print_line(json.dumps({"reference": found.reference, **fields}, ensure_ascii=False))
            else:
                origin = (
                    f"{letter.original_topic}/{letter.original_partition}/{letter.original_offset}" if letter else "-"
                )
                reason = f"{letter.error_type}: {letter.error_message}" if letter else "headers are not Copydesk's"
                print_line(f"{found.reference:<32} {letter.failed_at if letter else '-':<32} {origin:<28} {reason}")
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)


@commands.command("show")
def dead_letters_show(
    reference: Annotated[str, typer.Argument(help="TOPIC/PARTITION/OFFSET, as `dead-letters list` prints it.")],
    brokers: Brokers = None,
    raw: Annotated[bool, typer.Option("--raw", help="Only the original bytes, as they came.")] = False,
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
    if raw:
        sys.stdout.buffer.write(found.value)
        return
    fields = found.letter.model_dump() if found.letter else {}
    value = found.value.decode("utf-8", "replace")
    key = (found.key or b"").decode("utf-8", "replace")
    shown = {"reference": found.reference, "key": key, **fields, "value": value}
    print_line(json.dumps(shown, ensure_ascii=False, indent=2))
