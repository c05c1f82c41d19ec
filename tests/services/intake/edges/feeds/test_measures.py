from __future__ import annotations

from prometheus_client import REGISTRY

from services.intake.edges.feeds.measures import OTHER, FeedMeasures
from services.intake.edges.feeds.sources import FeedSource
from services.intake.edges.feeds.state import FeedState


def source(name: str, path: str = "", silent_after: float = 1) -> FeedSource:
    return FeedSource(url=f"https://{name}.example/{path}", name=name, silent_after=silent_after)


def value(metric: str, name: str) -> float | None:
    return REGISTRY.get_sample_value(metric, {"source": name})


def state(succeeded: float, newest: float, failures: int = 0, *, gone: bool = False) -> FeedState:
    return FeedState("", succeeded=succeeded, newest=newest, failures=failures, gone=gone)


def test_names_are_bounded_and_the_rest_is_other() -> None:
    measures = FeedMeasures(2)
    sources = [source("one"), source("one", "b"), source("two"), source("three"), source("four")]
    measures.know(sources)
    assert [measures.label(each) for each in sources] == ["one", "one", "two", OTHER, OTHER]


def test_a_name_is_as_fresh_as_its_freshest_feed_and_other_as_its_most_silent_name() -> None:
    measures = FeedMeasures(1)
    sources = [source("m-a"), source("m-a", "b"), source("m-b"), source("m-c"), source("m-seldom", silent_after=0)]
    measures.know(sources)
    states = [state(10, 100), state(5, 300), state(9, 50, 3), state(9, 70, gone=True), state(9, 1)]
    measures.show(zip(sources, states, strict=True), 0)
    assert value("copydesk_feed_newest_item_timestamp_seconds", "m-a") == 300
    assert value("copydesk_feed_last_success_timestamp_seconds", "m-a") == 5
    assert value("copydesk_feed_silent_after_seconds", "m-a") == 3600
    assert value("copydesk_feed_newest_item_timestamp_seconds", OTHER) == 50
    assert value("copydesk_feed_failing", OTHER) == 2
    assert value("copydesk_feed_failing", "m-a") == 0
    measures.show([], 0)
    assert value("copydesk_feed_newest_item_timestamp_seconds", "m-a") is None  # another process shows it now
