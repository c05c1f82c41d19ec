"""One run: articles in, faults on the way, and the judge in the end."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from kafka.consumer.fetcher import ConsumerRecord

from schemas.document import utc_now
from tests.chaos.faults import Faults
from tests.chaos.line import Line, small_disk
from tests.chaos.publisher import Desk, Publisher
from tests.chaos.schedule import DISK, WITH_DISKS, Kind, Schedule, drawn
from tests.chaos.traffic import Sent, traffic
from tests.chaos.verdict import ENDS, Verdict, end_ids, judged
from tests.support.cluster import PATIENCE, Cluster, Read, wait_for
from tests.support.log_verdicts import assert_same_as_the_log_alone
from tests.support.three_brokers import ThreeBrokers

FLOW_SECONDS = 60.0
"""Within so long after the last fault is mended, on a quiet machine, a line flows again by itself."""

PROBES = 20
DROPPED_EVERY = 10
REPORT_VARIABLE = "COPYDESK_CHAOS_REPORT"
"""A file to which each run adds a line of JSON."""


@dataclass
class Outcome:
    """What a run came to."""

    schedule: Schedule
    verdict: Verdict
    flowing_seconds: float
    """From the end of the last fault to the first article that came in after it and out again."""

    drained_seconds: float
    """From then until everything had come out."""

    seconds: dict[str, float]
    """How long it took from the first article until all was mended, from then until the brokers had acknowledged new
    articles, how long the judge took, and all of it."""

    ended: dict[str, int] = field(default_factory=dict)
    """Processes that ended by themselves or by order, by service and exit status."""

    def __str__(self) -> str:
        """The plan and what came of it."""
        ends = ", ".join(f"{name}: {count}" for name, count in sorted(self.ended.items()))
        times = f"flowing after {self.flowing_seconds:.1f} s, all out after {self.drained_seconds:.1f} s more"
        return f"{self.schedule}\n{self.verdict}; {times}; ended: {ends or 'none'}; seconds: {self.seconds}"

    def report(self, broker: str) -> None:
        """Print it, and add it to the report where one is asked for."""
        print(self)
        path = os.environ.get(REPORT_VARIABLE)
        if not path:
            return
        entry = {
            "broker": broker,
            "seed": self.schedule.seed,
            "faults": [fault.kind for fault in self.schedule.faults],
            **self.verdict.figures(),
            "flowing_seconds": round(self.flowing_seconds, 1),
            "drained_seconds": round(self.drained_seconds, 1),
            "seconds": self.seconds,
            "ended": self.ended,
        }
        with Path(path).open("a", encoding="ascii") as file:
            file.write(json.dumps(entry) + "\n")


@dataclass(frozen=True)
class Plan:
    """How long a run is, and of what."""

    processes: Sequence[str]
    kinds: Sequence[Kind]
    articles: int
    seconds: float
    faults: int


def run(cluster: Cluster, three: ThreeBrokers | None, seed: int, plan: Plan) -> Outcome:
    """Run a line under the plan's faults.

    Raises:
        AssertionError: something came out nowhere, or not within the bound; or two reads differ.
    """
    with contextlib.ExitStack() as disks:
        kinds = _possible(plan, cluster, disks)
        schedule = drawn(seed, plan.processes, kinds, plan.seconds, plan.faults)
        print(schedule)
        line = Line(cluster, plan.processes)
        faults = Faults(line, three)
        # What the intake takes in arrives now; with the rest months before, deduplication's window would pass at once.
        now = utc_now()
        sent = traffic(seed, plan.articles, now)
        early, late = sent[: int(len(sent) * schedule.backlog)], sent[int(len(sent) * schedule.backlog) :]
        began = time.time()
        publisher, desk = Publisher(cluster), Desk(line.folder("intake/0"))
        by_client, dropped = _divided(late, plan.processes)
        publisher.send_all(early, 0)
        with line.running(), ThreadPoolExecutor() as threads:
            with faults.happening(schedule) as happening:
                sending = threads.submit(publisher.send_all, by_client, plan.seconds)
                _drop(desk, dropped, plan.seconds)
                happening.join()
                mended = time.time()
                probes = traffic(-1 - seed, PROBES, now)
                probing = Publisher(cluster)
                probing.send_all(probes, 1)
                taken = time.time()
                sending.result()
            acknowledged = [*publisher.acknowledged, *desk.acknowledged(), *probing.acknowledged]
            assert len(acknowledged) == len(sent) + len(probes), "the load was not acknowledged as a whole"
            flowing = _wait_for_ends(cluster, probes, any_will_do=True) - mended
            drained = _wait_for_ends(cluster, _not_kept(acknowledged, faults)) - mended - flowing
            all_out = time.time()
            # What dedup has published it may have published again, so the log's own verdicts come last.
            verdict = _settled(cluster, faults, acknowledged)
            assert_same_as_the_log_alone(cluster)
            ended = time.time()
            parts = {"mended": mended - began, "taken": taken - mended, "judged": ended - all_out, "all": ended - began}
            seconds = {name: round(value, 1) for name, value in parts.items()}
            return Outcome(schedule, verdict, flowing, drained, seconds, dict(line.ended))


def _possible(plan: Plan, cluster: Cluster, disks: contextlib.ExitStack) -> list[Kind]:
    """The kinds of faults of the plan, without full disks where this user may not mount a small one."""
    try:
        for name in plan.processes:
            if name.partition("/")[0] in WITH_DISKS:
                disks.enter_context(small_disk(cluster.folder / name.replace("/", "-")))
    except OSError as error:
        print(f"no full disks: {error}")
        return [kind for kind in plan.kinds if kind not in DISK]
    return list(plan.kinds)


def _divided(sent: Sequence[Sent], processes: Sequence[str]) -> tuple[list[Sent], list[Sent]]:
    """What a client sends, and every so many articles for the drop folder, where there is an intake."""
    by_client: list[Sent] = []
    dropped: list[Sent] = []
    for number, message in enumerate(sent):
        is_dropped = "intake/0" in processes and number % DROPPED_EVERY == 0 and message.article is not None
        (dropped if is_dropped else by_client).append(message)
    return by_client, dropped


def _drop(desk: Desk, sent: Sequence[Sent], seconds: float, files: int = 6) -> None:
    """Drop files of them, spread over so many seconds; one that the disk does not take is tried again."""
    for number in range(files if sent else 0):
        part = sent[number::files]
        if part:
            wait_for(lambda n=number, p=part: desk.drop(f"{n}", p), 60, "a file dropped")  # type: ignore[misc]
        time.sleep(seconds / files)


def _not_kept(sent: Iterable[Sent], faults: Faults) -> list[Sent]:
    """Without what had become a dead letter in a topic that was taken away since: nobody can read it there again."""
    kept = {read.value for reads in faults.kept.values() for read in reads}
    return [message for message in sent if message.value not in kept]


def _wait_for_ends(cluster: Cluster, sent: Iterable[Sent], *, any_will_do: bool = False) -> float:
    """Wait until all (or any) of the messages have come out; returns when they were written, by the wall clock.

    Raises:
        AssertionError: that takes longer than the bound.
    """
    missing = {m.value: {m.key} if m.article is None else end_ids(m.article) for m in sent}
    by_id: dict[str, set[bytes]] = {}
    for value, names in missing.items():
        for name in names:
            by_id.setdefault(name, set()).add(value)
    wanted = len(missing) - 1 if any_will_do else 0
    ended: set[bytes] = set()
    deadline = time.monotonic() + FLOW_SECONDS * PATIENCE
    with cluster.following(ENDS) as polled:
        for records in polled:
            for record in records:
                ended.update(*(by_id.get(name, ()) for name in _names(record)))
                if len(missing) - len(ended) <= wanted:
                    return float(record.timestamp) / 1000
            late = f"{len(missing) - len(ended)} did not come out, {sorted(set(missing) - ended)[:3]} among them"
            assert time.monotonic() < deadline, late
    raise AssertionError("nothing is read")


def _names(record: ConsumerRecord) -> set[str]:
    """By what a message that came out is known: its event, and the key of a dead letter."""
    headers = dict(record.headers)
    return {headers["ce_id"].decode()} if "ce_id" in headers else {(record.key or b"").decode()}


def _settled(cluster: Cluster, faults: Faults, acknowledged: Sequence[Sent]) -> Verdict:
    """The verdict when two reads in a row agree: a second copy of what is out already may come between them.

    Raises:
        AssertionError: no two do, within the time that a line has to flow again.
    """
    deadline = time.monotonic() + FLOW_SECONDS * PATIENCE
    last = _judged(cluster, faults, acknowledged)
    while (verdict := _judged(cluster, faults, acknowledged)) != last:
        assert time.monotonic() < deadline, "two reads differ"
        last = verdict
    return verdict


def _judged(cluster: Cluster, faults: Faults, acknowledged: Sequence[Sent]) -> Verdict:
    read: dict[str, Sequence[Read]] = {name: [*faults.kept.get(name, []), *cluster.read(name)] for name in ENDS}
    return judged(acknowledged, read)
