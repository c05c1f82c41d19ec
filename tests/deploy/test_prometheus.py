from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from copydesk.registry import PROCESS_NAMES
from copydesk.runtime import metrics

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy/prometheus"
DASHBOARDS = sorted((ROOT / "deploy/grafana/dashboards").glob("*.json"))
RUNBOOKS = ROOT / "docs/runbooks"
TESTS = sorted(path.name for path in PROMETHEUS.glob("*_test.yml"))
METRIC_NAME = re.compile(r"\bcopydesk_[a-z0-9_]+")
SECTIONS = ["What it means", "What to look at", "What to do", "How to see that it worked"]
"""Of a runbook, in the order in which somebody who was called needs them."""


@pytest.fixture(scope="module")
def promtool() -> str:
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("promtool is not installed; the compose test runs it in Prometheus's image")
    return found


@pytest.mark.parametrize(
    "command",
    [
        ["check", "config", "prometheus.yml"],
        ["check", "rules", "alerts.yml"],
        *(["test", "rules", name] for name in TESTS),
    ],
    ids=" ".join,
)
def test_promtool_is_content(promtool: str, command: list[str]) -> None:
    done = subprocess.run([promtool, *command], cwd=PROMETHEUS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def dashboard_queries() -> Iterator[str]:
    for path in DASHBOARDS:
        for panel in json.loads(path.read_text())["panels"]:
            for target in panel.get("targets", ()):
                yield target["expr"]


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def alerts() -> list[dict[str, Any]]:
    return [rule for rule in rules() if "alert" in rule]


ALERTS = sorted({alert["alert"] for alert in alerts()})


def existing_metrics() -> set[str]:
    """Names of all samples that processes show."""
    assert metrics.CONSUMED  # they register themselves when the module is imported
    suffixes = ("", "_total", "_bucket", "_sum", "_count", "_info")
    return {family.name + suffix for family in REGISTRY.collect() for suffix in suffixes}


def recorded_metrics() -> set[str]:
    """The middle of the names level:metric:operation."""
    return {rule["record"].split(":")[1] for rule in rules() if "record" in rule}


def test_alerts_and_dashboards_name_only_metrics_that_exist() -> None:
    queries = [rule["expr"] for rule in rules()] + list(dashboard_queries())
    used = {name for query in queries for name in METRIC_NAME.findall(query)}
    assert used
    assert used <= existing_metrics() | recorded_metrics()


def test_every_alert_has_a_severity_a_summary_and_a_runbook() -> None:
    for alert in alerts():
        assert alert["labels"]["severity"] in {"critical", "warning"}, alert["alert"]
        assert alert["annotations"]["summary"], alert["alert"]
        assert alert["annotations"]["runbook_url"] == f"docs/runbooks/{alert['alert']}.md"


def expected_alerts() -> set[tuple[str, str]]:
    """Name and severity of all alerts that promtool's tests make fire."""
    return {
        (case["alertname"], alert["exp_labels"]["severity"])
        for name in TESTS
        for test in yaml.safe_load((PROMETHEUS / name).read_text())["tests"]
        for case in test.get("alert_rule_test", ())
        for alert in case["exp_alerts"]
    }


def test_every_alert_is_made_to_fire_in_a_test() -> None:
    assert {(alert["alert"], alert["labels"]["severity"]) for alert in alerts()} == expected_alerts()


@pytest.mark.parametrize("name", ALERTS)
def test_a_runbook_says_what_somebody_who_is_called_needs(name: str) -> None:
    title, _, text = (RUNBOOKS / f"{name}.md").read_text().partition("\n\n")
    assert title == f"# {name}"
    first, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    severities = {alert["labels"]["severity"] for alert in alerts() if alert["alert"] == name}
    assert {word for word in ("critical", "warning") if word in first} == severities
    assert [section.partition("\n")[0] for section in sections] == SECTIONS
    assert all(section.partition("\n")[2].strip() for section in sections)


def test_there_is_no_runbook_without_its_alert() -> None:
    assert {path.stem for path in RUNBOOKS.glob("*.md")} == {*ALERTS, "README"}


@pytest.mark.parametrize("path", sorted(RUNBOOKS.glob("*.md")), ids=lambda path: path.stem)
def test_runbooks_name_only_metrics_and_pages_that_exist(path: Path) -> None:
    text = path.read_text()
    assert set(METRIC_NAME.findall(text)) <= existing_metrics() | recorded_metrics()
    for target, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
        page = (path.parent / target) if target else path
        assert page.is_file(), target
        assert not anchor or anchor in anchors(page), f"{target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """What a link to a heading of a page can name."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_the_list_of_alerts_for_operators_is_whole() -> None:
    listed = re.findall(
        r"^\| \[(\w+)\]\(runbooks/(\w+)\.md\) \|", (ROOT / "docs/operations.md").read_text(), re.MULTILINE
    )
    assert sorted(listed) == [(name, name) for name in ALERTS]


def test_every_service_is_scraped_and_missed_when_it_is_absent() -> None:
    configuration = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())
    [copydesk] = [job for job in configuration["scrape_configs"] if job["job_name"] == "copydesk"]
    assert copydesk["dns_sd_configs"][0]["names"] == list(PROCESS_NAMES)
    [down] = [rule["expr"] for rule in rules() if rule.get("alert") == "ServiceDown"]
    assert set(re.findall(r'absent\(up\{job="([a-z]+)"\}\)', down)) == set(PROCESS_NAMES)
