"""Draws the dashboards from a running Prometheus: `python -m tools.dashboards.pictures --prometheus URL`.

So that the pages show what people get, without Grafana. Needs the packages of requirements/docs.txt.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PIL import Image

from tools.dashboards.__main__ import FOLDER
from tools.dashboards.answers import Prometheus, Series, asks
from tools.dashboards.parts import WIDTH

PICTURES = Path(__file__).parents[2] / "docs" / "dashboards"

COLUMN_INCHES, ROW_INCHES, DPI = 0.62, 0.27, 90
COLORS = 64
"""Of a picture's palette: lines on white need no more, and a file has a third of the size."""

LEGEND_SHARE = 0.9
"""Of a panel's height, put on top of the lines for a legend of that many names."""

MOST_SERIES = 12
"""In one panel's legend; more would hide the panel."""

_BYTES = ("B", "KiB", "MiB", "GiB", "TiB")
GREY, INK, GREEN = "#6b6f76", "#1f2328", "#2f8f4e"


def draw(server: Prometheus, folder: Path, *, seconds: float, rate_interval: str) -> list[Path]:
    """Draw every dashboard as of now, over the time before; returns the pictures' files.

    Raises:
        OSError: Prometheus does not answer, or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    end = time.time()
    return [
        _draw_dashboard(file, server, folder, (end - seconds, end), rate_interval)
        for file in sorted(FOLDER.glob("*.json"))
    ]


def _draw_dashboard(
    file: Path, server: Prometheus, folder: Path, times: tuple[float, float], rate_interval: str
) -> Path:
    dashboard = json.loads(file.read_text(encoding="utf-8"))
    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in dashboard["panels"])
    mpl.rcParams.update({"font.size": 6.5, "axes.spines.top": False, "axes.spines.right": False})
    figure = Figure((WIDTH * COLUMN_INCHES, rows * ROW_INCHES), dpi=DPI, facecolor="white")
    for panel in dashboard["panels"]:
        place = panel["gridPos"]
        if panel["type"] == "row":
            height = 1 - (place["y"] + 0.75) / rows
            figure.text(0.008, height, panel["title"], fontsize=9, fontweight="bold", color=INK)
            continue
        axes = figure.add_axes(_box(place, rows))
        axes.set_title(panel["title"], loc="left", fontsize=7.5, color=INK, pad=3)
        _draw_panel(axes, panel, server, times, rate_interval)
    return _saved(figure, folder / f"{file.stem}.png")


def _box(place: dict[str, int], rows: int) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of a panel's axes, with room for the title and the numbers at the axis."""
    left, width = place["x"] / WIDTH, place["w"] / WIDTH
    bottom, height = 1 - (place["y"] + place["h"]) / rows, place["h"] / rows
    row = 1 / rows
    return left + 0.026, bottom + 0.9 * row, width - 0.036, height - 2.1 * row


def _draw_panel(
    axes: Axes, panel: dict[str, Any], server: Prometheus, times: tuple[float, float], rate_interval: str
) -> None:
    unit = panel["fieldConfig"]["defaults"]["unit"]
    found: list[tuple[str, Series]] = []
    for ask in asks(panel, rate_interval):
        if panel["type"] == "bargauge":
            answers = server.instant(ask.expression)
        else:
            answers = server.over_time(ask.expression, *times, step=max(1.0, (times[1] - times[0]) / 200))
        found += [(ask.name(each.labels), each) for each in answers]
    if panel["type"] == "stat":
        _draw_number(axes, found, unit)
    elif panel["type"] == "bargauge":
        _draw_bars(axes, found, unit)
    else:
        stacked = panel["fieldConfig"]["defaults"].get("custom", {}).get("stacking", {}).get("mode") == "normal"
        _draw_lines(axes, found, unit, times, stacked=stacked)


def _draw_number(axes: Axes, found: Sequence[tuple[str, Series]], unit: str) -> None:
    axes.set_axis_off()
    values = [value for _, series in found for _, value in series.points if math.isfinite(value)]
    text = shown(values[-1], unit) if values else "no data"
    axes.text(0.5, 0.45, text, fontsize=15, color=GREEN, ha="center", va="center", transform=axes.transAxes)


def _draw_bars(axes: Axes, found: Sequence[tuple[str, Series]], unit: str) -> None:
    bars = sorted((series.points[-1][1], name) for name, series in found if math.isfinite(series.points[-1][1]))
    axes.set_axis_off()
    longest = max((value for value, _ in bars), default=1.0) or 1.0
    for place, (value, name) in enumerate(bars):
        axes.barh(place, value / longest, color="#bfe3cb", height=0.75)
        axes.text(0.01, place, f"{name}  {shown(value, unit)}", va="center", fontsize=6.5, color=INK)
    axes.set_xlim(0, 1)


def _draw_lines(
    axes: Axes, found: Sequence[tuple[str, Series]], unit: str, times: tuple[float, float], *, stacked: bool
) -> None:
    if stacked and found:
        moments = sorted({moment for _, series in found for moment, _ in series.points})
        values = [[_finite(dict(series.points).get(moment)) for moment in moments] for _, series in found]
        axes.stackplot(moments, values, alpha=0.75, labels=[name for name, _ in found])
    else:
        for name, series in found:
            finite = [(moment, value) for moment, value in series.points if math.isfinite(value)]
            axes.plot([moment for moment, _ in finite], [value for _, value in finite], linewidth=1, label=name)
    axes.set_xlim(*times)
    # Nothing must not lie on the axis, and the legend not on the lines.
    highest = axes.get_ylim()[1] if any(value for _, series in found for _, value in series.points) else 1.0
    axes.set_ylim(-0.03 * highest, (1 + LEGEND_SHARE * min(1, len(found) / MOST_SERIES)) * highest)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda moment, _place: f"{moment - times[1]:.0f} s"))
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: shown(value, unit)))
    axes.tick_params(colors=GREY, length=2, labelsize=5.5)
    axes.grid(axis="y", color="#e4e6ea", linewidth=0.5)
    handles, names = axes.get_legend_handles_labels()
    if names:
        axes.legend(
            handles[:MOST_SERIES], names[:MOST_SERIES], fontsize=5.5, loc="upper left", framealpha=0.6, borderpad=0.3
        )


def _finite(value: float | None) -> float:
    return value if value is not None and math.isfinite(value) else 0.0


def shown(value: float, unit: str) -> str:
    """A value with its unit, as short as Grafana writes it."""
    if unit == "percentunit":
        return f"{value:.0%}"
    if unit in {"ops", "reqps"}:
        return f"{value:.3g}/s"
    if unit == "s":
        return f"{value * 1000:.3g} ms" if 0 < value < 1 else f"{value:.3g} s"
    if unit == "bytes":
        power = min(len(_BYTES) - 1, max(0, int(math.log(max(value, 1), 1024))))
        return f"{value / 1024**power:.3g} {_BYTES[power]}"
    return f"{value:.4g}"


def _saved(figure: Figure, file: Path) -> Path:
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    with Image.open(drawn) as picture:
        picture.convert("RGB").quantize(COLORS).save(file, optimize=True)
    return file


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of `python -m tools.dashboards.pictures`; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.dashboards.pictures", description="Draw the dashboards from a running Prometheus."
    )
    parser.add_argument("--prometheus", default="http://localhost:9090", help="its address")
    parser.add_argument("--folder", type=Path, default=PICTURES, help="where the pictures go")
    parser.add_argument("--seconds", type=float, default=1800, help="how much of the past is shown")
    parser.add_argument("--rate-interval", default="20s", help="four times the interval of scrapes")
    options = parser.parse_args(arguments)
    server = Prometheus(options.prometheus)
    for file in draw(server, options.folder, seconds=options.seconds, rate_interval=options.rate_interval):
        sys.stdout.write(f"{file}: {file.stat().st_size / 1000:.0f} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
