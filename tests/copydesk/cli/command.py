"""The `copydesk` command, inside this process or as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from typer.testing import CliRunner, Result

from copydesk.cli.main import app

ROOT = Path(__file__).parents[3]


def copydesk(*arguments: str | Path, stdin: bytes | str | None = None, env: Mapping[str, str] | None = None) -> Result:
    """Run the command; an exception that is not meant to end it is raised here."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, env=env)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def started(*arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    """The command as a process, with pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "copydesk", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
