from __future__ import annotations

from datetime import datetime

import pytest

from tests.services.intake.formats.html.reading import STORY, fields


def published(shown: str, head: str = "") -> object:
    return fields(f"<html><head>{head}</head><body><article><h1>Trams</h1>{shown}{STORY}</article></body></html>").get(
        "published_at"
    )


@pytest.mark.parametrize(
    ("shown", "head"),
    [
        ("", '<meta property="article:published:time" content="2026-03-02T08:15:00+01:00">'),
        ("", '<meta name="date:published_time" content="2026-03-02T07:15:00Z">'),
        ("<time datetime='2026-03-02T07:15:00Z'>today</time>", ""),
        ("<li class=date data-utc-time=1772435700>Monday</li>", ""),
        ("<time itemprop=dateModified datetime='2026-03-05T10:00:00+01:00'>02/03/2026 08:15</time>", None),
        ("<p class=published>Published on 2 March 2026, 07:15</p>", ""),
        ("", '<meta name="article_publication_date" content="2026-03-02T07:15:00Z">'),
        ("", '<meta name="bt:pubDate" content="2026-03-02T07:15:00Z">'),
        ("", '<meta name="displaydate" content="2026-03-02T07:15:00Z">'),
        (
            "",
            '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2026-03-02T07:15:00Z"}</script>',
        ),
        ("<relative-time datetime='2026-03-02T07:15:00Z'>today</relative-time>", ""),
        ("<span data-published-at=1772435700>Monday</span>", ""),
        ("<abbr class=published title='2026-03-02T07:15:00Z'>7.15</abbr>", ""),
        ("<time>March 2nd, 2026 2:15 am EST</time>", ""),
        ("<span class=fecha>2 de marzo de 2026 - 07:15</span>", ""),
        ("<span class=date>2026年3月2日 07:15</span>", ""),
        ("<div>Published: 2 Mar 2026 07:15 GMT</div>", ""),
        ("<p class=date>Updated: 5 Mar 2026 10:00 GMT | Published: 2 Mar 2026 07:15 GMT</p>", ""),
        ("<p class=art-meta>By: ANN LEE<br>Evening Post / 08:15 AM March 2, 2026 WAT</p>", ""),
        ("<p>Published: 2 March 2026, 08:15 CET<br>Last updated: 4 March 2026, 08:00 CET</p>", ""),
        ("<span class=published>March 2, 2026, 2:15 a.m. EST</span>", ""),
        ("<h2 class=date-header>2 March 2026</h2><abbr class=published title='2026-03-02T07:15:00Z'>7.15</abbr>", ""),
        ("", '<script type="application/json">{"article": {"publishedAt": "2026-03-02T08:15:00+01:00"}}</script>'),
        ("<p>Publicado el 2 de marzo de 2026 a las 07:15 (actualizado el 5 de marzo de 2026)</p>", ""),
        (
            "<i class=updated><time datetime='2026-03-05T07:15Z'>5/3</time></i>"
            "<time datetime='2026-03-02T07:15Z'>2/3</time>",
            "",
        ),
    ],
)
def test_the_moment_of_publication_is_found(shown: str, head: str | None) -> None:
    if head is None:  # 2 March or 3 February: nobody knows
        assert published(shown) == datetime.fromisoformat("2026-03-05T10:00:00+01:00")
        return
    assert published(shown, head) == datetime.fromisoformat("2026-03-02T07:15:00+00:00")


def test_the_day_that_a_changed_articles_element_shows_is_that_of_publication() -> None:
    shown = (
        "<time itemprop=dateModified datetime='2026-03-25T10:00:00+01:00'>22/03/2026 08:15 | Updated 25/03/2026</time>"
    )
    assert published(shown) == datetime.fromisoformat("2026-03-22T08:15:00+01:00")


def test_a_zone_is_taken_from_a_statement_of_the_same_time() -> None:
    linked = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-03-02 08:15:00.0"}</script>'
    )
    zoned = '<meta name="date" content="2026-03-02T08:15:00+01:00">'
    assert published("", linked + zoned) == datetime.fromisoformat("2026-03-02T08:15:00+01:00")
    other = '<meta name="date" content="2026-03-02T09:20:00+01:00">'
    assert published("", linked + other) == datetime.fromisoformat("2026-03-02T08:15:00+00:00")


def test_nonsense_is_no_date() -> None:
    assert published("<time>soon</time>", '<meta name="date" content="0000-00-00">') is None


def test_a_zone_is_taken_from_the_time_that_the_page_shows() -> None:
    stated = '<meta name="date" content="2026-03-02 08:15:00">'
    shown = "<time datetime='2026-03-02T08:15:00+01:00'>Monday</time>"
    assert published(shown, stated) == datetime.fromisoformat("2026-03-02T08:15:00+01:00")


def test_a_day_that_is_stated_stays_a_day() -> None:
    assert published(
        "<time datetime='2026-03-02T08:15:00+01:00'>x</time>", '<meta name="date" content="2026-03-02">'
    ) == (datetime.fromisoformat("2026-03-02T00:00:00+00:00"))
