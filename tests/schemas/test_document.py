from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.article import AnnotatedArticle, CleanArticle, DuplicateArticle, EnrichedArticle, RawArticle, UniqueArticle
from schemas.document import STATUSES, Document, ProcessingStep, Span
from schemas.entity import Entity
from schemas.sketch import Sketch
from schemas.story import Story


def document(**fields: object) -> Document:
    return Document.model_validate({"id": "a", **fields})


RAW_ONLY = {"body", "regions", "whole_paragraphs"}
"""What says something of the raw body alone."""


def test_a_replay_has_the_same_event_id() -> None:
    first = document(version=1, content_hash="f0", received_at="2026-03-03T10:00:00Z")
    step = ProcessingStep(service="cleaner", version="2", seconds=3)
    again = first.model_copy(update={"received_at": datetime(2027, 1, 1, tzinfo=UTC), "processing": (step,)})
    assert first.event_id("cleaner") == again.event_id("cleaner")


def test_an_event_id_is_a_uuid_5() -> None:
    assert UUID(document().event_id("cleaner")).version == 5


def test_the_event_ids_of_earlier_releases_stay() -> None:
    """Consumers remember them; a change would show them every event again."""
    assert document().event_id("cleaner") == "c8b21906-1d9e-56aa-88f1-a0c31b988b66"


def test_events_that_differ_have_different_ids() -> None:
    ids = [
        document().event_id("cleaner"),
        document().event_id("dedup"),
        document(id="b").event_id("cleaner"),
        document(version=0).event_id("cleaner"),
        document(version=1).event_id("cleaner"),
        document(content_hash="f0").event_id("cleaner"),
        document(content_hash="f1").event_id("cleaner"),
    ]
    for one, other in combinations(ids, 2):
        assert one != other


def test_a_time_without_zone_is_utc() -> None:
    assert document(received_at="2026-03-03T11:20:00").received_at == datetime(2026, 3, 3, 11, 20, tzinfo=UTC)


def test_a_stated_zone_is_kept() -> None:
    received = document(received_at="2026-03-03T11:20:00+01:00").received_at
    assert received.utcoffset() == timedelta(hours=1)
    assert received == datetime(2026, 3, 3, 10, 20, tzinfo=UTC)


def test_arrival_is_now_where_nobody_says_it() -> None:
    assert abs(datetime.now(UTC) - document().received_at) < timedelta(minutes=1)


@pytest.mark.parametrize("identifier", ["", "a\nb", "a\x00", "\x7f", "x" * 513, None, 7])
def test_an_id_that_could_pass_for_another_is_refused(identifier: object) -> None:
    with pytest.raises(ValidationError) as refused:
        document(id=identifier)
    assert [error["loc"] for error in refused.value.errors()] == [("id",)]


@pytest.mark.parametrize("identifier", ["a", "urn:x:1", "Stra\N{LATIN SMALL LETTER SHARP S}e 7", "x" * 512])
def test_any_other_id_is_kept(identifier: str) -> None:
    assert document(id=identifier).id == identifier


@given(st.text(max_size=20))
def test_an_accepted_id_is_one_printable_line(identifier: str) -> None:
    try:
        accepted = document(id=identifier).id
    except ValidationError:
        return
    assert accepted == identifier
    assert accepted
    assert not any(ord(character) < 32 or ord(character) == 127 for character in accepted)


@pytest.mark.parametrize("version", [-1, 1.5, "two"])
def test_a_version_counts(version: object) -> None:
    with pytest.raises(ValidationError) as refused:
        document(version=version)
    assert [error["loc"] for error in refused.value.errors()] == [("version",)]


def test_a_document_does_not_change() -> None:
    with pytest.raises(ValidationError):
        document().id = "b"  # type: ignore[misc]


def test_fields_of_a_newer_writer_are_passed_over() -> None:
    assert "mood" not in document(mood="calm").model_dump()


def test_statuses_are_told_apart() -> None:
    assert len(set(STATUSES)) == len(STATUSES)
    assert {"ok", "dead_letter"} <= set(STATUSES)
    assert document().status == "ok"


# --- Extending a document --------------------------------------------------------------------------------------------

MOMENT = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)

RAW = RawArticle(
    id="a", source="desk", uri="urn:1", title="Fog", version=3, bylines=("Ann Lee",), published_at=MOMENT, body="Fog."
)
STORY = Story(id="a", verdict="new")


def clean_article() -> CleanArticle:
    return RAW.extended(CleanArticle, text="Fog.", paragraphs=[{"start": 0, "end": 4}], sketch=Sketch(exact="f"))


def test_a_document_is_extended_along_the_whole_way_of_an_article() -> None:
    unique = clean_article().extended(UniqueArticle, story=STORY)
    annotated = unique.extended(AnnotatedArticle, entities=[Entity(id="e", name="Ann Lee", type="PERSON")])
    enriched = annotated.extended(EnrichedArticle, quotes=())
    assert [type(each) for each in (unique, annotated, enriched)] == [UniqueArticle, AnnotatedArticle, EnrichedArticle]
    shared = set(RawArticle.model_fields) - RAW_ONLY
    assert {name: getattr(enriched, name) for name in shared} == {name: getattr(RAW, name) for name in shared}
    assert (enriched.story, enriched.entities[0].name, enriched.paragraphs) == (
        STORY,
        "Ann Lee",
        (Span(start=0, end=4),),
    )
    assert enriched == EnrichedArticle.model_validate_json(enriched.model_dump_json())


def test_what_the_next_document_has_no_field_for_is_left_out() -> None:
    unique = clean_article().extended(UniqueArticle, story=STORY)
    assert "sketch" not in unique.__dict__ and "sketch" not in unique.model_dump_json()
    assert "body" not in clean_article().__dict__


def test_what_nobody_gives_has_its_default_and_counts_as_unset() -> None:
    made = RAW.extended(CleanArticle, text="Fog.", sketch=Sketch(exact="f"))
    assert (made.asides, made.readability) == ((), "ok")
    assert {"text", "sketch", "title"} <= made.model_fields_set
    assert not {"asides", "body", "dateline"} & made.model_fields_set


def test_a_section_goes_before_the_field_of_the_same_name_and_the_source_stays() -> None:
    step = ProcessingStep(service="cleaner", version="2", seconds=3)
    made = RAW.extended(RawArticle, title="Dense fog", processing=(step,))
    assert (made.title, made.processing, made.body) == ("Dense fog", (step,), "Fog.")
    assert (RAW.title, RAW.processing) == ("Fog", ())


def test_its_json_is_that_of_the_same_document_made_in_one_go() -> None:
    stated = {name: getattr(RAW, name) for name in set(RawArticle.model_fields) - RAW_ONLY}
    whole = CleanArticle(**stated, text="Fog.", paragraphs=(Span(start=0, end=4),), sketch=Sketch(exact="f"))
    assert clean_article() == whole
    assert clean_article().model_dump_json() == whole.model_dump_json()


def test_a_field_that_the_next_document_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="UniqueArticle has no field mood"):
        clean_article().extended(UniqueArticle, story=STORY, mood="calm")


def test_a_section_that_is_missing_is_refused() -> None:
    with pytest.raises(ValidationError, match="UniqueArticle\nstory\n  Field required"):
        clean_article().extended(UniqueArticle)


@pytest.mark.parametrize("sections", [{"title": "x" * 5000}, {"story": "new"}, {"received_at": "soon"}])
def test_a_section_is_validated(sections: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_article().extended(DuplicateArticle, **{"story": STORY, **sections})
    (name,) = sections
    assert refused.value.title == "DuplicateArticle"
    assert {error["loc"][0] for error in refused.value.errors()} == {name}


def test_what_is_carried_over_is_shared_and_not_validated_again() -> None:
    article = clean_article()
    made = article.extended(UniqueArticle, story=STORY)
    assert made.paragraphs is article.paragraphs and made.story is STORY
    unchecked = RawArticle.model_construct(**{**RAW.__dict__, "title": 7})
    assert unchecked.extended(RawArticle, version=4).title == 7  # type: ignore[comparison-overlap]


def test_a_document_that_was_extended_does_not_change_either() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        clean_article().text = "Sun."  # type: ignore[misc]


def test_two_documents_made_by_extension_are_copied_and_compared_like_any_other() -> None:
    assert clean_article() == clean_article().model_copy()
    assert clean_article() != clean_article().model_copy(update={"version": 4})
    assert hash(RAW.extended(RawArticle, version=4)) == hash(RAW.model_copy(update={"version": 4}))
