"""The image's recipe by hadolint, which knows Docker's best practices, and what its labels say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "docker" / "Dockerfile"
TEXT = DOCKERFILE.read_text()
LABELS = dict(re.findall(r'(org\.opencontainers\.image\.[a-z.]+)="([^"]*)"', TEXT))


def lint(text: str) -> subprocess.CompletedProcess[str]:
    hadolint = Path(sys.executable).with_name("hadolint")
    return subprocess.run([hadolint, "--no-color", "-"], input=text, capture_output=True, text=True, check=False)


def test_hadolint_is_content() -> None:
    done = lint(TEXT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("sound", "fault", "code"),
    [
        ("USER 10001:10001", "USER root", "DL3002"),
        ("WORKDIR /build", "RUN cd /build", "DL3003"),
        ('ENTRYPOINT ["copydesk"]', "ENTRYPOINT copydesk", "DL3025"),
        ("COPY schemas schemas", "ADD schemas schemas", "DL3020"),
    ],
)
def test_hadolint_finds_what_is_planted(sound: str, fault: str, code: str) -> None:
    assert sound in TEXT
    done = lint(TEXT.replace(sound, fault))
    assert done.returncode == 1
    assert code in done.stdout


def test_the_image_runs_as_a_number_that_is_not_roots_and_what_it_runs_is_not_that_users() -> None:
    last_stage = TEXT.rpartition("FROM ")[2]
    assert re.findall(r"^USER (\S+)", last_stage, re.MULTILINE) == ["10001:10001"]
    # Copied by root: who takes over a service cannot change what it runs.
    assert re.findall(r"^COPY (.+)", last_stage, re.MULTILINE) == ["--from=builder /opt/copydesk /opt/copydesk"]


def test_the_labels_are_those_that_registries_and_scanners_ask_for() -> None:
    names = ("title", "description", "licenses", "vendor", "base.name", "created", "source", "version", "revision")
    assert set(LABELS) == {f"org.opencontainers.image.{name}" for name in names}


def test_compose_hands_over_what_the_labels_are_made_from() -> None:
    arguments = {name for value in LABELS.values() for name in re.findall(r"\$\{([A-Z_]+)\}", value)}
    assert arguments == {"PYTHON_IMAGE", "CREATED", "SOURCE", "VERSION", "COMMIT"}
    given = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["intake"]["build"]["args"]
    assert set(given) == arguments
    last_stage = TEXT.rpartition("FROM ")[2]
    # An argument of before the first stage is empty in a stage that does not name it.
    assert set(re.findall(r"^ARG ([A-Z_]+)", last_stage, re.MULTILINE)) == arguments
