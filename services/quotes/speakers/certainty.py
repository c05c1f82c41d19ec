"""How probable it is that the person whom the article means by a speaker's mention is the one that was found.

In: what kind of mention it is and what decided it. Out: a probability. Below `NAMED_FROM` no name is given: words put
into somebody's mouth are worse than a speaker who stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import Final

from services.quotes.speakers.mentions import Antecedent
from services.quotes.text.names import Name, NameIndex

NAMED_FROM: Final = 0.6
"""Probability from which a speaker is named; `docs/quotes.md` has the measured precision."""

DESCRIPTION_NAMED_FROM: Final = 0.65
"""The same of whom a description means: between 0.6 and 0.7 half are right (`training.quotes.descriptions`)."""

FULL_NAME, SURNAME, SHARED_SURNAME, ROLE, SHARED_ROLE, PAIR = 0.99, 0.98, 0.65, 0.9, 0.7, 0.7
"""By kind of mention: a name of several words, one word that one person bears, one that several bear ("Clinton"), a
role that one person has, one that several have, and "they". The third from surnames with a title in the training
articles, where the bearers differ in gender and none is the main one: of 167, without its title, 63 % would mean whom
it was joined to. The others are set by hand: no training set tells them."""

MAIN_BEARER, _MAIN_TIMES = 0.97, 5
"""That a surname which several bear means the one who is named in full first and five times as often as any other: of
173 with a title in the training articles, where the bearers differ in gender, the title is that one's in 170."""

FAMILY, SHARED_FAMILY = 0.85, 0.5
"""That a title and a surname mean a relative who was named by the given name alone, where no other bearer of the
surname can be meant, and where one can. Set by hand."""

DESCRIBED: Final = 0.8
"""That a pronoun means who was described a little before."""

PAIR_AWAY: Final = 0.4
"""Of "they" that means two people who neither spoke nor stand in the sentence before."""

CARRIED: Final = 0.8
"""That a statement beside which nobody is named is of who spoke before."""

_ANTECEDENT: Final = 0.97
"""That a pronoun means one of the people who were weighed: of those of whom the ranking is surest, so many agree in
gender with the pronoun when the ranking does not look at gender (`training.quotes.persons`)."""

_NOMINAL = (0.2, 0.6, -0.4, 0.0, -0.1, 0.0, 1.0)
"""Of a description, "the singer": bias, lead over the runner-up, logarithm of the number who fit, known to fit,
sentences between, weight, having said the last statement. Set by hand from what 710 masked names give (a quarter of the
training articles: 0.75, 0.74, -0.25, 0, -0.02, -0.51, 0.8). Masked names are harder: a description
follows the name that it means more closely than another name would, so the weight of that name, which tells against it
there, counts for nothing but a least one. Of 13 descriptions that it names in 168 training articles 11 were right."""

_LEAST_WEIGHT = 0.0
"""Whom a description means was the subject of a sentence not far off; less is a name by the way."""

_MOST_MARGIN = 4.0
"""A greater lead over the runner-up tells nothing more; it is also that of somebody without a rival."""


def signals(ranked: Sequence[Antecedent], last_speaker: str | None) -> list[float]:
    """What decides whether the first of those whom a description may mean is the one; the last speaker by entity."""
    first = ranked[0]
    margin = first.weight - ranked[1].weight if len(ranked) > 1 else _MOST_MARGIN
    return [
        1.0,
        min(margin, _MOST_MARGIN),
        log(len(ranked)),
        float(first.known),
        float(first.sentences),
        first.weight,
        float(first.name.entity.id == last_speaker),
    ]


def of_pronoun(ranked: Sequence[Antecedent]) -> float:
    """That a pronoun means the first of the people who were ranked; their weights are log odds."""
    first = ranked[0].weight
    return _ANTECEDENT / sum(exp(each.weight - first) for each in ranked)


def of_nominal(ranked: Sequence[Antecedent], last_speaker: str | None = None) -> float:
    """That a description means the first of the people or bodies who were ranked."""
    if ranked[0].weight < _LEAST_WEIGHT:
        return 0.0
    return _chance(_NOMINAL, signals(ranked, last_speaker))


def _chance(weights: Sequence[float], signals: Sequence[float]) -> float:
    log_odds = sum(weight * signal for weight, signal in zip(weights, signals, strict=True))
    return 1 / (1 + exp(-log_odds))


def shares(ranked: Sequence[Antecedent], first: float) -> list[float]:
    """Probabilities of the people who were ranked: that of the first is given, the others share the rest by weight."""
    odds = [exp(each.weight) for each in ranked[1:]]
    return [first, *((1 - first) * each / sum(odds) for each in odds)]


def of_name(name: Name, names: NameIndex) -> float:
    """That a printed name means the person whose name it was joined to."""
    if not name.is_person or name.words > 1:
        return FULL_NAME
    if names.bearers(name) == 1:
        return SURNAME
    return MAIN_BEARER if names.is_main_bearer(name, _MAIN_TIMES) else SHARED_SURNAME
