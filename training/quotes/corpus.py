"""The training articles as the labeller sees them: tokens, evidence, and the labels that the annotators gave.

Three sets: PolNeAR, of US politics, and newspapers of the world and of ten languages beyond English, whose annotation
stands in this package, by offsets; invented articles stand in it whole.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copydesk.text.language.marks import marks_of
from copydesk.text.language.registry import primary_tag, reporting_of
from copydesk.text.language.reporting import Reporting
from copydesk.text.tokens import Tokens, tokenize
from schemas.article import AnnotatedArticle, RawArticle, UniqueArticle
from schemas.story import Story
from services.cleaner.core import as_is
from services.entities.core import annotate
from services.quotes.labelling.evidence import Columns, evidence, mark
from services.quotes.labelling.labeller import LabelledSpan
from services.quotes.labelling.pieces import Piece
from services.quotes.rules.paragraphs import ParagraphReader, quotations_in
from services.quotes.text.marks import Quotation, quotations
from services.quotes.text.parsed_article import LANGUAGE
from training.quotes import nothing_said
from training.quotes.made_articles import SETS, articles

Integers = NDArray[np.int64]

_HALF = 0.5

HELD_OUT_SHARE, HELD_OUT_WORLDWIDE_SHARE, HELD_OUT_BEYOND_ENGLISH_SHARE = 10, 3, 5
"""One article in so many trains no network: choices, the ranker and the calibration are made on them."""

_ANNOTATION = Path(__file__).parent / "worldwide.jsonl.gz"
_ANNOTATION_BEYOND_ENGLISH = Path(__file__).parent / "languages.jsonl.gz"
_INVENTED_ID = "invented"
_INVENTED = Path(__file__).parent / "invented.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Example:
    """An article. The label columns are 0 outside, 1 on the first token of a span and 2 on its further ones.

    `speech` is 1 where the content is said, not thought.
    """

    article: AnnotatedArticle
    gold: Mapping[str, Any]
    tokens: Tokens
    evidence: Columns
    content: Integers
    cue: Integers
    source: Integers
    speech: Integers

    @property
    def held_out(self) -> bool:
        """Whether the article trains no network."""
        return is_held_out(self.article.id)

    @property
    def is_invented(self) -> bool:
        """Whether it was written for this."""
        return self.article.id.startswith(_INVENTED_ID)

    @property
    def is_of_politics(self) -> bool:
        """Whether it is one of PolNeAR's."""
        return _is_of_politics(self.article.id)


def is_held_out(article: str) -> bool:
    """Whether the article with an id trains no network."""
    first, second, third = sha256(article.encode()).digest()[:3]
    if _is_of_politics(article):
        return first % HELD_OUT_SHARE == 0
    if article.partition("/")[0] in {*SETS, _INVENTED_ID}:
        return third % HELD_OUT_BEYOND_ENGLISH_SHARE == 0
    return second % HELD_OUT_WORLDWIDE_SHARE == 0


def _is_of_politics(article: str) -> bool:
    return article.startswith("polnear/")


def read(evaluation: Path) -> Iterator[Example]:
    """The training articles of the evaluation folder."""
    return map(example, chain(_polnear(evaluation), _worldwide(evaluation)))


def read_unnamed(evaluation: Path) -> Iterator[Example]:
    """Those of them that do not tell by name who speaks: US politics."""
    return map(example, _polnear(evaluation))


def read_worldwide(evaluation: Path) -> Iterator[Example]:
    """Those of them that tell by name who speaks, `speaker_full` of a quote: the newspapers of the world."""
    return map(example, _worldwide(evaluation))


def read_held_out(evaluation: Path) -> Iterator[Example]:
    """Those of them that train no network."""
    annotations = chain(_polnear(evaluation), _worldwide(evaluation))
    return (example(gold) for gold in annotations if is_held_out(gold["id"]))


def read_beyond_english(evaluation: Path) -> Iterator[Example]:
    """Articles of the other languages, in which nothing is marked as a thought: annotated ones, and invented ones.

    The annotated ones go up to the length that is annotated.
    """
    annotated_articles = {each["id"]: each for each in _lines(_ANNOTATION_BEYOND_ENGLISH)}
    for name in SETS:
        for made in articles(evaluation, name):
            told = annotated_articles.get(made.id)
            if told is not None:
                text = made.text[: told["length"]]
                quotes = [_as_in_polnear(quote, text) for quote in told["quotes"]]
                yield example({"id": made.id, "language": made.language, "text": text, "quotes": quotes})
    for invented in _lines(_INVENTED):
        contents = [{"spans": [span], "speech": True} for span in invented["contents"]]
        cues = [{"spans": [], "cue_start": start, "cue_end": end} for start, end in invented["cues"]]
        sources = [{"spans": [], "speaker_spans": [span]} for span in invented["sources"]]
        yield example({**invented, "quotes": [*contents, *cues, *sources]})


def read_narration(evaluation: Path) -> Iterator[Example]:
    """Texts of other languages in which nobody says anything."""
    for made in nothing_said.articles(evaluation):
        yield example({"id": made.id, "language": made.language, "text": made.text, "quotes": []})


def _polnear(evaluation: Path) -> Iterator[Mapping[str, Any]]:
    return _lines(evaluation / "quotes" / "polnear_train.jsonl.gz")


def _worldwide(evaluation: Path) -> Iterator[Mapping[str, Any]]:
    """Articles of `worldwide_train.jsonl.gz` up to the length that is annotated."""
    texts = {each["id"]: each["text"] for each in _lines(evaluation / "entities" / "worldwide_train.jsonl.gz")}
    for annotated_article in _lines(_ANNOTATION):
        text = texts[annotated_article["id"]][: annotated_article["length"]]
        quotes = [_as_in_polnear(quote, text) for quote in annotated_article["quotes"]]
        yield {"id": annotated_article["id"], "text": text, "quotes": quotes}


def _as_in_polnear(quote: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """An annotated quote under the names that PolNeAR's have."""
    cue_start, cue_end = quote.get("cue", (None, None))
    return {
        "spans": quote["spans"],
        "speech": quote.get("speech", True),
        "cue_start": cue_start,
        "cue_end": cue_end,
        "speaker_spans": [quote["source"]] if "source" in quote else [],
        "speaker_full": [text[start:end] for start, end in quote.get("speakers", ())],
        "speakers": quote.get("speakers", []),
    }


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def example(gold: Mapping[str, Any]) -> Example:
    """An annotated article, its text taken as it is; English if its `language` is not told."""
    article = annotated(RawArticle(id=gold["id"], body=gold["text"], language=gold.get("language", "en")))
    tokens = tokenize(article.text)
    marked = _quotations(article)
    columns = {name: np.zeros(len(tokens), dtype=np.int64) for name in ("content", "cue", "source", "speech")}
    for quote in gold["quotes"]:
        for span in quote["spans"]:
            mark(columns["content"], tokens, span, (1, 2))
            mark(columns["speech"], tokens, span, (int(quote["speech"]),) * 2)
        if quote.get("cue_start") is not None:
            mark(columns["cue"], tokens, (quote["cue_start"], quote["cue_end"]), (1, 2))
        for span in quote.get("speaker_spans") or ():
            mark(columns["source"], tokens, span, (1, 2))
    seen = evidence(article.text, tokens, article.paragraphs, marked, article.entities)
    return Example(article, gold, tokens, seen, **columns)


def _quotations(article: AnnotatedArticle) -> list[Quotation]:
    tag = primary_tag(article.language)
    if tag == LANGUAGE:
        return [each for span in article.paragraphs for each in quotations(article.text, span.start, span.end)]
    reporting = reporting_of(tag)
    words = reporting if isinstance(reporting, Reporting) else Reporting()
    return quotations_in(ParagraphReader(article.text, article.paragraphs, marks_of(tag), words).paragraphs())


def annotated(raw: RawArticle) -> AnnotatedArticle:
    """An article with its entities, as the service gets it."""
    return annotate(as_is(raw).extended(UniqueArticle, story=Story(id=raw.id, verdict="new")))


def vocabulary(examples: Sequence[Example]) -> list[str]:
    """Every word as printed, in alphabetical order."""
    return sorted({word for each in examples for word in each.tokens.words})


def gold_of(piece: Piece, quotes: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The annotated quote in which the piece lies for the most part."""
    best, most = None, _HALF * (piece.end_char - piece.start_char)
    for quote in quotes:
        shared = sum(max(0, min(end, piece.end_char) - max(start, piece.start_char)) for start, end in quote["spans"])
        if shared >= most:
            best, most = quote, shared
    return best


def is_source(source: LabelledSpan, quote: Mapping[str, Any]) -> bool:
    """Whether the annotators name this source."""
    return any(source.start_char < end and start < source.end_char for start, end in quote.get("speaker_spans") or ())
