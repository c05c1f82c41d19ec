"""The confidence: how often statements of each degree of sureness were right, on articles that trained no network."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copydesk.text.language.en import ENGLISH
from services.quotes.labelling.attribution import Link, Ranker
from services.quotes.labelling.calibration import SIGNALS, signals
from services.quotes.labelling.labeller import Labeller
from services.quotes.labelling.pieces import Piece, PieceFinder
from services.quotes.text.marks import quotations
from training.quotes.corpus import Example
from training.quotes.linking import gold_of, is_source

log = logging.getLogger(__name__)

RIGHT_EXTENT = 0.8
"""Dice of the letters and digits of both, from which an extent is right: the scorer's measure."""

ROUNDS, SHRINK = 50, 1.0


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def is_right(piece: Piece, link: Link, gold: Mapping[str, Any] | None, text: str) -> bool:
    """Whether the extent is that of an annotated span, and the source the annotated one."""
    if gold is None:
        return False
    own = _letters(text, piece.start_char, piece.end_char)
    best = 0.0
    for start, end in gold["spans"]:
        shared = _letters(text, max(start, piece.start_char), min(end, piece.end_char))
        best = max(best, 2 * shared / max(own + _letters(text, start, end), 1))
    named = bool(gold.get("speaker_spans"))
    return best >= RIGHT_EXTENT and (not named or (link.source is not None and is_source(link.source, gold)))


def outcomes(example: Example, labeller: Labeller, ranker: Ranker) -> Iterator[tuple[list[float], bool]]:
    """Signals and outcome of each piece of an article, but those that lie in what is thought, which is not judged."""
    text = example.article.text
    labels = labeller.label(example.tokens, example.evidence)
    marked = [each for span in example.article.paragraphs for each in quotations(text, span.start, span.end)]
    pieces = PieceFinder(text, example.tokens, labels, marked, ENGLISH).pieces()
    for piece, link in zip(pieces, ranker.links(pieces, labels, example.tokens, ENGLISH), strict=True):
        gold = gold_of(piece, example.gold["quotes"])
        if gold is None or gold["speech"]:
            yield signals(piece, link), is_right(piece, link, gold, text)


def learn(found: Sequence[tuple[list[float], bool]]) -> dict[str, NDArray[np.float32]]:
    """Logistic regression by Newton's method."""
    told = np.array([signal for signal, _ in found])
    right = np.array([outcome for _, outcome in found], dtype=float)
    weights = np.zeros(SIGNALS)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-told @ weights))
        slope = told.T @ (right - chance) - SHRINK * weights
        bend = (told * (chance * (1 - chance))[:, None]).T @ told + SHRINK * np.eye(SIGNALS)
        weights += np.linalg.solve(bend, slope)
    log.info("calibration: %d statements, %.1f %% of them right", len(found), 100 * right.mean())
    return {"confidence": weights.astype(np.float32)}
