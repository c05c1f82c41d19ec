"""Whom a pronoun means: `python -m training.quotes.persons EVALUATION_FOLDER` learns `speakers/pronouns.json`.

Two kinds of pronouns beside statements teach. In the newspapers of the world the annotation names whom each means. Of
US politics it does not, but grammar does, in part: "she" means none of those whom titles and given names show to be
men. So there the ranking learns, without being told any gender, to give its probability to the people of the pronoun's
gender: a conditional logit whose outcome is "one of these". Only pronouns teach before which people of both genders are
named. Every fifth article is held out in turn, to measure it.

It prints, too, how sure a description is, from masked names: where an article prints a name beside a statement, it is
asked whom "the singer" or "the company" there would mean.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from schemas.article import AnnotatedArticle
from services.quotes.core import learnt_statements
from services.quotes.speakers import certainty
from services.quotes.speakers.antecedents import Antecedents
from services.quotes.speakers.genders import Gender, Genders, given_name_gender, title_of
from services.quotes.speakers.mentions import Antecedent
from services.quotes.speakers.nominals import Nominal, fits
from services.quotes.speakers.pronouns import SIGNALS, Pronouns, trained_weights
from services.quotes.speakers.resolver import SpeakerResolver
from services.quotes.statement import Statement
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle
from training import conditional_logit
from training.logistic_regression import fitted
from training.quotes import corpus
from training.quotes.corpus import Example
from training.quotes.sources import AnnotatedSources

log = logging.getLogger(__name__)

TARGET: Final = Path("services/quotes/speakers/pronouns.json")

FOLDS: Final = 5

PASSES: Final = 2
"""What the ranking says of earlier pronouns is a signal for later ones, so they are read again once it has learnt."""

STEPS, SHRINK = 300, 1.0

NEAR: Final = 3
"""Sentences back to the last mention: so near a description could stand in the place of the name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """People whom one pronoun could mean [candidate, signal]; the first `right` are of its gender, or are the one.

    `prior`: log odds that each is of its gender [candidate]; zeros where no gender is told.
    """

    told: NDArray[np.float64]
    prior: NDArray[np.float64]
    right: int
    fold: int
    named: bool
    """Whether the annotation names who is meant."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article as the ranking reads it; `heard`: who speaks where, as the resolver answers."""

    parsed: ParsedArticle
    statements: Sequence[Statement]
    antecedents: Antecedents
    heard: list[tuple[int, str | None]]


def read(article: AnnotatedArticle) -> Read:
    """Statements and their speakers as the product finds them."""
    parsed = ParsedArticle.of(article)
    statements = learnt_statements(article, parsed)
    reported = [span for each in statements if each.reported for span in each.spans]
    speaking = [name.start for each in statements if each.subject for name in each.subject.names]
    antecedents = Antecedents(parsed, reported, speaking)
    resolver = SpeakerResolver(parsed, antecedents)
    heard: list[tuple[int, str | None]] = []
    for each in statements:
        if each.subject is not None and not each.carried:
            answer = resolver.answer(each.subject)
            heard.append((each.subject.start, next(iter(answer.speaker.entity_ids), None)))
    return Read(parsed, statements, antecedents, heard)


def choices(each: Read, weights: Sequence[float], fold: int) -> Iterator[Choice]:
    """The pronouns beside an article's statements; nothing that is told of a person depends on a gender."""
    mentions = each.antecedents.mentions
    told: dict[str, Gender] = {}
    for name in (mention.name for mention in mentions):
        gender = title_of(each.parsed, name) or given_name_gender(name)
        if gender is not None:
            told.setdefault(name.entity.id, gender)
    pronouns = Pronouns(each.parsed, mentions, Genders(), weights)
    for offset, entity in each.heard:
        pronouns.heard(offset, entity)
    for statement in each.statements:
        subject = statement.subject
        if subject is None or statement.carried or subject.pronoun not in ("he", "she"):
            continue
        pronouns.ranked(subject.pronoun, subject.start)
        described = pronouns.described(subject.pronoun, subject.start)
        known = [(told.get(last.name.entity.id), signals) for last, signals in described]
        right = [signals for gender, signals in known if gender == subject.pronoun]
        wrong = [signals for gender, signals in known if gender not in (None, subject.pronoun)]
        if right and wrong:
            told_of = np.array(right + wrong, dtype=float)
            yield Choice(told_of, np.zeros(len(told_of)), len(right), fold, named=False)


def named_choices(example: Example, fold: int) -> Iterator[Choice]:
    """The pronouns beside an article's annotated statements that name whom they mean, read in order."""
    annotated = AnnotatedSources.of(example)
    resolver = SpeakerResolver(annotated.parsed, annotated.antecedents)
    antecedents = annotated.antecedents
    for subject, meant in annotated.sources:
        if subject.pronoun in ("he", "she"):
            candidates = list(antecedents.told(subject.pronoun, subject.start))
            right = [(prior, signals) for entity, prior, signals in candidates if entity in meant]
            wrong = [(prior, signals) for entity, prior, signals in candidates if entity not in meant]
            if right and wrong:
                told = np.array([signals for _, signals in right + wrong], dtype=float)
                prior = np.array([log_odds for log_odds, _ in right + wrong])
                yield Choice(told, prior, len(right), fold, named=True)
        resolver.answer(subject)


def _padded(
    found: Sequence[Choice],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Signals [choice, candidate, signal], what is known of each before [choice, candidate], and which are right.

    Where there is no candidate that is minus infinity.
    """
    most = max(len(choice.told) for choice in found)
    told = np.zeros((len(found), most, len(SIGNALS)))
    prior = np.full((len(found), most), -np.inf)
    right = np.zeros((len(found), most), dtype=np.bool_)
    for at, choice in enumerate(found):
        told[at, : len(choice.told)] = choice.told
        prior[at, : len(choice.told)] = choice.prior
        right[at, : choice.right] = True
    return told, prior, right


def learn(found: Sequence[Choice]) -> NDArray[np.float64]:
    """The weights that make it likeliest that somebody of the pronoun's gender is meant; deterministic."""
    return conditional_logit.fitted(*_padded(found), STEPS, SHRINK)


def judge(found: Sequence[Choice]) -> Iterator[tuple[float, bool]]:
    """For each held-out pronoun the probability of the likeliest person, and whether that one is right.

    Those whom the annotation names, if there are such.
    """
    for fold in range(FOLDS):
        weights = learn([choice for choice in found if choice.fold != fold])
        told, prior, right = _padded([choice for choice in found if choice.fold == fold and choice.named])
        chances = conditional_logit.chances(weights, told, prior)
        best, each = chances.argmax(1), np.arange(len(chances))
        yield from zip(chances[each, best].tolist(), right[each, best].tolist(), strict=True)


def _report(judged: Sequence[tuple[float, bool]]) -> None:
    chances, agree = np.array([chance for chance, _ in judged]), np.array([right for _, right in judged])
    log.info("%d named pronouns held out in turn: %.1f %% right", len(agree), 100 * agree.mean())
    for low, high in pairwise((0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            told = inside.sum(), chances[inside].mean(), agree[inside].mean()
            log.info("promised from %.2f: %d, mean %.3f, right %.3f", low, *told)


Mask: TypeAlias = Literal["singer", "company"]
"""What stands where a name was: a noun for a person that tells no gender, a noun for a body."""

Case: TypeAlias = tuple[Mask, list[float], bool]
"""The mask, the signals, and whether the ranking's first is who was masked."""


def masked(each: Read) -> Iterator[Case]:
    """Each name of an article that stands beside a statement, masked in each way that it can be."""
    last: str | None = None
    for statement in each.statements:
        names = statement.subject.names if statement.subject else ()
        if len(names) != 1:
            last = last if statement.subject is None else None
            continue
        meant = names[0].entity.id
        for mask, ranked in _rankings(names[0], each):
            if any(rival.name.entity.id == meant and rival.sentences <= NEAR for rival in ranked):
                yield mask, certainty.signals(ranked, last), ranked[0].name.entity.id == meant
        last = meant


def _rankings(name: Name, each: Read) -> Iterator[tuple[Mask, list[Antecedent]]]:
    if name.is_person:
        yield "singer", each.antecedents.people(name.start, None)
    elif name.entity.type == "ORG":
        company = Nominal("company", "body")
        yield "company", each.antecedents.bodies(name.start, lambda other: fits(company, other, each.parsed))


def regression(told: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression of `right` [case] on `told` [case, signal], each weight shrunk alike."""
    return fitted(told, right, np.full(told.shape[1], SHRINK))


def _report_masks(cases: Iterable[Case]) -> None:
    found = list(cases)
    for mask in get_args(Mask):
        told = np.array([signals for kind, signals, _ in found if kind == mask])
        right = np.array([meant for kind, _, meant in found if kind == mask], dtype=float)
        weights = regression(told, right).round(2)
        log.info("%s: %d masked names, %.1f %% right: %s", mask, len(right), 100 * right.mean(), weights)


def write(weights: Mapping[str, float]) -> None:
    """The weights by their signals, one a line."""
    TARGET.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read, learn, measure, write."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("evaluation", type=Path)
    given = arguments.parse_args()
    articles = [read(example.article) for example in corpus.read_unnamed(given.evaluation)]
    worldwide = corpus.read_worldwide(given.evaluation)
    named = [choice for at, each in enumerate(worldwide) for choice in named_choices(each, at % FOLDS)]
    log.info("read %d articles, and %d pronouns of others", len(articles), len(named))
    weights = np.array(trained_weights())
    for _ in range(PASSES):
        told = [choice for at, each in enumerate(articles) for choice in choices(each, weights.tolist(), at % FOLDS)]
        found = [*told, *named]
        weights = learn(found)
    _report(list(judge(found)))
    write(dict(zip(SIGNALS, weights.round(3).tolist(), strict=True)))
    _report_masks(case for each in articles for case in masked(each))


if __name__ == "__main__":
    main()
