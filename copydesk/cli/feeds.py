"""The commands about feeds: which there are, how they stand, and what would come in."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from copydesk.cli.options import EXIT_REFUSED, EXIT_USAGE, Json, fail, print_line, read_settings, say

if TYPE_CHECKING:
    from copydesk.runtime.settings import Settings
    from services.intake.edges.feeds.check import CheckedFeed, CheckedItem
    from services.intake.edges.feeds.discovery import FoundFeed
    from services.intake.edges.feeds.fetch import Fetcher
    from services.intake.edges.feeds.reader import FeedReader
    from services.intake.edges.feeds.sources import FeedSource
    from services.intake.edges.feeds.state import FeedState

commands = typer.Typer(
    help="The feeds that `copydesk run feeds` fetches (docs/intake.md); their file is COPYDESK_FEEDS_FILE.",
    no_args_is_help=True,
)

Result = TypeVar("Result")

Url = Annotated[str, typer.Argument(metavar="URL", help="A feed, a news sitemap, or the page of a site.")]
TITLE_WIDTH = 72


@commands.command("add")
def feeds_add(
    url: Url,
    name: Annotated[str | None, typer.Option(help="The `source` of its articles; default: its host.")] = None,
    interval: Annotated[float | None, typer.Option(help="Seconds between two polls; default: adapted.")] = None,
    language: Annotated[str | None, typer.Option(help="BCP 47 tag, where the feed is wrong about it.")] = None,
    text: Annotated[
        Literal["auto", "feed", "page"], typer.Option(help="Where the text comes from; auto: the page of a summary.")
    ] = "auto",
    no_check: Annotated[bool, typer.Option("--no-check", help="Add it as it is, without fetching it.")] = False,
) -> None:
    """Add a feed to the sources file; a running process takes it up within seconds.

    The address of a site will do, where it names one feed. Examples: `copydesk feeds add https://news.example/rss`,
    `copydesk feeds add https://news.example --name harbour-news --interval 120 --text page`
    """
    from services.intake.edges.feeds.sources_file import SourcesError, add_sources

    source = feed_source(url, name=name, interval=interval, language=language, text=text)
    if not no_check:
        source = source.model_copy(update={"url": _only(url, _discovered(url))})
    path = read_settings().sources_file
    try:
        added = add_sources(path, [source])
    except SourcesError as error:
        fail(str(error), EXIT_USAGE)
    say(f"{'added to' if added else 'already in'} {path}: {source.url}")


@commands.command("list")
def feeds_list(as_json: Json = False) -> None:
    """Each feed of the sources file and how it stands.

    Examples: `copydesk feeds list`, `copydesk feeds list --json | jq 'select(.problem)'`
    """
    settings = read_settings()
    for source, state in _standing(settings, _sources(settings)):
        if as_json:
            moments = {name: _moment(value) for name, value in (("due", state.due), ("succeeded", state.succeeded))}
            facts = {"url": source.url, "source": source.source, "paused": source.paused, "gone": state.gone}
            rest = {"moved_to": state.address, "failures": state.failures, "problem": state.problem}
            print_line(json.dumps({**facts, **moments, "interval": state.interval, **rest}, ensure_ascii=False))
        else:
            print_line(f"{_condition(source, state):<52} {source.source:<24} {source.url}")


@commands.command("check")
def feeds_check(
    url: Url,
    pages: Annotated[bool, typer.Option("--pages", help="Fetch the pages, too, as the running process would.")] = False,
    as_json: Json = False,
) -> None:
    """Show what would come in from a feed, or which feeds a site has. Needs no broker and remembers nothing.

    Examples: `copydesk feeds check https://news.example`, `copydesk feeds check https://news.example/rss --pages`
    """
    from services.intake.edges.feeds.schedule import Pace

    settings = read_settings()
    found = _discovered(url)
    if [feed.url for feed in found] != [url]:
        for feed in found:
            facts = {"url": feed.url, "kind": feed.kind, "title": feed.title}
            print_line(
                json.dumps(facts, ensure_ascii=False) if as_json else f"{feed.kind:<22} {feed.url}  {feed.title}"
            )
        return
    pace = Pace(settings.feeds_shortest_seconds, settings.feeds_first_seconds, settings.feeds_longest_seconds)
    source = next((known for known in _sources(settings, missing_ok=True) if known.url == url), feed_source(url))

    async def check(fetcher: Fetcher, reader: FeedReader) -> CheckedFeed:
        from services.intake.edges.feeds.check import check_feed
        from services.intake.edges.feeds.pages import Pages

        pause = settings.feeds_page_pause_seconds
        fetched = Pages(fetcher, reader, pause, lambda outcome: say(f"page: {outcome}"))
        return await check_feed(source, fetcher, reader, fetched if pages else None, pace)

    checked = _asked(settings, check)
    for line in _described(checked, as_json=as_json, pages=pages):
        print_line(line)
    raise typer.Exit(EXIT_REFUSED if any(item.problem for item in checked.items) else 0)


@commands.command("import")
def feeds_import(file: Annotated[str, typer.Argument(metavar="FILE", help="OPML; - is standard input.")]) -> None:
    """Add the feeds of an OPML file, as feed readers export it. What is no feed is reported, the rest is added.

    Example: `copydesk feeds import subscriptions.opml`
    """
    from services.intake.edges.feeds.opml import read_opml
    from services.intake.edges.feeds.sources import FeedSource
    from services.intake.edges.feeds.sources_file import SourcesError, add_sources
    from services.intake.formats.format import FormatError

    path = read_settings().sources_file
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        read = list(read_opml(data))
        sources = [found for found in read if isinstance(found, FeedSource)]
        added = add_sources(path, sources)
    except (OSError, FormatError, SourcesError) as error:
        fail(f"{file}: {error}", EXIT_USAGE)
    problems = [found for found in read if isinstance(found, str)]
    for problem in problems:
        say(f"{file}: {problem}")
    say(f"{len(added)} added to {path}, {len(sources) - len(added)} there already, {len(problems)} refused")
    raise typer.Exit(EXIT_REFUSED if problems else 0)


@commands.command("export")
def feeds_export() -> None:
    """Print the feeds as OPML; credentials are not in it.

    Example: `copydesk feeds export > subscriptions.opml`
    """
    from services.intake.edges.feeds.opml import write_opml

    sys.stdout.buffer.write(write_opml(_sources(read_settings())))


@commands.command("subscribe")
def feeds_subscribe(url: Url) -> None:
    """Have a hub tell of the feed's news (WebSub): finds hub and topic, and marks the feed in the sources file.

    The running process then subscribes, answers the hub's verification and renews the lease; it needs
    COPYDESK_FEEDS_CALLBACK_URL. Example: `copydesk feeds subscribe https://news.example/atom`
    """
    from services.intake.edges.feeds.schedule import Pace
    from services.intake.edges.feeds.sources_file import SourcesError, subscribe_source

    settings = read_settings()
    source = feed_source(url)

    async def check(fetcher: Fetcher, reader: FeedReader) -> CheckedFeed:
        from services.intake.edges.feeds.check import check_feed

        return await check_feed(source, fetcher, reader, None, Pace())

    channel = _asked(settings, check).channel
    if not channel.hubs:
        fail(f"{url} names no hub; it is polled", EXIT_REFUSED)
    try:
        subscribe_source(settings.sources_file, source.url)
    except SourcesError as error:
        fail(str(error), EXIT_USAGE)
    say(f"hub {channel.hubs[0]}, topic {channel.self_url or url}; marked in {settings.sources_file}")
    if not settings.feeds_callback_url:
        fail("no hub can reach this machine: set COPYDESK_FEEDS_CALLBACK_URL (docs/intake.md)", EXIT_USAGE)


@commands.command("resume")
def feeds_resume(url: Url) -> None:
    """Poll again a feed that has answered 410 Gone, or is due late after failures.

    Example: `copydesk feeds resume https://news.example/rss`
    """
    settings = read_settings()
    if url not in {source.url for source in _sources(settings)}:
        fail(f"{url} is not in {settings.sources_file}", EXIT_USAGE)
    from services.intake.edges.feeds.state import FeedStore
    from services.intake.edges.feeds.watch import store_path

    store = FeedStore(store_path(settings))
    store.notify(url)
    store.close()


def feed_source(url: str, **stated: object) -> FeedSource:
    """The source of this URL; one that can be none ends the command."""
    from pydantic import ValidationError

    from services.intake.edges.feeds.sources import FeedSource

    try:
        return FeedSource.model_validate({"url": url, **stated})
    except ValidationError as error:
        found = error.errors()[0]
        fail(f"{'.'.join(map(str, found['loc']))}: {found['msg'].removeprefix('Value error, ')}", EXIT_USAGE)


def _sources(settings: Settings, *, missing_ok: bool = False) -> tuple[FeedSource, ...]:
    from services.intake.edges.feeds.sources_file import SourcesError, read_sources

    if missing_ok and not settings.sources_file.exists():
        return ()
    try:
        return read_sources(settings.sources_file)
    except SourcesError as error:
        fail(str(error), EXIT_USAGE)


def _standing(settings: Settings, sources: tuple[FeedSource, ...]) -> list[tuple[FeedSource, FeedState]]:
    from services.intake.edges.feeds.state import FeedState, FeedStore
    from services.intake.edges.feeds.watch import store_path

    path = store_path(settings)
    known: dict[str, FeedState] = {}
    if path.exists():
        store = FeedStore(path)
        known = {state.url: state for state in store.feeds()}
        store.close()
    return [(source, known.get(source.url, FeedState(source.url))) for source in sources]


def _condition(source: FeedSource, state: FeedState) -> str:
    if source.paused:
        return "paused"
    if state.gone:
        return "gone (410)"
    if state.problem:
        return f"failing {state.failures} times: {state.problem}"[:52]
    if state.succeeded is None:
        return "not polled yet"
    return f"good, {_moment(state.succeeded)}, every {state.interval:.0f} s"


def _moment(seconds: float | None) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None


def _discovered(url: str) -> list[FoundFeed]:
    async def discover(fetcher: Fetcher, reader: FeedReader) -> list[FoundFeed]:
        from services.intake.edges.feeds.discovery import Discovery

        return await Discovery(fetcher, reader).feeds(feed_source(url).url)

    return _asked(read_settings(), discover)


def _only(url: str, found: list[FoundFeed]) -> str:
    if not found:
        fail(f"{url} names no feed", EXIT_REFUSED)
    if len(found) > 1:
        listed = "\n".join(f"  {feed.url}  {feed.title}" for feed in found)
        fail(f"{url} names {len(found)} feeds; add the one that you mean:\n{listed}", EXIT_REFUSED)
    return found[0].url


def _asked(settings: Settings, ask: Callable[[Fetcher, FeedReader], Awaitable[Result]]) -> Result:
    """What comes of asking a site; where nothing does, the command ends."""
    from services.intake.edges.feeds.fetch import Fetcher, FetchError
    from services.intake.edges.feeds.reader import FeedReader
    from services.intake.edges.feeds.watch import fetch_limits
    from services.intake.formats.format import FormatError
    from services.intake.sandbox.limits import parse_limits

    async def run() -> Result:
        reader = FeedReader(parse_limits(settings))
        try:
            async with Fetcher(fetch_limits(settings), settings.feeds_contact) as fetcher:
                return await ask(fetcher, reader)
        finally:
            reader.close()

    try:
        return asyncio.run(run())
    except (FetchError, FormatError) as error:
        fail(str(error), EXIT_REFUSED)


def _described(feed: CheckedFeed, *, as_json: bool, pages: bool) -> list[str]:
    if as_json:
        facts = [item.fields if not item.problem else {"problem": item.problem} for item in feed.items]
        return [json.dumps(fields, ensure_ascii=False) for fields in facts]
    hub = f", hub {feed.channel.hubs[0]}" if feed.channel.hubs else ""
    moved = [f"moved for good to {feed.moved_to}"] if feed.moved_to else []
    head = f"{feed.format}: {feed.channel.title or 'no title'}, every {feed.interval:.0f} s at first{hub}"
    return [head, *moved, *(_item_line(item, pages=pages) for item in feed.items)]


def _item_line(item: CheckedItem, *, pages: bool) -> str:
    if item.problem:
        return f"refused: {item.problem}"
    title = str(item.fields.get("title") or "(no title)")[:TITLE_WIDTH]
    page = ", its page would be fetched" if item.page and not pages else ""
    published = item.fields.get("published_at") or "no date"
    return f"{published!s:<26} {title:<{TITLE_WIDTH}} {len(str(item.fields.get('body') or ''))} characters{page}"
