from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from schemas.article import RawArticle
from services.intake.formats.format import FormatError, Refused
from services.intake.formats.ninjs import FORMAT
from tests.services.intake.formats.reading import article, read, refusal, regions, seed


def item(**fields: object) -> str:
    return json.dumps({"uri": "urn:x:1"} | fields)


def test_version_1() -> None:
    found = article(FORMAT, seed("ninjs/v1.json"))
    assert (found.uri, found.version, found.source) == ("urn:example:brell:1", 3, "unknown")
    assert (found.title, found.bylines) == ("Tunnel opens early", ("Mira Toll", "Jonas Ebbe"))
    assert (found.dateline, found.language, found.pub_status) == ("Brell", "en-GB", "usable")
    assert found.published_at == datetime(2027, 1, 4, 6, tzinfo=UTC)
    assert found.updated_at == found.embargoed_until == datetime(2027, 1, 4, 8, tzinfo=UTC)
    assert found.body == "The tunnel opened on Monday.\n\n“Finally,” said Tove Lind.\n\nThe tunnel’s mouth.\n\nIne Dahl"
    assert regions(found) == [("caption", "The tunnel’s mouth."), ("credit", "Ine Dahl")]
    assert found.media_type == "application/ninjs+json"


def test_version_2_in_an_array() -> None:
    text, canceled, bare, refused = read(FORMAT, seed("ninjs/v2.json"))
    assert isinstance(text, RawArticle)
    assert (text.title, text.bylines, text.language) == ("Rain all week", ("Sanna Vik, ow",), "de")
    assert text.body == "Es regnet.\n\n«Immer», sagt sie."
    assert isinstance(canceled, RawArticle)
    assert (canceled.uri, canceled.pub_status, canceled.title, canceled.body, canceled.version) == (
        *("urn:example:oster:4", "canceled", "Flood warning", "", 2),
    )
    # A cancellation that is no more than an id is passed on all the same.
    assert isinstance(bare, RawArticle)
    assert (bare.pub_status, bare.title) == ("canceled", "urn:example:oster:5")
    assert isinstance(refused, Refused)
    assert str(refused.error) == "object 5, pubstatus: 'perhaps' is no known status"
    assert json.loads(refused.value)["uri"] == "urn:example:oster:6"


def test_version_3() -> None:
    found = article(FORMAT, seed("ninjs/v3.json"))
    assert (found.uri, found.version, found.pub_status) == ("https://marn.example/item/9", 12, "withheld")
    assert (found.title, found.source, found.bylines) == ("Vote postponed", "marn.example", ("Lise Arn",))
    assert found.embargoed_until == datetime(2027, 2, 1, 6, tzinfo=UTC)
    assert found.published_at == datetime(2027, 1, 3, 8, tzinfo=UTC)
    assert found.body.startswith("MARN (MNA) - The vote is off.\n\nNo new date is set.\n\n")
    assert regions(found) == [("caption", "The hall, empty."), ("credit", "Per Mohr")]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "usable"),
        ({"pubstatus": None}, "usable"),
        ({"pubstatus": "Usable"}, "usable"),
        ({"pubStatus": "cancelled"}, "canceled"),
        ({"pubstatus": "usable", "pubStatus": "withheld"}, "withheld"),
        ({"pubstatus": "stat:canceled"}, "canceled"),
    ],
)
def test_status(fields: dict[str, object], status: str) -> None:
    assert article(FORMAT, item(headline="H", **fields)).pub_status == status


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"pubstatus": ""}, "pubstatus: '' is no known status"),
        ({"pubstatus": 1}, "pubstatus: no text but a number"),
        ({"pubStatus": "spiked"}, "pubStatus: 'spiked' is no known status"),
        ({"embargoed": ""}, "embargoed: '' is no date"),
        ({"embargoed": False}, "embargoed: no text but true or false"),
        ({"embargoed": "Monday, noon"}, "embargoed: 'Monday, noon' is no date"),
        ({"embargoedUntil": "2027-13-01T00:00:00Z"}, "embargoedUntil: '2027-13-01T00:00:00Z' is no date"),
        ({"version": -1}, "version: '-1' is no whole number that a version can be"),
        ({"version": [1]}, "version: no text but an array"),
        ({"version": True}, "version: no text but true or false"),
        ({"uri": None}, "uri: missing"),
        ({"uri": 5}, "uri: no text but a number"),
        ({"body_text": 5}, "body_text: no text but a number"),
        ({"bodies": {}}, "bodies: no array but an object"),
        ({"bodies": ["x"]}, "bodies[0]: no object but a text"),
        ({"bodies": [{"value": 5}]}, "value: no text but a number"),
        ({"bodies": [{"value": "<x/>", "contentType": "a/xml"}]}, "bodies: none is HTML or text, but a/xml"),
        ({"headline": ""}, "body: there is neither a text nor a title"),
    ],
)  # fmt: skip
def test_identity_version_status_embargo_and_text_are_right_or_refused(fields: dict[str, object], reason: str) -> None:
    assert refusal(FORMAT, item(**{"headline": "H", **fields})) == reason


def test_a_field_that_stands_twice_is_refused_where_it_matters() -> None:
    assert refusal(FORMAT, '{"uri": "1", "headline": "H", "pubstatus": "usable", "pubstatus": "canceled"}') == (
        "pubstatus: stands more than once"
    )
    assert article(FORMAT, '{"uri": "1", "headline": "H", "urgency": 1, "urgency": 2}').title == "H"


def test_versions_that_are_numbers_and_the_later_of_two_embargoes() -> None:
    found = article(
        FORMAT, item(headline="H", version=2, embargoed="2027-01-01T00:00:00Z", embargoedUntil="2027-01-02T00:00:00Z")
    )
    assert (found.version, found.embargoed_until) == (2, datetime(2027, 1, 2, tzinfo=UTC))
    assert article(FORMAT, item(headline="H", version="3.0")).version == 3


@pytest.mark.parametrize(
    ("bodies", "body"),
    [
        ({"body_text": "<p>said to be text</p>"}, "said to be text"),
        ({"body_text": "a < b\n\nc"}, "a < b\n\nc"),
        ({"body_text": "x", "body_html": "<p>y</p>"}, "y"),
        ({"body_html": "<p> </p>", "body_text": "x"}, "x"),
        ({"body_richhtml5": "<p>r</p>"}, "r"),
        ({"bodies": [{"value": "a<br>b"}]}, "a\nb"),
        ({"bodies": [{"role": "html5", "value": "<p>a"}, {"contentType": "text/plain", "value": "b"}]}, "a"),
        ({"description_text": "only this"}, "only this"),
        ({"descriptions": [{"value": "only this"}]}, "only this"),
    ],
)
def test_which_body_is_read(bodies: dict[str, object], body: str) -> None:
    assert article(FORMAT, item(headline="H", **bodies)).body == body


def test_a_cancellation_passes_whatever_else_of_it_is_broken() -> None:
    broken = {"version": "1b", "embargoed": "noon", "body_text": 5, "headline": 7, "pubstatus": "canceled"}
    found = article(FORMAT, item(**broken))
    assert (found.pub_status, found.version, found.embargoed_until, found.title) == ("canceled", None, None, "urn:x:1")


def test_superdesk_and_wrapped_arrays() -> None:
    people = [{"role": "writer", "name": "Ida Lo"}, {"role": "editor", "name": "No One"}]
    member = {"guid": "g", "headline": "H &amp; <b>I</b>", "authors": people, "source": "AB", "pubstatus": "usable"}
    found = article(FORMAT, json.dumps({"_items": [member]}))
    assert (found.uri, found.title, found.bylines, found.source) == ("g", "H & I", ("Ida Lo",), "AB")


def test_a_file_without_any_text_is_an_error_that_says_what_is_in_it() -> None:
    data = '[{"uri": "1", "type": "picture"}, {"uri": "2", "type": "picture"}, {"uri": "3", "type": "video"}]'
    with pytest.raises(FormatError, match="type: no text among 2 picture, 1 video"):
        read(FORMAT, data)


def test_a_cancellation_has_the_identity_of_its_article_whatever_it_leaves_out() -> None:
    uri = "urn:newsml:wire.example:20270104:7"
    full = article(FORMAT, item(uri=uri, headline="H", copyrightholder="Wire", infosources=[{"name": "W"}]))
    bare = article(FORMAT, item(uri=uri, pubstatus="canceled"))
    assert (full.source, full.id) == ("wire.example", bare.id)


def test_can_parse() -> None:
    for name in ("ninjs/v1.json", "ninjs/v2.json", "ninjs/v3.json"):
        assert FORMAT.can_parse(seed(name)[:4096])
    assert FORMAT.can_parse(b'\xef\xbb\xbf {"uri": "x", "pubstatus": "canceled"}')
    assert not FORMAT.can_parse(b'{"uri": "x", "body": "y", "title": "z", "pub_status": "usable", "urgency": 1}')
    assert not FORMAT.can_parse(b'{"@context": "https://schema.org", "headline": "x", "uri": "y"}')
    assert not FORMAT.can_parse(seed("json_feed/feed.json")[:4096])
    assert not FORMAT.can_parse(b"")


@pytest.mark.parametrize(
    ("stated", "version"), [("1", 1), ("2.0", 2), (3, 3), ("1.2", None), ("1b", None), ("9" * 40, None), ("", None)]
)
def test_a_version_is_a_text_that_need_be_no_number(stated: object, version: int | None) -> None:
    assert article(FORMAT, item(headline="H", version=stated)).version == version


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        ("<p>(Adds quotes, details)</p><p>The ferry runs on.</p>", ["(Adds quotes, details)"]),
        (
            "<p>[Eds: With photos.]</p><p>* One point</p><p>The ferry runs on.</p>",
            ["[Eds: With photos.]\n\n* One point"],
        ),
        ("<p>(UPDATES throughout with vote)</p><p>The ferry runs on.</p>", ["(UPDATES throughout with vote)"]),
        ("<p>(Kirkhaven) The ferry runs on.</p><p>More.</p>", []),
        ("<p>(Adding insult to injury, he left.)</p><p>More.</p>", []),
        ("<p>(Corrects name)</p>", []),
    ],
)
def test_a_note_on_the_version_is_no_text(body: str, notes: list[str]) -> None:
    found = article(FORMAT, item(headline="H", body_html=body))
    assert [text for role, text in regions(found) if role == "boilerplate"] == notes


@pytest.mark.parametrize(
    "names",
    [
        {"subjects": "subject", "genres": "genre", "places": "place", "usageTerms": "usageterms", "edNote": "ednote"},
        {"copyrightNotice": "copyrightnotice"},
        {},
    ],
)
def test_what_an_object_states_beside_its_text_is_carried(names: dict[str, str]) -> None:
    stated: dict[str, object] = {
        "keywords": ["ferry", "ice"],
        "subjects": [{"name": "transport", "code": "04015000", "scheme": "http://cv.iptc.org/newscodes/subjectcode/"}],
        "genres": [{"name": "Report", "uri": "http://cv.iptc.org/newscodes/genre/Report"}],
        "places": [{"name": "Brell", "literal": "b-1"}],
        "urgency": 3,
        "copyrightNotice": "© Courier",
        "usageTerms": "Online only",
        "edNote": "Picture follows",
        "associations": [
            {
                "type": "picture",
                "by": "Ine Dahl",
                "description_text": "The quay.",
                "renditions": [{"href": "https://h.example/a.jpg"}],
            },
            {
                "type": "picture",
                "pubstatus": "canceled",
                "description_text": "Gone.",
                "href": "https://h.example/b.jpg",
            },
            {"type": "text", "uri": "urn:x:0", "headline": "Before", "rel": "prev"},
        ],
    }
    found = article(
        FORMAT, item(headline="H", body_text="Text.", **{names.get(key, key): value for key, value in stated.items()})
    )
    assert (found.keywords, found.urgency, found.rights) == (("ferry", "ice"), 3, "© Courier")
    assert (found.usage_terms, found.editor_note) == ("Online only", "Picture follows")
    assert [(term.name, term.code) for term in found.subjects] == [("transport", "04015000")]
    assert [term.code for term in found.genres] == ["http://cv.iptc.org/newscodes/genre/Report"]
    assert [(term.name, term.code) for term in found.places] == [("Brell", "b-1")]
    assert [(image.url, image.caption, image.credit) for image in found.images] == [
        ("https://h.example/a.jpg", "The quay.", "Ine Dahl")
    ]
    assert [(link.uri, link.title, link.relation) for link in found.related] == [("urn:x:0", "Before", "prev")]


def test_what_cannot_be_such_a_field_is_left_out() -> None:
    found = article(
        FORMAT,
        item(
            headline="H",
            urgency="high",
            keywords="ferry",
            subject=["x", 5, {}],
            genre=None,
            place=[{"name": 5}],
            ednote=[1],
        ),
    )
    assert (found.urgency, found.keywords, found.subjects, found.places) == (None, (), (), ())
