"""Whom "he" and "she" can mean.

In: a parsed article and the names of its people. Out: "he" or "she" by entity id, for those of whom the article tells:
by title, else by given name, else by the pronouns behind the name in sentences that name nobody else. One such sentence
makes it likely, and two make it known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.name_lists import whose_in_the_world
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

Gender = Literal["he", "she"]

_WORD = re.compile(r"\w+")
_TITLE_REACH = 24
"""Characters before a name in which its title stands."""

_OF_ENTITY: Mapping[str, Gender] = {"male": "he", "female": "she"}
_TITLE, _GIVEN_NAME = 100, 10
"""Votes: a title outweighs a given name, and that the pronouns of nine sentences."""

_KNOWN: Final = 2
"""Votes from which a gender is known."""

UNKNOWN_AGREES, LIKELY_AGREES = 0.45, 0.9
"""That somebody of unknown gender, and somebody of whom the pronouns of one sentence tell, is of a pronoun's gender. Of
the people whom English given names or titles tell, half agree; of 741 of them in the training articles, of whom one
sentence tells by its pronouns, it is right about 90 %, of 416 with more of them about 97 %."""


@dataclass(slots=True)
class Genders:
    """The genders of people, by entity id: those that are known, and those that one pronoun makes likely."""

    known: dict[str, Gender] = field(default_factory=dict)
    likely: dict[str, Gender] = field(default_factory=dict)

    def agrees(self, person: str, pronoun: Gender) -> float:
        """How probable it is that a person is of a pronoun's gender."""
        known = self.known.get(person)
        if known is not None:
            return float(known == pronoun)
        likely = self.likely.get(person)
        if likely is None:
            return UNKNOWN_AGREES
        return LIKELY_AGREES if likely == pronoun else 1 - LIKELY_AGREES

    def settle(self, person: str, pronoun: Gender) -> None:
        """A pronoun most likely meant a person: who was "he" once is hardly "she" later."""
        if person not in self.known:
            self.likely.setdefault(person, pronoun)


def find_genders(parsed: ParsedArticle, people: Sequence[Name]) -> Genders:
    """The gender of each person, as far as the article tells."""
    votes: dict[str, Counter[Gender]] = {}
    for name in people:
        ballot = votes.setdefault(name.entity.id, Counter())
        title = _OF_ENTITY.get(name.entity.gender or "") or title_of(parsed, name)
        if title is not None:
            ballot[title] += _TITLE
        elif not ballot:
            given = given_name_gender(name)
            if given is not None:
                ballot[given] += _GIVEN_NAME
    _ask_pronouns(parsed, people, votes)
    found = Genders()
    for person, ballot in votes.items():
        lead = ballot["he"] - ballot["she"]
        if lead:
            told = found.known if abs(lead) >= _KNOWN else found.likely
            told[person] = "he" if lead > 0 else "she"
    return found


def title_of(parsed: ParsedArticle, name: Name) -> Gender | None:
    """The gender that a title before or in a name tells."""
    before = _WORD.findall(parsed.text[max(0, name.start - _TITLE_REACH) : name.start].lower())[-2:]
    beside = {*before, *_WORD.findall(parsed.text[name.start : name.end].lower())[:1]}
    if beside & parsed.lexicon.feminine_titles:
        return "she"
    return "he" if beside & parsed.lexicon.masculine_titles else None


def given_name_gender(name: Name) -> Gender | None:
    """The gender that the first word of a full name tells."""
    given = name.entity.name.split(maxsplit=1)[0].casefold() if name.entity.name.strip() else ""
    if given in FEMININE:
        return "she"
    return "he" if given in MASCULINE else whose_in_the_world(given.partition("-")[0])


def _ask_pronouns(parsed: ParsedArticle, people: Sequence[Name], votes: Mapping[str, Counter[Gender]]) -> None:
    """One vote from each sentence that names one person and has pronouns of one gender behind the name."""
    pronouns = parsed.lexicon.gendered_pronouns
    if not pronouns:
        return
    at = 0
    for sentence in parsed.sentences:
        here: list[Name] = []
        while at < len(people) and people[at].start < sentence.end:
            if people[at].start >= sentence.start:
                here.append(people[at])
            at += 1
        if not here or any(name.entity.id != here[0].entity.id for name in here):
            continue
        behind_name = [token.lower for token in sentence.tokens if token.start > here[0].start]
        genders = {pronouns[word] for word in behind_name if word in pronouns}
        if len(genders) == 1:
            votes[here[0].entity.id][genders.pop()] += 1
