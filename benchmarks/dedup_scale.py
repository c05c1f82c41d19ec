"""Deduplication at scale: verdicts a second, memory an article, snapshot and rebuilding, with synthetic sketches.

    python -m benchmarks.dedup_scale --articles 1000000 --folder /tmp/dedup-state

The sketches are those of articles of 275 words; a quarter are exact copies or cut ones. No text is made, so that the
step itself is measured; `--text` makes text and its sketch, too, and reports both together.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from schemas.article import CleanArticle
from schemas.sketch import Sketch
from services.cleaner.sketch import sketch
from services.dedup.core import Deduplicator

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


def rebuild_rate(count: int) -> dict[str, object]:
    """Reading messages of the log, as bytes, back into a memory; the broker's part is not in it."""
    text = " ".join(f"word{n % 977}" for n in range(WORDS))
    values = []
    for each in synthetic(count, 2):
        values.append(CleanArticle.model_validate({**each.__dict__, "text": text}).model_dump_json().encode())
    deduplicator, started = Deduplicator(), time.process_time()
    for value in values:
        deduplicator.judge(CleanArticle.model_validate_json(value))
    rate = count / (time.process_time() - started)
    return {"replayed_per_second": round(rate), "seconds_for_a_million": round(1e6 / rate)}


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
    parser.add_argument("--folder", type=Path, default=Path("data/dedup-scale"))
    arguments = parser.parse_args()
    sketch("the tables are made with the first text")
    result = {**measure(arguments.articles, arguments.folder), **rebuild_rate(5_000), **with_text(3_000)}
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
