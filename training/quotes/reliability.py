"""How true `confidence` is: `python -m training.quotes.reliability EVALUATION_FOLDER` prints its calibration error.

On the articles that trained no network, in five folds: what calibrates is learnt anew from four of them and judged on
the fifth. A statement is right where its extent is annotated as said, at the scorer's measure, and its speaker's words
are the annotated ones or another mention of the same person. Statements beside pronouns are left out, for whom they
mean is not annotated.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from services.quotes.core import speakers_of
from services.quotes.labelling.calibration import Calibration
from services.quotes.labelling.extraction import TrainedExtractor, trained_extractor
from services.quotes.speakers.resolver import Evidence
from services.quotes.text.parsed_article import ParsedArticle
from training.quotes import beside, calibrating, corpus
from training.quotes.corpus import Example
from training.quotes.persons import regression

log = logging.getLogger(__name__)

FOLDS: Final = 5
BINS: Final = 10

UNJUDGED: Final[frozenset[Evidence]] = frozenset(["pronoun", "they", "described before"])
"""What decided who speaks where the annotation does not say who that is."""


class Judged(NamedTuple):
    """A statement: what was promised, and whether it is right; `of_person` is None where its extent is wrong."""

    confidence: float
    person: float
    right: bool
    of_person: bool | None


def judge(example: Example, extractor: TrainedExtractor) -> Iterator[Judged]:
    """The statements of an article, but those beside pronouns and those that lie in what is thought."""
    parsed = ParsedArticle.of(example.article)
    statements = extractor.statements(parsed, example.article.entities)
    thought = [span for quote in example.gold["quotes"] if not quote["speech"] for span in quote["spans"]]
    for statement, answer in zip(statements, speakers_of(statements, parsed), strict=True):
        gold = beside.annotated_quote(statement, example.gold["quotes"], parsed.text)
        if answer.evidence in UNJUDGED:
            continue
        start, end = statement.spans[0]
        if gold is None and any(first < end and start < last for first, last in thought):
            continue
        person = statement.mention * answer.person
        mention = answer.speaker.mention
        spans = [] if gold is None else gold["speaker_spans"]
        right = mention is not None and any(first < mention.end and mention.start < last for first, last in spans)
        if gold is not None and not right and statement.subject is not None:
            right = beside.is_right(statement.subject, spans, parsed)
        confidence = statement.extent * (statement.speech or 0.0) * person
        yield Judged(confidence, person, right, None if gold is None else right)


def recalibrated(examples: Sequence[Example], shipped: TrainedExtractor) -> TrainedExtractor:
    """The extractor with a calibration that some articles alone taught."""
    parts = [outcome for each in examples for outcome in calibrating.outcomes(each, *shipped.parts)]
    told = [outcome for each in examples for outcome in beside.outcomes(each, shipped)]
    signals, right = np.array([signal for signal, _ in told]), np.array([outcome for _, outcome in told], dtype=float)
    return shipped.calibrated(Calibration(calibrating.learn(parts), regression(signals, right).tolist()))


def calibration_error(promised: Sequence[float], came_true: Sequence[bool]) -> float:
    """Expected calibration error: the mean over bins of one width of how far promise and outcome differ."""
    chances, right = np.array(promised), np.array(came_true, dtype=float)
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    return float(sum(abs((chances - right)[bins == each].sum()) for each in range(BINS)) / len(chances))


def _report(found: Sequence[Judged]) -> None:
    persons = [(each.person, each.of_person) for each in found if each.of_person is not None]
    for name, told in (
        ("confidence", [(each.confidence, each.right) for each in found]),
        ("confidence_person", [(promised, bool(right)) for promised, right in persons]),
    ):
        promised, right = [chance for chance, _ in told], [outcome for _, outcome in told]
        means = (len(told), calibration_error(promised, right), np.mean(promised), np.mean(right))
        log.info("%s: %d statements, error %.3f, promised %.3f, right %.3f", name, *means)


def main() -> None:
    """Read, learn by folds, print."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("evaluation", type=Path)
    examples = list(corpus.read_held_out(arguments.parse_args().evaluation))
    shipped = trained_extractor()
    found: list[Judged] = []
    for fold in range(FOLDS):
        taught = recalibrated([each for at, each in enumerate(examples) if at % FOLDS != fold], shipped)
        found += [judged for each in examples[fold::FOLDS] for judged in judge(each, taught)]
    _report(found)


if __name__ == "__main__":
    main()
