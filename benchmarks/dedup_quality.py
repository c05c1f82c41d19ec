"""Deduplication against gold data, and against texts made here (dedup_templates.py), which need no data.

    python -m benchmarks.dedup_quality [--data ../shared/eval/duplicates]

Of forms, lists, horoscopes, items in site furniture and digests each text is a story of its own, so that every merge is
a false one; pages and noisy copies are to be found. Most of the rules were made while looking at texts like these:
dedup_templates says which, and which forms were written afterwards.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.dedup_templates import (
    FORMS,
    UNSEEN,
    Row,
    digests,
    forms,
    furnished,
    horoscopes,
    lists,
    noisy_copies,
    pages,
)
from schemas.article import RawArticle
from services.cleaner.core import as_is
from services.dedup.core import Deduplicator, Verdict

DATA = Path(__file__).parents[2] / "shared" / "eval" / "duplicates"
SETS = ("gen_dev", "gen_mix", "pdf_real_dev", "trafeval_dev", "seed_pair")
LISTED = ("court", "football", "missing", "quake")
START = datetime(2026, 1, 1, tzinfo=UTC)


def raw_articles(rows: Sequence[Mapping[str, Any]]) -> list[RawArticle]:
    """The articles as they arrive, one a second."""
    return [
        RawArticle.model_validate(
            {
                "id": row["id"],
                "body": row["text"],
                "title": row.get("title") or None,
                "source": row.get("source") or "unknown",
                "url": row.get("url"),
                "received_at": START + timedelta(seconds=number),
            }
        )
        for number, row in enumerate(rows)
    ]


def judged(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Verdict], float]:
    """Verdicts in order, and the articles a second of CPU, sketch included."""
    deduplicator, raw = Deduplicator(), raw_articles(rows)
    started = time.process_time()
    verdicts = [deduplicator.judge(as_is(article)) for article in raw]
    return verdicts, len(rows) / (time.process_time() - started)


def of_its_own(rows: Iterator[Row]) -> dict[str, object]:
    """The share of texts that were merged though each is a story of its own, and which."""
    given = list(rows)
    verdicts, _ = judged(given)
    merged = Counter(row["id"].rstrip("0123456789.") for row, of in zip(given, verdicts, strict=True) if of.story.of)
    return {"texts": len(given), "share": round(merged.total() / len(given), 4), "merged": dict(merged)}


def copied(rows: Iterator[Row]) -> dict[str, object]:
    """The share of copies that joined the story of the first of their cluster."""
    given = list(rows)
    verdicts, _ = judged(given)
    stories: dict[str, str] = {}
    found = 0
    for row, verdict in zip(given, verdicts, strict=True):
        found += stories.setdefault(row["cluster"], verdict.story.id) == verdict.story.id
    copies = len(given) - len(stories)
    return {"copies": copies, "share": round((found - len(stories)) / copies, 4)}


def scorer(data: Path) -> Callable[[list[dict[str, Any]], dict[str, str]], dict[str, Any]]:
    """The scorer that lies beside the gold sets: articles in order and their stories by id, to figures."""
    specification = importlib.util.spec_from_file_location("scorer", data / "score_duplicates.py")
    if specification is None or specification.loader is None:
        raise FileNotFoundError(data / "score_duplicates.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    score: Callable[[list[dict[str, Any]], dict[str, str]], dict[str, Any]] = module.score
    return score


def scored(data: Path, name: str) -> dict[str, object]:
    """The scorer's figures of one gold set."""
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    verdicts, rate = judged(rows)
    found = scorer(data)(rows, {verdict.id: verdict.story.id for verdict in verdicts})
    return {**found, "articles_per_cpu_second": round(rate)}


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    result: dict[str, object] = {
        "horoscopes": of_its_own(horoscopes(60)),
        "forms": of_its_own(forms(60, FORMS)),
        "forms written afterwards": of_its_own(forms(60, UNSEEN)),
        "lists of one form": of_its_own(lists(40, {name: FORMS[name] for name in LISTED})),
        "site furniture": of_its_own(furnished(40)),
        "stories behind a digest": of_its_own(digests(30)),
        "pages": copied(pages(60)),
        "noisy copies": copied(noisy_copies(400)),
    }
    for name in SETS if data.is_dir() else ():
        result[name] = scored(data, name)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
