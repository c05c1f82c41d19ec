"""Train the labeller: `python -m training.quotes.train EVALUATION_FOLDER PARSER_FOLDER`.

EVALUATION_FOLDER holds `quotes/polnear_train.jsonl.gz`, PARSER_FOLDER the unpacked package that
`training.tagger.vectors` names. Writes `services/quotes/labelling/labeller.npz`. Deterministic on one machine.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.packed import pack
from copydesk.text.tagger.vectors import WordIndex, word_vectors
from copydesk.text.tagger.word_types import features
from services.quotes.labelling.attribution import Ranker
from services.quotes.labelling.labeller import Labeller
from services.quotes.labelling.network import CONTENT, CUE, SOURCE, SPEECH, Network, members, numbered, read_weights
from training.quotes import calibrating, corpus, learning, linking
from training.quotes.corpus import Example
from training.quotes.syntax import Syntax

TARGET = Path("services/quotes/labelling/labeller.npz")

TEACHERS = 3
"""Networks whose probabilities the second one learns; they differ by their seeds alone."""

Floats: TypeAlias = NDArray[np.float32]

log = logging.getLogger(__name__)


def rows_of(each: Example, index: WordIndex, syntax: NDArray[np.int64]) -> NDArray[np.int64]:
    """What the learning reads of an article, one row a token."""
    words = features(each.tokens.words, index)
    labels = np.stack([each.content, each.cue, each.source, each.speech], axis=1)
    return np.concatenate([words, each.evidence, labels, syntax], axis=1)


def write(path: Path, weights: Mapping[str, Floats]) -> None:
    """Tables in bytes with one scale a column, the rest in half precision."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, **pack(weights))


def learn_networks(examples: Sequence[Example], parser: Path, epochs: int) -> list[Mapping[str, Floats]]:
    """Weights of the two networks, learnt from the articles that are not held out.

    The first learns from the US politics alone, whose annotation is one hand's. The second learns from all, and from
    what some networks taught alike say of them.
    """
    taught = [each for each in examples if not each.held_out]
    syntax = Syntax(parser)
    silver = syntax.label(taught)
    log.info("%d articles, %d tokens, parsed", len(taught), sum(len(each.tokens) for each in taught))
    vectors = word_vectors()
    rows = [rows_of(each, vectors.index, labels) for each, labels in zip(taught, silver, strict=True)]
    tasks = [learning.Task(vectors.matrix, syntax.sizes, epochs, seed) for seed in range(TEACHERS + 1)]
    of_politics = [row for each, row in zip(taught, rows, strict=True) if each.is_of_politics]
    first = learning.learn(tasks[0], of_politics)
    teachers = [Network([learning.learn(task, rows)]) for task in tasks[:TEACHERS]]
    told = [probabilities(teachers, each) for each in taught]
    return [first, learning.learn(tasks[TEACHERS], rows, told)]


def probabilities(teachers: Sequence[Network], each: Example) -> Floats:
    """What networks say of each score of an article, on average, as probabilities [token, score]."""
    return np.mean([_chances(network.scores(each.tokens.words, each.evidence)) for network in teachers], axis=0)


def _chances(scores: Floats) -> Floats:
    chances = np.empty_like(scores)
    for part in (CONTENT, CUE, SOURCE):
        odds = np.exp(scores[:, part] - scores[:, part].max(axis=1, keepdims=True))
        chances[:, part] = odds / odds.sum(axis=1, keepdims=True)
    chances[:, SPEECH] = np.exp(-np.logaddexp(0, -scores[:, SPEECH]))
    return chances


def learn_rest(examples: Sequence[Example], networks: Sequence[Mapping[str, Floats]]) -> Mapping[str, Floats]:
    """Ranker and calibration on top of the networks; the calibration from the held-out articles alone."""
    labeller = Labeller(Network(networks))
    found = [choice for each in examples for choice in linking.choices(each, labeller)]
    ranker = linking.learn(found)
    held_out = [each for each in examples if each.held_out]
    judged = [outcome for each in held_out for outcome in calibrating.outcomes(each, labeller, Ranker(ranker))]
    return {**ranker, **calibrating.learn(judged)}


def main() -> None:
    """Read, learn, write."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("evaluation", type=Path)
    arguments.add_argument("parser", type=Path)
    arguments.add_argument("--epochs", type=int, default=learning.EPOCHS)
    arguments.add_argument("--keep-networks", action="store_true", help="learn only ranker and calibration anew")
    given = arguments.parse_args()
    examples = list(corpus.read(given.evaluation))
    log.info("read %d articles", len(examples))
    if not given.keep_networks:
        write(TARGET, numbered(learn_networks(examples, given.parser, given.epochs)))
    # The rest is learnt on the networks as they are stored, in bytes and half precision.
    networks = members(read_weights(TARGET))
    write(TARGET, {**numbered(networks), **learn_rest(examples, networks)})
    log.info("wrote %s: %.1f MB", TARGET, TARGET.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
