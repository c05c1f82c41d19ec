"""The wheel in an environment of its own, run from an empty folder: it brings all that the command needs."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from copydesk.build import COMMIT_FILE, COMMIT_VARIABLE
from copydesk.runtime.broker import free_port
from schemas.article import EnrichedArticle
from schemas.topics import SERVICE_NAMES
from tests.packaging.installation import COMMIT, ROOT, Installed, install

pytestmark = pytest.mark.slow

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Installed:
    """Made once; the processes of a parallel run share it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "installed"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "empty").exists():
            install(folder)
    (wheel,) = folder.glob("copydesk-*.whl")
    return Installed(wheel, folder / "environment" / "bin", folder / "empty")


def content(installed: Installed) -> set[str]:
    with zipfile.ZipFile(installed.wheel) as archive:
        return set(archive.namelist())


def test_all_data_and_type_markers_are_in_the_wheel(installed: Installed) -> None:
    data = {
        str(path.relative_to(ROOT))
        for package in ("copydesk", "samples", "schemas", "services")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc", ".md"}
    }
    assert {"samples/feed.jsonl", "schemas/py.typed", "services/py.typed", "copydesk/py.typed"} <= data
    assert data <= content(installed)


def test_the_terms_of_code_and_data_are_in_the_wheel(installed: Installed) -> None:
    licences = {name.partition("/licenses/")[2] for name in content(installed) if "/licenses/" in name}
    notices = {
        str(path.relative_to(ROOT)) for top in ("copydesk", "services") for path in (ROOT / top).rglob("NOTICE.txt")
    }
    assert len(notices) == 5
    assert licences == {"LICENSE", "docs/licences.md", *notices}


def test_all_data_in_a_package_has_its_terms_listed() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    for top in ("copydesk", "services"):
        for path in (ROOT / top).rglob("*.npz"):
            assert f"`{path.relative_to(ROOT)}`" in page
            assert path.name in (path.parent / "NOTICE.txt").read_text(encoding="utf-8")


def test_nothing_but_the_product_is_in_the_wheel(installed: Installed) -> None:
    tops = {name.partition("/")[0] for name in content(installed)}
    assert tops == {"copydesk", "samples", "schemas", "services", f"copydesk-{VERSION}.dist-info"}


def test_the_command_says_what_it_was_built_from(installed: Installed) -> None:
    done = installed.run("copydesk", "--version")
    assert (done.returncode, done.stdout) == (0, f"copydesk {VERSION} ({COMMIT})\n"), done.stderr


def test_an_article_comes_out_enriched(installed: Installed) -> None:
    body = (
        "“We will rebuild the bridge,” said Mayor Ingrid Solheim on Tuesday in Oslo. " + "The work takes a year. " * 20
    )
    article = installed.folder / "article.jsonl"
    article.write_text(json.dumps({"source": "test", "title": "Bridge", "body": body}) + "\n", encoding="utf-8")
    done = installed.run("copydesk", "enrich", "article.jsonl")
    assert done.returncode == 0, done.stderr
    enriched = EnrichedArticle.model_validate_json(done.stdout)
    assert [quote.speaker.name for quote in enriched.quotes] == ["Ingrid Solheim"]
    assert [entity.name for entity in enriched.entities if entity.type == "PERSON"] == ["Ingrid Solheim"]
    assert {(step.version, step.commit) for step in enriched.processing} == {(VERSION, COMMIT)}


def test_a_source_archive_says_what_it_was_made_from(installed: Installed, tmp_path: Path) -> None:
    sources = installed.wheel.parent / "sources"
    build = f"from setuptools.build_meta import build_sdist; build_sdist({str(tmp_path)!r})"
    environment = {**os.environ, COMMIT_VARIABLE: COMMIT}
    subprocess.run([sys.executable, "-c", build], cwd=sources, env=environment, capture_output=True, check=True)
    (path,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        baked = archive.extractfile(f"copydesk-{VERSION}/copydesk/{COMMIT_FILE}")
        assert baked is not None
        assert baked.read().decode() == f"{COMMIT}\n"


@pytest.mark.broker
def test_everything_runs_with_the_sample_feed(installed: Installed) -> None:
    done = installed.run("copydesk", "up", "--exit-when-done", "--json", COPYDESK_HEALTH_PORT=str(free_port()))
    assert done.returncode == 0, done.stderr
    enriched = [EnrichedArticle.model_validate_json(line) for line in done.stdout.splitlines()]
    pushed = len((ROOT / "samples" / "feed.jsonl").read_text(encoding="utf-8").splitlines())
    assert len(enriched) > pushed / 2
    assert all([step.service for step in article.processing] == list(SERVICE_NAMES) for article in enriched)
