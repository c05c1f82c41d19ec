"""The real Prometheus, in a container, scraping workers of this machine."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from copydesk.runtime.broker import free_port
from tests.support.brokers import absent
from tests.support.cluster import ROOT, wait_for
from tools.dashboards.answers import Prometheus

PROMETHEUS_IMAGE = os.environ.get("PROMETHEUS_IMAGE", "prom/prometheus:v3.5.0")
START_SECONDS = 60

NATIVE_JOB = "native"
"""A second look at every process, by a scraper that keeps histograms as native ones."""


def _configuration(ports: Mapping[str, int]) -> dict[str, object]:
    jobs: list[dict[str, object]] = [
        {"job_name": name, "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]} for name, port in ports.items()
    ]
    native = {
        "job_name": NATIVE_JOB,
        "convert_classic_histograms_to_nhcb": True,
        "metric_relabel_configs": [
            {
                "source_labels": ["__name__"],
                "regex": "copydesk_.+",
                "target_label": "__name__",
                "replacement": "native_$0",
            }
        ],
        "static_configs": [{"targets": [f"127.0.0.1:{port}" for port in ports.values()]}],
    }
    return {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": ["alerts.yml"],
        "scrape_configs": [*jobs, native],
    }


@contextlib.contextmanager
def prometheus(folder: Path, ports: Mapping[str, int]) -> Iterator[Prometheus]:
    """A server that scrapes the health ports of these jobs every second, with the rules of deploy/prometheus."""
    docker_errors = pytest.importorskip("docker.errors")
    from testcontainers.core.container import DockerContainer

    port = free_port()
    folder.mkdir(mode=0o755)
    # JSON is YAML.
    (folder / "prometheus.yml").write_text(json.dumps(_configuration(ports)))
    shutil.copy(ROOT / "deploy/prometheus/alerts.yml", folder)
    command = [
        "--config.file=/etc/copydesk/prometheus.yml",
        f"--web.listen-address=127.0.0.1:{port}",
        "--enable-feature=exemplar-storage,native-histograms",
        "--storage.tsdb.path=/tmp/prometheus",
    ]
    try:
        container = DockerContainer(PROMETHEUS_IMAGE).with_kwargs(network_mode="host").with_command(command)
        container.with_volume_mapping(str(folder), "/etc/copydesk", "ro").start()
    except docker_errors.DockerException as error:
        absent(f"no Docker engine with {PROMETHEUS_IMAGE}: {error}")
        raise
    server = Prometheus(f"http://127.0.0.1:{port}")

    def ready() -> bool:
        try:
            return bool(server.instant("vector(1)"))
        except OSError:
            return False

    try:
        wait_for(ready, START_SECONDS, "Prometheus answers")
        yield server
    finally:
        container.stop()
