"""The commands that take articles: publish them, or run them through the services without a broker."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, NoReturn

import typer

from copydesk.cli.options import (
    EXIT_CLUSTER,
    EXIT_REFUSED,
    EXIT_USAGE,
    AsIs,
    Brokers,
    DeadLettersFile,
    Files,
    Format,
    Json,
    fail,
    open_all,
    open_for_writing,
    print_line,
    read_settings,
    say,
)
from copydesk.explanation import explain
from schemas.document import Document
from schemas.topics import SERVICE_NAMES
from services.intake.files import JSON_SUFFIXES, read_submissions
from services.intake.sandbox.limits import parse_limits
from services.intake.sandbox.sandbox import Sandbox
from services.intake.submission import Submission

if TYPE_CHECKING:
    from services.quotes.explain import QuoteExplanation

commands = typer.Typer()

Show = Callable[[Document], str]


def _whole(document: Document) -> str:
    return document.model_dump_json()


def _ninjs(document: Document) -> str:
    from schemas.article import AnnotatedArticle
    from schemas.ninjs import news_item

    if not isinstance(document, AnnotatedArticle):
        raise TypeError(f"{type(document).__name__} names nobody yet")
    return news_item(document).as_json()


_SHOWN_AS: dict[str, Show] = {"copydesk": _whole, "ninjs": _ninjs}


def _verdict(document: Document) -> str:
    return document.model_dump_json(include={"id", "story"})


@commands.command()
def push(
    files: Files = None,
    brokers: Brokers = None,
    source: Annotated[
        str, typer.Option(help="The source of articles that name none: plain text and the like.")
    ] = "file",
) -> None:
    """Publish articles to the cluster; returns when the broker has confirmed every one.

    Takes JSON Lines, plain text, HTML, PDF, feeds, ninjs, NewsML-G2, NITF and e-mail. Refused input is reported with
    line, field and reason, and lies in intake.dead-letters; the rest goes on.
    Examples: `copydesk push wire.jsonl page.html feed.rss`, `cat page.txt | copydesk push - --source archive`
    """
    from copydesk.runtime.logs import configure_logs
    from services.intake.edges.background import directly, in_background
    from services.intake.edges.push import PushError
    from services.intake.edges.push import push as push_all

    settings = read_settings(brokers)
    configure_logs(settings.model_copy(update={"log_level": "ERROR"}), "push")

    def report(submission: Submission, reason: str | None) -> None:
        if reason:
            say(f"{submission.file}:{submission.line}: {reason}")

    def notice(reason: str) -> None:
        say(reason)

    with ExitStack() as opened:
        try:
            sandbox = opened.enter_context(Sandbox(parse_limits(settings)))
            submissions = _submissions(open_all(files, opened), source, sandbox)
            # What waits for input or for a parser does so in a thread.
            at_hand = files and all(Path(name).suffix.lower() in JSON_SUFFIXES for name in files)
            arriving = directly(submissions) if at_hand else in_background(submissions)
            pushed = asyncio.run(push_all(settings, arriving, report, notice))
        except PushError as error:
            fail(str(error), EXIT_CLUSTER)
    say(f"{pushed.published} published, {pushed.refused} refused")
    raise typer.Exit(EXIT_REFUSED if pushed.refused else 0)


def _submissions(streams: Iterator[tuple[str, BinaryIO]], source: str, sandbox: Sandbox) -> Iterator[Submission]:
    for name, stream in streams:
        yield from read_submissions(name, stream, source, sandbox)


def _dry_run(
    last: str, files: list[str] | None, dead_letters: Path | None, *, as_is: bool = False, show: Show = _whole
) -> NoReturn:
    """Run articles through the chain up to `last` and print what comes out, one JSON object a line."""
    from copydesk.dry_run import DryRun

    chain = DryRun(last, body_is_finished=as_is)
    refused = 0
    with ExitStack() as opened:
        buried = open_for_writing(dead_letters, opened) if dead_letters else None
        sandbox = opened.enter_context(Sandbox(parse_limits(read_settings())))
        for submission in _submissions(open_all(files, opened), "file", sandbox):
            try:
                line = show(chain.run(submission.article()))
            except Exception as error:  # one bad article must not stop the rest
                refused += 1
                reason = explain(error)
                say(f"{submission.file}:{submission.line}: {reason}")
                if buried:
                    value = submission.value.decode("utf-8", "replace")
                    entry = {"file": submission.file, "line": submission.line, "reason": reason, "value": value}
                    buried.write(json.dumps(entry, ensure_ascii=False) + "\n")
            else:
                if line:
                    print_line(line)
    raise typer.Exit(EXIT_REFUSED if refused else 0)


@commands.command()
def enrich(
    files: Files = None, as_is: AsIs = False, dead_letters: DeadLettersFile = None, format_: Format = "copydesk"
) -> None:
    """Run the whole chain without a broker: RawArticle in, EnrichedArticle out, one line an article.

    A duplicate is enriched, too; its story says that it is one. Refused input goes to standard error, with line, field
    and reason. Examples: `copydesk enrich page.html | jq .quotes`, `copydesk enrich wire.jsonl > events.jsonl`
    """
    _dry_run(SERVICE_NAMES[-1], files, dead_letters, as_is=as_is, show=_SHOWN_AS[format_])


@commands.command()
def clean(files: Files = None, dead_letters: DeadLettersFile = None) -> None:
    """The cleaner alone: prints CleanArticle.

    Examples: `copydesk clean page.html | jq -r .text`, `copydesk clean feed.rss mail.eml page.pdf`
    """
    _dry_run("cleaner", files, dead_letters)


@commands.command()
def dedup(
    files: Files = None,
    as_is: AsIs = False,
    dead_letters: DeadLettersFile = None,
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option("--explain", metavar="A B", help="Why two articles of the input, or two files, are one story."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Deduplication alone: prints one verdict an article, in arrival order.

    Examples: `copydesk dedup wire.jsonl`, `copydesk dedup --explain morning.txt evening.txt`,
    `copydesk dedup wire.jsonl --explain id-1 id-2 --json`
    """
    if pair is None:
        _dry_run("dedup", files, dead_letters, as_is=as_is, show=_verdict)
    _explain(pair, files or [name for name in pair if Path(name).is_file()], as_is=as_is, as_json=as_json)


def _explain(pair: tuple[str, str], files: list[str], *, as_is: bool, as_json: bool) -> None:
    from copydesk.dry_run import DryRun
    from schemas.article import CleanArticle
    from services.dedup.explain import explain_pair

    wanted: dict[str, CleanArticle] = {}
    chain = DryRun("cleaner", body_is_finished=as_is)
    with ExitStack() as opened:
        sandbox = opened.enter_context(Sandbox(parse_limits(read_settings())))
        for submission in _submissions(open_all(files, opened) if files else iter(()), "file", sandbox):
            try:
                article = chain.run(submission.article())
            except Exception as error:  # one bad article must not stop the rest
                say(f"{submission.file}:{submission.line}: {explain(error)}")
                continue
            for name in {article.id, submission.file} & set(pair):
                if isinstance(article, CleanArticle):
                    wanted.setdefault(name, article)
    missing = [name for name in pair if name not in wanted]
    if missing:
        fail(f"not in the input: {', '.join(missing)}", EXIT_USAGE)
    explanation = explain_pair(wanted[pair[0]], wanted[pair[1]])
    print_line(json.dumps(explanation.as_dict(), ensure_ascii=False) if as_json else str(explanation))


@commands.command()
def entities(
    files: Files = None, as_is: AsIs = False, dead_letters: DeadLettersFile = None, format_: Format = "copydesk"
) -> None:
    """Entities: prints AnnotatedArticle.

    Examples: `copydesk entities wire.jsonl | jq '.entities[].name'`, `copydesk entities --format ninjs page.html`
    """
    _dry_run("entities", files, dead_letters, as_is=as_is, show=_SHOWN_AS[format_])


@commands.command()
def quotes(
    files: Files = None,
    as_is: AsIs = False,
    dead_letters: DeadLettersFile = None,
    explained: Annotated[
        bool, typer.Option("--explain", help="Why each speaker is who it is, how sure that is, and who else it may be.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Quotes: prints EnrichedArticle.

    Examples: `copydesk quotes page.txt | jq -c '.quotes[] | [.speaker.name, .text]'`, `copydesk quotes --explain
    page.txt`, `copydesk quotes --explain --json wire.jsonl | jq 'select(.confidence < 0.6)'`
    """
    if explained:
        _dry_run("entities", files, dead_letters, as_is=as_is, show=_quotes_as_json if as_json else _quotes_as_text)
    _dry_run("quotes", files, dead_letters, as_is=as_is)


def _quotes_as_json(document: Document) -> str:
    return "\n".join(json.dumps(each.as_dict(), ensure_ascii=False) for each in _explanations(document))


def _quotes_as_text(document: Document) -> str:
    blocks = [str(each) for each in _explanations(document)]
    return "\n\n".join([f"{document.id}: {len(blocks)} quotes", *blocks, ""])


def _explanations(document: Document) -> list[QuoteExplanation]:
    from schemas.article import AnnotatedArticle
    from services.quotes.explain import explain_quotes

    if not isinstance(document, AnnotatedArticle):
        raise TypeError(f"{type(document).__name__} names nobody yet")
    return explain_quotes(document)
