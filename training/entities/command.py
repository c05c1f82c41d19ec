"""The command line of trainings that read the evaluation folder and keep what they make on the way."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from pathlib import Path


def run(description: str | None, reads: str, target: Path, train: Callable[[Path, Path, Path], None]) -> None:
    """Read the arguments and train; `reads` says what the evaluation folder must hold, `target` is what is written."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evaluation", type=Path, help=f"folder with {reads}")
    parser.add_argument("kept", type=Path, help="folder for what is made on the way; a second run goes on from there")
    parser.add_argument("--target", type=Path, default=target)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.kept.mkdir(parents=True, exist_ok=True)
    train(arguments.evaluation, arguments.kept, arguments.target)
