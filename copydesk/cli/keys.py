"""The commands about keys: who may push over HTTP, for which sources and how much."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError

from copydesk.cli.options import EXIT_USAGE, Json, fail, print_line, read_settings, say

commands = typer.Typer(help="Who may push over HTTP.", no_args_is_help=True)


@commands.command("add")
def keys_add(
    name: Annotated[str, typer.Argument(help="What the key is called: letters, digits, dots and dashes.")],
    source: Annotated[
        list[str], typer.Option(help="A source that it may push for; may be given again. * is any source.")
    ],
    rate: Annotated[int | None, typer.Option(min=1, help="Articles a minute; without it as many as come.")] = None,
    daily: Annotated[int | None, typer.Option(min=1, help="Articles a day; without it as many as come.")] = None,
    superdesk: Annotated[
        bool, typer.Option("--superdesk", help="A token for a Superdesk or Newsroom destination, which signs with it.")
    ] = False,
) -> None:
    """Make a key and print it: once, since only its hash is kept. Running edges know it at once.

    Examples: `copydesk keys add desk --source desk`, `copydesk keys add agency --source agency --rate 600`,
    `copydesk keys add newsroom --source newsroom --superdesk`
    """
    from services.intake.edges.http.keys import KeysError, add_key, new_key, new_signing_key

    path = read_settings().keys_file
    make = new_signing_key if superdesk else new_key
    try:
        key, secret = make(name, source, per_minute=rate, per_day=daily)
        add_key(path, key)
    except ValidationError as error:
        found = error.errors(include_input=False)[0]
        fail(f"{'.'.join(map(str, found['loc']))}: {found['msg']}", EXIT_USAGE)
    except KeysError as error:
        fail(str(error), EXIT_USAGE)
    print_line(secret)
    what = f"its URL is /v1/superdesk/{name}, this its token" if superdesk else "it is not shown again"
    say(f"key {name} for {', '.join(source)} in {path}; {what}")


@commands.command("list")
def keys_list(as_json: Json = False) -> None:
    """All keys with what they are bound to; never the keys themselves.

    Examples: `copydesk keys list`, `copydesk keys list --json | jq .sources`
    """
    from services.intake.edges.http.keys import KeysError, read_keys

    try:
        keys = read_keys(read_settings().keys_file)
    except KeysError as error:
        fail(str(error), EXIT_USAGE)
    for key in keys:
        if as_json:
            print_line(key.model_dump_json(exclude={"digest", "token"}))
            continue
        kind = "superdesk" if key.token else "key"
        limits = f"{key.per_minute or '-'}/minute {key.per_day or '-'}/day"
        print_line(f"{key.name:<24} {kind:<10} {limits:<24} {key.created_at:%Y-%m-%d} {', '.join(key.sources)}")


@commands.command("remove")
def keys_remove(name: Annotated[str, typer.Argument(help="As `keys list` shows it.")]) -> None:
    """Take a key away: from the next request on it opens nothing.

    Example: `copydesk keys remove desk`
    """
    from services.intake.edges.http.keys import KeysError, remove_key

    try:
        remove_key(read_settings().keys_file, name)
    except KeysError as error:
        fail(str(error), EXIT_USAGE)
