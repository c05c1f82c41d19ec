from __future__ import annotations

import pytest

from tests.services.intake.formats.html.reading import ANOTHER, HEADLINE, SENTENCES, STORY, asides, page, paragraphs


def article(inside: str, *, at_end: bool = False) -> str:
    """The story with something behind its first paragraph, or its last."""
    story = STORY + inside if at_end else STORY.replace("</p>", f"</p>{inside}", 1)
    return page(f"<article><h1>{HEADLINE}</h1>{story}</article>")


def with_second(*lines: str) -> list[str]:
    return [SENTENCES[0], *lines, *SENTENCES[1:]]


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<h2 id=toc_3>Who pays</h2>", ["Who pays"]),
        ("<h3 class=time>14.20: The vote</h3>", ["14.20: The vote"]),
        ("<p>He has driven for years <a href=/x>the very first tram of the day from the old depot</a>.</p>", None),
        (
            "<p>Is it late?</p><p>“No.”</p><p>Is it full?</p><p>“No.”</p>",
            ["Is it late?", "“No.”", "Is it full?", "“No.”"],
        ),
        (
            "<table><tr><th>Stop</th><th>Fare</th></tr><tr><td>Dock</td><td>2.40</td></tr></table>",
            ["Stop Fare", "Dock 2.40"],
        ),
        ("<div>1. Read <a href=/x>the whole list of stops and times</a></div><div>2. Go.</div>", None),
        ("<p>Stops: <a href=1>Dock</a>, <a href=2>Mill</a>, <a href=3>Park</a></p>", ["Stops: Dock, Mill, Park"]),
        ("<p>She called it <q>a good day</q> for all.</p>", ["She called it “a good day” for all."]),
        ("<p>She called it <q>“a good day”</q> for all.</p>", ["She called it “a good day” for all."]),
        ("<p>A <a href=/x>link<span class=vh> (opens in new tab)</span></a> here.</p>", ["A link here."]),
        ("<p>The city printed <a href=/x>the whole report on the new line and its stops.</a></p>", None),
        ("<p><a href=/x>A study by the college of transport from March</a> agrees.</p>", None),
        ("<p>“<a href=/x>The trams are full when the schools are closed</a>,” she said.</p>", None),
        ("<ul><li>Read here <a href=/x>the whole list of the stops and times</a></li></ul>", None),
        ("<section id=comments-and-fears><h2>Comments and fears</h2><p>It was late.</p></section>", None),
        ("<h2><span id=related class=headline>Who pays</span></h2>", ["Who pays"]),
        ("<h3 class=when><time>11h04</time> The council votes</h3>", ["11h04 The council votes"]),
        ("<p class=timestamp>11.04 Uhr: The council votes</p>", ["11.04 Uhr: The council votes"]),
        ("<figure><table><tr><td>Dock</td><td>2.40</td></tr></table></figure>", ["Dock 2.40"]),
        (
            "<figure><blockquote class=twitter-tweet><p>The tram stays. Thank you.</p></blockquote></figure>",
            ["The tram stays. Thank you."],
        ),
        ("<h1>What the drivers want</h1>", ["What the drivers want"]),
    ],
)
def test_what_belongs_to_the_text_is_kept(inside: str, kept: list[str] | None) -> None:
    found = paragraphs(article(inside))
    assert found == with_second(*kept) if kept else len(found) > len(SENTENCES)


@pytest.mark.parametrize(
    ("inside", "role"),
    [
        ("<div class=photo><span class=newsCaption>A tram at night</span></div>", "caption"),
        ("<div class=ImageCaption_root__x1>A tram at night</div>", "caption"),
        ("<figure><img src=a><div>A tram at night</div></figure>", "caption"),
        ("<div class=pic><img src=a><div>A tram at night</div></div>", "caption"),
        ("<p>A tram at night © Ann Lee</p>", "caption"),
        ("<figure><img src=a><span class=image-copyright>A tram at night</span></figure>", "credit"),
        ("<blockquote class=pullquote>nine old carriages were sold to a museum</blockquote>", "boilerplate"),
        ("<blockquote class=pullquote>“new carriages were ordered”</blockquote>", "pull_quote"),
        ("<p class=textauthor>von Ann Lee, Stadtfunk</p>", "boilerplate"),
        ("<p>Von Ann Lee</p>", "boilerplate"),
        ("<ul><li><time>Published: 10:04, 2 Mar 2026</time></li></ul>", "boilerplate"),
        ("<div><span>21:00</span><span>Ann Lee</span></div>", "boilerplate"),
        ("<p>Recommended editorial content</p>", "boilerplate"),
        ("<p>We need your consent to show external content here.</p>", "boilerplate"),
        (
            f"<div class='PromoBig'><div><a href=/x>Choir sings in the market</a></div><div>{ANOTHER}</div></div>",
            "boilerplate",
        ),
        (f"<div class=card><a href=/x>Choir sings in the market</a><p>{ANOTHER}</p></div>", "boilerplate"),
        ("<ul class=tags><li><a href=/t>Trams</a></li></ul>", "boilerplate"),
        ("<p>Tags: <a href=/t>trams</a>, <a href=/u>city</a></p>", "boilerplate"),
        ("<p>Vor 3 Stunden aktualisiert</p>", "boilerplate"),
        ("<p>Il y a 3 heures</p>", "boilerplate"),
        ("<p>First published on Mon 2 Mar 2026 22.04 GMT</p>", "boilerplate"),
        ("<p>5 min read</p>", "boilerplate"),
        ("<div><h4>The Tram Letter</h4><p>The best of the line, straight to your inbox.</p></div>", "boilerplate"),
        ("<blockquote><p>“Six new carriages were ordered”</p><cite>Ann Lee</cite></blockquote>", "boilerplate"),
        ("<div class=x>„six new carriages were ordered“<span>Ann Lee</span></div>", "boilerplate"),
        ("<p><img src=a><br>A tram at night in the rain.</p>", "caption"),
        ("<p>A tram at night. Photograph by Ann Lee</p>", "caption"),
    ],
)
def test_what_stands_in_the_text_is_told_apart(inside: str, role: str) -> None:
    assert paragraphs(article(inside)) == list(SENTENCES)
    assert asides(article(inside))[0][0] == role


@pytest.mark.parametrize(
    "inside",
    [
        f"<div class=authorprofile><h2>About</h2><p>{ANOTHER}</p></div>",
        f"<div class=InlineDonationBox><p>{ANOTHER}</p></div>",
        "<p>You have read it all: 60 % of this article remains for subscribers.</p>",
        "<div><h2>Read more</h2><ul><li><a href=/x>Choir sings in the market</a></li></ul></div>",
    ],
)
def test_what_stands_below_the_text_is_told_apart(inside: str) -> None:
    assert paragraphs(article(inside, at_end=True)) == list(SENTENCES)


def test_a_list_at_the_end_is_text() -> None:
    found = paragraphs(article("<h2>Stops</h2><ul><li>Dock (zone A)</li><li>Mill (zone B)</li></ul>", at_end=True))
    assert found[-3:] == ["Stops", "Dock (zone A)", "Mill (zone B)"]


def test_headings_that_are_links_are_text_where_paragraphs_follow_them() -> None:
    found = paragraphs(article("<h3><a href=/x>The first line</a></h3>"))
    assert "The first line" in found


def test_a_dateline_in_an_element_of_its_own_is_one() -> None:
    markup = page(f"<article><h1>{HEADLINE}</h1><span class=dateline>PILSEN, March 2 — </span>{STORY}</article>")
    assert paragraphs(markup) == list(SENTENCES)
    assert asides(markup) == [("dateline", "PILSEN, March 2 —")]


def test_a_box_about_the_author_is_no_text() -> None:
    box = f"<div class=x><h4>Zur Autorin</h4><p>{ANOTHER}</p></div>"
    assert paragraphs(article(box, at_end=True)) == list(SENTENCES)


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<ul><li>Tea<ul><li>black</li><li>green</li></ul></li><li>Milk</li></ul>", ["Tea", "black", "green", "Milk"]),
        (
            "<div class=list-box><h2>Hours</h2><ul><li>Dock: ten to six</li><li>Mill: shut</li></ul></div>",
            ["Hours", "Dock: ten to six", "Mill: shut"],
        ),
        ("<p>Results:</p><div class=r><div>Dock 3, Mill 1</div><div>Park 0, Hill 0</div></div>", None),
    ],
)
def test_lists_in_boxes_and_in_lists_are_text_at_the_end(inside: str, kept: list[str] | None) -> None:
    expected = kept or ["Results:", "Dock 3, Mill 1", "Park 0, Hill 0"]
    assert paragraphs(article(inside, at_end=True)) == [*SENTENCES, *expected]
