from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from schemas.article import AnnotatedArticle
from schemas.entity import Entity, EntityType, Link, Mention, MentionKind
from schemas.ninjs import Concept, news_item
from schemas.story import Story


def entity(name: str, type_: EntityType, *links: Link, kind: MentionKind = "name") -> Entity:
    return Entity(
        id=f"id of {name}", name=name, type=type_, links=links, mentions=(Mention(start=0, end=1, text="x", kind=kind),)
    )


def article(**fields: object) -> AnnotatedArticle:
    known = {"id": "a b", "text": "Some text.", "story": Story(id="s", verdict="new"), **fields}
    return AnnotatedArticle.model_validate(known)


def test_entities_stand_under_their_kind() -> None:
    item = news_item(
        article(
            entities=[
                entity("Ann Lee", "PERSON", Link(scheme="desk", id="https://desk.example/ann")),
                entity("Lisbon", "GPE", Link(scheme="geonames", id="2267057")),
                entity("Acme", "ORG", Link(scheme="wikidata", id="Q1")),
                entity("Alps", "LOC"),
                entity("Monday", "DATE"),
                entity("officials", "PERSON", kind="nominal"),
            ]
        )
    )
    assert [(c.name, c.uri, c.literal) for c in item.people] == [
        ("Ann Lee", "https://desk.example/ann", "id of Ann Lee")
    ]
    assert [(c.name, c.uri) for c in item.organisations] == [("Acme", "http://www.wikidata.org/entity/Q1")]
    assert [(c.name, c.uri) for c in item.places] == [
        ("Lisbon", "https://sws.geonames.org/2267057/"),
        ("Alps", None),
    ]


def test_the_line_holds_what_is_known_under_the_names_of_the_standard() -> None:
    moment = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    line = news_item(article(title="A title", published_at=moment, version=3, bylines=("B", "C"))).as_json()
    made = json.loads(line)
    assert made["headlines"] == [{"role": "main", "contentType": "text/plain", "value": "A title"}]
    assert made["bodies"] == [{"contentType": "text/plain", "value": "Some text."}]
    assert made["firstCreated"] == "2026-03-04T05:06:00Z"
    assert (made["version"], made["by"], made["pubStatus"], made["type"]) == ("3", "B, C", "usable", "text")
    assert made["standard"]["schema"] == "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
    assert "located" not in made


@pytest.mark.parametrize(
    ("fields", "uri"),
    [
        ({"uri": "tag:desk.example,2026:1"}, "tag:desk.example,2026:1"),
        ({"uri": "no uri", "url": "https://desk.example/1"}, "https://desk.example/1"),
        ({}, "urn:x-copydesk:a%20b"),
        ({"id": "6f0a2f0e-6a0c-5d1c-9b0e-0f6a3d9c7e51"}, "urn:uuid:6f0a2f0e-6a0c-5d1c-9b0e-0f6a3d9c7e51"),
    ],
)
def test_every_item_has_a_uri(fields: dict[str, object], uri: str) -> None:
    assert news_item(article(**fields)).uri == uri


def test_what_the_standard_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError, match="salience"):
        Concept.model_validate({"name": "Ann Lee", "literal": "1", "salience": 1})


def test_what_the_source_stated_stands_under_the_names_of_the_standard() -> None:
    line = news_item(
        article(
            keywords=["dam"],
            subjects=[
                {"name": "flood", "code": "03015000", "scheme": "iptc-subject-code"},
                {"code": "http://cv.iptc.org/newscodes/mediatopic/20000065"},
            ],
            genres=[{"name": "Update", "code": "genre:Update"}],
            places=[{"name": "Harrowford"}],
            urgency=2,
            rights="© Northwire",
            usage_terms="Online only",
            editor_note="Adds vote",
            images=[
                {"url": "https://h.example/1.jpg", "caption": "The dam.", "credit": "Ann Lee"},
                {"caption": "None."},
            ],
            related=[{"uri": "urn:n:0", "title": "Before", "relation": "prev"}, {"url": "https://h.example/b"}],
        )
    ).as_json()
    made = json.loads(line)
    assert made["subjects"] == [
        {"name": "flood", "literal": "03015000"},
        {"uri": "http://cv.iptc.org/newscodes/mediatopic/20000065"},
        {"name": "dam"},
    ]
    assert made["genres"] == [{"name": "Update", "literal": "genre:Update"}]
    assert made["places"] == [{"name": "Harrowford"}]
    assert (made["urgency"], made["copyrightNotice"], made["usageTerms"], made["edNote"]) == (
        2,
        "© Northwire",
        "Online only",
        "Adds vote",
    )
    picture, before, page = made["associations"]
    assert picture["renditions"] == [{"name": "main", "href": "https://h.example/1.jpg"}]
    assert (picture["type"], picture["by"], picture["descriptions"][0]["value"]) == ("picture", "Ann Lee", "The dam.")
    assert (before["uri"], before["rel"], before["headlines"][0]["value"]) == ("urn:n:0", "prev", "Before")
    assert page["uri"] == "https://h.example/b"
