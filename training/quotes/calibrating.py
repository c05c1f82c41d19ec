"""The certainty: how often statements of each degree of sureness were right, on articles that trained no network."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copydesk.text.language.en import ENGLISH
from services.quotes.labelling.attribution import Link, Ranker
from services.quotes.labelling.calibration import Certainty, signals
from services.quotes.labelling.labeller import Labeller
from services.quotes.labelling.pieces import Piece, PieceFinder
from services.quotes.text.marks import quotations
from training.quotes.corpus import Example, gold_of, is_source
from training.quotes.persons import regression

log = logging.getLogger(__name__)

RIGHT_EXTENT = 0.8
"""Dice of the letters and digits of both, from which an extent is right: the scorer's measure."""


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def has_right_extent(piece: Piece, gold: Mapping[str, Any], text: str) -> bool:
    """Whether the extent is that of an annotated span."""
    own = _letters(text, piece.start_char, piece.end_char)
    best = 0.0
    for start, end in gold["spans"]:
        shared = _letters(text, max(start, piece.start_char), min(end, piece.end_char))
        best = max(best, 2 * shared / max(own + _letters(text, start, end), 1))
    return best >= RIGHT_EXTENT


def has_right_mention(link: Link, gold: Mapping[str, Any]) -> bool:
    """Whether the source is the annotated one, if there is one."""
    return not gold.get("speaker_spans") or (link.source is not None and is_source(link.source, gold))


Outcome = tuple[list[float], tuple[bool, bool | None, bool | None]]
"""Signals; whether it is a statement, whether its extent is right, whether its mention is: None where that has no
answer, because the one before does not hold."""


def outcomes(example: Example, labeller: Labeller, ranker: Ranker) -> Iterator[Outcome]:
    """Signals and outcomes of each piece of an article, but those that lie in what is thought, which is not judged."""
    text = example.article.text
    labels = labeller.label(example.tokens, example.evidence)
    marked = [each for span in example.article.paragraphs for each in quotations(text, span.start, span.end)]
    pieces = PieceFinder(text, example.tokens, labels, marked, ENGLISH).pieces()
    for piece, link in zip(pieces, ranker.links(pieces, labels, example.tokens, ENGLISH), strict=True):
        gold = gold_of(piece, example.gold["quotes"])
        if gold is None or gold["speech"]:
            extent = None if gold is None else has_right_extent(piece, gold, text)
            mention = has_right_mention(link, gold) if gold is not None and extent else None
            yield signals(piece, link), (gold is not None, extent, mention)


def learn(found: Sequence[Outcome]) -> dict[str, NDArray[np.float32]]:
    """One regression a part of the certainty."""
    parts = [
        [(told, outcome[part]) for told, outcome in found if outcome[part] is not None]
        for part in range(len(Certainty._fields))
    ]
    return {"certainty": np.stack([_regression(part) for part in parts]).astype(np.float32)}


def _regression(judged: Sequence[tuple[list[float], bool | None]]) -> NDArray[np.float64]:
    told = np.array([signal for signal, _ in judged])
    right = np.array([outcome for _, outcome in judged], dtype=float)
    log.info("calibration: %d statements, %.1f %% of them right", len(judged), 100 * right.mean())
    return regression(told, right)
