"""When one article is a copy of another: the thresholds, and the reasons for them."""

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
"""Of the text that is contained. Real copies have 0.7 and more; follow-ups that use an earlier story again a third."""

COMMON_SHARE = 0.5
MIN_COMMON_CONTAINMENT = 0.95
"""Of a text that consists of what many stories have (COMMON_SHARE of it), as horoscopes out of a pool of sentences do:
then only all of it says that two are one."""

MAX_CONFLICT = 0.12
"""Of weighed words. Real copies replace under 0.03, the worst scans 0.1; forms filled in anew 0.15 and more."""

MAX_CONFLICT_OTHER = 0.05
SHORT_WORDS = 300
"""Two short items whose titles have no word in common must agree in every name: one name is what such an item says."""

MAX_CONFLICT_SAME_SOURCE = 0.08
"""Of two short items that one source sends under two names: forms come from one source, copies seldom do."""

MAX_CONFLICT_RENAMED = 0.02
"""Where the titles name different people, and each text its own, whatever was replaced is the story."""

MIN_NAMED_CONTAINMENT = 0.5
"""Of two pages with much around it, where the titles name what they share."""

MAX_BLOCKS_AGREEING = 0.6
MAX_BLOCKS = 0.3
"""Conflict of such pages at most, with what they link to at the same places: where long titles say the same, and where
a title names people whom a follow-up would name, too."""

MAX_CONFLICT_AGREEING = 0.2
"""Where long titles say the same, a lead may be written anew, or a scan be bad."""

MIN_NUMBERS = 2
MOST_NUMBERS = 1 / 3
"""So many numbers are not corrected, they are another day's, whatever the title says."""

MOST_OF_ROUND_UP = 0.5
"""One story's share of a digest."""

MIN_WEIGHT = 10.0
"""Shared words, weighed: less is a formula."""

CERTAIN = 0.97
"""Both texts have so much of each other, and nothing replaced: no other candidate can be better."""

NEARER = 0.1
"""What the share of the longer text counts beside that of the shorter one."""

PART = 0.6
"""A text of which no story covers so much holds several."""

MIN_PART = 0.5
"""How much of a story a round-up must hold for that story to count as part of it."""

CONTAINED = 0.9
"""How much of its old text a source's longer version keeps."""


Refusal = Literal["apart", "order", "replaced", "titles"]
"""Why a match is no copy: too little in common, or in another order; words that were replaced; titles that name what is
not shared."""


@dataclass
class Newcomer:
    """The article that is being judged, with what comparing it needs."""

    words: Words
    title_words: Words
    source: int
    keys: tuple[int, ...]
    places: tuple[int, ...]
    found: Found
    common: Commonness = field(default_factory=lambda: Commonness(None, 0.0))
    _text: Text | None = None
    _weights: Weights | None = None

    @property
    def is_comparable(self) -> bool:
        """Whether there is text at all."""
        return len(self.words) > 0 and len(self.keys) > 0

    @property
    def text(self) -> Text:
        """The words, prepared for comparisons."""
        if self._text is None:
            self._text = Text(self.words)
        return self._text

    def commonness(self) -> Commonness:
        """What of it many stories have."""
        stories = np.zeros(len(self.keys), np.intp)
        for place, articles in self.found.by_key.items():
            stories[place] = len(articles)
        return commonness(stories, self.places, len(self.words))

    def weigh(self, common: Commonness) -> None:
        """Let words that many stories have count less."""
        self.common = common
        self._weights = None if common.factors is None else self.text.weights * common.factors

    def compared_with(self, known: Known) -> Resemblance:
        """How much of it an earlier article has, and the reverse."""
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
        """By which the best match is chosen: of two that hold all of a text, the one with less beside it."""
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
        # Columns that were read across each other are in pieces, too; their title is not.
        return "order"
    if result.containment < _least_containment(newcomer, titles):
        return "apart"
    most_blocks = MAX_BLOCKS_AGREEING if titles.agree else MAX_BLOCKS
    is_shared = titles.name_the_shared and result.conflict <= most_blocks
    if (result.scattered if is_shared else result.conflict) > _most_conflict(newcomer, match, titles):
        return "replaced"
    if titles.name_the_rest or _is_one_of_several(titles, result) or _is_in_the_place_of(titles, result):
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
    """Whether it says the same with other numbers, as a series under one title does: prices, results, the weather."""
    replaced, shared = result.numbers
    return replaced >= MIN_NUMBERS and replaced > MOST_NUMBERS * (replaced + shared)


def _is_in_the_place_of(titles: Titles, result: Resemblance) -> bool:
    """Whether an item under another title stands where the earlier one has its own, in the furniture of one site."""
    is_elsewhere = titles.differ and not titles.name_the_shared
    return is_elsewhere and max((each.weight for each in result.replacements), default=0.0) >= BLOCK


def _is_one_of_several(titles: Titles, result: Resemblance) -> bool:
    """Whether the shared part is something that a longer text has beside what its own title names."""
    if not titles.differ:
        return False
    is_new_longer = result.new_in_old < result.old_in_new
    part, here = (result.new_in_old, titles.new_here) if is_new_longer else (result.old_in_new, titles.old_here)
    if here is None:
        return not is_new_longer and part < MOST_OF_ROUND_UP
    return part < MOST_OF_ROUND_UP and here < NAMED_ELSEWHERE
