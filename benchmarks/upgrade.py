"""A rolling upgrade and its way back: two versions of every service in one group, and what becomes of the articles.

    git archive COMMIT | tar -x -C OLD && .venv/bin/python -m benchmarks.upgrade OLD

`OLD` is the tree of another version that runs with the dependencies of this one. Articles come all the time. The old
services work alone, each gets one of this version beside it, the old ones go, and at last all is turned back. Prints
what was reached when, and how many messages each version wrote; fails where an article is lost or buried.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from pathlib import Path

from copydesk.runtime.broker import free_port
from schemas.topics import SERVICE_NAMES
from tests.support.brokers import kafka_broker
from tests.support.cluster import ROOT, Cluster, Worker, cluster_on

READERS = SERVICE_NAMES[1:]
ENDS = ("articles.enriched", "articles.duplicates")
PATIENCE_SECONDS = 60


class Line:
    """The services of both versions on one cluster, and the ids of what was published."""

    def __init__(self, cluster: Cluster, each: int) -> None:
        """Publish `each` articles whenever something changes."""
        self._cluster = cluster
        self._each = each
        self._started = time.monotonic()
        self.ids: list[str] = []

    def start(self, tree: Path, name: str, label: str) -> Worker:
        """A service of the version in `tree`, with a data folder of its own, when it takes articles."""
        port = free_port()
        log = self._cluster.folder / f"{label}-{name}.log"
        environment = {
            **self._cluster.environment(),
            "COPYDESK_HEALTH_PORT": str(port),
            "COPYDESK_DATA_DIR": str(self._cluster.folder / f"{label}-{name}"),
            "PYTHONPATH": str(tree),
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "copydesk", "run", name],
                cwd=tree,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        worker = Worker(process, port, log)
        self._cluster.adopt(worker)
        self.publish()
        return worker.wait_ready()

    def publish(self) -> None:
        """Publish some articles, no two of which are alike."""
        self.ids += self._cluster.publish_articles(
            [
                f"The harbour {uuid.uuid4()} was closed on Monday, said Mayor Ingrid Solheim. “We listened to people "
                f"number {number},” she said. It opens again after repairs to pier {uuid.uuid4()}."
                for number in range(self._each)
            ]
        )

    def reached(self, what: str) -> None:
        """Wait until all that was published has come out, and say so."""
        self.publish()
        self._cluster.wait_for_output(self.ids, ENDS, PATIENCE_SECONDS)
        print(json.dumps({"seconds": round(time.monotonic() - self._started), "reached": what}), flush=True)


def end(workers: dict[str, Worker]) -> None:
    """Stop workers as an operator does.

    Raises:
        RuntimeError: one does not end well.
    """
    for name, worker in workers.items():
        if status := worker.terminate():
            raise RuntimeError(f"{name} ended with {status}: {worker.log.read_text()[-2000:]}")


def main() -> None:
    """Print one JSON line a step, and the account."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.upgrade", description=__doc__)
    parser.add_argument("old", type=Path, help="the tree of the other version")
    parser.add_argument("--each", type=int, default=60, help="articles a step")
    asked = parser.parse_args()
    with (
        kafka_broker() as broker,
        tempfile.TemporaryDirectory() as folder,
        cluster_on(broker, Path(folder)) as cluster,
    ):
        line = Line(cluster, asked.each)
        old = {name: line.start(asked.old.resolve(), name, "old") for name in READERS}
        line.reached("the old version alone")
        new = {name: line.start(ROOT, name, "new") for name in READERS}
        line.reached("both beside each other")
        end(old)
        line.reached("the new version alone")
        again = {name: line.start(asked.old.resolve(), name, "again") for name in reversed(READERS)}
        end(new)
        line.reached("the old version again")
        end(again)
        buried = {name: len(cluster.read(f"{name}.dead-letters")) for name in READERS}
        written = cluster.read("articles.enriched")
        steps = Counter(
            f"{step['service']} {step['version']} {step.get('commit')}"
            for message in written
            for step in json.loads(message.value)["processing"]
        )
        account = {
            "published": len(line.ids),
            "enriched": len({message.article_id for message in written}),
            "messages": len(written),
        }
        print(json.dumps({**account, "dead_letters": buried, "steps": steps}), flush=True)
        if any(buried.values()):
            raise SystemExit("sound articles were buried")


if __name__ == "__main__":
    main()
