"""The network: convolutions over the tokens of a text and one exchange between the places of the same word.

Every word type passes through the first layers once and is remembered; a token then costs three additions of rows and a
few small matrix products. Numpy alone; the weights are plain numbers, read without executing anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from services.tagger.word_types import COLUMNS

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

WINDOW = 3
"""Tokens that the first layer sees: one on either side."""


@dataclass(frozen=True, slots=True)
class Design:
    """What a network is made for: its labels, and how many features a token has beside its word.

    `dilations`: how far each convolution looks to either side. `shared`: numbers that places of one word exchange.
    """

    labels: tuple[str, ...]
    extras: int
    hidden: int = 112
    dilations: tuple[int, ...] = (1, 3)
    shared: int = 32


class Network:
    """A trained network."""

    def __init__(self, design: Design, weights: Mapping[str, Floats], vectors: Floats) -> None:
        """`vectors` is the table of the shared word vectors; the other tables are among the weights."""
        self.design = design
        self._weights = weights
        self._tables = [vectors, *(weights[f"table_{name}"] for name in COLUMNS[1:])]
        self._window = np.zeros((0, 3 * design.hidden), dtype=np.float32)
        self._change = np.zeros((0, design.hidden), dtype=np.float32)

    def products(self, features: Integers) -> Floats:
        """What word types add to their own place and to the places beside them: [type, WINDOW * hidden]."""
        weights = self._weights
        parts = [table[features[:, column]] for column, table in enumerate(self._tables)]
        inner = np.concatenate(parts, axis=1) @ weights["type_in"] + weights["type_bias"]
        made: Floats = np.maximum(inner, 0.0, out=inner) @ weights["type_out"]
        return made

    def scores(self, products: Floats, extras: Floats, groups: Integers) -> Floats:
        """The score of each label for each token [token, label], up to a constant for each token.

        `products` [token, WINDOW * hidden]; `groups` numbers the words of the text from 0, equal for equal words.
        """
        weights = self._weights
        size = self.design.hidden
        self._make_room(len(products))
        state: Floats = extras @ weights["extra_in"]
        state += weights["first_bias"]
        state += products[:, size : 2 * size]
        state[1:] += products[:-1, :size]
        state[:-1] += products[1:, 2 * size :]
        np.maximum(state, 0.0, out=state)
        for number, dilation in enumerate(self.design.dilations):
            self._convolve(state, f"conv{number}", dilation)
        self._exchange(state, groups)
        self._convolve(state, "last", 1)
        scores: Floats = state @ weights["out"]
        scores += weights["out_bias"]
        return scores

    def _convolve(self, state: Floats, name: str, dilation: int) -> None:
        """Add to each token what it and the tokens `dilation` before and behind it say."""
        count, size = state.shape
        edge = min(dilation, count)
        window, change = self._window[:count], self._change[:count]
        window[:edge, :size] = 0.0
        window[edge:, :size] = state[: count - edge]
        window[:, size : 2 * size] = state
        window[: count - edge, 2 * size :] = state[edge:]
        window[count - edge :, 2 * size :] = 0.0
        np.matmul(window, self._weights[f"{name}_in"], out=change)
        change += self._weights[f"{name}_bias"]
        state += np.maximum(change, 0.0, out=change)

    def _make_room(self, count: int) -> None:
        """Keep two large arrays between texts: fresh memory from the system costs as much as filling it."""
        if count > len(self._change):
            self._window = np.zeros((2 * count, self._window.shape[1]), dtype=np.float32)
            self._change = np.zeros((2 * count, self._change.shape[1]), dtype=np.float32)

    def _exchange(self, state: Floats, groups: Integers) -> None:
        """Let the places of one word tell each other what they take it for, and all hear what the text is about."""
        weights = self._weights
        told = state @ weights["tell"]
        told += weights["tell_bias"]
        np.maximum(told, 0.0, out=told)
        order = np.argsort(groups, kind="stable")
        ordered = told[order]
        firsts = np.flatnonzero(np.diff(groups[order], prepend=-1))
        counts = np.diff(firsts, append=len(groups)).astype(np.float32)
        most = np.maximum.reduceat(ordered, firsts)
        mean = np.add.reduceat(ordered, firsts) / counts[:, None]
        heard = np.concatenate([most, mean], axis=1) @ weights["hear"]
        change = np.matmul(state, weights["mix"], out=self._change[: len(state)])
        change += heard[groups]
        change += told.mean(axis=0) @ weights["topic"] + weights["mix_bias"]
        state += np.maximum(change, 0.0, out=change)


def save(path: Path, design: Design, weights: Mapping[str, Floats]) -> None:
    """Write a network: tables as bytes with one scale a column, the rest in half precision."""
    stored: dict[str, NDArray[np.generic]] = {}
    for name, values in sorted(weights.items()):
        if name.startswith("table_"):
            scale = np.maximum(np.abs(values).max(axis=0), 1e-8) / 127
            stored[name] = np.round(values / scale).astype(np.int8)
            stored[f"scale_{name}"] = scale.astype(np.float32)
        else:
            stored[name] = values.astype(np.float16)
    stored["design"] = np.frombuffer(json.dumps(asdict(design)).encode(), dtype=np.uint8)
    with path.open("wb") as file:
        np.savez(file, **stored)  # type: ignore[arg-type]


def load(path: Path, vectors: Floats) -> Network:
    """The network that `save` wrote, for the shared word vectors.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is none of these files.
    """
    return Network(*read_weights(path), vectors)


def read_weights(path: Path) -> tuple[Design, dict[str, Floats]]:
    """The design and the weights that `save` wrote.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is none of these files.
    """
    with np.load(path, allow_pickle=False) as stored:
        names: Sequence[str] = stored.files
        if "design" not in names:
            raise ValueError(f"{path.name} holds no network")
        described = json.loads(stored["design"].tobytes())
        weights = {name: stored[name].astype(np.float32) for name in names if not name.startswith(("scale_", "design"))}
        for name in names:
            if name.startswith("scale_"):
                weights[name.removeprefix("scale_")] *= stored[name]
    design = Design(
        labels=tuple(described["labels"]),
        extras=described["extras"],
        hidden=described["hidden"],
        dilations=tuple(described["dilations"]),
        shared=described["shared"],
    )
    return design, weights
