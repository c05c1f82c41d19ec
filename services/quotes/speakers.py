"""From the words beside a statement to the speaker: names by their entity, pronouns by what was said before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.document import TextSpan
from schemas.quote import Speaker
from services.quotes.frames import Frame
from services.quotes.names import Name, NameIndex
from services.quotes.subjects import Clause, Subject

_PAIR_DISTANCE = 2500
"""Characters between two people named together and a "they": about six paragraphs."""

_SUBJECTS_BACK = 6
"""Sentences about people, back from a pronoun, whose subjects it can mean."""

_MEN = frozenset(["mr", "sir", "lord", "king", "prince", "father", "congressman", "chairman", "spokesman"])
_WOMEN = frozenset(["mrs", "ms", "miss", "lady", "queen", "princess", "congresswoman", "chairwoman", "spokeswoman"])


@dataclass(slots=True)
class _Antecedents:
    """People outside quotations in reading order: subjects of sentences, and pairs joined by "and"."""

    subjects: list[tuple[int, Name]] = field(default_factory=list)
    pairs: list[tuple[int, tuple[Name, Name]]] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)


def _antecedents(frames: Sequence[Frame], names: NameIndex) -> _Antecedents:
    found = _Antecedents()
    for frame in frames:
        clause = Clause(frame.tokens, names)
        head = clause.head(0, len(frame.tokens))
        if head is not None and head.names and head.names[0].is_person:
            found.subjects.append((head.start, head.names[0]))
        for at in range(1, len(frame.tokens) - 1):
            left, right = clause.owners[at - 1], clause.owners[at + 1]
            if left is None or right is None:
                continue
            if frame.tokens[at].lower == "and" and left.is_person and right.is_person:
                found.pairs.append((right.end, (left, right)))
        _note_genders(clause, found.genders)
    return found


def _note_genders(clause: Clause, genders: dict[str, str]) -> None:
    """A title before a name, or at its beginning, tells he from she."""
    for at, owner in enumerate(clause.owners):
        if owner is None or not owner.is_person:
            continue
        words = {token.lower for token in clause.tokens[max(0, at - 2) : at + 1]}
        if words & _WOMEN:
            genders[owner.entity.id] = "she"
        elif words & _MEN:
            genders[owner.entity.id] = "he"


class SpeakerResolver:
    """Names the speakers of one article, statement by statement in reading order."""

    def __init__(self, text: str, frames: Sequence[Frame], names: NameIndex, paragraph_starts: Sequence[int]) -> None:
        self._text = text
        self._antecedents = _antecedents(frames, names)
        self._subject_starts = [start for start, _ in self._antecedents.subjects]
        self._pair_ends = [end for end, _ in self._antecedents.pairs]
        self._paragraph_starts = paragraph_starts
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
        """The subject of this paragraph, else the last named speaker, else the last subject; never of the other sex."""
        place = bisect_left(self._subject_starts, subject.start)
        recent = [name for _, name in reversed(self._antecedents.subjects[max(0, place - _SUBJECTS_BACK) : place])]
        here = [name for name in recent[:1] if name.start >= paragraph_start]
        said = [self._last_named] if self._last_named is not None else []
        genders = self._antecedents.genders
        for person in (*here, *said, *recent):
            if genders.get(person.entity.id, subject.pronoun) == subject.pronoun:
                return person
        return None
