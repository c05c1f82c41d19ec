from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.intake.edges.feeds.state import (
    REFRESHED_SECONDS,
    REMEMBERED_SECONDS,
    FeedState,
    FeedStore,
    Subscription,
)

URL = "https://n.example/rss"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FeedStore]:
    made = FeedStore(tmp_path / "feeds.sqlite3")
    yield made
    made.close()


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "data" / "feeds.sqlite3"
    state = FeedState(URL, "https://n.example/new", '"e"', "yesterday", "d", 60.0, 7.0, 2, True, "gone", 5.0, 4.0, "{}")
    first = FeedStore(path)
    first.finish(state, [], 10.0)
    first.mark(URL, "item", "digest", 10.0)
    second = FeedStore(path)  # the first was killed
    assert second.feed(URL) == state
    assert second.feeds() == [state]
    assert second.seen(URL) == {"item": {"digest"}}
    assert second.feed("https://other.example/") == FeedState("https://other.example/")
    assert path.stat().st_mode & 0o077 == 0


def test_a_content_that_an_item_no_longer_has_is_forgotten(store: FeedStore) -> None:
    store.mark(URL, "a", "1", 10.0)
    store.mark(URL, "b", "1", 10.0)
    store.mark("other", "a", "1", 10.0)
    store.mark(URL, "a", "2", 20.0)
    store.finish(FeedState(URL), [("a", "2")], 20.0)
    assert store.seen(URL) == {"a": {"2"}, "b": {"1"}}  # b is not in the feed now, and may come back
    assert store.seen("other") == {"a": {"1"}}


def test_an_item_is_remembered_for_as_long_as_it_is_in_its_feed(store: FeedStore) -> None:
    store.mark(URL, "kept", "1", 0.0)
    store.mark(URL, "dropped", "1", 0.0)
    later = REFRESHED_SECONDS + 1
    store.finish(FeedState(URL), [("kept", "1")], later)
    store.finish(FeedState(URL), [("kept", "1")], REMEMBERED_SECONDS + 1)
    assert store.seen(URL) == {"kept": {"1"}}


def test_a_write_that_fails_changes_nothing(store: FeedStore) -> None:
    store.mark(URL, "a", "1", 10.0)
    broken = replace(FeedState(URL), etag=object())  # type: ignore[arg-type]
    with pytest.raises(Exception, match="type"):
        store.finish(broken, [("a", "2")], 20.0)
    assert store.seen(URL) == {"a": {"1"}}
    store.finish(FeedState(URL), [("a", "1")], 20.0)


def test_subscriptions(store: FeedStore) -> None:
    made = Subscription(URL, "https://hub.example/", URL, "token", "secret", 1.0)
    store.subscribe(made)
    assert store.subscription(URL) == store.subscription_by_token("token") == made
    store.subscribe(replace(made, ends=9.0, silent=True))
    assert store.subscription(URL) == replace(made, ends=9.0, silent=True)
    store.unsubscribe(URL)
    assert store.subscription(URL) is None


def test_word_is_taken_once_and_by_the_one_it_is_for(store: FeedStore) -> None:
    store.notify(URL)
    store.notify(URL)
    assert store.take_notified(["https://other.example/"]) == []
    assert store.take_notified([URL]) == [URL]
    assert store.take_notified([URL]) == []
