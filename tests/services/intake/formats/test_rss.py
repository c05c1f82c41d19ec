from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas.article import RawArticle
from services.intake.formats.format import FormatError, Refused
from services.intake.formats.rss import FORMAT
from tests.services.intake.formats.reading import article, articles, read, refusal, regions, seed


def feed(item: str, channel: str = "") -> str:
    return f'<rss version="2.0"><channel>{channel}<item>{item}</item></channel></rss>'


def test_an_item_with_everything() -> None:
    found = read(FORMAT, seed("rss/full.xml"))[0]
    assert isinstance(found, RawArticle)
    assert (found.uri, found.url) == ("courier-4711", "https://courier.example/ferry-back")
    assert (found.title, found.source) == ("Ferry “Lantern” back in service & full", "The Brell & Oster Courier")
    assert (found.bylines, found.language) == (("Mira Toll", "Jonas Ebbe"), "en-gb")
    assert found.published_at == datetime(2027, 1, 4, 5, 30, tzinfo=UTC)
    assert found.updated_at == datetime(2027, 1, 4, 8, tzinfo=UTC)
    assert (found.pub_status, found.embargoed_until, found.media_type) == ("usable", None, "application/rss+xml")
    assert found.body.startswith("The ferry Lantern sailed on Monday, the first time since the ice\xa0came.\n\n")
    assert "track" not in found.body
    assert "Tickets cost 12\xa0crowns. Children ride free." in found.body
    assert regions(found) == [
        ("caption", "The Lantern at the quay."),
        ("credit", "Photo: Ine Dahl"),
        ("boilerplate", "The post Ferry back appeared first on The Courier."),
        ("caption", "Passengers wait in the snow."),
        ("credit", "Ola Rem"),
    ]


def test_a_guid_that_is_a_permalink_is_the_url_too_and_a_broken_date_is_dropped() -> None:
    found = read(FORMAT, seed("rss/full.xml"))[1]
    assert isinstance(found, RawArticle)
    assert found.url == found.uri == "https://courier.example/council"
    assert (found.bylines, found.published_at) == (("Sanna Vik",), None)
    assert found.body == "Profits at AT&T rose 5 % – again."
    assert found.embargoed_until == datetime(2027, 1, 5, 5, tzinfo=UTC)


def test_an_embargo_that_cannot_be_read_refuses_its_item_alone() -> None:
    found = read(FORMAT, seed("rss/full.xml"))
    refused = found[2]
    assert len(found) == 3
    assert isinstance(refused, Refused)
    assert str(refused.error) == "item 3 (line 37), embargoDate: 'next Tuesday, perhaps' is no date"
    assert refused.value.startswith(b"<item>") and refused.value.endswith(b"</item>")
    assert refused.value in seed("rss/full.xml")


def test_a_feed_that_is_not_well_formed_loses_only_its_broken_items() -> None:
    first, second, third, fourth = read(FORMAT, seed("rss/broken.xml"))
    assert isinstance(first, RawArticle)
    assert (first.title, first.body, first.url) == (
        "Fish & ships",
        "Salt & vinegar.",
        "https://oster.example/a?x=1&y=2",
    )
    assert isinstance(second, Refused)
    assert str(second.error) == "item 2, line 5: mismatched tag"
    assert second.value == b"<item><title>Torn <b>open</title><description>This one is lost.</description></item>"
    assert isinstance(third, RawArticle)
    assert (third.uri, third.bylines, third.source, third.language) == ("o-3", ("Bo Rask",), "Oster Wire", "sv")
    assert isinstance(fourth, Refused)
    assert b"Cut off" in fourth.value


def test_characters_that_xml_does_not_know_are_mended_outside_of_cdata() -> None:
    data = feed("<title>A & B\x0b &#2;C</title><description><![CDATA[x & y &amp; z]]></description>")
    found = article(FORMAT, data)
    assert (found.title, found.body) == ("A & B C", "x & y & z")


def test_rss_1() -> None:
    found = article(FORMAT, seed("rss/rdf.xml"))
    assert (found.url, found.title, found.language) == ("https://dalby.example/1", "Sne på vejene", "da")
    assert (found.bylines, found.body, found.source) == (("Pia Holm",), "Det sner i Dalby.", "Dalby Dagblad")
    assert found.published_at == datetime(2027, 1, 4, 6, tzinfo=UTC)


def test_without_guid_and_link_the_content_tells_articles_apart() -> None:
    found = articles(FORMAT, "<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>")
    assert found[0].id != found[1].id
    assert found[0].uri is found[0].url is None


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("<guid>g</guid>", "body: there is neither a text nor a title"),
        ("<title>T</title><x:embargoDate/>", "embargoDate: '' is no date"),
    ],
)
def test_what_is_refused(item: str, reason: str) -> None:
    assert refusal(FORMAT, feed(item)) == f"item 1 (line 1), {reason}"


def test_links_that_lead_nowhere_are_dropped_and_relative_ones_completed() -> None:
    assert article(FORMAT, feed("<title>T</title><link>javascript:alert(1)</link>")).url is None
    assert article(FORMAT, feed("<title>T</title><link>http://[</link>")).url is None
    found = article(FORMAT, feed("<title>T</title><link>/a b</link>", "<link>https://x.example/y</link>"))
    assert found.url == "https://x.example/ab"


@pytest.mark.parametrize("data", ["<html/>", "<rss>", "<rss><channel>", ""])
def test_what_is_no_feed_is_an_error(data: str) -> None:
    with pytest.raises(FormatError):
        read(FORMAT, data)


def test_an_empty_feed_has_no_articles() -> None:
    assert read(FORMAT, "<rss><channel><title>T</title></channel></rss>") == []


def test_can_parse() -> None:
    assert FORMAT.can_parse(seed("rss/full.xml")[:300])
    assert FORMAT.can_parse(seed("rss/rdf.xml")[:4096])
    assert FORMAT.can_parse(b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN"><rss version="0.91">')
    assert not FORMAT.can_parse(b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">')
    for other in ("atom/feed.xml", "nitf/story.xml", "newsml_g2/message.xml", "ninjs/v1.json", "json_feed/feed.json"):
        assert not FORMAT.can_parse(seed(other)[:4096])


@pytest.mark.slow
def test_many_broken_items_take_linear_time() -> None:
    found = read(FORMAT, "<rss>" + "<item>\n<b></item>" * 9_000)
    assert len(found) == 9_000
    assert all(isinstance(item, Refused) for item in found)


def test_authors_in_all_the_ways_that_feeds_write_them() -> None:
    atom = 'xmlns:a10="http://www.w3.org/2005/Atom"'
    for author, name in (
        ("<author>is@harbour.example (Ingrid Solheim)</author>", "Ingrid Solheim"),
        ("<author>Ingrid Solheim (is@harbour.example)</author>", "Ingrid Solheim"),
        ("<author>Ingrid Solheim &lt;is@harbour.example&gt;</author>", "Ingrid Solheim"),
        (
            f"<a10:author {atom}><a10:name>Ingrid Solheim</a10:name><a10:email>i@h.example</a10:email></a10:author>",
            "Ingrid Solheim",
        ),
        (f"<a10:author {atom}><a10:email>i@h.example</a10:email></a10:author>", None),
        ("<author>is@harbour.example</author>", None),
        ("<author>Ingrid Solheim is@harbour.example</author>", "Ingrid Solheim"),
        ("<author>Ingrid Solheim, is@harbour.example</author>", "Ingrid Solheim"),
        ("<author>Ingrid Solheim [is@harbour.example]</author>", "Ingrid Solheim"),
        ("<author>mailto:is@harbour.example (Ingrid Solheim)</author>", "Ingrid Solheim"),
        ("<author>is@harbour.example Ingrid Solheim</author>", "Ingrid Solheim"),
        ("<byline>Ingrid Solheim</byline>", "Ingrid Solheim"),
        ('<media:credit role="author">Ingrid Solheim</media:credit>', "Ingrid Solheim"),
        ('<media:credit role="photographer">Ingrid Solheim</media:credit>', None),
        ("<author>Solheim (Kirkhaven)</author>", "Solheim (Kirkhaven)"),
    ):
        assert article(FORMAT, feed(f"<title>T</title>{author}")).bylines == ((name,) if name else ())


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("<wp:status>publish</wp:status>", "usable"),
        ("<wp:status>draft</wp:status>", "withheld"),
        ("<wp:status>private</wp:status>", "withheld"),
        ("<wp:status>future</wp:status>", "withheld"),
        ("<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>", "withheld"),
        ("", "usable"),
    ],
)
def test_what_an_export_does_not_call_published_is_held_back(status: str, expected: str) -> None:
    data = feed(f"<title>T</title>{status}").replace("<rss", '<rss xmlns:wp="http://wordpress.org/export/1.2/"')
    assert article(FORMAT, data).pub_status == expected


def test_blank_lines_part_the_paragraphs_of_a_post_in_an_export() -> None:
    post = "<title>T</title><wp:post_type>post</wp:post_type><content:encoded><![CDATA[{}]]></content:encoded>"
    assert article(FORMAT, feed(post.format("One <b>line</b>\nof it.\n\nTwo."))).body == "One line of it.\n\nTwo."
    assert article(FORMAT, feed(post.format("<p>One\n\nof it.</p>"))).body == "One of it."


def test_pictures_and_menus_of_an_export_are_no_articles() -> None:
    data = feed("<title>T</title><wp:post_type>attachment</wp:post_type></item><item><title>U</title>")
    assert [found.title for found in articles(FORMAT, data)] == ["U"]


@pytest.mark.parametrize(
    ("item", "body"),
    [
        ("<description><p>One.</p><p>Two <b>bold</b>.</p></description>", "One.\n\nTwo bold."),
        ("<itunes:summary>All of it.</itunes:summary>", "All of it."),
        ("<description/><itunes:summary>All of it.</itunes:summary>", "All of it."),
        ("<content>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content>", "One.\n\nTwo."),
        (
            "<media:group><media:content><media:description>Deeper.</media:description></media:content></media:group>",
            "Deeper.",
        ),
        ("<description>&lt;![CDATA[&lt;p&gt;Twice.&lt;/p&gt;]]&gt;</description>", "Twice."),
        ("<media:group><media:description>In a group.</media:description></media:group>", "In a group."),
        (
            "<description>&lt;p&gt;Before.&lt;/p&gt;&lt;embed src='x'&gt;&lt;p&gt;After.&lt;/p&gt;</description>",
            "Before.\n\nAfter.",
        ),
        ("<description>&lt;p&gt;One line of it&lt;br&gt;runs on.&lt;/p&gt;</description>", "One line of it runs on."),
    ],
)
def test_the_text_is_found_where_feeds_put_it(item: str, body: str) -> None:
    assert article(FORMAT, feed(f"<title>T</title>{item}")).body == body


def test_addresses_are_relative_to_the_feed() -> None:
    own = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://h.example/feed/rss"/>'
    for channel in (own, "<link>https://h.example/</link>", f"<link>/</link>{own}"):
        assert article(FORMAT, feed("<title>T</title><link>/news/5</link>", channel)).url == "https://h.example/news/5"


def test_what_an_item_states_beside_its_text_is_carried() -> None:
    spaces = (
        '<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:atom="http://www.w3.org/2005/Atom"'
    )
    data = feed(
        "<title>T</title><category>Harbour</category><category domain='http://h.example/topics'>Ferries</category>"
        "<dc:subject>Ice</dc:subject><media:keywords>ferry, night</media:keywords>"
        "<prism:edition>Morning</prism:edition>"
        "<prism:genre>Report</prism:genre><dc:coverage>Brell</dc:coverage><enclosure url='/a.jpg' type='image/jpeg'/>"
        "<media:content url='https://h.example/b.jpg' medium='image'><media:description>The quay.</media:description>"
        "<media:credit>Ine Dahl</media:credit></media:content>"
        "<media:content url='https://h.example/c.mp4' medium='video'/>"
        "<atom:link rel='related' href='/old' title='Before'/>",
        "<link>https://h.example/</link><copyright>© Courier</copyright>",
    ).replace("<rss", spaces, 1)
    found = article(FORMAT, data)
    assert [(term.name, term.code, term.scheme) for term in found.subjects] == [
        ("Harbour", None, None),
        ("Ferries", "Ferries", "http://h.example/topics"),
        ("Ice", None, None),
    ]
    assert (found.keywords, found.edition, found.rights) == (("ferry", "night"), "Morning", "© Courier")
    assert ([term.name for term in found.genres], [term.name for term in found.places]) == (["Report"], ["Brell"])
    assert [(image.url, image.caption, image.credit) for image in found.images] == [
        ("https://h.example/a.jpg", None, None),
        ("https://h.example/b.jpg", "The quay.", "Ine Dahl"),
    ]
    assert [(link.url, link.title, link.relation) for link in found.related] == [
        ("https://h.example/old", "Before", "related")
    ]
