"""Learns how likely a name is right (`services/entities/confidence.py`) from articles that the tagger had not seen.

    pip install --require-hashes -r requirements/training.txt
    python -m training.entities.confidence ../shared/eval /tmp/names

A tagger is sure of what it was trained on, right or wrong. So a second one is fitted to two thirds of the annotated
sets, by the recipe of the first stage of `train.py`, and what the shipped rules make of its names in the last third is
compared with the annotation: of each name (all mentions of one form in an article) whether most of its mentions have
the annotated span and class. One logistic regression a class, by Newton's method, ridge on standardised signals.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.network import save
from copydesk.text.tagger.spans import best_spans
from copydesk.text.tagger.token_scorer import TokenScorer, load_token_scorer
from copydesk.text.tagger.vectors import word_vectors
from services.entities.confidence import LEAST, SIGNALS, SameName, same_names, unsure_as_people
from services.entities.found_names import name_at
from services.entities.labels import CLASSES, NameClass
from services.entities.repair import repair
from training.entities.command import run
from training.entities.corpora import Example, annotated
from training.logistic_regression import fitted
from training.tagger.fit import Plan, fit

log = logging.getLogger(__name__)

PARTS = 3
"""One part of the annotated articles is judged by a tagger that has read the others."""

RIDGE = 100.0
"""Weight of the penalty: what the names of a class, some two thousand, speak against on standardised signals."""

TARGET = Path("services/entities/data/confidence.json")


def train(evaluation: Path, kept: Path, target: Path) -> None:
    """Fit the regressions and write their weights; `kept` caches the second tagger."""
    from training.entities.train import DESIGN, FIRST, FIRST_NOISE, passes  # noqa: PLC0415 - needs jax

    examples = list(annotated(evaluation))
    second = kept / "two_thirds.npz"
    if not second.exists():
        seen = [(example, example.allowed) for example in examples if not _is_judged(example)]
        plan = Plan(epochs=FIRST.epochs, rate=FIRST.rate, seed=FIRST.seed)
        save(second, DESIGN, fit(DESIGN, word_vectors(), passes(seen, FIRST_NOISE), plan))
    scorer = load_token_scorer(second)
    judged = [pair for example in examples if _is_judged(example) for pair in _judged(example, scorer)]
    bias: dict[str, float] = {}
    weights: dict[str, list[float]] = {}
    for label in LEAST:
        pairs = [(group, right) for group, right in judged if group.label == label]
        signals = np.array([group.signals for group, _ in pairs], dtype=np.float64)
        bias[label], weights[label] = _regression(signals, np.array([right for _, right in pairs], dtype=np.float64))
        log.info("%s: %d names, %.3f of them right", label, len(pairs), np.mean([right for _, right in pairs]))
    learnt = {"signals": SIGNALS, "bias": bias, "weights": weights}
    target.write_text(json.dumps(learnt, indent=1) + "\n", encoding="utf-8")


def _is_judged(example: Example) -> bool:
    return sha256(("fold" + example.id).encode()).digest()[0] % PARTS == 0


def _judged(example: Example, scorer: TokenScorer) -> Iterator[tuple[SameName, bool]]:
    """The names that the service finds with this tagger, and whether most mentions of each are as annotated."""
    scores = scorer.scores(example.tokens)
    spans = [name_at(example.tokens, start, end, CLASSES[label]) for start, end, label in best_spans(scores)]
    named = repair(example.tokens, unsure_as_people(example.tokens, spans, scores))
    for group in same_names(example.tokens, named, spans, scores):
        right = [_is_annotated(example, mention.tokens, group.label) for mention in group.mentions]
        yield group, 2 * sum(right) > len(right)


def _is_annotated(example: Example, span: tuple[int, int], label: NameClass) -> bool:
    """Whether the annotation has a name of this class there, as the tags that it allows tell; with "the" or without."""
    if example.allowed is None:
        return False
    start, end = span
    tag = 1 + 4 * CLASSES.index(label)
    starts = (start, start - 1) if start and example.tokens.lower[start - 1] == "the" else (start,)
    return any(_is_name(example.allowed[at:end, tag : tag + 4]) for at in starts)


def _is_name(allowed: NDArray[np.bool_]) -> bool:
    """Whether the tags of one class [token, BIES] make the tokens one name."""
    if len(allowed) == 1:
        return bool(allowed[0, 3])
    return bool(allowed[0, 0] and allowed[1:-1, 1].all() and allowed[-1, 2])


def _regression(signals: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, list[float]]:
    """The constant and the weights, for signals as they are."""
    mean, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-6
    columns = np.concatenate([np.ones((len(signals), 1)), (signals - mean) / spread], axis=1)
    penalty = np.full(columns.shape[1], RIDGE)
    penalty[0] = 0.0
    weights = fitted(columns, right, penalty)
    scaled = weights[1:] / spread
    return round(float(weights[0] - scaled @ mean), 4), [round(float(weight), 4) for weight in scaled]


def main() -> None:
    """The command."""
    run(__doc__, "entities/*_train.jsonl.gz", TARGET, train)


if __name__ == "__main__":
    main()
