"""What parsing a file may take, by the settings."""

from __future__ import annotations

from copydesk.runtime.settings import Settings
from services.intake.sandbox.worker import Limits


def parse_limits(settings: Settings) -> Limits:
    """The limits of the sandbox."""
    return Limits(
        seconds=settings.parse_seconds,
        memory_bytes=settings.parse_memory_bytes,
        file_bytes=settings.parse_file_bytes,
        result_bytes=settings.parse_file_bytes,
    )
