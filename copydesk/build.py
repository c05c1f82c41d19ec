"""Which build of Copydesk this is: its version, and the commit that it was made from.

`setup.py` runs this file by its path to ask for the commit, so it imports the standard library alone.
"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parent

COMMIT_FILE = "commit.txt"
"""In the package of a wheel, in the image and in a source archive; a checkout has none and asks git."""

COMMIT_VARIABLE = "COPYDESK_COMMIT"
"""States the commit to a build that has no checkout to ask, as that of the image."""

GIT_SECONDS = 10.0
"""Git answers within some hundredths; on a file system that hangs, a service must start all the same."""


def installed_version() -> str:
    """The version of Copydesk, which all its services share; it is stated in pyproject.toml."""
    try:
        return version("copydesk")
    except PackageNotFoundError:
        return "unknown"


@cache
def commit() -> str | None:
    """The commit as 40 hexadecimal digits, with `-dirty` behind them where files were changed since; None: unknown."""
    return baked_commit(PACKAGE) or checkout_commit(PACKAGE.parent)


def commit_to_bake() -> str | None:
    """The commit of what is built now: the one that the environment states, else that of the sources."""
    return os.environ.get(COMMIT_VARIABLE) or commit()


def baked_commit(package: Path) -> str | None:
    """What the build wrote into the package; None where it wrote nothing."""
    try:
        return (package / COMMIT_FILE).read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None


def checkout_commit(root: Path) -> str | None:
    """The commit of a source checkout, by git; None where `root` is no checkout, or git is missing or refuses."""
    # An installed package must not take the commit of a repository that its environment happens to lie in.
    if not (root / ".git").exists():
        return None
    # Whoever works in the checkout at this moment must not find its index locked.
    command = ["git", "--no-optional-locks", "describe", "--always", "--abbrev=40", "--dirty", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, timeout=GIT_SECONDS)  # noqa: S603 - no part of it comes from outside
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None
