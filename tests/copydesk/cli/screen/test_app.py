from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.pilot import Pilot

from copydesk.cli.screen.app import HELP, Page, Report, TopApp
from copydesk.cli.screen.live_table import LiveTable
from copydesk.operator.top.messages import article_picture
from copydesk.operator.top.picture import Origin, Picture
from tests.copydesk.cli.screen.pictures import NAMES, PICTURE, article, service
from tests.copydesk.operator.top.records import HOSTILE, buried, everything_hostile, letter

NARROW, ROOMY = (80, 24), (160, 50)


class Driven:
    """The view under test: what it shows, and what is given to it."""

    def __init__(self, app: TopApp, pilot: Pilot[None], report: Report) -> None:
        self.app = app
        self.pilot = pilot
        self.report = report
        self.asked = 0

    async def give(self, picture: Picture) -> None:
        self.report(picture)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def lines(self) -> list[str]:
        """What the terminal shows, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    def shown(self) -> str:
        return "\n".join(self.lines())

    def table(self, name: str) -> LiveTable:
        return self.app.screen_stack[0].query_one(f"#{name}", LiveTable)


@asynccontextmanager
async def opened(size: tuple[int, int] = NARROW, picture: Picture | None = PICTURE) -> AsyncIterator[Driven]:
    reports: list[Report] = []

    def ask_now() -> None:
        driven.asked += 1

    app = TopApp(reports.append, ask_now)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        driven = Driven(app, pilot, reports[0])
        if picture is not None:
            await driven.give(picture)
        yield driven


async def test_a_small_terminal_shows_the_whole_pipeline_without_scrolling() -> None:
    async with opened() as driven:
        lines = driven.lines()
    assert len(lines) == 24
    assert lines[0].startswith("copydesk top ")
    assert lines[1:3] == ["metrics ● copydesk up (process 7)", "broker  ● localhost:9092"]
    assert lines[3].split() == ["SERVICE", "PROC", "OUT/S", "LAG", "OLDEST", "P50", "P99", "DEAD", "STATE"]
    assert [line.split()[0] for line in lines[4:11]] == list(NAMES)
    assert lines[7].split() == ["cleaner", "2/2", "12", "1,234", "4.2s", "250ms", "90s", "2", "ready"]
    assert lines[11].startswith(" 1 Headlines (2)  2 Dead letters (1)  3 Sources (2)  4 Processes (2)")
    assert lines[12].split() == ["TIME", "TOOK", "SOURCE", "QUOTES", "HEADLINE"]
    assert lines[13].endswith("Council keeps the night ferry 1")
    assert "? Help" in lines[23]


async def test_a_large_terminal_shows_everything_and_another_size_lays_out_anew() -> None:
    everything = (
        "IN/S",
        "TREND",
        "ENDED AS",
        "ok 4,321",
        "Council keeps",
        "ValidationError",
        "city-wire",
        "localhost:8084",
    )
    async with opened(ROOMY) as driven:
        assert [found for found in everything if found not in driven.shown()] == []
        await driven.pilot.resize_terminal(*NARROW)
        await driven.pilot.pause()
        assert [found for found in everything if found in driven.shown()] == ["Council keeps"]


async def test_before_the_first_answer_it_says_that_it_asks() -> None:
    async with opened(picture=None) as driven:
        assert driven.lines()[0] == "copydesk top   asking …"
        await driven.press("enter", "p", "r", "2", "r")
        assert driven.asked == 2
        assert driven.lines()[0] == "copydesk top   asking …"


async def test_keys_choose_what_stands_below_and_enter_opens_it() -> None:
    below = {"1": "Council keeps", "2": "body: Field required", "3": "city-wire", "4": "localhost:8084"}
    opens = {"1": "“They were not shy.”", "2": "The original begins", "3": "Of the last articles (2)", "4": "of a core"}
    async with opened() as driven:
        for key, found in below.items():
            await driven.press(key)
            assert found in "\n".join(driven.lines()[12:23])
            await driven.press("enter")
            assert isinstance(driven.app.screen, Page)
            assert opens[key] in driven.shown()
            await driven.press("escape")
            assert not isinstance(driven.app.screen, Page)


async def test_an_open_service_follows_and_keeps_what_has_gone() -> None:
    async with opened() as driven:
        await driven.press("2", "s", "down", "down", "down", "enter")
        assert "articles.raw/0" in driven.shown()
        assert "Processes (2)" in driven.shown()
        await driven.give(replace(PICTURE, services=tuple(replace(each, lag=77) for each in PICTURE.services)))
        assert "77 wait" in driven.shown()
        await driven.give(replace(PICTURE, services=()))
        assert "77 wait" in driven.shown()


async def test_the_help_fits_a_small_terminal() -> None:
    async with opened() as driven:
        await driven.press("question_mark")
        assert "hold the picture" in driven.shown()
        page = driven.app.screen.query_one("#page")
        assert page.size.height == len(HELP.splitlines()), "no line of it is broken"
        await driven.press("q")
        assert not isinstance(driven.app.screen, Page), "in a page q goes back"


async def test_a_held_picture_stays_until_it_is_let_go() -> None:
    async with opened() as driven:
        await driven.press("p")
        assert "HELD" in driven.lines()[0]
        await driven.give(replace(PICTURE, articles=(article(9),)))
        assert "ferry 9" not in driven.shown()
        await driven.press("p")
        await driven.give(replace(PICTURE, articles=(article(9),), dead_letters=()))
        assert "ferry 9" in driven.shown()
        await driven.press("2")
        assert "no dead letters" in driven.lines()[11], "an empty pane says why"


async def test_rows_change_under_the_cursor_without_moving_it() -> None:
    async with opened() as driven:
        await driven.press("down", "down")
        five, four, three = (article(number) for number in (5, 4, 3))
        services = tuple(replace(service(name), lag=42) for name in NAMES)
        await driven.give(replace(PICTURE, services=services, articles=(five, four, three)))
        assert driven.lines()[7].split()[3] == "42"
        assert driven.table("services").cursor_row == 2
        await driven.press("1", "down")
        await driven.give(replace(PICTURE, articles=(article(7), article(6), five, four, three)))
        assert driven.table("headlines").cursor_row == 3, "on article 4"
        await driven.press("home")
        await driven.give(replace(PICTURE, articles=(article(8), article(7), five)))
        assert driven.table("headlines").cursor_row == 0, "at the top it stays with the newest"


async def test_a_long_problem_takes_one_line() -> None:
    away = replace(PICTURE, metrics=Origin("metrics", "found none " * 20))
    async with opened(picture=away) as driven:
        assert driven.lines()[1].startswith("metrics ○ metrics: found none")
        assert driven.lines()[2].startswith("broker")


async def test_any_terminal_will_do_and_what_comes_too_late_is_dropped() -> None:
    async with opened((20, 5)) as driven:
        await driven.press("2", "enter", "escape", "question_mark", "escape")
        assert len(driven.lines()) == 5
    driven.report(PICTURE)


def steering(text: str) -> set[str]:
    return {character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")} - {"\n"}


async def test_nothing_hostile_reaches_the_terminal() -> None:
    text = " ".join(each[:60] for each in HOSTILE)
    assert len(steering(text)) > 15
    buried_one = letter(buried(text))
    picture = replace(
        PICTURE, articles=(article_picture("r/0/0", everything_hostile(text), 0),), dead_letters=(buried_one,)
    )
    async with opened(ROOMY, picture) as driven:
        assert "title of the window" in driven.shown()
        assert not steering(driven.shown())
        for pane in ("1", "2"):
            await driven.press(pane, "enter")
            assert "[bold red]markup[/bold red]" in driven.shown()
            assert not steering(driven.shown())
            await driven.press("escape")
