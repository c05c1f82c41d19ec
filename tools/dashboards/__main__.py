"""Writes deploy/grafana/dashboards: `python -m tools.dashboards`; `--check` only compares."""

from __future__ import annotations

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
from tools.json_schemas import write_or_check

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
    return write_or_check(dashboard_files, REGENERATE, "Write Grafana's dashboards.", arguments)


if __name__ == "__main__":
    sys.exit(main())
