"""Who may import whom, read from the source: what a module imports inside functions counts, too."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CORE_FOLDERS = ("cleaner", "dedup", "entities", "quotes")
CORE_MODULES = sorted(
    ["services.intake.core", "services.intake.files"]
    + [
        f"services.{folder}.{path.stem}"
        for folder in CORE_FOLDERS
        for path in (ROOT / "services" / folder).glob("*.py")
        if path.stem not in {"service", "__init__"}
    ]
)

FORBIDDEN_TO_CORES = ("faust", "kafka", "aiokafka", "prometheus_client", "copydesk.runtime")

CONTRACT_MODULES = sorted(f"schemas.{path.stem}" for path in (ROOT / "schemas").glob("*.py"))


def file_of(module: str, root: Path) -> Path | None:
    """The source of a module of the project; None where it is none of the project's."""
    path = root.joinpath(*module.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def imports(path: Path, root: Path) -> Iterator[str]:
    """Every module that a source file names in an import; of `from a import b` both a and a.b, b may be a module."""
    package = path.parent.relative_to(root).parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def reached(module: str, root: Path = ROOT) -> dict[str, str]:
    """Every module that `module` imports, through modules of the project as far as it goes, and who imports it."""
    found: dict[str, str] = {}
    waiting = [module]
    while waiting:
        importer = waiting.pop()
        path = file_of(importer, root)
        if path is None:
            continue
        for name in imports(path, root):
            # Importing a.b.c runs a and a.b first.
            parts = name.split(".")
            for end in range(1, len(parts) + 1):
                part = ".".join(parts[:end])
                if part not in found:
                    found[part] = importer
                    waiting.append(part)
    return found


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def violations(module: str, root: Path = ROOT) -> list[str]:
    return [
        f"{importer} imports {name}"
        for name, importer in reached(module, root).items()
        if any(within(name, forbidden) for forbidden in FORBIDDEN_TO_CORES)
    ]


@pytest.mark.parametrize("module", CORE_MODULES)
def test_a_core_module_reaches_neither_kafka_nor_faust_nor_the_runtime(module: str) -> None:
    assert violations(module) == []


def test_every_service_has_core_modules() -> None:
    for folder in CORE_FOLDERS:
        assert f"services.{folder}.core" in CORE_MODULES


def test_the_walk_sees_what_a_service_reaches() -> None:
    assert "services.cleaner.service imports copydesk.runtime" in violations("services.cleaner.service")
    assert any(name.startswith("prometheus_client") for name in reached("copydesk.runtime.loop"))


@pytest.mark.parametrize(
    "line",
    [
        "import faust",
        "from faust import App",
        "import aiokafka.errors",
        "from copydesk import runtime",
        "def later() -> None:\n    from copydesk.runtime import metrics",
    ],
)
def test_the_walk_finds_an_import_behind_another_module(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "services" / "cleaner"
    folder.mkdir(parents=True)
    (tmp_path / "copydesk" / "runtime").mkdir(parents=True)
    (folder / "core.py").write_text("from services.cleaner.words import join\n")
    (folder / "words.py").write_text("from services.cleaner import deep\n")
    (folder / "deep.py").write_text("import re\n")
    assert violations("services.cleaner.core", tmp_path) == []
    (folder / "deep.py").write_text(f"{line}\n")
    assert violations("services.cleaner.core", tmp_path)


@pytest.mark.parametrize("module", CONTRACT_MODULES)
def test_the_contract_imports_pydantic_and_the_standard_library_alone(module: str) -> None:
    path = file_of(module, ROOT)
    assert path is not None
    allowed = {"pydantic", "schemas", *sys.stdlib_module_names}
    assert {name.partition(".")[0] for name in imports(path, ROOT)} <= allowed
