"""Matching: decides whether one article is a copy of another, and holds the thresholds with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

import numpy as np

from services.dedup.commonness import Commonness, commonness
from services.dedup.known import Known
from services.dedup.memory import Found
from services.dedup.resemblance import BLOCK, Resemblance, Text, Weights, Words, resemblance
from services.dedup.titles import NAMED_ELSEWHERE, Titles, compared

MIN_CONTAINMENT = 0.6
"""Share of the contained text. Real copies have 0.7 and more; follow-ups that reuse an earlier story a third."""

COMMON_SHARE = 0.5
MIN_COMMON_CONTAINMENT = 0.95
"""Share of the contained text that is needed where `COMMON_SHARE` of a text is common to many stories, as in horoscopes
made of a pool of sentences: two such texts are copies only if they agree nearly throughout."""

MAX_CONFLICT = 0.12
"""Share of weighted words. Real copies replace under 0.03, the worst scans 0.1; templates filled in anew 0.15 and
more."""

MAX_CONFLICT_OTHER = 0.05
SHORT_WORDS = 300
"""Highest conflict of texts under `SHORT_WORDS` words whose titles have no word in common: they must agree in every
name, since one name may be all that such an item reports."""

MAX_CONFLICT_SAME_SOURCE = 0.08
"""Highest conflict of two short items of one source: templates come from one source, copies seldom do."""

MAX_CONFLICT_RENAMED = 0.02
"""Highest conflict where each title names other people, whom its own text names too: these are the story."""

MIN_NAMED_CONTAINMENT = 0.5
"""Share of the contained text that is enough where the titles name what two pages share, whatever surrounds it."""

MAX_BLOCKS_AGREEING = 0.6
MAX_BLOCKS = 0.3
"""Highest conflict of such pages including long replaced passages, such as links: where long titles agree, and where a
title only names people whom a follow-up would name too."""

MAX_CONFLICT_AGREEING = 0.2
"""Highest conflict where long titles agree: a lead may be rewritten, or a scan be bad."""

MIN_NUMBERS = 2
MOST_NUMBERS = 1 / 3
"""Replaced numbers, and their share of all numbers, from which they are those of another day and no corrections."""

MOST_OF_ROUND_UP = 0.5
"""Share of a round-up that one story has at most."""

MIN_WEIGHT = 10.0
"""Weight of the shared words: less is a stock phrase."""

CERTAIN = 0.97
"""Share of each other's text from which, with nothing replaced, no other candidate can match better."""

NEARER = 0.1
"""Weight of the longer text's share in a match's score; that of the shorter text counts 1."""

PART = 0.6
"""Share of a text: one that no single story covers so far may hold several stories."""

MIN_PART = 0.5
"""Share of a story that a round-up must hold for the story to count as one of its parts."""

CONTAINED = 0.9
"""Share of its old text that a source's longer version keeps."""


Refusal = Literal["apart", "order", "replaced", "titles"]
"""Why a match is no copy: too little in common; in another order; words were replaced; titles name what is not
shared."""


@dataclass
class Newcomer:
    """The article that is being judged, with all that a comparison needs.

    `positions`: the index of the word in which each key begins. `found`: what is remembered of its names and keys.
    """

    words: Words
    title_words: Words
    source: int
    keys: tuple[int, ...]
    positions: tuple[int, ...]
    found: Found
    common: Commonness = field(default_factory=lambda: Commonness(None, 0.0))
    _text: Text | None = None
    _weights: Weights | None = None

    @property
    def is_comparable(self) -> bool:
        """Whether the article has any text."""
        return len(self.words) > 0 and len(self.keys) > 0

    @property
    def text(self) -> Text:
        """The words, prepared for comparisons."""
        if self._text is None:
            self._text = Text(self.words)
        return self._text

    def commonness(self) -> Commonness:
        """How common each of its words is among the remembered stories."""
        stories = np.zeros(len(self.keys), np.intp)
        for index, articles in self.found.by_key.items():
            stories[index] = len(articles)
        return commonness(stories, self.positions, len(self.words))

    def weigh(self, common: Commonness) -> None:
        """Reduce the weights of words that many stories have."""
        self.common = common
        self._weights = None if common.factors is None else self.text.weights * common.factors

    def compared_with(self, known: Known) -> Resemblance:
        """How much of its text an earlier article has, and the reverse."""
        return resemblance(self.text, known.text, self._weights)


@dataclass(frozen=True)
class Match:
    """An earlier article and what it has in common with the newcomer."""

    MIN_LINK: ClassVar[float] = 0.2
    """Two articles that share a fifth of either text are worth a link."""

    number: int
    known: Known
    result: Resemblance
    shared_keys: int
    newcomer: Newcomer | None = None
    titles: Titles = field(default_factory=Titles)
    is_copy: bool = False
    refusal: Refusal | None = None

    @property
    def score(self) -> float:
        """The value by which the best match is chosen: of two that hold all of a text, the one with less other text."""
        share = self.result.containment + NEARER * min(self.result.new_in_old, self.result.old_in_new)
        return share * (1 - self.result.conflict) + self.titles.agree

    @property
    def is_certain(self) -> bool:
        """Whether no other match can be better."""
        return min(self.result.new_in_old, self.result.old_in_new) >= CERTAIN and self.result.conflict == 0

    @property
    def shares_text(self) -> bool:
        """Whether there is enough in common for a link."""
        result = self.result
        is_enough = result.containment >= self.MIN_LINK and result.shared_weight >= MIN_WEIGHT
        return is_enough and not result.is_patchwork

    @property
    def is_part(self) -> bool:
        """Whether the earlier article is one of several things in the newcomer."""
        return self.result.new_in_old < PART and self.result.old_in_new >= MIN_PART

    @property
    def is_longer_version_of_the_same_source(self) -> bool:
        """Whether the source says again what it said, and more."""
        return (
            self.newcomer is not None
            and self.known.names.source == self.newcomer.source != 0
            and self.result.old_in_new >= CONTAINED > self.result.new_in_old
        )


def judge_match(newcomer: Newcomer, match: Match) -> Match:
    """The match, with the judgement whether the newcomer is a copy, or else why it is none."""
    result = match.result
    if not match.known.compared or result.shared_weight < MIN_WEIGHT or result.containment < MIN_NAMED_CONTAINMENT:
        return replace(match, refusal="apart")
    titles = compared(newcomer.title_words, newcomer.text, match.known, result)
    refusal = _refusal(newcomer, match, titles)
    return replace(match, newcomer=newcomer, titles=titles, refusal=refusal, is_copy=refusal is None)


def _refusal(newcomer: Newcomer, match: Match, titles: Titles) -> Refusal | None:
    result = match.result
    if result.is_patchwork and not titles.agree:
        # A page whose columns were read line by line across is in pieces too, but its title is not.
        return "order"
    if result.containment < _least_containment(newcomer, titles):
        return "apart"
    most_blocks = MAX_BLOCKS_AGREEING if titles.agree else MAX_BLOCKS
    is_shared = titles.name_the_shared and result.conflict <= most_blocks
    if (result.scattered if is_shared else result.conflict) > _most_conflict(newcomer, match, titles):
        return "replaced"
    if titles.name_the_rest or _is_one_of_several(titles, result) or _replaces_the_item(titles, result):
        return "titles"
    return None


def _least_containment(newcomer: Newcomer, titles: Titles) -> float:
    if newcomer.common.share >= COMMON_SHARE:
        return MIN_COMMON_CONTAINMENT
    return MIN_NAMED_CONTAINMENT if titles.name_nothing_else else MIN_CONTAINMENT


def _most_conflict(newcomer: Newcomer, match: Match, titles: Titles) -> float:
    """How many of the words may be replaced."""
    known = match.known
    is_short = min(len(newcomer.words), len(known.words)) < SHORT_WORDS
    if titles.rename or (titles.count_anew and is_short):
        return MAX_CONFLICT_RENAMED
    if titles.agree:
        return MAX_CONFLICT if _counts_anew(match.result) else MAX_CONFLICT_AGREEING
    if is_short and titles.differ:
        return MAX_CONFLICT_OTHER
    if is_short and known.names.source == newcomer.source != 0:
        return MAX_CONFLICT_SAME_SOURCE
    return MAX_CONFLICT


def _counts_anew(result: Resemblance) -> bool:
    """Whether many numbers were replaced, as in a series under one title: prices, results, the weather."""
    replaced, shared = result.numbers
    return replaced >= MIN_NUMBERS and replaced > MOST_NUMBERS * (replaced + shared)


def _replaces_the_item(titles: Titles, result: Resemblance) -> bool:
    """Whether the texts are different items in the same furniture of a site: each replaces the other's as one block."""
    is_elsewhere = titles.differ and not titles.name_the_shared
    return is_elsewhere and max((each.weight for each in result.replacements), default=0.0) >= BLOCK


def _is_one_of_several(titles: Titles, result: Resemblance) -> bool:
    """Whether the shared part is one of several items of the longer text, and not the one that its title names."""
    if not titles.differ:
        return False
    is_new_longer = result.new_in_old < result.old_in_new
    part, here = (result.new_in_old, titles.new_here) if is_new_longer else (result.old_in_new, titles.old_here)
    if here is None:
        return not is_new_longer and part < MOST_OF_ROUND_UP
    return part < MOST_OF_ROUND_UP and here < NAMED_ELSEWHERE
