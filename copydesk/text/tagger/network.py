"""The network: convolutions over the tokens of a text, and one round of messages between occurrences of the same word.

The first layers see one word type at a time, so their output is computed once for each type and cached; a token then
costs three additions of rows and a few small matrix products. Inference needs numpy alone, and loading the weights
executes no code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.packed import pack, unpack
from copydesk.text.tagger.vectors import VectorTable
from copydesk.text.tagger.word_groups import WordGroups
from copydesk.text.tagger.word_types import COLUMNS

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

WINDOW = 3
"""Width of every convolution in tokens: the token itself and one on either side."""

BLOCK = 256
"""Tokens that a layer computes at a time: their vectors stay in the processor's cache between the steps of a layer."""


@dataclass(frozen=True, slots=True)
class Design:
    """The shape of a network: its labels, and the sizes of its layers.

    `extras`: features of a token besides its word. `hidden`: size of a token's hidden vector. `dilations`: distance, in
    tokens, at which each convolution looks to either side. `shared`: size of the messages between occurrences of a
    word.
    """

    labels: tuple[str, ...]
    extras: int
    hidden: int = 112
    dilations: tuple[int, ...] = (1, 3)
    shared: int = 32


class Network:
    """A trained network."""

    def __init__(self, design: Design, weights: Mapping[str, Floats], vectors: VectorTable) -> None:
        """`vectors` is the table of the shared word vectors; the other embedding tables are among the weights."""
        self.design = design
        self._weights = weights
        self._tables: list[VectorTable] = [vectors, *(weights[f"table_{name}"] for name in COLUMNS[1:])]
        self._buffers: dict[str, Floats] = {}

    def project(self, features: Integers) -> Floats:
        """The first convolution's products for word types: [type, WINDOW * hidden].

        `features` [type, column of COLUMNS] are rows of the embedding tables. The three blocks of `hidden` columns are
        what a word adds to the token after it, to its own token and to the token before it.
        """
        weights = self._weights
        embeddings = [table[features[:, column]] for column, table in enumerate(self._tables)]
        hidden = np.concatenate(embeddings, axis=1) @ weights["type_kernel"] + weights["type_bias"]
        products: Floats = np.maximum(hidden, 0.0, out=hidden) @ weights["window_kernel"]
        return products

    def scores(self, products: Floats, types: Integers, extras: Floats, groups: WordGroups) -> Floats:
        """The score of each label for each token [token, label], up to a constant for each token.

        `products` [type, WINDOW * hidden]: what `project` gave for each known word type; `types` [token]: its row
        there.
        """
        hidden, output = (self._buffer(name, len(types), self.design.hidden) for name in ("hidden", "output"))
        self._first_layer(products, types, extras, hidden)
        for number, dilation in enumerate(self.design.dilations):
            self._convolve(hidden, f"conv{number}", dilation, output)
            hidden, output = output, hidden
        self._exchange(hidden, groups)
        self._convolve(hidden, "conv_last", 1, output)
        scores: Floats = output @ self._weights["output_kernel"]
        scores += self._weights["output_bias"]
        return scores

    def _buffer(self, name: str, count: int, width: int) -> Floats:
        """An array that is used again for every text, uncleared: allocating memory costs more than filling it."""
        kept = self._buffers.get(name)
        if kept is None or len(kept) < count:
            kept = self._buffers[name] = np.zeros((2 * count, width), dtype=np.float32)
        return kept[:count]

    def _first_layer(self, products: Floats, types: Integers, extras: Floats, hidden: Floats) -> None:
        """Write each token's hidden vector: its other features, and the products of its word and both neighbours."""
        size, count = self.design.hidden, len(types)
        np.matmul(extras, self._weights["extra_kernel"], out=hidden)
        hidden += self._weights["first_bias"]
        for start in range(0, count, BLOCK):
            end = min(start + BLOCK, count)
            window_start, window_end = max(start - 1, 0), min(end + 1, count)
            buffer = self._buffer("products", BLOCK + 2, WINDOW * size)[: window_end - window_start]
            rows = products.take(types[window_start:window_end], axis=0, out=buffer, mode="clip")
            block = hidden[start:end]
            block += rows[start - window_start : end - window_start, size : 2 * size]
            without_left = int(start == 0)
            block[without_left:] += rows[: end - start - without_left, :size]
            right = rows[start - window_start + 1 :, 2 * size :]
            block[: len(right)] += right[: len(block)]
            np.maximum(block, 0.0, out=block)

    def _convolve(self, hidden: Floats, name: str, dilation: int, output: Floats) -> None:
        """Write a residual, dilated convolution: each token sees itself and one token at `dilation` to either side."""
        count, size = hidden.shape
        left, centre, right = self._weights[f"{name}_kernel"].reshape(WINDOW, size, size)
        bias, buffer = self._weights[f"{name}_bias"], self._buffer("product", BLOCK, size)
        for start in range(0, count, BLOCK):
            end = min(start + BLOCK, count)
            block = np.matmul(hidden[start:end], centre, out=output[start:end])
            left_start, right_end = max(start, dilation), min(end, count - dilation)
            if left_start < end:
                source = hidden[left_start - dilation : end - dilation]
                output[left_start:end] += np.matmul(source, left, out=buffer[: end - left_start])
            if start < right_end:
                source = hidden[start + dilation : right_end + dilation]
                output[start:right_end] += np.matmul(source, right, out=buffer[: right_end - start])
            block += bias
            np.maximum(block, 0.0, out=block)
            block += hidden[start:end]

    def _exchange(self, hidden: Floats, groups: WordGroups) -> None:
        """Add to each token what all occurrences of its word say together, and what the whole text says.

        One round of message passing (Gilmer et al., 2017): messages, their maximum and mean over a word, an update.
        """
        weights = self._weights
        shared, size, words = self.design.shared, self.design.hidden, len(groups.starts)
        messages = np.matmul(hidden, weights["message_kernel"], out=self._buffer("messages", len(hidden), shared))
        messages += weights["message_bias"]
        np.maximum(messages, 0.0, out=messages)
        ordered = messages.take(groups.order, axis=0, out=self._buffer("ordered", len(hidden), shared), mode="clip")
        pooled = self._buffer("pooled", words, 2 * shared)
        np.maximum.reduceat(ordered, groups.starts, out=pooled[:, :shared])
        np.add.reduceat(ordered, groups.starts, out=pooled[:, shared:])
        pooled[:, shared:] /= groups.counts[:, None]
        aggregate = np.matmul(pooled, weights["aggregate_kernel"], out=self._buffer("aggregate", words, size))
        aggregate += messages.mean(axis=0) @ weights["context_kernel"] + weights["update_bias"]
        for start in range(0, len(hidden), BLOCK):
            block, numbers = hidden[start : start + BLOCK], groups.numbers[start : start + BLOCK]
            update = np.matmul(block, weights["update_kernel"], out=self._buffer("product", BLOCK, size)[: len(block)])
            buffer = self._buffer("gathered", BLOCK, size)[: len(block)]
            update += aggregate.take(numbers, axis=0, out=buffer, mode="clip")
            block += np.maximum(update, 0.0, out=update)


def save(path: Path, design: Design, weights: Mapping[str, Floats]) -> None:
    """Write a network: embedding tables as bytes with one scale a column, the rest in half precision."""
    stored = pack(weights)
    stored["design"] = np.frombuffer(json.dumps(asdict(design)).encode(), dtype=np.uint8)
    with path.open("wb") as file:
        np.savez(file, **stored)  # type: ignore[arg-type]


def load(path: Path, vectors: VectorTable) -> Network:
    """The network that `save` wrote, for the shared word vectors.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no file that `save` wrote.
    """
    return Network(*read_weights(path), vectors)


def read_weights(path: Path) -> tuple[Design, dict[str, Floats]]:
    """The design and the weights that `save` wrote.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no file that `save` wrote.
    """
    with np.load(path, allow_pickle=False) as stored:
        names: Sequence[str] = stored.files
        if "design" not in names:
            raise ValueError(f"{path.name} holds no network")
        described = json.loads(stored["design"].tobytes())
        weights = unpack({name: stored[name] for name in names if name != "design"})
    design = Design(
        labels=tuple(described["labels"]),
        extras=described["extras"],
        hidden=described["hidden"],
        dilations=tuple(described["dilations"]),
        shared=described["shared"],
    )
    return design, weights
