"""Plans can be repeated, everything that begins is mended, and no two faults hold the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chaos.schedule import ALL, BROKER, CLUSTER, PROCESSES, SECONDS, Fault, drawn, main

seeds = st.integers(min_value=0, max_value=10_000)


@given(seeds)
def test_a_seed_gives_one_plan(seed: int) -> None:
    assert drawn(seed, PROCESSES) == drawn(seed, PROCESSES)


@given(seeds, st.integers(min_value=1, max_value=20))
def test_all_that_begins_is_mended_after_it_began(seed: int, count: int) -> None:
    steps = drawn(seed, PROCESSES, seconds=30, count=count).steps()
    begun: set[Fault] = set()
    for at, phase, fault in steps:
        if phase == "begin":
            assert fault not in begun
            begun.add(fault)
        else:
            begun.remove(fault)
            assert at == fault.end
    assert not begun
    assert [at for at, _, _ in steps] == sorted(at for at, _, _ in steps)


@given(seeds)
def test_no_two_faults_hold_one_thing(seed: int) -> None:
    faults = drawn(seed, PROCESSES, seconds=20, count=15).faults
    for number, one in enumerate(faults):
        for other in faults[number + 1 :]:
            if one.end >= other.at:
                assert (one.target, one.kind in BROKER) != (other.target, other.kind in BROKER)
                assert not (one.kind in CLUSTER and other.kind in BROKER)
                assert not (one.kind in BROKER and other.kind in CLUSTER)


@given(seeds)
def test_faults_last_as_long_as_their_kind_may(seed: int) -> None:
    for fault in drawn(seed, PROCESSES, seconds=20, count=15).faults:
        least, most = SECONDS[fault.kind]
        assert least <= fault.seconds <= most
        assert 0 <= fault.at <= 20


def test_consecutive_seeds_try_every_kind() -> None:
    assert {fault.kind for seed in range(len(ALL)) for fault in drawn(seed, PROCESSES, count=1).faults} == set(ALL)


def test_there_must_be_something_to_draw_from() -> None:
    with pytest.raises(ValueError, match="needs kinds"):
        drawn(1, PROCESSES, kinds=())


def test_a_plan_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "7", "--faults", "4"]) == 0
    assert capsys.readouterr().out == f"{drawn(7, PROCESSES, count=4)}\n"
