from __future__ import annotations

import pytest

from services.intake.formats.registry import MODULES
from tests.services.intake.fuzz import fuzz, main, mutated, seeds_of

INPUTS = 60
"""A look; `python -m tests.services.intake.fuzz FORMAT -n 100000` is the search."""


@pytest.mark.parametrize("module", MODULES)
def test_no_broken_file_breaks_its_parser(module: str) -> None:
    outcome = fuzz(module, 0, INPUTS)
    assert outcome.failures == []
    assert outcome.counts["parsed"] > 0
    assert outcome.counts.total() == INPUTS


def test_an_input_is_determined_by_its_number() -> None:
    seeds = seeds_of("html")
    assert mutated(seeds, 7) == mutated(seeds, 7)
    assert len({mutated(seeds, number) for number in range(50)}) > 40


def test_the_command_counts_every_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plain_text", "-n", "40"]) == 0
    assert "plain_text: 40 inputs" in capsys.readouterr().out
