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
    if not len(scores):
        return np.zeros(0, dtype=np.int64)
    tags: Integers = scores.argmax(axis=1)
    unsure = scores[:, 0] - scores[:, 1:].max(axis=1) < SURE
    firsts, lengths = _rows_of(unsure)
    broken = _broken_rows(tags, firsts, lengths)
    for first, length in zip(firsts[broken].tolist(), lengths[broken].tolist(), strict=True):
        tags[first : first + length] = _decoded(scores[first : first + length].tolist())
    return tags


def _broken_rows(tags: Integers, firsts: Integers, lengths: Integers) -> NDArray[np.bool_]:
    """Rows in which the best tag of each token by itself makes no valid sequence: only they need a search."""
    label, place = np.divmod(tags + 3, 4)
    opened = np.zeros(len(tags) + 1, dtype=np.int64)
    opened[1:] = label * (place < 2) * (tags > 0)  # noqa: PLR2004
    needed = np.zeros(len(tags) + 1, dtype=np.int64)
    needed[:-1] = label * ((place == 1) | (place == 2))  # noqa: PLR2004
    faults = np.zeros(len(tags) + 2, dtype=np.int64)
    np.cumsum(opened != needed, out=faults[1:])
    lasts = firsts + lengths
    inner = faults[lasts] > faults[firsts + 1]
    broken: NDArray[np.bool_] = inner | (needed[firsts] > 0) | (opened[lasts] > 0)
    return broken


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


def _decoded(scores: list[list[float]]) -> list[int]:
    """The best tags of one row. Numpy would need longer to begin than the few tokens of a row take here."""
    classes = range(1, len(scores[0]), 4)
    free, free_tag = 0.0, 0
    running = dict.fromkeys(classes, _NEVER)
    free_before: list[int] = []
    opened: list[dict[int, bool]] = []
    for now in scores:
        free_before.append(free_tag)
        best, best_tag = free + now[0], 0
        started = {}
        for beginning in classes:
            goes_on = running[beginning]
            for tag, value in (
                (beginning + 2, goes_on + now[beginning + 2]),
                (beginning + 3, free + now[beginning + 3]),
            ):
                if value > best:
                    best, best_tag = value, tag
            begun, inside = free + now[beginning], goes_on + now[beginning + 1]
            started[beginning] = begun >= inside
            running[beginning] = max(begun, inside)
        opened.append(started)
        free, free_tag = best, best_tag

    tags: list[int] = []
    tag = free_tag
    for index in range(len(scores) - 1, -1, -1):
        tags.append(tag)
        place = (tag - 1) % 4
        if tag and place in {1, 2}:
            beginning = tag - place
            tag = beginning if opened[index - 1][beginning] else beginning + 1
        else:
            tag = free_before[index]
    return tags[::-1]
