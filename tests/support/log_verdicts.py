"""The verdicts of deduplication that the log alone gives, held against those that were published."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor

from schemas.article import CleanArticle, JudgedArticle
from services.dedup.core import Deduplicator
from tests.support.cluster import Cluster, Read

VERDICTS = ("articles.unique", "articles.duplicates")


def expected(log: list[Read]) -> dict[str, set[str]]:
    """The stories that the log alone gives, by the id of their event; dead letters have none."""
    deduplicator, stories = Deduplicator(), dict[str, set[str]]()
    for message in log:
        with contextlib.suppress(ValueError):
            article = CleanArticle.model_validate_json(message.value)
            story = deduplicator.judge(article).story.model_dump_json()
            stories.setdefault(article.event_id("dedup"), set()).add(story)
    return stories


def assert_same_as_the_log_alone(cluster: Cluster) -> None:
    """What was published is what the log gives, however often it was interrupted, and each event has one story."""
    # The judge waits for seconds at the end of each topic, so it waits at all of them together.
    with ThreadPoolExecutor() as readers:
        log, *topics = readers.map(cluster.read, ["articles.clean", *VERDICTS])
    wanted, published = expected(log), dict[str, set[str]]()
    for message in (message for topic in topics for message in topic):
        story = JudgedArticle.model_validate_json(message.value).story.model_dump_json()
        published.setdefault(message.headers["ce_id"].decode(), set()).add(story)
    assert all(len(of_event) == 1 for of_event in wanted.values()), "a redelivery with a verdict of its own"
    assert published == wanted
