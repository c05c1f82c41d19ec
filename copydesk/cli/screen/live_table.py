"""A table whose rows change under the cursor without moving it, and whose last column takes the room that is left."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import DataTable

from copydesk.cli.screen.tables import Row, Table

PADDING = 2
"""Cells beside each column, one on each side."""

NARROWEST = 10
SCROLLBAR = 2


class LiveTable(DataTable[Text]):
    """Shows a `Table`."""

    def __init__(self, table: Table) -> None:
        super().__init__(id=table.name, cursor_type="row", zebra_stripes=False)
        self.table = table
        self._rows: list[Row] = []
        self._wide = False
        self._room = 0

    def fit(self, room: int, *, wide: bool) -> None:
        """Lay the columns out anew where there is another width, in cells, than before."""
        if (room, wide) == (self._room, self._wide):
            return
        self._room, self._wide = room, wide
        rows, self._rows = self._rows, []
        self.clear(columns=True)
        places = self.table.shown(wide=wide)
        taken = sum((self.table.columns[place].width or 0) + PADDING for place in places) + SCROLLBAR
        for place in places:
            column = self.table.columns[place]
            label = Text(column.label, justify="right" if column.right else "left")
            self.add_column(label, width=column.width or max(NARROWEST, room - taken), key=str(place))
        self.show(rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its row, wherever that is now."""
        if not self._room:
            self._rows = list(rows)
            return
        before, self._rows = self._rows, list(rows)
        if [row.key for row in before] == [row.key for row in rows] and self.row_count == len(rows):
            self._change(before)
            return
        under_cursor = self._key_at(before)
        self.clear()
        for row in rows:
            self.add_row(*self._cells(row), key=row.key)
        keys = [row.key for row in rows]
        if under_cursor in keys:
            self.move_cursor(row=keys.index(under_cursor), animate=False)

    def _change(self, before: Sequence[Row]) -> None:
        places = self.table.shown(wide=self._wide)
        for old, new in zip(before, self._rows, strict=True):
            for place in places:
                if old.cells[place] != new.cells[place]:
                    self.update_cell(new.key, str(place), self._cell(new, place))

    def _key_at(self, rows: Sequence[Row]) -> str | None:
        at = self.cursor_row
        # On the first row one reads what is newest, whatever that is.
        return rows[at].key if 0 < at < len(rows) else None

    def _cells(self, row: Row) -> list[Text]:
        return [self._cell(row, place) for place in self.table.shown(wide=self._wide)]

    def _cell(self, row: Row, place: int) -> Text:
        cell = row.cells[place].copy()
        cell.justify = "right" if self.table.columns[place].right else "left"
        cell.no_wrap, cell.overflow = True, "ellipsis"
        return cell
