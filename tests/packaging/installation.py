"""A wheel of the working tree, in an environment that holds what the wheel asks for and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
MADE_HERE = {"build", "dist", "data", "shared"}
"""Folders at the top that are no part of the sources; a build would take them for it, or copying them takes long."""

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True)
class Installed:
    """An environment with Copydesk's wheel, and the empty folder that commands are run in."""

    wheel: Path
    bin: Path
    folder: Path

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment, with nothing of the test's own environment around it."""
        clean = {"PATH": f"{self.bin}{os.pathsep}{os.defpath}", "HOME": str(self.folder), **environment}
        given = [str(self.bin / command[0]), *command[1:]]
        return subprocess.run(
            given, cwd=self.folder, env=clean, capture_output=True, text=True, check=False, timeout=120
        )


def install(folder: Path) -> None:
    """Build the wheel into the folder and install it there, in `environment`; `empty` is made last."""
    wheel = build_wheel(folder)
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = str(environment / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True)
    (site_packages,) = environment.glob("lib/python*/site-packages")
    for found in required_by("copydesk", site_packages):
        borrow(found, site_packages)
    (folder / "empty").mkdir()


def build_wheel(folder: Path) -> Path:
    """Build from a copy, since setuptools leaves files beside the sources; the copy has no git to ask."""
    sources = folder / "sources"
    shutil.copytree(ROOT, sources, ignore=not_sources)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    command = [*pip, "--no-build-isolation", "--wheel-dir", str(folder), str(sources)]
    subprocess.run(command, env={**os.environ, "COPYDESK_COMMIT": COMMIT}, check=True)
    (wheel,) = folder.glob("copydesk-*.whl")
    return wheel


def not_sources(folder: str, names: list[str]) -> set[str]:
    """What of a folder is not copied."""
    made = {name for name in names if name.startswith(".") or name == "__pycache__" or name.endswith(".egg-info")}
    return made | (MADE_HERE & set(names) if Path(folder) == ROOT else set())


def required_by(name: str, site_packages: Path) -> Iterator[Distribution]:
    """All that the installed package asks for, directly and through others, as the test's own environment has it.

    Raises:
        PackageNotFoundError: something that it asks for is not among the pinned requirements.
    """
    (own,) = Distribution.discover(name=name, path=[str(site_packages)])
    waiting: list[tuple[Distribution, frozenset[str]]] = [(own, frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        asking, extras = waiting.pop()
        for requirement in map(Requirement, asking.requires or ()):
            if not applies(requirement, extras) or (requirement.name, frozenset(requirement.extras)) in seen:
                continue
            seen.add((requirement.name, frozenset(requirement.extras)))
            found = distribution(requirement.name)
            waiting.append((found, frozenset(requirement.extras)))
            yield found


def applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    """Whether it is asked for on this machine, with one of these extras or with none."""
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def borrow(found: Distribution, site_packages: Path) -> None:
    """Link what a distribution has installed at the top of the test's environment into another one."""
    for name in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
        target = site_packages / name
        if not target.exists():
            target.symlink_to(Path(str(found.locate_file(name))))
