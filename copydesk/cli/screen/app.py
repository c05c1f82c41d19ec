"""The live view of `copydesk top`, with Textual. It knows nothing of metrics or brokers: it is given pictures."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.events import Resize
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Static

from copydesk.cli.screen.details import PAGES
from copydesk.cli.screen.heading import heading
from copydesk.cli.screen.live_table import LiveTable
from copydesk.cli.screen.tables import PANES, SERVICES
from copydesk.operator.top.picture import Picture

Report = Callable[[Picture], None]

WIDE, TALL = 120, 40
"""Cells and lines from which on all panes stand beside each other, and tables have more columns."""

TREND_LENGTH = 20

HELP = """\
1 2 3 4   headlines, dead letters, sources, processes
s         services
tab       the next table; arrows, page keys, home and end move in it
enter     look into a row: a service's processes and partitions, a
          dead letter's reason, an article's quotes
escape    back
p         hold the picture, or let it go on
r         ask now
q         end

PROC      processes that are ready, of all that were found
IN/S      articles taken a second, in the last ten seconds
OUT/S     articles ended a second
LAG       articles that wait in the topic
OLDEST    for how long the first of them has waited
P50 P99   half, and 99 of 100, articles were through this service so
          long after the intake took them; dim where nothing ended
          lately, so that it is since the start
DEAD      dead letters since the start; red while more come
TOOK      from the intake to the enriched event
SILENT    since the newest article of a source

Rates and percentiles come from the metrics, headlines and dead
letters from the broker; lag from the broker, or from the metrics
where the broker is away."""


class Arrived(Message):
    """A new picture."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.picture = picture


class Page(ModalScreen[None]):
    """A page over the tables, until Escape; what it shows is made anew with each picture."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Back"),
    ]

    CSS = """
    Page { align: center middle; }
    Page > VerticalScroll { width: 94%; height: 90%; border: round $accent; padding: 0 1; background: $surface; }
    """

    def __init__(self, title: str, make: Callable[[], Text | None]) -> None:
        super().__init__()
        self._title = title
        self._make = make

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll() as scroll:
            scroll.border_title = self._title
            scroll.border_subtitle = "escape: back"
            yield Static(id="page", markup=False)

    def on_mount(self) -> None:
        """Show it, and take the keys that scroll."""
        self.show()
        self.query_one(VerticalScroll).focus()

    def show(self) -> None:
        """Show it as it is now; what has gone stays as it was."""
        text = self._make()
        if text is not None:
            self.query_one("#page", Static).update(text)


class TopApp(App[None]):
    """Services above, and below them one table at a time, or all of them where there is room."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "copydesk top"

    CSS = """
    #heading { height: 3; text-wrap: nowrap; text-overflow: ellipsis; }
    #panes-bar { height: 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    #panes { height: 1fr; grid-size: 1; }
    #panes.roomy { grid-size: 2; grid-gutter: 0 1; }
    #panes LiveTable { height: 1fr; }
    #services { height: auto; max-height: 50%; }
    LiveTable { overflow-x: hidden; }
    .hidden { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit"),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("p", "hold", "Hold"),
        Binding("r", "ask", "Ask now"),
        Binding("s", "services", "Services"),
        Binding("1", "pane(0)", "Headlines", show=False),
        Binding("2", "pane(1)", "Dead letters", show=False),
        Binding("3", "pane(2)", "Sources", show=False),
        Binding("4", "pane(3)", "Processes", show=False),
    ]

    def __init__(self, begin: Callable[[Report], None], ask_now: Callable[[], None]) -> None:
        """`begin` is given what takes pictures, in any thread; `ask_now` asks for one before its time."""
        super().__init__()
        self._begin = begin
        self._ask_now = ask_now
        self._picture: Picture | None = None
        self._held = False
        self._chosen = 0
        self._trends: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=TREND_LENGTH))

    def compose(self) -> ComposeResult:
        """Heading, services, panes, keys."""
        yield Static("copydesk top   asking …", id="heading", markup=False)
        yield LiveTable(SERVICES)
        yield Static(id="panes-bar", markup=False)
        with Grid(id="panes"):
            for table in PANES:
                yield LiveTable(table)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Ask for pictures from now on."""
        self.query_one("#services").focus()
        self._begin(lambda picture: _post(self, picture))

    def on_resize(self, event: Resize) -> None:
        """Lay out anew."""
        self._lay_out(event.size.width, event.size.height)

    def _lay_out(self, width: int, height: int) -> None:
        wide = width >= WIDE
        roomy = wide and height >= TALL
        self.query_one("#services", LiveTable).fit(width, wide=wide)
        self.query_one("#panes").set_class(roomy, "roomy")
        for number, table in enumerate(PANES):
            pane = self.query_one(f"#{table.name}", LiveTable)
            pane.set_class(not roomy and number != self._chosen, "hidden")
            pane.fit(width // 2 if roomy else width, wide=wide and not roomy)
        self._show_bar()

    def on_arrived(self, message: Arrived) -> None:
        """Show a new picture, unless the one before is held."""
        for service in message.picture.services:
            if service.out_rate is not None:
                self._trends[service.name].append(service.out_rate)
        if self._held:
            return
        self._picture = message.picture
        self._show()

    def _show(self) -> None:
        if self._picture is None:
            return
        held = "HELD" if self._held else ""
        base = self.screen_stack[0]
        base.query_one("#heading", Static).update(heading(self._picture, held))
        for table in (SERVICES, *PANES):
            base.query_one(f"#{table.name}", LiveTable).show(table.rows(self._picture, self._trends))
        self._show_bar()
        if isinstance(self.screen, Page):
            self.screen.show()

    def _show_bar(self) -> None:
        """The names of the panes, and what the chosen one says where it is empty."""
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, table in enumerate(PANES):
            rows = table.rows(self._picture, self._trends) if self._picture else []
            text.append(f" {number + 1} {table.title} ({len(rows)}) ", "reverse" if number == self._chosen else "")
            if number == self._chosen and not rows:
                text.append(f" {table.empty} ", "dim italic")
        self.screen_stack[0].query_one("#panes-bar", Static).update(text)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open the row."""
        table, key = event.data_table, event.row_key.value
        if not isinstance(table, LiveTable) or key is None:
            return
        make = PAGES[table.table.name]
        self.push_screen(Page(table.table.title, lambda: make(self._picture, key) if self._picture else None))

    def action_pane(self, number: int) -> None:
        """Choose what stands below the services."""
        self._chosen = number
        self._lay_out(self.size.width, self.size.height)
        self.query_one(f"#{PANES[number].name}").focus()

    def action_services(self) -> None:
        """Go to the services."""
        self.query_one("#services").focus()

    def action_hold(self) -> None:
        """Hold the picture, or let it go on."""
        self._held = not self._held
        self._show()

    def action_ask(self) -> None:
        """Ask now."""
        self._ask_now()

    def action_help(self) -> None:
        """Say what the keys do and what the columns mean."""
        self.push_screen(Page("Help", lambda: Text(HELP)))


def _post(app: TopApp, picture: Picture) -> None:
    """Hand a picture over from another thread; one that comes while the view ends is dropped."""
    if app.is_running:
        app.post_message(Arrived(picture))
