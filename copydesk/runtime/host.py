"""What the machine gives the process, as metrics: the limit of its memory, the disk of its data, its certificates."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import structlog

from copydesk.explanation import explain
from copydesk.runtime import metrics
from copydesk.runtime.certificates import CertificateError, first_end
from copydesk.runtime.settings import Settings

log = structlog.get_logger(__name__)

CGROUPS = Path("/sys/fs/cgroup")
OWN_CGROUP = Path("/proc/self/cgroup")


def show_host(settings: Settings) -> None:
    """Let the metrics show the machine: memory and disk as they are at each scrape, certificates as they are now.

    A certificate that is renewed on the disk is not the one in use before a restart.
    """
    metrics.MEMORY_LIMIT.set_function(memory_limit)
    metrics.DISK_FREE.set_function(lambda: _disk(settings.data_dir)[0])
    metrics.DISK_SIZE.set_function(lambda: _disk(settings.data_dir)[1])
    certificates = {
        "http": settings.http_tls_cert_file,
        "kafka": settings.ssl_cert_file,
        "kafka_authority": settings.ssl_ca_file,
    }
    for use, file in certificates.items():
        if file is None:
            continue
        try:
            end = first_end(file)
        except (CertificateError, OSError) as error:
            log.warning("the end of a certificate is not known", use=use, error=explain(error))
            continue
        metrics.CERTIFICATE_END.labels(use).set(end)


def memory_limit(cgroups: Path = CGROUPS, own: Path = OWN_CGROUP) -> float:
    """The least limit in bytes of the process's cgroup and those above it; infinity where none of them has one.

    Source: Linux, Documentation/admin-guide/cgroup-v2.rst, `memory.max`.
    """
    try:
        lines = own.read_text().splitlines()
    except OSError:
        return math.inf
    name = next((line.removeprefix("0::").strip("/") for line in lines if line.startswith("0::")), "")
    groups = [cgroups, *(cgroups / part for part in _prefixes(name))]
    return min((_limit(group / "memory.max") for group in groups), default=math.inf)


def _prefixes(name: str) -> list[str]:
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _limit(file: Path) -> float:
    try:
        text = file.read_text().strip()
    except OSError:
        return math.inf
    return float(text) if text.isascii() and text.isdigit() else math.inf


def _disk(folder: Path) -> tuple[float, float]:
    """Free bytes and size of a folder's file system, of the nearest folder above it that exists."""
    for place in (folder, *folder.absolute().parents):
        try:
            usage = shutil.disk_usage(place)
        except FileNotFoundError:
            continue
        except OSError:
            break
        return usage.free, usage.total
    return math.nan, math.nan
