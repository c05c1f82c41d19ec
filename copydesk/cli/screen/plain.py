"""The same tables as text, for a log or a script that people read; colours only where it goes to a terminal."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from copydesk.cli.screen.heading import heading
from copydesk.cli.screen.tables import PANES, SERVICES, Table
from copydesk.operator.top.picture import Picture

WIDTH = 160
"""Cells, where no terminal says how wide it is."""

ROWS = 10
"""Of each table but that of the services."""


def print_picture(picture: Picture) -> None:
    """Print a picture on standard output."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    console.print(heading(picture))
    console.print(_drawn(SERVICES, picture, len(picture.services)))
    for table in PANES:
        rows = _drawn(table, picture, ROWS)
        console.print()
        console.print(Text(table.title, "bold"))
        console.print(rows if rows.row_count else Text(table.empty))


def _drawn(table: Table, picture: Picture, most: int) -> RichTable:
    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    places = [place for place in table.shown(wide=True) if table.columns[place].label != "TREND"]
    for place in places:
        column = table.columns[place]
        drawn.add_column(column.label, justify="right" if column.right else "left", no_wrap=column.width is not None)
    for row in table.rows(picture, {})[:most]:
        drawn.add_row(*(row.cells[place] for place in places))
    return drawn
