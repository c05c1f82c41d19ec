"""Spans: the best valid sequence of BIOES tags for the scores of a text, and the token spans that it labels."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

SURE = 5.0
"""Margin of "outside" over every other tag from which a token counts as surely outside: odds of e**5 to 1."""

MAX_RUN = 64
"""Tokens decoded together. A longer run of unsure tokens is cut: no name is as long."""

_NEVER = -1e9


class LabelledSpan(NamedTuple):
    """The tokens from `start` to `end`, end exclusive, and the number of their class."""

    start: int
    end: int
    label: int


def best_spans(scores: Floats) -> list[LabelledSpan]:
    """The spans of the best valid tag sequence.

    `scores` [token, tag]: "outside" first, then beginning, inside, end and single for each class.
    """
    tags = best_tags(scores)
    inside = np.flatnonzero(tags)
    spans: list[LabelledSpan] = []
    start = -1
    for index, tag in zip(inside.tolist(), tags[inside].tolist(), strict=True):
        label, position = divmod(tag - 1, 4)
        if position in {0, 3}:
            start = index
        if position in {2, 3}:
            spans.append(LabelledSpan(start, index + 1, label))
    return spans


def best_tags(scores: Floats) -> Integers:
    """The best sequence of tags in which every name has one class from its beginning to its end (Viterbi)."""
    if not len(scores):
        return np.zeros(0, dtype=np.int64)
    tags: Integers = scores.argmax(axis=1)
    unsure = scores[:, 0] - scores[:, 1:].max(axis=1) < SURE
    starts, lengths = _runs(unsure)
    invalid = _invalid_runs(tags, starts, lengths)
    for start, length in zip(starts[invalid].tolist(), lengths[invalid].tolist(), strict=True):
        tags[start : start + length] = _decoded(scores[start : start + length].tolist())
    return tags


def _invalid_runs(tags: Integers, starts: Integers, lengths: Integers) -> NDArray[np.bool_]:
    """Runs in which the best tags of the single tokens make no valid sequence: only these need a search."""
    label, position = np.divmod(tags + 3, 4)
    opened = np.zeros(len(tags) + 1, dtype=np.int64)
    opened[1:] = label * (position < 2) * (tags > 0)  # noqa: PLR2004
    needed = np.zeros(len(tags) + 1, dtype=np.int64)
    needed[:-1] = label * ((position == 1) | (position == 2))  # noqa: PLR2004
    faults = np.zeros(len(tags) + 2, dtype=np.int64)
    np.cumsum(opened != needed, out=faults[1:])
    ends = starts + lengths
    inner = faults[ends] > faults[starts + 1]
    invalid: NDArray[np.bool_] = inner | (needed[starts] > 0) | (opened[ends] > 0)
    return invalid


def _runs(unsure: NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """First token and length of each run of unsure tokens, long runs cut."""
    edges = np.flatnonzero(np.diff(unsure, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    lengths = ends - starts
    if len(lengths) and lengths.max() > MAX_RUN:
        pieces = -(-lengths // MAX_RUN)
        starts = np.repeat(starts, pieces)
        number = np.arange(len(starts)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        starts = starts + MAX_RUN * number
        lengths = np.minimum(np.repeat(ends, pieces) - starts, MAX_RUN)
    return starts, lengths


def _decoded(scores: list[list[float]]) -> list[int]:
    """The best tags of one run. A run has few tokens: a plain loop over them is faster than numpy's calls."""
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
        position = (tag - 1) % 4
        if tag and position in {1, 2}:
            beginning = tag - position
            tag = beginning if opened[index - 1][beginning] else beginning + 1
        else:
            tag = free_before[index]
    return tags[::-1]
