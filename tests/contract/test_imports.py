"""That import-linter finds violations wherever they are planted, and the one rule that it cannot say.

The rules stand in pyproject.toml; `make lint` runs them.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("schemas", "copydesk", "services", "tools", "training", "benchmarks")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the code, to plant into."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def only_python(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not (name.endswith(".py") or (Path(folder) / name).is_dir())}


def lint(tree: Path) -> str:
    """What import-linter finds there; nothing where every contract is kept."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert ("0 broken" in done.stdout) == (done.returncode == 0), done.stdout + done.stderr
    return "" if done.returncode == 0 else done.stdout


def plant(tree: Path, path: str, line: str) -> None:
    """Add a line to a file, or make one with it; a folder on the way becomes a package."""
    file = tree / path
    file.parent.mkdir(exist_ok=True)
    (file.parent / "__init__.py").touch()
    with file.open("a", encoding="utf-8") as content:
        content.write(f"\n{line}\n")


PLANTED = {
    "Kafka in a core": ("services/cleaner/core.py", "import aiokafka.errors", "aiokafka"),
    "Faust within a function": ("services/quotes/core.py", "def later() -> None:\n    from faust import App", "faust"),
    "the runtime in a core": ("services/dedup/core.py", "from copydesk.runtime import metrics", "copydesk.runtime"),
    "a process in a core": ("services/entities/core.py", "import subprocess", "subprocess"),
    "the network in a core": ("services/intake/core.py", "import http.client", "http"),
    "Kafka in a format that only a name loads": ("services/intake/formats/rss.py", "import kafka", "kafka"),
    "the network deep in a format": ("services/intake/formats/pdf/words.py", "import socket", "socket"),
    "Kafka in a service that nobody listed": ("services/weather/core.py", "import kafka", "kafka"),
    "one service in another": (
        "services/weather/core.py",
        "from services.dedup import titles",
        "services.weather is not allowed to import services.dedup",
    ),
    "one service in another, behind what they share": (
        "copydesk/text/letters.py",
        "from services.dedup import titles",
        "services.cleaner is not allowed to import services.dedup",
    ),
    "a core that reaches Kafka through what it shares": ("copydesk/text/letters.py", "import kafka", "kafka"),
    "an edge in a core": ("services/intake/files.py", "from services.intake.edges import push", "edges.push"),
    "a service's wiring in its core": ("services/dedup/core.py", "from services.dedup import service", "dedup.service"),
    "the operator's side in the runtime": (
        "copydesk/runtime/line.py",
        "from copydesk.operator import topics",
        "copydesk.runtime is not allowed to import copydesk.operator",
    ),
    "a generator in the command": (
        "copydesk/cli/main.py",
        "from tools import reference",
        "copydesk.cli is not allowed to import tools",
    ),
    "a module without a layer": ("copydesk/weather.py", "import re", "copydesk.weather"),
}


@pytest.mark.parametrize(("path", "line", "told"), PLANTED.values(), ids=PLANTED)
def test_what_is_planted_is_found(tree: Path, path: str, line: str, told: str) -> None:
    plant(tree, path, line)
    assert told in lint(tree)


def test_the_code_as_it_is_keeps_the_rules(tree: Path) -> None:
    assert lint(tree) == ""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("services/cleaner/core.py", "import urllib.request"),
        ("services/intake/formats/weather/rain.py", "import re"),
    ],
    ids=["a request to the network", "a folder that import-linter does not see, as it is no package"],
)
def test_ruff_finds_what_import_linter_does_not_see(tree: Path, path: str, line: str) -> None:
    plant(tree, path, line)
    if "weather" in path:
        (tree / path).with_name("__init__.py").unlink()
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "INP,TID251", path]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert path in done.stdout


# --- What import-linter has no rule for: to import nothing but what is listed -----------------------------------------


def imported(path: Path) -> Iterator[str]:
    """The top package of each import of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "schemas" if node.level else (node.module or "").partition(".")[0]


@pytest.mark.parametrize("path", sorted((ROOT / "schemas").rglob("*.py")), ids=lambda path: path.stem)
def test_the_contract_imports_pydantic_and_the_standard_library_alone(path: Path) -> None:
    assert set(imported(path)) <= {"pydantic", "schemas", *sys.stdlib_module_names}
