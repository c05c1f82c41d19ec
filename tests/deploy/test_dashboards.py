"""The dashboards before any Prometheus: of Grafana's schema, on the data source that is provisioned, and readable.

That their queries have data is proved in tests/broker/test_dashboards.py.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models import units
from grafana_foundation_sdk.models.dashboard import Dashboard

from tools.dashboards.__main__ import dashboard_files
from tools.dashboards.answers import asks, panels
from tools.dashboards.parts import TAG, WIDTH

ROOT = Path(__file__).parents[2]
PROVISIONING = ROOT / "deploy/grafana/provisioning"
FILES = sorted((ROOT / "deploy/grafana/dashboards").glob("*.json"))
UNITS = {value for name, value in vars(units).items() if isinstance(value, str) and not name.startswith("_")}

each_dashboard = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def read(file: Path) -> dict[str, Any]:
    made = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(made, dict)
    return made


def test_the_files_are_those_of_the_code() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in FILES}
    assert texts == dashboard_files(), "run `python -m tools.dashboards`"
    assert [file.stem for file in FILES] == ["pipeline", "quality", "service", "sources"]


@each_dashboard
def test_a_dashboard_has_nothing_that_grafana_does_not_know(file: Path) -> None:
    register_default_plugins()
    known = Dashboard.from_json(read(file))
    assert json.loads(json.dumps(known, cls=JSONEncoder)) == read(file)


@each_dashboard
def test_a_field_that_grafana_does_not_know_would_be_noticed(file: Path) -> None:
    register_default_plugins()
    broken = read(file)
    panel = next(each for each in broken["panels"] if each["type"] == "timeseries")
    panel["fieldConfig"]["defaults"]["custom"]["lineColour"] = "red"
    assert json.loads(json.dumps(Dashboard.from_json(broken), cls=JSONEncoder)) != broken


def test_dashboards_are_told_apart_and_link_to_each_other() -> None:
    dashboards = [read(file) for file in FILES]
    for field in ("uid", "title"):
        assert len({each[field] for each in dashboards}) == len(FILES)
    assert all(each["tags"] == [TAG] for each in dashboards)
    assert all([link["tags"] for link in each["links"]] == [[TAG]] for each in dashboards)


@each_dashboard
def test_panels_have_names_explanations_units_and_a_place_of_their_own(file: Path) -> None:
    every = read(file)["panels"]
    assert len({panel["id"] for panel in every}) == len(every)
    for panel in panels(file):
        assert panel["title"]
        assert panel["description"].endswith(".")
        assert panel["fieldConfig"]["defaults"]["unit"] in UNITS
        assert all(target["legendFormat"] for target in panel["targets"])
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= WIDTH for panel in every)
    for one, other in combinations([cells(panel["gridPos"]) for panel in every], 2):
        assert not one & other


def cells(place: dict[str, int]) -> set[tuple[int, int]]:
    return {
        (column, row)
        for column in range(place["x"], place["x"] + place["w"])
        for row in range(place["y"], place["y"] + place["h"])
    }


@each_dashboard
def test_the_data_source_can_be_chosen_and_is_at_first_the_provisioned_one(file: Path) -> None:
    provisioned = yaml.safe_load((PROVISIONING / "datasources/prometheus.yml").read_text())["datasources"]
    dashboard = read(file)
    [variable] = [each for each in dashboard["templating"]["list"] if each["type"] == "datasource"]
    assert variable["current"]["value"] in {source["uid"] for source in provisioned}
    used = {target["datasource"]["uid"] for panel in panels(file) for target in panel["targets"]}
    used |= {each["datasource"]["uid"] for each in dashboard["templating"]["list"] if each["type"] == "query"}
    assert used == {f"${{{variable['name']}}}"}


@each_dashboard
def test_queries_use_no_variable_that_is_not_there(file: Path) -> None:
    names = {each["name"] for each in read(file)["templating"]["list"]}
    used = {
        name
        for panel in panels(file)
        for target in panel["targets"]
        for name in re.findall(r"\$([a-z_]\w*)", target["expr"])
    }
    assert used <= names | {"__rate_interval"}


def queries() -> Iterator[tuple[str, str]]:
    for file in FILES:
        for panel in panels(file):
            for number, ask in enumerate(asks(panel, rate_interval="1m")):
                yield f"{file.stem}:panel_{panel['id']}:query_{number}", ask.expression


def test_prometheus_own_tool_understands_every_query(tmp_path: Path) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed; the test with a broker asks Prometheus itself")
    rules = [{"record": name, "expr": expression} for name, expression in queries()]
    (tmp_path / "queries.yml").write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": rules}]}))
    done = subprocess.run(
        [promtool, "check", "rules", "queries.yml"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(rules) > 80


def test_grafana_is_given_the_folder_and_opens_with_the_pipeline() -> None:
    [provider] = yaml.safe_load((PROVISIONING / "dashboards/copydesk.yml").read_text())["providers"]
    grafana = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["grafana"]
    home = Path(grafana["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"])
    folder = provider["options"]["path"]
    assert str(home.parent) == folder
    assert f"./deploy/grafana/dashboards:{folder}:ro" in grafana["volumes"]
    assert home.name in {file.name for file in FILES}
