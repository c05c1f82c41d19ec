from __future__ import annotations

import pytest

from tests.services.intake.formats.html.reading import ANOTHER, HEADLINE, SENTENCES, STORY, asides, page, paragraphs

WHOLE = list(SENTENCES)


@pytest.mark.parametrize(
    "around",
    [
        "<div class='off-canvas-advertisement-pusher'>{}</div>",
        "<div class='post comments-open'>{}</div>",
        "<aside class=main-column>{}</aside>",
        "<div class='newsletter-page'>{}</div>",
        "<div hidden id=late>{}</div>",
        "<div style='visibility:hidden' id=content>{}</div>",
        "<div class=popup><div class=cookies>{}</div></div>",
        "<footer>{}</footer>",
    ],
)
def test_an_article_is_found_whatever_its_elements_are_named(around: str) -> None:
    assert paragraphs(page(around.format(f"<h1>{HEADLINE}</h1>{STORY}"))) == WHOLE
    assert paragraphs(page(around.format(STORY))) == WHOLE


@pytest.mark.parametrize(
    "rival", ["<div class=sidebar>{}</div>", "<section id=comments>{}</section>", "<aside>{}</aside>"]
)
def test_such_names_count_where_there_is_another(rival: str) -> None:
    markup = page(f"<article><h1>{HEADLINE}</h1><p>{SENTENCES[0]}</p></article>{rival.format(f'<p>{ANOTHER}</p>' * 4)}")
    assert paragraphs(markup) == WHOLE[:1]


def test_an_article_that_holds_the_headline_goes_before_another_of_the_same_length() -> None:
    other = f"<div class=service>{f'<p>{ANOTHER}</p>' * 5}</div>"
    assert paragraphs(page(f"<div class=rel><h1>{HEADLINE}</h1>{STORY}</div>{other}")) == WHOLE


def test_a_second_article_below_is_left_out() -> None:
    second = f"<article><h2>Choir sings</h2><p>{ANOTHER}</p><p>{ANOTHER}!</p></article>"
    assert paragraphs(page(f"<main><article><h1>{HEADLINE}</h1>{STORY}</article><div>{second}</div></main>")) == WHOLE


def test_an_article_in_several_blocks_is_one() -> None:
    first, rest = (
        f"<div class=part>{STORY[: STORY.index('A day')]}A day.</p></div>",
        f"<div class=part><p>{SENTENCES[4]}</p></div>",
    )
    found = paragraphs(page(f"<div><h1>{HEADLINE}</h1>{first}{rest}</div>"))
    assert found[-1] == SENTENCES[4]


def test_a_summary_in_a_box_of_its_own_is_text() -> None:
    markup = page(f"<div><h1>{HEADLINE}</h1><div class=lead>{ANOTHER}</div><div class=article-body>{STORY}</div></div>")
    assert paragraphs(markup) == [ANOTHER, *WHOLE]


def test_hidden_paragraphs_of_a_text_that_the_page_states_are_text() -> None:
    body = " ".join(SENTENCES)
    stated = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    first, rest = STORY.split("</p>", 1)
    markup = page(f"<article><h1>{HEADLINE}</h1>{first}</p><div hidden>{rest}</div></article>", stated)
    assert paragraphs(markup) == WHOLE


def test_an_article_of_short_lines_and_one_long_one_is_whole() -> None:
    points = "<ul><li>They are quick</li><li>They are quiet</li></ul>"
    inside = f"<p>Why trams?</p>{points}<div><p>{SENTENCES[0]}</p></div><p>More in May.</p>"
    found = paragraphs(page(f"<article><h1>{HEADLINE}</h1><div>{inside}</div></article>"))
    assert found == ["Why trams?", "They are quick", "They are quiet", SENTENCES[0], "More in May."]


def test_a_short_article_among_many_links_is_found() -> None:
    links = "".join(f"<p><a href=/{number}>{ANOTHER}</a></p>" for number in range(9))
    below = f"<footer><p>{ANOTHER} {ANOTHER}</p></footer>"
    found = paragraphs(
        page(f"<main><h1>{HEADLINE}</h1><div><p>{SENTENCES[0]}</p></div><div>{links}</div></main>{below}")
    )
    assert found == WHOLE[:1]


def test_what_is_left_out_within_the_article_is_an_aside() -> None:
    box = f"<div class='c-inlineSignup'><p>{ANOTHER}</p></div>"
    markup = page(f"<article><h1>{HEADLINE}</h1>{STORY.replace('</p>', '</p>' + box, 1)}</article>")
    assert paragraphs(markup) == WHOLE
    assert ("boilerplate", ANOTHER) in asides(markup)
