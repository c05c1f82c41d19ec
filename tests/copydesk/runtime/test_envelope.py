from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from copydesk.runtime.envelope import carried, envelop, passed_on, read_headers
from schemas.article import CleanArticle, RawArticle
from schemas.document import Document
from schemas.placement import language_slot
from schemas.sketch import Sketch

TRACE_ID = b"0af7651916cd43dd8448eb211c80319c"
SPAN_ID = b"b7ad6b7169203331"
TRACEPARENT = b"00-" + TRACE_ID + b"-" + SPAN_ID + b"-01"
WELL_FORMED = re.compile(rb"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")

ARTICLE = RawArticle(id="guid-1", version=2, body="Text", received_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_a_document_travels_as_a_cloud_event() -> None:
    made = envelop(ARTICLE, "intake", {})
    assert (made.topic, made.key) == ("articles.raw", b"guid-1")
    assert RawArticle.model_validate_json(made.value) == ARTICLE
    headers = made.headers
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_id"] == ARTICLE.event_id("intake").encode()
    assert headers["ce_type"] == b"copydesk.articles.raw.v1"
    assert headers["ce_source"] == b"/copydesk/intake"
    assert headers["ce_subject"] == b"guid-1"
    assert headers["content-type"] == b"application/json"
    assert datetime.fromisoformat(headers["ce_time"].decode()).tzinfo is not None


def test_the_event_id_is_the_same_each_time_and_another_in_another_service() -> None:
    ids = [envelop(ARTICLE, service, {}).headers["ce_id"] for service in ("intake", "intake", "cleaner")]
    assert ids[0] == ids[1] != ids[2]


def test_the_event_id_is_another_for_another_version_and_for_other_content() -> None:
    others = [ARTICLE.model_copy(update={"version": 3}), RawArticle(id="guid-1", version=2, body="Other text")]
    ids = {envelop(article, "intake", {}).headers["ce_id"] for article in [ARTICLE, *others]}
    assert len(ids) == 3


def test_only_a_clean_article_says_its_place_and_its_key_stays_its_id() -> None:
    clean = CleanArticle(id="guid-1", text="Texto", language="es", sketch=Sketch(exact=""))
    made = envelop(clean, "cleaner", {})
    assert (made.key, made.slot) == (b"guid-1", language_slot("es"))
    assert envelop(ARTICLE, "intake", {}).slot is None


def test_a_document_without_a_topic_cannot_travel() -> None:
    with pytest.raises(KeyError):
        envelop(Document(id="a"), "intake", {})


def test_the_arrival_time_passes_through_and_is_the_documents_own_at_first() -> None:
    assert envelop(ARTICLE, "intake", {}).headers["received_at"] == b"2026-01-02T03:04:05+00:00"
    onward = envelop(ARTICLE, "cleaner", {"received_at": b"2020-01-01T00:00:00+00:00"})
    assert onward.headers["received_at"] == b"2020-01-01T00:00:00+00:00"


def test_the_trace_goes_on_with_a_new_span() -> None:
    first, second = (carried({"traceparent": TRACEPARENT})["traceparent"] for _ in range(2))
    for made in (first, second):
        match = WELL_FORMED.fullmatch(made)
        assert match
        assert match[1] == TRACE_ID
        assert match[2] != SPAN_ID
    assert first != second


@pytest.mark.parametrize("flags", [b"00", b"01"])
def test_the_trace_keeps_whether_it_is_sampled(flags: bytes) -> None:
    incoming = b"00-" + TRACE_ID + b"-" + SPAN_ID + b"-" + flags
    assert carried({"traceparent": incoming})["traceparent"].endswith(b"-" + flags)


@pytest.mark.parametrize(
    "incoming",
    [
        b"",
        b"junk",
        b"00-" + b"0" * 32 + b"-" + SPAN_ID + b"-01",
        TRACEPARENT.upper(),
        TRACEPARENT + b"\n",
        b"ff" + TRACEPARENT[2:],
        TRACEPARENT[:-1],
        b"\xff" * 55,
        TRACEPARENT * 10_000,
    ],
)
def test_a_trace_that_is_none_is_replaced_by_a_new_one(incoming: bytes) -> None:
    made = carried({"traceparent": incoming})["traceparent"]
    match = WELL_FORMED.fullmatch(made)
    assert match
    assert match[1] not in (TRACE_ID, b"0" * 32)


def test_the_trace_state_goes_with_the_trace_and_other_headers_do_not() -> None:
    onward = carried({"traceparent": TRACEPARENT, "tracestate": b"vendor=1", "attempt": b"3", "x": b"y"})
    assert set(onward) == {"traceparent", "tracestate"}
    assert onward["tracestate"] == b"vendor=1"


def test_the_marker_of_a_replay_passes_every_hop_and_its_place_does_not() -> None:
    onward = carried({"traceparent": TRACEPARENT, "replay": b"again", "replayed_from": b"articles.raw/0/7"})
    assert onward["replay"] == b"again"
    assert "replayed_from" not in onward


@pytest.mark.parametrize("headers", [None, [], {}, ()])
def test_no_headers_are_an_empty_mapping(headers: object) -> None:
    assert read_headers(headers) == {}


def test_headers_are_read_from_pairs_and_from_mappings() -> None:
    assert read_headers([("a", b"1"), ("b", None), ("a", b"2")]) == {"a": b"2", "b": b""}
    assert read_headers({"a": b"1"}) == {"a": b"1"}


def test_what_is_sent_again_as_it_was_keeps_its_span() -> None:
    headers = {"traceparent": TRACEPARENT, "tracestate": b"vendor=1", "received_at": b"2026", "ce_id": b"x"}
    assert passed_on(headers) == {"traceparent": TRACEPARENT, "tracestate": b"vendor=1", "received_at": b"2026"}
    assert WELL_FORMED.fullmatch(passed_on({})["traceparent"])
