"""Weights as they are stored: embedding tables as bytes with one scale a column, the rest in half precision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

_TABLE = "table_"
_SCALE = "scale_"

_STEPS = 127
"""Values of a signed byte on either side of 0."""


def pack(weights: Mapping[str, Floats]) -> dict[str, NDArray[np.generic]]:
    """The arrays to store, by name. Names that begin with `table_` become bytes with a scale for each column."""
    stored: dict[str, NDArray[np.generic]] = {}
    for name, values in sorted(weights.items()):
        if name.startswith(_TABLE):
            scale = np.maximum(np.abs(values).max(axis=0), 1e-8) / _STEPS
            stored[name] = np.round(values / scale).astype(np.int8)
            stored[_SCALE + name] = scale.astype(np.float32)
        else:
            stored[name] = values.astype(np.float16)
    return stored


def unpack(stored: Mapping[str, NDArray[np.generic]]) -> dict[str, Floats]:
    """The weights that `pack` was given, as exactly as the stored arrays keep them."""
    weights = {name: values.astype(np.float32) for name, values in stored.items()}
    for name in [name for name in weights if name.startswith(_SCALE)]:
        weights[name.removeprefix(_SCALE)] *= weights.pop(name)
    return weights
