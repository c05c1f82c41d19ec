from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from schemas.identity import article_id, content_hash


def test_the_sources_own_id_goes_before_the_url() -> None:
    assert article_id("s", "guid", "https://a", "f0") == article_id("s", "guid", "https://b", "f1")


def test_the_url_goes_before_the_content() -> None:
    assert article_id("s", None, "https://a", "f0") == article_id("s", "", "https://a", "f1")


def test_a_url_is_the_same_article_whoever_sends_it() -> None:
    assert article_id("s", None, "https://a", "") == article_id("t", None, "https://a", "")


def test_the_same_own_id_of_two_sources_is_two_articles() -> None:
    assert article_id("s", "1", None, "") != article_id("t", "1", None, "")


def test_content_decides_where_nothing_else_does() -> None:
    assert article_id("s", None, None, "f0") == article_id("t", "", "", "f0")
    assert article_id("s", None, None, "f0") != article_id("s", None, None, "f1")


def test_an_id_says_by_what_it_was_made() -> None:
    """The same characters as own id, URL and digest are three different articles."""
    ids = {article_id("x", "x", None, ""), article_id("x", None, "x", ""), article_id("x", None, None, "x")}
    assert len(ids) == 3
    assert all(UUID(identifier).version == 5 for identifier in ids)


def test_the_ids_of_earlier_releases_stay() -> None:
    """Whoever stored an article under its id must find it again."""
    assert article_id("northwire", "urn:1", None, "") == "87936dcf-2b2d-5c78-be7d-d56f9e8bf622"
    assert article_id("northwire", None, "https://example.org/1", "") == "c28718ec-f446-55af-936c-dfff1109d776"
    assert (
        article_id("northwire", None, None, content_hash("Rain", "It rains.")) == "884dbc9c-4e41-5da7-beaf-c0c4de3a8110"
    )


def test_title_and_body_do_not_run_together() -> None:
    assert content_hash("ab", "c") != content_hash("a", "bc")


def test_no_title_and_an_empty_one_are_the_same() -> None:
    assert content_hash(None, "x") == content_hash("", "x")


@given(st.none() | st.text(), st.text())
def test_any_content_has_a_digest_of_32_digits(title: str | None, body: str) -> None:
    digest = content_hash(title, body)
    assert digest == content_hash(title, body)
    assert len(digest) == 32
    assert set(digest) <= set("0123456789abcdef")


def test_half_a_character_has_a_digest_too() -> None:
    assert content_hash("\ud83d", "\ude00") != content_hash("\ude00", "\ud83d")
