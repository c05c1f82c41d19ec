"""Trains the tagger of names: annotated sets first, then everything, with a teacher's judgement of unlabelled news.

    pip install --require-hashes -r requirements/training.txt
    python -m models.entities.train ../shared/eval --teacher /tmp/teacher

The same machine gives the same weights. `--teacher FOLDER` keeps the fine-tuned teacher's judgements, so that a second
run need not make them again.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.entities.corpora import Example, annotated, unlabelled
from models.entities.noise import Marked, spoil
from models.tagger.fit import Plan, Sample, fit
from services.entities.labels import TAGS
from services.tagger.document_features import DOCUMENT_FEATURES
from services.tagger.network import Design, save
from services.tagger.vectors import word_vectors

log = logging.getLogger(__name__)

DESIGN = Design(labels=TAGS, extras=DOCUMENT_FEATURES)

FIRST, THEN = Plan(epochs=8, rate=3e-3, seed=0), Plan(epochs=7, rate=2e-3, seed=1)
"""Passes over the annotated sets alone, then over these and the judged news; longer gave nothing."""

TARGET = Path("services/entities/data/names.npz")


def train(evaluation: Path, judged: dict[str, NDArray[np.float16]], target: Path) -> None:
    """Fit the tagger and write it."""
    gold = [(example, example.allowed) for example in annotated(evaluation) if not example.held_out]
    news = [(example, judged[example.id]) for example in unlabelled(evaluation)]
    weights = fit(DESIGN, word_vectors(), _passes(gold, FIRST.seed), FIRST)
    weights = fit(DESIGN, word_vectors(), _passes([*gold, *news], THEN.seed), THEN, start=weights)
    save(target, DESIGN, weights)
    log.info("%s: %d bytes, sha256 %s", target, target.stat().st_size, sha256(target.read_bytes()).hexdigest())


def _passes(
    texts: Sequence[tuple[Example, NDArray[np.generic] | None]], seed: int
) -> Callable[[int], Iterable[Sample]]:
    """A function that gives the texts of each pass in another order and with other noise."""

    def one_pass(number: int) -> Iterator[Sample]:
        rng = np.random.default_rng([seed, number])
        for index in rng.permutation(len(texts)):
            example, target = texts[index]
            if target is None:
                raise ValueError(f"{example.id} has no tags")
            rows = target.astype(np.float32)
            marked = spoil(Marked(example.tokens.words, example.tokens.gaps.tolist(), rows), rng)
            yield Sample(marked.words, np.array(marked.gaps), marked.rows, soft=target.dtype != np.bool_)

    return one_pass


def judgements(evaluation: Path, kept: Path | None) -> dict[str, NDArray[np.float16]]:
    """What the teacher says of the unlabelled news: the probability of each tag, text by text."""
    file = kept / "judgements.npz" if kept else None
    if file is not None and file.exists():
        with np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    from models.entities.teacher import Teacher  # noqa: PLC0415 - needs packages that a kept judgement does not

    teacher = Teacher()
    teacher.fit([example for example in annotated(evaluation) if not example.held_out])
    news = list(unlabelled(evaluation))
    said = dict(zip((example.id for example in news), teacher.judge(news), strict=True))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as opened:
            np.savez(opened, **said)  # type: ignore[arg-type]
    return said


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evaluation", type=Path, help="folder with entities/*_train.jsonl.gz and the unlabelled news")
    parser.add_argument("--teacher", type=Path, metavar="FOLDER", help="where the teacher's judgements are kept")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(arguments.evaluation, judgements(arguments.evaluation, arguments.teacher), arguments.target)


if __name__ == "__main__":
    main()
