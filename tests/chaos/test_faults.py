"""A whole line under faults that are drawn from a seed: nothing is lost, nothing sound is buried, it flows again.

COPYDESK_CHAOS_SEEDS is how many seeds are tried, COPYDESK_CHAOS_SEED the first of them; COPYDESK_CHAOS_ARTICLES,
COPYDESK_CHAOS_SECONDS and COPYDESK_CHAOS_FAULTS make each run longer; COPYDESK_CHAOS_KINDS names the faults to draw
from, separated by commas. COPYDESK_CHAOS_REPORT is a file to which each run adds a line of JSON. The defaults keep it
short, and leave out the embedded broker, on which tests/chaos/test_kills.py runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from tests.chaos.run import Plan, run
from tests.chaos.schedule import ALL, PROCESS, PROCESSES, Kind
from tests.support.brokers import Broker
from tests.support.cluster import cluster_on, wait_for
from tests.support.three_brokers import ThreeBrokers, three_brokers

pytestmark = [pytest.mark.broker, pytest.mark.chaos]

FIRST_SEED = int(os.environ.get("COPYDESK_CHAOS_SEED", "0"))
RUNS = int(os.environ.get("COPYDESK_CHAOS_SEEDS", "1"))
SEEDS = range(FIRST_SEED, FIRST_SEED + RUNS)
ARTICLES = int(os.environ.get("COPYDESK_CHAOS_ARTICLES", "600"))
SECONDS = float(os.environ.get("COPYDESK_CHAOS_SECONDS", "20"))
FAULTS = int(os.environ.get("COPYDESK_CHAOS_FAULTS", "5"))
WHOLE_SECONDS = 60
KINDS = cast(tuple[Kind, ...], tuple(filter(None, os.environ.get("COPYDESK_CHAOS_KINDS", "").split(",")))) or ALL


@pytest.fixture(scope="module")
def three() -> Iterator[ThreeBrokers]:
    with three_brokers() as found:
        yield found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_line_on_three_brokers_loses_nothing(three: ThreeBrokers, tmp_path: Path, seed: int) -> None:
    wait_for(three.are_whole, WHOLE_SECONDS, "brokers get over the run before")
    with cluster_on(three.broker, tmp_path) as cluster:
        outcome = run(cluster, three, seed, Plan(PROCESSES, KINDS, ARTICLES, SECONDS, FAULTS))
        cluster.stop_all()
        cluster.delete_all()
    outcome.report("three brokers")
    assert outcome.verdict.is_good


@pytest.mark.skipif(RUNS == 1, reason="a long run asks for it: COPYDESK_CHAOS_SEEDS")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_line_on_the_embedded_broker_loses_nothing(embedded: Broker, tmp_path: Path, seed: int) -> None:
    kinds = [kind for kind in KINDS if kind in PROCESS]
    with cluster_on(embedded, tmp_path) as cluster:
        outcome = run(cluster, None, seed, Plan(PROCESSES, kinds or PROCESS, ARTICLES, SECONDS, FAULTS))
    outcome.report("embedded")
    assert outcome.verdict.is_good
