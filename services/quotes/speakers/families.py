"""Families: "Mrs Rudge" behind "his mother, Carol," is Carol.

In: a parsed article. Out: for a surname behind a title the relative whom it means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from services.quotes.speakers.genders import Gender, given_name_gender, title_of
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

_WORD = re.compile(r"[\w-]+(?:['’]s)?")
_KIN_REACH = 40
"""Characters before a name in which it says whose relative that is: "his mother, Carol"."""

_AGE = re.compile(r",? \(?(\d{1,3})\b")
_ADULT: Final = 18
"""Years from which the style of newspapers gives a title."""


@dataclass(frozen=True, slots=True)
class _Relative:
    """A relative, the gender that the noun tells, and the surname of whose relative it is."""

    name: Name
    gender: Gender
    surname: str


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """The relative whom a title and a surname mean; `sure`: nobody else of that surname can be meant."""

    name: Name
    sure: bool


class Families:
    """The relatives whom an article names by their given names alone."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self._parsed = parsed

    def member(self, name: Name) -> FamilyMember | None:
        """The relative whom a surname behind a title means; None where it means who bears it, or has no title."""
        if not self._relatives or not name.is_person:
            return None
        title = title_of(self._parsed, name)
        printed = _WORD.findall(self._parsed.text[name.start : name.end])
        if title is None or not printed or len(printed) > 2:  # noqa: PLR2004
            return None
        surname = printed[-1]
        bearers = [each for each in self._full_names if each.entity.name.rpartition(" ")[2] == surname]
        sure = not any(self._can_be(each, title) for each in bearers)
        before = [each for each in self._relatives if each.name.start < name.start and each.gender == title]
        if not (sure and bearers and len(before) == 1):  # else it is the only one, whoever stands before "his wife"
            before = [each for each in before if each.surname == surname]
        if not before or before[-1].name.entity.id == name.entity.id:
            return None
        return FamilyMember(before[-1].name, sure)

    def _can_be(self, bearer: Name, title: Gender) -> bool:
        if (given_name_gender(bearer) or title) != title:
            return False
        age = _AGE.match(self._parsed.text, bearer.end)
        return age is None or int(age[1]) >= _ADULT

    @cached_property
    def _full_names(self) -> list[Name]:
        """The first mention of each person who has a full name."""
        found: dict[str, Name] = {}
        for name in self._parsed.names.people:
            if name.words > 1:
                found.setdefault(name.entity.id, name)
        return list(found.values())

    @cached_property
    def _relatives(self) -> list[_Relative]:
        lexicon, text = self._parsed.lexicon, self._parsed.text
        found: list[_Relative] = []
        if not lexicon.kin:
            return found
        owner: Name | None = None
        for name in self._parsed.names.people:
            if " " in name.entity.name:
                owner = name
                continue
            if owner is None:
                continue
            before = [word.lower() for word in _WORD.findall(text[max(0, name.start - _KIN_REACH) : name.start])]
            gender = self._gender_of_kin(before[-1]) if len(before) > 1 and self._says_whose(before[-2]) else None
            if gender is not None:
                found.append(_Relative(name, gender, owner.entity.name.rpartition(" ")[2]))
        return found

    def _gender_of_kin(self, noun: str) -> Gender | None:
        lexicon = self._parsed.lexicon
        if noun not in lexicon.kin:
            return None
        if noun in lexicon.feminine:
            return "she"
        return "he" if noun in lexicon.masculine else None

    def _says_whose(self, word: str) -> bool:
        lexicon = self._parsed.lexicon
        return word in lexicon.possessive_pronouns or word.endswith(lexicon.possessive_endings)
