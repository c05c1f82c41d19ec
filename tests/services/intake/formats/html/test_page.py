from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.formats.format import Fields, FormatError
from services.intake.formats.html.page import can_parse, parse, visible_prose

SEEDS = Path(__file__).parents[1] / "seeds" / "html"

PROSE = "The old iron bridge over the river will be taken down this summer and rebuilt within three years, they said."


def fields(data: bytes | str) -> Fields:
    (item,) = parse(data.encode() if isinstance(data, str) else data)
    return item.fields


def body(data: bytes | str) -> str:
    return str(fields(data)["body"])


def text(data: bytes | str) -> str:
    """The body without its regions, which are no text."""
    found = fields(data)
    whole, regions, place = str(found["body"]), found.get("regions", []), 0
    assert isinstance(regions, list)
    kept = []
    for region in regions:
        kept.append(whole[place : region["start"]])
        place = region["end"]
    return "\n\n".join(piece for part in [*kept, whole[place:]] if (piece := part.strip()))


def asides(data: bytes | str) -> list[tuple[str, str]]:
    """The roles of the regions, and their words."""
    found = fields(data)
    regions = found.get("regions", [])
    assert isinstance(regions, list)
    return [(region["role"], str(found["body"])[region["start"] : region["end"]]) for region in regions]


def page(inside: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>T</title>{head}</head><body>{inside}</body></html>"


def article(inside: str) -> str:
    return page(f"<main><p>First. {PROSE}</p>{inside}<p>Last. {PROSE}</p></main>")


@pytest.fixture(scope="module")
def news() -> Fields:
    return fields((SEEDS / "news.html").read_bytes())


def test_a_news_page_gives_what_it_states(news: Fields) -> None:
    assert news["title"] == "Bridge to be rebuilt by 2029"
    assert news["bylines"] == ["Ann Lee", "Rui Costa"]
    assert news["source"] == "The Porto Wire"
    assert news["url"] == "https://wire.example/news/bridge-rebuilt"
    assert news["language"] == "en-GB"
    assert news["published_at"] == datetime(2026, 3, 2, 7, 15, tzinfo=UTC)
    assert news["updated_at"] == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert news["media_type"] == "text/html"


def test_its_body_is_the_article_with_a_blank_line_between_paragraphs(news: Fields) -> None:
    paragraphs = text((SEEDS / "news.html").read_bytes()).split("\n\n")
    assert news["whole_paragraphs"] is True
    assert [paragraph[:12] for paragraph in paragraphs] == [
        "PORTO — The ",
        "“We will reb",
        "What it will",
        "The works be",
        "The bridge w",
        "It was close",
    ]
    assert paragraphs[1].endswith("90 million euros — a third of it from Lisbon.")


def test_captions_and_pull_quotes_are_regions() -> None:
    found = asides((SEEDS / "news.html").read_bytes())
    assert ("pull_quote", "“We will rebuild the bridge as our grandparents knew it”") in found
    assert ("caption", "The bridge in 1910.") in found
    assert ("credit", "Photo: City archive") in found


@pytest.mark.parametrize(
    "hidden",
    [
        f"<script>document.write('{PROSE} X')</script>",
        f"<!-- {PROSE} X -->",
        f"<p style='display: none'>{PROSE} X</p>",
        f"<p hidden>{PROSE} X</p>",
        f"<div aria-hidden=true><p>{PROSE} X</p></div>",
        f"<noscript><p>{PROSE} X</p></noscript>",
        f"<template><p>{PROSE} X</p></template>",
        "<style>p::after { content: 'X' }</style>",
        "<svg><text>X</text></svg>",
        "<button>X</button>",
    ],
)
def test_what_no_reader_sees_is_no_text(hidden: str) -> None:
    assert body(article(hidden)) == f"First. {PROSE}\n\nLast. {PROSE}"


@pytest.mark.parametrize(
    "beside",
    [
        "<nav><a href=/>Home</a></nav>",
        f"<div class='related-stories'><p>{PROSE} X</p></div>",
        f"<section id=comments><p>{PROSE} X</p></section>",
        f"<div class='newsletter-signup'><p>{PROSE} X</p></div>",
        f"<aside><p>{PROSE} X and more that stands nowhere else</p></aside>",
        "<ul><li><a href=1>X one</a></li><li><a href=2>X two</a></li></ul>",
        "<p class=byline>By X</p>",
        "<div class='share-tools'>X</div>",
        f"<footer><p>X {PROSE}</p></footer>",
    ],
)
def test_what_stands_beside_the_article_is_left_out(beside: str) -> None:
    assert text(article(beside)) == f"First. {PROSE}\n\nLast. {PROSE}"


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ("<h2>A heading</h2>", "A heading"),
        ("<p>Short.</p>", "Short."),
        ("<blockquote><p>A quotation.</p><footer>One</footer></blockquote>", "A quotation.\n\nOne"),
        ("<ul><li>One point</li><li>Another</li></ul>", "One point\n\nAnother"),
        ("<p>One<br>two<br><br>three</p>", "One\ntwo\n\nthree"),
        ("<p>sea&shy;side&nbsp;town &amp; &#8220;x&#8221;</p>", "sea\u00adside town & “x”"),
        ("<p>A <a href=/x>linked</a> word in a <em>sentence</em>.</p>", "A linked word in a sentence."),
        ("<pre>one\n  two</pre>", "one\ntwo"),
    ],
)
def test_what_is_the_article_is_kept(inside: str, kept: str) -> None:
    assert body(article(inside)) == f"First. {PROSE}\n\n{kept}\n\nLast. {PROSE}"


def test_a_page_whose_wrapper_has_a_misleading_name_is_read_all_the_same() -> None:
    for name in ("has-sidebar social-enabled", "content-sidebar-wrap", "category-politics tag-bridge", "popup"):
        assert PROSE in body(page(f"<div class='{name}'><p>{PROSE}</p><p>{PROSE * 9}</p></div>"))


def test_the_headline_is_the_title_and_no_text() -> None:
    found = fields(
        page(
            f"<h1>Bridge to be rebuilt</h1><p>{PROSE}</p>",
            "<meta property=og:title content='Bridge to be rebuilt – Wire'>",
        )
    )
    assert found["title"] == "Bridge to be rebuilt"
    assert found["body"] == PROSE


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Harbour shut - Evening Post", "Harbour shut"),
        ("Harbour shut after barge runs aground | Post", "Harbour shut after barge runs aground"),
        ("Harbour - shut", "Harbour"),
        ("Harbour", "Harbour"),
    ],
)
def test_the_site_is_no_part_of_the_title(title: str, expected: str) -> None:
    markup = page(f"<p>{PROSE}</p>").replace("<title>T<", f"<title>{title}<")
    assert fields(markup)["title"] == expected


def test_text_that_a_script_puts_in_is_taken_from_the_linked_data() -> None:
    found = fields((SEEDS / "scripts.xhtml").read_bytes())
    assert str(found["body"]).startswith("Le vieux pont de fer sera démoli")
    assert "JavaScript" not in str(found["body"])
    assert found["bylines"] == ["Luc Morel"]


@pytest.mark.parametrize(
    "data",
    [
        "[" * 100_000,
        '{"@type": "NewsArticle", "author": 7, "datePublished": [[]], "headline": {}}',
        "{",
        '{"@graph": 1}',
        "null",
    ],
)
def test_linked_data_of_any_kind_does_no_harm(data: str) -> None:
    assert body(page(f"<p>{PROSE}</p>", f"<script type='application/ld+json'>{data}</script>")) == PROSE


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("iso-8859-1", "cp1252"),
        ("windows-1251", "cp1251"),
        ("shift_jis", "cp932"),
        ("gb2312", "gb18030"),
        ("euc-kr", "cp949"),
        ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-8"),
        ("unheard-of", "utf-8"),
        ("idna", "utf-8"),
    ],
)
def test_a_page_is_read_in_its_encoding_even_where_it_names_another(declared: str, written: str) -> None:
    text = {"cp1251": "Старый мост", "cp932": "古い鉄橋", "gb18030": "旧铁桥", "cp949": "오래된 다리"}.get(
        written, "Zoë – “ça”"
    )
    assert text in body(page(f"<p>{text}, {PROSE}</p>", f"<meta charset={declared}>").encode(written))


def test_a_piece_of_html_is_an_articles_body_all_of_it() -> None:
    assert body("<p>One <b>two</b>.</p><p>Photo: three</p>") == "One two.\n\nPhoto: three"
    assert body("No tag at all,\nand two lines & one < two") == "No tag at all,\nand two lines & one < two"


def test_all_that_is_seen_of_a_mail_is_text() -> None:
    assert visible_prose("<table class=newsletter><tr><td>One<td><p hidden>x</p>Two</table>").body == "One\n\nTwo"


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<html><body><img></body></html>", b"<html><!--"])
def test_a_page_without_a_word_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match="neither a text nor a title"):
        list(parse(data))


def test_elements_that_are_nested_too_deep_are_refused_and_not_cut() -> None:
    assert body("<html>" + "<div>" * 1000 + PROSE) == PROSE
    with pytest.raises(FormatError, match="nested too deep"):
        list(parse(b"<html>" + b"<div>a" * 5000))


@pytest.mark.parametrize(
    "begin", ["<!DOCTYPE html>", "<html>", "\ufeff\n<!-- x --><HTML lang=de>", "<p>", "<?xml version='1.0'?><html>"]
)
def test_a_page_is_recognised(begin: str) -> None:
    assert can_parse(begin.encode())


@pytest.mark.parametrize(
    "begin", ["", "text", "<rss>", "<?xml version='1.0'?><nitf><body>", "{", "%PDF-1.7", "<pq>", "a <p>"]
)
def test_what_is_no_page_is_not(begin: str) -> None:
    assert not can_parse(begin.encode())


@given(st.text(max_size=400))
def test_regions_lie_in_the_body_in_order(text: str) -> None:
    markup = (
        f"<html><body><p>{PROSE}</p><figcaption>{text}</figcaption><p>{text}</p><aside class=pullquote>{PROSE}</aside>"
    )
    found = fields(markup)
    regions = found.get("regions", [])
    assert isinstance(regions, list)
    place = 0
    for region in regions:
        assert place <= region["start"] < region["end"] <= len(str(found["body"]))
        place = region["end"]


PARAGRAPHS = "".join(f"<p>{opening} {PROSE}</p>" for opening in ("First.", "Second.", "Third."))


def test_the_caption_of_the_picture_above_the_text_is_kept_apart() -> None:
    picture = "<figure><img src=a.jpg><figcaption>The bridge in May. Photo: Ann Lee</figcaption></figure>"
    story = f"<div class=entry-content>{PARAGRAPHS}</div>"
    markup = page(f"<article><h1>The old bridge comes down</h1><header>{picture}</header>{story}</article>")
    assert ("caption", "The bridge in May. Photo: Ann Lee") in asides(markup)
    assert "in May" not in text(markup)


def test_a_photograph_in_a_sentence_is_no_credit() -> None:
    assert "Do take a photograph. But look up." in text(article("<p>Do take a photograph. But look up.</p>"))


def test_a_paragraph_behind_the_inner_article_belongs_to_the_outer_one() -> None:
    inner = f"<div class=wrap><article><p>First. {PROSE}</p><p>Second. {PROSE}</p><p>Third. {PROSE}</p></article></div>"
    assert text(page(f"<article><h1>Bridge</h1>{inner}<p>A bell will be fitted.</p></article>")).endswith("be fitted.")


def test_the_text_of_subscribers_is_text_and_the_rules_of_comments_are_not() -> None:
    asked = "A vicar has asked her choir to leave their telephones at home after one rang in the last verse of a carol."
    story = f"<div id=subscription-content><p>{asked}</p></div>"
    comments = "".join(f"<div class=comment-item><p>{PROSE} {PROSE}</p></div>" for _ in range(5))
    comments = f"<section id=comments-wrap><p>Be kind.</p>{comments}</section>"
    markup = page(f"<main><h1>Vicar bans telephones from her choir</h1>{story}</main>{comments}")
    assert text(markup) == asked


def test_the_entries_of_a_live_blog_keep_their_headings() -> None:
    entries = "".join(
        f"<div class=post><h2>{head}</h2><div class=by>Ann Lee</div><div class=post-body>{PARAGRAPHS}</div></div>"
        for head in ("Bridge closed", "Power lost")
    )
    found = text(page(f"<main><h1>Storm</h1>{entries}</main>"))
    assert "Bridge closed" in found
    assert "Power lost" in found
