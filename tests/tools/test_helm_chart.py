from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import yaml

from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.settings import Settings
from schemas.topics import SERVICE_NAMES, TOPICS
from tools import helm_chart
from tools.helm_chart import OF_THE_CHART, TOPOLOGY, VALUES_SCHEMA, chart_files, main, settings_schema, topology


@pytest.mark.parametrize("path", [TOPOLOGY, VALUES_SCHEMA], ids=lambda path: path.name)
def test_the_chart_knows_the_code_as_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == chart_files()[path], "run `python -m tools.helm_chart`"


def test_a_chart_that_has_fallen_behind_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, path in {"TOPOLOGY": TOPOLOGY, "VALUES_SCHEMA": VALUES_SCHEMA}.items():
        (tmp_path / path.name).write_text(path.read_text().replace("articles.raw", "articles.rew"))
        monkeypatch.setattr(helm_chart, name, tmp_path / path.name)
    assert main(["--check"]) == 1
    assert TOPOLOGY.name in capsys.readouterr().err
    assert main([]) == 0
    assert main(["--check"]) == 0
    assert (tmp_path / TOPOLOGY.name).read_text() == TOPOLOGY.read_text()


def test_each_process_and_each_topic_is_there() -> None:
    data = yaml.safe_load(TOPOLOGY.read_text())
    assert data == topology()
    assert tuple(data["processes"]) == PROCESS_NAMES
    assert [topic["name"] for topic in data["topics"]] == [topic.name for topic in TOPICS]


def test_what_processes_read_is_what_their_services_read() -> None:
    processes = topology()["processes"]
    assert {name for name, process in processes.items() if not process["source"]} == {"intake", "http", "feeds"}
    for before, after in pairwise(SERVICE_NAMES):
        assert processes[after]["source"] in [topic.name for topic in TOPICS if topic.written_by == before]
        assert processes[after]["group"] == f"copydesk.{after}"


def test_every_setting_is_one_of_the_chart_or_may_be_given() -> None:
    assert OF_THE_CHART | set(settings_schema()["properties"]) == set(Settings.model_fields)


@pytest.mark.parametrize(
    ("settings", "valid"),
    [
        ({"log_level": "DEBUG", "dedup_window_days": 3.5, "standby": False, "authority_file": "/names.csv"}, True),
        ({"log_level": "LOUD"}, False),
        ({"http_keys_file": "/keys.json"}, False),
        ({"sasl_password": "secret"}, False),
        ({"dedup_window_days": 0}, False),
        ({"standby": "no"}, False),
    ],
    ids=str,
)
def test_values_name_settings_as_the_code_takes_them(settings: dict[str, object], valid: bool) -> None:
    schema = json.loads(VALUES_SCHEMA.read_text())
    validator = jsonschema.Draft202012Validator({**schema["$defs"]["settings"], "$defs": schema["$defs"]})
    assert validator.is_valid(settings) is valid
