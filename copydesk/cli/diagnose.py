"""The command that gathers what a bug report needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from copydesk.cli.options import EXIT_REFUSED, EXIT_USAGE, Brokers, fail, print_line, read_settings, say
from schemas.document import utc_now

commands = typer.Typer()


@commands.command()
def diagnose(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Default: copydesk-diagnosis-TIME.json in this folder."),
    ] = None,
    process: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST:PORT",
            help="The health port of a process; may be given again. Default: this machine's.",
        ),
    ] = None,
    letters: Annotated[int, typer.Option(min=0, metavar="N", help="Dead letters of each service, the latest.")] = 10,
    brokers: Brokers = None,
    as_json: Annotated[bool, typer.Option("--json", help="To standard output instead of a file.")] = False,
) -> None:
    """One file for a bug report: versions, settings, topics, lag, last dead letters, health and figures of processes.

    No secrets, no text of articles, no error messages (they may quote articles). Read it before you send it. Exit code
    1 where a part could not be had: the file says why, and has the rest.
    Examples: `copydesk diagnose`, `copydesk diagnose --process cleaner:8080 --process dedup:8080`,
    `copydesk diagnose --json | jq .settings`
    """
    from copydesk.operator import diagnosis
    from copydesk.registry import PROCESS_NAMES, topics_read

    settings = read_settings(brokers)
    here = [f"127.0.0.1:{settings.health_port + number}" for number in range(len(PROCESS_NAMES))]
    found = diagnosis.diagnose(settings, topics_read(), process or here, letters)
    text = json.dumps(found, ensure_ascii=False, indent=2, default=str)
    if as_json:
        print_line(text)
    else:
        file = output or Path(f"copydesk-diagnosis-{utc_now():%Y%m%dT%H%M%SZ}.json")
        try:
            file.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            fail(f"{file}: {error.strerror}", EXIT_USAGE)
        say(f"written to {file}; read it before you send it")
    missing = diagnosis.incomplete(found)
    for name in missing:
        say(f"copydesk: {name} could not be had; the file says why")
    raise typer.Exit(EXIT_REFUSED if missing else 0)
