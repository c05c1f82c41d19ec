"""The sample feed through the pure functions of all services: what comes out is what a reader would expect."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.article import EnrichedArticle, RawArticle, UniqueArticle
from schemas.quote import Quote, QuoteEvent
from services.cleaner.core import clean
from services.dedup.core import Deduplicator, Verdict
from services.entities.core import annotate
from services.quotes.core import extract_quotes

SAMPLES = Path(__file__).parents[2] / "samples"
LINES = (SAMPLES / "feed.jsonl").read_text(encoding="utf-8").splitlines()
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
VALID: list[dict[str, Any]] = [entry for entry in EXPECTED["feed"] if "error" not in entry]
BROKEN = [entry["line"] for entry in EXPECTED["feed"] if "error" in entry]


@cache
def verdicts() -> dict[int, Verdict]:
    """What deduplication says of each valid line, in their order."""
    judge = Deduplicator().judge
    return {entry["line"]: judge(clean(RawArticle.model_validate_json(LINES[entry["line"] - 1]))) for entry in VALID}


def enriched(verdict: Verdict) -> EnrichedArticle:
    assert isinstance(verdict, UniqueArticle)
    article, *events = extract_quotes(annotate(verdict))
    assert isinstance(article, EnrichedArticle)
    assert all(isinstance(event, QuoteEvent) for event in events)
    assert len(events) == len(article.quotes)
    return article


def plain(text: str) -> str:
    """Without what quotes differ in: kinds of marks, line breaks, the comma before the closing mark."""
    return " ".join(text.replace("\u201c", '"').replace("\u201d", '"').split()).strip('" ,.')


def speakers(quote: Quote) -> list[str]:
    return list(quote.speaker.names) or ([quote.speaker.name] if quote.speaker.name else [])


def missed(article: EnrichedArticle, expected: list[dict[str, Any]]) -> list[str]:
    """The expected quotes that are not there, or not by their speakers."""
    found = [(plain(quote.text), speakers(quote)) for quote in article.quotes]
    return [
        f"{' and '.join(each['speakers'])}: {each['text']}"
        for each in expected
        if not any(plain(each["text"]) in text and each["speakers"] == names for text, names in found)
    ]


def test_every_line_is_expected() -> None:
    assert [entry["line"] for entry in EXPECTED["feed"]] == list(range(1, len(LINES) + 1))


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_refused(line: int) -> None:
    with pytest.raises(ValidationError):
        RawArticle.model_validate_json(LINES[line - 1])


@pytest.mark.parametrize("entry", VALID, ids=lambda entry: f"line {entry['line']}")
def test_verdict(entry: dict[str, Any]) -> None:
    judged = verdicts()[entry["line"]]
    of = entry["of_line"]
    assert judged.story.verdict == entry["verdict"]
    assert judged.story.version == entry["version"]
    assert judged.readability == entry["readability"]
    if of is None:
        assert judged.story.of is None or entry["verdict"] == "revision"
    else:
        assert judged.story.of == verdicts()[of].id
        assert judged.story.id == verdicts()[of].story.id


def test_a_redelivery_repeats_the_verdict() -> None:
    for entry in VALID:
        first = entry.get("redelivery_of_line")
        if first is not None:
            assert verdicts()[entry["line"]].story == verdicts()[first].story


def test_a_template_pair_stays_two_stories() -> None:
    assert verdicts()[10].story.id != verdicts()[11].story.id


WITH_QUOTES = [entry for entry in VALID if entry["quotes"]]


@pytest.mark.parametrize("entry", WITH_QUOTES, ids=lambda entry: f"line {entry['line']}")
def test_quotes_have_their_speakers(entry: dict[str, Any]) -> None:
    assert missed(enriched(verdicts()[entry["line"]]), entry["quotes"]) == []


@pytest.mark.parametrize("entry", WITH_QUOTES, ids=lambda entry: f"line {entry['line']}")
def test_speakers_are_found_as_people(entry: dict[str, Any]) -> None:
    verdict = verdicts()[entry["line"]]
    assert isinstance(verdict, UniqueArticle)
    people = {entity.name for entity in annotate(verdict).entities if entity.type == "PERSON"}
    assert {name for quote in entry["quotes"] for name in quote["speakers"]} <= people


PAGE = RawArticle(id="page", body=(SAMPLES / "page.txt").read_text(encoding="utf-8"))


def test_a_page_out_of_a_pdf_has_its_speakers() -> None:
    article = enriched(Deduplicator().judge(clean(PAGE)))
    assert missed(article, EXPECTED["page"]["quotes"]) == []


def test_a_page_out_of_a_pdf_reads_as_a_story() -> None:
    article = clean(PAGE)
    assert (article.title, article.bylines) == (
        "Night trains are back, and so are the arguments",
        ("Cornelius Ashdown",),
    )
    first, *_, last = article.text.split("\n\n")
    assert first.startswith("After eleven years without a single sleeping car, the station")
    assert last.endswith('"Eight hundred tons do not have toes," she said.')
    assert "40 metres from the hospital. " in article.text
    assert [aside.kind for aside in article.asides] == ["boilerplate", "caption", "credit", "pull_quote", "boilerplate"]
