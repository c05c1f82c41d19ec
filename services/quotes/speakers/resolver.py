"""From the subject of a statement to its speaker.

In: the subjects of an article's statements in reading order. Out: answers: names by their entities, roles and pronouns
by what the article says before them, each with its probability; where that is too small, what is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from schemas.document import TextSpan
from schemas.quote import Candidate, Speaker
from services.quotes.speakers import certainty
from services.quotes.speakers.antecedents import Antecedents
from services.quotes.speakers.roles import Roles
from services.quotes.speakers.subjects import Subject
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

DESCRIBED_DISTANCE: Final = 600
"""Characters between "a port official" and a pronoun that means the same: a paragraph or two."""

_MOST_CANDIDATES = 3
"""People who are listed where none is sure enough."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A speaker, how probable it is that this is who the mention means, and whom else it may mean."""

    speaker: Speaker
    person: float = 1.0
    candidates: tuple[Candidate, ...] = ()


class SpeakerResolver:
    """Names the speakers of one article, statement by statement in reading order."""

    def __init__(self, parsed: ParsedArticle, antecedents: Antecedents) -> None:
        self._parsed = parsed
        self._lexicon = parsed.lexicon
        self._antecedents = antecedents
        self._roles = Roles(parsed)
        self._described: Speaker | None = None
        self._last_speaker: str | None = None

    def answer(self, subject: Subject | None) -> Answer:
        """The speaker whom these words mean. What cannot be told for sure stays unknown, with its words as mention."""
        answer = self._answer(subject)
        if subject is not None:
            self._last_speaker = next(iter(answer.speaker.entity_ids), None)
        return answer

    def _answer(self, subject: Subject | None) -> Answer:
        if subject is None:
            return Answer(Speaker())
        words = self._parsed.text[subject.start : subject.end]
        mention = TextSpan(start=subject.start, end=subject.end, text=words)
        if subject.names:
            self._described = None
            return _named(subject.names, mention, self._sure_of(subject.names), subject.companion)
        if subject.pronoun is None:
            return self._of_phrase(words, mention)
        answer = self._of_pronoun(subject, mention)
        if answer is not None and answer.speaker.status == "named":
            return answer
        described = self._described_before(subject)
        if described is not None:
            return Answer(described.model_copy(update={"mention": mention}), certainty.DESCRIBED)
        return Answer(Speaker(mention=mention)) if answer is None else answer

    def _sure_of(self, names: Sequence[Name]) -> float:
        return min(certainty.of_name(name, self._parsed.names) for name in names)

    def _of_phrase(self, words: str, mention: TextSpan) -> Answer:
        if self._means_both(words):
            people = self._antecedents.pair(mention.start)
            if people:
                return _named(people, mention, certainty.PAIR)
        bearer, shared = self._roles.bearer(words, mention.start)
        if bearer is not None:
            return _named((bearer,), mention, certainty.SHARED_ROLE if shared else certainty.ROLE)
        self._described = Speaker(status="described", name=words, names=(words,), mention=mention)
        return Answer(self._described)

    def _means_both(self, words: str) -> bool:
        opening = f"{words.casefold()} "
        return any(opening.startswith(phrase) and not opening[len(phrase)].isalnum() for phrase in self._lexicon.both)

    def _of_pronoun(self, subject: Subject, mention: TextSpan) -> Answer | None:
        if subject.pronoun == "they":
            return self._of_plural(subject, mention)
        if subject.pronoun not in ("he", "she"):
            return None
        described = self._described_before(subject)
        since = described.mention.end if described and described.mention else 0
        ranked = self._antecedents.ranked(subject.pronoun, subject.start, since)
        if not ranked:
            return None
        sure = certainty.of_pronoun(ranked, self._last_speaker)
        if sure >= certainty.NAMED_FROM:
            self._antecedents.settle(ranked[0].name, subject.pronoun)
            return _named((ranked[0].name,), mention, sure)
        first = ranked[:_MOST_CANDIDATES]
        chances = certainty.shares(first, sure)
        return Answer(Speaker(mention=mention), 1 - sure, _candidates([each.name for each in first], chances))

    def _of_plural(self, subject: Subject, mention: TextSpan) -> Answer | None:
        """Two people named together, unless a group was described since, or they are far off and never spoke."""
        people, near = self._antecedents.pair(subject.start), self._antecedents.is_near(subject.start)
        described = self._described_before(subject)
        if not people or (described and described.mention and described.mention.start > people[1].start):
            return None
        if near:
            return _named(people, mention, certainty.PAIR)
        chances = [certainty.PAIR_AWAY] * len(people)
        return Answer(Speaker(mention=mention), 1 - certainty.PAIR_AWAY, _candidates(people, chances))

    def _described_before(self, subject: Subject) -> Speaker | None:
        """The speaker who was described a little before, where nobody was named since."""
        mention = self._described.mention if self._described else None
        if mention is None or not 0 <= subject.start - mention.end <= DESCRIBED_DISTANCE:
            return None
        plural = mention.text.rstrip().endswith(self._lexicon.plural_endings)
        return self._described if plural == (subject.pronoun == "they") else None


def _candidates(people: Sequence[Name], chances: Sequence[float]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(name=each.entity.name, entity_id=each.entity.id, confidence=round(chance, 2))
        for each, chance in zip(people, chances, strict=True)
    )


def carried(answer: Answer) -> Answer:
    """The same speaker for a statement beside which nobody is named."""
    speaker = answer.speaker.model_copy(update={"mention": None})
    return replace(answer, speaker=speaker, person=answer.person * certainty.CARRIED)


def _named(people: Sequence[Name], mention: TextSpan, person: float, companion: str = "") -> Answer:
    speaker = Speaker(
        status="named",
        name=people[0].entity.name,
        names=(*(name.entity.name for name in people), *([companion] if companion else [])),
        entity_ids=tuple(name.entity.id for name in people),
        mention=mention,
    )
    return Answer(speaker, person)
