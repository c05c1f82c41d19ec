"""docs/development.md sends a stranger to files that exist, and to no more than three for a change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
FILE = re.compile(r"`([\w./-]+/[\w.-]+\.\w+)`")
MOST_FILES = 3


def changes() -> list[tuple[str, str]]:
    """Each change of the table, and the cell with the files to open."""
    section = PAGE.partition("## Where does this change go")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")][2:]
    return [(change.strip(), files) for change, files, _then in rows]


@pytest.mark.parametrize(("change", "files"), changes(), ids=[change for change, _ in changes()])
def test_a_change_begins_in_few_files(change: str, files: str) -> None:
    assert 1 <= len(FILE.findall(files)) <= MOST_FILES, change


@pytest.mark.parametrize("path", sorted(set(FILE.findall(PAGE))))
def test_a_file_that_the_page_names_exists(path: str) -> None:
    assert (ROOT / path).is_file()
