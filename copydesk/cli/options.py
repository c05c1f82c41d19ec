"""What the commands have in common: options, exit codes, messages, opened files."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, BinaryIO, Literal, NoReturn, TextIO

import typer
from pydantic import ValidationError

from copydesk.operator.running import find_running
from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.settings import Settings
from copydesk.text.printable import escaped, printable
from schemas.topics import SERVICE_NAMES

EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_CLUSTER = 3

EXIT_CODES = "Exit codes: 0 all went well; 1 some input was refused, the rest went on; 2 wrong usage; 3 no cluster."

Brokers = Annotated[
    str | None,
    typer.Option("--brokers", metavar="HOST:PORT", help="Kafka bootstrap servers; default: COPYDESK_BROKERS."),
]
Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...",
        help="JSON Lines of RawArticle, or files of any accepted format (docs/formats.md); - is standard input.",
    ),
]
AsIs = Annotated[
    bool, typer.Option("--as-is", help="Take `body` as finished reading text; offsets then refer to exactly that text.")
]
DeadLettersFile = Annotated[
    Path | None,
    typer.Option("--dead-letters", metavar="FILE", help="Write refused input there, one JSON object a line."),
]
Json = Annotated[bool, typer.Option("--json", help="JSON Lines instead of text for people.")]
Format = Annotated[
    Literal["copydesk", "ninjs"],
    typer.Option("--format", help="Copydesk's own event, or a news item of the IPTC's ninjs 3.1."),
]


def print_line(text: str) -> None:
    """Print a line, JSON or text; ends the command where its reader has seen enough (`copydesk tail quotes | head`).

    What a terminal would obey or hide is written as JSON escapes it: articles come from strangers.
    """
    try:
        print(escaped(text), flush=True)
    except BrokenPipeError:
        # Python flushes once more at exit, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(128 + signal.SIGPIPE) from None


def say(message: str) -> None:
    """Tell the person at the terminal something, on standard error; strangers' text in it cannot steer the terminal."""
    typer.echo("\n".join(printable(line) for line in message.split("\n")), err=True)


def fail(message: str, status: int) -> NoReturn:
    """Say what is wrong and end with an exit status."""
    say(f"copydesk: {message}")
    raise typer.Exit(status)


def _setting_problem(location: tuple[int | str, ...], message: str) -> str:
    """What is wrong with a setting, under the name of its environment variable where it is about one."""
    name = ".".join(map(str, location)).upper()
    return f"COPYDESK_{name}: {message}" if name else message


def read_settings(brokers: str | None = None) -> Settings:
    """The settings of this process; a wrong one ends the command with the name of its variable.

    For the broker of a `copydesk up` with the same data folder they are what that broker can do.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        problems = [_setting_problem(found["loc"], found["msg"]) for found in error.errors()]
        fail("; ".join(problems), EXIT_USAGE)
    if brokers:
        settings = settings.model_copy(update={"brokers": brokers})
    running = find_running(settings.data_dir)
    if running is None or running.brokers != settings.brokers or "producer_idempotence" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"producer_idempotence": running.producer_idempotence})


def complete_service(incomplete: str) -> list[str]:
    """Names of services for the shell's completion."""
    return [name for name in SERVICE_NAMES if name.startswith(incomplete)]


def complete_process(incomplete: str) -> list[str]:
    """Names of services and edges for the shell's completion."""
    return [name for name in PROCESS_NAMES if name.startswith(incomplete)]


def known_services(names: list[str] | None, among: tuple[str, ...] = SERVICE_NAMES) -> tuple[str, ...]:
    """These services; a name that is not among them ends the command."""
    unknown = [name for name in names or () if name not in among]
    if unknown:
        fail(f"no such service: {', '.join(unknown)}; there are {', '.join(among)}", EXIT_USAGE)
    return tuple(names or ())


def open_all(files: list[str] | None, opened: ExitStack) -> Iterator[tuple[str, BinaryIO]]:
    """The files with the names to report, opened one after the other; standard input where none is given."""
    for name in files or ["-"]:
        if name == "-":
            yield "stdin", sys.stdin.buffer
            continue
        try:
            yield name, opened.enter_context(Path(name).open("rb"))  # noqa: SIM115 - the stack closes it
        except OSError as error:
            fail(f"{name}: {error.strerror}", EXIT_USAGE)


def open_for_writing(path: Path, opened: ExitStack) -> TextIO:
    """A text file to write to; where it cannot be opened, the command ends."""
    try:
        # A file name that is no UTF-8 is written as the escapes that JSON knows.
        return opened.enter_context(path.open("w", encoding="utf-8", errors="backslashreplace"))
    except OSError as error:
        fail(f"{path}: {error.strerror}", EXIT_USAGE)
