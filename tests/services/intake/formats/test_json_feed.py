from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from schemas.article import RawArticle
from services.intake.formats.format import FormatError, Refused
from services.intake.formats.json_feed import FORMAT
from tests.services.intake.formats.reading import article, read, refusal, regions, seed


def feed(**item: object) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1", "title": "F", "items": [item]})


def test_items() -> None:
    first, second, third, fourth = read(FORMAT, seed("json_feed/feed.json"))
    assert isinstance(first, RawArticle)
    assert (first.uri, first.url, first.source) == (
        "https://ilva.example/1",
        "https://ilva.example/1",
        "Notes from Ilva",
    )
    assert (first.language, first.bylines) == ("en", ("Kaja Moe", "Emil Dahl"))
    assert first.published_at == datetime(2027, 1, 4, 5, tzinfo=UTC)
    assert first.updated_at == datetime(2027, 1, 4, 6, tzinfo=UTC)
    assert first.body == "Snow on the pass\n\nThe pass is closed.\n\nStay home\n\n— the county"
    assert regions(first) == [("title", "Snow on the pass")]
    assert isinstance(second, RawArticle)
    assert (second.uri, second.url, second.title) == ("7", "https://elsewhere.example/x", None)
    assert (second.body, second.bylines) == ("A note\nin two lines.\n\nAnd more.", ("Ilva Desk",))
    assert (second.language, second.published_at) == ("nb-NO", None)
    assert isinstance(third, Refused)
    assert str(third.error) == "item 3, id: missing"
    assert json.loads(third.value) == {"title": "Without id", "content_text": "x"}
    assert isinstance(fourth, Refused)
    assert str(fourth.error) == "item 4, content_html: no text but a number"


def test_version_1_has_one_author() -> None:
    assert article(FORMAT, feed(id="1", content_text="x", author={"name": "By Bo Rask"})).bylines == ("Bo Rask",)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"id": None}, "id: missing"),
        ({"id": True}, "id: no text but true or false"),
        ({"id": " "}, "id: empty"),
        ({"id": "1", "content_html": [], "content_text": "x"}, "content_html: no text but an array"),
        ({"id": "1", "title": {}}, "title: no text but an object"),
        ({"id": "1"}, "body: there is neither a text nor a title"),
    ],
)
def test_wrong_types_name_the_field(item: dict[str, object], reason: str) -> None:
    assert refusal(FORMAT, feed(**item)) == f"item 1, {reason}"


def test_a_field_that_stands_twice_is_refused() -> None:
    data = '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "id": "2", "content_text": "x"}, 5]}'
    assert [str(item.error) for item in read(FORMAT, data) if isinstance(item, Refused)] == [
        "item 1, id: stands more than once",
        "item 2, no object but a number",
    ]


def test_a_huge_number_keeps_all_of_its_digits() -> None:
    digits = "9" * 5000
    data = feed(id=0, content_text="x").replace('"id": 0', f'"id": {digits[:100]}, "other": {digits}')
    assert article(FORMAT, data).uri == digits[:100]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("{", "line 1, column 2: Expecting property name"),
        ("[]", "the feed is no object but an array"),
        ("{}", "items: no array but null"),
        ("[" * 100_000, "values nested too deep"),
        ('{"items": 1, "items": []}', "items: stands more than once"),
    ],
)
def test_what_is_no_feed_is_an_error(data: str | bytes, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(FORMAT, data)
    assert str(caught.value).startswith(reason)


def test_a_bad_byte_costs_its_item_alone() -> None:
    data = b'{"items": [{"id": "1", "content_text": "caf\xe9"}, {"id": "2", "content_text": "caf\xc3\xa9 \x96 open"}]}'
    refused, sound = read(FORMAT, data)
    assert isinstance(refused, Refused) and "not valid UTF-8" in str(refused.error)
    assert not isinstance(sound, Refused) and sound.body == "café – open"


def test_other_encodings() -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        assert article(FORMAT, feed(id="é", content_text="x").encode(encoding)).uri == "é"


def test_lone_surrogates_and_zeros_do_no_harm() -> None:
    assert article(FORMAT, feed(id="1", content_text="a\ud800b\x00c")).body == "a\ufffdbc"


def test_can_parse() -> None:
    assert FORMAT.can_parse(seed("json_feed/feed.json")[:200])
    assert FORMAT.can_parse(b'{"items": [{"id": "1", "content_text": "x"}]}')
    assert FORMAT.can_parse(rb'{"version": "https:\/\/jsonfeed.org\/version\/1.1"')
    for other in ("ninjs/v1.json", "ninjs/v2.json", "ninjs/v3.json", "rss/full.xml"):
        assert not FORMAT.can_parse(seed(other)[:4096])
    assert not FORMAT.can_parse(b'{"body": "x", "source": "y"}')


def test_tags_pictures_and_links_are_carried() -> None:
    found = article(
        FORMAT,
        feed(
            id="1",
            content_text="x",
            tags=["ferry", "ice"],
            image="https://h.example/a.jpg",
            external_url="https://o.example/b",
        ),
    )
    assert found.keywords == ("ferry", "ice")
    assert [image.url for image in found.images] == ["https://h.example/a.jpg"]
    assert [link.url for link in found.related] == ["https://o.example/b"]
