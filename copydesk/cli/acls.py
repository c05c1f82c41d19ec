"""The commands about rights in the cluster: who may do what, and give them that."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from copydesk.cli.options import (
    EXIT_CLUSTER,
    EXIT_REFUSED,
    EXIT_USAGE,
    Brokers,
    Json,
    fail,
    known_services,
    print_line,
    read_settings,
    say,
)
from copydesk.registry import ROLE_NAMES, rights
from copydesk.text.printable import printable

commands = typer.Typer(help="The rights of each service in the cluster.", no_args_is_help=True)

Roles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ROLE]...",
        help=f"Some of: {', '.join(ROLE_NAMES)}; without any all of them.",
        autocompletion=lambda incomplete: [name for name in ROLE_NAMES if name.startswith(incomplete)],
    ),
]
Principals = Annotated[
    str,
    typer.Option(
        "--principals",
        metavar="PATTERN",
        help="Kafka's name of each role; {role} stands for the role. With certificates it is their whole subject, for "
        "example User:CN=desk-{role}.",
    ),
]
Principal = Annotated[
    list[str] | None,
    typer.Option(
        "--principal", metavar="ROLE=PRINCIPAL", help="The name of one role, before the pattern; may be given again."
    ),
]

DEFAULT_PRINCIPALS = "User:copydesk-{role}"


@commands.command("print")
def acls_print(
    roles: Roles = None,
    principals: Principals = DEFAULT_PRINCIPALS,
    principal: Principal = None,
    as_json: Json = False,
) -> None:
    """What each role needs, and not more. Asks no cluster.

    Examples: `copydesk acls print`, `copydesk acls print quotes --json | jq -c '[.resource, .name, .operations]'`
    """
    settings = read_settings()
    allowed = rights()
    for role, name in _principals(roles, principals, principal).items():
        for right in allowed[role]:
            facts = {
                "role": role,
                "principal": name,
                "resource": right.resource,
                "name": right.name_in(settings),
                "pattern": right.pattern,
                "operations": right.operations,
            }
            if as_json:
                print_line(json.dumps(facts))
                continue
            what = _columns(name, right.resource, right.name_in(settings), right.pattern)
            print_line(printable(f"{what} {', '.join(right.operations)}"))


@commands.command("apply")
def acls_apply(
    roles: Roles = None,
    principals: Principals = DEFAULT_PRINCIPALS,
    principal: Principal = None,
    brokers: Brokers = None,
    *,
    remove_extra: Annotated[
        bool, typer.Option("--remove-extra", help="Take away what these principals may do beyond that.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look how the cluster differs.")] = False,
    as_json: Json = False,
) -> None:
    """Give each role its rights; may be run again at any time. It takes the right to alter the cluster.

    What a principal may do beyond that is shown as `extra`. Exit code 1 where the cluster still differs at the end.

    Examples: `copydesk acls apply --brokers kafka:9093`, `copydesk acls apply --dry-run`,
    `copydesk acls apply --principals 'User:CN=desk-{role}'`
    """
    from copydesk.operator.acls import apply_rules, rules_of
    from copydesk.operator.cluster import ClusterError

    settings = read_settings(brokers)
    allowed = rights()
    named = _principals(roles, principals, principal)
    wanted = [rule for role, name in named.items() for rule in rules_of(name, allowed[role], settings)]
    try:
        states = apply_rules(settings, wanted, dry_run=dry_run, remove_extra=remove_extra)
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)
    for state in states:
        rule = state.rule
        if as_json:
            print_line(json.dumps({**asdict(rule), "state": state.state}))
        elif state.state != "present":
            permission = "" if rule.permission == "Allow" else f" ({rule.permission.lower()})"
            what = _columns(rule.principal, rule.resource, rule.name, rule.pattern)
            print_line(printable(f"{what} {rule.operation}{permission}  {state.state}"))
    kinds = [state.state for state in states]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    say(f"{counted}{'; nothing was done' if dry_run else ''}")
    raise typer.Exit(EXIT_REFUSED if {"missing", "extra"} & set(kinds) else 0)


def _columns(principal: str, resource: str, name: str, pattern: str) -> str:
    """Whose right it is and to what, as both commands print it; a star stands for all names that begin so."""
    what = f"{name}{'*' if pattern == 'prefix' else ''}"
    return f"{principal:<28} {resource:<6} {what:<28}"


def _principals(roles: list[str] | None, pattern: str, given: list[str] | None) -> dict[str, str]:
    """The principal of each role that is asked for; a wrong one ends the command."""
    from copydesk.operator.acls import name_principals

    asked = known_services(roles, ROLE_NAMES) or ROLE_NAMES
    named: dict[str, str] = {}
    for each in given or ():
        role, separator, principal = each.partition("=")
        if not separator:
            fail(f"{each}: expected ROLE=PRINCIPAL", EXIT_USAGE)
        named[role] = principal
    try:
        found = name_principals(ROLE_NAMES, pattern, named)
    except ValueError as error:
        fail(str(error), EXIT_USAGE)
    return {role: found[role] for role in ROLE_NAMES if role in asked}
