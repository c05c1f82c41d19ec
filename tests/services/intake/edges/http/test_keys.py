from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

from services.intake.edges.http.keys import (
    Key,
    Keyring,
    KeysError,
    add_key,
    digest_of,
    new_key,
    new_signing_key,
    read_keys,
    remove_key,
    signed,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "keys.json"


def test_a_key_is_256_random_bits_and_only_its_hash_is_kept(path: Path) -> None:
    key, secret = new_key("desk", ["desk"])
    add_key(path, key)
    assert secret.startswith("copydesk_")
    assert len(secret.removeprefix("copydesk_")) == 43, "32 bytes in base64"
    assert secret != new_key("desk", ["desk"])[1]
    assert secret not in path.read_text()
    assert json.loads(path.read_text())[0]["digest"] == digest_of(secret)


def test_the_file_is_for_its_owner_alone(path: Path) -> None:
    add_key(path, new_key("desk", ["desk"])[0])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    add_key(path, new_key("other", ["desk"])[0])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_found_by_itself_alone(path: Path) -> None:
    key, secret = new_key("desk", ["desk"], per_minute=5)
    add_key(path, key)
    ring = Keyring(path)
    assert ring.find(secret) == key
    for wrong in ("", secret[:-1], secret + "x", secret.upper(), digest_of(secret), "\udcff"):
        assert ring.find(wrong) is None


def test_a_running_edge_notices_new_and_removed_keys(path: Path) -> None:
    ring = Keyring(path)
    key, secret = new_key("desk", ["desk"])
    assert ring.find(secret) is None
    add_key(path, key)
    assert ring.find(secret) == key
    remove_key(path, "desk")
    assert ring.find(secret) is None


def test_a_file_that_is_gone_opens_to_nobody(path: Path) -> None:
    key, secret = new_key("desk", ["desk"])
    add_key(path, key)
    ring = Keyring(path)
    path.unlink()
    assert ring.find(secret) is None


def test_a_file_that_is_broken_while_running_locks_nobody_out_and_lets_nobody_in(path: Path) -> None:
    key, secret = new_key("desk", ["desk"])
    add_key(path, key)
    ring = Keyring(path)
    path.write_text("[{")
    assert ring.find(secret) == key
    assert ring.find("other") is None
    with pytest.raises(KeysError, match=r"keys\.json"):
        Keyring(path)


def test_a_secret_that_is_mounted_is_a_link_that_is_turned(tmp_path: Path) -> None:
    """Kubernetes changes a mounted secret by pointing a link at another folder."""
    first, second = new_key("desk", ["desk"]), new_key("desk", ["desk"])
    for folder, (key, _) in (("one", first), ("two", second)):
        add_key(tmp_path / folder / "keys.json", key)
    link = tmp_path / "data"
    link.symlink_to("one")
    ring = Keyring(link / "keys.json")
    assert ring.find(first[1]) is not None
    (tmp_path / "next").symlink_to("two")
    os.replace(tmp_path / "next", link)  # noqa: PTH105 - over a link that points at a folder
    assert ring.find(first[1]) is None
    assert ring.find(second[1]) is not None


def test_a_name_is_taken_once(path: Path) -> None:
    add_key(path, new_key("desk", ["desk"])[0])
    with pytest.raises(KeysError, match="there is a key desk already"):
        add_key(path, new_key("desk", ["other"])[0])
    add_key(path, new_key("desk", ["other"])[0], replace=True)
    assert [key.sources for key in read_keys(path)] == [("other",)]


def test_what_is_not_there_cannot_be_removed(path: Path) -> None:
    with pytest.raises(KeysError, match="there is no key desk; there are none"):
        remove_key(path, "desk")


def test_many_that_write_at_once_lose_no_key(path: Path) -> None:
    threads = [threading.Thread(target=add_key, args=(path, new_key(f"k{n}", ["s"])[0])) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {key.name for key in read_keys(path)} == {f"k{n}" for n in range(20)}


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "a", "sources": ["s"]},
        {"name": "a", "sources": ["s"], "digest": "0" * 64, "token": "x" * 32},
        {"name": "a", "sources": [], "digest": "0" * 64},
        {"name": "a/b", "sources": ["s"], "digest": "0" * 64},
        {"name": "a", "sources": ["s"], "digest": "0" * 63},
        {"name": "a", "sources": ["s"], "token": "short"},
        {"name": "a", "sources": ["s"], "digest": "0" * 64, "per_minute": 0},
        {"name": "a", "sources": ["s"], "digest": "0" * 64, "unknown": 1},
    ],
)
def test_what_is_no_key_is_refused_without_showing_it(path: Path, entry: dict[str, object]) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps([entry]))
    with pytest.raises(KeysError) as refused:
        read_keys(path)
    assert "xxxx" not in str(refused.value)
    with pytest.raises(ValidationError):
        Key.model_validate(entry)


def test_a_token_is_not_shown_with_its_key() -> None:
    key, token = new_signing_key("newsroom", ["newsroom"])
    assert token not in repr(key)


def test_sources() -> None:
    bound, free = new_key("desk", ["a", "b"])[0], new_key("gate", ["*"])[0]
    assert (bound.default_source, free.default_source) == ("a", "gate")
    assert [bound.may_claim(source) for source in ("a", "b", "c", "A", "*")] == [True, True, False, False, False]
    assert free.may_claim("anything")


def test_a_signature_is_that_of_exactly_this_body_and_token() -> None:
    """Test case 2 of RFC 2202, section 3."""
    body, token, digest = b"what do ya want for nothing?", "Jefe", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    assert signed(body, f"sha1={digest}", token)
    for signature in ("", digest, f"sha256={digest}", f"sha1={digest[:-1]}", f"sha1={digest.upper()}", "sha1=ü"):
        assert not signed(body, signature, token)
    assert not signed(body + b" ", f"sha1={digest}", token)
    assert not signed(body, f"sha1={digest}", "jefe")
