"""How often copies of one article get different languages, and so different partitions of `articles.clean`.

    python -m benchmarks.language_split [--data ../shared/eval/duplicates]

Cuts: every run of so many words of a report that was written here in seventeen languages (reports.json), against the
whole report. Copies: each article of a gold set against the first of its cluster. Both are as the cleaner detects them
where no language is stated.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from schemas.placement import language_slot
from services.cleaner.language import article_language

DATA = Path(__file__).parents[2] / "shared" / "eval" / "duplicates"
SETS = ("gen_dev", "gen_mix", "pdf_real_dev", "trafeval_dev")
WIDTHS = (2, 3, 4)
CUTS = (4, 6, 8, 12, 16, 24, 40)

REPORTS: dict[str, str] = json.loads(Path(__file__).with_name("reports.json").read_text(encoding="utf-8"))
"""One report in several languages, by their tags."""

Languages = tuple[str | None, str | None]
"""Of an article and of its copy."""


def cuts(words: int) -> list[Languages]:
    """Each report and every run of so many of its words."""
    found = []
    for report in REPORTS.values():
        all_words = report.split()
        whole = article_language(None, report)
        for start in range(len(all_words) - words + 1):
            found.append((whole, article_language(None, " ".join(all_words[start : start + words]))))
    return found


def copies(path: Path) -> list[Languages]:
    """The first article of each cluster and each of its copies."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    first: dict[str, str | None] = {}
    found = []
    for row in rows:
        language = article_language(None, row["text"])
        if row["cluster"] in first:
            found.append((first[row["cluster"]], language))
        else:
            first[row["cluster"]] = language
    return found


def figures(pairs: Iterable[Languages]) -> dict[str, float]:
    """How many pairs there are, and the shares of those that differ in language or lie in different partitions."""
    pairs = list(pairs)
    slots = [(language_slot(one), language_slot(other)) for one, other in pairs]
    result = {
        "pairs": len(pairs),
        "no_language": sum(one != other and None in (one, other) for one, other in pairs) / len(pairs),
        "other_language": sum(one != other and None not in (one, other) for one, other in pairs) / len(pairs),
    }
    for width in WIDTHS:
        apart = sum(one % width != other % width for one, other in slots)
        result[f"apart_of_{width}"] = apart / len(pairs)
    return {name: round(value, 4) for name, value in result.items()}


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    result: dict[str, object] = {f"cuts_of_{words}_words": figures(cuts(words)) for words in CUTS}
    for name in SETS if data.is_dir() else ():
        result[name] = figures(copies(data / f"{name}.jsonl.gz"))
    result["reports_misread"] = [tag for tag, text in REPORTS.items() if article_language(None, text) != tag]
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
