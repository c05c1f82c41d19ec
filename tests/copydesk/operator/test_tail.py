from __future__ import annotations

import pytest

from copydesk.operator import tail as tail_module
from copydesk.operator.cluster import ClusterError
from copydesk.operator.tail import Message, follow
from copydesk.runtime.settings import Settings
from tests.copydesk.operator.consumer import FakeConsumer, Record, reading

SETTINGS = Settings(topic_prefix="daily.")


@pytest.fixture(autouse=True)
def consumer(monkeypatch: pytest.MonkeyPatch) -> FakeConsumer:
    consumer = FakeConsumer(
        Record("daily.quotes", 0, 0, b"a", b"{1}", [("ce_id", b"1")]),
        Record("daily.quotes", 1, 0, None, None),
        Record("daily.quotes", 0, 1, b"a", b"{2}"),
    )
    monkeypatch.setattr(tail_module, "reader", reading(consumer))
    return consumer


def test_follows_from_the_beginning_until_nothing_more_comes() -> None:
    found = list(follow(SETTINGS, "quotes", from_beginning=True, idle_seconds=0.01))
    assert found == [
        Message(0, 0, b"a", b"{1}", {"ce_id": b"1"}),
        Message(0, 1, b"a", b"{2}", {}),
        Message(1, 0, None, b"", {}),
    ]


def test_follows_from_now_on(consumer: FakeConsumer) -> None:
    assert list(follow(SETTINGS, "quotes", from_beginning=False, idle_seconds=0.01)) == []
    assert len(consumer.assigned) == 2


def test_a_topic_that_is_not_there_is_an_error_that_says_how_to_make_it() -> None:
    with pytest.raises(ClusterError, match=r"no topic daily\.articles\.raw; `copydesk topics apply`"):
        list(follow(SETTINGS, "articles.raw", from_beginning=True, idle_seconds=0))
