"""The reader: a network with a memory for word types. Text in, one row of label scores a token out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger import network as networks
from copydesk.text.tagger.document_features import document_features
from copydesk.text.tagger.network import WINDOW, Network
from copydesk.text.tagger.vectors import WordVectors, word_vectors
from copydesk.text.tagger.word_groups import group_words
from copydesk.text.tagger.word_types import case, features
from copydesk.text.tokens import Tokens

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]
Number = TypeVar("Number", np.float32, np.int64, np.int16)

ExtraFeatures: TypeAlias = Callable[[Tokens], Floats]

MAX_TYPES = 32_767
"""Word types remembered, as many as 16 bits count; 44 MB at 112 numbers. News brings as many in about 800 articles."""

MAX_READ = 16_384
"""Tokens that are read as one text; a longer one is read in parts, so that memory stays bounded."""


class Reader:
    """Reads texts with one network. Not for several threads at once: it remembers the words it has seen."""

    def __init__(self, network: Network, vectors: WordVectors, extra_features: ExtraFeatures | None = None) -> None:
        """`extra_features` makes what this network knows of a token beyond `document_features`: [token, n]."""
        self._network = network
        self._vectors = vectors
        self._extra_features = extra_features
        self._forget()

    @property
    def labels(self) -> tuple[str, ...]:
        """What the columns of the scores stand for."""
        return self._network.design.labels

    def scores(self, tokens: Tokens) -> Floats:
        """The score of each label for each token [token, label], up to a constant for each token."""
        extras = self._extra_features(tokens) if self._extra_features else None
        parts = [self._part(tokens, extras, first) for first in range(0, len(tokens), MAX_READ)]
        if not parts:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _part(self, tokens: Tokens, extras: Floats | None, first: int) -> Floats:
        part = slice(first, first + MAX_READ)
        types = self._types_of(tokens.words[part])
        groups = group_words(self._folds[types])
        known = document_features(tokens.gaps[part], self._cases[types], groups.numbers)
        if extras is not None:
            known = np.concatenate([known, extras[part]], axis=1)
        return self._network.scores(self._products, types, known, groups)

    def _types_of(self, words: list[str]) -> Integers:
        """Row of each word in the memory; new words are worked out together."""
        memory = self._memory
        new = [word for word in dict.fromkeys(words) if word not in memory]
        if new:
            if len(memory) + len(new) > MAX_TYPES:
                self._forget()
                memory, new = self._memory, list(dict.fromkeys(words))
            self._remember(new)
        return np.fromiter(map(memory.__getitem__, words), dtype=np.int64, count=len(words))

    def _forget(self) -> None:
        width = WINDOW * self._network.design.hidden
        self._memory: dict[str, int] = {}
        self._fold_numbers: dict[str, int] = {}
        self._products = np.zeros((0, width), dtype=np.float32)
        self._folds = np.zeros(0, dtype=np.int16)
        self._cases = np.zeros(0, dtype=np.int64)

    def _remember(self, words: list[str]) -> None:
        first, last = len(self._memory), len(self._memory) + len(words)
        if last > len(self._folds):
            room = max(last, min(2 * last, MAX_TYPES))
            self._products = _grown(self._products, room)
            self._folds = _grown(self._folds, room)
            self._cases = _grown(self._cases, room)
        self._products[first:last] = self._network.products(features(words, self._vectors))
        numbers = self._fold_numbers
        self._folds[first:last] = [numbers.setdefault(word.lower(), len(numbers)) for word in words]
        self._cases[first:last] = [case(word) for word in words]
        self._memory.update(zip(words, range(first, last), strict=True))


def _grown(rows: NDArray[Number], room: int) -> NDArray[Number]:
    grown: NDArray[Number] = np.zeros((room, *rows.shape[1:]), dtype=rows.dtype)
    grown[: len(rows)] = rows
    return grown


def load_reader(path: Path, extra_features: ExtraFeatures | None = None) -> Reader:
    """A reader with the network of a file and the shared word vectors.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no network.
    """
    vectors = word_vectors()
    return Reader(networks.load(path, vectors.matrix), vectors, extra_features)
