from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.intake.formats.atom import FORMAT
from tests.services.intake.formats.reading import article, articles, refusal, regions, seed


def feed(entry: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app"><entry>{entry}</entry></feed>'


def test_an_entry_with_xhtml() -> None:
    found = articles(FORMAT, seed("atom/feed.xml"))[0]
    assert (found.uri, found.url) == ("tag:herald.example,2027:1", "https://herald.example/news/mill")
    assert (found.title, found.source, found.language) == ("Mill reopens", "The Herald of Marn", "en-GB")
    assert found.bylines == ("Lise Arn", "Per Mohr")
    assert found.published_at == datetime(2027, 1, 4, 6, 15, 0, 250_000, tzinfo=UTC)
    assert found.updated_at == datetime(2027, 1, 4, 8, tzinfo=UTC)
    assert found.body.startswith("The mill at Marn reopened on Monday.\n\nAsked why, the owner said “It was time”.")
    assert regions(found) == [("pull_quote", "It was time")]
    assert found.media_type == "application/atom+xml"


def test_a_draft_is_withheld() -> None:
    found = articles(FORMAT, seed("atom/feed.xml"))[1]
    assert (found.pub_status, found.body, found.bylines) == ("withheld", "Not & yet.", ("Herald staff",))


def test_a_draft_that_is_neither_yes_nor_no_is_refused() -> None:
    data = feed("<id>i</id><title>T</title><app:control><app:draft>maybe</app:draft></app:control>")
    assert refusal(FORMAT, data) == "entry 1 (line 1), draft: 'maybe' is neither yes nor no"


def test_content_that_is_elsewhere_gives_the_url_and_leaves_the_summary() -> None:
    found = articles(FORMAT, seed("atom/feed.xml"))[2]
    assert (found.title, found.url, found.body) == (
        "1 < 2",
        "https://herald.example/papers/3.pdf",
        "A paper elsewhere.",
    )


def test_a_deleted_entry_is_a_cancellation_under_the_same_identity() -> None:
    *_, told, silent = articles(FORMAT, seed("atom/feed.xml"))
    assert (told.uri, told.pub_status, told.title) == (
        "tag:herald.example,2026:99",
        "canceled",
        "Withdrawn after a complaint",
    )
    # With no comment the id stands for the title: an article without any text would be refused.
    assert (silent.uri, silent.pub_status, silent.title) == ("tag:herald.example,2026:98", "canceled", silent.uri)
    published = article(FORMAT, seed("atom/feed.xml").replace(b"2027:1<", b"2026:98<").split(b"<entry>")[0] + b"<entry>"
                        b"<id>tag:herald.example,2026:98</id><title>T</title></entry></feed>")  # fmt: skip
    assert published.id == silent.id


def test_a_deleted_entry_that_names_none_is_refused() -> None:
    data = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><at:deleted-entry/></feed>'
    assert refusal(FORMAT, data) == "entry 1 (line 1), deleted-entry ref: missing"


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<content>a &lt;b&gt; c</content>", "a <b> c"),
        ('<content type="text/plain">a\nb</content>', "a\nb"),
        ('<content type="html">&lt;p>a&lt;p>b</content>', "a\n\nb"),
        ('<content type="text/html" mode="escaped">&lt;p>a&lt;/p></content>', "a"),
        ('<content type="image/png">aGk=</content><summary>S</summary>', "S"),
        ('<content type="html"><p>not escaped</p></content>', "not escaped"),
        ('<content type="application/xml"><x><y>some</y> text</x></content>', "some text"),
        ('<content type="html"> </content><summary type="html">&lt;i&gt;S&lt;/i&gt;</summary>', "S"),
    ],
)
def test_kinds_of_content(content: str, body: str) -> None:
    assert article(FORMAT, feed(f"<id>i</id><title>T</title>{content}")).body == body


def test_a_lone_entry() -> None:
    data = (
        '<entry xmlns="http://www.w3.org/2005/Atom"><id>i</id><title>T</title><source><title>S</title></source></entry>'
    )
    found = article(FORMAT, data)
    assert (found.uri, found.source, found.body) == ("i", "S", "")


def test_an_embargo_that_cannot_be_read_is_refused() -> None:
    data = feed('<id>i</id><title>T</title><p:embargoDate xmlns:p="urn:p">soon</p:embargoDate>')
    assert refusal(FORMAT, data) == "entry 1 (line 1), embargoDate: 'soon' is no date"


def test_a_broken_entry_is_refused_with_its_line() -> None:
    assert refusal(FORMAT, feed("<id>\n<b></id>")) == "entry 1, line 2: mismatched tag"


def test_can_parse() -> None:
    assert FORMAT.can_parse(seed("atom/feed.xml")[:300])
    assert FORMAT.can_parse(b'<a:feed xmlns:a="http://www.w3.org/2005/Atom">')
    assert not FORMAT.can_parse(b"<feed>")
    assert not FORMAT.can_parse(b'<rss xmlns:atom="http://www.w3.org/2005/Atom">')


def test_a_feed_without_its_name_space_is_one() -> None:
    assert FORMAT.can_parse(b"<feed><title>F</title><entry><id>1</id></entry></feed>")
    assert not FORMAT.can_parse(b"<feed><animal/></feed>")
    assert not FORMAT.can_parse(b"<entry><id>1</id></entry>")


def test_the_text_of_a_film_and_an_address_relative_to_the_feed() -> None:
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        '<link rel="self" href="https://h.example/feed.atom"/><entry><id>yt:1</id><title>T</title>'
        '<link href="/news/5"/><media:group><media:description>The captain explains.</media:description></media:group>'
        "</entry></feed>"
    )
    found = article(FORMAT, data)
    assert (found.body, found.url) == ("The captain explains.", "https://h.example/news/5")


def test_what_an_entry_states_beside_its_text_is_carried() -> None:
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><rights>© Courier</rights><entry><id>urn:a</id><title>T</title>'
        '<category term="04010000" scheme="urn:iptc" label="Transport"/><category term="ice"/>'
        '<link rel="enclosure" type="image/png" href="https://h.example/a.png" title="The quay."/>'
        '<link rel="via" href="https://h.example/b"/></entry></feed>'
    )
    found = article(FORMAT, data)
    assert [(term.name, term.code, term.scheme) for term in found.subjects] == [
        ("Transport", "04010000", "urn:iptc"),
        ("ice", None, None),
    ]
    assert found.rights == "© Courier"
    assert [(image.url, image.caption) for image in found.images] == [("https://h.example/a.png", "The quay.")]
    assert [(link.url, link.relation) for link in found.related] == [("https://h.example/b", "via")]
