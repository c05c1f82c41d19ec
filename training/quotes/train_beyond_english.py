"""Train the labeller of the other languages.

    python -m training.quotes.train_beyond_english EVALUATION_FOLDER PARSER_FOLDER e5-small-q4.bin

EVALUATION_FOLDER holds the articles whose annotation stands in this package, PARSER_FOLDER is the one of
`training.quotes.train`, and the model is the one of `training.tagger.projected`. Writes
`services/quotes/labelling/labeller_multilingual.npz`. Deterministic on one machine.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger.multilingual import multilingual_vectors
from services.quotes.labelling.network import numbered
from training.quotes import corpus, learning
from training.quotes.corpus import Example
from training.quotes.syntax import Syntax
from training.quotes.train import rows_of, write
from training.tagger.projected import projected

TARGET = Path("services/quotes/labelling/labeller_multilingual.npz")

NETWORKS: Final = ((5, 8), (6, 7))
"""Seed and epochs of each network: together they find as much as alone, and less that is not there."""

DROPPED_FORMS: Final = 0.3
"""More than in English, so that the network leans on the vectors, which languages share, rather than on the words."""

INVENTED: Final = 2
"""Times that an epoch reads the invented articles: some languages have no other."""

LEAST: Final = 2
"""Occurrences of an English word that gets a vector of its own."""

Rows: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]

log = logging.getLogger(__name__)


def english_rows(examples: Sequence[Example], syntax: Syntax, words: Mapping[str, int]) -> Iterator[Rows]:
    """What the learning reads of the English articles; `words`: the rows of the vectors of theirs."""
    index = multilingual_vectors().index
    for each, labels in zip(examples, syntax.label(examples), strict=True):
        rows = rows_of(each, index, labels)
        rows[:, 0] = [words.get(word.lower(), row) for word, row in zip(each.tokens.words, rows[:, 0], strict=True)]
        yield rows


def further_rows(examples: Sequence[Example]) -> Iterator[Rows]:
    """The same of the other languages, whose syntax nobody told."""
    index = multilingual_vectors().index
    for each in examples:
        yield rows_of(each, index, np.zeros((len(each.tokens), 3), dtype=np.int64))


def frequent(examples: Sequence[Example], least: int = 1) -> list[str]:
    """The words of articles in lower case, the most frequent first."""
    counts = Counter(word.lower() for each in examples for word in each.tokens.words if any(map(str.isalpha, word)))
    return [word for word, count in counts.most_common() if count >= least]


def learnt_beside_each_other(tasks: Sequence[learning.Task], rows: Sequence[Rows]) -> list[Mapping[str, Floats]]:
    """The weights of each network, learnt in processes of their own: one uses little more than one core."""
    with ProcessPoolExecutor(len(tasks), get_context("spawn"), show_progress) as pool:
        return list(pool.map(learning.learn, tasks, [rows] * len(tasks)))


def show_progress() -> None:
    """Write what is logged, with its time and process."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(process)d %(message)s")


def main() -> None:
    """Read, learn, write."""
    show_progress()
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("evaluation", type=Path)
    arguments.add_argument("parser", type=Path)
    arguments.add_argument("model", type=Path)
    given = arguments.parse_args()
    english = [each for each in corpus.read(given.evaluation) if not each.held_out]
    others = [each for each in corpus.read_beyond_english(given.evaluation) if not each.held_out]
    others += [each for each in others if each.is_invented] * (INVENTED - 1)
    others += corpus.read_narration(given.evaluation)
    log.info("read %d English articles and %d others", len(english), len(others))
    shipped = multilingual_vectors()
    table = shipped.matrix[np.arange(len(shipped.matrix))]
    words = frequent(english, LEAST)
    vectors = np.vstack([table, projected(words, frequent(others), given.model)])
    rows_of_words = dict(zip(words, range(len(table), len(vectors)), strict=True))
    syntax = Syntax(given.parser)
    rows = [*english_rows(english, syntax, rows_of_words), *further_rows(others)]
    tasks = [learning.Task(vectors, syntax.sizes, epochs, seed, DROPPED_FORMS) for seed, epochs in NETWORKS]
    write(TARGET, numbered(learnt_beside_each_other(tasks, rows)))
    log.info("wrote %s: %.1f MB", TARGET, TARGET.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
