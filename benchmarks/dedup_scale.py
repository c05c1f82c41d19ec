"""Deduplication at scale: verdicts a second, memory an article, snapshot and rebuilding, with synthetic sketches.

    python -m benchmarks.dedup_scale --articles 1000000 --folder /tmp/dedup-state

The sketches are those of articles of 275 words; a quarter are exact copies or cut ones. No text is made, so that the
step itself is measured; sketch and verdict of made texts are measured by themselves. `--rebuild 30000` rebuilds the
state out of the embedded broker, too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import shutil
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from aiokafka import AIOKafkaProducer

from schemas.article import CleanArticle
from schemas.sketch import Sketch
from schemas.topics import MAX_MESSAGE_BYTES, topic_of
from services.admin.topics import apply_topics
from services.cleaner.sketch import sketch
from services.dedup.core import Deduplicator
from services.dedup.service import SERVICE
from services.runtime.broker import embedded_broker
from services.runtime.line import Line
from services.runtime.settings import Settings
from services.runtime.source_log import KafkaLog
from services.runtime.state import States

WORDS = 275
KEYS = 32
COPIES, CUT = 0.15, 0.1
START = datetime(2026, 1, 1, tzinfo=UTC)
PIECE = 1000
WARM = 4000
"""Articles after which the test's own data no longer grow."""


def synthetic(count: int, seed: int) -> Iterator[CleanArticle]:
    """Articles with sketches alone."""
    chance = np.random.default_rng(seed)
    kept: list[tuple[np.ndarray[tuple[int], np.dtype[np.uint16]], list[int], list[int], str]] = []
    for number in range(count):
        kind = chance.random()
        words = chance.integers(0, 2**16, WORDS, dtype=np.uint16)
        keys = chance.integers(0, 2**32, KEYS, dtype=np.int64).tolist()
        places = np.sort(chance.integers(0, WORDS, KEYS)).tolist()
        exact = f"{number:032x}"
        if kind < COPIES + CUT and kept:
            words, keys, places, exact = kept[int(chance.integers(len(kept)))]
            if kind >= COPIES:
                exact, words = f"{number:032x}", words[: WORDS * 2 // 3]
                inside = [(key, place) for key, place in zip(keys, places, strict=True) if place < len(words) - 5]
                keys, places = [key for key, _ in inside], [place for _, place in inside]
        elif len(kept) < 2000:
            kept.append((words, keys, places, exact))
        else:
            kept[number % 2000] = (words, keys, places, exact)
        yield article(
            number,
            Sketch(
                exact=exact,
                keys=tuple(keys),
                places=tuple(places),
                shingles=1500,
                words=b64encode(words.tobytes()).decode(),
                title_words="",
            ),
        )


def article(number: int, made: Sketch) -> CleanArticle:
    """An article around a sketch."""
    return CleanArticle.model_construct(
        id=f"a{number:032x}",
        source=f"source {number % 500}",
        url=f"https://news.example/{number}",
        uri=None,
        title="A title",
        text="text",
        version=None,
        content_hash=made.exact,
        sketch=made,
        received_at=START + timedelta(milliseconds=60 * number),
    )


def resident_bytes() -> int:
    """Memory that the process holds now (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def measure(count: int, folder: Path) -> dict[str, object]:
    """Judge `count` articles, write a snapshot and read it again."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "records").mkdir(parents=True)
    (folder / "snapshot").mkdir()
    deduplicator = Deduplicator(folder=folder / "records")
    spent, pieces, verdicts = 0.0, [], 0
    batch: list[CleanArticle] = []
    before = 0
    for number, each in enumerate(synthetic(count, 1)):
        if number == WARM:
            before = resident_bytes()
        batch.append(each)
        if len(batch) == PIECE:
            started = time.process_time()
            for one in batch:
                deduplicator.judge(one)
            pieces.append(time.process_time() - started)
            spent += pieces[-1]
            verdicts += len(batch)
            batch = []
    grown = resident_bytes() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    started = time.monotonic()
    deduplicator.memory.save(folder / "snapshot")
    saved = time.monotonic() - started
    started = time.monotonic()
    again = Deduplicator(folder=folder / "records")
    again.memory.load(folder / "snapshot")
    loaded = time.monotonic() - started
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    last = sorted(pieces[-max(1, len(pieces) // 5) :])
    return {
        "articles": verdicts,
        "verdicts_per_second": round(verdicts / spent),
        "verdicts_per_second_quietest_of_the_last_fifth": round(PIECE / last[0]),
        "table_bytes_per_article": round(deduplicator.memory.nbytes / verdicts),
        "resident_bytes_per_article": round(grown / max(1, verdicts - WARM)),
        "peak_megabytes": round(peak / 1e6),
        "disk_bytes_per_article": round(disk / verdicts),
        "snapshot_seconds": round(saved, 2),
        "load_seconds": round(loaded, 2),
    }


def messages(count: int) -> Iterator[bytes]:
    """Messages of the log, with a text of its size."""
    text = " ".join(f"word{n % 977}" for n in range(WORDS))
    for each in synthetic(count, 2):
        yield CleanArticle.model_validate({**each.__dict__, "text": text}).model_dump_json().encode()


class _Log(KafkaLog):
    """The log of a group that has committed all of it."""

    length = 0

    async def committed(self, partition: int) -> int:
        return self.length


async def rebuild_from_broker(count: int, folder: Path) -> dict[str, object]:
    """Rebuilding out of the embedded broker as a process does it: fetched, validated, judged and remembered."""
    values = list(messages(count))
    with embedded_broker(folder / "broker.log") as address:
        settings = Settings(brokers=address, data_dir=folder / "rebuilt")
        apply_topics(settings, replication=1)
        topic = settings.topic(topic_of(CleanArticle).name)
        async with AIOKafkaProducer(bootstrap_servers=address, max_request_size=MAX_MESSAGE_BYTES) as producer:
            for start in range(0, count, PIECE):
                await asyncio.gather(*[await producer.send(topic, value) for value in values[start : start + PIECE]])
        log = _Log(settings, topic_of(CleanArticle).name, settings.group("dedup"))
        log.length = count
        states = States(SERVICE, settings, log, Line())
        started, spent = time.monotonic(), time.process_time()
        await states.restore(asyncio.Event())
        seconds, spent = time.monotonic() - started, time.process_time() - spent
        await states.close()
    return {
        "rebuilt_from_the_broker": count,
        "message_bytes": round(sum(map(len, values)) / count),
        "rebuild_seconds_for_a_million_of_cpu": round(spent * 1e6 / count),
        "rebuild_seconds_for_a_million_by_the_clock": round(seconds * 1e6 / count),
    }


def with_text(count: int) -> dict[str, object]:
    """Sketch and verdict of new articles together."""
    chance = np.random.default_rng(3)
    lexicon = ["".join(chr(97 + c) for c in chance.integers(0, 26, chance.integers(2, 10))) for _ in range(20_000)]
    texts = [" ".join(lexicon[w] for w in chance.integers(0, 20_000, WORDS)) for _ in range(count)]
    deduplicator, best, started = Deduplicator(), float("inf"), time.process_time()
    for start in range(0, count, 100):
        piece = time.process_time()
        for number in range(start, min(start + 100, count)):
            deduplicator.judge(article(number, sketch(texts[number], "A title of some words")))
        best = min(best, time.process_time() - piece)
    total = time.process_time() - started
    return {"sketch_and_verdict_per_second": round(count / total), "quietest_hundred_per_second": round(100 / best)}


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rebuild", type=int, default=0, help="messages to rebuild from, out of the embedded broker")
    parser.add_argument("--folder", type=Path, default=Path("data/dedup-scale"))
    arguments = parser.parse_args()
    sketch("the tables are made with the first text")
    result = {**measure(arguments.articles, arguments.folder), **with_text(3_000)}
    if arguments.rebuild:
        result |= asyncio.run(rebuild_from_broker(arguments.rebuild, arguments.folder))
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
