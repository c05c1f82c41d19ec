"""Deduplication beside its peers, on the same articles in one run: quality and articles a second of CPU.

    .venv/bin/pip install --require-hashes -r requirements/peers.txt
    python -m benchmarks.dedup_peers [--data ../shared/eval/duplicates] [gen_mix ...]

The peers are used as their documentation shows, with shingles of three words, 128 permutations, a threshold of 0.6 and
the best candidate by estimated Jaccard: the settings that were best among those tried. All take one article after the
other and look at earlier ones alone. Each is measured several times, in turns, and its fastest turn counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from benchmarks.dedup_quality import DATA, raw_articles, scorer
from services.cleaner.core import as_is
from services.cleaner.sketch import sketch
from services.dedup.core import Deduplicator

PERMUTATIONS, BANDS, THRESHOLD, SHINGLE = 128, 32, 0.6, 3
TURNS = 3
WORD = re.compile(r"\w+")

Row = dict[str, Any]
Stories = dict[str, str]
Method = Callable[[list[Row]], tuple[Stories, float]]
"""Stories by article, and the seconds of CPU that it took to find them."""


def shingles(text: str) -> list[str]:
    """Every three neighbouring words."""
    words = WORD.findall(text.lower())
    return [" ".join(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1))]


def copydesk(rows: list[Row]) -> tuple[Stories, float]:
    """Sketch and verdict; the rest of cleaning is no part of deduplication, and is not measured."""
    cleaned = [as_is(article) for article in raw_articles(rows)]
    deduplicator, stories, started = Deduplicator(), Stories(), time.process_time()
    for article in cleaned:
        made = sketch(article.text, article.title)
        stories[article.id] = deduplicator.judge(article.model_copy(update={"sketch": made})).story.id
    return stories, time.process_time() - started


def rensa(rows: list[Row]) -> tuple[Stories, float]:
    """MinHash in Rust."""
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    kept: list[RMinHash] = []
    stories, started = Stories(), time.process_time()
    for number, row in enumerate(rows):
        made = RMinHash(num_perm=PERMUTATIONS, seed=42)
        made.update(shingles(row["text"]))
        similarity, earlier = max(((made.jaccard(kept[each]), -each) for each in index.query(made)), default=(0.0, 0))
        stories[row["id"]] = stories[rows[-earlier]["id"]] if similarity >= THRESHOLD else row["id"]
        index.insert(number, made)
        kept.append(made)
    return stories, time.process_time() - started


def datasketch(rows: list[Row]) -> tuple[Stories, float]:
    """MinHash in Python and numpy."""
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    kept: list[MinHash] = []
    stories, started = Stories(), time.process_time()
    for number, row in enumerate(rows):
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([shingle.encode() for shingle in shingles(row["text"])])
        similarity, earlier = max(((made.jaccard(kept[each]), -each) for each in index.query(made)), default=(0.0, 0))
        stories[row["id"]] = stories[rows[-earlier]["id"]] if similarity >= THRESHOLD else row["id"]
        index.insert(number, made)
        kept.append(made)
    return stories, time.process_time() - started


METHODS: tuple[Method, ...] = (copydesk, rensa, datasketch)


def compared(rows: list[Row], score: Callable[[list[Row], Stories], dict[str, Any]]) -> dict[str, dict[str, float]]:
    """F1, false merges of templates and articles a second of each method."""
    seconds = {method.__name__: float("inf") for method in METHODS}
    found: dict[str, dict[str, float]] = {}
    for _ in range(TURNS):
        for method in METHODS:
            stories, spent = method(rows)
            seconds[method.__name__] = min(seconds[method.__name__], spent)
            scored = score(rows, stories)
            templates = scored["false_merges"].get("neg_template", 0.0)
            found[method.__name__] = {"f1": scored["f1"], "templates_merged": templates}
    rates = {name: round(len(rows) / spent) for name, spent in seconds.items()}
    return {name: {**figures, "articles_per_cpu_second": rates[name]} for name, figures in found.items()}


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("sets", nargs="*", default=["gen_mix", "trafeval_dev"])
    arguments = parser.parse_args()
    score = scorer(arguments.data)
    result = {}
    for name in arguments.sets:
        with gzip.open(arguments.data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            result[name] = compared([json.loads(line) for line in file], score)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
