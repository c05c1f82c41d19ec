"""Deduplication against gold data, and against templates made here.

    python -m benchmarks.dedup_quality [--data ../shared/eval/duplicates]

The templates are horoscopes put together from a pool of sentences, and forms: each text is a story of its own, so that
every merge is a false one. They need no data, and no parameter was chosen on them.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from schemas.article import RawArticle
from services.cleaner.core import as_is
from services.dedup.core import Deduplicator, Verdict

DATA = Path(__file__).parents[2] / "shared" / "eval" / "duplicates"
SETS = ("gen_dev", "gen_mix", "pdf_real_dev", "trafeval_dev", "seed_pair")
START = datetime(2026, 1, 1, tzinfo=UTC)

SIGNS = [
    "Aries",
    "Taurus",
    "Gemini",
    "Cancer",
    "Leo",
    "Virgo",
    "Libra",
    "Scorpio",
    "Sagittarius",
    "Capricorn",
    "Aquarius",
    "Pisces",
]
SUBJECTS = [
    "An old friend",
    "Your partner",
    "Someone at work",
    "A relative",
    "A stranger",
    "A neighbour",
    "The moon",
    "Venus",
]
ACTIONS = ["asks you for help", "brings good news", "tests your patience", "has a surprise for you", "opens a door"]
TAILS = [
    "so keep calm.",
    "and you should listen.",
    "but do not hurry.",
    "before the week is over.",
    "if you let it happen.",
]
FORMS = (
    "A magnitude {a} earthquake struck {p} km {d} of {c} on {w}, the survey said. The quake was {b} km deep. There "
    "were no reports of damage. Residents of {c} said that they felt the shaking for {a} seconds.",
    "Court list for {c}, {w}: {n}, {b}, was fined {p} pounds for speeding on the {d} road. {n} must also pay costs of "
    "{b} pounds and was given {a} penalty points. The case was heard by magistrates in {c}.",
    "{c} beat {n} {a} to {b} on {w} in front of {p} spectators. The home side led at the break and never looked back. "
    "The visitors travel {d} next week, where they hope to do better than they did in {c}.",
)
PLACES = [
    "Lund",
    "Visby",
    "Bergen",
    "Turku",
    "Narvik",
    "Kiruna",
    "Tampere",
    "Odense",
    "Aarhus",
    "Malmo",
    "Oulu",
    "Kotka",
    "Molde",
    "Vaasa",
    "Umea",
]
NAMES = ["Ann Berg", "Olof Lind", "Per Dahl", "Ida Holm", "Nils Ek", "Eva Strand", "Jon Vik", "Mia Sund", "Rolf Hagen"]


def pool(chance: random.Random) -> list[str]:
    """Sentences of a horoscope writer."""
    made = [f"{s} {a}, {t}" for s in SUBJECTS for a in ACTIONS for t in TAILS]
    chance.shuffle(made)
    return made[:70]


def horoscopes(days: int) -> Iterator[tuple[str, str]]:
    """Title and text of each sign's horoscope, day by day, four to six sentences of one pool."""
    chance = random.Random(7)  # noqa: S311 - test texts
    sentences = pool(chance)
    for day in range(days):
        for sign in SIGNS:
            yield f"{sign}: your horoscope", " ".join(chance.sample(sentences, chance.randint(4, 6))) + f" Day {day}."


def forms(count: int) -> Iterator[tuple[str, str]]:
    """Title and text of forms that are filled in anew."""
    chance = random.Random(11)  # noqa: S311 - test texts
    for number in range(count):
        facts = {"a": round(chance.uniform(2, 8), 1), "b": chance.randint(11, 90), "p": chance.randint(100, 9000)}
        facts_of_place = {"c": chance.choice(PLACES), "n": chance.choice(NAMES), "d": chance.choice(["north", "south"])}
        week = chance.choice(["Monday", "Tuesday", "Friday", "Sunday"])
        text = FORMS[number % len(FORMS)].format(**facts, **facts_of_place, w=week)
        yield text.split(",")[0][:40], text


def raw_articles(rows: list[dict[str, Any]]) -> list[RawArticle]:
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


def judged(rows: list[dict[str, Any]]) -> tuple[list[Verdict], float]:
    """Verdicts in order, and the articles a second of CPU, sketch included."""
    deduplicator, raw = Deduplicator(), raw_articles(rows)
    started = time.process_time()
    verdicts = [deduplicator.judge(as_is(article)) for article in raw]
    return verdicts, len(rows) / (time.process_time() - started)


def false_merges(texts: Iterator[tuple[str, str]]) -> dict[str, object]:
    """The share of texts that were merged though each is a story of its own."""
    rows = [
        {"id": f"t{number}", "title": title, "text": text, "source": "templates"}
        for number, (title, text) in enumerate(texts)
    ]
    verdicts, _ = judged(rows)
    merged = sum(verdict.story.of is not None for verdict in verdicts)
    return {"texts": len(rows), "merged": merged, "share": round(merged / len(rows), 4)}


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
    result: dict[str, object] = {"horoscopes": false_merges(horoscopes(60)), "forms": false_merges(forms(600))}
    for name in SETS if data.is_dir() else ():
        result[name] = scored(data, name)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
