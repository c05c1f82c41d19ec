"""Trains the tagger of names of the languages beyond English, one network for all, on the annotated sets.

    pip install --require-hashes -r requirements/training.txt
    python -m training.entities.train_multilingual sources ../shared/eval /tmp/names

The same machine gives the same weights.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np

from copydesk.text.tagger.document_features import DOCUMENT_FEATURES
from copydesk.text.tagger.multilingual import multilingual_vectors
from copydesk.text.tagger.network import Design, save
from copydesk.text.tokens import BLANK, PARAGRAPH_BREAK
from services.entities.labels import TAGS_BEYOND_ENGLISH
from training.entities.multilingual_corpora import SETS, Sentence, completed, sentences, simplified
from training.entities.noise import TaggedText, add_noise
from training.tagger.fit import Plan, Sample, fit

log = logging.getLogger(__name__)

DESIGN = Design(labels=TAGS_BEYOND_ENGLISH, extras=DOCUMENT_FEATURES)
PLAN = Plan(epochs=4, rate=3e-3, seed=0)
NOISE = 11
"""Seed of the order and the noise."""

SENTENCES = (6, 30)
"""Sentences of a text: the network learns from articles what it will see, words that come back."""

PARAGRAPH = 0.35
"""Share of sentences before which a paragraph begins."""

COMPLETED = ("fr", "ru")
"""Languages in which taggers of packages have completed the weak sets."""

SIMPLIFIED = "uner_zh in simplified characters"

TARGET = Path("services/entities/data/names_multilingual.npz")


class Passes:
    """The sets, and the texts that each epoch makes of them."""

    def __init__(self, sources: Path, evaluation: Path, kept: Path) -> None:
        self._sets = {name: list(sentences(evaluation, name)) for name in SETS}
        self._sets[SIMPLIFIED] = list(sentences(evaluation, "uner_zh", characters=simplified(sources)))
        for language in COMPLETED:
            self._sets[f"completed_{language}"] = list(completed(kept / f"completed_{language}.jsonl"))
        for name, rows in self._sets.items():
            log.info("%s: %d sentences, %d tokens", name, len(rows), sum(len(row.words) for row in rows))

    def __call__(self, number: int) -> Iterator[Sample]:
        """The texts of an epoch in random order, each of one set, with noise."""
        rng = np.random.default_rng([NOISE, number])
        texts: list[tuple[str, list[Sentence]]] = []
        for name, rows in self._sets.items():
            start = int(rng.integers(SENTENCES[0]))
            while start < len(rows):
                length = int(rng.integers(*SENTENCES))
                if rng.random() < SETS.get(name, 1.0):
                    texts.append((name, rows[start : start + length]))
                start += length
        for index in rng.permutation(len(texts)):
            name, chosen = texts[index]
            yield _sample(chosen, rng, is_spaced=not name.startswith("uner_zh"))


def _sample(chosen: list[Sentence], rng: np.random.Generator, *, is_spaced: bool) -> Sample:
    words = [word for sentence in chosen for word in sentence.words]
    gaps: list[int] = []
    for sentence in chosen:
        first = PARAGRAPH_BREAK if not gaps or rng.random() < PARAGRAPH else BLANK
        gaps += [first, *sentence.gaps[1:]]
    rows = np.concatenate([sentence.allowed for sentence in chosen]).astype(np.float16)
    text = TaggedText(words, gaps, rows)
    noisy = add_noise(text, rng) if is_spaced else text
    return Sample(noisy.words, np.array(noisy.gaps), noisy.rows, soft=False)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, help="folder with the unpacked package opencc-python-reimplemented")
    parser.add_argument("evaluation", type=Path, help="folder with entities/multi/*_train.jsonl.gz")
    parser.add_argument("kept", type=Path, help="folder with what training/entities/multilingual_teachers.py wrote")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    passes = Passes(arguments.sources, arguments.evaluation, arguments.kept)
    vectors, keep = multilingual_vectors(), partial(save, arguments.target, DESIGN)
    keep(fit(DESIGN, vectors, passes, PLAN, keep=keep))
    log.info("%s: sha256 %s", arguments.target, sha256(arguments.target.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
