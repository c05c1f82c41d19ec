"""Whom a description means: `python -m training.quotes.descriptions EVALUATION_FOLDER` learns `descriptions.json`.

From the sources of annotated statements that describe somebody, in the newspapers of the world, whose annotation tells
who that is by name: a conditional logit over those whom the narration names before it, and nobody. Every fifth article
is held out in turn, to measure it: how many it names, and how many of them rightly, by the least probability.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.quotes.speakers.descriptions import Told, description_of
from services.quotes.speakers.resolver import SpeakerResolver
from training import conditional_logit
from training.quotes import corpus
from training.quotes.corpus import Example
from training.quotes.sources import AnnotatedSources

log = logging.getLogger(__name__)

TARGET: Final = Path("services/quotes/speakers/descriptions.json")

FOLDS: Final = 5

STEPS, SHRINK = 600, 2.0

LEAST: Final = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom one description can mean, nobody last, and which of them are right."""

    told: Sequence[Told]
    right: Sequence[bool]
    fold: int


def choices(example: Example, fold: int) -> Iterator[Choice]:
    """The descriptions beside an article's annotated statements, read in order as the product reads them."""
    annotated = AnnotatedSources.of(example)
    antecedents, parsed = annotated.antecedents, annotated.parsed
    resolver = SpeakerResolver(parsed, antecedents)
    for subject, meant in annotated.sources:
        if not subject.names and subject.pronoun is None:
            words = resolver.with_article(subject.start, subject.end)
            description = description_of(words, subject.start, subject.end, parsed)
            bearer, shared = antecedents.roles.bearer(words, subject.start)
            if description is not None and (bearer is None or shared):
                found = list(antecedents.descriptions.candidates(description))
                right = [last.name.entity.id in meant for last, _ in found]
                nobody = antecedents.descriptions.nobody(description, len(found))
                yield Choice([*(told for _, told in found), nobody], [*right, not any(right)], fold)
        resolver.answer(subject)


def names_of(found: Sequence[Choice]) -> list[str]:
    """What can be told, in alphabetical order."""
    return sorted({name for choice in found for told in choice.told for name in told})


def _padded(
    found: Sequence[Choice], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Signals [choice, candidate, signal], 0 where there is a candidate, and which are right; nobody is the last one.

    Where there is no candidate that is minus infinity.
    """
    most = max(len(choice.told) for choice in found)
    column = {name: at for at, name in enumerate(names)}
    told = np.zeros((len(found), most, len(names)))
    prior = np.full((len(found), most), -np.inf)
    right = np.zeros((len(found), most), dtype=np.bool_)
    for at, choice in enumerate(found):
        first = most - len(choice.told)
        for row, signals in enumerate(choice.told, first):
            for name, value in signals.items():
                told[at, row, column[name]] = value
        prior[at, first:] = 0.0
        right[at, first:] = choice.right
    return told, prior, right


def learn(found: Sequence[Choice], names: Sequence[str]) -> NDArray[np.float64]:
    """The weights that make the annotated answers likeliest; deterministic."""
    return conditional_logit.fitted(*_padded(found, names), STEPS, SHRINK)


def judge(found: Sequence[Choice], names: Sequence[str]) -> Iterator[tuple[float, bool, bool]]:
    """For each held-out description how likely the likeliest name is, whether it is right, whether any one is."""
    for fold in range(FOLDS):
        held_out = [choice for choice in found if choice.fold == fold]
        weights = learn([choice for choice in found if choice.fold != fold], names)
        told, prior, right = _padded(held_out, names)
        chances = conditional_logit.chances(weights, told, prior)[:, :-1]
        best, each = chances.argmax(1), np.arange(len(held_out))
        yield from zip(chances[each, best].tolist(), right[each, best].tolist(), (~right[:, -1]).tolist(), strict=True)


def _report(judged: Sequence[tuple[float, bool, bool]]) -> None:
    chances = np.array([chance for chance, _, _ in judged])
    right = np.array([each for _, each, _ in judged])
    brier = np.square(chances - right).mean()
    nameable = sum(each for *_, each in judged)
    log.info("%d descriptions, %d of somebody named; Brier score %.4f", len(judged), nameable, brier)
    for least in LEAST:
        named = chances >= least
        told = least, named.sum(), (named & right).sum(), chances[named].mean(), right[named].mean()
        log.info("from %.1f: %d named, %d right, promised %.3f, right %.3f", *told)


def main() -> None:
    """Read, measure, learn, write."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("evaluation", type=Path)
    examples = corpus.read_worldwide(arguments.parse_args().evaluation)
    found = [choice for at, each in enumerate(examples) for choice in choices(each, at % FOLDS)]
    names = names_of(found)
    _report(list(judge(found, names)))
    weights = dict(zip(names, learn(found, names).round(3).tolist(), strict=True))
    TARGET.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
