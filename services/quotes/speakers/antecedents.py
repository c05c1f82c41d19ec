"""Whom a pronoun means.

In: a parsed article, the spans of its reported speech, and where those stand who speak. Out: for a pronoun at an offset
the people whom the narration makes likely, the likeliest first, or the two people named together. Names inside
quotations are no antecedents.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

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

_MODIFIER_REACH = 40
"""Characters between a name and another whose modifier it can be: "Trump campaign spokesman Jason Miller"."""

PAIR_DISTANCE: Final = 2500
"""Characters between two people named together and a "they": about six paragraphs."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A person's name in the narration; `weight` is what its role in its sentence gives it.

    `sentence`, `paragraph`: their numbers in the article.
    """

    name: Name
    sentence: int
    paragraph: int
    weight: float


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A person whom a pronoun may mean, by the last mention that weighs most.

    `known`: the article tells the person's gender. `sentences`, `paragraphs`: how far back that mention stands.
    """

    name: Name
    weight: float
    known: bool
    sentences: int
    paragraphs: int


class Antecedents:
    """The people whom the narration of one article names, in reading order."""

    def __init__(self, parsed: ParsedArticle, reported: Iterable[tuple[int, int]], speaking: Iterable[int]) -> None:
        """`reported`: spans of reported speech; `speaking`: where the names begin of those who say something."""
        self._parsed = parsed
        narration = _Narration(parsed)
        people = [name for name in parsed.names.people if narration.has(name.start)]
        self.genders = find_genders(parsed, people)
        self._starts = [name.start for name in people]
        self._speaking = frozenset(speaking)
        self._mentions = list(_mentions(parsed, people, sorted(reported), self._speaking))
        pairs = list(_pairs(parsed, people))
        self._pair_ends = [right.end for _, right in pairs]
        self._pairs = pairs

    def ranked(self, pronoun: Gender, offset: int, since: int = 0) -> list[Antecedent]:
        """The people whom a pronoun at an offset may mean, the likeliest first; with `since` subjects behind it."""
        end = bisect_left(self._starts, offset)
        sentence = bisect_right(self._parsed.sentence_starts, offset) - 1
        paragraph = self._parsed.paragraph_at(offset)
        near = self._mentions[max(bisect_left(self._starts, since), end - NAMES_BACK) : end]
        times = Counter(mention.name.entity.id for mention in near)
        best: dict[str, Antecedent] = {}
        for mention in near:
            person = mention.name.entity.id
            gender = self.genders.get(person)
            if since and mention.weight < SUBJECT:
                continue
            if (gender is not None and gender != pronoun) or sentence - mention.sentence > SENTENCES_BACK:
                continue
            weight = mention.weight + A_SENTENCE * (sentence - mention.sentence)
            if mention.weight >= SUBJECT and mention.paragraph == paragraph and sentence - mention.sentence <= 1:
                weight += NEXT_TO
            weight += A_PARAGRAPH * min(paragraph - mention.paragraph, _MOST_PARAGRAPHS)
            weight += A_MENTION * min(times[person], _MOST_MENTIONS) + (FITTING if gender is not None else 0.0)
            if weight >= LEAST and (person not in best or weight >= best[person].weight):
                distance = sentence - mention.sentence, paragraph - mention.paragraph
                best[person] = Antecedent(mention.name, weight, gender is not None, *distance)
        return sorted(best.values(), key=lambda each: (each.weight, each.name.start), reverse=True)

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
    parsed: ParsedArticle, people: Sequence[Name], reported: Sequence[tuple[int, int]], speaking: frozenset[int]
) -> Iterator[_Mention]:
    report_starts = [start for start, _ in reported]
    openings = frozenset(parsed.paragraph_starts)
    with_subject: set[int] = set()
    for at, name in enumerate(people):
        sentence = bisect_right(parsed.sentence_starts, name.start) - 1
        following = people[at + 1] if at + 1 < len(people) else None
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
    """Whether the name is no subject: behind a preposition, or a possessor."""
    if parsed.text[name.end : name.end + 1] in ("'", "’"):
        return True
    before = parsed.text[max(0, name.start - 16) : name.start].split()
    return bool(before) and before[-1].lower() in parsed.lexicon.prepositions


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
            between = parsed.text[left.end : right.start].strip(" ,").lower()
            if between in parsed.lexicon.conjunctions:
                yield left, right
