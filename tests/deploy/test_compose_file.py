from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import cast

import pytest
import yaml

from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.settings import Settings
from schemas.topics import DEAD_LETTER_BYTES
from tests.support.brokers import absent

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

Container = dict[str, object]


@pytest.mark.parametrize("service", PROCESS_NAMES)
def test_each_service_is_a_container_of_its_own_without_privileges(service: str) -> None:
    container: Container = COMPOSE[service]
    assert container["command"] == ["run", service]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert container["restart"] == "unless-stopped"
    assert container["mem_limit"]


@pytest.mark.parametrize("service", PROCESS_NAMES)
def test_a_container_gets_more_time_to_stop_than_its_service_takes(service: str) -> None:
    period = cast(str, COMPOSE[service]["stop_grace_period"])
    assert float(period.removesuffix("s")) > Settings().stop_grace_seconds


def test_the_broker_takes_the_largest_message_of_any_topic() -> None:
    assert int(COMPOSE["kafka"]["environment"]["KAFKA_MESSAGE_MAX_BYTES"]) >= DEAD_LETTER_BYTES


def test_ports_are_published_to_this_machine_only() -> None:
    published = [port for container in COMPOSE.values() for port in container.get("ports", ())]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


@pytest.mark.parametrize("name", sorted(COMPOSE))
def test_images_are_pinned(name: str) -> None:
    image = cast(str, COMPOSE[name]["image"])
    assert ":" in image.partition(":-")[2]
    assert not image.endswith("latest}")


@pytest.fixture(scope="module")
def docker() -> str:
    found = shutil.which("docker")
    if found is None:
        absent("the docker command is not installed")
    return cast(str, found)


@pytest.mark.parametrize(
    ("fault", "accepted"),
    [({}, True), ({"restrat": "always"}, False), ({"depends_on": ["nobody"]}, False), ({"mem_limit": "much"}, False)],
    ids=str,
)
def test_compose_understands_the_file_and_finds_what_is_planted(
    docker: str, tmp_path: Path, fault: dict[str, object], accepted: bool
) -> None:
    planted = tmp_path / "planted.yml"
    planted.write_text(yaml.safe_dump({"services": {"intake": fault}}))
    command = [docker, "compose", "-f", str(ROOT / "docker-compose.yml"), "-f", str(planted), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is accepted, done.stderr
