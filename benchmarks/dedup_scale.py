"""Deduplication at scale: verdicts a second, memory an article, snapshot and rebuilding, with synthetic sketches.

    python -m benchmarks.dedup_scale --articles 1000000 --folder data/dedup-scale

The sketches are those of articles of 275 words; a quarter are exact copies or cut ones. Sketch and verdict of made
texts are measured by themselves. `--rebuild 30000` rebuilds the state out of the embedded broker, too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import shutil
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from aiokafka import AIOKafkaProducer

from copydesk.operator.topics import apply_topics
from copydesk.runtime.broker import embedded_broker
from copydesk.runtime.process_health import ProcessHealth
from copydesk.runtime.replica import Replica
from copydesk.runtime.settings import Settings
from copydesk.runtime.source_log import KafkaLog, Record
from copydesk.runtime.state import YIELD_EVERY, States, fewer_collections
from schemas.article import CleanArticle
from schemas.sketch import SKETCH_FORM, Sketch
from schemas.topics import MAX_MESSAGE_BYTES, topic_of
from services.cleaner.sketch import sketch
from services.dedup.core import Deduplicator
from services.dedup.service import SERVICE

WORDS = 275
KEYS = 32
COPIES, CUT = 0.15, 0.1
START = datetime(2026, 1, 1, tzinfo=UTC)
PIECE = 1000
WARM = 4000
"""Articles after which the benchmark's own data no longer grow."""

PARAGRAPHS, SEGMENTS = 10, 3
"""What an article of this length has of them in the median of the wire and web texts tried."""


def _text() -> dict[str, object]:
    """A text with its paragraphs and the map of where they came from."""
    text = " ".join(f"word{n % 977}" for n in range(WORDS))

    def spans(count: int) -> list[dict[str, int]]:
        size = len(text) // count
        return [{"start": n * size, "end": (n + 1) * size} for n in range(count)]

    source_map = [{**span, "raw_start": span["start"] + 9, "raw_end": span["end"] + 9} for span in spans(SEGMENTS)]
    return {"text": text, "paragraphs": spans(PARAGRAPHS), "source_map": source_map}


_TEXT = _text()


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
                form=SKETCH_FORM,
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


class _Message(NamedTuple):
    """What folding reads of a consumer's record."""

    offset: int
    timestamp: int
    value: bytes


def message(article: CleanArticle) -> bytes:
    """The message of the log, with a text, paragraphs and a map of their usual size."""
    return CleanArticle.model_validate({**article.__dict__, **_TEXT}).model_dump_json().encode()


def measure(count: int, folder: Path) -> dict[str, object]:
    """Judge `count` articles, write a snapshot and read it again.

    By turns, a thousand articles are judged one by one as they arrive, and a thousand are read from messages and folded
    as in rebuilding. Making them is not measured.
    """
    shutil.rmtree(folder, ignore_errors=True)
    settings = Settings(data_dir=folder)
    replica = Replica(SERVICE, settings, 0)
    arriving, rebuilding = _Stretch(), _Stretch()
    before, first, offset = 0, 0, 0
    made = synthetic(count, 1)
    for piece in range(count // PIECE):
        batch = list(islice(made, PIECE))
        if offset >= WARM and not before:
            before, first = resident_bytes(), offset
        if piece % 2:
            records = [_Message(number, 0, message(each)) for number, each in enumerate(batch, offset)]
            started = time.process_time()
            with fewer_collections():
                for start in range(0, PIECE, YIELD_EVERY):
                    replica.fold(cast(list[Record], records[start : start + YIELD_EVERY]))
            rebuilding.took(time.process_time() - started)
        else:
            started = time.process_time()
            for number, each in enumerate(batch, offset):
                replica.handle(each)
                replica.passed(number, 0, b"")
            arriving.took(time.process_time() - started)
        offset += PIECE
        if offset % 1_000_000 == 0:
            print(f"{offset:,} articles, {resident_bytes() / 1e9:.2f} GB", file=sys.stderr)
    grown = (resident_bytes() - before) / (offset - first)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {
        "articles": offset,
        "verdicts_per_second_one_by_one": arriving.per_second(),
        "of_the_last_tenth": arriving.per_second(0.1),
        "messages_rebuilt_per_second": rebuilding.per_second(),
        "messages_rebuilt_per_second_of_the_last_tenth": rebuilding.per_second(0.1),
        "resident_bytes_per_article": round(grown),
        "peak_megabytes": round(peak / 1e6),
        **restarted(replica, settings),
        "disk_bytes_per_article": round(sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / offset),
    }


class _Stretch:
    """Seconds of CPU that pieces took."""

    def __init__(self) -> None:
        self._seconds: list[float] = []

    def took(self, seconds: float) -> None:
        self._seconds.append(seconds)

    def per_second(self, last: float = 1.0) -> int:
        """Articles a second in the last part of the pieces."""
        chosen = self._seconds[-max(1, int(len(self._seconds) * last)) :]
        return round(PIECE * len(chosen) / sum(chosen))


def restarted(replica: Replica[CleanArticle], settings: Settings) -> dict[str, object]:
    """Write a snapshot and start from it. Seconds by the clock; only while it is filled does the line stand."""
    started = time.monotonic()
    unfinished = replica.fill_snapshot()
    filled = time.monotonic()
    if unfinished is None:
        raise ValueError("nothing to write")
    replica.publish_snapshot(unfinished, replica.position)
    published = time.monotonic()
    offset = replica.next_offset
    replica.close()
    again = Replica(SERVICE, settings, 0)
    loaded = time.monotonic()
    if again.next_offset != offset:
        raise ValueError(f"the snapshot was not used: {again.next_offset} instead of {offset}")
    again.close()
    return {
        "snapshot_seconds_the_line_stands": round(filled - started, 2),
        "snapshot_seconds": round(published - started, 2),
        "start_from_snapshot_seconds": round(loaded - published, 2),
    }


class _Log(KafkaLog):
    """The log of a group that has committed all of it."""

    length = 0

    async def committed(self, partition: int) -> int:
        return self.length


async def rebuild_from_broker(count: int, folder: Path) -> dict[str, object]:
    """Rebuilding out of the embedded broker as a process does it: fetched, validated, judged and remembered."""
    values = [message(each) for each in synthetic(count, 2)]
    with embedded_broker(folder / "broker.log") as address:
        settings = Settings(brokers=address, data_dir=folder / "rebuilt")
        apply_topics(settings, replication=1)
        topic = settings.topic(topic_of(CleanArticle).name)
        async with AIOKafkaProducer(bootstrap_servers=address, max_request_size=MAX_MESSAGE_BYTES) as producer:
            for start in range(0, count, PIECE):
                await asyncio.gather(*[await producer.send(topic, value) for value in values[start : start + PIECE]])
        log = _Log(settings, topic_of(CleanArticle).name, settings.group("dedup"))
        log.length = count
        states = States(SERVICE, settings, log, ProcessHealth())
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
    if arguments.articles < 2 * WARM:
        parser.error(f"--articles: at least {2 * WARM:,}, or what grows is the benchmark")
    sketch("the tables are made with the first text")
    result = {**measure(arguments.articles, arguments.folder), **with_text(3_000)}
    if arguments.rebuild:
        result |= asyncio.run(rebuild_from_broker(arguments.rebuild, arguments.folder))
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
