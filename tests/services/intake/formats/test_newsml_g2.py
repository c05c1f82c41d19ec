from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas.article import RawArticle
from services.intake.formats.format import FormatError, Refused
from services.intake.formats.newsml_g2 import FORMAT
from tests.services.intake.formats.reading import article, read, refusal, regions, seed

CONTENT = "<contentSet><inlineData>Text.</inlineData></contentSet>"


def item(meta: str = "", content: str = CONTENT, attributes: str = 'guid="g" version="1"', about: str = "") -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" {attributes}><itemMeta><itemClass qcode="ninat:text"/>'
        f"{meta}</itemMeta><contentMeta><headline>H</headline>{about}</contentMeta>{content}</newsItem>"
    )


def test_a_message() -> None:
    found = read(FORMAT, seed("newsml_g2/message.xml"))
    xhtml, nitf, canceled, held, version, status = found
    assert isinstance(xhtml, RawArticle)
    assert (xhtml.uri, xhtml.version, xhtml.source) == ("urn:example:g2:1", 7, "Marn News Agency")
    assert (xhtml.title, xhtml.bylines, xhtml.dateline) == ("Mill reopens", ("Lise Arn",), "MARN (MNA)")
    assert (xhtml.language, xhtml.pub_status) == ("en-GB", "usable")
    assert xhtml.published_at == datetime(2027, 1, 4, 5, tzinfo=UTC)
    assert xhtml.updated_at == datetime(2027, 1, 4, 7, tzinfo=UTC)
    assert xhtml.embargoed_until == datetime(2027, 1, 4, 11, tzinfo=UTC)
    assert xhtml.body == "04.01.2027\n\nMill reopens\n\nMarn (MNA) - The mill reopened.\n\nIt was time."
    assert regions(xhtml) == [("boilerplate", "04.01.2027"), ("title", "Mill reopens"), ("dateline", "Marn (MNA) -")]
    assert isinstance(nitf, RawArticle)
    assert (nitf.title, nitf.bylines, nitf.source, nitf.language) == ("Harbour to close", ("Per Mohr",), "MNA", "en-US")
    assert nitf.body == "The harbour closes.\n\nBoats."
    assert regions(nitf) == [("caption", "Boats.")]
    assert isinstance(canceled, RawArticle)
    assert (canceled.uri, canceled.version, canceled.pub_status) == ("urn:example:g2:4", 9, "canceled")
    assert (canceled.title, canceled.body) == ("MARN-FLOOD", "")
    assert isinstance(held, RawArticle)
    assert (held.pub_status, held.embargoed_until, held.body) == ("withheld", None, "Plain in name, not in kind.")
    assert isinstance(version, Refused)
    assert str(version.error).endswith("version: 'one' is no whole number that a version can be")
    assert version.value in seed("newsml_g2/message.xml")
    assert isinstance(status, Refused)
    assert str(status.error) == "newsItem urn:example:g2:7 (line 28), pubStatus: 'spiked' is no known status"


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ("", "usable"),
        ('<pubStatus qcode="stat:usable"/>', "usable"),
        ('<pubStatus qcode="pst:withheld"/>', "withheld"),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "canceled"),
        ('<pubStatus literal="canceled"/>', "canceled"),
        ("<embargoed/>", "withheld"),
        ('<embargoed/><pubStatus qcode="stat:canceled"/>', "canceled"),
    ],
)
def test_status(meta: str, status: str) -> None:
    assert article(FORMAT, item(meta)).pub_status == status


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item("<pubStatus/>"), "newsItem g (line 1), pubStatus: '' is no known status"),
        (item("<embargoed>noon</embargoed>"), "newsItem g (line 1), embargoed: 'noon' is no date"),
        (item(attributes='version="1"'), "newsItem without guid (line 1), guid: missing"),
        (
            item(attributes='guid="g" version="1.5"'),
            "newsItem g (line 1), version: '1.5' is no whole number that a version can be",
        ),
        (
            item(content='<contentSet><remoteContent href="x" contenttype="text/html"/></contentSet>'),
            "newsItem g (line 1), contentSet: no text that can be read, but remoteContent text/html",
        ),
        (
            item(content='<contentSet><inlineData contenttype="text/x" encoding="b64">QUJD</inlineData></contentSet>'),
            "newsItem g (line 1), contentSet: no text that can be read, but inlineData text/x",
        ),
        (item().replace("ninat:text", "ninat:picture"), "itemClass: no text among 1 newsItem of picture"),
        ('<conceptItem guid="g"/>', "itemClass: no text among 1 conceptItem"),
        ("<newsMessage><itemSet/></newsMessage>", "itemClass: no text among 1 newsMessage"),
        ("<NewsML/>", "the root element is <NewsML>, no NewsML-G2"),
    ],
)  # fmt: skip
def test_what_is_refused(data: str, reason: str) -> None:
    assert refusal(FORMAT, data) == reason


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<inlineData contenttype='text/html'><![CDATA[<p>a</p><p>b</p>]]></inlineData>", "a\n\nb"),
        ("<inlineData>a\n\nb</inlineData>", "a\n\nb"),
        ("<inlineData>p</inlineData><inlineData contenttype='text/html'>&lt;b>h&lt;/b></inlineData>", "h"),
        ("<inlineXML><p xmlns='http://www.w3.org/1999/xhtml'>x</p></inlineXML><inlineData>p</inlineData>", "x"),
        ("<inlineXML><html><body><p>home</p></body></html></inlineXML>", "home"),
        ("<inlineXML><nitf><body><body.content><p>n</p></body.content></body></nitf></inlineXML>", "n"),
        ("<inlineXML><sports xmlns='urn:s'>1:0</sports></inlineXML><inlineData>p</inlineData>", "p"),
    ],
)  # fmt: skip
def test_which_rendition_is_read(content: str, body: str) -> None:
    assert article(FORMAT, item(content=f"<contentSet>{content}</contentSet>")).body == body


def test_an_nitf_document_within_may_let_less_be_published_but_not_more() -> None:
    nitf = (
        '<contentSet><inlineXML><nitf><head><docdata management-status="{}"><date.release norm="20270101T000000Z"/>'
        "</docdata></head><body><body.content><p>n</p></body.content></body></nitf></inlineXML></contentSet>"
    )
    found = article(FORMAT, item(content=nitf.format("withheld")))
    assert (found.pub_status, found.embargoed_until) == ("withheld", datetime(2027, 1, 1, tzinfo=UTC))
    assert article(FORMAT, item('<pubStatus qcode="stat:canceled"/>', nitf.format("usable"))).pub_status == "canceled"


def test_a_cancellation_passes_whatever_else_of_it_is_broken() -> None:
    meta = '<embargoed>noon</embargoed><pubStatus qcode="stat:canceled"/>'
    found = article(FORMAT, item(meta, '<contentSet><remoteContent href="x"/></contentSet>', 'guid="g" version="A"'))
    assert (found.pub_status, found.version, found.embargoed_until) == ("canceled", None, None)


@pytest.mark.parametrize(
    ("about", "bylines"),
    [
        ("<by>By Ann Lee and Bo Dahl</by>", ("Ann Lee", "Bo Dahl")),
        ("<creator><name>Ann Lee</name></creator><creator><name>lee.ann</name></creator>", ("Ann Lee",)),
        ("<creator><name>VRG</name></creator>", ()),
    ],
)
def test_bylines(about: str, bylines: tuple[str, ...]) -> None:
    assert article(FORMAT, item(about=about)).bylines == bylines


def test_the_provider_by_name_code_or_host() -> None:
    assert article(FORMAT, item('<provider uri="http://www.wire.example/about/"/>')).source == "www.wire.example"
    assert article(FORMAT, item('<provider qcode="prov:WX"/>')).source == "WX"
    assert article(FORMAT, item('<provider uri="http://["/>')).source == "unknown"


def test_can_parse() -> None:
    assert FORMAT.can_parse(seed("newsml_g2/message.xml")[:200])
    assert FORMAT.can_parse(b"<newsItem ")
    assert FORMAT.can_parse(b"<g2:conceptItem>")
    assert not FORMAT.can_parse(b"<NewsML><NewsItem/></NewsML>")
    for other in ("atom/feed.xml", "rss/full.xml", "nitf/story.xml", "ninjs/v1.json"):
        assert not FORMAT.can_parse(seed(other)[:4096])


def test_a_broken_message_is_an_error_with_its_line() -> None:
    with pytest.raises(FormatError, match="line 1: mismatched tag"):
        read(FORMAT, "<newsMessage><itemSet></newsMessage>")


def test_what_an_item_states_beside_its_text_is_carried() -> None:
    data = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" version="1"><rightsInfo>'
        '<copyrightHolder literal="Courier"><name>The Courier</name></copyrightHolder>'
        "<usageTerms>Online only</usageTerms>"
        '</rightsInfo><itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:usable"/>'
        "<edNote>Picture follows</edNote>"
        '<link rel="irel:previousVersion" residref="urn:z"/></itemMeta><contentMeta><urgency>3</urgency>'
        '<headline>H</headline><genre qcode="genre:Report"><name>Report</name></genre><keyword>ferry</keyword>'
        '<subject type="cpnat:abstract" qcode="medtop:20000065"><name>weather</name></subject>'
        '<subject type="cpnat:geoArea" literal="b"><name>Brell</name></subject></contentMeta>'
        "<contentSet><inlineData>Text.</inlineData>"
        '<remoteContent contenttype="image/jpeg" href="https://h.example/a.jpg"/></contentSet></newsItem>'
    )
    found = article(FORMAT, data)
    assert (found.keywords, found.urgency, found.rights) == (("ferry",), 3, "The Courier")
    assert (found.usage_terms, found.editor_note) == ("Online only", "Picture follows")
    assert [(term.name, term.code) for term in found.subjects] == [("weather", "medtop:20000065")]
    assert [(term.name, term.code) for term in found.genres] == [("Report", "genre:Report")]
    assert [term.name for term in found.places] == ["Brell"]
    assert [image.url for image in found.images] == ["https://h.example/a.jpg"]
    assert [(link.uri, link.relation) for link in found.related] == [("urn:z", "previousVersion")]
