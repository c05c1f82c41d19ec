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
        ("Ann Lee/dpa", ["Ann Lee", "dpa"]),
        ("Ann Lee (AFP)", ["Ann Lee", "AFP"]),
        ("Ann Lee y Rui Costa / EFE", ["Ann Lee", "Rui Costa", "EFE"]),
        *((f"Ann Lee {word} AFP", ["Ann Lee", "AFP"]) for word in ("avec", "mit", "con", "with")),
        ("Ann Lee – Professorin für Verkehr an der Universität des Nordens", ["Ann Lee"]),
        ("Ann Lee (Korrespondentin in Oslo)", ["Ann Lee"]),
        ("Ann Lee for Evening Post", ["Ann Lee"]),
        ("Transport reporter Ann Lee", ["Ann Lee"]),
        ("Ann Lee, University of Porto", ["Ann Lee"]),
        ("By ANN LEE and RUI COSTA in Porto", ["ANN LEE", "RUI COSTA"]),
        ("Reporting by Ann Lee; Editing by Rui Costa", ["Ann Lee"]),
        ("Text: Ann Lee, Fotos: Rui Costa", ["Ann Lee"]),
        ("Ann Lee, Evening Gazette", ["Ann Lee"]),
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


@pytest.mark.parametrize(
    "shown",
    [
        "<p>By Ann Lee</p>",
        "<address>Von <a href=/autor/lee>Ann Lee</a></address>",
        "<div><a href=/author/ann-lee/>Ann Lee</a> | <span>3 March 2026</span></div>",
        "<div data-testid=byline>By Ann Lee</div>",
        "<span class=signature>Par Ann Lee</span>",
    ],
)
def test_a_byline_is_found_by_its_words_its_link_and_its_names(shown: str) -> None:
    assert bylines(shown) == ["Ann Lee"]


def test_the_author_behind_the_headline_goes_before_those_of_other_stories() -> None:
    other = "<div><a class=author href=/a/1>Rui Costa</a></div>"
    own = f"<article><h1>Trams</h1><a class=author href=/a/2>Ann Lee</a>{STORY}</article>"
    assert fields(f"<html><body>{other}{own}</body></html>")["bylines"] == ["Ann Lee"]


@pytest.mark.parametrize(
    "author",
    [
        {"givenName": "Ann", "familyName": "Lee"},
        {"name": {"@type": "Person", "name": "Ann Lee"}},
        {"@list": [{"name": "Ann Lee"}]},
        [{"@id": "#lee"}],
    ],
)
def test_people_are_named_in_many_ways_in_linked_data(author: object) -> None:
    person = '<script type="application/ld+json">{"@type": "Person", "@id": "#lee", "name": "Ann Lee"}</script>'
    assert bylines("", person, author) == ["Ann Lee"]


def test_several_names_of_one_author_are_several_authors() -> None:
    assert bylines("", linked={"name": ["Ann Lee", "Rui Costa"]}) == ["Ann Lee", "Rui Costa"]


def test_a_signature_below_the_text_is_the_articles() -> None:
    footer = (
        "<footer class=entry-footer><span class=byline><a class='url fn n' href=/author/a>Ann Lee</a></span></footer>"
    )
    site = "<footer>By <a>Rui Costa</a></footer>"
    markup = f"<html><body><article><h1>Trams</h1>{STORY}{footer}</article>{site}</body></html>"
    assert fields(markup).get("bylines") == ["Ann Lee"]


def test_the_first_paragraph_may_be_the_byline() -> None:
    signed = "<p><strong>By Ann Lee, Porto</strong></p>"
    markup = f"<html><body><div><h1>Trams</h1></div><div>{signed}{STORY}</div></body></html>"
    assert fields(markup).get("bylines") == ["Ann Lee"]


def test_whoever_signs_the_next_story_signs_not_this_one() -> None:
    other = "<article><h1>Ferries</h1><div class=byline>By <a rel=author>Ann Lee</a></div></article>"
    assert fields(f"<html><body><article><h1>Trams</h1>{STORY}</article>{other}</body></html>").get("bylines") is None


def test_of_several_described_articles_the_one_at_the_pages_address_counts() -> None:
    described = [
        {"@type": "NewsArticle", "url": f"https://post.example/{slug}", "author": {"name": name}}
        for slug, name in (("ferries", "Rui Costa"), ("trams", "Ann Lee"))
    ]
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in described)
    head = f'<link rel=canonical href="https://post.example/trams">{scripts}'
    assert bylines("", head=head) == ["Ann Lee"]
