from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from prometheus_client import REGISTRY

from copydesk.registry import PROCESS_NAMES
from copydesk.runtime import metrics

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy/prometheus"
DASHBOARDS = sorted((ROOT / "deploy/grafana/dashboards").glob("*.json"))
METRIC_NAME = re.compile(r"\bcopydesk_[a-z0-9_]+")


@pytest.fixture(scope="module")
def promtool() -> str:
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("promtool is not installed; the compose test runs it in Prometheus's image")
    return found


@pytest.mark.parametrize(
    "command",
    [["check", "config", "prometheus.yml"], ["check", "rules", "alerts.yml"], ["test", "rules", "alerts_test.yml"]],
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


def rules() -> list[dict[str, str]]:
    groups = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def test_alerts_and_dashboards_name_only_metrics_that_exist() -> None:
    assert metrics.CONSUMED  # they register themselves when the module is imported
    existing = {
        family.name + suffix
        for family in REGISTRY.collect()
        for suffix in ("", "_total", "_bucket", "_sum", "_count", "_info")
    }
    recorded = {rule["record"].partition(":")[2] for rule in rules() if "record" in rule}
    queries = [rule["expr"] for rule in rules()] + list(dashboard_queries())
    used = {name for query in queries for name in METRIC_NAME.findall(query)}
    assert used
    assert used <= existing | recorded


def test_every_alert_has_a_severity_a_summary_a_test_and_a_runbook() -> None:
    tests = yaml.safe_load((PROMETHEUS / "alerts_test.yml").read_text())["tests"]
    tested = {case["alertname"] for test in tests for case in test.get("alert_rule_test", ()) if case["exp_alerts"]}
    operations = (ROOT / "docs/operations.md").read_text()
    for rule in (rule for rule in rules() if "alert" in rule):
        assert yaml.safe_load(str(rule["labels"]))["severity"] in {"critical", "warning"}
        assert rule["annotations"], rule["alert"]
        assert rule["alert"] in tested
        assert f"### {rule['alert']}\n" in operations


def test_every_service_is_scraped_and_missed_when_it_is_absent() -> None:
    configuration = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())
    [copydesk] = [job for job in configuration["scrape_configs"] if job["job_name"] == "copydesk"]
    assert copydesk["dns_sd_configs"][0]["names"] == list(PROCESS_NAMES)
    [down] = [rule["expr"] for rule in rules() if rule.get("alert") == "ServiceDown"]
    assert set(re.findall(r'absent\(up\{job="([a-z]+)"\}\)', down)) == set(PROCESS_NAMES)
