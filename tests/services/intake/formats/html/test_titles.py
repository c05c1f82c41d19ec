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


def test_the_name_of_a_blog_is_not_the_title_of_its_article() -> None:
    heads = "<h1><a href='/'>Dene News</a></h1><h3 class='post-title entry-title'>More trams for the north</h3>"
    assert title(heads, tab="Dene News: More trams for the north") == "More trams for the north"


def test_a_headline_that_says_so_goes_before_the_words_of_the_tab() -> None:
    heads = "<h1 itemprop=headline>Last tram leaves the old depot</h1>"
    markup = f"<html><head><title>Peat ship sails on after all</title></head><body>{heads}{STORY}</body></html>"
    assert fields(markup).get("title") == "Last tram leaves the old depot"


def test_the_blank_before_a_french_colon_is_kept() -> None:
    assert (
        title("<h1>« Non » : la mairie refuse</h1>", stated="« Non » : la mairie refuse")
        == "« Non » : la mairie refuse"
    )
