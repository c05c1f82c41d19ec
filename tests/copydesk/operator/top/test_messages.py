from __future__ import annotations

from dataclasses import asdict

import pytest

from copydesk.operator.top.messages import (
    LONGEST_QUOTE,
    LONGEST_TITLE,
    LONGEST_VALUE,
    MOST_QUOTES,
    UNREADABLE,
    article_picture,
)
from tests.copydesk.operator.top.records import HOSTILE, Record, buried, enriched, everything_hostile, letter

SPAN = {"start": 0, "end": 1}
QUOTE = {"id": "q", "kind": "direct", "text": "It stays.", "start": 0, "end": 1, "spans": [SPAN], "confidence": 0.9}


def texts(value: object) -> list[str]:
    """All strings within."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in texts(each)]
    return []


def test_an_article_with_its_people_and_quotes() -> None:
    article = enriched(
        received_at="2023-11-14T22:13:18Z",
        url="https://news.example/a",
        language="en",
        entities=[
            {"id": "1", "name": "Ingrid Solheim", "type": "PERSON"},
            {
                "id": "2",
                "name": "two fishermen",
                "type": "PERSON",
                "mentions": [{**SPAN, "text": "t", "kind": "nominal"}],
            },
            {"id": "3", "name": "Kirkhaven", "type": "GPE"},
            {"id": "4", "name": "Harbour Board", "type": "ORG"},
        ],
        quotes=[
            {**QUOTE, "speaker": {"status": "named", "name": "Ingrid Solheim"}},
            {**QUOTE, "speaker": {"names": ["A", "B"]}},
            QUOTE,
        ],
    )
    picture = article_picture("articles.enriched/0/7", article.model_dump_json().encode(), 1_700_000_000_500)
    assert (picture.reference, picture.id, picture.title) == ("articles.enriched/0/7", "a", "Night ferry stays")
    assert (picture.source, picture.language, picture.verdict) == ("harbour-wire", "en", "new")
    assert (picture.enriched_at, picture.seconds) == ("2023-11-14T22:13:20.500+00:00", 2.5)
    assert (picture.people, picture.organisations, picture.places) == (
        ("Ingrid Solheim",),
        ("Harbour Board",),
        ("Kirkhaven",),
    )
    assert [quote.speaker for quote in picture.quotes] == ["Ingrid Solheim", "A and B", "unknown speaker"]
    assert (picture.quotes[0].kind, picture.quotes[0].text, picture.quotes[0].confidence) == (
        "direct",
        "It stays.",
        0.9,
    )


def test_an_article_without_a_title_shows_how_its_text_begins() -> None:
    assert article_picture("r", enriched(None).model_dump_json().encode(), 0).title == "The ferry stays."
    assert article_picture("r", enriched("", "").model_dump_json().encode(), 0).title == "(no title)"


@pytest.mark.parametrize("value", [b"", b"{}", b"\xff\xfe", b'{"id": 3}', b"[" * 100_000])
def test_what_is_no_event_is_shown_as_that(value: bytes) -> None:
    assert article_picture("r", value, 1_000).title == UNREADABLE


def test_a_broker_without_a_time_gives_no_time() -> None:
    picture = article_picture("r", enriched().model_dump_json().encode(), -1)
    assert (picture.enriched_at, picture.seconds) == ("", None)


def test_an_articles_quotes_are_bounded() -> None:
    quotes = [{**QUOTE, "text": "word " * 1_000}] * 500
    picture = article_picture("r", enriched(quotes=quotes).model_dump_json().encode(), 0)
    assert len(picture.quotes) == MOST_QUOTES
    assert max(len(quote.text) for quote in picture.quotes) <= LONGEST_QUOTE


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_hostile_in_an_article_reaches_the_picture(hostile: str) -> None:
    picture = article_picture("r", everything_hostile(hostile), 0)
    assert picture.title != UNREADABLE
    assert len(picture.title) <= LONGEST_TITLE
    assert all(text.isprintable() for text in texts(asdict(picture)))


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_hostile_in_a_dead_letter_reaches_the_picture(hostile: str) -> None:
    record = buried(hostile)
    record.key = hostile.encode("utf-8", "replace")
    picture = letter(record)
    assert all(text.isprintable() for text in texts(asdict(picture)))
    assert len(picture.value) <= LONGEST_VALUE


def test_a_dead_letter_with_its_reason() -> None:
    record = buried("no good")
    record.value = b'{"source": "harbour-wire", "body": 7}'
    picture = letter(record)
    assert picture.reference == "cleaner.dead-letters/0/3"
    assert (picture.service, picture.reason, picture.message) == ("cleaner", "ValueError", "no good")
    assert (picture.origin, picture.key, picture.source) == ("articles.raw/0/7", "a", "harbour-wire")
    assert (picture.value, picture.attempts) == ('{"source": "harbour-wire", "body": 7}', 1)


@pytest.mark.parametrize("value", [b"\xff", b"7", b'{"source": 7}', b"[" * 100_000, b" " * 2_000_000, None])
def test_a_dead_letter_that_names_no_source(value: bytes | None) -> None:
    record = buried("no good")
    record.value = value
    assert letter(record).source == ""


def test_a_dead_letter_of_a_stranger() -> None:
    picture = letter(Record("daily.dedup.dead-letters", 0, 5, b"x", headers=[("dead_letter_attempts", b"\xff")]))
    assert (picture.service, picture.reason, picture.attempts) == ("dedup", "headers are not Copydesk's", None)
