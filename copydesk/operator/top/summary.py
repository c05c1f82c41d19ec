"""Sums the last seconds of all processes up into services, processes, partitions and sources."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copydesk.operator.top.history import STARTED_AT, Stretch
from copydesk.operator.top.picture import (
    Amount,
    PartitionPicture,
    Percentiles,
    ProcessPicture,
    ServicePicture,
    SourcePicture,
)
from copydesk.operator.top.rates import quantile
from copydesk.operator.top.scrape import Labels, Scrape
from copydesk.text.printable import one_line

LONGEST_NAME = 80
"""Names of sources come from articles; longer ones are cut."""

LONGEST_INSTANCE = 300
"""A name of a host has 253 characters at most (RFC 1035), and no two processes may look like one."""

LONGEST_PROBLEM = 200

COUNTED: Mapping[str, str] = {
    "copydesk_articles_cleaned_total": "language",
    "copydesk_articles_judged_total": "verdict",
    "copydesk_entity_links_total": "scheme",
    "copydesk_quotes_total": "kind",
    "copydesk_quote_speakers_total": "speaker",
    "copydesk_articles_embargoed_total": "embargoed",
    "copydesk_http_items_total": "outcome",
    "copydesk_feed_polls_total": "outcome",
    "copydesk_dead_letters_total": "reason",
}
"""What articles hold and how they went, shown where one looks into a service: the metric and its label."""

READY = "ready"
AWAY = "does not run"
UNKNOWN = "no metrics"
"""Where nobody can be asked, what does not answer may run all the same."""


@dataclass(frozen=True, slots=True)
class WaitingIn:
    """What the broker says of a partition that a service reads; the topic as in the contract or with its prefix."""

    service: str
    topic: str
    partition: int
    lag: int
    lag_seconds: float | None


def process_pictures(stretches: Iterable[Stretch]) -> tuple[ProcessPicture, ...]:
    """Each process by itself."""
    return tuple(_process(stretch) for stretch in stretches)


def _process(stretch: Stretch) -> ProcessPicture:
    now = stretch.now
    started, memory = now.value(STARTED_AT), now.value("process_resident_memory_bytes")
    partitions = now.value("copydesk_partitions_assigned")
    build = next((dict(labels) for labels in now.values("copydesk_build_info")), {})
    commit = build.get("commit", "")[:7]
    return ProcessPicture(
        service=one_line(now.name, LONGEST_NAME),
        instance=one_line(now.instance, LONGEST_INSTANCE),
        state=_state(now),
        version=one_line(f"{build.get('version', '')} {commit}", LONGEST_NAME),
        rate=stretch.rate("copydesk_messages_processed_total"),
        cpu=stretch.rate("process_cpu_seconds_total"),
        memory_bytes=None if memory is None else int(memory),
        partitions=None if partitions is None else int(partitions),
        up_seconds=None if started is None else max(0.0, now.at - started),
    )


def _state(scrape: Scrape) -> str:
    if scrape.problem:
        return one_line(scrape.problem, LONGEST_PROBLEM)
    if not scrape.answers:
        return "shows no metrics"
    if scrape.value("copydesk_line_blocked"):
        return "blocked"
    behind = scrape.value("copydesk_state_behind_messages")
    return f"rebuilding, {int(behind)} behind" if behind else READY


def partition_pictures(
    stretches: Iterable[Stretch], waiting: Sequence[WaitingIn] | None
) -> tuple[PartitionPicture, ...]:
    """Each partition that a service reads: as the broker says, else as the processes that read it say.

    `waiting` is None where the broker is away. A partition that changes hands may be shown by two processes for a
    moment; the longer lag counts.
    """
    if waiting is not None:
        return tuple(PartitionPicture(w.service, w.topic, w.partition, w.lag, w.lag_seconds) for w in waiting)
    found: dict[tuple[str, str, int], PartitionPicture] = {}
    for stretch in stretches:
        ages = stretch.now.values("copydesk_consumer_lag_seconds")
        for labels, lag in stretch.now.values("copydesk_consumer_lag_messages").items():
            names = dict(labels)
            service, topic = (one_line(names.get(name, "?"), LONGEST_NAME) for name in ("service", "topic"))
            number = names.get("partition", "")
            partition = int(number) if number.isascii() and number.isdecimal() else -1
            picture = PartitionPicture(service, topic, partition, int(lag), ages.get(labels))
            known = found.get((service, topic, partition))
            if known is None or known.lag < picture.lag:
                found[service, topic, partition] = picture
    return tuple(found[key] for key in sorted(found))


def service_pictures(
    names: Sequence[str], stretches: Sequence[Stretch], partitions: Iterable[PartitionPicture]
) -> tuple[ServicePicture, ...]:
    """Each service, those of `names` first and in their order, whether it runs or not."""
    absent = AWAY if stretches else UNKNOWN
    by_service: defaultdict[str, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        by_service[one_line(stretch.now.name, LONGEST_NAME)].append(stretch)
    waiting: defaultdict[str, list[PartitionPicture]] = defaultdict(list)
    for partition in partitions:
        waiting[partition.service].append(partition)
    everything = dict.fromkeys([*names, *sorted(by_service)])
    return tuple(_service(name, by_service[name], waiting[name], absent) for name in everything)


def _service(
    name: str, stretches: Sequence[Stretch], partitions: Sequence[PartitionPicture], absent: str
) -> ServicePicture:
    states = [_state(stretch.now) for stretch in stretches]
    ages = [partition.lag_seconds for partition in partitions if partition.lag_seconds is not None]
    in_progress = _sum(stretch.now.value("copydesk_messages_in_progress") for stretch in stretches)
    memory = _sum(stretch.now.value("process_resident_memory_bytes") for stretch in stretches)
    statuses = _amounts(stretches, "copydesk_messages_processed_total", "status")
    return ServicePicture(
        name=name,
        processes=len(stretches),
        ready=states.count(READY),
        state=next((state for state in states if state != READY), READY if states else absent),
        in_rate=_sum(stretch.rate("copydesk_messages_consumed_total") for stretch in stretches),
        out_rate=_sum(stretch.rate("copydesk_messages_processed_total") for stretch in stretches),
        in_progress=int(in_progress or 0),
        lag=sum(partition.lag for partition in partitions) if partitions else None,
        lag_seconds=max(ages, default=None),
        latency=_percentiles(stretches, "copydesk_end_to_end_latency_seconds_bucket"),
        handling=_percentiles(stretches, "copydesk_processing_duration_seconds_bucket"),
        statuses=statuses,
        counted=tuple(amount for metric, label in COUNTED.items() for amount in _counted(stretches, metric, label)),
        dead_letters=next(
            (status for status in statuses if status.name == "dead_letter"), Amount("dead_letter", 0, None)
        ),
        cpu=_sum(stretch.rate("process_cpu_seconds_total") for stretch in stretches),
        memory_bytes=None if memory is None else int(memory),
    )


def _counted(stretches: Sequence[Stretch], metric: str, label: str) -> list[Amount]:
    return [
        Amount(f"{label} {amount.name}".strip(), amount.total, amount.rate)
        for amount in _amounts(stretches, metric, label)
    ]


def source_pictures(stretches: Sequence[Stretch], now: float) -> tuple[SourcePicture, ...]:
    """Each source of which the processes show figures, the busiest first."""
    newest: dict[str, float] = {}
    for stretch in stretches:
        for labels, moment in stretch.now.values("copydesk_source_last_article_timestamp_seconds").items():
            name = _label(labels, "source")
            newest[name] = max(moment, newest.get(name, 0.0))
    sources = [
        SourcePicture(
            amount.name,
            amount.total,
            amount.rate,
            max(0.0, now - newest[amount.name]) if newest.get(amount.name) else None,
        )
        for amount in _amounts(stretches, "copydesk_source_articles_total", "source")
    ]
    return tuple(sorted(sources, key=lambda source: (-(source.rate or 0.0), -source.articles, source.name)))


def _amounts(stretches: Sequence[Stretch], metric: str, label: str) -> tuple[Amount, ...]:
    """A counter's totals and rates by one of its labels, over all processes."""
    totals: dict[str, float] = {}
    rates: dict[str, float] = {}
    for stretch in stretches:
        for labels, value in stretch.now.values(metric).items():
            name = _label(labels, label)
            totals[name] = totals.get(name, 0.0) + value
        if stretch.seconds:
            for labels, grown in stretch.increases(metric).items():
                name = _label(labels, label)
                rates[name] = rates.get(name, 0.0) + grown / stretch.seconds
    return tuple(Amount(name, int(total), rates.get(name)) for name, total in totals.items() if total)


def _percentiles(stretches: Sequence[Stretch], metric: str) -> Percentiles | None:
    recent = _buckets(stretch.increases(metric) for stretch in stretches)
    since_start = _buckets(stretch.now.values(metric) for stretch in stretches)
    for buckets, is_recent in ((recent, True), (since_start, False)):
        p50, p95, p99 = (quantile(buckets, share) for share in (0.5, 0.95, 0.99))
        if p50 is not None and p95 is not None and p99 is not None:
            return Percentiles(p50, p95, p99, is_recent)
    return None


def _buckets(histograms: Iterable[Mapping[Labels, float]]) -> dict[float, float]:
    """Counts by upper bound, over all series."""
    summed: defaultdict[float, float] = defaultdict(float)
    for histogram in histograms:
        for labels, count in histogram.items():
            bound = _bound(labels)
            if bound is not None:
                summed[bound] += count
    return dict(summed)


def _bound(labels: Labels) -> float | None:
    try:
        bound = float(dict(labels)["le"])
    except (KeyError, ValueError):
        return None
    return None if math.isnan(bound) else bound


def _label(labels: Labels, name: str) -> str:
    return one_line(dict(labels).get(name, ""), LONGEST_NAME)


def _sum(values: Iterable[float | None]) -> float | None:
    """The sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
