"""Roles: "the senator" is the person whom the article calls a senator.

In: a parsed article. Out: for a phrase with a definite article at an offset the person or organisation that it means,
or nobody; "his wife" is the person whom the article calls a wife. The roles of a person are the title or noun before
the name, the noun of an apposition behind it, and the last word of the entity's description; that of an organisation is
the last word of its name, or the one before "of".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from copydesk.text.language.lexicon import Lexicon
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

_WORD = re.compile(r"\w+")
_BRACKET_OR_COMMA = re.compile(r"[,(]")
_TITLE_REACH = 24
"""Characters before a name in which its title stands."""

REACH: Final = 1500
"""Characters back to the last of several people with one role: three or four paragraphs."""


_APPOSED = re.compile(r"(?:, \d{1,3})?, (\w+) ((?:[\w’'-]+ ){0,3}[\w-]+)")
"""An apposition behind a name, with an age between: "Ann Lee, 34, a singer"."""

_APPOSITION_REACH = 60
"""Characters behind a name in which it stands."""

_AGE = re.compile(r",? \(?(\d{1,3})\b(?=[,).])")
"""An age behind a name: "Ann Lee, 34,"."""


def _of_age(years: str) -> str:
    return f"\N{BULLET}{years}"


class Roles:
    """The roles of one article's people, and the kinds of its organisations."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self._parsed = parsed
        self._lexicon = parsed.lexicon

    @cached_property
    def _bearers(self) -> dict[str, dict[str, Name]]:
        """By role the first mention of each who has it; few articles ask."""
        found: dict[str, dict[str, Name]] = {}
        for name in self._parsed.names.all:
            for role in self._roles_of(name):
                found.setdefault(role, {}).setdefault(name.entity.id, name)
        return found

    def bearer(self, phrase: str, offset: int) -> tuple[Name | None, bool]:
        """Whom "the senator" at an offset means, and whether others have that role: the one named last before it."""
        opening, *rest = phrase.split(maxsplit=1) or [""]
        if not rest:
            return None, False
        aged = self._lexicon.age_noun.match(rest[0])
        words = [_of_age(aged[1])] if aged else head_words(rest[0], self._lexicon)
        if not words or words[-1] in self._lexicon.no_role or not self._means_one(opening.lower(), words[-1]):
            return None, False
        role = _as_former(words[-1]) if self._is_former(words) else words[-1]
        named = self._bearers.get(role, {}).items()
        bearers = {entity: name for entity, name in named if self._may_be(name, words[-2:-1])}
        if not bearers:
            return None, False
        near = self._parsed.names.within(max(0, offset - REACH), offset)
        last = next((name for name in reversed(near) if name.entity.id in bearers), None)
        if last is not None:
            return last, len(bearers) > 1
        only = next(iter(bearers.values()))
        return (only if len(bearers) == 1 and only.start < offset else None), False

    def _may_be(self, name: Name, modifier: Sequence[str]) -> bool:
        """Whether nothing tells a bearer of a role from who is meant: the foreign minister is no prime minister.

        One of several words before the role is enough: "the deputy chief" is Deputy Fire Chief Lee.
        """
        before = self._parsed.text[max(0, name.start - _TITLE_REACH) : name.start].split()
        own = [word.lower() for word in before[-3:-1]]
        other = modifier[0] if modifier else ""
        telling = self._lexicon.role_modifiers
        return other in own or not (own and own[-1] in telling and other in telling)

    def is_another(self, entity: str, role: str, modifier: Sequence[str]) -> bool:
        """Whether an entity has a role, but not the one with that word before it: a foreign minister is not prime."""
        name = self._bearers.get(role, {}).get(entity)
        return name is not None and not self._may_be(name, modifier)

    def is_shared(self, role: str) -> bool:
        """Whether the article gives a role to several."""
        return len(self._bearers.get(role, {})) > 1

    def holds(self, person: Name, role: str) -> bool:
        """Whether the article gives a person a role, and nowhere as one of former times."""
        former = self._bearers.get(_as_former(role), {})
        return person.entity.id in self._bearers.get(role, {}) and person.entity.id not in former

    def _means_one(self, opening: str, noun: str) -> bool:
        """Whether a phrase means somebody who was named: "the senator", "his wife"."""
        if opening in self._lexicon.definite_articles:
            return True
        return opening in self._lexicon.possessive_pronouns and noun in self._lexicon.kin

    def _roles_of(self, name: Name) -> set[str]:
        if not name.is_person:
            words = head_words(name.entity.name, self._lexicon)
            return {words[-1]} if len(_WORD.findall(name.entity.name)) > 1 and words else set()
        roles = self._roles(head_words(name.entity.description or "", self._lexicon)) | self._beside(name)
        age = _AGE.match(self._parsed.text, name.end)
        if age is not None:
            roles.add(_of_age(age[1]))
        before = self._parsed.text[max(0, name.start - _TITLE_REACH) : name.start]
        titles = before.rstrip(" .").split(" ")
        if titles[-1][:1].isupper() and titles[-1].isalpha():
            roles |= self._roles([title.lower() for title in titles])
        return {self._lexicon.short_titles.get(role, role) for role in roles} - self._lexicon.no_role

    def _beside(self, name: Name) -> set[str]:
        """Nouns for people beside a name, and in an apposition behind it: "the singer Ann Lee, a mother of two"."""
        text, lexicon = self._parsed.text, self._lexicon
        before = text[max(0, name.start - _TITLE_REACH) : name.start].rstrip(" ,").lower().split(" ")
        named = before[-1] in lexicon.person_nouns or before[-1] in lexicon.kin or self._is_former(before)
        found = self._roles(before) if named else set()
        apposed = _APPOSED.match(text, name.end, name.end + _APPOSITION_REACH)
        opening = "" if apposed is None else apposed[1].lower()
        if apposed is not None and (opening in lexicon.indefinites or opening in lexicon.possessive_pronouns):
            found |= self._roles(head_words(apposed[2], lexicon))
        return found

    def _roles(self, words: Sequence[str]) -> set[str]:
        """The role that some words end with, and whether it was one: "president" of "former vice president"."""
        if not words:
            return set()
        return {words[-1], _as_former(words[-1])} if self._is_former(words) else {words[-1]}

    def _is_former(self, words: Sequence[str]) -> bool:
        return not self._lexicon.former.isdisjoint(words)


def _as_former(role: str) -> str:
    return f"\N{BULLET}former {role}"


def head_words(phrase: str, lexicon: Lexicon) -> list[str]:
    """The words of a role in lower case up to what says whose or where it is: "head" of "head of the port"."""
    role = _BRACKET_OR_COMMA.split(phrase, maxsplit=1)[0]
    for match in _WORD.finditer(role):
        if match[0] in lexicon.role_ends and role[: match.start()][-1:].isspace():
            role = role[: match.start()]
            break
    return _WORD.findall(role.lower())
