from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas.identity import article_id
from services.intake.formats.format import FormatError
from services.intake.formats.nitf import FORMAT
from tests.services.intake.formats.reading import article, articles, read, refusal, regions, seed


def story(docdata: str = "", attributes: str = "", content: str = "<p>Text.</p>", head: str = "") -> str:
    return (
        f"<nitf><head><docdata {attributes}>{docdata}</docdata></head><body><body.head><hedline><hl1>H</hl1></hedline>"
        f"{head}</body.head><body.content>{content}</body.content></body></nitf>"
    )


def test_a_story_with_its_dtd() -> None:
    found = article(FORMAT, seed("nitf/story.xml"))
    assert (found.uri, found.version, found.source) == ("bp-2027-0104-17", 4, "Brell Press")
    assert (found.title, found.bylines, found.dateline) == ("Tunnel opens early", ("Mira Toll",), "BRELL")
    assert (found.language, found.pub_status) == ("en-GB", "usable")
    assert found.published_at == datetime(2027, 1, 4, 5, 30, tzinfo=UTC)
    assert found.embargoed_until == datetime(2027, 1, 4, 8, tzinfo=UTC)
    assert found.body.split("\n\n") == [
        "The tunnel under the Os opened on Monday — a month early.",
        "The tunnel’s mouth.",
        "Photo: Ine Dahl",
        '"It is a relief," said Tove Lind of Brell Osland.',
        "What it cost",
        "Year\tCrowns",
        "2025\t4\xa0m",
        "Two lanes",
        "One cycle path",
        "Crossing takes 4 minutes; café owners are glad.",
        "Jonas Ebbe contributed.",
    ]
    assert regions(found) == [
        ("caption", "The tunnel’s mouth."),
        ("credit", "Photo: Ine Dahl"),
        ("credit", "Jonas Ebbe contributed."),
    ]
    assert found.media_type == "application/nitf+xml"


def test_a_kill_reaches_the_document_that_it_kills() -> None:
    notice, killed = articles(FORMAT, seed("nitf/kill.xml"))
    assert (notice.uri, notice.pub_status) == ("bp-2027-0104-18", "canceled")
    assert (killed.uri, killed.pub_status, killed.body) == ("bp-2027-0104-17", "canceled", "")
    assert killed.id == article(FORMAT, seed("nitf/story.xml")).id == article_id("Brell Press", killed.uri, None, "")


@pytest.mark.parametrize(
    ("attributes", "docdata", "status"),
    [
        ("", "", "usable"),
        ('management-status="usable"', '<ed-msg info="For global distribution"/>', "usable"),
        ('management-status="withheld"', "", "withheld"),
        ('management-status="Canceled"', "", "canceled"),
        ('management-status="embargoed"', "", "withheld"),
        ('management-status="embargoed"', '<date.release norm="20270101T000000Z"/>', "usable"),
        ('management-status="usable"', '<ed-msg info="MANDATORY KILL"/>', "canceled"),
        ("", '<ed-msg info="Cancelled: see advisory"/>', "canceled"),
        ("", '<ed-msg info="Cancels and replaces the earlier story"/>', "usable"),
        ("", '<ed-msg info="Killed and replaced"/>', "usable"),
        ("", '<ed-msg info="EMBARGO: not before Tuesday"/>', "withheld"),
        ("", '<ed-msg info="No embargo"/>', "usable"),
        ("", '<ed-msg info="Embargo lifted"/>', "usable"),
        ("", '<ed-msg info="EMBARGO"/><date.release norm="20270101T000000Z"/>', "usable"),
    ],
)
def test_status_by_attribute_and_by_the_editors_message(attributes: str, docdata: str, status: str) -> None:
    found = article(FORMAT, story(docdata, attributes))
    assert found.pub_status == status
    assert (found.embargoed_until is not None) == ("date.release" in docdata)


@pytest.mark.parametrize(
    ("attributes", "docdata", "reason"),
    [
        ('management-status="spiked"', "", "management-status: 'spiked' is no known status"),
        ("", '<date.release norm="Tuesday"/>', "date.release: 'Tuesday' is no date"),
        ("", "<date.release>Tuesday</date.release>", "date.release: 'Tuesday' is no date"),
        ("", '<du-key version="A"/>', "du-key version: 'A' is no whole number that a version can be"),
    ],
)
def test_what_is_refused(attributes: str, docdata: str, reason: str) -> None:
    assert refusal(FORMAT, story(docdata, attributes)) == reason


def test_a_cancellation_passes_whatever_else_of_it_is_broken() -> None:
    docdata = '<doc-id id-string="7"/><date.release norm="noon"/><du-key version="A"/>'
    found = article(FORMAT, story(docdata, 'management-status="canceled"'))
    assert (found.uri, found.pub_status, found.version, found.embargoed_until) == ("7", "canceled", None, None)


@pytest.mark.parametrize(
    ("head", "bylines"),
    [
        ("<byline>By <person>Ann Lee</person> and <person>Bo Dahl</person></byline>", ("Ann Lee", "Bo Dahl")),
        ("<byline>By ANN LEE<byttl>Writer</byttl></byline>", ("ANN LEE",)),
        ("<byline><byttl>Sports Wire</byttl></byline>", ("Sports Wire",)),
        ("<byline>Ann Lee / Wire</byline><byline>Bo Dahl</byline>", ("Ann Lee / Wire", "Bo Dahl")),
        ("", ()),
    ],
)
def test_bylines(head: str, bylines: tuple[str, ...]) -> None:
    assert article(FORMAT, story(head=head)).bylines == bylines


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("loose text <p>a</p>", "loose text\n\na"),
        ("<p>x<br/>y</p>", "x\ny"),
        ("<p>said <q>so</q></p>", "said “so”"),
        ('<p>"<q>so</q>"</p>', '"so"'),
        ("<p><q>Words</q></p><bq><block><p>Quoted</p></block><credit>Who</credit></bq>", "“Words”\n\nQuoted\n\nWho"),
        ("<media><media-object>QUJD</media-object><media-caption>c</media-caption></media>", "c"),
        ("<p>1<frac><numer>1</numer><frac-sep>/</frac-sep><denom>2</denom></frac></p>", "11/2"),
        ("<pre>a\n  b</pre>", "a\nb"),
    ],
)
def test_body(content: str, body: str) -> None:
    assert article(FORMAT, story(content=content)).body == body


def test_an_advisory_for_editors_is_boilerplate() -> None:
    note = '<note type="npa"><body.content><p>Do not print.</p></body.content></note>'
    assert regions(article(FORMAT, story(content=f"<p>a</p>{note}"))) == [("boilerplate", "Do not print.")]


def test_the_abstract_stands_in_for_a_body_without_text() -> None:
    assert article(FORMAT, story(content="", head="<abstract><p>Flash.</p></abstract>")).body == "Flash."


@pytest.mark.parametrize("data", ["<html/>", "<nitf/>", "<nitf>", ""])
def test_what_is_no_story_is_an_error(data: str) -> None:
    with pytest.raises(FormatError):
        read(FORMAT, data)


def test_can_parse() -> None:
    assert FORMAT.can_parse(seed("nitf/story.xml")[:100])
    assert FORMAT.can_parse(b'<nitf:nitf xmlns:nitf="http://iptc.org/std/NITF/2006-10-18/">')
    for other in ("atom/feed.xml", "rss/full.xml", "newsml_g2/message.xml", "ninjs/v1.json"):
        assert not FORMAT.can_parse(seed(other)[:4096])


@pytest.mark.parametrize(
    ("issue", "release"),
    [
        ("20270103T100000", "20270103T100000"),
        ("20270103T100000Z", "20270103T100000"),
        ("20270103T100000Z", "2027-01-03T10:00:00Z"),
        ("20270103", "20270103T000000"),
        ("20270103T100000+0100", "20270103T090000Z"),
        ("20270103T100000-0400", "YYYYMMDD000000-HHMM"),
        ("20270103T100000Z", "00000000T000000Z"),
        ("20270103T100000Z", "  "),
    ],
)
def test_a_release_that_says_nothing_is_no_embargo(issue: str, release: str) -> None:
    data = (
        f'<nitf><head><docdata><doc-id id-string="a"/><date.issue norm="{issue}"/><date.release norm="{release}"/>'
        "</docdata></head><body><body.content><p>x</p></body.content></body></nitf>"
    )
    found = article(FORMAT, data)
    assert (found.embargoed_until, found.pub_status) == (None, "usable")


def test_a_release_after_the_issue_is_an_embargo() -> None:
    data = (
        '<nitf><head><docdata><doc-id id-string="a"/><date.issue norm="20270103T100000"/>'
        '<date.release norm="20270103T110000"/></docdata></head>'
        "<body><body.content><p>x</p></body.content></body></nitf>"
    )
    assert article(FORMAT, data).embargoed_until is not None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By<person>Ingrid Solheim</person><byttl>Harbour Desk</byttl>", ("Ingrid Solheim",)),
        ("By <person>Ingrid Solheim</person>, <byttl>Harbour Desk</byttl>", ("Ingrid Solheim",)),
        ("Von<person>Ingrid Solheim</person>", ("Ingrid Solheim",)),
    ],
)
def test_a_byline_that_is_glued_to_its_person(byline: str, names: tuple[str, ...]) -> None:
    data = (
        f'<nitf><head><docdata><doc-id id-string="a"/></docdata></head><body><body.head><byline>{byline}</byline>'
        "</body.head><body.content><p>x</p></body.content></body></nitf>"
    )
    assert article(FORMAT, data).bylines == names


def test_what_the_head_states_beside_the_article_is_carried() -> None:
    data = (
        '<nitf><head><tobject><tobject.property tobject.property.type="Report"/><tobject.subject '
        'tobject.subject.refnum="04015000" tobject.subject.matter="Transport"/></tobject>'
        '<docdata><doc-id id-string="a"/><urgency ed-urg="3"/><doc.copyright year="2027" holder="Courier"/>'
        '<ed-msg info="Picture follows"/><key-list><keyword key="ferry"/><keyword key="ice"/></key-list>'
        '<identified-content><location location-code="b-1" code-source="own">Brell</location>'
        "</identified-content></docdata>"
        '<pubdata edition.name="Morning"/></head><body><body.content><p>Text.</p><media media-type="image">'
        '<media-reference source="https://h.example/a.jpg"/><media-caption>The quay.</media-caption>'
        "<media-producer>Ine Dahl</media-producer></media></body.content></body></nitf>"
    )
    found = article(FORMAT, data)
    assert (found.keywords, found.urgency, found.rights) == (("ferry", "ice"), 3, "© 2027 Courier")
    assert (found.editor_note, found.edition) == ("Picture follows", "Morning")
    assert [(term.name, term.code) for term in found.subjects] == [("Transport", "04015000")]
    assert [term.name for term in found.genres] == ["Report"]
    assert [(term.name, term.code, term.scheme) for term in found.places] == [("Brell", "b-1", "own")]
    assert [(image.url, image.caption, image.credit) for image in found.images] == [
        ("https://h.example/a.jpg", "The quay.", "Ine Dahl")
    ]
