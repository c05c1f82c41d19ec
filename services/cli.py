"""The `copydesk` command."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, NoReturn, TextIO

import typer
from pydantic import ValidationError

from schemas.document import Document
from schemas.explanation import explain
from schemas.topics import SERVICE_NAMES, TOPICS
from services.intake.files import JSON_SUFFIXES, read_submissions
from services.intake.formats.sandbox import Sandbox
from services.intake.limits import parse_limits
from services.intake.submission import Submission
from services.runtime.service import SERVICE_VERSION, find_service
from services.runtime.settings import Settings

if TYPE_CHECKING:
    from services.admin.topics import TopicState

EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_CLUSTER = 3

EXIT_CODES = "Exit codes: 0 all went well; 1 some input was refused, the rest went on; 2 wrong usage; 3 no cluster."

SAMPLES = Path(__file__).parents[1] / "samples"

app = typer.Typer(
    help=f"Copydesk: raw articles in, enriched events out, nothing lost.\n\n{EXIT_CODES}",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
topics_app = typer.Typer(help="The topics of the cluster.", no_args_is_help=True)
dead_letters_app = typer.Typer(help="What could not be processed, and why.", no_args_is_help=True)
app.add_typer(topics_app, name="topics")
app.add_typer(dead_letters_app, name="dead-letters")

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


def main() -> None:
    """Entry point of the `copydesk` command."""
    app()


def _print(text: str) -> None:
    """Print a line; ends the command where its reader has seen enough (`copydesk tail quotes | head`)."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # Python flushes once more at exit, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(128 + signal.SIGPIPE) from None


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


def _fail(message: str, status: int) -> NoReturn:
    typer.echo(f"copydesk: {message}", err=True)
    raise typer.Exit(status)


def _setting_problem(location: tuple[int | str, ...], message: str) -> str:
    """What is wrong with a setting, under the name of its environment variable where it is about one."""
    name = ".".join(map(str, location)).upper()
    return f"COPYDESK_{name}: {message}" if name else message


def _settings(brokers: str | None = None) -> Settings:
    try:
        settings = Settings()
    except ValidationError as error:
        problems = [_setting_problem(found["loc"], found["msg"]) for found in error.errors()]
        _fail("; ".join(problems), EXIT_USAGE)
    return settings.model_copy(update={"brokers": brokers}) if brokers else settings


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"copydesk {SERVICE_VERSION}")
        raise typer.Exit


# --- Running ---------------------------------------------------------------------------------------------------------


@app.command()
def up(
    brokers: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            envvar="COPYDESK_BROKERS",
            help="A real cluster; where none is given, an embedded broker, in memory.",
        ),
    ] = None,
    feed: Annotated[
        list[Path] | None,
        typer.Option(help="Articles to push at the start; default: the sample feed.", exists=True, dir_okay=False),
    ] = None,
    no_feed: Annotated[bool, typer.Option("--no-feed", help="Push nothing.")] = False,
    exit_when_done: Annotated[
        bool, typer.Option("--exit-when-done", help="End when all that was pushed has come out.")
    ] = False,
    replication: Annotated[int, typer.Option(min=1, help="Replicas of the topics that are made.")] = 1,
    as_json: Json = False,
) -> None:
    """Run everything on this machine: broker, services, sample feed; prints each enriched event.

    Examples: `copydesk up`, `copydesk up --brokers kafka:9092 --no-feed`, `copydesk up --json | jq .quotes`
    """
    from services.admin.cluster import ClusterError
    from services.intake.push import PushError
    from services.up import UpOptions
    from services.up import up as run_all

    given = tuple(feed or ()) or (SAMPLES / "feed.jsonl", SAMPLES / "page.txt")
    options = UpOptions(
        settings=_settings(brokers),
        embedded=brokers is None,
        feed=() if no_feed else given,
        exit_when_done=exit_when_done,
        as_json=as_json,
        replication=replication,
    )
    try:
        status = run_all(options)
    except (ClusterError, PushError, RuntimeError) as error:
        _fail(str(error), EXIT_CLUSTER)
    raise typer.Exit(status)


def _complete_service(incomplete: str) -> list[str]:
    return [name for name in SERVICE_NAMES if name.startswith(incomplete)]


@app.command()
def run(
    services: Annotated[
        list[str],
        typer.Argument(
            metavar="SERVICE...", help=f"One of: {', '.join(SERVICE_NAMES)}.", autocompletion=_complete_service
        ),
    ],
    brokers: Brokers = None,
) -> None:
    """Run a service in this process, or several with a process each.

    Settings come from the environment (docs/settings.md). Examples: `copydesk run cleaner`,
    `COPYDESK_HEALTH_PORT=0 copydesk run entities quotes --brokers kafka:9092`
    """
    _known_services(services)
    from services.runtime.logs import configure_logs
    from services.runtime.process import run_service

    settings = _settings(brokers)
    if len(services) > 1:
        configure_logs(settings, "supervisor")
        _supervise(services, settings)
        return
    configure_logs(settings, services[0])
    raise typer.Exit(run_service(find_service(services[0]), settings))


def _supervise(services: list[str], settings: Settings) -> None:
    from services.supervisor import Supervisor

    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    supervisor = Supervisor(services, {"COPYDESK_BROKERS": settings.brokers}, settings.health_port, None)
    while not stopping.wait(1.0):
        supervisor.look()
    supervisor.stop(settings.stop_grace_seconds)


# --- Articles in, events out -----------------------------------------------------------------------------------------


@app.command()
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
    from services.intake.background import directly, in_background
    from services.intake.push import PushError
    from services.intake.push import push as push_all
    from services.runtime.logs import configure_logs

    settings = _settings(brokers)
    configure_logs(settings.model_copy(update={"log_level": "ERROR"}), "push")

    def report(submission: Submission, reason: str | None) -> None:
        if reason:
            typer.echo(f"{submission.file}:{submission.line}: {reason}", err=True)

    def notice(reason: str) -> None:
        typer.echo(reason, err=True)

    with ExitStack() as opened:
        try:
            sandbox = opened.enter_context(Sandbox(parse_limits(settings)))
            submissions = _submissions(_open_all(files, opened), source, sandbox)
            # What waits for input or for a parser does so in a thread.
            at_hand = files and all(Path(name).suffix.lower() in JSON_SUFFIXES for name in files)
            arriving = directly(submissions) if at_hand else in_background(submissions)
            pushed = asyncio.run(push_all(settings, arriving, report, notice))
        except PushError as error:
            _fail(str(error), EXIT_CLUSTER)
    typer.echo(f"{pushed.published} published, {pushed.refused} refused", err=True)
    raise typer.Exit(EXIT_REFUSED if pushed.refused else 0)


@app.command()
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
    from services.admin.cluster import ClusterError
    from services.admin.tail import follow

    if topic not in {known.name for known in TOPICS}:
        _fail(f"no such topic: {topic}; there are {', '.join(t.name for t in TOPICS)}", EXIT_USAGE)
    try:
        for number, message in enumerate(
            follow(_settings(brokers), topic, from_beginning=from_beginning, idle_seconds=idle), start=1
        ):
            value = message.value.decode("utf-8", "replace")
            if headers:
                readable = {name: data.decode("utf-8", "replace") for name, data in message.headers.items()}
                key = (message.key or b"").decode("utf-8", "replace")
                entry = {"partition": message.partition, "offset": message.offset, "key": key, "headers": readable}
                value = json.dumps({**entry, "value": value}, ensure_ascii=False)
            _print(value)
            if number == count:
                return
    except ClusterError as error:
        _fail(str(error), EXIT_CLUSTER)
    except KeyboardInterrupt:
        return


def _open_all(files: list[str] | None, opened: ExitStack) -> Iterator[tuple[str, BinaryIO]]:
    """The files with the names to report, opened one after the other; standard input where none is given."""
    for name in files or ["-"]:
        if name == "-":
            yield "stdin", sys.stdin.buffer
            continue
        try:
            yield name, opened.enter_context(Path(name).open("rb"))  # noqa: SIM115 - the stack closes it
        except OSError as error:
            _fail(f"{name}: {error.strerror}", EXIT_USAGE)


def _open_for_writing(path: Path, opened: ExitStack) -> TextIO:
    try:
        # A file name that is no UTF-8 is written as the escapes that JSON knows.
        return opened.enter_context(path.open("w", encoding="utf-8", errors="backslashreplace"))
    except OSError as error:
        _fail(f"{path}: {error.strerror}", EXIT_USAGE)


def _submissions(streams: Iterator[tuple[str, BinaryIO]], source: str, sandbox: Sandbox) -> Iterator[Submission]:
    for name, stream in streams:
        yield from read_submissions(name, stream, source, sandbox)


# --- Dry runs: no broker ---------------------------------------------------------------------------------------------


def _dry_run(
    last: str, files: list[str] | None, dead_letters: Path | None, *, as_is: bool = False, show: Show = _whole
) -> NoReturn:
    """Run articles through the chain up to `last` and print what comes out, one JSON object a line."""
    from services.dry_run import DryRun

    chain = DryRun(last, body_is_finished=as_is)
    refused = 0
    with ExitStack() as opened:
        buried = _open_for_writing(dead_letters, opened) if dead_letters else None
        sandbox = opened.enter_context(Sandbox(parse_limits(_settings())))
        for submission in _submissions(_open_all(files, opened), "file", sandbox):
            try:
                line = show(chain.run(submission.article()))
            except Exception as error:  # one bad article must not stop the rest
                refused += 1
                reason = explain(error)
                typer.echo(f"{submission.file}:{submission.line}: {reason}", err=True)
                if buried:
                    value = submission.value.decode("utf-8", "replace")
                    entry = {"file": submission.file, "line": submission.line, "reason": reason, "value": value}
                    buried.write(json.dumps(entry, ensure_ascii=False) + "\n")
            else:
                _print(line)
    raise typer.Exit(EXIT_REFUSED if refused else 0)


@app.command()
def enrich(
    files: Files = None, as_is: AsIs = False, dead_letters: DeadLettersFile = None, format_: Format = "copydesk"
) -> None:
    """Run the whole chain without a broker: RawArticle in, EnrichedArticle out, one line an article.

    A duplicate is enriched, too; its story says that it is one. Refused input goes to standard error, with line, field
    and reason. Examples: `copydesk enrich page.html | jq .quotes`, `copydesk enrich wire.jsonl > events.jsonl`
    """
    _dry_run(SERVICE_NAMES[-1], files, dead_letters, as_is=as_is, show=_SHOWN_AS[format_])


@app.command()
def clean(files: Files = None, dead_letters: DeadLettersFile = None) -> None:
    """The cleaner alone: prints CleanArticle.

    Examples: `copydesk clean page.html | jq -r .text`, `copydesk clean feed.rss mail.eml page.pdf`
    """
    _dry_run("cleaner", files, dead_letters)


@app.command()
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
    from schemas.article import CleanArticle
    from services.dedup.explain import explain_pair
    from services.dry_run import DryRun

    wanted: dict[str, CleanArticle] = {}
    chain = DryRun("cleaner", body_is_finished=as_is)
    with ExitStack() as opened:
        sandbox = opened.enter_context(Sandbox(parse_limits(_settings())))
        for submission in _submissions(_open_all(files, opened) if files else iter(()), "file", sandbox):
            try:
                article = chain.run(submission.article())
            except Exception as error:  # one bad article must not stop the rest
                typer.echo(f"{submission.file}:{submission.line}: {explain(error)}", err=True)
                continue
            for name in {article.id, submission.file} & set(pair):
                if isinstance(article, CleanArticle):
                    wanted.setdefault(name, article)
    missing = [name for name in pair if name not in wanted]
    if missing:
        _fail(f"not in the input: {', '.join(missing)}", EXIT_USAGE)
    explanation = explain_pair(wanted[pair[0]], wanted[pair[1]])
    _print(json.dumps(explanation.as_dict(), ensure_ascii=False) if as_json else str(explanation))


@app.command()
def entities(
    files: Files = None, as_is: AsIs = False, dead_letters: DeadLettersFile = None, format_: Format = "copydesk"
) -> None:
    """Entities: prints AnnotatedArticle.

    Examples: `copydesk entities wire.jsonl | jq '.entities[].name'`, `copydesk entities --format ninjs page.html`
    """
    _dry_run("entities", files, dead_letters, as_is=as_is, show=_SHOWN_AS[format_])


@app.command()
def quotes(files: Files = None, as_is: AsIs = False, dead_letters: DeadLettersFile = None) -> None:
    """Quotes: prints EnrichedArticle.

    Example: `copydesk quotes page.txt | jq -c '.quotes[] | [.speaker.name, .text]'`
    """
    _dry_run("quotes", files, dead_letters, as_is=as_is)


# --- Operators -------------------------------------------------------------------------------------------------------


@topics_app.command("apply")
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
    from services.admin.topics import apply_topics

    _show_topics(lambda: apply_topics(_settings(brokers), replication), as_json=as_json)


@topics_app.command("list")
def topics_list(brokers: Brokers = None, as_json: Json = False) -> None:
    """Each topic of the contract and how the cluster has it; exit code 1 where one is missing.

    Example: `copydesk topics list`
    """
    from services.admin.topics import list_topics

    states = _show_topics(lambda: list_topics(_settings(brokers)), as_json=as_json)
    raise typer.Exit(EXIT_REFUSED if any(state.state == "missing" for state in states) else 0)


def _show_topics(ask: Callable[[], list[TopicState]], *, as_json: bool) -> list[TopicState]:
    from services.admin.cluster import ClusterError

    try:
        states = ask()
    except ClusterError as error:
        _fail(str(error), EXIT_CLUSTER)
    for state in states:
        if as_json:
            facts = {"partitions": state.partitions, "wanted": state.wanted, "state": state.state}
            _print(json.dumps({"topic": state.name, **facts}))
        else:
            _print(f"{state.name:<28} {state.partitions:>3} partitions  {state.state}")
    for remark in filter(None, (state.remark for state in states)):
        typer.echo(f"copydesk: {remark}", err=True)
    return states


@dead_letters_app.command("list")
def dead_letters_list(
    services: Annotated[
        list[str] | None, typer.Argument(metavar="[SERVICE]...", autocompletion=_complete_service)
    ] = None,
    brokers: Brokers = None,
    as_json: Json = False,
) -> None:
    """What failed, where and why: one line a dead letter. Its first column is for `dead-letters show`.

    Examples: `copydesk dead-letters list`, `copydesk dead-letters list cleaner --json | jq .error_message`
    """
    from services.admin.cluster import ClusterError
    from services.admin.dead_letters import list_dead_letters

    names = _known_services(services) or SERVICE_NAMES
    try:
        for found in list_dead_letters(_settings(brokers), names):
            letter = found.letter
            if as_json:
                fields = letter.model_dump() if letter else {}
                _print(json.dumps({"reference": found.reference, **fields}, ensure_ascii=False))
            else:
                origin = (
                    f"{letter.original_topic}/{letter.original_partition}/{letter.original_offset}" if letter else "-"
                )
                reason = f"{letter.error_type}: {letter.error_message}" if letter else "headers are not Copydesk's"
                _print(f"{found.reference:<32} {letter.failed_at if letter else '-':<32} {origin:<28} {reason}")
    except ClusterError as error:
        _fail(str(error), EXIT_CLUSTER)


@dead_letters_app.command("show")
def dead_letters_show(
    reference: Annotated[str, typer.Argument(help="TOPIC/PARTITION/OFFSET, as `dead-letters list` prints it.")],
    brokers: Brokers = None,
    raw: Annotated[bool, typer.Option("--raw", help="Only the original bytes, as they came.")] = False,
) -> None:
    """One dead letter: the story of its failure, and the original value.

    Examples: `copydesk dead-letters show cleaner.dead-letters/0/42`, with `--raw` to get the input back as it came
    """
    from services.admin.cluster import ClusterError
    from services.admin.dead_letters import UnknownReferenceError, find_dead_letter

    try:
        found = find_dead_letter(_settings(brokers), reference)
    except UnknownReferenceError as error:
        _fail(str(error), EXIT_REFUSED)
    except ClusterError as error:
        _fail(str(error), EXIT_CLUSTER)
    if raw:
        sys.stdout.buffer.write(found.value)
        return
    fields = found.letter.model_dump() if found.letter else {}
    value = found.value.decode("utf-8", "replace")
    key = (found.key or b"").decode("utf-8", "replace")
    shown = {"reference": found.reference, "key": key, **fields, "value": value}
    _print(json.dumps(shown, ensure_ascii=False, indent=2))


def _known_services(names: list[str] | None) -> tuple[str, ...]:
    unknown = [name for name in names or () if name not in SERVICE_NAMES]
    if unknown:
        _fail(f"no such service: {', '.join(unknown)}; there are {', '.join(SERVICE_NAMES)}", EXIT_USAGE)
    return tuple(names or ())


if __name__ == "__main__":
    main()
