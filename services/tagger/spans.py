"""Spans: the best sequence of BIOES tags for a text's scores, and the stretches of tokens that it names."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

SURE = 5.0
"""Lead of "outside" over every tag from which a token separates names; it stands for e**5 to 1."""

MAX_ROW = 64
"""Tokens decoded together; a longer row of unsure tokens is cut, no name is as long."""

_NEVER = -1e9


class LabelledSpan(NamedTuple):
    """Tokens `first` to `last` (exclusive), and the number of their class."""

    first: int
    last: int
    label: int


def best_spans(scores: Floats) -> list[LabelledSpan]:
    """The spans of the best valid tag sequence.

    `scores` [token, tag]: "outside" first, then beginning, inside, end and single for each class.
    """
    tags = best_tags(scores)
    named = np.flatnonzero(tags)
    spans: list[LabelledSpan] = []
    begun = -1
    for index, tag in zip(named.tolist(), tags[named].tolist(), strict=True):
        label, place = divmod(tag - 1, 4)
        if place in {0, 3}:
            begun = index
        if place in {2, 3}:
            spans.append(LabelledSpan(begun, index + 1, label))
    return spans


def best_tags(scores: Floats) -> Integers:
    """The best sequence of tags in which every name begins, goes on and ends as one (Viterbi)."""
    tags = np.zeros(len(scores), dtype=np.int64)
    if not len(scores):
        return tags
    unsure = scores[:, 0] - scores[:, 1:].max(axis=1) < SURE
    firsts, lengths = _rows_of(unsure)
    for longest in (4, 16, MAX_ROW):
        chosen = (lengths <= longest) & (lengths > longest // 4 * (longest > 4))  # noqa: PLR2004
        if chosen.any():
            _decode(scores, firsts[chosen], lengths[chosen], tags)
    return tags


def _rows_of(unsure: NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """First token and length of each row of unsure tokens, long rows cut."""
    edges = np.flatnonzero(np.diff(unsure, prepend=False, append=False))
    firsts, lasts = edges[::2], edges[1::2]
    lengths = lasts - firsts
    if len(lengths) and lengths.max() > MAX_ROW:
        pieces = -(-lengths // MAX_ROW)
        firsts = np.repeat(firsts, pieces)
        number = np.arange(len(firsts)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        firsts = firsts + MAX_ROW * number
        lengths = np.minimum(np.repeat(lasts, pieces) - firsts, MAX_ROW)
    return firsts, lengths


def _decode(scores: Floats, firsts: Integers, lengths: Integers, tags: Integers) -> None:
    """Write the best tags of many rows, all rows one token further at a time."""
    rows, steps, classes = len(firsts), int(lengths.max()), (scores.shape[1] - 1) // 4
    places = firsts[:, None] + np.minimum(np.arange(steps), lengths[:, None] - 1)
    within = np.arange(steps) < lengths[:, None]
    given = np.where(within[:, :, None], scores[places], _NEVER)
    given[:, :, 0] = np.where(within, given[:, :, 0], 0.0)

    before = np.zeros((rows, steps), dtype=np.int64)
    opened = np.zeros((rows, steps, classes), dtype=bool)
    best = np.full((rows, 1 + 4 * classes), _NEVER, dtype=np.float32)
    best[:, 0] = 0.0
    free_tags = np.array([0, *(1 + 4 * label + place for label in range(classes) for place in (2, 3))])
    number = np.arange(rows)
    for step in range(steps):
        ends = best[:, free_tags]
        choice = ends.argmax(axis=1)
        before[:, step] = free_tags[choice]
        free = ends[number, choice][:, None]
        begun, inside = best[:, 1::4], best[:, 2::4]
        opened[:, step] = begun >= inside
        running = np.maximum(begun, inside)
        now = given[:, step]
        best = np.empty_like(best)
        best[:, 0] = free[:, 0] + now[:, 0]
        best[:, 1::4] = free + now[:, 1::4]
        best[:, 2::4] = running + now[:, 2::4]
        best[:, 3::4] = running + now[:, 3::4]
        best[:, 4::4] = free + now[:, 4::4]

    tag = free_tags[best[:, free_tags].argmax(axis=1)]
    for step in range(steps - 1, -1, -1):
        tags[places[within[:, step], step]] = tag[within[:, step]]
        label, place = np.divmod(tag - 1, 4)
        going_on = (tag > 0) & ((place == 1) | (place == 2))  # noqa: PLR2004
        started = opened[number, step, np.maximum(label, 0)]
        tag = np.where(going_on, np.where(started, 1 + 4 * label, 2 + 4 * label), before[:, step])
