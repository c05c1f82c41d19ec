"""What is found in pages that taught nothing: `python -m training.quotes.found_in_pages`.

`pages.jsonl.gz` beside this file holds 690 invented pages of the web, 162,000 words in German, French, Spanish,
Italian, Polish and Lithuanian, with all that is said in them marked. Most of their sentences say nothing. Logs for each
language the share found of what stands in marks and of what does not, and how much is told that nobody says.
"""

from __future__ import annotations

import gzip
import json
import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from schemas.article import RawArticle
from services.quotes.core import find_quotes
from training.quotes.corpus import annotated

log = logging.getLogger(__name__)

PAGES: Final = Path(__file__).with_name("pages.jsonl.gz")

LEAST_SHARED: Final = 0.8
"""F of the characters of two extents that count as the same."""

LEAST_SAID: Final = 0.5
"""Share of the characters of what is told that must lie within what is said."""

_MARKS: Final = "„“«»”\"‚‘’'‹›–—"


def pages() -> Iterator[Mapping[str, Any]]:
    """The pages: `id`, `language`, `text`, and as offsets `contents`, what is said, and `sources`, by whom."""
    with gzip.open(PAGES, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measured(page: Mapping[str, Any]) -> Counter[str]:
    """How much of a page is said and found, in and without marks, and how much is told that nobody says."""
    text = page["text"]
    said = [_letters(text, start, end) for start, end in page["contents"]]
    quotes = find_quotes(annotated(RawArticle(id=page["id"], body=text, language=page["language"])))
    told = [_letters(text, span.start, span.end) for quote in quotes for span in quote.spans]
    counts: Counter[str] = Counter(pages=1)
    for (start, _), letters in zip(page["contents"], said, strict=True):
        kind = "marked" if text[start] in _MARKS else "reported"
        counts[kind] += 1
        counts[f"{kind} found"] += _best(letters, told) >= LEAST_SHARED
    counts["said by nobody"] = sum(_most_within(letters, said) < LEAST_SAID for letters in told if letters)
    return counts


def _letters(text: str, start: int, end: int) -> frozenset[int]:
    return frozenset(at for at in range(start, end) if text[at].isalnum())


def _best(letters: frozenset[int], others: Sequence[frozenset[int]]) -> float:
    return max((2 * len(letters & other) / (len(letters) + len(other)) for other in others if other), default=0.0)


def _most_within(letters: frozenset[int], others: Sequence[frozenset[int]]) -> float:
    return max((len(letters & other) / len(letters) for other in others), default=0.0)


def main() -> None:
    """Read all pages and log what is found."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    by_language: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in pages():
        by_language[page["language"]].update(measured(page))
    log.info("language  pages  in marks  found  reported  found  said by nobody, a page")
    for language, counts in by_language.items():
        marked, reported = (100 * counts[f"{kind} found"] / counts[kind] for kind in ("marked", "reported"))
        nobody = counts["said by nobody"] / counts["pages"]
        numbers = (counts["pages"], counts["marked"], marked, counts["reported"], reported, nobody)
        log.info("%-8s  %5d  %8d  %5.1f  %8d  %5.1f  %.2f", language, *numbers)


if __name__ == "__main__":
    main()
