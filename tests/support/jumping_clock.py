"""Runs a module with a wall clock that can be set, as by an operator or a time server, while it runs.

`python -m tests.support.jumping_clock FILE MODULE ARGUMENTS`. The file holds a `Setting`; where it is not there the
clock is right. The monotonic clock is left alone, as the system leaves it.
"""

from __future__ import annotations

import datetime
import json
import runpy
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    """By how many seconds a clock is ahead, and how many of its seconds pass in a true one since `since`."""

    ahead: float = 0.0
    rate: float = 1.0
    since: float = 0.0

    def shown(self, true: float) -> float:
        """What the clock shows at a true time, both in seconds of the Unix epoch."""
        return true + self.ahead + (self.rate - 1) * max(0.0, true - self.since if self.since else 0.0)

    def write(self, file: Path) -> None:
        """Set the clock of whoever reads the file; at no time is half a setting there."""
        unfinished = file.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(asdict(self)), encoding="ascii")
        unfinished.rename(file)


def read_setting(file: Path) -> Setting:
    """The setting in a file; where there is none, that of a clock that is right."""
    try:
        return Setting(**json.loads(file.read_text(encoding="ascii")))
    except FileNotFoundError:
        return Setting()


def install(file: Path) -> None:
    """Let `time.time` and the documents' `utc_now` of this process follow the file."""
    true = time.time

    def shown() -> float:
        return read_setting(file).shown(true())

    time.time = shown
    time.time_ns = lambda: int(shown() * 1e9)
    from schemas import document

    class Shown(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Shown:
            return cls.fromtimestamp(shown(), tz)

        def __reduce_ex__(self, _protocol: object) -> tuple[object, ...]:
            # Another process, to which a service sends an article that may have ended it, knows no such class.
            return datetime.datetime.fromisoformat, (self.isoformat(),)

    document.datetime = Shown  # type: ignore[attr-defined]


def main() -> None:
    """Run the module that is named."""
    install(Path(sys.argv[1]))
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
