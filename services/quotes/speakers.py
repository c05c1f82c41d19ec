"""From the words beside a statement to the speaker: names by their entity, pronouns by what was said before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from schemas.document import TextSpan
from schemas.quote import Speaker
from services.quotes.antecedents import Antecedents
from services.quotes.names import Name
from services.quotes.subjects import Subject

_PAIR_DISTANCE = 2500
"""Characters between two people named together and a "they": about six paragraphs."""

_SUBJECTS_BACK = 6
"""Sentences about people, back from a pronoun, whose subjects it can mean."""


class SpeakerResolver:
    """Names the speakers of one article, statement by statement in reading order."""

    def __init__(self, text: str, antecedents: Antecedents, paragraph_starts: Sequence[int]) -> None:
        self._text = text
        self._antecedents = antecedents
        self._subject_starts = [start for start, _ in self._antecedents.subjects]
        self._pair_ends = [end for end, _ in self._antecedents.pairs]
        self._paragraph_starts = paragraph_starts
        self._openings = frozenset(paragraph_starts)
        self._last_named: Name | None = None

    def speaker(self, subject: Subject | None, paragraph: int) -> Speaker:
        """The speaker whom these words mean. What cannot be told for sure stays unknown, with its words as mention."""
        if subject is None:
            return Speaker()
        mention = TextSpan(start=subject.start, end=subject.end, text=self._text[subject.start : subject.end])
        if subject.pronoun:
            people = self._resolve(subject, paragraph)
            return self._named(people, mention) if people else Speaker(mention=mention)
        if subject.names:
            return self._named(subject.names, mention, subject.companion)
        return Speaker(status="described", name=mention.text, names=(mention.text,), mention=mention)

    def _named(self, people: Sequence[Name], mention: TextSpan, companion: str = "") -> Speaker:
        if people[0].is_person and len(people) == 1 and not companion:
            self._last_named = people[0]
        return Speaker(
            status="named",
            name=people[0].entity.name,
            names=(*(name.entity.name for name in people), *([companion] if companion else [])),
            entity_ids=tuple(name.entity.id for name in people),
            mention=mention,
        )

    def _resolve(self, subject: Subject, paragraph: int) -> tuple[Name, ...]:
        if subject.pronoun == "they":
            return self._pair_before(subject.start)
        if subject.pronoun in ("he", "she"):
            person = self._person_before(subject, self._paragraph_starts[paragraph])
            return (person,) if person is not None else ()
        return ()

    def _pair_before(self, offset: int) -> tuple[Name, ...]:
        place = bisect_left(self._pair_ends, offset) - 1
        if place < 0 or offset - self._pair_ends[place] > _PAIR_DISTANCE:
            return ()
        return self._antecedents.pairs[place][1]

    def _person_before(self, subject: Subject, paragraph_start: int) -> Name | None:
        """The subject of this paragraph or of a new topic, else the last speaker, else the last subject, by sex."""
        place = bisect_left(self._subject_starts, subject.start)
        recent = [name for _, name in reversed(self._antecedents.subjects[max(0, place - _SUBJECTS_BACK) : place])]
        said = [self._last_named] if self._last_named is not None else []
        here = [name for name in recent[:1] if name.start >= paragraph_start or self._is_new_topic(name)]
        genders = self._antecedents.genders
        for person in (*here, *said, *recent):
            if genders.get(person.entity.id, subject.pronoun) == subject.pronoun:
                return person
        return None

    def _is_new_topic(self, name: Name) -> bool:
        """Whether a paragraph that opens with the name has come since the last speaker was named."""
        later = self._last_named is not None and name.start > self._last_named.start
        return later and name.start in self._openings
