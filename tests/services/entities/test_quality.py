"""Floors of quality on the development sets, where they are at hand; docs/entities.md has the figures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.entities.core import find_entities

pytestmark = pytest.mark.slow

SETS = Path(__file__).parents[4] / "shared" / "eval" / "entities"


def report(scorer: str, name: str, folder: Path, most: int) -> dict[str, float | dict[str, float]]:
    """What the scorer says of the first articles of a set."""
    source = SETS / f"{name}.jsonl"
    if not source.is_file():
        pytest.skip(f"{source.name} is not there: the evaluation folder stands beside the project, not in it")
    gold, predicted = folder / "gold.jsonl", folder / "predicted.jsonl"
    lines = source.read_text(encoding="utf-8").splitlines()[:most]
    gold.write_text("\n".join(lines), encoding="utf-8")
    with predicted.open("w", encoding="utf-8") as file:
        for row in map(json.loads, lines):
            entities = [entity.model_dump() for entity in find_entities(row["text"])]
            file.write(json.dumps({"id": row["id"], "entities": entities}) + "\n")
    command = [sys.executable, str(SETS / scorer), str(gold), str(predicted)]
    said: dict[str, float | dict[str, float]] = json.loads(subprocess.check_output(command))
    return said


@pytest.mark.parametrize(("name", "floor"), [("worldwide_dev", 82), ("politics_dev", 71), ("seed_clean", 91)])
def test_names_are_found(tmp_path: Path, name: str, floor: float) -> None:
    said = report("score_entities.py", name, tmp_path, most=60 if name == "worldwide_dev" else 700)["f1_3"]
    assert isinstance(said, dict)
    assert said["f1"] >= floor


@pytest.mark.parametrize(("name", "floor"), [("links_newsfair_dev", 0.93), ("links_aida_dev", 0.94)])
def test_names_of_one_thing_are_together(tmp_path: Path, name: str, floor: float) -> None:
    said = report("score_clusters.py", name, tmp_path, most=300)["pair_f1_found"]
    assert isinstance(said, float)
    assert said >= floor
