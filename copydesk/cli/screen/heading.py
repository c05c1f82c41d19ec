"""The lines above the tables: the whole pipeline in a few figures, and whom they come from."""

from __future__ import annotations

from rich.text import Text

from copydesk.cli.screen.figures import clock, count, duration, rate
from copydesk.cli.screen.tables import BAD, DOUBTFUL, GOOD, QUIET
from copydesk.operator.top.picture import Origin, Picture

SEPARATOR = "   "


def heading(picture: Picture, remark: str = "") -> Text:
    """Three lines: figures, where the metrics come from, and which broker."""
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append("copydesk top", "bold")
    text.append(f"{SEPARATOR}{clock(picture.at)} UTC", QUIET)
    if remark:
        text.append(f"{SEPARATOR}{remark}", f"reverse {DOUBTFUL}")
    for part, style in _figures(picture):
        text.append(f"{SEPARATOR}{part}", style)
    for label, origin in (("metrics", picture.metrics), ("broker", picture.broker)):
        text.append("\n")
        text.append(f"{label:<8}", QUIET)
        text.append_text(_origin(origin))
    return text


def _figures(picture: Picture) -> list[tuple[str, str]]:
    last = picture.services[-1] if picture.services else None
    lags = [service.lag for service in picture.services if service.lag is not None]
    ages = [service.lag_seconds for service in picture.services if service.lag_seconds is not None]
    dead = sum(service.dead_letters.total for service in picture.services)
    return [
        (f"{rate(last.out_rate if last else None)} enriched/s", "bold"),
        (f"{count(sum(lags) if lags else None)} wait, oldest {duration(max(ages, default=None))}", ""),
        (f"{count(dead)} dead", BAD if dead else ""),
    ]


def _origin(origin: Origin) -> Text:
    if origin.problem is None:
        return Text.assemble(("● ", GOOD), origin.name)
    return Text.assemble(("○ ", BAD), origin.name, (f": {origin.problem}", BAD))
