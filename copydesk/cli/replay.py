"""The command that has articles enriched anew."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from copydesk.cli.moments import From, To, shown
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
from copydesk.cli.progress import progress
from schemas.document import utc_now
from schemas.topics import ARTICLE_TOPICS

commands = typer.Typer()

PER_SECOND = 100.0
"""About a tenth of what one process of each service can do: what comes in meanwhile hardly waits."""


def _complete_topic(incomplete: str) -> list[str]:
    return [topic.name for topic in ARTICLE_TOPICS if topic.name.startswith(incomplete)]


@commands.command()
def replay(
    since: From = None,
    until: To = None,
    topic: Annotated[
        str,
        typer.Option(help="From where on: the services behind this topic work anew.", autocompletion=_complete_topic),
    ] = "articles.raw",
    name: Annotated[
        str | None,
        typer.Option(help="What the header `replay` says; default: topic and window. Another name is another replay."),
    ] = None,
    rate: Annotated[
        float,
        typer.Option(min=0, metavar="N", help="At most so many a second, so that news need not wait; 0: no limit."),
    ] = PER_SECOND,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    brokers: Brokers = None,
    as_json: Json = False,
) -> None:
    """Enrich the articles of a window anew, for example with a new version. Asks before it does.

    Every event that comes of it has the event id of the first time, and the header `replay`, by which consumers tell.
    Deduplication answers with its first verdicts. What was sent under the same name is left out, so a replay that was
    cut short may be started again. Needs --from.
    Examples: `copydesk replay --from 2026-11-28 --to 2026-11-29`, `copydesk replay --topic articles.unique --from 6d`
    """
    from copydesk.operator import replay as replaying
    from copydesk.operator.cluster import ClusterError
    from copydesk.registry import topics_read

    if since is None:
        fail("from when on? Give --from", EXIT_USAGE)
    settings = read_settings(brokers)
    try:
        replaying.check_window(settings, topic, since, topics_read(), utc_now())
        planned = replaying.plan(settings, topic, since, until or utc_now(), name)
        span = f"{shown(since)} to {shown(planned.until)} UTC"
        say(f"{planned.messages} messages of {topic}, {span}, as {planned.name!r}")
        if dry_run:
            return
        if planned.messages and not yes and not typer.confirm("have them enriched anew?", err=True):
            fail("nothing was replayed", EXIT_REFUSED)
        with progress("replaying") as told:
            done = replaying.replay(settings, planned, rate, told)
    except replaying.ReplayError as error:
        fail(str(error), EXIT_USAGE)
    except ClusterError as error:
        fail(str(error), EXIT_CLUSTER)
    if as_json:
        figures = {"replayed": done.sent, "sent_before": done.sent_before, "of_replays": done.replays}
        print_line(json.dumps({"name": planned.name, "found": planned.messages, **figures}))
    left_out = f"{done.sent_before} were sent under this name before, {done.replays} are of a replay themselves"
    say(f"{done.sent} replayed; {left_out}")
