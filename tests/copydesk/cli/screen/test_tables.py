from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.cli.screen.tables import BAD, DOUBTFUL, GOOD, PANES, QUIET, SERVICES, Table, state_style
from copydesk.operator.top.picture import Amount, Percentiles, ServicePicture
from tests.copydesk.cli.screen.pictures import PICTURE, service

NARROW, WIDE = 80, 160
PADDING = 2


def cells(table: Table) -> list[list[str]]:
    return [[cell.plain for cell in row.cells] for row in table.rows(PICTURE, {"cleaner": [1.0, 2.0]})]


@pytest.mark.parametrize("table", [SERVICES, *PANES], ids=lambda table: table.name)
def test_every_row_has_a_cell_a_column_and_a_key_of_its_own(table: Table) -> None:
    rows = table.rows(PICTURE, {})
    assert rows
    assert {len(row.cells) for row in rows} == {len(table.columns)}
    assert len({row.key for row in rows}) == len(rows)


@pytest.mark.parametrize("table", [SERVICES, *PANES], ids=lambda table: table.name)
@pytest.mark.parametrize("terminal", [NARROW, WIDE])
def test_the_columns_have_room(table: Table, terminal: int) -> None:
    places = table.shown(wide=terminal == WIDE)
    assert sum((table.columns[place].width or 0) + PADDING for place in places) <= terminal


def test_a_services_figures() -> None:
    assert cells(SERVICES)[3] == [
        "cleaner",
        "2/2",
        "12",
        "12",
        "1,234",
        "4.2s",
        "250ms",
        "1.5s",
        "90s",
        "2",
        "42%",
        "104M",
        "▄█",
        "ready",
        "ok 4,321  dead_letter 2",
    ]


def style(service: ServicePicture, label: str) -> str:
    (row,) = SERVICES.rows(replace(PICTURE, services=(service,)), {})
    return str(row.cells[[column.label for column in SERVICES.columns].index(label)].style)


@pytest.mark.parametrize(("seconds", "colour"), [(None, ""), (59.0, ""), (60.0, DOUBTFUL), (300.0, BAD)])
def test_what_waits_for_too_long_stands_out(seconds: float | None, colour: str) -> None:
    late = replace(service(), lag_seconds=seconds)
    assert (style(late, "LAG"), style(late, "OLDEST")) == (colour, colour)


def test_dead_letters_stand_out_while_more_come() -> None:
    assert style(service(), "DEAD") == ""
    assert style(replace(service(), dead_letters=Amount("dead_letter", 2, 0.1)), "DEAD") == BAD


def test_latency_stands_out_where_it_is_of_now_and_recedes_where_it_is_not() -> None:
    assert (style(service(), "P50"), style(service(), "P99")) == ("", DOUBTFUL)
    old = replace(service(), latency=Percentiles(0.25, 1.5, 900.0, recent=False))
    assert (style(old, "P50"), style(old, "P99")) == (QUIET, QUIET)


@pytest.mark.parametrize(
    ("state", "colour"),
    [
        ("ready", GOOD),
        ("blocked", BAD),
        ("does not run", BAD),
        ("no metrics", DOUBTFUL),
        ("rebuilding, 7 behind", DOUBTFUL),
    ],
)
def test_states_have_colours(state: str, colour: str) -> None:
    assert state_style(state) == colour


def test_the_other_tables() -> None:
    headlines, letters, sources, processes = (cells(table) for table in PANES)
    assert headlines[0][1:] == ["2.0s", "harbour-wire", "en", "new", "1", "Council keeps the night ferry 1"]
    assert letters[0][1:] == ["intake", "harbour-wire", "ValidationError", "body: Field required"]
    assert sources == [["1.5", "321", "12s", "harbour-wire"], ["0", "5", "–", "city-wire"]]
    assert processes[0] == ["cleaner", "localhost:8083", "12", "42%", "104M", "4", "3m", "0.1.0 0123456", "ready"]
    assert processes[1] == ["cleaner", "localhost:8084", "–", "–", "–", "–", "–", "0.1.0 0123456", "blocked"]
