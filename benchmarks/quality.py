"""The quality of every service on the evaluation's gold data, by its own scorers: `python -m benchmarks.quality`.

Each set is put through the `copydesk` command as a user would, so what is measured is what ships. Without arguments all
sets; else those whose names begin with an argument, for example `quotes` or `duplicates/gen`. The data is not part of
the project, since its texts may not be published again; it is looked for beside it, or where `--data` says. Prints
JSON: set name to figures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

DATA = Path(__file__).parents[2] / "shared" / "eval"

Row = dict[str, Any]
"""A line of JSON, of the gold or of what Copydesk prints."""

RAW_ARTICLE_FIELDS = {"title": "title", "source": "source", "uri": "uri", "url": "url", "published": "published_at"}
"""Fields of a gold line that an article would arrive with, and their names in RawArticle."""


@dataclass(frozen=True)
class GoldSet:
    """A gold file, the field that holds the input, the command that is measured and the scorer of its output."""

    file: str
    command: tuple[str, ...]
    scorer: str
    field: str = "text"
    keep: tuple[str, ...] = tuple(RAW_ARTICLE_FIELDS)

    @property
    def name(self) -> str:
        """The file without its endings; the command where a file is used twice."""
        return self.file.removesuffix(".gz").removesuffix(".jsonl") + (
            "" if "--as-is" in self.command else " (cleaned)"
        )


_AS_IS = ("enrich", "--as-is")
_QUOTES = "quotes/score_quotes.py"
_ENTITIES = "entities/score_entities.py"
_CLUSTERS = "entities/score_clusters.py"
_DUPLICATES = "duplicates/score_duplicates.py"

SETS = (
    GoldSet("layout/pdf_dev.jsonl.gz", ("clean",), "layout/score_layout.py", field="raw", keep=()),
    GoldSet("quotes/polnear_dev.jsonl", _AS_IS, _QUOTES),
    GoldSet("quotes/fullnames_dev.jsonl", _AS_IS, _QUOTES),
    GoldSet("quotes/seed_clean.jsonl", _AS_IS, _QUOTES),
    GoldSet("quotes/seed_raw.jsonl", ("enrich",), _QUOTES),
    GoldSet("entities/worldwide_dev.jsonl", _AS_IS, _ENTITIES),
    GoldSet("entities/politics_dev.jsonl", _AS_IS, _ENTITIES),
    GoldSet("entities/seed_clean.jsonl", _AS_IS, _ENTITIES),
    GoldSet("entities/seed_raw.jsonl", ("enrich",), _ENTITIES),
    GoldSet("entities/links_newsfair_dev.jsonl", _AS_IS, _CLUSTERS),
    GoldSet("entities/links_aida_dev.jsonl", _AS_IS, _CLUSTERS),
    GoldSet("duplicates/gen_dev.jsonl.gz", ("dedup", "--as-is"), _DUPLICATES),
    GoldSet("duplicates/gen_mix.jsonl.gz", ("dedup", "--as-is"), _DUPLICATES),
    GoldSet("duplicates/pdf_real_dev.jsonl.gz", ("dedup", "--as-is"), _DUPLICATES),
    GoldSet("duplicates/trafeval_dev.jsonl.gz", ("dedup", "--as-is"), _DUPLICATES),
    GoldSet("duplicates/seed_pair.jsonl.gz", ("dedup", "--as-is"), _DUPLICATES),
)


def _rows(path: Path) -> Iterator[Row]:
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _raw_article(row: Row, gold: GoldSet) -> Row:
    known = {RAW_ARTICLE_FIELDS[name]: row[name] for name in gold.keep if row.get(name)}
    return {"id": row["id"], "body": row[gold.field], "media_type": "text/plain", **known}


def _overlaps(segment: Row, asides: list[Row]) -> bool:
    """Whether the segment is the space that stands where asides were cut out."""
    return any(aside["raw_start"] < segment["raw_end"] and aside["raw_end"] > segment["raw_start"] for aside in asides)


def _in_the_raw_body(span: Row, article: Row) -> list[list[int]]:
    """A span of the reading text as stretches of what arrived: two or more where an aside was cut out of it."""
    found: list[list[int]] = []
    for segment in article["source_map"]:
        if segment["start"] >= span["end"] or segment["end"] <= span["start"] or _overlaps(segment, article["asides"]):
            continue
        start = min(segment["raw_start"] + max(0, span["start"] - segment["start"]), segment["raw_end"])
        end = max(segment["raw_end"] - max(0, segment["end"] - span["end"]), segment["raw_start"])
        if found and not any(found[-1][1] <= aside["raw_start"] < start for aside in article["asides"]):
            found[-1][1] = end
        else:
            found.append([start, end])
    return found


def _moved(article: Row) -> Row:
    """The article with the spans of quotes and entities as offsets into what arrived."""
    for quote in article["quotes"]:
        moved = [stretch for span in quote["spans"] for stretch in _in_the_raw_body(span, article)]
        quote["spans"] = [{"start": start, "end": end} for start, end in moved]
        quote["start"], quote["end"] = moved[0][0], moved[-1][1]
    mentions = [quote["speaker"]["mention"] for quote in article["quotes"] if quote["speaker"]["mention"]]
    mentions += [mention for entity in article["entities"] for mention in entity["mentions"]]
    for mention in mentions:
        stretches = _in_the_raw_body(mention, article)
        mention["start"], mention["end"] = stretches[0][0], stretches[-1][1]
    return article


def _scored_quote(quote: Row) -> Row:
    """A quote in the form of the quotes' scorer."""
    speaker = quote["speaker"]
    mention = speaker["mention"] or {"start": None, "end": None, "text": None}
    return {
        "start": quote["start"],
        "end": quote["end"],
        "spans": [[span["start"], span["end"]] for span in quote["spans"]],
        "text": quote["text"],
        "speaker": mention["text"],
        "speaker_start": mention["start"],
        "speaker_end": mention["end"],
        "speaker_full": list(speaker["names"]) or speaker["name"],
    }


def _answer(article: Row, gold: GoldSet) -> Row:
    """What the command printed, as the scorer reads it."""
    if gold.command == ("enrich",):
        article = _moved(article)
    if gold.scorer == _QUOTES:
        return {"id": article["id"], "quotes": [_scored_quote(quote) for quote in article["quotes"]]}
    return article


def measure(gold: GoldSet, data: Path, folder: Path) -> Row:
    """The scorer's figures, and the CPU seconds that the command took.

    Raises:
        RuntimeError: the command or the scorer failed.
    """
    sent, came = folder / "sent.jsonl", folder / "came.jsonl"
    with sent.open("w", encoding="utf-8") as output:
        for row in _rows(data / gold.file):
            output.write(json.dumps(_raw_article(row, gold)) + "\n")
    seconds = _run([sys.executable, "-m", "copydesk", *gold.command, str(sent)], came)
    answers, scored = folder / "answers.jsonl", folder / "scored.json"
    with answers.open("w", encoding="utf-8") as output:
        for row in _rows(came):
            output.write(json.dumps(_answer(row, gold)) + "\n")
    _run([sys.executable, str(data / gold.scorer), str(data / gold.file), str(answers)], scored)
    figures: Row = json.loads(scored.read_text(encoding="utf-8"))
    return {**figures, "cpu_seconds": round(seconds, 1)}


def _run(command: list[str], output: Path) -> float:
    with output.open("wb") as standard_output:
        process = psutil.Popen(command, stdout=standard_output)
        seconds = 0.0
        while process.poll() is None:
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                break
            seconds = times.user + times.system
            time.sleep(0.1)
    if process.wait():
        raise RuntimeError(f"exit status {process.returncode}: {' '.join(command)}")
    return seconds


def main() -> None:
    """Measure the sets that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help="beginnings of set names; default: all")
    parser.add_argument("--data", type=Path, default=DATA, help="the evaluation's folder")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        sys.exit(f"no evaluation data at {arguments.data}")
    wanted = [gold for gold in SETS if not arguments.sets or gold.name.startswith(tuple(arguments.sets))]
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, gold in enumerate(wanted, start=1):
            print(f"{number}/{len(wanted)} {gold.name}", file=sys.stderr, flush=True)
            results[gold.name] = measure(gold, arguments.data, Path(folder))
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
