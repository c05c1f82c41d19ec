"""The names of an article by offset: which entity a character of the text belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from schemas.entity import Entity

_SPEAKING = frozenset(["PERSON", "ORG", "GPE", "NORP"])


@dataclass(frozen=True, slots=True)
class Name:
    """One printed name, its entity, and how many words it has as printed."""

    start: int
    end: int
    entity: Entity
    words: int

    @property
    def is_person(self) -> bool:
        """Whether the name is a person's."""
        return self.entity.type == "PERSON"


class NameIndex:
    """Names of those who can speak, by offset. Of mentions that overlap the first is kept, and the longest of these."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        found = [
            Name(mention.start, mention.end, entity, len(mention.text.split()))
            for entity in entities
            if entity.type in _SPEAKING
            for mention in entity.mentions
            if mention.kind == "name" and mention.end > mention.start
        ]
        found.sort(key=lambda name: (name.start, -name.end))
        self.all: list[Name] = []
        for name in found:
            if not self.all or name.start >= self.all[-1].end:
                self.all.append(name)
        self._starts = [name.start for name in self.all]
        self.people = [name for name in self.all if name.is_person]
        self._families = Counter(name.rpartition(" ")[2] for name in {each.entity.name for each in self.people})

    def at(self, start: int, end: int) -> Name | None:
        """The name that covers some of the characters, the last one where several do."""
        last = bisect_right(self._starts, end - 1) - 1
        if last < 0 or self.all[last].end <= start:
            return None
        return self.all[last]

    def within(self, start: int, end: int) -> list[Name]:
        """The names that begin inside the span, in order."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def bearers(self, person: Name) -> int:
        """How many people of the text bear the last name of one."""
        return self._families[_surname(person)]

    def rivals(self, person: Name) -> set[str]:
        """The entities of the other people of the text who bear the last name of one."""
        return self._bearers[_surname(person)][1].keys() - {person.entity.id}

    def is_main_bearer(self, person: Name, times: int) -> bool:
        """Whether a person is named in full before all others of that surname, and `times` as often as each of them."""
        first, counts = self._bearers[_surname(person)]
        others = (count for entity, count in counts.items() if entity != person.entity.id)
        return first == person.entity.id and counts[first] >= times * max(others, default=0)

    @cached_property
    def _bearers(self) -> dict[str, tuple[str | None, Counter[str]]]:
        """By surname which person the text names in full first, and how often it names each who bears it."""
        found: dict[str, tuple[str | None, Counter[str]]] = {}
        for name in self.people:
            surname = _surname(name)
            first, counts = found.get(surname, (None, Counter()))
            counts[name.entity.id] += 1
            in_full = name.end - name.start > len(surname)
            found[surname] = (name.entity.id if first is None and in_full else first, counts)
        return found

    def bearer_of(self, surname: str) -> Name | None:
        """The first person in the text who bears the surname, or the whole name, in whatever case."""
        wanted = surname.casefold()
        return next((name for name in self.people if wanted in _forms(name)), None)


def _surname(person: Name) -> str:
    return person.entity.name.rpartition(" ")[2]


def _forms(person: Name) -> tuple[str, str]:
    name = person.entity.name.casefold()
    return name, name.rpartition(" ")[2]
