from __future__ import annotations

import pytest

from tests.services.intake.formats.html.reading import STORY, fields


def title(h1: str, *, tab: str = "", stated: str = "", site: str = "") -> object:
    head = f"<title>{tab}</title>" if tab else ""
    head += f'<meta property="og:title" content="{stated}">' if stated else ""
    head += f'<meta property="og:site_name" content="{site}">' if site else ""
    return fields(f"<html><head>{head}</head><body><main>{h1}{STORY}</main></body></html>").get("title")


@pytest.mark.parametrize(
    ("h1", "stated", "expected"),
    [
        (
            "<h1><span class=kicker>City</span> <span>More trams for the north</span></h1>",
            "",
            "More trams for the north",
        ),
        (
            "<h1><span class=topline>City</span><span>More trams now</span></h1>",
            "City: More trams now",
            "City: More trams now",
        ),
        ("<h1>City<br>More trams for the north</h1>", "More trams for the north", "More trams for the north"),
        ("<h1>Trams – More for the north</h1>", "Trams: more for the north", "Trams – More for the north"),
        (
            "<h1>Why everybody will ride the tram soon</h1>",
            "Tram fares, stops and times",
            "Why everybody will ride the tram soon",
        ),
        ("<h1>Evening Post</h1>", "More trams for the north", "More trams for the north"),
    ],
)
def test_the_title_is_the_headline_that_readers_see(h1: str, stated: str, expected: str) -> None:
    assert title(h1, tab=stated, stated=stated, site="Evening Post") == expected


@pytest.mark.parametrize(
    "tab",
    [
        "More trams | Evening Post",
        "Evening Post - More trams",
        "More trams – Evening Post",
        "More trams | post.example",
    ],
)
def test_the_name_of_the_site_is_no_part_of_it(tab: str) -> None:
    assert title("", tab=tab, site="Evening Post") == "More trams"
