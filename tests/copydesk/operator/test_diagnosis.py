from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from copydesk.operator import cluster
from copydesk.operator import diagnosis as diagnosis_module
from copydesk.operator.dead_letters import FoundDeadLetter
from copydesk.operator.decisions import LetterPlace
from copydesk.operator.diagnosis import MASK, changed_settings, chosen_metrics, incomplete, summarize, versions
from copydesk.runtime.broker import free_port
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.envelope import Origin
from copydesk.runtime.settings import Settings
from schemas.dead_letter import DeadLetter
from tests.copydesk.cli.command import copydesk

ARTICLE = b'{"body": "The minister will resign on Thursday, said Nora Quist."}'


def letter(number: int, service: str = "cleaner", topic: str = "articles.raw") -> FoundDeadLetter:
    error = KeyError("Nora Quist")
    made = dead_letter(Origin(topic, 0, number, 1000, b"secret-key", ARTICLE, {}), error, service)
    place = LetterPlace(f"{service}.dead-letters", 0, number, 1000)
    return FoundDeadLetter(place, made.key, made.value, made.headers, DeadLetter.from_headers(made.headers))


def test_dead_letters_are_told_without_what_was_in_them() -> None:
    found = summarize([letter(1), letter(2, "intake", "file:leaked-memo.pdf")], most=10)
    text = json.dumps(found)
    for private in ("Quist", "minister", "secret-key", "leaked-memo"):
        assert private not in text
    assert found["counts"] == {"cleaner KeyError open": 1, "intake KeyError open": 1}
    assert '"original_topic": "file"' in text
    assert '"error_type": "KeyError"' in text
    assert "cleaner.dead-letters/0/1" in text


def test_the_latest_of_each_service_are_told_and_all_are_counted() -> None:
    found = summarize([letter(n) for n in range(30)], most=2)
    latest = found["latest"]
    assert isinstance(latest, dict)
    assert [each["reference"] for each in latest["cleaner"]] == [f"cleaner.dead-letters/0/{n}" for n in (28, 29)]
    assert found["counts"] == {"cleaner KeyError open": 30}


def test_what_others_put_there_is_told_too() -> None:
    foreign = FoundDeadLetter(LetterPlace("dedup.dead-letters", 0, 5, 1000), None, b"", {}, None, "dropped")
    assert summarize([foreign], most=1)["counts"] == {"unknown unknown dropped": 1}


def test_of_a_secret_it_is_told_only_that_it_is_set() -> None:
    settings = Settings(
        security_protocol="SASL_SSL",
        sasl_username="morgan",
        sasl_password=SecretStr("hunter2"),
        feeds_callback_url="https://desk:hunter2@hub.example/callback",
        topic_prefix="daily.",
    )
    shown = changed_settings(settings)
    assert "hunter2" not in str(shown)
    assert "morgan" not in str(shown)
    assert shown["COPYDESK_SASL_PASSWORD"] == MASK
    assert shown["COPYDESK_FEEDS_CALLBACK_URL"] == "https://***@hub.example/callback"
    assert shown["COPYDESK_TOPIC_PREFIX"] == "daily."
    assert "COPYDESK_HEALTH_PORT" not in shown, "what is as it comes is left out"


def test_every_setting_that_is_a_secret_is_hidden_whatever_its_name() -> None:
    for name, field in Settings.model_fields.items():
        if "SecretStr" in str(field.annotation):
            changed = Settings().model_copy(update={name: SecretStr("hunter2")})
            assert changed_settings(changed)[f"COPYDESK_{name.upper()}"] == "(set, not shown)"


METRICS = """\
# TYPE copydesk_messages_processed_total counter
copydesk_messages_processed_total{service="cleaner",status="ok"} 180.0
copydesk_messages_processed_total{service="cleaner",status="no_text"} 0.0
# TYPE copydesk_feed_items_total counter
copydesk_feed_items_total{source="whistle-blowers"} 3.0
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes 9.0e+07
"""


def test_of_the_metrics_those_that_name_no_source_are_told() -> None:
    assert chosen_metrics(METRICS) == [
        {"name": "copydesk_messages_processed_total", "service": "cleaner", "status": "ok", "value": 180.0},
        {"name": "process_resident_memory_bytes", "value": 9.0e7},
    ]


def test_the_versions_are_those_that_run() -> None:
    found = versions()
    assert isinstance(found["packages"], dict)
    assert found["packages"]["aiokafka"]
    assert None not in found["packages"].values(), "a package that is not there belongs off the list"


def test_a_part_that_cannot_be_had_is_named() -> None:
    assert incomplete({"lag": {"error": "no broker"}, "topics": [], "versions": {"error": 1, "python": 2}}) == ["lag"]


def test_without_a_cluster_there_is_still_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.2)
    file = tmp_path / "report.json"
    address = f"127.0.0.1:{free_port()}"
    result = copydesk("diagnose", "-o", file, "--process", address, "--brokers", address)
    assert result.exit_code == 1
    found = json.loads(file.read_text())
    assert found["versions"]["python"]
    for name in ("topics", "lag", "dead_letters"):
        assert found[name]["error"].startswith(f"no broker at {address}")
        assert f"{name} could not be had" in result.stderr
    assert "refused" in found["processes"][address]["error"]


def test_json_goes_to_standard_output_and_no_file_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(diagnosis_module, "diagnose", lambda *_: {"versions": {}})
    result = copydesk("diagnose", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"versions": {}})
    assert list(tmp_path.iterdir()) == []
    assert copydesk("diagnose").exit_code == 0
    assert len(list(tmp_path.glob("copydesk-diagnosis-*.json"))) == 1


def test_a_file_that_cannot_be_written_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis_module, "diagnose", lambda *_: {})
    assert copydesk("diagnose", "-o", tmp_path / "no" / "where.json").exit_code == 2
