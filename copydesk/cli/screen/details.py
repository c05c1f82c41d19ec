"""What one sees of a row that was opened: a service, an article, a dead letter, a source, a process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rich.text import Text

from copydesk.cli.screen.figures import clock, count, duration, rate, share, size
from copydesk.cli.screen.tables import BAD, DEAD_LETTERS, HEADLINES, PROCESSES, QUIET, SERVICES, SOURCES, state_style
from copydesk.operator.top.picture import (
    ArticlePicture,
    DeadLetterPicture,
    Percentiles,
    Picture,
    ProcessPicture,
    ServicePicture,
    SourcePicture,
)

LABEL_WIDTH = 14

Fact = tuple[str, str]


def _page(heading: str, facts: Iterable[Fact]) -> Text:
    text = Text(heading, "bold")
    text.append("\n")
    for label, value in facts:
        if value:
            text.append(f"\n{label:<{LABEL_WIDTH}}", QUIET)
            text.append(value)
    return text


def _section(text: Text, heading: str) -> None:
    text.append(f"\n\n{heading}", "bold")


def service_page(picture: Picture, name: str) -> Text | None:
    """A service: its processes, its partitions, how its articles ended and what they held; None where there is none."""
    service = next((each for each in picture.services if each.name == name), None)
    if service is None:
        return None
    text = _page(service.name, _service_facts(service))
    processes = [process for process in picture.processes if process.service == name]
    _section(text, f"Processes ({len(processes)})")
    for process in processes:
        text.append(f"\n{process.instance:<24}")
        text.append(f"{rate(process.rate):>7}/s {share(process.cpu):>5} {size(process.memory_bytes):>6}  ")
        text.append(f"partitions {count(process.partitions)}  up {duration(process.up_seconds)}  ")
        text.append(process.state, state_style(process.state))
    partitions = [partition for partition in picture.partitions if partition.service == name]
    if partitions:
        _section(text, "Partitions")
    for partition in partitions:
        place = f"{partition.topic}/{partition.partition}"
        text.append(f"\n{place:<24}{count(partition.lag):>7} wait   oldest {duration(partition.lag_seconds)}")
    for heading, amounts in (("Ended as", service.statuses), ("Counted", service.counted)):
        if amounts:
            _section(text, heading)
        for amount in amounts:
            text.append(f"\n{amount.name:<24}{count(amount.total):>9}{rate(amount.rate):>9}/s")
    return text


def _service_facts(service: ServicePicture) -> list[Fact]:
    return [
        ("state", service.state),
        (
            "articles",
            f"{rate(service.in_rate)}/s in, {rate(service.out_rate)}/s out, {service.in_progress} in progress",
        ),
        ("lag", f"{count(service.lag)} wait, the oldest for {duration(service.lag_seconds)}"),
        ("latency", _percentiles(service.latency, "from the intake to the confirmed write")),
        ("handling", _percentiles(service.handling, "in the service's own function")),
    ]


def _percentiles(found: Percentiles | None, of: str) -> str:
    if found is None:
        return ""
    when = "" if found.recent else ", since the start"
    values = "  ".join(
        f"{name} {duration(value)}" for name, value in (("p50", found.p50), ("p95", found.p95), ("p99", found.p99))
    )
    return f"{values}  ({of}{when})"


def article_page(picture: Picture, reference: str) -> Text | None:
    """An article: its headline, whom and what it names, and its quotes."""
    article = next((each for each in picture.articles if each.reference == reference), None)
    if article is None:
        return None
    text = _page(article.title, _article_facts(article))
    _section(text, f"Quotes ({len(article.quotes)})")
    for quote in article.quotes:
        text.append(f"\n\n{quote.speaker}", "bold")
        text.append(f"  {quote.kind}, confidence {quote.confidence:.2f}", QUIET)
        text.append(f"\n“{quote.text}”")
    return text


def _article_facts(article: ArticlePicture) -> list[Fact]:
    return [
        ("source", article.source),
        ("language", article.language),
        ("verdict", article.verdict),
        ("received", article.received_at),
        ("enriched", f"{article.enriched_at}, after {duration(article.seconds)}"),
        ("people", ", ".join(article.people)),
        ("organisations", ", ".join(article.organisations)),
        ("places", ", ".join(article.places)),
        ("url", article.url),
        ("id", article.id),
        ("lies at", article.reference),
    ]


def dead_letter_page(picture: Picture, reference: str) -> Text | None:
    """A dead letter: who gave up on it, when, where and why, and how its bytes begin."""
    letter = next((each for each in picture.dead_letters if each.reference == reference), None)
    if letter is None:
        return None
    text = _page(f"{letter.service}: {letter.reason}", _dead_letter_facts(letter))
    _section(text, "The original begins")
    text.append(f"\n{letter.value}")
    text.append(f"\n\nAll of it: copydesk dead-letters show {letter.reference}", QUIET)
    return text


def _dead_letter_facts(letter: DeadLetterPicture) -> list[Fact]:
    return [
        ("reason", letter.message),
        ("place", letter.place),
        ("failed", letter.failed_at),
        ("attempts", "" if letter.attempts is None else str(letter.attempts)),
        ("source", letter.source),
        ("came from", letter.origin),
        ("key", letter.key),
        ("lies at", letter.reference),
    ]


def source_page(picture: Picture, name: str) -> Text | None:
    """A source: what it sent, and what became of the last of it."""
    source = next((each for each in picture.sources if each.name == name), None)
    if source is None:
        return None
    text = _page(source.name, _source_facts(source))
    articles = [article for article in picture.articles if article.source == name]
    _section(text, f"Of the last articles ({len(articles)})")
    for article in articles:
        text.append(f"\n{clock(article.enriched_at)}  {article.title}")
    letters = [letter for letter in picture.dead_letters if letter.source == name]
    _section(text, f"Of the last dead letters ({len(letters)})")
    for letter in letters:
        text.append(f"\n{clock(letter.failed_at)}  {letter.service}  ")
        text.append(letter.reason, BAD)
        text.append(f"  {letter.message}")
    return text


def _source_facts(source: SourcePicture) -> list[Fact]:
    return [
        ("articles", f"{count(source.articles)} since the cleaner started, {rate(source.rate)}/s"),
        ("newest", f"{duration(source.silent_seconds)} ago"),
    ]


def process_page(picture: Picture, instance: str) -> Text | None:
    """A process."""
    process = next((each for each in picture.processes if each.instance == instance), None)
    return None if process is None else _page(f"{process.service} at {process.instance}", _process_facts(process))


def _process_facts(process: ProcessPicture) -> list[Fact]:
    return [
        ("state", process.state),
        ("articles", f"{rate(process.rate)}/s"),
        ("CPU", f"{share(process.cpu)} of a core"),
        ("memory", size(process.memory_bytes)),
        ("partitions", count(process.partitions)),
        ("runs for", duration(process.up_seconds)),
        ("version", process.version),
    ]


PAGES: Mapping[str, Callable[[Picture, str], Text | None]] = {
    SERVICES.name: service_page,
    HEADLINES.name: article_page,
    DEAD_LETTERS.name: dead_letter_page,
    SOURCES.name: source_page,
    PROCESSES.name: process_page,
}
"""What makes the page of a row, by the name of its table: the picture and the row's key; None where it has gone."""
