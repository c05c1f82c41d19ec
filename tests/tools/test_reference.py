from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.metrics import MetricWrapperBase

from copydesk.runtime import metrics
from copydesk.runtime.settings import Settings
from tools import reference
from tools.reference import main, metrics_page, reference_files, settings_page


@pytest.mark.parametrize(("path", "text"), reference_files().items(), ids=lambda value: getattr(value, "name", ""))
def test_generated_reference_is_that_of_the_code(path: Path, text: str) -> None:
    assert path.exists(), "run `python -m tools.reference`"
    assert path.read_text(encoding="utf-8") == text, "run `python -m tools.reference`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_on_the_page_and_explained(name: str) -> None:
    rows = [line for line in settings_page().splitlines() if line.startswith(f"| `COPYDESK_{name.upper()}` |")]
    assert len(rows) == 1
    assert Settings.model_fields[name].description, f"copydesk/runtime/settings.py: {name} has no description"


COLLECTORS = {name: value for name, value in vars(metrics).items() if isinstance(value, MetricWrapperBase)}


@pytest.mark.parametrize("name", COLLECTORS)
def test_every_metric_is_on_the_page(name: str) -> None:
    described = next(iter(COLLECTORS[name].describe()))
    rows = [line for line in metrics_page().splitlines() if line.startswith(f"| `{described.name}")]
    assert [row for row in rows if described.documentation in row and f" | {described.type} | " in row]


def test_names_on_the_page_are_those_that_prometheus_sees() -> None:
    page = metrics_page()
    assert "| `copydesk_messages_consumed_total` | counter | `service`, `topic` |" in page
    assert "| `copydesk_build_info` | info | none |" in page
    assert "| `copydesk_line_blocked` | gauge | `service` |" in page


def test_values_and_defaults_read_well() -> None:
    page = settings_page()
    assert "| `COPYDESK_SSL_CA_FILE` | path | none |" in page
    assert "| `COPYDESK_SASL_PASSWORD` | secret | none |" in page
    assert "| `COPYDESK_PRODUCER_IDEMPOTENCE` | true or false | `true` |" in page
    assert "| `COPYDESK_LOG_FORMAT` | `auto`, `json`, `human` | `auto` |" in page


def test_the_environment_does_not_show_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reference_files()
    monkeypatch.setenv("COPYDESK_TOPIC_PREFIX", "north.")
    monkeypatch.setenv("COPYDESK_BROKERS", "kafka:9092")
    assert reference_files() == before


def test_check_tells_what_differs_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "settings.md"
    page.write_text("old")
    monkeypatch.setattr(reference, "reference_files", lambda: {page: "new", tmp_path / "metrics.md": "new"})
    assert main(["--check"]) == 1
    message = capsys.readouterr().err
    assert "settings.md differs from the code" in message
    assert "metrics.md is missing" in message
    assert page.read_text() == "old"
    assert main([]) == 0
    assert main(["--check"]) == 0
    assert page.read_text() == "new"
