"""Builds as pyproject.toml says, and writes into wheel and source archive which commit they were made from."""

from __future__ import annotations

import runpy
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

BUILD = runpy.run_path(str(Path(__file__).parent / "copydesk" / "build.py"))


def write_commit(package: Path) -> None:
    """Write the commit into the package that is being built, where it is known."""
    if commit := BUILD["commit_to_bake"]():
        (package / BUILD["COMMIT_FILE"]).write_text(f"{commit}\n", encoding="ascii")


class BuildPackages(build_py):
    """A wheel's content. An editable installation has none: it asks git, so that it follows the checkout."""

    def run(self) -> None:
        """Build, then add the commit."""
        super().run()
        if not self.editable_mode:
            write_commit(Path(self.build_lib) / "copydesk")


class SourceArchive(sdist):
    """A source archive, from which a wheel can be built without git."""

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        """Copy the files, then add the commit."""
        super().make_release_tree(base_dir, files)
        write_commit(Path(base_dir) / "copydesk")


setup(cmdclass={"build_py": BuildPackages, "sdist": SourceArchive})
