from __future__ import annotations

import os
from pathlib import Path

import pytest

from copydesk.cli.options import read_settings
from copydesk.operator.running import Running, announced

WITHOUT = Running(pid=os.getpid(), brokers="localhost:9092", producer_idempotence=False, processes=())


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COPYDESK_DATA_DIR", str(tmp_path))
    return tmp_path


def test_a_command_does_what_the_broker_of_this_folder_can_do(data_dir: Path) -> None:
    assert read_settings().producer_idempotence
    with announced(data_dir, WITHOUT):
        assert not read_settings("localhost:9092").producer_idempotence
        assert read_settings("elsewhere:9092").producer_idempotence


def test_what_the_environment_says_goes_before_it(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_PRODUCER_IDEMPOTENCE", "true")
    with announced(data_dir, WITHOUT):
        assert read_settings("localhost:9092").producer_idempotence
