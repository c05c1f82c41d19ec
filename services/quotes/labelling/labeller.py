"""Labeller: which words of an article are said, which are the cue that reports it, and which name who says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tokens import PARAGRAPH_BREAK, Tokens
from services.quotes.labelling.evidence import Columns
from services.quotes.labelling.network import CONTENT, CUE, SOURCE, SPEECH, Network

Floats: TypeAlias = NDArray[np.float32]

_OUTSIDE, _FIRST, _FURTHER = 0, 1, 2

SURELY_OUTSIDE = 6.0
"""Lead of "outside" over both other labels that no neighbour outweighs; it stands for e**6 to 1."""

MAX_READ = 16_384
"""Tokens that are read as one text; a longer one is read in parts, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A row of tokens with one label: tokens `start` to `end`, characters `start_char` to `end_char`, ends exclusive.

    `probability`: mean over its tokens that they belong to such a span. `speech`: that it is said, not thought.
    """

    start: int
    end: int
    start_char: int
    end_char: int
    probability: float
    speech: float = 1.0

    def moved(self, start: int, end: int, tokens: Tokens) -> LabelledSpan:
        """The same label on tokens `start` to `end`."""
        start_char, end_char = int(tokens.starts[start]), int(tokens.ends[end - 1])
        return replace(self, start=start, end=end, start_char=start_char, end_char=end_char)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labelled spans of one article, each list in the order of the text."""

    contents: list[LabelledSpan]
    cues: list[LabelledSpan]
    sources: list[LabelledSpan]


class Labeller:
    """Labels articles with one network. Not for several threads at once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        moves = network.transitions.astype(float)
        moves[_OUTSIDE, _FURTHER] = -inf
        self._moves: list[list[float]] = moves.tolist()

    def label(self, tokens: Tokens, evidence: Columns) -> Labels:
        """The labelled spans of an article; `evidence` [token, column]."""
        parts = [slice(start, start + MAX_READ) for start in range(0, len(tokens), MAX_READ)]
        if not parts:
            return Labels([], [], [])
        scores = np.concatenate([self._network.scores(tokens.words[part], evidence[part]) for part in parts])
        opens = evidence[:, 0] == PARAGRAPH_BREAK
        speech = _chance(scores[:, SPEECH])
        contents = _best_labels(scores[:, CONTENT], opens, self._moves)
        return Labels(
            _labelled_spans(tokens, contents, _inside(scores[:, CONTENT]), speech),
            _labelled_spans(tokens, _plain_labels(scores[:, CUE], opens), _inside(scores[:, CUE])),
            _labelled_spans(tokens, _plain_labels(scores[:, SOURCE], opens), _inside(scores[:, SOURCE])),
        )


def _inside(scores: Floats) -> Floats:
    """Probability of each token [token] that it is inside of a span; `scores` [token, label]."""
    lead = np.logaddexp(scores[:, _FIRST], scores[:, _FURTHER]) - scores[:, _OUTSIDE]
    return _chance(lead)


def _chance(lead: Floats) -> Floats:
    result: Floats = np.exp(-np.logaddexp(np.float32(0), -lead))
    return result


def _plain_labels(scores: Floats, opens: NDArray[np.bool_]) -> list[int]:
    """The best label of each token by itself; one that goes on with nothing begins, and so does one in a new paragraph.

    `scores` [token, label]; `opens` [token]: paragraphs begin there.
    """
    labels = scores.argmax(axis=1)
    begins = labels == _FURTHER
    begins[1:] &= (labels[:-1] == _OUTSIDE) | opens[1:]
    labels[begins] = _FIRST
    result: list[int] = labels.tolist()
    return result


def _best_labels(scores: Floats, opens: NDArray[np.bool_], moves: list[list[float]]) -> list[int]:
    """The label of each token in the best sequence (Viterbi), searched only where a token may be inside of a span.

    `scores` [token, label]; `opens` [token]: paragraphs begin there, and no span goes on; `moves` [label, next label].
    """
    labels = [_OUTSIDE] * len(scores)
    unsure = scores[:, _OUTSIDE] - scores[:, _FIRST:].max(axis=1) < SURELY_OUTSIDE
    edges = np.flatnonzero(np.diff(unsure, prepend=False, append=False))
    breaks = np.flatnonzero(opens)
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        inner = breaks[np.searchsorted(breaks, start, "right") : np.searchsorted(breaks, end, "left")].tolist()
        for part_start, part_end in zip([start, *inner], [*inner, end], strict=True):
            labels[part_start:part_end] = _best_row(scores[part_start:part_end].tolist(), moves)
    return labels


def _best_row(scores: list[list[float]], moves: list[list[float]]) -> list[int]:
    """Viterbi over one row that begins and ends outside; written out, for it is the loop that every token passes."""
    (stay_out, open_out, _), (close_first, open_first, go_first), (close_further, open_further, go_further) = moves
    outside, first, further = scores[0][_OUTSIDE], scores[0][_FIRST] + open_out, -inf
    steps: list[tuple[int, int, int]] = []
    for given_outside, given_first, given_further in scores[1:]:
        # A span goes on: from its first token, or from a further one.
        goes_on, from_further = first + go_first, further + go_further
        back_further = _FIRST
        if from_further > goes_on:
            goes_on, back_further = from_further, _FURTHER
        # It closes, or nothing is open and nothing opens.
        closes, back_outside = outside + stay_out, _OUTSIDE
        if first + close_first > closes:
            closes, back_outside = first + close_first, _FIRST
        if further + close_further > closes:
            closes, back_outside = further + close_further, _FURTHER
        # A new one opens behind any of them.
        opens, back_first = outside + open_out, _OUTSIDE
        if first + open_first > opens:
            opens, back_first = first + open_first, _FIRST
        if further + open_further > opens:
            opens, back_first = further + open_further, _FURTHER
        steps.append((back_outside, back_first, back_further))
        outside, first, further = closes + given_outside, opens + given_first, goes_on + given_further
    best = max(outside, first, further)
    label = _OUTSIDE if outside == best else _FIRST if first == best else _FURTHER
    labels = [label]
    for back in reversed(steps):
        label = back[label]
        labels.append(label)
    labels.reverse()
    return labels


def _labelled_spans(
    tokens: Tokens, labels: Sequence[int], inside: Floats, speech: Floats | None = None
) -> list[LabelledSpan]:
    kinds = np.asarray(labels)
    starts = np.flatnonzero(kinds == _FIRST)
    ends = np.flatnonzero((kinds > _OUTSIDE) & (np.append(kinds[1:], _OUTSIDE) != _FURTHER)) + 1
    sure = np.concatenate([[0.0], np.cumsum(inside, dtype=float)])
    said = None if speech is None else np.concatenate([[0.0], np.cumsum(speech, dtype=float)])
    lengths = ends - starts
    chances = ((sure[ends] - sure[starts]) / lengths).tolist()
    speeches = [1.0] * len(starts) if said is None else ((said[ends] - said[starts]) / lengths).tolist()
    columns = (starts, ends, tokens.starts[starts], tokens.ends[ends - 1])
    return list(map(LabelledSpan, *(column.tolist() for column in columns), chances, speeches))
