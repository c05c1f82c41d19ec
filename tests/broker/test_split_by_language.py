"""Deduplication in several workers, each with the whole log of its languages: the verdicts are those of one worker."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from copydesk.operator.topics import apply_topics
from schemas.article import CleanArticle, JudgedArticle, RawArticle
from schemas.placement import language_slot
from tests.broker.test_dedup_state import OUT
from tests.support.brokers import Broker
from tests.support.cluster import Cluster, Worker, cluster_on, wait_for
from tests.support.log_verdicts import expected

pytestmark = pytest.mark.broker

WIDTH = 3
SESSION_SECONDS = {"kafka": "6", "embedded": "4"}
"""So long a killed worker keeps its partitions; Kafka allows no less."""

WORDS = {
    "en": "the council said that old bridge will be taken down this summer and rebuilt within years but nobody knows",
    "fr": "le conseil a dit que vieux pont sera démoli cet été et reconstruit dans trois ans mais personne ne sait",
    "es": "el ayuntamiento dijo que viejo puente será derribado este verano y construido para los años pero nadie sabe",
    "sv": "kommunen säger att den gamla bron ska rivas i sommar och byggas upp igen inom några år men ingen vet hur",
    "de": "der stadtrat sagt dass die alte brücke im sommer abgerissen und neu gebaut wird aber niemand weiß wie sie",
    None: "1 2 3 5 8 13 21 34 55 89 144 233 377 610 987 1597 2584",
}
STATED = {"en": ("en-GB", "en", None), "fr": ("fr-CA", None), "es": ("spa", "es", None), "de": ("de_AT",)}


@pytest.fixture
def cluster(any_broker: Broker, tmp_path: Path) -> Iterator[Cluster]:
    with cluster_on(any_broker, tmp_path, f"articles.clean={WIDTH}") as cluster:
        yield cluster


def wire(count: int, seed: int) -> list[RawArticle]:
    """New articles in several languages, copies, cut copies, revisions and redeliveries; half state their language."""
    chance = random.Random(seed)  # noqa: S311 - test texts
    made: list[tuple[str | None, RawArticle]] = []
    for number in range(count):
        kind = chance.random() if made else 1.0
        language, earlier = chance.choice(made) if made else (None, None)
        fields: dict[str, object] = {"id": f"{seed}-{number}", "source": chance.choice("xyz")}
        if earlier is None or kind > 0.45:
            language = chance.choice(list(WORDS))
            fields["body"] = " ".join(chance.choices(WORDS[language].split(), k=120))
        elif kind < 0.15:
            fields["body"] = earlier.body
        elif kind < 0.3:
            fields["body"] = " ".join(earlier.body.split()[:70])
        elif kind < 0.4:
            fields |= {"id": earlier.id, "source": earlier.source, "body": f"{earlier.body} {number}."}
        else:
            made.append((language, earlier))
            continue
        fields["language"] = chance.choice(STATED.get(language or "", (None,)))
        made.append((language, RawArticle.model_validate(fields)))
    return [article for _, article in made]


def publish(cluster: Cluster, articles: list[RawArticle]) -> None:
    cluster.publish("articles.raw", [(a.id.encode(), a.model_dump_json().encode()) for a in articles])


def start(cluster: Cluster, service: str) -> Worker:
    environment = {
        "SESSION_TIMEOUT_SECONDS": SESSION_SECONDS[cluster.broker.kind],
        "STANDBY": "false",
        "SNAPSHOT_SECONDS": "0.5",
    }
    return cluster.start("copydesk", "run", service, **environment)


def leads(worker: Worker) -> float:
    return worker.metric("copydesk_partitions_assigned")


def published(cluster: Cluster) -> list[tuple[str, JudgedArticle]]:
    """What dedup has written, with the id of its event. Both topics are read at a time, as each takes its seconds."""
    with ThreadPoolExecutor() as readers:
        messages = [message for topic in readers.map(cluster.read, OUT[:2]) for message in topic]
    return [(m.headers["ce_id"].decode(), JudgedArticle.model_validate_json(m.value)) for m in messages]


def test_verdicts_of_two_workers_are_those_of_one_though_one_is_killed(cluster: Cluster) -> None:
    first, second = wire(400, 1), wire(200, 2)
    workers = [start(cluster, "dedup") for _ in range(2)]
    cleaner = start(cluster, "cleaner")
    wait_for(lambda: all(map(leads, workers)) and sum(map(leads, workers)) == WIDTH, 40, "both lead")
    publish(cluster, first)
    wait_for(lambda: all(w.metric("copydesk_messages_processed_total") > 20 for w in workers), 40, "both have judged")
    workers[0].kill()
    cleaner.kill()
    publish(cluster, second)
    start(cluster, "cleaner")
    cluster.wait_for_output({article.id for article in [*first, *second]}, OUT, 60)
    wait_for(lambda: sum(cluster.committed("cleaner").values()) == len(first) + len(second), 20, "all cleaned")

    log = cluster.read("articles.clean")
    wait_for(lambda: sum(cluster.committed("dedup", "articles.clean").values()) == len(log), 20, "all judged")
    wait_for(lambda: leads(workers[1]) == WIDTH, 20, "the other leads all")

    # Each article lies in the partition of its language, each time that it was written.
    for message in log:
        article = CleanArticle.model_validate_json(message.value)
        assert message.partition == language_slot(article.language) % WIDTH
        assert message.article_id == article.id
    assert min(Counter(message.partition for message in log).values()) > len(log) / 10

    events: dict[str, set[str]] = {}
    for event, judged in published(cluster):
        events.setdefault(event, set()).add(judged.story.model_dump_json())
    assert events == expected(log)
    verdicts = Counter(json.loads(story)["verdict"] for stories in events.values() for story in stories)
    assert set(verdicts) == {"new", "exact", "near", "revision"}
    print(f"{len(log)} messages in {WIDTH} partitions: {dict(verdicts)}")


def sent(cluster: Cluster, language: str, id_: str, body: str) -> None:
    """Publish an article and wait until it is judged."""
    publish(cluster, [RawArticle(id=id_, source="x", language=language, body=body)])
    cluster.wait_for_output([id_], OUT, 60)


def test_a_log_that_is_widened_as_the_manual_says(kafka: Broker, tmp_path: Path) -> None:
    """English stays where it was and keeps its stories; Spanish moves and begins anew, and then its copies meet."""
    chance = random.Random(3)  # noqa: S311 - test texts
    bodies = {language: " ".join(chance.choices(WORDS[language].split(), k=120)) for language in ("en", "es")}
    with cluster_on(kafka, tmp_path) as cluster:
        workers = [start(cluster, service) for service in ("cleaner", "dedup")]
        for language, body in bodies.items():
            sent(cluster, language, f"{language}-1", body)
        assert [worker.terminate() for worker in workers] == [0, 0]
        wider = cluster.settings.model_copy(update={"topic_partitions": f"articles.clean={WIDTH}"})
        assert [(s.name, s.partitions) for s in apply_topics(wider, replication=1) if s.state == "widened"] == [
            (wider.topic("articles.clean"), WIDTH)
        ]
        for service in ("cleaner", "dedup", "dedup"):
            start(cluster, service)
        for number in (2, 3):
            for language, body in bodies.items():
                sent(cluster, language, f"{language}-{number}", body)
        assert {judged.id: (judged.story.verdict, judged.story.of) for _, judged in published(cluster)} == {
            "en-1": ("new", None),
            "en-2": ("exact", "en-1"),
            "en-3": ("exact", "en-1"),
            "es-1": ("new", None),
            "es-2": ("new", None),
            "es-3": ("exact", "es-2"),
        }
