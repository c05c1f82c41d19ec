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
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, TypeAlias

from copydesk.text.language.lexicon import Lexicon
from services.quotes.speakers.genders import Gender, find_genders
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

SENTENCES_BACK: Final = 10
NAMES_BACK: Final = 24
"""How far back an antecedent is looked for: sentences, and names of people."""

SUBJECT, TOPIC, SPEAKING, INTRODUCED, OBLIQUE, INSIDE_REPORT = 1.5, 1.0, 2.0, 2.0, -1.0, -1.0
NEXT_TO = 2.0
A_SENTENCE, A_PARAGRAPH, A_MENTION, FITTING = -0.6, -0.3, 0.1, 0.3
"""What a mention gains by its role in its sentence (a name that opens a paragraph is its topic; "Ann Lee, head of the
port," introduces her) and as subject of the sentence before in the same paragraph; what it loses a sentence and a
paragraph further away; what it gains by other mentions before and by a known gender. Set by hand: no training set says
whom a pronoun means."""

LEAST: Final = -4.0
"""What weighs less is no answer."""

_MOST_MENTIONS, _MOST_PARAGRAPHS = 5, 3
"""More mentions add nothing, and more paragraphs take nothing off."""

_WORD = re.compile(r"[^\W_]+")

_MODIFIER_REACH = 40
"""Characters between a name and another whose modifier it can be: "Trump campaign spokesman Jason Miller"."""

PAIR_DISTANCE: Final = 2500
"""Characters between two people named together and a "they": about six paragraphs."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in the narration; `weight` is what its role in its sentence gives it.

    `sentence`, `paragraph`: their numbers in the article.
    """

    name: Name
    sentence: int
    paragraph: int
    weight: float


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun or a description may mean, by the last mention that weighs most.

    `known`: the article tells that it fits, by gender. `sentences`, `paragraphs`: how far back that mention stands.
    """

    name: Name
    weight: float
    known: bool
    sentences: int
    paragraphs: int


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
        self._people = _Mentions(parsed, people, people, self._reported, self._speaking)
        pairs = list(_pairs(parsed, people))
        self._pair_ends = [right.end for _, right in pairs]
        self._pairs = pairs

    @cached_property
    def _bodies(self) -> _Mentions:
        """Organisations and places; few articles ask for them."""
        named = [name for name in self._parsed.names.all if self._narration.has(name.start)]
        bodies = [name for name in named if name.entity.type in ("ORG", "GPE")]
        return _Mentions(self._parsed, bodies, named, self._reported, self._speaking)

    def ranked(self, pronoun: Gender, offset: int, since: int = 0) -> list[Antecedent]:
        """The people whom a pronoun at an offset may mean, the likeliest first; with `since` subjects behind it."""
        return self._people.ranked(offset, lambda name: self._agrees(name, pronoun), since)

    def people(self, offset: int, gender: Gender | None) -> list[Antecedent]:
        """The people whom "the singer" at an offset may mean, the likeliest first; `gender`: what the noun tells."""
        return self._people.ranked(offset, lambda name: self._agrees(name, gender) if gender else None)

    def bodies(self, offset: int, fits: Fits) -> list[Antecedent]:
        """The organisations and places whom "the company" at an offset may mean, the likeliest first."""
        return self._bodies.ranked(offset, fits)

    def _agrees(self, name: Name, gender: Gender) -> bool | None:
        known = self.genders.get(name.entity.id)
        return None if known is None else known == gender

    def settle(self, person: Name, pronoun: Gender) -> None:
        """Who was "he" once is not "she" later."""
        self.genders.setdefault(person.entity.id, pronoun)

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


class _Mentions:
    """The mentions of some of an article's names, ranked by how likely each is meant at an offset."""

    def __init__(
        self,
        parsed: ParsedArticle,
        names: Sequence[Name],
        beside: Sequence[Name],
        reported: Sequence[tuple[int, int]],
        speaking: frozenset[int],
    ) -> None:
        """`beside`: the names that one of them can be a modifier of; the names themselves are among them."""
        self._parsed = parsed
        self._starts = [name.start for name in names]
        self._mentions = list(_mentions(parsed, names, beside, reported, speaking))

    def ranked(self, offset: int, fits: Fits, since: int = 0) -> list[Antecedent]:
        """Those that fit at an offset, the likeliest first; with `since` only subjects behind it."""
        end = bisect_left(self._starts, offset)
        sentence = bisect_right(self._parsed.sentence_starts, offset) - 1
        paragraph = self._parsed.paragraph_at(offset)
        near = self._mentions[max(bisect_left(self._starts, since), end - NAMES_BACK) : end]
        times = Counter(mention.name.entity.id for mention in near)
        best: dict[str, Antecedent] = {}
        for mention in near:
            entity = mention.name.entity.id
            if (since and mention.weight < SUBJECT) or sentence - mention.sentence > SENTENCES_BACK:
                continue
            fitting = fits(mention.name)
            if fitting is False:
                continue
            weight = mention.weight + A_SENTENCE * (sentence - mention.sentence)
            if mention.weight >= SUBJECT and mention.paragraph == paragraph and sentence - mention.sentence <= 1:
                weight += NEXT_TO
            weight += A_PARAGRAPH * min(paragraph - mention.paragraph, _MOST_PARAGRAPHS)
            weight += A_MENTION * min(times[entity], _MOST_MENTIONS) + (FITTING if fitting else 0.0)
            if weight >= LEAST and (entity not in best or weight >= best[entity].weight):
                distance = sentence - mention.sentence, paragraph - mention.paragraph
                best[entity] = Antecedent(mention.name, weight, bool(fitting), *distance)
        return sorted(best.values(), key=lambda each: (each.weight, each.name.start), reverse=True)


class _Narration:
    """What stands outside of quotation marks."""

    def __init__(self, parsed: ParsedArticle) -> None:
        marked = [each for quoted in parsed.quotations for each in quoted]
        self._starts = [each.start for each in marked]
        self._ends = [each.end for each in marked]

    def has(self, offset: int) -> bool:
        last = bisect_right(self._starts, offset) - 1
        return last < 0 or self._ends[last] <= offset


def _mentions(
    parsed: ParsedArticle,
    names: Sequence[Name],
    beside: Sequence[Name],
    reported: Sequence[tuple[int, int]],
    speaking: frozenset[int],
) -> Iterator[_Mention]:
    report_starts = [start for start, _ in reported]
    openings = frozenset(parsed.paragraph_starts)
    with_subject: set[int] = set()
    beside_starts = [name.start for name in beside]
    for name in names:
        sentence = bisect_right(parsed.sentence_starts, name.start) - 1
        at = bisect_right(beside_starts, name.start)
        following = beside[at] if at < len(beside) else None
        oblique = _is_oblique(parsed, name) or _is_modifier(parsed.text, name, following, parsed.lexicon)
        report = bisect_right(report_starts, name.start) - 1
        weight = 0.0
        if name.start in speaking:
            weight += SPEAKING + SUBJECT
        elif oblique:
            weight += OBLIQUE
        elif sentence not in with_subject:
            weight += SUBJECT
        if name.start in openings and not oblique:
            weight += TOPIC
        if not oblique:
            with_subject.add(sentence)
        if name.start not in speaking and _is_introduced(parsed.text, name):
            weight += INTRODUCED
        if report >= 0 and reported[report][1] > name.start:
            weight += INSIDE_REPORT
        yield _Mention(name, sentence, parsed.paragraph_at(name.start), weight)


def _is_introduced(text: str, name: Name) -> bool:
    """Whether a full name is followed by who that is: an age, a role behind a comma."""
    if " " not in text[name.start : name.end]:
        return False
    behind = text[name.end : name.end + 8]
    return behind.startswith(", ") and (behind[2:3].islower() or behind[2:3].isdigit())


def _is_oblique(parsed: ParsedArticle, name: Name) -> bool:
    """Whether the name is no subject: behind a preposition, a possessor, or told something."""
    if parsed.text[name.end : name.end + 1] in ("'", "’"):
        return True
    before = parsed.text[max(0, name.start - 16) : name.start].lower().split()
    if len(before) > 1 and before[-1] in parsed.lexicon.definite_articles:
        before.pop()
    return bool(before) and (before[-1] in parsed.lexicon.prepositions or before[-1] in parsed.lexicon.addressing)


def _is_modifier(text: str, name: Name, following: Name | None, lexicon: Lexicon) -> bool:
    if following is None or not 1 < following.start - name.end < _MODIFIER_REACH:
        return False
    between = text[name.end : following.start].split()
    if (
        not between
        or name.words > 1
        or not all(map(str.isalpha, between))
        or between[0].endswith(lexicon.participle_endings)
    ):
        return False
    return (lexicon.name_separators | lexicon.determiners).isdisjoint(between)


def _pairs(parsed: ParsedArticle, people: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    for left, right in pairwise(people):
        if right.start - left.end < _MODIFIER_REACH and left.entity.id != right.entity.id:
            between = [
                word for word in _WORD.findall(parsed.text[left.end : right.start].lower()) if not word.isdigit()
            ]
            if between[:1] and between[0] in parsed.lexicon.conjunctions and _is_kin(between[1:], parsed.lexicon):
                yield left, right


def _is_kin(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words before a name say no more than whose relative that is: "his wife"; or there are none."""
    return not words or (words[0] in lexicon.possessive_pronouns and words[-1] in lexicon.kin)
