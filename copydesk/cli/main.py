"""The `copydesk` command: its version, its help, and the commands of the other modules."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.build import commit
from copydesk.cli import acls, articles, dead_letters, diagnose, feeds, inspection, keys, replay, run, top, topics
from copydesk.cli.options import EXIT_CODES
from copydesk.runtime.service import SERVICE_VERSION

app = typer.Typer(
    help=f"Copydesk: raw articles in, enriched events out, nothing lost.\n\n{EXIT_CODES}",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(run.commands)
app.add_typer(articles.commands)
app.add_typer(topics.commands)
app.add_typer(inspection.commands)
app.add_typer(replay.commands)
app.add_typer(diagnose.commands)
app.add_typer(dead_letters.commands, name="dead-letters")
app.add_typer(feeds.commands, name="feeds")
app.add_typer(keys.commands, name="keys")
app.add_typer(acls.commands, name="acls")
app.add_typer(top.commands)


def main() -> None:
    """Entry point of the `copydesk` command."""
    app()


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and the commit, and exit.", is_eager=True)
    ] = False,
) -> None:
    if version:
        typer.echo(f"copydesk {SERVICE_VERSION} ({commit() or 'commit unknown'})")
        raise typer.Exit
