from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from copydesk.explanation import explain
from schemas.article import (
    MAX_BODY_CHARACTERS,
    AnnotatedArticle,
    CleanArticle,
    DuplicateArticle,
    EnrichedArticle,
    RawArticle,
    UniqueArticle,
)
from schemas.identity import article_id, content_hash


def raw(**fields: object) -> RawArticle:
    return RawArticle.model_validate({"body": "Rain.", **fields})


def judged(verdict: str) -> dict[str, object]:
    return {"id": "a", "text": "Rain.", "story": {"id": "s", "verdict": verdict}}


# --- Identity ---------------------------------------------------------------------------------------------------------


def test_a_stated_id_is_kept() -> None:
    assert raw(id="desk-7", uri="urn:1", url="https://a").id == "desk-7"


def test_an_id_is_derived_from_the_best_that_is_there() -> None:
    assert raw(source="s", uri="urn:1", url="https://a").id == article_id("s", "urn:1", "https://a", "")
    assert raw(source="s", url="https://a").id == article_id("s", None, "https://a", "")
    assert raw(title="T").id == article_id("unknown", None, None, content_hash("T", "Rain."))


def test_an_id_survives_the_way_through_json() -> None:
    article = raw(source="s", uri="urn:1")
    assert RawArticle.model_validate_json(article.model_dump_json()) == article


def test_versions_of_an_item_share_their_id_and_not_their_event_id() -> None:
    first, second = raw(uri="urn:1"), raw(uri="urn:1", body="More rain.")
    assert first.id == second.id
    assert first.event_id("intake") != second.event_id("intake")


def test_the_digest_is_that_of_the_content_whatever_the_sender_claims() -> None:
    assert raw(title="T", content_hash="f0").content_hash == content_hash("T", "Rain.")


# --- Refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"body": None}, "body"),
        ({"body": 7}, "body"),
        ({"body": "x" * (MAX_BODY_CHARACTERS + 1)}, "body"),
        ({"title": 7}, "title"),
        ({"title": "x" * 4097}, "title"),
        ({"source": None}, "source"),
        ({"source": "x" * 513}, "source"),
        ({"uri": ["urn:1"]}, "uri"),
        ({"url": {}}, "url"),
        ({"published_at": "yesterday"}, "published_at"),
        ({"pub_status": "embargoed"}, "pub_status"),
        ({"bylines": "Ann Lee"}, "bylines"),
        ({"version": -1}, "version"),
        ({"id": "a\nb"}, "id"),
    ],
)
def test_a_refusal_names_the_field_and_no_other(fields: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        raw(**fields)
    assert [error["loc"] for error in refused.value.errors()] == [(field,)]
    assert explain(refused.value).startswith(f"{field}: ")


def test_a_missing_body_is_all_that_is_wrong_without_one() -> None:
    with pytest.raises(ValidationError) as refused:
        RawArticle.model_validate({"title": "Rain"})
    assert [error["loc"] for error in refused.value.errors()] == [("body",)]


@pytest.mark.parametrize("title", [None, "", " \n"])
def test_an_article_without_any_content_is_refused(title: str | None) -> None:
    with pytest.raises(ValidationError, match="body and title are both empty"):
        raw(body=" \n\t", title=title)


def test_a_headline_alone_is_an_article() -> None:
    assert raw(body="", title="Rain expected").body == ""


def test_the_longest_body_is_taken() -> None:
    assert len(raw(body="\N{UMBRELLA}" * MAX_BODY_CHARACTERS).body) == MAX_BODY_CHARACTERS


@pytest.mark.parametrize("data", ["[]", "7", "null", '"Rain."', "{"])
def test_what_is_no_object_is_refused(data: str) -> None:
    with pytest.raises(ValidationError):
        RawArticle.model_validate_json(data)


def test_every_time_without_zone_is_utc() -> None:
    naive = "2026-03-03T11:20:00"
    article = raw(received_at=naive, published_at=naive, updated_at=naive, embargoed_until=naive)
    for moment in (article.received_at, article.published_at, article.updated_at, article.embargoed_until):
        assert moment == datetime(2026, 3, 3, 11, 20, tzinfo=UTC)


# --- Statuses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("readability", ["ok", "too_short", "no_text"])
def test_the_cleaner_counts_how_readable_a_text_is(readability: str) -> None:
    article = CleanArticle.model_validate({"id": "a", "text": "", "sketch": {"exact": ""}, "readability": readability})
    assert article.status == readability


@pytest.mark.parametrize(
    ("verdict", "status"), [("new", "ok"), ("exact", "duplicate"), ("near", "duplicate"), ("revision", "revision")]
)
def test_deduplication_counts_its_verdict(verdict: str, status: str) -> None:
    assert UniqueArticle.model_validate(judged(verdict)).status == status
    assert DuplicateArticle.model_validate(judged(verdict)).status == status


@pytest.mark.parametrize("model", [AnnotatedArticle, EnrichedArticle])
def test_later_services_do_not_count_the_verdict_again(model: type[AnnotatedArticle]) -> None:
    assert model.model_validate(judged("revision")).status == "ok"


def test_a_similarity_is_a_share() -> None:
    with pytest.raises(ValidationError):
        UniqueArticle.model_validate({**judged("near"), "story": {"id": "s", "verdict": "near", "similarity": 1.01}})
