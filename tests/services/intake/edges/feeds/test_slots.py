from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from services.intake.edges.feeds.slots import SLOTS, Slots, slot_of

ALL = frozenset(range(SLOTS))


def always(_slot: int) -> bool:
    return True


def test_one_process_has_everything(tmp_path: Path) -> None:
    one = Slots(tmp_path / "slots")
    one.balance(always)
    assert one.held == ALL
    one.close()
    again = Slots(tmp_path / "slots")
    again.balance(always)
    assert again.held == ALL
    again.close()


def test_processes_share_and_none_has_what_another_has(tmp_path: Path) -> None:
    processes = [Slots(tmp_path) for _ in range(3)]
    for _ in range(3):
        for process in processes:
            process.balance(always)
            held = [slot for other in processes for slot in other.held]
            assert len(held) == len(set(held))
    assert frozenset().union(*(process.held for process in processes)) == ALL
    assert all(len(process.held) >= SLOTS // 3 - 1 for process in processes)
    processes[0].close()
    for process in processes[1:] * 2:
        process.balance(always)
    assert processes[1].held | processes[2].held == ALL
    for process in processes[1:]:
        process.close()


def test_a_slot_in_use_is_not_given_up(tmp_path: Path) -> None:
    one = Slots(tmp_path)
    one.balance(always)
    two = Slots(tmp_path)
    one.balance(lambda slot: slot < SLOTS // 4)
    two.balance(always)
    assert two.held == frozenset(range(SLOTS // 4))
    one.balance(always)
    two.balance(always)
    assert len(two.held) == SLOTS // 2
    one.close()
    two.close()


def test_the_slots_of_a_killed_process_are_free_at_once(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from services.intake.edges.feeds.slots import Slots;"
        f"s = Slots(Path({str(tmp_path)!r})); s.balance(lambda _: True); print(len(s.held), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert int(other.stdout.readline()) == SLOTS
        mine = Slots(tmp_path)
        mine.balance(always)
        assert mine.held == frozenset()
        other.kill()
        other.wait()
        mine.balance(always)
        assert mine.held == ALL
        mine.close()


def test_a_host_has_one_slot() -> None:
    assert slot_of("n.example") == slot_of("n.example")
    assert len({slot_of(f"n{number}.example") for number in range(1000)}) == SLOTS
