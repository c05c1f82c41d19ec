"""What parsing a file may take, by the settings."""

from __future__ import annotations

from services.intake.formats.worker import Limits
from services.runtime.settings import Settings


def parse_limits(settings: Settings) -> Limits:
    """The limits of the sandbox."""
    return Limits(
        seconds=settings.parse_seconds,
        memory_bytes=settings.parse_memory_bytes,
        file_bytes=settings.parse_file_bytes,
        result_bytes=settings.parse_file_bytes,
    )
