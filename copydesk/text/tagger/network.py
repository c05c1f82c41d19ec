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

from copydesk.text.tagger.packed import pack, unpack
from copydesk.text.tagger.word_groups import WordGroups
from copydesk.text.tagger.word_types import COLUMNS

Floats: TypeAlias = NDArray[np.float32]
Integers: TypeAlias = NDArray[np.int64]

WINDOW = 3
"""Tokens that the first layer sees: one on either side."""

BLOCK = 256
"""Tokens that a layer works on at a time: their numbers stay in the processor's cache from step to step."""


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
        self._rooms: dict[str, Floats] = {}

    def products(self, features: Integers) -> Floats:
        """What word types add to their own place and to the places beside them: [type, WINDOW * hidden]."""
        weights = self._weights
        parts = [table[features[:, column]] for column, table in enumerate(self._tables)]
        inner = np.concatenate(parts, axis=1) @ weights["type_in"] + weights["type_bias"]
        made: Floats = np.maximum(inner, 0.0, out=inner) @ weights["type_out"]
        return made

    def scores(self, memory: Floats, types: Integers, extras: Floats, groups: WordGroups) -> Floats:
        """The score of each label for each token [token, label], up to a constant for each token.

        `memory` [type, WINDOW * hidden]: what `products` gave for each known word type; `types` [token] its rows.
        """
        state, other = (self._room(name, len(types), self.design.hidden) for name in ("state", "other"))
        self._first_layer(memory, types, extras, state)
        for number, dilation in enumerate(self.design.dilations):
            self._convolve(state, f"conv{number}", dilation, other)
            state, other = other, state
        self._exchange(state, groups)
        self._convolve(state, "last", 1, other)
        scores: Floats = other @ self._weights["out"]
        scores += self._weights["out_bias"]
        return scores

    def _room(self, name: str, count: int, width: int) -> Floats:
        """Rows kept between texts, with whatever they held: fresh memory costs more than filling it."""
        kept = self._rooms.get(name)
        if kept is None or len(kept) < count:
            kept = self._rooms[name] = np.zeros((2 * count, width), dtype=np.float32)
        return kept[:count]

    def _first_layer(self, memory: Floats, types: Integers, extras: Floats, made: Floats) -> None:
        """Write what each token's word and its two neighbours add to its place, and its other features."""
        size, count = self.design.hidden, len(types)
        np.matmul(extras, self._weights["extra_in"], out=made)
        made += self._weights["first_bias"]
        for first in range(0, count, BLOCK):
            last = min(first + BLOCK, count)
            begin, end = max(first - 1, 0), min(last + 1, count)
            room = self._room("products", BLOCK + 2, WINDOW * size)[: end - begin]
            rows = memory.take(types[begin:end], axis=0, out=room, mode="clip")
            here = made[first:last]
            here += rows[first - begin : last - begin, size : 2 * size]
            without = int(first == 0)
            here[without:] += rows[: last - first - without, :size]
            behind = rows[first - begin + 1 :, 2 * size :]
            here[: len(behind)] += behind[: len(here)]
            np.maximum(here, 0.0, out=here)

    def _convolve(self, state: Floats, name: str, dilation: int, made: Floats) -> None:
        """Write what is known of each token, and what it and the tokens `dilation` before and behind it say."""
        count, size = state.shape
        before, here, behind = self._weights[f"{name}_in"].reshape(WINDOW, size, size)
        bias, room = self._weights[f"{name}_bias"], self._room("told", BLOCK, size)
        for first in range(0, count, BLOCK):
            last = min(first + BLOCK, count)
            change = np.matmul(state[first:last], here, out=made[first:last])
            begin, end = max(first, dilation), min(last, count - dilation)
            if begin < last:
                told = np.matmul(state[begin - dilation : last - dilation], before, out=room[: last - begin])
                made[begin:last] += told
            if first < end:
                told = np.matmul(state[first + dilation : end + dilation], behind, out=room[: end - first])
                made[first:end] += told
            change += bias
            np.maximum(change, 0.0, out=change)
            change += state[first:last]

    def _exchange(self, state: Floats, groups: WordGroups) -> None:
        """Let the places of one word tell each other what they take it for, and all hear what the text is about."""
        weights = self._weights
        shared, size, words = self.design.shared, self.design.hidden, len(groups.firsts)
        told = np.matmul(state, weights["tell"], out=self._room("tell", len(state), shared))
        told += weights["tell_bias"]
        np.maximum(told, 0.0, out=told)
        ordered = told.take(groups.order, axis=0, out=self._room("ordered", len(state), shared), mode="clip")
        summary = self._room("summary", words, 2 * shared)
        np.maximum.reduceat(ordered, groups.firsts, out=summary[:, :shared])
        np.add.reduceat(ordered, groups.firsts, out=summary[:, shared:])
        summary[:, shared:] /= groups.counts[:, None]
        heard = np.matmul(summary, weights["hear"], out=self._room("heard", words, size))
        heard += told.mean(axis=0) @ weights["topic"] + weights["mix_bias"]
        for first in range(0, len(state), BLOCK):
            here, numbers = state[first : first + BLOCK], groups.numbers[first : first + BLOCK]
            change = np.matmul(here, weights["mix"], out=self._room("told", BLOCK, size)[: len(here)])
            change += heard.take(numbers, axis=0, out=self._room("heard here", BLOCK, size)[: len(here)], mode="clip")
            here += np.maximum(change, 0.0, out=change)


def save(path: Path, design: Design, weights: Mapping[str, Floats]) -> None:
    """Write a network: tables as bytes with one scale a column, the rest in half precision."""
    stored = pack(weights)
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
        weights = unpack({name: stored[name] for name in names if name != "design"})
    design = Design(
        labels=tuple(described["labels"]),
        extras=described["extras"],
        hidden=described["hidden"],
        dilations=tuple(described["dilations"]),
        shared=described["shared"],
    )
    return design, weights
