from __future__ import annotations

import json

import pytest

from services.intake.formats.html.bylines import split_names
from tests.services.intake.formats.html.reading import STORY, fields


def bylines(shown: str, head: str = "", linked: object = None) -> object:
    if linked is not None:
        data = json.dumps({"@type": "NewsArticle", "author": linked, "publisher": {"name": "Evening Post"}})
        head += f'<script type="application/ld+json">{data}</script>'
    markup = f"<html><head>{head}</head><body><article><h1>Trams</h1>{shown}{STORY}</article></body></html>"
    return fields(markup).get("bylines")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee and Rui Costa", ["Ann Lee", "Rui Costa"]),
        ("Von Ann Lee, Rui Costa und Eva Sá, dpa", ["Ann Lee", "Rui Costa", "Eva Sá", "dpa"]),
        ("Ann Lee, professor of transport at the University of the North", ["Ann Lee"]),
        ("By Ann Lee, Porto", ["Ann Lee"]),
        ("ann.lee@post.example", []),
        ("ann-lee", []),
        ("https://post.example/ann", []),
        ("Ludwig van Beethoven; AFP", ["Ludwig van Beethoven", "AFP"]),
        ("李明", ["李明"]),
    ],
)
def test_a_line_is_split_into_people_and_agencies(line: str, names: list[str]) -> None:
    assert split_names(line) == names


def test_people_who_are_shown_go_before_a_site_that_is_stated() -> None:
    shown = "<div class=byline>By <a rel=author href=/a>Ann Lee</a></div>"
    assert bylines(shown, linked={"name": "Evening Post"}) == ["Ann Lee"]
    assert bylines(shown, linked={"name": "Newsdesk feed"}) == ["Ann Lee"]
    assert bylines(shown, linked=[{"name": "Rui Costa"}]) == ["Rui Costa"]
    assert bylines("", linked={"name": "Evening Post"}) == ["Evening Post"]


def test_several_elements_of_one_kind_are_several_authors() -> None:
    assert bylines("<div class=authors><span>Ann Lee</span> <span>Rui Costa</span></div>") == ["Ann Lee", "Rui Costa"]


def test_authors_of_pictures_and_of_other_stories_are_none() -> None:
    picture = "<figure><img src=a><span itemprop=author>Ann Lens</span></figure>"
    assert bylines(f"{picture}<div class=trending><a rel=author>Eva Sá</a></div>") is None


def test_an_address_in_the_metadata_gives_way_to_a_name() -> None:
    head = '<meta name="author" content="a.lee@post.example">'
    assert bylines("<h5 class=authorline>By Ann Lee, Porto</h5>", head) == ["Ann Lee"]
