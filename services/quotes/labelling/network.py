"""The labeller's networks: word types and evidence in, one row of scores a token out. Numpy alone.

Two are read together, for they err in different places: one taught by annotators, one by networks as well
(`training/quotes/README.md`). Each has residual blocks with dilated convolutions (Strubell et al. 2017, "Fast and
Accurate Entity Recognition with Iterated Dilated Convolutions"): each token sees 32 tokens to either side; reported
clauses are about so long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.packed import unpack
from copydesk.text.tagger.vectors import VectorsOfWords, word_vectors
from services.quotes.labelling.evidence import EVIDENCE_SIZES, Columns
from services.quotes.labelling.word_rows import WordRows

Floats: TypeAlias = NDArray[np.float32]

DILATIONS: Final = (1, 2, 4, 8, 16, 1)
"""Distance of the two neighbours that each block sees."""

CONTENT: Final = slice(0, 3)
CUE: Final = slice(3, 6)
SOURCE: Final = slice(6, 9)
SPEECH: Final = 9
"""Columns of the scores: outside, first and further token of a content, a cue and a source; speech against thought."""

SCORES: Final = 10

_OF_MEMBER = "."
"""Stands between the name of weights and the number of their network."""

_EPSILON = np.float32(1e-6)
_BLOCK = ("gain", "down", "down_bias", "kernel", "kernel_bias", "up", "up_bias")


def _scales(rows: Floats) -> Floats:
    """Factors [row, 1] of root mean square normalisation (Zhang and Sennrich 2019); the weights hold its gain."""
    squares = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1]) + _EPSILON
    result: Floats = (1 / np.sqrt(squares))[:, None]
    return result


class Network:
    """Trained networks read together. Not for several threads at once: it remembers the words it has seen."""

    def __init__(self, members: Sequence[Mapping[str, Floats]], vectors: VectorsOfWords | None = None) -> None:
        """`members`: for each network its weights, by the names that the training writes.

        `vectors`: those of the words that it has learnt, if not English ones.
        """
        self._words = WordRows(members, vectors or word_vectors())
        self._members = [_Member(weights) for weights in members]
        self.transitions: Floats = np.mean([each["transitions"] for each in members], axis=0)

    def scores(self, words: Sequence[str], evidence: Columns) -> Floats:
        """Scores [token, `SCORES`], for each group of columns up to a constant log probabilities: the members' mean."""
        rows = np.split(self._words.rows(words), len(self._members), axis=1)
        found = [member.scores(part.copy(), evidence) for member, part in zip(self._members, rows, strict=True)]
        result: Floats = np.mean(found, axis=0)
        return result


class _Member:
    """One network behind the words' rows."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._evidence = [weights[f"evidence{at}"] for at in range(len(EVIDENCE_SIZES))]
        self._blocks = [_block(weights, at) for at in range(len(DILATIONS))]
        self._head = weights["gain"][:, None] * weights["head"]
        self._bias = weights["head_bias"]

    def scores(self, hidden: Floats, evidence: Columns) -> Floats:
        """Scores [token, `SCORES`] of words whose rows are `hidden` [token, width], which is overwritten."""
        for column, table in enumerate(self._evidence):
            hidden += table[evidence[:, column]]
        for dilation, block in zip(DILATIONS, self._blocks, strict=True):
            _add_block(hidden, dilation, block)
        result: Floats = (hidden @ self._head) * _scales(hidden) + self._bias
        return result


def _block(weights: Mapping[str, Floats], at: int) -> tuple[Floats, ...]:
    gain, down, *others = (weights[f"{name}{at}"] for name in _BLOCK)
    return (gain[:, None] * down, *others)


def _add_block(hidden: Floats, dilation: int, block: tuple[Floats, ...]) -> None:
    """Add what a residual block makes of `hidden` [token, width] to it."""
    down, down_bias, kernel, kernel_bias, up, up_bias = block
    bottleneck = hidden @ down
    bottleneck *= _scales(hidden)
    bottleneck += down_bias
    np.maximum(bottleneck, 0, out=bottleneck)
    count, width = bottleneck.shape
    convolved = bottleneck @ kernel[width : 2 * width]
    if count > dilation:
        # Three small products are faster than one of the neighbours side by side, which must be copied first.
        convolved[dilation:] += bottleneck[:-dilation] @ kernel[:width]
        convolved[:-dilation] += bottleneck[dilation:] @ kernel[2 * width :]
    convolved += kernel_bias
    np.maximum(convolved, 0, out=convolved)
    hidden += convolved @ up
    hidden += up_bias


def read_weights(path: Path) -> dict[str, Floats]:
    """The weights that the training wrote, by name; behind those of networks stands `.` and the network's number.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds something else.
    """
    with np.load(path, allow_pickle=False) as stored:
        if f"head{_OF_MEMBER}0" not in stored.files:
            raise ValueError(f"{path.name} holds no labeller")
        return unpack(stored)


def shipped_weights(name: str) -> dict[str, Floats]:
    """The weights in a file of this package, as `read_weights` reads them."""
    with as_file(files("services.quotes.labelling") / name) as path:
        return read_weights(path)


def members(weights: Mapping[str, Floats]) -> list[dict[str, Floats]]:
    """The weights of each network among those that were read, by their names in one network."""
    found: dict[int, dict[str, Floats]] = {}
    for name, values in weights.items():
        of_member, mark, number = name.partition(_OF_MEMBER)
        if mark:
            found.setdefault(int(number), {})[of_member] = values
    return [found[number] for number in sorted(found)]


def numbered(networks: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    """The weights of several networks under the names by which they are stored: what `members` takes apart."""
    return {
        f"{name}{_OF_MEMBER}{number}": values
        for number, weights in enumerate(networks)
        for name, values in weights.items()
    }
