from __future__ import annotations

import json

from copydesk.runtime.article_search import Sighting
from copydesk.runtime.article_way import steps
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.envelope import Headers, envelop
from schemas.article import DuplicateArticle, RawArticle, UniqueArticle
from schemas.document import Document
from schemas.topics import dead_letter_topic, topic_of
from tests.copydesk.runtime.bench import origin

ARTICLE = {"id": "a", "source": "wire", "version": 2, "content_hash": "f" * 32, "text": "t"}


def seen(document: Document, service: str, at_ms: int = 0) -> Sighting:
    sent = envelop(document, service, {})
    return Sighting(topic_of(type(document)), 1, 7, at_ms, sent.headers, sent.value)


def test_a_step_says_who_wrote_what_and_when() -> None:
    raw = RawArticle.model_validate({"id": "a", "source": "wire", "version": 2, "body": "b"})
    (step,) = steps([seen(raw, "intake", 1_700_000_000_500)])
    assert (step.service, step.topic.name, step.partition, step.offset) == ("intake", "articles.raw", 1, 7)
    assert step.at.isoformat() == "2023-11-14T22:13:20.500000+00:00"
    assert (step.status, step.source, step.version) == ("ok", "wire", 2)
    assert (step.content_hash, step.event_id) == (raw.content_hash, raw.event_id("intake"))
    assert not step.is_dead_letter


def test_the_verdict_is_a_status_and_names_the_original() -> None:
    copy = DuplicateArticle.model_validate({**ARTICLE, "story": {"id": "s", "verdict": "near", "of": "b"}})
    news = UniqueArticle.model_validate({**ARTICLE, "story": {"id": "s", "verdict": "new"}})
    assert [(s.status, s.copy_of) for s in steps([seen(copy, "dedup"), seen(news, "dedup")])] == [
        ("duplicate", "b"),
        ("ok", None),
    ]


def letter(value: bytes, headers: Headers | None = None) -> Sighting:
    made = dead_letter(origin("a", value=value), ValueError("no good"), "cleaner")
    return Sighting(dead_letter_topic("cleaner"), 0, 3, 0, made.headers if headers is None else headers, made.value)


def test_a_dead_letter_says_why_and_still_which_version_it_was() -> None:
    (step,) = steps([letter(json.dumps(ARTICLE).encode())])
    assert (step.service, step.status, step.reason) == ("cleaner", "dead_letter", "ValueError: no good")
    assert (step.version, step.content_hash, step.is_dead_letter) == (2, "f" * 32, True)


def test_what_is_no_document_is_a_step_all_the_same() -> None:
    for value in (b"\xff", b"[" * 100_000, b"[]", b"7", b'{"version": "two", "source": 3}'):
        (step,) = steps([letter(value)])
        assert (step.source, step.version, step.content_hash, step.status) == (None, None, "", "dead_letter")
        (foreign,) = steps([Sighting(topic_of(RawArticle), 0, 0, 0, {}, value)])
        assert (foreign.status, foreign.event_id) == ("unreadable", None)
    assert steps([letter(b"x", headers={})])[0].status == "unreadable"


def test_a_raw_article_that_somebody_wrote_past_the_intake_has_the_digest_that_the_cleaner_will_see() -> None:
    value = b'{"id": "a", "body": "b"}'
    known = RawArticle.model_validate_json(value).content_hash
    written = Sighting(topic_of(RawArticle), 0, 0, 0, {}, value)
    assert [step.content_hash for step in steps([written, letter(value)])] == [known, known]


def test_steps_come_in_the_order_of_time() -> None:
    raw = RawArticle.model_validate({"id": "a", "body": "b"})
    assert [step.at.second for step in steps([seen(raw, "intake", 2000), seen(raw, "intake", 1000)])] == [1, 2]
