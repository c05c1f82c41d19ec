"""Who is told of which alert: the configuration, and the script that puts the receivers' addresses into it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy/alertmanager"
CONFIGURATION = FOLDER / "alertmanager.yml"
ALERT_NAME = re.compile(r"\b[A-Z][A-Za-z]+\b")


def configuration() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(CONFIGURATION.read_text())
    return found


def alert_names() -> set[str]:
    groups = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())["groups"]
    return {rule["alert"] for group in groups for rule in group["rules"] if "alert" in rule}


@pytest.fixture(scope="module")
def amtool() -> str:
    found = shutil.which("amtool")
    if found is None:
        pytest.skip("amtool is not installed; the compose test runs it in Alertmanager's image")
    return found


def test_amtool_is_content(amtool: str) -> None:
    done = subprocess.run([amtool, "check-config", CONFIGURATION], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("severity", ["critical", "warning"])
def test_each_severity_has_its_receiver(severity: str) -> None:
    [route] = [route for route in configuration()["route"]["routes"] if f'severity="{severity}"' in route["matchers"]]
    assert route["receiver"] == severity
    assert severity in {receiver["name"] for receiver in configuration()["receivers"]}


def test_rules_of_inhibition_name_only_alerts_that_exist() -> None:
    matchers = [
        matcher
        for rule in configuration()["inhibit_rules"]
        for matcher in rule["source_matchers"] + rule["target_matchers"]
        if matcher.startswith("alertname")
    ]
    assert matchers
    assert {name for matcher in matchers for name in ALERT_NAME.findall(matcher)} <= alert_names()


def started(folder: Path, **addresses: str) -> dict[str, list[dict[str, Any]]]:
    """The webhooks of each receiver, as a program named alertmanager finds them when start.sh has started it."""
    program = folder / "alertmanager"
    program.write_text('#!/bin/sh\necho "$@" >"$0.arguments"\n')
    program.chmod(0o755)
    target = folder / "finished.yml"
    subprocess.run(
        ["sh", FOLDER / "start.sh", CONFIGURATION, target, "--storage.path=/elsewhere"],
        env={"PATH": f"{folder}:{os.environ['PATH']}", **addresses},
        check=True,
    )
    assert (folder / "alertmanager.arguments").read_text().split() == [
        f"--config.file={target}",
        "--storage.path=/elsewhere",
    ]
    return {
        found["name"]: found.get("webhook_configs", []) for found in yaml.safe_load(target.read_text())["receivers"]
    }


def test_nobody_is_told_where_no_address_is_set(tmp_path: Path) -> None:
    assert started(tmp_path) == {"critical": [], "warning": []}


def test_one_address_gets_all(tmp_path: Path) -> None:
    address = 'http://desk.example/hook?a=1&b=|\\"c'
    assert started(tmp_path, COPYDESK_ALERT_URL=address) == {
        "critical": [{"url": address}],
        "warning": [{"url": address}],
    }


def test_critical_alerts_can_go_elsewhere(tmp_path: Path) -> None:
    found = started(
        tmp_path, COPYDESK_ALERT_URL="http://desk.example", COPYDESK_ALERT_CRITICAL_URL="http://pager.example"
    )
    assert found == {"critical": [{"url": "http://pager.example"}], "warning": [{"url": "http://desk.example"}]}
