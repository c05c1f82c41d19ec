"""The commands about topics: make them, list them, follow one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.cli.options import (
    EXIT_CLUSTER,
    EXIT_REFUSED,
    EXIT_USAGE,
    Brokers,
    Json,
    fail,
    print_line,
    read_settings,
    say,
)
from schemas.topics import TOPICS

if TYPE_CHECKING:
    from copydesk.operator.topics import TopicState

commands = typer.Typer()
topic_commands = typer.Typer(help="The topics of the cluster.", no_args_is_help=True)
commands.add_typer(topic_commands, name="topics")


@commands.command()
def tail(
    topic: Annotated[
        str,
        typer.Argument(
            help=f"One of: {', '.join(t.name for t in TOPICS)}.",
            autocompletion=lambda incomplete: [t.name for t in TOPICS if t.name.startswith(incomplete)],
        ),
    ] = "articles.enriched",
    brokers: Brokers = None,
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Old messages first.")] = False,
    headers: Annotated[bool, typer.Option("--headers", help="Print offset, key and headers too.")] = False,
    count: Annotated[int | None, typer.Option("-n", "--count", min=1, help="End after so many messages.")] = None,
    idle: Annotated[float | None, typer.Option(min=0, help="End after so many seconds without a message.")] = None,
) -> None:
    """Follow a topic: one JSON value a line. Disturbs no consumer group.

    Examples: `copydesk tail`, `copydesk tail quotes --from-beginning | jq -r '.quote.speaker.name'`
    """
    from copydesk.operator.cluster import ClusterError
    from copydesk.operator.tail import follow

    if topic not in {known.name for known in TOPICS}:
        fail(f"no such topic: {topic}; there are {', '.join(t.name for t in TOPICS)}", EXIT_USAGE)
    try:
        for number, message in enumerate(
            follow(read_settings(brokers), topic, from_beginning=from_beginning, idle_seconds=idle), start=1
        ):
            # Between the tokens of JSON a line break means as much as a blank.
            value = message.value.decode("utf-8", "replace").replace("\r", " ").replace("\n", " ")
            if headers:
                readable = {name: data.decode("utf-8", "replace") for name, data in message.headers.items()}
                key = (message.key or b"").decode("utf-8", "replace")
                entry = {"partition": message.partition, "offset": message.offset, "key": key, "headers": readable}
                value = json.dumps({**entry, "value": value}, ensure_ascii=False)
            print_line(value)
            if number == count:
                return
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)
    except KeyboardInterrupt:
        return


@topic_commands.command("apply")
def topics_apply(
    brokers: Brokers = None,
    replication: Annotated[int, typer.Option(min=1, help="Replicas of the topics that are made.")] = 1,
    as_json: Json = False,
) -> None:
    """Create missing topics, add partitions, set retention and size limits; may be run again at any time.

    COPYDESK_TOPIC_PARTITIONS says how wide a topic is to be. Widening one that is in use moves articles: read
    docs/operations.md, "Scaling", first.
    Examples: `copydesk topics apply --brokers kafka:9092 --replication 3`,
    `COPYDESK_TOPIC_PARTITIONS=articles.clean=3,articles.raw=8 copydesk topics apply`
    """
    from copydesk.operator.topics import apply_topics

    _show_topics(lambda: apply_topics(read_settings(brokers), replication), as_json=as_json)


@topic_commands.command("list")
def topics_list(brokers: Brokers = None, as_json: Json = False) -> None:
    """Each topic of the contract and how the cluster has it; exit code 1 where one is missing.

    Example: `copydesk topics list`
    """
    from copydesk.operator.topics import list_topics

    states = _show_topics(lambda: list_topics(read_settings(brokers)), as_json=as_json)
    raise typer.Exit(EXIT_REFUSED if any(state.state == "missing" for state in states) else 0)


def _show_topics(ask: Callable[[], list[TopicState]], *, as_json: bool) -> list[TopicState]:
    from copydesk.operator.cluster import ClusterError

    try:
        states = ask()
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)
    for state in states:
        if as_json:
            facts = {"partitions": state.partitions, "wanted": state.wanted, "state": state.state}
            print_line(json.dumps({"topic": state.name, **facts}))
        else:
            print_line(f"{state.name:<28} {state.partitions:>3} partitions  {state.state}")
    for remark in filter(None, (state.remark for state in states)):
        say(f"copydesk: {remark}")
    return states
