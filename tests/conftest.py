from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.brokers import Broker, kafka_broker, tansu_broker

EVALUATION = Path(__file__).parents[2] / "shared" / "eval"


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
