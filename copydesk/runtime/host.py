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
NO_LIMIT = 2.0**62
"""Version 1 writes the largest number of whole pages where there is no limit."""

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

    Sources: Linux, Documentation/admin-guide/cgroup-v2.rst, `memory.max`; on a machine that still has version 1, of
    which a container sees its own group alone, cgroup-v1/memory.rst, `memory.limit_in_bytes`.
    """
    try:
        lines = own.read_text().splitlines()
    except OSError:
        return math.inf
    name = next((line.removeprefix("0::").strip("/") for line in lines if line.startswith("0::")), "")
    groups = [cgroups, *(cgroups / part for part in _prefixes(name))]
    files = [*(group / "memory.max" for group in groups), cgroups / "memory" / "memory.limit_in_bytes"]
    return min(map(_limit, files))


def _prefixes(name: str) -> list[str]:
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _limit(file: Path) -> float:
    try:
        text = file.read_text().strip()
    except OSError:
        return math.inf
    limit = float(text) if text.isascii() and text.isdigit() else math.inf
    return limit if limit < NO_LIMIT else math.inf


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
