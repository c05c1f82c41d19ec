from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.brokers import BROKER_VARIABLE, Broker, kafka_broker, tansu_broker

# How long an example takes to make or to try tells how busy the machine is, and nothing of the code.
settings.register_profile("copydesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("copydesk")

EVALUATION = Path(__file__).parents[2] / "shared" / "eval"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--one-kafka", action="store_true", help="start one Apache Kafka for all processes of a parallel run"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Keep one Kafka in the process that outlives all others. Each test has topics and groups of its own there."""
    if not config.getoption("--one-kafka") or hasattr(config, "workerinput"):
        return
    running = contextlib.ExitStack()
    config.add_cleanup(running.close)
    with contextlib.suppress(pytest.skip.Exception):  # without Docker each test says for itself that it skips
        os.environ[BROKER_VARIABLE] = running.enter_context(kafka_broker()).address


@pytest.fixture(scope="session")
def kafka() -> Iterator[Broker]:
    with kafka_broker() as broker:
        yield broker


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    with tansu_broker(tmp_path_factory.mktemp("embedded")) as broker:
        yield broker


@pytest.fixture(params=["kafka", "embedded"])
def any_broker(request: pytest.FixtureRequest) -> Broker:
    broker = request.getfixturevalue(request.param)
    assert isinstance(broker, Broker)
    return broker
