"""The certainty of pronouns: `python -m training.quotes.persons EVALUATION_FOLDER` prints the regression's weights.

No training set says whom a pronoun means. So names are masked: where the articles print a person's name beside a
statement, it is asked whom a pronoun there would mean. That is harder than real pronouns, for writers print a name
where a pronoun would not do; what real pronouns add is the share of those that agree in gender with whom the ranking
would choose without looking at gender.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.article import AnnotatedArticle
from services.quotes.core import statements_of
from services.quotes.speakers import certainty
from services.quotes.speakers.antecedents import Antecedents
from services.quotes.text.parsed_article import ParsedArticle
from training.quotes import corpus

log = logging.getLogger(__name__)

ROUNDS, SHRINK = 60, 1.0

NEAR = 3
"""Sentences back to the person's last mention: so near a pronoun could stand in the place of the name."""


def masked(article: AnnotatedArticle) -> Iterator[tuple[list[float], bool]]:
    """Signals of each masked name of an article, and whether the ranking's first is the person."""
    parsed = ParsedArticle.of(article)
    statements = statements_of(article, parsed)
    reported = [span for each in statements if each.reported for span in each.spans]
    speaking = [name.start for each in statements if each.subject for name in each.subject.names]
    antecedents = Antecedents(parsed, reported, speaking)
    last: str | None = None
    for each in statements:
        names = each.subject.names if each.subject else ()
        if len(names) != 1 or not names[0].is_person:
            last = last if each.subject is None else None
            continue
        person = names[0].entity.id
        ranked = antecedents.ranked(antecedents.genders.get(person, "he"), names[0].start)
        if any(rival.name.entity.id == person and rival.sentences <= NEAR for rival in ranked):
            yield certainty.signals(ranked, last), ranked[0].name.entity.id == person
        last = person


def regression(told: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression by Newton's method: `told` [case, signal], `right` [case]."""
    weights = np.zeros(told.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-told @ weights))
        slope = told.T @ (right - chance) - SHRINK * weights
        bend = (told * (chance * (1 - chance))[:, None]).T @ told + SHRINK * np.eye(told.shape[1])
        weights += np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Read, learn, print."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("evaluation", type=Path)
    given = arguments.parse_args()
    examples = corpus.read(given.evaluation / "quotes" / "polnear_train.jsonl.gz")
    cases = [case for example in examples for case in masked(example.article)]
    told, right = np.array([told for told, _ in cases]), np.array([right for _, right in cases], dtype=float)
    log.info("%d masked names, %.1f %% right: %s", len(cases), 100 * right.mean(), regression(told, right).round(2))


if __name__ == "__main__":
    main()
