"""Whom "he" and "she" can mean.

In: a parsed article and the names of its people. Out: "he" or "she" by entity id, for those of whom the article tells:
by title, else by given name, else by the pronouns behind the name in sentences that name nobody else. One such sentence
makes it likely, and two make it known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.lexicon import Lexicon
from copydesk.text.language.name_lists import whose_in_the_world
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle
from services.quotes.text.sentences import Sentence, Token

Gender = Literal["he", "she"]

_WORD = re.compile(r"\w+")
_TITLE_REACH = 24
"""Characters before a name in which its title stands."""

_OF_ENTITY: Mapping[str, Gender] = {"male": "he", "female": "she"}
_TITLE, _GIVEN_NAME = 100, 10
"""Votes: a title outweighs a given name, and that the pronouns of nine sentences."""

_RIVAL_REACH: Final = 300
"""Characters before a sentence in which somebody else may be named whom its pronouns mean: two sentences."""

_KNOWN: Final = 2
"""Votes from which a gender is known."""

UNKNOWN_AGREES, LIKELY_AGREES = 0.45, 0.9
"""That somebody of unknown gender, and somebody of whom the pronouns of one sentence tell, is of a pronoun's gender. Of
the people whom English given names or titles tell, half agree; of 741 of them in the training articles, of whom one
sentence tells by its pronouns, it is right about 90 %, of 416 with more of them about 97 %."""


@dataclass(slots=True)
class Genders:
    """The genders of people, by entity id: those that are known, and those that one pronoun makes likely.

    `given`: those that the given name of a full name tells.
    """

    known: dict[str, Gender] = field(default_factory=dict)
    likely: dict[str, Gender] = field(default_factory=dict)
    given: dict[str, Gender] = field(default_factory=dict)

    def agrees(self, person: str, pronoun: Gender) -> float:
        """How probable it is that a person is of a pronoun's gender."""
        known = self.known.get(person)
        if known is not None:
            return float(known == pronoun)
        likely = self.likely.get(person)
        if likely is None:
            return UNKNOWN_AGREES
        return LIKELY_AGREES if likely == pronoun else 1 - LIKELY_AGREES

    def told_otherwise(self, person: str, title: Gender) -> bool:
        """Whether the given name of a person is of the other gender than a title."""
        given = self.given.get(person)
        return given is not None and given != title

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
    told = ((name.entity.id, _listed_gender(name)) for name in people if " " in name.entity.name)
    found = Genders(given={person: gender for person, gender in told if gender is not None})
    for person, ballot in votes.items():
        lead = ballot["he"] - ballot["she"]
        if lead:
            genders = found.known if abs(lead) >= _KNOWN else found.likely
            genders[person] = "he" if lead > 0 else "she"
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
    return _listed_gender(name) or whose_in_the_world(_given_name(name).partition("-")[0])


def _listed_gender(name: Name) -> Gender | None:
    """The same by the names that are common in English papers, of which none is of the other gender anywhere."""
    given = _given_name(name)
    if given in FEMININE:
        return "she"
    return "he" if given in MASCULINE else None


def _given_name(name: Name) -> str:
    return name.entity.name.split(maxsplit=1)[0].casefold() if name.entity.name.strip() else ""


def _ask_pronouns(parsed: ParsedArticle, people: Sequence[Name], votes: Mapping[str, Counter[Gender]]) -> None:
    """One vote from each sentence that names one person and has pronouns of one gender behind the name.

    None where somebody else of that gender, by title or given name, was named right before.
    """
    pronouns = parsed.lexicon.gendered_pronouns
    if not pronouns:
        return
    at = 0
    for sentence in parsed.sentences:
        first = at
        while at < len(people) and people[at].start < sentence.end:
            at += 1
        here = [name for name in people[first:at] if name.start >= sentence.start]
        if not here or any(name.entity.id != here[0].entity.id for name in here):
            continue
        genders = set(_pronouns_behind(sentence, here[0], parsed.lexicon))
        if len(genders) != 1:
            continue
        (gender,) = genders
        before = people[first - 1] if first else None
        if before is None or not _is_rival(before, here[0], sentence, gender, votes):
            votes[here[0].entity.id][gender] += 1


def _is_rival(
    before: Name, name: Name, sentence: Sentence, gender: Gender, votes: Mapping[str, Counter[Gender]]
) -> bool:
    """Whether somebody else, named near before a sentence, is known to be of a gender."""
    if before.entity.id == name.entity.id or sentence.start - before.end > _RIVAL_REACH:
        return False
    return votes[before.entity.id][gender] >= _GIVEN_NAME


def _pronouns_behind(sentence: Sentence, name: Name, lexicon: Lexicon) -> Iterator[Gender]:
    """The genders of the pronouns behind a name and outside of marks that may mean its bearer.

    Not of the objects of a relative clause about the name: in "Ann Lee, who saw her" it is somebody else.
    """
    tokens = sentence.tokens
    behind = [token for token in tokens if token.start >= name.end]
    relative = any(token.lower in lexicon.subject_relatives for token in behind[:2])
    for at, token in enumerate(tokens):
        gender = lexicon.gendered_pronouns.get(token.lower)
        if gender is None or token.start <= name.start or token.quotation is not None:
            continue
        is_object = token.lower in lexicon.object_pronouns and not _is_possessive(tokens[at + 1 : at + 2], lexicon)
        if not (relative and is_object):
            yield gender


def _is_possessive(behind: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the word behind a pronoun is what somebody has: "her house", not "her at" or "her."."""
    word = behind[0] if behind else None
    if word is None or not word.is_word or word.lower in lexicon.prepositions | lexicon.clause_words | lexicon.times:
        return False
    return word.lower not in lexicon.determiners and not word.lower.endswith(lexicon.adverb_endings)
