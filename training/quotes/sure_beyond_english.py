"""How sure clauses of the other languages are: `python -m training.quotes.sure_beyond_english EVALUATION_FOLDER`.

Prints the weights `CERTAINTY` of `services/quotes/labelling/beyond_english.py`, learnt of the reported clauses that the
shipped networks see in the held-out articles, and what they promise beside what comes true.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from services.quotes.labelling.beyond_english import (
    SHORTEST,
    SPOKEN,
    beyond_english_labeller,
    extent_of,
    signals,
)
from services.quotes.labelling.evidence import QUOTATION_COLUMN
from services.quotes.labelling.labeller import LabelledSpan
from training.logistic_regression import fitted
from training.quotes import corpus
from training.quotes.corpus import Example

LEAST_SHARED: Final = 0.8
"""F of the characters of two extents that count as the same."""

LEAST: Final = 0.3
"""Mean probability of a clause below which nobody looks at it."""

log = logging.getLogger(__name__)

BINS: Final = 10

PENALTY: Final = 0.01
"""So small that it only keeps the weights finite."""

Floats: TypeAlias = NDArray[Any]


def _is_clause(content: LabelledSpan, example: Example) -> bool:
    quoted = example.evidence[content.start : content.end, QUOTATION_COLUMN] > 0
    is_plain = 2 * int(quoted.sum()) <= content.end - content.start
    return (
        is_plain
        and content.speech >= SPOKEN
        and content.end - content.start >= SHORTEST
        and content.probability >= LEAST
    )


def _is_right(content: LabelledSpan, example: Example) -> bool:
    start, end = extent_of(content, example.article.text)
    spans = (span for quote in example.gold["quotes"] for span in quote["spans"])
    return any(
        2 * (min(end, last) - max(start, first)) >= LEAST_SHARED * (end - start + last - first) for first, last in spans
    )


def outcomes(examples: Sequence[Example]) -> Iterator[tuple[tuple[float, ...], bool]]:
    """For each reported clause that the networks see what tells how sure it is, and whether it is one."""
    for each in examples:
        for content in beyond_english_labeller().label(each.tokens, each.evidence).contents:
            if _is_clause(content, each):
                yield signals(content), _is_right(content, each)


def main() -> None:
    """Read, learn, print."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("evaluation", type=Path)
    given = arguments.parse_args()
    held_out = [each for each in corpus.read_beyond_english(given.evaluation) if each.held_out]
    told, right = zip(*outcomes(held_out), strict=True)
    inputs, answers = np.array(told), np.array(right, dtype=float)
    weights = fitted(inputs, answers, np.full(inputs.shape[1], PENALTY))
    log.info("%d clauses of %d articles; weights %s", len(answers), len(held_out), np.round(weights, 2).tolist())
    promised = 1 / (1 + np.exp(-inputs @ weights))
    for at in range(BINS):
        some = (promised * BINS).astype(int) == at
        if some.any():
            log.info("%d promised %.2f, right %.2f", some.sum(), promised[some].mean(), answers[some].mean())


if __name__ == "__main__":
    main()
