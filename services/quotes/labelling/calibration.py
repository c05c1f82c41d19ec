"""Certainty: how probable it is that somebody says a piece, that its extent is right, and its speaker's mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from services.quotes.labelling.attribution import Link
from services.quotes.labelling.pieces import Piece

Floats: TypeAlias = NDArray[np.float32]

SIGNALS: Final = 8

_LEAST = 1e-3
"""A probability that is nearer to 0 or 1 counts as this near, so that its logarithm stays small."""

_MOST = 30.0
"""Of the log odds: their exponential still fits a float."""


def signals(piece: Piece, link: Link) -> list[float]:
    """`SIGNALS` numbers that tell how sure labeller and ranker were, and of what kind of statement."""
    direct, indirect = float(piece.quoted and not piece.reported), float(not piece.quoted)
    sure = log_odds(piece.sure)
    linked = log_odds(link.probability)
    return [1.0, direct, indirect, sure, sure * direct, sure * indirect, linked, float(link.source is None)]


def log_odds(probability: float) -> float:
    """The logarithm of the odds, kept finite."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return log(kept / (1 - kept))


SPEAKER: Final = (-1.07, 1.21, 0.47, 0.59)
"""Weights of what decides whether the words taken for the speaker are the ones: bias, log odds of the ranker, that they
are "he" or "she", that they stand beside the verb. `python -m training.quotes.beside` prints them: learnt of 2,247
statements of the held-out articles."""


class Certainty(NamedTuple):
    """Three probabilities: each one given that the one before holds."""

    speech: float
    extent: float
    mention: float


class Calibration:
    """A logistic regression on the signals for each part of the certainty."""

    def __init__(self, weights: Mapping[str, Floats], speaker: Sequence[float] = SPEAKER) -> None:
        """`weights`: `certainty` [part, `SIGNALS`]; `speaker`: as `SPEAKER`."""
        self._weights: list[list[float]] = weights["certainty"].tolist()
        self._speaker = speaker

    def certainty(self, piece: Piece, link: Link) -> Certainty:
        """How sure each part is."""
        told = signals(piece, link)
        return Certainty(*(chance(weights, told) for weights in self._weights))

    def of_speaker(self, mention: float, *, pronoun: bool, beside_cue: bool) -> float:
        """How sure the words taken for the speaker are; `mention`: how sure the ranker is of them."""
        return chance(self._speaker, [1.0, log_odds(mention), float(pronoun), float(beside_cue)])


def chance(weights: Sequence[float], told: Sequence[float]) -> float:
    """The probability that a logistic regression gives for some signals."""
    odds = sum(weight * signal for weight, signal in zip(weights, told, strict=True))
    return 1 / (1 + exp(-max(min(odds, _MOST), -_MOST)))
