from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from copydesk import build
from copydesk.build import baked_commit, checkout_commit, commit_to_bake


def git(folder: Path, *arguments: str) -> str:
    identity = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with one commit."""
    (tmp_path / "file").write_text("first")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "file")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    return tmp_path


def test_a_checkout_says_its_commit(checkout: Path) -> None:
    found = checkout_commit(checkout)
    assert found == git(checkout, "rev-parse", "HEAD")
    assert re.fullmatch(r"[0-9a-f]{40}", found or "")


def test_a_changed_file_shows(checkout: Path) -> None:
    (checkout / "file").write_text("second")
    assert checkout_commit(checkout) == git(checkout, "rev-parse", "HEAD") + "-dirty"


def test_a_tag_does_not_hide_the_commit(checkout: Path) -> None:
    git(checkout, "tag", "--annotate", "v1", "--message", "v1")
    assert checkout_commit(checkout) == git(checkout, "rev-parse", "HEAD")


def test_a_folder_within_a_checkout_is_none(checkout: Path) -> None:
    (checkout / "environment").mkdir()
    assert checkout_commit(checkout / "environment") is None


def test_without_git_the_commit_is_unknown(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert checkout_commit(checkout) is None


def test_what_the_build_wrote_is_read(tmp_path: Path) -> None:
    assert baked_commit(tmp_path) is None
    (tmp_path / build.COMMIT_FILE).write_text("\n")
    assert baked_commit(tmp_path) is None
    (tmp_path / build.COMMIT_FILE).write_text("abc\n")
    assert baked_commit(tmp_path) == "abc"


def test_a_build_takes_the_commit_that_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(build.COMMIT_VARIABLE, "abc")
    assert commit_to_bake() == "abc"
    monkeypatch.setenv(build.COMMIT_VARIABLE, "")
    assert commit_to_bake() == build.commit()
