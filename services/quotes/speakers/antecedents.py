"""Whom a pronoun or a definite description means.

In: a parsed article, the spans of its reported speech, and where those stand who speak. Out: for a pronoun or a
description at an offset the people or bodies whom the narration makes likely, the likeliest first, or the two people
named together. Names inside quotations are no antecedents.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, TypeAlias

from copydesk.text.language.lexicon import Lexicon
from services.quotes.speakers.described import described_people
from services.quotes.speakers.descriptions import Descriptions
from services.quotes.speakers.genders import Gender, find_genders
from services.quotes.speakers.mentions import (
    MODIFIER_REACH,
    NAMES_BACK,
    SENTENCES_BACK,
    Antecedent,
    Mention,
    mentions_of,
)
from services.quotes.speakers.nominals import Nominal, fits
from services.quotes.speakers.pronouns import Pronouns
from services.quotes.speakers.roles import Roles
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

SUBJECT, TOPIC, SPEAKING, INTRODUCED, OBLIQUE, INSIDE_REPORT = 1.5, 1.0, 2.0, 2.0, -1.0, -1.0
NEXT_TO = 2.0
A_SENTENCE, A_PARAGRAPH, A_MENTION, FITTING = -0.6, -0.3, 0.1, 0.3
"""What a mention gains by its role in its sentence (a name that opens a paragraph is its topic; "Ann Lee, head of the
port," introduces her) and as subject of the sentence before in the same paragraph; what it loses a sentence and a
paragraph further away; what it gains by other mentions before and by a known gender. Set by hand, for
descriptions; `speakers/pronouns.py` has what is learnt of pronouns."""

LEAST: Final = -4.0
"""What weighs less is no answer."""

_MOST_MENTIONS, _MOST_PARAGRAPHS = 5, 3
"""More mentions add nothing, and more paragraphs take nothing off."""

_WORD = re.compile(r"[^\W_]+")

PAIR_DISTANCE: Final = 2500
"""Characters between two people named together and a "they": about six paragraphs."""

_SHORT = 4
"""Letters of words that end like a plural and are none: "this", "his"."""


Fits: TypeAlias = Callable[[Name], bool | None]
"""Whether a name fits a pronoun or a description; None where the article does not tell."""


class Antecedents:
    """The people and bodies whom the narration of one article names, in reading order."""

    def __init__(self, parsed: ParsedArticle, reported: Iterable[tuple[int, int]], speaking: Iterable[int]) -> None:
        """`reported`: spans of reported speech; `speaking`: where the names begin of those who say something."""
        self._parsed = parsed
        self._narration = _Narration(parsed)
        self._reported = sorted(reported)
        self._speaking = frozenset(speaking)
        people = [name for name in parsed.names.people if self._narration.has(name.start)]
        self.genders = find_genders(parsed, people)
        self.mentions = list(mentions_of(parsed, people, people, self._reported, self._speaking))
        self._people = _Ranking(parsed, self.mentions)
        self.roles = Roles(parsed)
        described = list(described_people(parsed, self.roles, self.people))
        self._pronouns = Pronouns(parsed, self.mentions, self.genders, described=described)
        pairs = list(_pairs(parsed, people))
        self._pair_ends = [right.end for _, right in pairs]
        self._pairs = pairs

    @cached_property
    def descriptions(self) -> Descriptions:
        """What descriptions can mean; few articles have one as a speaker."""
        named = [name for name in self._parsed.names.all if self._narration.has(name.start)]
        some = [name for name in named if name.entity.type in ("PERSON", "ORG", "GPE")]
        mentions = list(mentions_of(self._parsed, some, named, self._reported, self._speaking))
        return Descriptions(self._parsed, mentions, self.genders, self.roles, self._pronouns.history, self.nominal)

    @cached_property
    def _bodies(self) -> _Ranking:
        """Organisations and places; few articles ask for them."""
        named = [name for name in self._parsed.names.all if self._narration.has(name.start)]
        bodies = [name for name in named if name.entity.type in ("ORG", "GPE")]
        return _Ranking(self._parsed, list(mentions_of(self._parsed, bodies, named, self._reported, self._speaking)))

    def ranked(self, pronoun: Gender, offset: int, since: int = 0) -> list[Antecedent]:
        """The people whom a pronoun at an offset may mean, the likeliest first; with `since` subjects behind it."""
        return self._pronouns.ranked(pronoun, offset, since)

    def told(self, pronoun: Gender, offset: int) -> Iterator[tuple[str, float, list[float]]]:
        """Each person whom a pronoun at an offset can mean: entity, log odds of the gender, what is told of them."""
        self._pronouns.ranked(pronoun, offset)
        return self._pronouns.fitting(pronoun, offset)

    def heard(self, offset: int, entity: str | None) -> None:
        """Who speaks at an offset, by entity; None for somebody whom the article does not name."""
        self._pronouns.heard(offset, entity)

    def people(self, offset: int, gender: Gender | None) -> list[Antecedent]:
        """The people whom "the singer" at an offset may mean, the likeliest first; `gender`: what the noun tells."""
        return self._people.ranked(offset, lambda name: self._agrees(name, gender) if gender else None)

    def nominal(self, nominal: Nominal, offset: int) -> list[Antecedent]:
        """Whom a description at an offset may mean by its noun, the likeliest first."""
        if nominal.means_person:
            return self.people(offset, nominal.gender)
        return self.bodies(offset, lambda name: fits(nominal, name, self._parsed))

    def bodies(self, offset: int, fits: Fits) -> list[Antecedent]:
        """The organisations and places whom "the company" at an offset may mean, the likeliest first."""
        return self._bodies.ranked(offset, fits)

    def _agrees(self, name: Name, gender: Gender) -> bool | None:
        known = self.genders.known.get(name.entity.id)
        return None if known is None else known == gender

    def settle(self, person: Name, pronoun: Gender) -> None:
        """A pronoun most likely meant a person, who is hardly of the other gender later."""
        self.genders.settle(person.entity.id, pronoun)

    def pair(self, offset: int) -> tuple[Name, ...]:
        """The two people whom a "they" at an offset can mean."""
        last = bisect_left(self._pair_ends, offset) - 1
        if last < 0 or offset - self._pair_ends[last] > PAIR_DISTANCE:
            return ()
        return self._pairs[last]

    def is_near(self, offset: int) -> bool:
        """Whether those two spoke, or stand in the same sentence as the offset or the one before."""
        pair = self.pair(offset)
        if not pair:
            return False
        sentence = bisect_right(self._parsed.sentence_starts, pair[0].start)
        here = bisect_right(self._parsed.sentence_starts, offset)
        return here - sentence <= 1 or not self._speaking.isdisjoint(name.start for name in pair)


class _Ranking:
    """Mentions ranked by how likely each is meant by a description at an offset."""

    def __init__(self, parsed: ParsedArticle, mentions: Sequence[Mention]) -> None:
        self._parsed = parsed
        self._starts = [mention.name.start for mention in mentions]
        self._mentions = mentions

    def ranked(self, offset: int, fits: Fits) -> list[Antecedent]:
        """Those that fit at an offset, the likeliest first."""
        end = bisect_left(self._starts, offset)
        sentence = self._parsed.sentence_at(offset)
        paragraph = self._parsed.paragraph_at(offset)
        near = self._mentions[max(0, end - NAMES_BACK) : end]
        times = Counter(mention.name.entity.id for mention in near)
        best: dict[str, Antecedent] = {}
        for mention in near:
            entity = mention.name.entity.id
            fitting = fits(mention.name)
            if fitting is False or sentence - mention.sentence > SENTENCES_BACK:
                continue
            weight = own = _weight(mention)
            weight += A_SENTENCE * (sentence - mention.sentence)
            if own >= SUBJECT and mention.paragraph == paragraph and sentence - mention.sentence <= 1:
                weight += NEXT_TO
            weight += A_PARAGRAPH * min(paragraph - mention.paragraph, _MOST_PARAGRAPHS)
            weight += A_MENTION * min(times[entity], _MOST_MENTIONS) + (FITTING if fitting else 0.0)
            if weight >= LEAST and (entity not in best or weight >= best[entity].weight):
                distance = sentence - mention.sentence, paragraph - mention.paragraph
                best[entity] = Antecedent(mention.name, weight, bool(fitting), *distance)
        return sorted(best.values(), key=lambda each: (each.weight, each.name.start), reverse=True)


def _weight(mention: Mention) -> float:
    """What a mention's role in its sentence gives it."""
    weight = SPEAKING if mention.speaking else 0.0
    weight += SUBJECT if mention.subject else 0.0
    weight += OBLIQUE if mention.oblique and not mention.speaking else 0.0
    weight += TOPIC if mention.topic else 0.0
    weight += INTRODUCED if mention.introduced else 0.0
    return weight + (INSIDE_REPORT if mention.reported else 0.0)


class _Narration:
    """What stands outside of quotation marks."""

    def __init__(self, parsed: ParsedArticle) -> None:
        marked = [each for quoted in parsed.quotations for each in quoted]
        self._starts = [each.start for each in marked]
        self._ends = [each.end for each in marked]

    def has(self, offset: int) -> bool:
        last = bisect_right(self._starts, offset) - 1
        return last < 0 or self._ends[last] <= offset


def _pairs(parsed: ParsedArticle, people: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    for left, right in pairwise(people):
        if right.start - left.end < MODIFIER_REACH and left.entity.id != right.entity.id:
            between = [
                word for word in _WORD.findall(parsed.text[left.end : right.start].lower()) if not word.isdigit()
            ]
            joined = between[:1] and between[0] in parsed.lexicon.conjunctions and _is_kin(between[1:], parsed.lexicon)
            if joined and not _is_met(left, parsed):
                yield left, right


def _is_met(name: Name, parsed: ParsedArticle) -> bool:
    """Whether several others are the subject of the name's sentence: "Villagers met Ann Lee"."""
    opening = parsed.sentence_start(name.start)
    words = _WORD.findall(parsed.text[opening : name.start])
    if words and words[0].lower() in parsed.lexicon.determiners:
        del words[0]
    if len(words) < 2 or parsed.names.at(opening, opening + len(words[0])):  # noqa: PLR2004
        return False
    return len(words[0]) > _SHORT and words[0].endswith(parsed.lexicon.plural_endings)


def _is_kin(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words before a name say no more than whose relative that is: "his wife"; or there are none."""
    return not words or (words[0] in lexicon.possessive_pronouns and words[-1] in lexicon.kin)
