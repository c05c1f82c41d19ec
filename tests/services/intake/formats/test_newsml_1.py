from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.intake.formats.newsml_1 import FORMAT
from services.intake.formats.registry import choose
from tests.services.intake.formats.reading import article, articles, read, refusal, regions, seed


def item(management: str = "", content: str = "<DataContent><p>Text.</p></DataContent>", lines: str = "") -> str:
    return (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>b.example</ProviderId><DateId>20270103</DateId>"
        "<NewsItemId>1</NewsItemId><RevisionId>3</RevisionId></NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement><NewsComponent><NewsLines>{lines}</NewsLines>"
        f"<ContentItem>{content}</ContentItem></NewsComponent></NewsItem></NewsML>"
    )


def test_a_package_is_one_article_with_its_picture() -> None:
    found = articles(FORMAT, seed("newsml_1/package.xml"))[0]
    assert (found.uri, found.version, found.source) == ("urn:newsml:brell.example:20270103:ferry-1", 2, "Brell Press")
    assert (found.title, found.bylines) == ("Ferry Lantern sails again", ("Mira Toll", "Jonas Ebbe"))
    assert (found.dateline, found.language) == ("BRELL, Jan 3 (BP)", "en")
    assert found.published_at == datetime(2027, 1, 3, 9, tzinfo=UTC)
    assert found.updated_at == datetime(2027, 1, 3, 10, tzinfo=UTC)
    assert found.body == "The ferry Lantern sailed on Sunday.\n\nThe ice had held it for a week."
    assert (found.keywords, found.urgency, found.rights) == (("ferry", "ice"), 3, "(c) Brell Press 2027")
    assert (found.usage_terms, found.editor_note) == ("Online only", "Picture to follow")
    assert [term.code for term in found.subjects] == ["10000000", "04015000"]
    assert ([term.name for term in found.genres], [term.name for term in found.places]) == (["Update"], ["Brell"])
    (picture,) = found.images
    assert (picture.url, picture.caption, picture.credit) == (
        "https://brell.example/lantern.jpg",
        "The Lantern at the quay.",
        "Ine Dahl",
    )
    assert [link.uri for link in found.related] == ["urn:newsml:brell.example:20270102:ferry-0:1"]


def test_components_with_headlines_of_their_own_are_articles_under_the_embargo_of_their_item() -> None:
    _, one, two = articles(FORMAT, seed("newsml_1/package.xml"))
    assert (one.title, one.body, two.title, two.body) == ("One", "First text.", "Two", "Second text.")
    assert one.uri == "urn:newsml:brell.example:20270103:two"
    assert two.uri == "urn:newsml:brell.example:20270103:two#b"
    assert one.embargoed_until == two.embargoed_until == datetime(2027, 1, 4, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("management", "status"),
    [
        ("", "usable"),
        ('<Status FormalName="Usable"/>', "usable"),
        ('<Status FormalName="Withheld"/>', "withheld"),
        ('<Status FormalName="Canceled"/>', "canceled"),
        ('<Status FormalName="Embargoed"/>', "withheld"),
    ],
)
def test_status(management: str, status: str) -> None:
    assert article(FORMAT, item(management)).pub_status == status


def test_identity_status_and_embargo_are_right_or_the_item_is_refused() -> None:
    assert "Status: 'Maybe' is no known status" in refusal(FORMAT, item('<Status FormalName="Maybe"/>'))
    change = '<Status FormalName="Embargoed"/><StatusWillChange><DateAndTime>soon</DateAndTime></StatusWillChange>'
    assert "StatusWillChange: 'soon' is no date" in refusal(FORMAT, item(change))
    assert "NewsIdentifier: missing" in refusal(FORMAT, item().replace("<NewsItemId>1</NewsItemId>", ""))


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<DataContent><p>One.</p><p>Two.</p></DataContent>", "One.\n\nTwo."),
        ("<DataContent>Plain &amp; simple.</DataContent>", "Plain & simple."),
        ("<DataContent><![CDATA[<p>One.</p><p>Two.</p>]]></DataContent>", "One.\n\nTwo."),
        ("<DataContent><p>(Adds vote)</p><p>One.</p></DataContent>", "(Adds vote)\n\nOne."),
    ],
)
def test_body(content: str, body: str) -> None:
    assert article(FORMAT, item(content=content)).body == body


def test_a_note_on_the_version_is_no_text() -> None:
    found = article(FORMAT, item(content="<DataContent><p>(Adds vote)</p><p>One.</p></DataContent>"))
    assert regions(found) == [("boilerplate", "(Adds vote)")]


def test_one_broken_item_costs_itself() -> None:
    data = seed("newsml_1/package.xml").replace(b"<HeadLine>One</HeadLine>", b"<HeadLine>One</Headline>")
    assert len(read(FORMAT, data)) == 2


def test_can_parse() -> None:
    assert choose(seed("newsml_1/package.xml"), "x.txt") is FORMAT
    assert not FORMAT.can_parse(b"<newsItem/>")
    assert refusal(FORMAT, "<other/>") == "the root element is <other>, no NewsML"
