"""What goes wrong when: a plan drawn from a seed, which can be printed and repeated. Nothing is done here.

`python -m tests.chaos.schedule --seed 7` prints a plan.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

ProcessFault: TypeAlias = Literal[
    "kill a process",
    "end a process",
    "freeze a process",
    "let members join and leave",
    "let a clock jump",
    "damage a snapshot",
]
DiskFault: TypeAlias = Literal["fill a disk"]
TopicFault: TypeAlias = Literal["take the dead letters away", "refuse dead letters", "slow the sink"]
BrokerFault: TypeAlias = Literal[
    "kill a broker",
    "restart a broker",
    "pause a broker",
    "cut a broker from clients",
    "cut a broker from peers",
    "move leaders",
]
ClusterFault: TypeAlias = Literal["kill all brokers", "pause all brokers", "too few in sync"]
Kind: TypeAlias = ProcessFault | DiskFault | TopicFault | BrokerFault | ClusterFault

PROCESS: tuple[ProcessFault, ...] = get_args(ProcessFault)
DISK: tuple[DiskFault, ...] = get_args(DiskFault)
TOPIC: tuple[TopicFault, ...] = get_args(TopicFault)
BROKER: tuple[BrokerFault, ...] = get_args(BrokerFault)
CLUSTER: tuple[ClusterFault, ...] = get_args(ClusterFault)
ALL: tuple[Kind, ...] = (*PROCESS, *DISK, *TOPIC, *BROKER, *CLUSTER)

WITH_STATE = "dedup"
WITH_DISKS = ("dedup", "intake")
BROKERS = ("1", "2", "3")

SECONDS: Mapping[Kind, tuple[float, float]] = {
    # Until the supervisor starts it again: at once, or when others have its partitions.
    "kill a process": (0, 8),
    "end a process": (0, 8),
    # A session ends after 6 s, so some come back as members and some as zombies whose partitions others have.
    "freeze a process": (1, 20),
    "let members join and leave": (6, 15),
    "let a clock jump": (4, 15),
    "damage a snapshot": (0, 4),
    "fill a disk": (4, 12),
    "take the dead letters away": (3, 10),
    "refuse dead letters": (3, 10),
    "slow the sink": (8, 20),
    # A broker that is silent is fenced after 9 s.
    "kill a broker": (0, 15),
    "restart a broker": (0, 5),
    "pause a broker": (2, 20),
    "cut a broker from clients": (3, 15),
    "cut a broker from peers": (3, 20),
    "move leaders": (5, 5),
    "kill all brokers": (1, 12),
    "pause all brokers": (5, 20),
    "too few in sync": (4, 15),
}
"""For how long a fault lasts, at least and at most."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that goes wrong: from `at` on, in seconds since the load began, for `seconds`."""

    at: float
    kind: Kind
    target: str
    seconds: float

    @property
    def end(self) -> float:
        """When it is mended."""
        return round(self.at + self.seconds, 1)

    def __str__(self) -> str:
        """As a line of the printed plan."""
        return f"{self.at:5.1f} s  {self.kind}: {self.target}, for {self.seconds:g} s"


Phase = Literal["begin", "end"]


@dataclass(frozen=True)
class Schedule:
    """The faults of one run, and how much of the load lies in the topic before any service runs."""

    seed: int
    backlog: float
    faults: tuple[Fault, ...]

    def steps(self) -> list[tuple[float, Phase, Fault]]:
        """Beginnings and ends in the order of their time; a fault that is over at once begins before it ends."""
        begun = [(fault.at, 0, fault) for fault in self.faults]
        ended = [(fault.end, 1, fault) for fault in self.faults]
        phases: tuple[Phase, ...] = ("begin", "end")
        return [(at, phases[phase], fault) for at, phase, fault in sorted([*begun, *ended])]

    def __str__(self) -> str:
        """The whole plan."""
        head = f"seed {self.seed}: {self.backlog:.0%} of the articles before the services start"
        return "\n".join([head, *map(str, self.faults)])


def drawn(
    seed: int,
    processes: Sequence[str],
    kinds: Sequence[Kind] = ALL,
    seconds: float = 60,
    count: int = 6,
) -> Schedule:
    """The plan of a seed. Over consecutive seeds each kind comes first in turn, so that none is left to chance.

    `processes` are named `service/number`; `seconds` is the time within which all faults begin. Two faults never hold
    the same thing at a time, and where all brokers are held no other fault touches a broker.

    Raises:
        ValueError: there is nothing to draw from.
    """
    if not kinds or not processes:
        raise ValueError("a schedule needs kinds of faults, and processes")
    chance = random.Random(seed)  # noqa: S311 - a seed that can be repeated is the point
    order = list(dict.fromkeys(kinds))
    faults: list[Fault] = []
    for number in range(count):
        kind = order[seed % len(order)] if number == 0 else chance.choice(order)
        target = chance.choice(_targets(kind, processes))
        at = round(chance.uniform(0, seconds), 1)
        lasting = round(chance.uniform(*SECONDS[kind]), 1)
        fault = Fault(at, kind, target, lasting)
        if not any(_collide(fault, other) for other in faults):
            faults.append(fault)
    return Schedule(seed, chance.choice([0.0, 0.0, 0.3, 0.8]), tuple(sorted(faults)))


def _targets(kind: Kind, processes: Sequence[str]) -> Sequence[str]:
    services = tuple(dict.fromkeys(process.partition("/")[0] for process in processes))
    consumers = [service for service in services if service != "intake"]
    if kind == "damage a snapshot":
        return [name for name in processes if name.startswith(f"{WITH_STATE}/")] or processes
    if kind in PROCESS and kind != "let members join and leave":
        return processes
    if kind in DISK:
        return [name for name in processes if name.partition("/")[0] in WITH_DISKS] or processes
    if kind in BROKER:
        return BROKERS
    if kind in CLUSTER:
        return ("all",)
    return consumers or services


def _collide(one: Fault, other: Fault) -> bool:
    """Whether two faults would hold the same thing at a time."""
    if one.end < other.at or other.end < one.at:
        return False
    kinds = {one.kind, other.kind}
    if not kinds.isdisjoint(CLUSTER):
        return kinds <= {*CLUSTER, *BROKER, *TOPIC}
    return one.target == other.target and (one.kind in BROKER) == (other.kind in BROKER)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the plan of a seed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--faults", type=int, default=6)
    parser.add_argument("--processes", nargs="+", default=PROCESSES, metavar="SERVICE/NUMBER")
    given = parser.parse_args(arguments)
    print(drawn(given.seed, given.processes, seconds=given.seconds, count=given.faults))
    return 0


PROCESSES: tuple[str, ...] = (
    "intake/0",
    "cleaner/0",
    "cleaner/1",
    "dedup/0",
    "dedup/1",
    "entities/0",
    "entities/1",
    "quotes/0",
    "quotes/1",
)
"""The processes of a line of the usual width."""


if __name__ == "__main__":
    sys.exit(main())
