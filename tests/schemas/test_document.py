from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.document import STATUSES, Document, ProcessingStep


def document(**fields: object) -> Document:
    return Document.model_validate({"id": "a", **fields})


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
