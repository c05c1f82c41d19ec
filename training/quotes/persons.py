"""The certainty of pronouns and descriptions: `python -m training.quotes.persons EVALUATION_FOLDER` prints the weights.

No training set says whom a pronoun means. So names are masked: where the articles print a name beside a statement, it
is asked whom a pronoun there would mean, and whom a description. That is harder than real pronouns, for writers print a
name where a pronoun would not do; what real pronouns add is the share of those that agree in gender with whom the
ranking would choose without looking at gender.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from schemas.article import AnnotatedArticle
from services.quotes.core import learnt_statements
from services.quotes.speakers import certainty
from services.quotes.speakers.antecedents import Antecedent, Antecedents
from services.quotes.speakers.nominals import Nominal, fits
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle
from training.quotes import corpus

log = logging.getLogger(__name__)

ROUNDS, SHRINK = 60, 1.0

NEAR = 3
"""Sentences back to the person's last mention: so near a pronoun could stand in the place of the name."""


Mask: TypeAlias = Literal["pronoun", "singer", "company"]
"""What stands where a name was: a pronoun of the person's gender, a noun that tells none, a noun for a body."""

Case: TypeAlias = tuple[Mask, list[float], bool]
"""The mask, the signals, and whether the ranking's first is who was masked."""


def masked(article: AnnotatedArticle) -> Iterator[Case]:
    """Each name of an article that stands beside a statement, masked in each way that it can be."""
    parsed = ParsedArticle.of(article)
    statements = learnt_statements(article, parsed)
    reported = [span for each in statements if each.reported for span in each.spans]
    speaking = [name.start for each in statements if each.subject for name in each.subject.names]
    antecedents = Antecedents(parsed, reported, speaking)
    last: str | None = None
    for each in statements:
        names = each.subject.names if each.subject else ()
        if len(names) != 1:
            last = last if each.subject is None else None
            continue
        for mask, ranked in _rankings(names[0], antecedents, parsed):
            meant = names[0].entity.id
            if any(rival.name.entity.id == meant and rival.sentences <= NEAR for rival in ranked):
                yield mask, certainty.signals(ranked, last), ranked[0].name.entity.id == meant
        last = names[0].entity.id


def _rankings(name: Name, antecedents: Antecedents, parsed: ParsedArticle) -> Iterator[tuple[Mask, list[Antecedent]]]:
    if name.is_person:
        yield "pronoun", antecedents.ranked(antecedents.genders.get(name.entity.id, "he"), name.start)
        yield "singer", antecedents.people(name.start, None)
    elif name.entity.type == "ORG":
        company = Nominal("company", "body")
        yield "company", antecedents.bodies(name.start, lambda other: fits(company, other, parsed))


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
    for mask in get_args(Mask):
        told = np.array([signals for kind, signals, _ in cases if kind == mask])
        right = np.array([meant for kind, _, meant in cases if kind == mask], dtype=float)
        weights = regression(told, right).round(2)
        log.info("%s: %d masked names, %.1f %% right: %s", mask, len(right), 100 * right.mean(), weights)


if __name__ == "__main__":
    main()
