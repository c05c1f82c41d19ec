"""The picture of `copydesk top` in the documentation, from what runs: `python -m tools.top_picture docs/top.svg`.

It finds processes and broker as the command does, asks for a while, and draws the view as SVG.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import time
from pathlib import Path

from copydesk.cli.screen.app import Report, TopApp
from copydesk.cli.top import observer_of
from copydesk.operator.top.picture import Picture

WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Textual names fonts on somebody's server; a reader's own monospace font does as well, and asks nobody."""

ROUNDS = 8
INTERVAL_SECONDS = 2.0


def watch() -> list[Picture]:
    """The pictures of some seconds."""
    observer = observer_of(None, (), None)
    pictures = []
    for _ in range(ROUNDS):
        observer.read_metrics()
        observer.ask_broker()
        pictures.append(observer.picture())
        time.sleep(INTERVAL_SECONDS)
    return pictures


async def drawn(pictures: list[Picture], size: tuple[int, int]) -> str:
    """The view after the last of the pictures, as SVG."""
    reports: list[Report] = []
    app = TopApp(reports.append, lambda: None)
    async with app.run_test(size=size) as pilot:
        for picture in pictures:
            reports[0](picture)
            await pilot.pause()
        return WEB_FONT.sub("", app.export_screenshot())


def main() -> None:
    """Write the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--size", default="150x40", help="columns and lines")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    options.file.write_text(asyncio.run(drawn(watch(), (width, height))), encoding="utf-8")


if __name__ == "__main__":
    main()
