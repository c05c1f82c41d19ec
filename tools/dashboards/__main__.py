"""Writes deploy/grafana/dashboards: `python -m tools.dashboards`; `--check` only compares."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from grafana_foundation_sdk.builders.dashboard import Dashboard
from grafana_foundation_sdk.cog.encoder import JSONEncoder

from tools.dashboards.pipeline import pipeline
from tools.dashboards.quality import quality
from tools.dashboards.service import service
from tools.dashboards.sources import sources
from tools.json_schemas import differences, report, write

FOLDER = Path(__file__).parents[2] / "deploy" / "grafana" / "dashboards"
REGENERATE = "python -m tools.dashboards"


def dashboard_files() -> dict[Path, str]:
    """The content of each dashboard's file."""
    made = {"pipeline": pipeline(), "service": service(), "quality": quality(), "sources": sources()}
    return {FOLDER / f"{name}.json": _written(dashboard) for name, dashboard in made.items()}


def _written(dashboard: Dashboard) -> str:
    return json.dumps(dashboard.build(), cls=JSONEncoder, indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of `python -m tools.dashboards`; returns the exit status."""
    parser = argparse.ArgumentParser(prog=REGENERATE, description="Write Grafana's dashboards.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where files differ from the code")
    if parser.parse_args(arguments).check:
        return report(differences(dashboard_files()), REGENERATE)
    write(dashboard_files())
    return 0


if __name__ == "__main__":
    sys.exit(main())
