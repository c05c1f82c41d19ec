from __future__ import annotations

from uuid import UUID

import pytest
from pydantic import ValidationError

from schemas.quote import Quote, QuoteEvent, Speaker


def quote(**fields: object) -> Quote:
    spans = [{"start": 3, "end": 9}, {"start": 20, "end": 31}]
    known = {"id": "q", "kind": "direct", "text": "Rain.", "start": 3, "end": 31, "spans": spans}
    return Quote.model_validate({**known, **fields})


def event(**fields: object) -> QuoteEvent:
    known = {"id": "a", "version": 1, "source": "s", "story_id": "t", "quote": quote()}
    return QuoteEvent.model_validate({**known, **fields})


def test_a_quote_reaches_from_its_first_span_to_its_last() -> None:
    assert (quote().start, quote().end) == (3, 31)


@pytest.mark.parametrize("fields", [{"start": 2}, {"end": 30}, {"start": 20, "end": 9}])
def test_other_ends_than_those_of_the_spans_are_refused(fields: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="first and the last span"):
        quote(**fields)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"spans": []}, "spans"), ({"kind": "whispered"}, "kind"), ({"confidence": 1.1}, "confidence"), ({"id": 7}, "id")],
)
def test_a_refusal_names_the_field(fields: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        quote(**fields)
    assert [error["loc"] for error in refused.value.errors()] == [(field,)]


def test_nobody_knows_a_speaker_until_somebody_does() -> None:
    assert quote().speaker == Speaker(status="unknown", name=None)


def test_a_quotes_event_id_is_the_same_for_a_replay() -> None:
    assert event().event_id("quotes") == event(received_at="2027-01-01T00:00:00Z").event_id("quotes")
    assert UUID(event().event_id("quotes")).version == 5


def test_events_that_differ_have_different_ids() -> None:
    ids = [
        event().event_id("quotes"),
        event(quote=quote(id="r")).event_id("quotes"),
        event(id="b").event_id("quotes"),
        event(version=2).event_id("quotes"),
        event(content_hash="f0").event_id("quotes"),
        event().event_id("other"),
    ]
    assert len(set(ids)) == len(ids)
