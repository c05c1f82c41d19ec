from __future__ import annotations

import pytest

from schemas.article import RawArticle
from services.intake.formats.format import Fields, Parsed
from services.intake.formats.shared.feed_identity import identified

SITE = "https://www.harbour.example/"


def ids(*items: Fields, site: str | None = SITE, source: str = "Harbour News") -> list[str]:
    found = identified([Parsed({"source": source, "body": "Text.", **item}) for item in items], site)
    return [RawArticle.model_validate(item.fields).id for item in found if isinstance(item, Parsed)]


@pytest.mark.parametrize(
    "filler",
    ["N/A", "n/a", "none", "null", "-", "#", "0000", "00000000-0000-0000-0000-000000000000", "(none)", "-1", "guid"],
)
def test_a_filler_tells_no_item(filler: str) -> None:
    one: Fields = {"uri": filler, "title": "Ferry"}
    two: Fields = {"uri": filler, "title": "Herring"}
    assert len(set(ids(one, two))) == 2
    (found,) = identified([Parsed({"uri": filler, "title": "Ferry", "body": ""})], SITE)
    assert isinstance(found, Parsed) and "uri" not in found.fields


@pytest.mark.parametrize("uri", ["1", "0", "101", "news-1", "nada", "Identity crisis"])
def test_what_is_short_may_still_be_an_id(uri: str) -> None:
    first = ids({"uri": uri, "title": "Ferry", "url": f"{SITE}a"})
    assert first == ids({"uri": uri, "title": "Ferry runs on", "url": f"{SITE}b"})


def test_what_several_stories_share_tells_none_of_them() -> None:
    a: Fields = {"uri": "x", "title": "A", "url": f"{SITE}a"}
    b: Fields = {"uri": "x", "title": "B", "url": f"{SITE}b"}
    assert len(set(ids(a, b))) == 2
    assert len(set(ids({"url": f"{SITE}all", "title": "A"}, {"url": f"{SITE}all", "title": "B"}))) == 2
    assert len(set(ids({"uri": "latest", "title": "A"}, {"uri": "latest", "title": "B"}))) == 2


def test_an_item_that_a_feed_holds_twice_is_one() -> None:
    assert (
        len(set(ids({"uri": "x", "title": "A", "url": f"{SITE}a"}, {"uri": "x", "title": "A2", "url": f"{SITE}a"})))
        == 1
    )
    assert (
        len(set(ids({"uri": "x", "title": "A", "url": f"{SITE}a?1"}, {"uri": "x", "title": "A", "url": f"{SITE}a?2"})))
        == 1
    )


def test_the_address_of_the_feed_itself_tells_no_item_and_a_new_text_makes_no_new_one() -> None:
    assert ids({"url": SITE, "title": "A"}) != ids({"url": SITE, "title": "B"})
    assert ids({"url": SITE, "title": "A"}) == ids({"url": SITE, "title": "A", "body": "More."})
    assert len(set(ids({"uri": SITE, "url": SITE, "title": "A"}, {"uri": SITE, "url": SITE, "title": "B"}))) == 2


@pytest.mark.parametrize(
    "uri",
    [
        "tag:harbour.example,2026:5",
        "urn:uuid:0f7cbe3e-8f4c-4a52-9a0c-1f2d3c4b5a69",
        "0f7cbe3e-8f4c-4a52-9a0c-1f2d3c4b5a69",
        "https://harbour.example/?p=5",
        "urn:newsml:harbour.example:20260303:5",
    ],
)
def test_an_id_that_is_unique_in_the_world_is_the_items_whatever_its_feed_is_called(uri: str) -> None:
    item: Fields = {"uri": uri, "title": "A"}
    assert ids(item, source="Harbour News") == ids(item, source="Harbour News – 3 March", site=None)


def test_a_number_is_one_of_its_site() -> None:
    item: Fields = {"uri": "101", "title": "A"}
    assert ids(item, source="News") == ids(item, source="News at night")
    assert ids(item, source="News") != ids(item, source="News", site="https://other.example/")
    assert ids(item, source="One", site=None) != ids(item, source="Two", site=None)


def test_a_withdrawal_keeps_the_id_that_it_names() -> None:
    gone = identified([Parsed({"uri": "none", "pub_status": "canceled", "title": "x", "body": ""})], SITE)
    assert [item.fields["uri"] for item in gone if isinstance(item, Parsed)] == ["none"]


def test_half_a_character_does_no_harm() -> None:
    (found,) = identified([Parsed({"uri": "a\udc80", "body": "x"})], SITE)
    assert isinstance(found, Parsed) and found.fields["id"]


def test_addresses_that_are_none_do_no_harm() -> None:
    assert ids({"uri": "1"}, site="http://[broken") == ids({"uri": "1"}, site=None)
