"""The names of an article by offset: which entity a character of the text belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from schemas.entity import Entity

_SPEAKING = frozenset(["PERSON", "ORG", "GPE", "NORP"])


@dataclass(frozen=True, slots=True)
class Name:
    """One printed name, its entity, and how many words it has as printed."""

    start: int
    end: int
    entity: Entity
    words: int
    surname: str
    """The word that others may bear, too: the first of the entity's name where it is printed alone, else the last."""

    @property
    def is_person(self) -> bool:
        """Whether the name is a person's."""
        return self.entity.type == "PERSON"

    @property
    def stands_in_front(self) -> bool:
        """Whether its surname is the first word of the name in full, as in Park Bum-gye."""
        return self.entity.name.startswith(f"{self.surname} ")


_BEGINNING = 3
"""Letters that the forms of a surname share."""

_MOST_ALIKE = 50
"""Surnames with one beginning that are kept; a list of names has more, and looking through them takes too long."""


def _beginning(word: str) -> str:
    """The letters by which surnames are looked up."""
    return word[:_BEGINNING].lower()


class NameIndex:
    """Names of those who can speak, by offset. Of mentions that overlap the first is kept, and the longest of these."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        found = [
            Name(mention.start, mention.end, entity, len(mention.text.split()), _surname(mention.text, entity.name))
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
        self._names = {each.entity.name for each in self.people}

    @cached_property
    def _surnames(self) -> Mapping[str, frozenset[str]]:
        """The last words of the names of people, some of them for each of their beginnings."""
        found: dict[str, set[str]] = {}
        for name in self.people:
            last = name.entity.name.split()[-1]
            alike = found.setdefault(_beginning(last), set())
            if len(alike) < _MOST_ALIKE:
                alike.add(last)
        return {begin: frozenset(lasts) for begin, lasts in found.items()}

    def surnames_like(self, word: str) -> frozenset[str]:
        """The last words of the names of people that begin as a word does."""
        return self._surnames.get(_beginning(word), frozenset())

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
        """How many people of the text bear the surname of one."""
        return self._families[person.surname] + (self._openers[person.surname] if person.stands_in_front else 0)

    def rivals(self, person: Name) -> set[str]:
        """The entities of the other people of the text who bear the surname of one."""
        return self._counts(person)[1].keys() - {person.entity.id}

    def is_main_bearer(self, person: Name, times: int) -> bool:
        """Whether a person is named in full before all others of that surname, and `times` as often as each of them."""
        first, counts = self._counts(person)
        others = (count for entity, count in counts.items() if entity != person.entity.id)
        return first == person.entity.id and counts[first] >= times * max(others, default=0)

    @cached_property
    def _families(self) -> Counter[str]:
        """How many people have each last word."""
        return Counter(name.rpartition(" ")[2] for name in self._names)

    @cached_property
    def _openers(self) -> Counter[str]:
        """How many people of several words have each first word."""
        return Counter(name.partition(" ")[0] for name in self._names if " " in name)

    def _counts(self, person: Name) -> _Bearers:
        return (self._by_any_word if person.stands_in_front else self._by_last_word).get(person.surname, _NOBODY)

    @cached_property
    def _by_last_word(self) -> dict[str, _Bearers]:
        return _bearers((name, name.entity.name.rpartition(" ")[2]) for name in self.people)

    @cached_property
    def _by_any_word(self) -> dict[str, _Bearers]:
        """By their last words and their first ones."""
        words = (
            (name, {name.entity.name.partition(" ")[0], name.entity.name.rpartition(" ")[2]}) for name in self.people
        )
        return _bearers((name, word) for name, both in words for word in both)

    def bearer_of(self, surname: str) -> Name | None:
        """The first person in the text who bears the surname, or the whole name, in whatever case."""
        wanted = surname.casefold()
        return next((name for name in self.people if wanted in _forms(name)), None)


_Bearers: TypeAlias = tuple[str | None, Counter[str]]
"""Of a surname which entity the text names in full first, and how often it names each who bears it."""

_NOBODY: Final[_Bearers] = (None, Counter())


def _bearers(names: Iterable[tuple[Name, str]]) -> dict[str, _Bearers]:
    found: dict[str, _Bearers] = {}
    for name, surname in names:
        first, counts = found.get(surname, (None, Counter()))
        counts[name.entity.id] += 1
        in_full = name.end - name.start > len(surname)
        found[surname] = (name.entity.id if first is None and in_full else first, counts)
    return found


def _surname(printed: str, name: str) -> str:
    first, blank, _ = name.partition(" ")
    return first if blank and printed == first else name.rpartition(" ")[2]


def _forms(person: Name) -> tuple[str, str]:
    name = person.entity.name.casefold()
    return name, name.rpartition(" ")[2]
