"""How sure it is who says a statement: `python -m training.quotes.beside EVALUATION_FOLDER` prints the weights.

The statements are those that the product finds in the articles that trained no network. Right is who is annotated, or
another mention of the same person: that is what a reader of the name is told.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Mapping
from math import log
from pathlib import Path
from typing import Any, Final

import numpy as np

from services.quotes.labelling.calibration import SPEAKER
from services.quotes.labelling.extraction import TrainedExtractor, is_beside, trained_extractor
from services.quotes.speakers.sources import subject_of
from services.quotes.speakers.subjects import Subject
from services.quotes.statement import Statement
from services.quotes.text.parsed_article import ParsedArticle
from training.quotes import corpus
from training.quotes.corpus import Example
from training.quotes.persons import regression

logger = logging.getLogger(__name__)

RIGHT_EXTENT: Final = 0.8
"""Dice of the letters and digits of both, from which an extent is right: the scorer's measure."""

_BIAS, _RANKER, _PRONOUN, _BESIDE = SPEAKER


def outcomes(example: Example, extractor: TrainedExtractor | None = None) -> Iterator[tuple[list[float], bool]]:
    """What is told of each statement whose speaker is annotated, and whether it is that person."""
    parsed = ParsedArticle.of(example.article)
    for statement in (extractor or trained_extractor()).statements(parsed, example.article.entities):
        gold = annotated_quote(statement, example.gold["quotes"], parsed.text)
        subject = statement.subject
        if gold is None or subject is None or statement.carried or not 0 < statement.mention < 1:
            continue
        pronoun = float(subject.pronoun in ("he", "she"))
        beside = float(statement.cue is not None and is_beside(subject, statement.cue))
        corrected = log(statement.mention / (1 - statement.mention))
        ranker = (corrected - _BIAS - _PRONOUN * pronoun - _BESIDE * beside) / _RANKER
        yield [1.0, ranker, pronoun, beside], is_right(subject, gold["speaker_spans"], parsed)


def annotated_quote(statement: Statement, quotes: list[Mapping[str, Any]], text: str) -> Mapping[str, Any] | None:
    """The annotated speech whose extent a statement has, where its speaker is annotated."""
    start, end = statement.spans[0]
    own = sum(map(str.isalnum, text[start:end]))
    for quote in quotes:
        for first, last in quote["spans"] if quote["speech"] and quote.get("speaker_spans") else ():
            shared = sum(map(str.isalnum, text[max(start, first) : min(end, last)]))
            if 2 * shared >= RIGHT_EXTENT * (own + sum(map(str.isalnum, text[first:last]))):
                return quote
    return None


def is_right(subject: Subject, annotated: list[tuple[int, int]], parsed: ParsedArticle) -> bool:
    """Whether a subject's words are the annotated ones, or another mention of the same person."""
    if any(start < subject.end and subject.start < end for start, end in annotated):
        return True
    meant = {name.entity.id for name in subject_of(*annotated[0], parsed).names}
    return not meant.isdisjoint(name.entity.id for name in subject.names)


def main() -> None:
    """Read, learn, print."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("evaluation", type=Path)
    given = arguments.parse_args()
    found = [outcome for each in corpus.read_held_out(given.evaluation) for outcome in outcomes(each)]
    told, right = np.array([signals for signals, _ in found]), np.array([right for _, right in found], dtype=float)
    logger.info("%d statements, %.1f %% right: %s", len(right), 100 * right.mean(), regression(told, right).round(2))


if __name__ == "__main__":
    main()
