"""Whom a pronoun can mean: the people that the narration is about, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.quotes.frames import Frame
from services.quotes.given_names import FEMININE, MASCULINE
from services.quotes.names import Name, NameIndex
from services.quotes.subjects import Clause
from services.quotes.wording import Pronoun, Wording


@dataclass(slots=True)
class Antecedents:
    """People outside quotations in reading order: subjects of sentences, and pairs joined by "and"."""

    subjects: list[tuple[int, Name]] = field(default_factory=list)
    pairs: list[tuple[int, tuple[Name, Name]]] = field(default_factory=list)
    genders: dict[str, Pronoun] = field(default_factory=dict)


def find_antecedents(frames: Sequence[Frame], names: NameIndex, words: Wording) -> Antecedents:
    """The people of the narration, in one walk over its sentences."""
    found = Antecedents()
    for frame in frames:
        if names.at(frame.start, frame.end) is None:
            continue
        clause = Clause(frame.tokens, names, words)
        head = clause.head(0, len(frame.tokens))
        if head is not None and head.names and head.names[0].is_person:
            found.subjects.append((head.start, head.names[0]))
        for at in range(1, len(frame.tokens) - 1):
            left, right = clause.owners[at - 1], clause.owners[at + 1]
            if left is None or right is None:
                continue
            if frame.tokens[at].lower in words.conjunctions and left.is_person and right.is_person:
                found.pairs.append((right.end, (left, right)))
        _note_genders(clause, found.genders, words)
    return found


def _note_genders(clause: Clause, genders: dict[str, Pronoun], words: Wording) -> None:
    """A title before a name, or at its beginning, tells he from she; else the given name."""
    for at, owner in enumerate(clause.owners):
        if owner is None or not owner.is_person:
            continue
        beside = {token.lower for token in clause.tokens[max(0, at - 2) : at + 1]}
        if beside & words.feminine:
            genders[owner.entity.id] = "she"
        elif beside & words.masculine:
            genders[owner.entity.id] = "he"
        elif owner.entity.id not in genders:
            _note_given_name(owner, genders)


def _note_given_name(owner: Name, genders: dict[str, Pronoun]) -> None:
    given = owner.entity.name.split(maxsplit=1)[0].casefold()
    if given in FEMININE:
        genders[owner.entity.id] = "she"
    elif given in MASCULINE:
        genders[owner.entity.id] = "he"
