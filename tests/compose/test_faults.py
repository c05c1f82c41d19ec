from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.compose.faults import FAULTS, PROMETHEUS, scaled_routes, scaled_rules, write_scaled

DURATION = re.compile(r"\b\d+[mhd]\b|\b\d+ \* (?:60|3600|86400)\b")
RULES = (PROMETHEUS / "alerts.yml").read_text()


@pytest.mark.parametrize(
    ("rule", "scaled"),
    [
        ("rate(x[1h]) > 0", "rate(x[60s]) > 0"),
        ("rate(x[5m]) > 0", "rate(x[10s]) > 0"),
        ("x offset 1d", "x offset 1440s"),
        ("time() - x > 30 * 60", "time() - x > 30.0"),
        ("    for: 5m", "    for: 5s"),
        ("    for: 30s", "    for: 1s"),
        ('le="60.0"', 'le="60.0"'),
        ("14.4 * 0.01", "14.4 * 0.01"),
    ],
)
def test_a_duration_is_scaled_and_nothing_else(rule: str, scaled: str) -> None:
    assert scaled_rules(rule, 60) == scaled


def test_no_duration_of_the_rules_is_left_out() -> None:
    assert DURATION.search(RULES)
    groups = yaml.safe_load(scaled_rules(RULES, 60))["groups"]
    left = [found for group in groups for rule in group["rules"] for found in DURATION.findall(rule["expr"])]
    assert not left
    assert {rule["for"][-1] for group in groups for rule in group["rules"] if "for" in rule} == {"s"}


def test_the_waits_of_alertmanager_are_scaled_too() -> None:
    assert scaled_routes("group_wait: 10s\nrepeat_interval: 12h", 60) == "group_wait: 1s\nrepeat_interval: 720s"


def test_the_shipped_files_stay_as_they_are(tmp_path: Path) -> None:
    write_scaled(tmp_path, 60)
    assert (PROMETHEUS / "alerts.yml").read_text() == RULES
    assert (tmp_path / "prometheus/alerts.yml").read_text() == scaled_rules(RULES, 60)


def test_faults_name_alerts_that_exist() -> None:
    alerts = {rule.get("alert") for group in yaml.safe_load(RULES)["groups"] for rule in group["rules"]}
    assert {name for fault in FAULTS for name in fault.alerts} <= alerts
