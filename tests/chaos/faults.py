"""Does what a schedule says, at its times, to the processes of a line and to its brokers."""

from __future__ import annotations

import contextlib
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from kafka import TopicPartition
from kafka.errors import KafkaError

from copydesk.operator.cluster import ClusterError
from copydesk.operator.topics import apply_topics
from tests.chaos.line import Line
from tests.chaos.schedule import TOPIC, Fault, Kind, Phase, Schedule
from tests.support.cluster import Read
from tests.support.jumping_clock import Setting
from tests.support.three_brokers import NUMBERS, Side, ThreeBrokers

HOUR = 3600.0
FILLER = "filler"
SLOW_BYTES_A_SECOND = 2_000
JOINING = 2
"""Members that join a group beside its own, and leave it: one takes leave, the other is killed."""

PREFERRED = 0
"""The kind of election in which the first of the replicas becomes the leader."""

TRY_SECONDS = 180.0
"""So long an order to the cluster is given again, where other faults keep the cluster from taking it."""

SETTLED_SECONDS = 2.0
"""After that a change of a topic's settings holds on every broker."""

ORDERED: frozenset[Kind] = frozenset([*TOPIC, "move leaders"])
"""Faults that the cluster is told to make."""

Action = Callable[[Fault], None]


class Faults:
    """The faults of one run. `kept` is what lay in dead-letter topics before they were taken away."""

    def __init__(self, line: Line, three: ThreeBrokers | None) -> None:
        self._line = line
        self._three = three
        self.kept: dict[str, list[Read]] = {}
        self._actions: Mapping[Kind, tuple[Action, Action]] = {
            "kill a process": (self._kill, self._release),
            "end a process": (self._end, self._release),
            "freeze a process": (self._signal(signal.SIGSTOP), self._signal(signal.SIGCONT)),
            "let members join and leave": (self._join, self._leave),
            "let a clock jump": (self._jump, self._set_right),
            "damage a snapshot": (self._damage, self._release),
            "fill a disk": (self._fill, self._empty),
            "take the dead letters away": (self._take_away, self._give_back),
            "refuse dead letters": (self._refuse, self._give_back),
            "slow the sink": (self._slow, self._let_run),
            "kill a broker": (self._brokers(ThreeBrokers.kill), self._brokers(ThreeBrokers.start)),
            "restart a broker": (self._brokers(ThreeBrokers.stop), self._brokers(ThreeBrokers.start)),
            "pause a broker": (self._brokers(ThreeBrokers.pause), self._brokers(ThreeBrokers.resume)),
            "cut a broker from clients": (self._cut("clients"), self._plug("clients")),
            "cut a broker from peers": (self._cut("peers"), self._plug("peers")),
            "move leaders": (self._move_leaders, _nothing),
            "kill all brokers": (self._brokers(ThreeBrokers.kill), self._brokers(ThreeBrokers.start)),
            "pause all brokers": (self._brokers(ThreeBrokers.pause), self._brokers(ThreeBrokers.resume)),
            "too few in sync": (self._brokers(ThreeBrokers.pause, 2), self._brokers(ThreeBrokers.resume, 2)),
        }

    @contextmanager
    def happening(self, schedule: Schedule) -> Iterator[threading.Thread]:
        """Run the schedule beside what is done in the context; the thread ends when all is mended."""
        failures: list[BaseException] = []

        def run() -> None:
            try:
                self._run(schedule.steps())
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield thread
        finally:
            thread.join()
        if failures:
            raise failures[0]

    def _run(self, steps: Sequence[tuple[float, Phase, Fault]]) -> None:
        """All steps at their times. Where one fails, what has begun is mended all the same.

        Orders to the cluster are given one after the other beside the rest: one that it does not take now, for want of
        a broker, must not keep that broker away.
        """
        started = time.monotonic()
        begun: list[Fault] = []
        with ThreadPoolExecutor(max_workers=1) as orders:
            ordered: list[Future[None]] = []

            def do(phase: Phase, fault: Fault) -> None:
                if fault.kind in ORDERED:
                    ordered.append(orders.submit(self._do, phase, fault))
                else:
                    self._do(phase, fault)

            try:
                for at, phase, fault in steps:
                    time.sleep(max(0.0, started + at - time.monotonic()))
                    do(phase, fault)
                    if phase == "begin":
                        begun.append(fault)
                    else:
                        begun.remove(fault)
            finally:
                for fault in begun:
                    do("end", fault)
            for order in ordered:
                order.result()

    def _do(self, phase: Phase, fault: Fault) -> None:
        print(f"{time.strftime('%H:%M:%S')} {phase}: {fault.kind}: {fault.target}")
        self._actions[fault.kind][phase == "end"](fault)

    # --- processes ----------------------------------------------------------------------------------------------------

    def _kill(self, fault: Fault) -> None:
        self._line.hold(fault.target)
        self._line.signal(fault.target, signal.SIGKILL)

    def _end(self, fault: Fault) -> None:
        self._line.hold(fault.target)
        self._line.signal(fault.target, signal.SIGTERM)

    def _release(self, fault: Fault) -> None:
        self._line.release(fault.target)

    def _signal(self, number: signal.Signals) -> Action:
        return lambda fault: self._line.signal(fault.target, number)

    def _join(self, fault: Fault) -> None:
        for name in _joining(fault):
            self._line.join(name)

    def _leave(self, fault: Fault) -> None:
        signals = (signal.SIGTERM, signal.SIGKILL)
        for number, name in enumerate(_joining(fault)):
            self._line.signal(name, signals[number % len(signals)])

    def _jump(self, fault: Fault) -> None:
        self._line.set_clock(fault.target, Setting(_chance(fault).choice([-HOUR, -2.0, 40.0, 2 * HOUR, 60 * HOUR])))

    def _set_right(self, fault: Fault) -> None:
        self._line.set_clock(fault.target, Setting())

    # --- disks --------------------------------------------------------------------------------------------------------

    def _damage(self, fault: Fault) -> None:
        """Kill the process and change some bytes of what it would start from, as a broken disk does."""
        self._kill(fault)
        self._line.worker(fault.target).process.wait()
        chance = _chance(fault)
        for file in sorted(self._line.folder(fault.target).glob("*/*/*/snapshot-*/*")):
            content = bytearray(file.read_bytes())
            if content:
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
                file.write_bytes(content)

    def _fill(self, fault: Fault) -> None:
        with (self._line.folder(fault.target) / FILLER).open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(b"\0" * (1 << 16)):
                pass

    def _empty(self, fault: Fault) -> None:
        (self._line.folder(fault.target) / FILLER).unlink()

    # --- topics -------------------------------------------------------------------------------------------------------

    def _refuse(self, fault: Fault) -> None:
        self._insist(lambda: self._line.cluster.configure(f"{fault.target}.dead-letters", max_message_bytes="1"))

    def _take_away(self, fault: Fault) -> None:
        """Delete the topic, once what lies in it is kept for the judge and nothing more can come in."""
        topic = f"{fault.target}.dead-letters"
        self._refuse(fault)
        time.sleep(SETTLED_SECONDS)
        self._insist(lambda: self.kept.setdefault(topic, []).extend(self._line.cluster.read(topic)))
        self._insist(lambda: self._line.cluster.delete(topic))

    def _give_back(self, _fault: Fault) -> None:
        cluster = self._line.cluster
        self._insist(lambda: apply_topics(cluster.settings, replication=cluster.broker.replication))

    def _slow(self, fault: Fault) -> None:
        self._insist(lambda: self._line.cluster.limit(f"copydesk-{fault.target}", SLOW_BYTES_A_SECOND))

    def _let_run(self, fault: Fault) -> None:
        self._insist(lambda: self._line.cluster.limit(f"copydesk-{fault.target}", None))

    # --- brokers ------------------------------------------------------------------------------------------------------

    def _brokers(self, action: Callable[[ThreeBrokers, int], None], most: int = len(NUMBERS)) -> Action:
        def do(fault: Fault) -> None:
            numbers = NUMBERS if fault.target == "all" else (int(fault.target),)
            for number in numbers[:most]:
                action(self._brokers_of_run(), number)

        return do

    def _cut(self, side: Side) -> Action:
        return lambda fault: self._brokers_of_run().cut(int(fault.target), side)

    def _plug(self, side: Side) -> Action:
        return lambda fault: self._brokers_of_run().plug(int(fault.target), side)

    def _move_leaders(self, fault: Fault) -> None:
        """Make the broker the leader of every partition of the line."""
        cluster = self._line.cluster
        first = int(fault.target)
        replicas = [first, *(number for number in NUMBERS if number != first)]

        def order() -> None:
            with cluster.orders() as admin:
                partitions = {
                    found["name"]: [partition["partition_index"] for partition in found["partitions"]]
                    for found in admin.describe_topics()
                    if found["name"].startswith(cluster.prefix)
                }
                every = [TopicPartition(topic, number) for topic, numbers in partitions.items() for number in numbers]
                admin.alter_partition_reassignments(dict.fromkeys(every, replicas))
                admin.elect_leaders(PREFERRED, partitions, raise_errors=False)

        self._insist(order)

    def _brokers_of_run(self) -> ThreeBrokers:
        if self._three is None:
            raise ValueError("a schedule with faults of brokers needs brokers in containers")
        return self._three

    @staticmethod
    def _insist(order: Callable[[], object]) -> None:
        deadline = time.monotonic() + TRY_SECONDS
        while True:
            try:
                order()
            except (KafkaError, ClusterError, RuntimeError, AssertionError, OSError) as error:
                if time.monotonic() >= deadline:
                    raise
                print(f"the cluster does not take an order; again: {error!r}")
                time.sleep(1)
            else:
                return


def _joining(fault: Fault) -> list[str]:
    return [f"{fault.target}/joining-{fault.at}-{number}" for number in range(JOINING)]


def _chance(fault: Fault) -> random.Random:
    """Chance that is the same each time a plan is repeated."""
    return random.Random(str(fault))  # noqa: S311 - a seed that can be repeated is the point


def _nothing(_fault: Fault) -> None:
    """A fault that is over at once needs no mending."""
