"""Token scorer: a network with a cache for word types. Tokens in, one row of label scores for each token out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger import network as networks
from copydesk.text.tagger.document_features import document_features
from copydesk.text.tagger.network import WINDOW, Network
from copydesk.text.tagger.vectors import WordIndex, word_vectors
from copydesk.text.tagger.word_groups import group_words
from copydesk.text.tagger.word_types import case, features
from copydesk.text.tokens import Tokens

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]
Number = TypeVar("Number", np.float32, np.int64, np.int16)

ExtraFeatures: TypeAlias = Callable[[Tokens], Floats]

MAX_TYPES = 32_767
"""Word types in the cache: as many as 16 bits count, 44 MB at a hidden size of 112. About 800 news articles fill it."""

MAX_SCORED = 16_384
"""Tokens scored as one text; a longer text is scored in parts, so that memory stays bounded."""


class TokenScorer:
    """Scores the tokens of texts with one network. Not for several threads at once: it caches the words it has seen."""

    def __init__(self, network: Network, index: WordIndex, extra_features: ExtraFeatures | None = None) -> None:
        """`extra_features` computes this network's features beyond `document_features`: [token, n]."""
        self._network = network
        self._index = index
        self._extra_features = extra_features
        self._clear()

    @property
    def labels(self) -> tuple[str, ...]:
        """The label of each column of the scores."""
        return self._network.design.labels

    def knows(self, word: str) -> bool:
        """Whether the word has a vector, as it is spelt or in lower case."""
        return bool(self._index.rows([word])[0])

    def scores(self, tokens: Tokens) -> Floats:
        """The score of each label for each token [token, label], up to a constant for each token."""
        extras = self._extra_features(tokens) if self._extra_features else None
        parts = [self._part(tokens, extras, start) for start in range(0, len(tokens), MAX_SCORED)]
        if not parts:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _part(self, tokens: Tokens, extras: Floats | None, start: int) -> Floats:
        part = slice(start, start + MAX_SCORED)
        types = self._types_of(tokens.words[part])
        groups = group_words(self._folds[types])
        inputs = document_features(tokens.gaps[part], self._cases[types], groups.numbers)
        if extras is not None:
            inputs = np.concatenate([inputs, extras[part]], axis=1)
        return self._network.scores(self._products, types, inputs, groups)

    def _types_of(self, words: list[str]) -> Integers:
        """The row of each word in the cache; all new words are computed together."""
        rows = self._rows
        new = [word for word in dict.fromkeys(words) if word not in rows]
        if new:
            if len(rows) + len(new) > MAX_TYPES:
                self._clear()
                rows, new = self._rows, list(dict.fromkeys(words))
            self._add(new)
        return np.fromiter(map(rows.__getitem__, words), dtype=np.int64, count=len(words))

    def _clear(self) -> None:
        width = WINDOW * self._network.design.hidden
        self._rows: dict[str, int] = {}
        self._fold_numbers: dict[str, int] = {}
        self._products = np.zeros((0, width), dtype=np.float32)
        self._folds = np.zeros(0, dtype=np.int16)
        self._cases = np.zeros(0, dtype=np.int64)

    def _add(self, words: list[str]) -> None:
        start, end = len(self._rows), len(self._rows) + len(words)
        if end > len(self._folds):
            size = max(end, min(2 * end, MAX_TYPES))
            self._products = _grown(self._products, size)
            self._folds = _grown(self._folds, size)
            self._cases = _grown(self._cases, size)
        self._products[start:end] = self._network.project(features(words, self._index))
        numbers = self._fold_numbers
        self._folds[start:end] = [numbers.setdefault(word.lower(), len(numbers)) for word in words]
        self._cases[start:end] = [case(word) for word in words]
        self._rows.update(zip(words, range(start, end), strict=True))


def _grown(rows: NDArray[Number], size: int) -> NDArray[Number]:
    grown: NDArray[Number] = np.zeros((size, *rows.shape[1:]), dtype=rows.dtype)
    grown[: len(rows)] = rows
    return grown


def load_token_scorer(path: Path, extra_features: ExtraFeatures | None = None) -> TokenScorer:
    """A scorer with the network of a file and the shared word vectors.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no network.
    """
    vectors = word_vectors()
    return TokenScorer(networks.load(path, vectors.matrix), vectors.index, extra_features)
