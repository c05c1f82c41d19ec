from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from copydesk.runtime.host import memory_limit, show_host
from copydesk.runtime.settings import Settings
from tests.copydesk.runtime.test_certificates import EARLY, EARLY_END


def limited(root: Path, limits: dict[str, str]) -> Path:
    for group, limit in limits.items():
        (root / group).mkdir(parents=True, exist_ok=True)
        (root / group / "memory.max").write_text(f"{limit}\n")
    return root


def own(folder: Path, text: str) -> Path:
    file = folder / "own"
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("limits", "group", "limit"),
    [
        ({"": "536870912"}, "0::/\n", 536_870_912),
        ({"": "max"}, "0::/\n", math.inf),
        ({"pods": "900", "pods/one": "max"}, "0::/pods/one\n", 900),
        ({"pods": "900", "pods/one": "700"}, "1:cpu:/else\n0::/pods/one\n", 700),
        ({"pods": "900"}, "0::/pods/../../../etc\n", 900),
        ({"": "what"}, "0::/\n", math.inf),
        ({}, "1:memory:/v1\n", math.inf),
    ],
)
def test_the_tightest_limit_of_the_groups_counts(
    limits: dict[str, str], group: str, limit: float, tmp_path: Path
) -> None:
    assert memory_limit(limited(tmp_path, limits), own(tmp_path, group)) == limit


@pytest.mark.parametrize(("written", "limit"), [("536870912", 536_870_912), ("9223372036854771712", math.inf)])
def test_the_first_version_of_groups_has_limits_too(written: str, limit: float, tmp_path: Path) -> None:
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / "memory.limit_in_bytes").write_text(f"{written}\n")
    assert memory_limit(tmp_path, own(tmp_path, "4:memory:/docker/16\n0::/docker/16\n")) == limit


def test_where_there_are_no_groups_there_is_no_limit(tmp_path: Path) -> None:
    assert memory_limit(tmp_path, tmp_path / "missing") == math.inf


def test_the_disk_is_that_of_the_data_even_before_its_folder_is_made(tmp_path: Path) -> None:
    show_host(Settings(data_dir=tmp_path / "not" / "yet"))
    assert REGISTRY.get_sample_value("copydesk_data_disk_size_bytes") == shutil.disk_usage(tmp_path).total
    assert REGISTRY.get_sample_value("copydesk_data_disk_free_bytes")
    assert REGISTRY.get_sample_value("copydesk_memory_limit_bytes")


def test_the_ends_of_certificates_are_shown_and_one_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    served, authority = tmp_path / "served.pem", tmp_path / "authority.pem"
    served.write_text(EARLY)
    authority.write_text("no certificate")
    settings = Settings(data_dir=tmp_path, http_tls_cert_file=served, http_tls_key_file=served, ssl_ca_file=authority)
    show_host(settings)
    end = REGISTRY.get_sample_value("copydesk_certificate_expiry_timestamp_seconds", {"use": "http"})
    assert end == EARLY_END.timestamp()
    for use in ("kafka", "kafka_authority"):
        assert REGISTRY.get_sample_value("copydesk_certificate_expiry_timestamp_seconds", {"use": use}) is None
