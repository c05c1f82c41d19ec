"""Points in time as an operator writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from schemas.document import utc_now

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_AGO = re.compile(r"(\d{1,5})([smhd])")

HELP = "A time (2026-11-29, 2026-11-29T08:30, both UTC; 2026-11-29T08:30+01:00), or how long ago (90s, 30m, 6h, 2d)."


def moment(text: str) -> datetime:
    """The point in time that is meant; one without a zone is UTC.

    Raises:
        typer.BadParameter: it is neither a time nor how long ago.
    """
    ago = _AGO.fullmatch(text.strip())
    if ago:
        return utc_now() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is neither a time nor how long ago; {HELP}") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def shown(found: datetime) -> str:
    """The point in time for a person: UTC, to the second."""
    return found.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


From = Annotated[datetime | None, typer.Option("--from", parser=moment, metavar="TIME", help=f"From then on. {HELP}")]
To = Annotated[
    datetime | None, typer.Option("--to", parser=moment, metavar="TIME", help="Until before then; default: now.")
]
