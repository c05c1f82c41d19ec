"""Documents on their way: each is valid by the JSON Schema of its topic, and is the same after reading it again."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator
from datetime import timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from copydesk.registry import find_service
from copydesk.result import Handler
from copydesk.runtime.step import process
from schemas.article import (
    AnnotatedArticle,
    CleanArticle,
    DuplicateArticle,
    EnrichedArticle,
    RawArticle,
    UniqueArticle,
)
from schemas.dead_letter import DeadLetter
from schemas.document import Document
from schemas.quote import QuoteEvent
from schemas.topics import ARTICLE_TOPICS, SERVICE_NAMES, dead_letter_topic, topic_of
from tools.json_schemas import GENERATED, schema_file

SAMPLES = Path(__file__).parents[2] / "samples" / "feed.jsonl"

SPAN = {"start": 0, "end": 4}
TEXT_SPAN = {**SPAN, "text": "Rain"}
ARTICLE: dict[str, object] = {
    "id": "northwire-1",
    "version": 2,
    "content_hash": "0" * 32,
    "received_at": "2026-03-03T11:20:00.000001Z",
    "processing": [{"service": "intake", "version": "1", "model": "rules", "seconds": 0.5}],
    "source": "northwire",
    "uri": "urn:northwire:1",
    "url": "https://example.org/1",
    "title": "Rain \N{UMBRELLA} expected",
    "bylines": ["Ann Lee"],
    "dateline": "OSLO, March 3",
    "language": "en",
    "free_access": False,
    "published_at": "2026-03-03T11:20:00+01:00",
    "updated_at": "2026-03-03T11:30:00",
    "embargoed_until": "2026-03-03T12:00:00Z",
    "pub_status": "withheld",
    "media_type": "text/plain",
    "keywords": ["rain", "floods"],
    "subjects": [{"name": "weather", "code": "medtop:20000065", "scheme": "http://cv.iptc.org/newscodes/mediatopic/"}],
    "genres": [{"name": "Update", "code": "genre:Update"}],
    "places": [{"name": "Oslo"}],
    "urgency": 4,
    "rights": "© Northwire",
    "usage_terms": "Not for use after 30 days",
    "editor_note": "Adds forecast",
    "edition": "Morning",
    "images": [{"url": "https://example.org/1.jpg", "caption": "Rain.", "credit": "Ann Lee"}],
    "related": [{"uri": "urn:northwire:0", "url": "https://example.org/0", "title": "Sun", "relation": "prev"}],
}
READING: dict[str, object] = {
    **ARTICLE,
    "text": "Rain falls.",
    "paragraphs": [SPAN],
    "asides": [{"kind": "caption", "text": "A lake", "raw_start": 0, "raw_end": 6}],
    "head": [{**SPAN, "role": "title"}],
    "repairs": [{**SPAN, "raw": "Ra-\nin", "text": "Rain"}],
    "source_map": [{**SPAN, "raw_start": 7, "raw_end": 11}],
    "readability": "too_short",
}
SKETCH = {
    "exact": "0f",
    "keys": [1],
    "places": [0, 1],
    "shingles": 2,
    "words": "AAA=",
    "title_words": "",
    "is_short": True,
}
STORY = {
    "id": "s",
    "verdict": "near",
    "of": "northwire-0",
    "similarity": 0.75,
    "version": 3,
    "direction": "truncated",
    "evidence": {"reason": "text", "new_in_old": 0.75, "old_in_new": 0.5, "conflict": 0.1, "shared_keys": 9},
    "shares_text_with": ["northwire-00"],
    "aggregate": True,
}
ENTITY = {
    "id": "e",
    "name": "Ann Lee",
    "type": "PERSON",
    "salience": 1.0,
    "description": "a forecaster",
    "gender": "female",
    "number": "singular",
    "mentions": [{**TEXT_SPAN, "kind": "nominal"}],
    "links": [{"scheme": "wikidata", "id": "Q1"}],
}
QUOTE = {
    "id": "q",
    "kind": "mixed",
    "text": "Rain",
    **SPAN,
    "spans": [SPAN],
    "cue": TEXT_SPAN,
    "speaker": {
        "status": "named",
        "name": "Ann Lee",
        "names": ["Ann Lee"],
        "entity_ids": ["e"],
        "mention": TEXT_SPAN,
    },
    "confidence": 0.9,
    "statement_id": "0f",
    "repeated_in": [0],
}
ANNOTATED: dict[str, object] = {**READING, "story": STORY, "entities": [ENTITY]}
MENTIONED_NAMES = ("id", "version", "received_at", "source", "url", "title", "published_at", "language")
MENTIONED = {name: ARTICLE[name] for name in MENTIONED_NAMES}

FULL: dict[type[Document], dict[str, object]] = {
    RawArticle: {**ARTICLE, "body": "Rain falls.", "regions": [{**SPAN, "role": "caption"}], "whole_paragraphs": True},
    CleanArticle: {**READING, "sketch": {**SKETCH, "keys": [1, 2**63]}},
    UniqueArticle: {**READING, "story": STORY},
    DuplicateArticle: {**READING, "story": STORY},
    AnnotatedArticle: ANNOTATED,
    EnrichedArticle: {**ANNOTATED, "quotes": [QUOTE]},
    QuoteEvent: {**MENTIONED, "story_id": "s", "before": "It is wet.", "after": "So it goes.", "quote": QUOTE},
}
LEAST: dict[type[Document], dict[str, object]] = {
    RawArticle: {"id": "a", "body": "Rain."},
    CleanArticle: {"id": "a", "text": "", "sketch": {"exact": ""}},
    UniqueArticle: {"id": "a", "text": "", "story": {"id": "s", "verdict": "new"}},
    DuplicateArticle: {"id": "a", "text": "", "story": {"id": "s", "verdict": "exact"}},
    AnnotatedArticle: {"id": "a", "text": "", "story": {"id": "s", "verdict": "new"}},
    EnrichedArticle: {"id": "a", "text": "", "story": {"id": "s", "verdict": "new"}},
    QuoteEvent: {"id": "a", "source": "x", "story_id": "s", "quote": {**QUOTE, "cue": None, "speaker": {}}},
}


@cache
def validator(model: type[Document]) -> Draft202012Validator:
    schema = json.loads((GENERATED / schema_file(topic_of(model))).read_text())
    return Draft202012Validator(schema, format_checker=FormatChecker())


def assert_fits(document: Document) -> None:
    text = document.model_dump_json()
    validator(type(document)).validate(json.loads(text))
    assert type(document).model_validate_json(text) == document


def test_every_topic_has_examples() -> None:
    assert set(FULL) == set(LEAST) == {topic.model for topic in ARTICLE_TOPICS}


@pytest.mark.parametrize("model", FULL, ids=lambda model: model.__name__)
def test_an_example_with_every_field_fits(model: type[Document]) -> None:
    assert set(model.model_fields) - {"received_at", "processing", "content_hash"} <= set(FULL[model])
    validator(model).validate(FULL[model] if "updated_at" not in FULL[model] else _zoned(FULL[model]))
    assert_fits(model.model_validate(FULL[model]))


def _zoned(fields: dict[str, object]) -> dict[str, object]:
    """A time without a zone is taken on the way in, but RFC 3339 knows none."""
    return {**fields, "updated_at": f"{fields['updated_at']}Z"}


@pytest.mark.parametrize("model", LEAST, ids=lambda model: model.__name__)
def test_an_example_with_the_least_fields_fits(model: type[Document]) -> None:
    assert_fits(model.model_validate(LEAST[model]))


@pytest.mark.parametrize("model", LEAST, ids=lambda model: model.__name__)
def test_model_and_schema_demand_the_same_fields(model: type[Document]) -> None:
    for name in LEAST[model]:
        without = {key: value for key, value in LEAST[model].items() if key != name}
        if (model, name) == (RawArticle, "id"):
            model.model_validate(
                without
            )  # the intake gives an id to an article that has none; on the topic it is there
        else:
            with pytest.raises(ValidationError):
                model.model_validate(without)
        assert not validator(model).is_valid(without), name


@pytest.mark.parametrize("model", FULL, ids=lambda model: model.__name__)
def test_fields_of_a_newer_writer_are_passed_over(model: type[Document]) -> None:
    newer = {**FULL[model], "mood": "calm"}
    assert model.model_validate(newer) == model.model_validate(FULL[model])
    validator(model).validate(_zoned(newer) if "updated_at" in newer else newer)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMES = st.text(string.ascii_letters + "\N{SNOWMAN}é中", min_size=1, max_size=20)
# JSON knows offsets in whole minutes alone; before about 1900 the zones of the world had seconds, too.
OFFSETS = st.integers(-24 * 60 + 1, 24 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=st.none() | OFFSETS)


@given(
    body=WORDS.filter(str.strip),
    title=st.none() | WORDS,
    source=NAMES,
    bylines=st.lists(WORDS, max_size=3),
    published_at=st.none() | MOMENTS,
    version=st.none() | st.integers(0, 10**12),
)
def test_any_raw_article_fits(**fields: object) -> None:
    assert_fits(RawArticle.model_validate(fields))


@pytest.mark.parametrize("service", SERVICE_NAMES)
def test_the_headers_of_any_dead_letter_fit(service: str) -> None:
    schema = json.loads((GENERATED / schema_file(dead_letter_topic(service))).read_text())
    letter = DeadLetter(
        original_topic="articles.raw",
        service=service,
        service_version="1",
        error_type="ValueError",
        error_message="no body \N{UMBRELLA}",
        error_place="core.py:1 clean",
        truncated=True,
        failed_at="2026-03-03T11:20:00+00:00",
    )
    Draft202012Validator(schema).validate({name: value.decode() for name, value in letter.to_headers().items()})


def through_all_services(article: RawArticle, handlers: dict[str, Handler[Document]]) -> Iterator[Document]:
    """Everything that the services would publish of an article."""
    documents: list[Document] = [article]
    for name, handler in handlers.items():
        service = find_service(name)
        read = next((document for document in documents if type(document) is service.source), None)
        if read is None:
            return
        documents = [*process(service, handler, read).documents]
        yield from documents


@pytest.mark.slow
def test_what_the_services_make_of_the_samples_fits() -> None:
    handlers = {name: find_service(name).ready_handler() for name in SERVICE_NAMES}
    made: set[type[Document]] = set()
    for line in SAMPLES.read_text(encoding="utf-8").splitlines():
        try:
            article = RawArticle.model_validate_json(line)
        except ValidationError:  # the samples show refusals, too
            continue
        for document in through_all_services(article, handlers):
            assert_fits(document)
            made.add(type(document))
    assert made == set(FULL)
