from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.intake.edges.http.keys import digest_of, read_keys
from tests.copydesk.cli.command import copydesk


@pytest.fixture
def where(tmp_path: Path) -> dict[str, str]:
    return {"COPYDESK_HTTP_KEYS_FILE": str(tmp_path / "keys.json")}


def test_a_key_is_printed_once_and_its_hash_is_kept(tmp_path: Path, where: dict[str, str]) -> None:
    added = copydesk("keys", "add", "desk", "--source", "desk", "--source", "sport", "--rate", "60", env=where)
    assert added.exit_code == 0
    secret = added.stdout.strip()
    (key,) = read_keys(tmp_path / "keys.json")
    assert (key.name, key.sources, key.per_minute, key.per_day) == ("desk", ("desk", "sport"), 60, None)
    assert key.digest == digest_of(secret)
    listed = copydesk("keys", "list", env=where)
    assert "desk" in listed.stdout
    assert secret not in listed.stdout


def test_a_token_for_superdesk_is_kept_and_not_listed(tmp_path: Path, where: dict[str, str]) -> None:
    added = copydesk("keys", "add", "newsroom", "--source", "newsroom", "--superdesk", env=where)
    (key,) = read_keys(tmp_path / "keys.json")
    assert key.token == added.stdout.strip()
    assert "/v1/superdesk/newsroom" in added.stderr
    listed = json.loads(copydesk("keys", "list", "--json", env=where).stdout)
    assert (listed["name"], "token" in listed, "digest" in listed) == ("newsroom", False, False)


def test_a_key_is_removed_by_its_name(where: dict[str, str]) -> None:
    copydesk("keys", "add", "desk", "--source", "desk", env=where)
    assert copydesk("keys", "remove", "desk", env=where).exit_code == 0
    assert copydesk("keys", "list", env=where).stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "a b", "--source", "s"), "name: String should match pattern"),
        (("add", "desk"), "Missing option '--source'"),
        (("add", "taken", "--source", "s"), "there is a key taken already"),
        (("remove", "nobody"), "there is no key nobody; there are taken"),
    ],
)
def test_what_does_not_fit_is_wrong_usage(where: dict[str, str], arguments: tuple[str, ...], said: str) -> None:
    copydesk("keys", "add", "taken", "--source", "s", env=where)
    result = copydesk("keys", *arguments, env=where)
    assert result.exit_code == 2
    assert said in result.stderr
