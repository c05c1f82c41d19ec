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


PLANTED = {
    "Kafka in a core": ("services/cleaner/core.py", "import aiokafka.errors", "aiokafka"),
    "Faust within a function": ("services/quotes/core.py", "def later() -> None:\n    from faust import App", "faust"),
    "the runtime in a core": ("services/dedup/core.py", "from copydesk.runtime import line", "copydesk.runtime.line"),
    "a process in a core": ("services/entities/core.py", "import subprocess", "subprocess"),
    "the network in a core": ("services/intake/core.py", "import http.client", "http"),
    "Kafka in a format that only a name loads": ("services/intake/formats/rss.py", "import kafka", "kafka"),
    "the network deep in a format": ("services/intake/formats/pdf/words.py", "import socket", "socket"),
    "Kafka in a service that nobody listed": ("services/weather/core.py", "import kafka", "kafka"),
    "one service in another": ("services/weather/wind.py", "import services.cleaner.sketch", "services.cleaner.sketch"),
    "Kafka in what cores share": ("copydesk/text/letters.py", "import kafka", "kafka"),
    "a service in what services share": (
        "copydesk/text/tokens.py",
        "import services.dedup.titles",
        "services.dedup.titles",
    ),
    "an edge in a core": (
        "services/intake/files.py",
        "import services.intake.edges.push",
        "services.intake.edges.push",
    ),
    "a service's wiring in its core": (
        "services/dedup/titles.py",
        "import services.dedup.service",
        "services.dedup.service",
    ),
    "the operator's side in the runtime": (
        "copydesk/runtime/line.py",
        "import copydesk.operator.tail",
        "copydesk.operator.tail",
    ),
    "a generator in the command": ("copydesk/cli/main.py", "import tools.reference", "tools.reference"),
}
"""What breaks a rule: where it is planted, the line, and the module that it imports."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code, to plant into."""
    root = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def only_python(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not (name.endswith(".py") or (Path(folder) / name).is_dir())}


def plant(tree: Path, path: str, line: str) -> None:
    """Add a line to a file, or make one with it; a folder on the way becomes a package."""
    file = tree / path
    file.parent.mkdir(exist_ok=True)
    (file.parent / "__init__.py").touch()
    with file.open("a", encoding="utf-8") as content:
        content.write(f"\n{line}\n")


def run(tree: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the test's environment on the copy."""
    command = [str(Path(sys.executable).with_name(program)), *arguments, "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def found(tree: Path) -> str:
    """What import-linter says once everything is planted; before that, it must be content."""
    before = run(tree, "lint-imports")
    assert before.returncode == 0, before.stdout
    for path, line, _imported in PLANTED.values():
        plant(tree, path, line)
    plant(tree, "copydesk/weather.py", "import re")
    after = run(tree, "lint-imports")
    assert after.returncode == 1
    return after.stdout


@pytest.mark.parametrize(("path", "imported"), [(path, name) for path, _, name in PLANTED.values()], ids=PLANTED)
def test_what_is_planted_is_found(found: str, path: str, imported: str) -> None:
    module = path.removesuffix(".py").replace("/", ".")
    assert f"{module} -> {imported} (l." in found


def test_a_module_without_a_layer_is_found(found: str) -> None:
    assert "- copydesk.weather\n" in found


def test_no_contract_stays_content_with_what_is_planted(found: str) -> None:
    assert "5 broken" in found
    assert " 0 kept" in found


@pytest.mark.parametrize(
    ("path", "rule"),
    [("services/cleaner/core.py", "TID251"), ("services/intake/formats/weather/rain.py", "INP001")],
    ids=["a request to the network", "a folder that import-linter does not see, as it is no package"],
)
def test_ruff_finds_what_import_linter_does_not_see(tree: Path, path: str, rule: str) -> None:
    plant(tree, path, "import urllib.request")
    if rule == "INP001":
        (tree / path).with_name("__init__.py").unlink()
    done = run(tree, "ruff", "check", "--select", rule, "--output-format", "concise", path)
    assert done.returncode == 1
    assert done.stdout.startswith(path)
    assert f" {rule} " in done.stdout


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
