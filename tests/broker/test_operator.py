"""The operator's tools on a real broker: what they say is what an independent client sees."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaAdminClient, TopicPartition
from kafka.structs import OffsetAndMetadata

from tests.support.brokers import Broker
from tests.support.cluster import ROOT, Cluster, Read, cluster_on, repeated, wait_for

pytestmark = pytest.mark.broker

OUT = ["articles.clean", "cleaner.dead-letters"]


@pytest.fixture
def cluster(kafka: Broker, tmp_path: Path) -> Iterator[Cluster]:
    """Apache Kafka only: the embedded broker names ends that are too low, which these tools rely on."""
    with cluster_on(kafka, tmp_path) as cluster:
        yield cluster


def command(cluster: Cluster, *arguments: str, status: int | None = 0) -> subprocess.CompletedProcess[str]:
    """Run `copydesk` against the cluster."""
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", *arguments],
        cwd=ROOT,
        env=cluster.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert status is None or done.returncode == status, done.stderr
    return done


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_lag_is_what_was_published_and_not_yet_read(cluster: Cluster) -> None:
    ids = cluster.publish_articles(["waits"] * 30)
    time.sleep(2)
    before = lines(command(cluster, "lag", "cleaner", "--json"))
    assert len(before) == 4
    assert sum(each["waiting"] for each in before) == len(ids)
    assert all(each["committed"] is None for each in before)
    assert max(each["seconds"] for each in before) >= 2
    assert command(cluster, "lag", "--over", "1", status=1).stdout.split()[:3] == ["cleaner", "30", "messages"]

    cluster.start().wait_ready()
    cluster.wait_for_output(ids, OUT)
    wait_for(lambda: sum(cluster.committed().values()) == len(ids), 20, "all committed")
    after = lines(command(cluster, "lag", "cleaner", "--json"))
    assert sum(each["waiting"] for each in after) == 0
    assert sum(each["committed"] or 0 for each in after) == len(ids)
    assert max(each["seconds"] for each in after) == 0


def test_a_trace_tells_the_way_of_an_article_and_where_it_waits(cluster: Cluster) -> None:
    good, bad = cluster.publish_articles(["fine", "raise:no good"])
    (waits,) = lines(command(cluster, "trace", good, "--json"))
    assert waits["now"].startswith("waits for cleaner")
    cluster.start().wait_ready()
    cluster.wait_for_output([good, bad], OUT)
    wait_for(lambda: sum(cluster.committed().values()) == 2, 20, "both committed")

    (went,) = lines(command(cluster, "trace", good, "--json"))
    assert [(step["service"], step["status"]) for step in went["steps"]] == [("intake", "ok"), ("cleaner", "ok")]
    assert went["now"].startswith("waits for dedup")
    (failed,) = lines(command(cluster, "trace", bad, "--json"))
    assert [step["status"] for step in failed["steps"]] == ["ok", "dead_letter"]
    assert failed["steps"][1]["reason"] == "RuntimeError: no good"
    assert f"dead-letters show {cluster.prefix}cleaner.dead-letters/0/0" in failed["now"]
    assert "nothing of nosuch" in command(cluster, "trace", "nosuch", status=1).stderr


# --- Dead letters -----------------------------------------------------------------------------------------------------


def failed(cluster: Cluster, count: int, neighbours: int = 3) -> list[str]:
    """Have the cleaner give up on so many articles; returns their ids. No cleaner runs afterwards."""
    ids = cluster.publish_articles([f"raise:no good {number}" for number in range(count)])
    fine = cluster.publish_articles(["fine"] * neighbours)
    worker = cluster.start(DEAD_LETTER_RUN="0", DEAD_LETTER_SHARE="1").wait_ready()
    # A dead letter is confirmed before the next article is; that makes some tens a second.
    cluster.wait_for_output([*ids, *fine], OUT, seconds=60 + count / 10)
    assert worker.terminate() == 0
    return ids


def wait_for_letters(cluster: Cluster, count: int) -> None:
    wait_for(lambda: len(cluster.read("cleaner.dead-letters")) == count, 60, f"{count} dead letters")


def mortal_redrive(cluster: Cluster, messages: int) -> int:
    """Redrive with a process that kills itself after so many messages; returns its exit status."""
    return subprocess.run(
        [sys.executable, "-m", "tests.support.mortal_redrive", str(messages), "--yes"],
        cwd=ROOT,
        env=cluster.environment(),
        capture_output=True,
        check=False,
        timeout=120,
    ).returncode


def redriven(cluster: Cluster) -> dict[str, list[Read]]:
    """What was sent again, by the dead letter that it came from."""
    found: dict[str, list[Read]] = {}
    for message in cluster.read("articles.raw"):
        if "redriven_from" in message.headers:
            found.setdefault(message.headers["redriven_from"].decode(), []).append(message)
    return found


LETTERS = int(os.environ.get("COPYDESK_REDRIVE_LETTERS", "530"))
"""10,000 make it the long run of docs/operations.md."""

KILLED_AFTER = (0, 1, 100, 150, 200, 201, LETTERS)
"""Messages of one attempt: a batch is 100 of them and then 100 decisions. Some kills are before any decision, some in
the middle of decisions, some between two batches; the last is halfway through all."""


def test_a_redrive_that_is_killed_anywhere_and_started_again_loses_nothing(cluster: Cluster) -> None:
    ids = failed(cluster, LETTERS)
    letters = {f"{cluster.prefix}cleaner.dead-letters/0/{m.offset}": m for m in cluster.read("cleaner.dead-letters")}
    assert len(letters) == LETTERS
    for messages in KILLED_AFTER:
        assert mortal_redrive(cluster, messages) == -signal.SIGKILL
    assert len(lines(command(cluster, "dead-letters", "list", "--json"))) < LETTERS
    command(cluster, "dead-letters", "redrive", "--yes")

    sent = redriven(cluster)
    assert set(sent) == set(letters), "lost"
    doubled = sum(len(copies) - 1 for copies in sent.values())
    assert 0 < doubled <= 100 * len(KILLED_AFTER), "one batch at most is sent once more after a kill"
    for reference, copies in sent.items():
        letter = letters[reference]
        for copy in copies:
            assert (copy.key, copy.value) == (letter.key, letter.value), "not what failed"
            assert copy.partition == int(letter.headers["dead_letter_original_partition"])
            assert copy.headers["attempt"] == b"2"
        assert len({copy.headers["ce_id"] for copy in copies}) == 1, "doubled under different event ids"

    again = command(cluster, "dead-letters", "redrive", "--yes")
    assert "0 redriven" in again.stderr
    assert command(cluster, "dead-letters", "list").stdout == ""
    cluster.start("copydesk", "run", "cleaner").wait_ready()
    cluster.wait_for_output(ids, ["articles.clean"], seconds=60 + LETTERS / 10)
    repeated(cluster.read("articles.clean"))


def test_what_fails_again_is_a_dead_letter_again_until_it_was_tried_too_often(cluster: Cluster) -> None:
    (article,) = failed(cluster, 1)
    for attempt in (2, 3):
        command(cluster, "dead-letters", "redrive", "--yes", "--attempts", "3")
        worker = cluster.start(DEAD_LETTER_RUN="0", DEAD_LETTER_SHARE="1").wait_ready()
        wait_for_letters(cluster, attempt)
        assert worker.terminate() == 0
    (letter,) = lines(command(cluster, "dead-letters", "list", "--json"))
    assert letter["attempts"] == 3
    refused = command(cluster, "dead-letters", "redrive", "--yes", "--attempts", "3", status=1)
    assert refused.stdout == f"{letter['reference']}: it has been tried 3 times\n"
    assert [step["status"] for step in lines(command(cluster, "trace", article, "--json"))[0]["steps"]] == [
        "ok",
        "dead_letter",
    ] * 3


def test_a_drop_takes_what_was_confirmed_and_nothing_else(cluster: Cluster) -> None:
    failed(cluster, 5)
    asked = command(cluster, "dead-letters", "drop", "cleaner", "--reason", "no good 3", status=1)
    assert "1 dead letters: drop?" in asked.stderr, "nobody answered, so nothing is dropped"
    assert len(lines(command(cluster, "dead-letters", "list", "--json"))) == 5
    dry = command(cluster, "dead-letters", "drop", "cleaner", "--dry-run")
    assert len(dry.stdout.splitlines()) == 5
    command(cluster, "dead-letters", "drop", "--reason", "no good 3", "--yes")
    left = lines(command(cluster, "dead-letters", "list", "--json"))
    assert sorted(each["error_message"] for each in left) == [f"no good {number}" for number in (0, 1, 2, 4)]
    all_of_them = lines(command(cluster, "dead-letters", "list", "--all", "--json"))
    assert [each["error_message"] for each in all_of_them if each["decision"] == "dropped"] == ["no good 3"]
    assert len(cluster.read("cleaner.dead-letters")) == 5, "what was dropped is still there"
    command(cluster, "dead-letters", "redrive", "--yes")
    assert len(redriven(cluster)) == 4


def test_an_export_gives_back_every_byte(cluster: Cluster) -> None:
    values = {b"utf-8": "{‘no article’}\n".encode(), b"bytes": b"\xff\x00\xfe", b"\xfe\xff": b"{}", b"empty": b""}
    cluster.publish("articles.raw", values.items())
    worker = cluster.start(DEAD_LETTER_RUN="0", DEAD_LETTER_SHARE="1").wait_ready()
    wait_for_letters(cluster, len(values))
    assert worker.terminate() == 0
    file = cluster.folder / "export.jsonl"
    command(cluster, "dead-letters", "export", "cleaner", "-o", str(file))
    exported = [json.loads(line) for line in file.read_text().splitlines()]

    def given_back(letter: dict[str, Any], name: str) -> bytes:
        encoded = letter.get(f"{name}_base64")
        return base64.b64decode(encoded) if encoded is not None else str(letter[name]).encode()

    assert {given_back(each, "key"): given_back(each, "value") for each in exported} == values


def test_nothing_is_sent_where_decisions_cannot_be_kept(cluster: Cluster) -> None:
    failed(cluster, 1)
    cluster.delete("operator.decisions")
    for action in ("redrive", "drop"):
        refused = command(cluster, "dead-letters", action, "--yes", status=3)
        assert f"no topic {cluster.prefix}operator.decisions; `copydesk topics apply` makes it" in refused.stderr
    assert redriven(cluster) == {}
    assert len(lines(command(cluster, "dead-letters", "list", "--json"))) == 1, "a look needs no decisions"


# --- Audit ------------------------------------------------------------------------------------------------------------


def skip_to_end(cluster: Cluster) -> None:
    """Commit the end of the raw topic for the cleaner, as a defect would that acknowledges what it has not done."""
    admin = KafkaAdminClient(bootstrap_servers=cluster.broker.address)
    raw = cluster.read("articles.raw")
    ends = {TopicPartition(f"{cluster.prefix}articles.raw", m.partition): m.offset + 1 for m in raw}
    offsets = {partition: OffsetAndMetadata(end, "", -1) for partition, end in ends.items()}
    try:
        admin.alter_group_offsets(cluster.settings.group("cleaner"), offsets)
    finally:
        admin.close()


def test_an_audit_counts_what_came_of_each_article_and_names_what_is_missing(cluster: Cluster) -> None:
    ids = cluster.publish_articles([f"article {n}" if n % 10 else "raise:no good" for n in range(50)])
    worker = cluster.start().wait_ready()
    cluster.wait_for_output(ids, OUT)
    assert worker.terminate() == 0
    (even,) = [each for each in lines(command(cluster, "audit", "--json")) if each["services"] == ["cleaner"]]
    assert (even["given"], even["statuses"], even["missing"]) == (50, {"ok": 45, "dead_letter": 5}, [])

    waits = cluster.publish_articles(["waits"] * 4)
    between = lines(command(cluster, "audit", "--between", "articles.raw", "articles.clean", "--json"))
    assert between[0]["waiting"] == {"cleaner": 4}
    skip_to_end(cluster)
    (uneven,) = lines(command(cluster, "audit", "--between", "articles.raw", "articles.clean", "--json", status=1))
    assert {each["article_id"] for each in uneven["missing"]} == set(waits)
    places = {f"{cluster.prefix}articles.raw/{m.partition}/{m.offset}" for m in cluster.read("articles.raw")}
    assert {each["given"] for each in uneven["missing"]} <= places


# --- Replay -----------------------------------------------------------------------------------------------------------

STORY = "The ferry company said on Friday that the night service would stay. " * 20


def judged(cluster: Cluster, *, replays: bool) -> dict[tuple[str, bytes], tuple[str, str, bytes]]:
    """By article and topic: the verdict, of which original, and the event id; of replays alone or of all else."""
    found = {}
    for topic in ("articles.unique", "articles.duplicates"):
        for message in cluster.read(topic):
            if ("replay" in message.headers) is replays:
                story = json.loads(message.value)["story"]
                found[message.article_id, message.headers["ce_type"]] = (
                    story["verdict"],
                    story["of"],
                    message.headers["ce_id"],
                )
    return found


def test_a_replay_gives_the_first_verdicts_again_under_the_same_event_ids_and_its_marker(cluster: Cluster) -> None:
    bodies = [f"{STORY} Number {number // 2} of the reports, {'x' * (number // 2)}." for number in range(20)]
    ids = cluster.publish_articles(bodies)
    for service in ("cleaner", "dedup"):
        cluster.start("copydesk", "run", service)
    cluster.wait_for_output(ids, ["articles.unique", "articles.duplicates"])
    first = judged(cluster, replays=False)
    assert {verdict for verdict, _, _ in first.values()} > {"new"}, "there are copies among them"

    asked = ("replay", "--from", "1h", "--name", "again", "--rate", "0", "--yes", "--json")
    assert lines(command(cluster, *asked))[0]["replayed"] == len(ids)
    wait_for(lambda: len(judged(cluster, replays=True)) >= len(ids), 60, "all judged again")
    assert judged(cluster, replays=True) == first
    for topic in ("articles.clean", "articles.unique"):
        assert {m.headers["replay"] for m in cluster.read(topic) if "replay" in m.headers} == {b"again"}
    (again,) = lines(command(cluster, *asked))
    assert (again["replayed"], again["sent_before"], again["of_replays"]) == (0, len(ids), len(ids))
