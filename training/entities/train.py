"""Trains the tagger of names: annotated sets first, then everything, with a teacher's judgement of unlabelled news.

    pip install --require-hashes -r requirements/training.txt
    python -m training.entities.train ../shared/eval /tmp/names

The same machine gives the same weights. The second folder keeps what is made on the way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.document_features import DOCUMENT_FEATURES
from copydesk.text.tagger.network import Design, read_weights, save
from copydesk.text.tagger.vectors import word_vectors
from services.entities.labels import TAGS
from training.entities.command import run
from training.entities.corpora import Example, annotated, unlabelled
from training.entities.noise import TaggedText, add_noise
from training.tagger.fit import Plan, Sample, fit

log = logging.getLogger(__name__)

DESIGN = Design(labels=TAGS, extras=DOCUMENT_FEATURES)

FIRST, THEN = Plan(epochs=8, rate=3e-3, seed=0), Plan(epochs=12, rate=2e-3, seed=0)
"""Epochs over the annotated sets alone, then over these and the news labelled by the teacher."""

FIRST_NOISE, THEN_NOISE = 7, 1
"""Seeds of the order and the noise in each of them."""

TARGET = Path("services/entities/data/names.npz")


def train(evaluation: Path, kept: Path, target: Path) -> None:
    """Fit the tagger and write it; `kept` caches the teacher's probabilities and the weights of the first stage."""
    gold = [(example, example.allowed) for example in annotated(evaluation) if not example.held_out]
    first_stage = kept / "annotated.npz"
    if not first_stage.exists():
        save(first_stage, DESIGN, fit(DESIGN, word_vectors(), passes(gold, FIRST_NOISE), FIRST))
    judged = judgements(evaluation, kept / "judgements.npz")
    news = [(example, judged[example.id]) for example in unlabelled(evaluation)]
    start = {name: jnp.asarray(values) for name, values in read_weights(first_stage)[1].items()}
    save(target, DESIGN, fit(DESIGN, word_vectors(), passes([*gold, *news], THEN_NOISE), THEN, start=start))
    log.info("%s: %d bytes, sha256 %s", target, target.stat().st_size, sha256(target.read_bytes()).hexdigest())


def passes(texts: Sequence[tuple[Example, NDArray[np.generic] | None]], seed: int) -> Callable[[int], Iterable[Sample]]:
    """A function that yields the texts of an epoch, by its number, in another order and with other noise."""

    def one_pass(number: int) -> Iterator[Sample]:
        rng = np.random.default_rng([seed, number])
        for index in rng.permutation(len(texts)):
            example, target = texts[index]
            if target is None:
                raise ValueError(f"{example.id} has no tags")
            rows = target.astype(np.float16)
            noisy = add_noise(TaggedText(example.tokens.words, example.tokens.gaps.tolist(), rows), rng)
            yield Sample(noisy.words, np.array(noisy.gaps), noisy.rows, soft=target.dtype != np.bool_)

    return one_pass


def judgements(evaluation: Path, file: Path) -> dict[str, NDArray[np.float16]]:
    """The teacher's probability of each tag for the tokens of the unlabelled news, by id of the text."""
    if file.exists():
        with np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    from training.entities.teacher import Teacher  # noqa: PLC0415 - needs packages that a kept judgement does not

    teacher = Teacher()
    teacher.fit([example for example in annotated(evaluation) if not example.held_out])
    news = list(unlabelled(evaluation))
    probabilities: dict[str, NDArray[np.float16]] = {}
    for part in _halves(news):
        probabilities |= zip((example.id for example in part), teacher.judge(part), strict=True)
    with file.open("wb") as opened:
        np.savez(opened, **probabilities)
    return probabilities


def _halves(news: Sequence[Example]) -> tuple[Sequence[Example], Sequence[Example]]:
    """Two parts of equal length: labelling one after the other takes half the memory."""
    tokens_before = np.cumsum([0, *(len(example.tokens) for example in news)])
    middle = int(np.searchsorted(tokens_before[:-1], tokens_before[-1] / 2))
    return news[:middle], news[middle:]


def main() -> None:
    """The command."""
    run(__doc__, "entities/*_train.jsonl.gz and the unlabelled news", TARGET, train)


if __name__ == "__main__":
    main()
