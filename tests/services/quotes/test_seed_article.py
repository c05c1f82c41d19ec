"""The article that started the project, out of a two-column page: the whole chain must read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.article import CleanArticle, EnrichedArticle, RawArticle, UniqueArticle
from schemas.quote import Quote
from schemas.story import Story
from services.cleaner.core import clean
from services.entities.core import annotate
from services.quotes.core import extract_quotes

EVALUATION = Path(__file__).parents[3].parent / "shared" / "eval"
RAW, GOLD = EVALUATION / "layout" / "seed.txt", EVALUATION / "seed_gold.json"

pytestmark = pytest.mark.skipif(
    not (RAW.exists() and GOLD.exists()), reason="needs the evaluation data beside the project"
)

ENOUGH_OVERLAP = 0.8
"""Dice of the two quotations' letters and digits: at most a small error at their ends."""

WANTED = 9


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def cleaned() -> CleanArticle:
    return clean(RawArticle(id="seed", body=RAW.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def enriched(cleaned: CleanArticle) -> EnrichedArticle:
    judged = UniqueArticle(**cleaned.model_dump(exclude={"sketch"}), story=Story(id="seed", verdict="new"))
    article = extract_quotes(annotate(judged))[0]
    assert isinstance(article, EnrichedArticle)
    return article


def footprint(spans: list[list[int]], text: str) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def raw_footprint(quote: Quote, article: EnrichedArticle, raw: str) -> set[int]:
    """Raw offsets of the quote's letters and digits, through the article's own source map."""
    found: set[int] = set()
    for span in quote.spans:
        for segment in article.source_map:
            copied = segment.end - segment.start == segment.raw_end - segment.raw_start
            if not copied or segment.end <= span.start or segment.start >= span.end:
                continue
            shift = segment.raw_start - segment.start
            found.update(range(max(span.start, segment.start) + shift, min(span.end, segment.end) + shift))
    return {at for at in found if raw[at].isalnum()}


def test_the_head_is_read(cleaned: CleanArticle, gold: dict[str, Any]) -> None:
    assert cleaned.title == gold["title"]
    assert cleaned.bylines == (gold["byline"]["author"],)


def test_captions_and_pull_quotes_are_set_aside(cleaned: CleanArticle, gold: dict[str, Any]) -> None:
    kinds = {"photo_caption": "caption", "pull_quote": "pull_quote"}
    wanted = {
        (kinds[zone["kind"]], zone["start"], zone["end"]) for zone in gold["layout_zones"] if zone["kind"] in kinds
    }
    assert {(aside.kind, aside.raw_start, aside.raw_end) for aside in cleaned.asides} == wanted


def test_the_reading_text_is_whole(cleaned: CleanArticle, gold: dict[str, Any]) -> None:
    assert cleaned.text.split() == gold["clean_text"].split()


def test_direct_and_mixed_quotes_are_found(enriched: EnrichedArticle, gold: dict[str, Any]) -> None:
    raw = RAW.read_text(encoding="utf-8")
    found = [raw_footprint(quote, enriched, raw) for quote in enriched.quotes]
    wanted = [q for q in gold["quotes"] if q["type"] in ("direct", "mixed") and not q.get("optional")]
    matched = 0
    for quote in wanted:
        letters = footprint(quote["spans"], raw)
        matched += any(2 * len(letters & f) >= ENOUGH_OVERLAP * (len(letters) + len(f)) for f in found)
    assert matched >= WANTED


def test_no_named_speaker_is_wrong(enriched: EnrichedArticle, gold: dict[str, Any]) -> None:
    raw = RAW.read_text(encoding="utf-8")
    wrong = []
    for quote in enriched.quotes:
        if quote.speaker.status != "named":
            continue
        letters = raw_footprint(quote, enriched, raw)
        beside = max(gold["quotes"], key=lambda q: len(letters & footprint(q["spans"], raw)))
        if not letters & footprint(beside["spans"], raw):
            continue
        surnames = {name.split()[-1] for name in beside["speaker_full"]}
        if not surnames & {name.split()[-1] for name in quote.speaker.names}:
            wrong.append((quote.text[:40], quote.speaker.names))
    assert wrong == []
