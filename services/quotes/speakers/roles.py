"""Roles: "the senator" is the person whom the article calls a senator.

In: a parsed article. Out: for a phrase with a definite article at an offset the person or organisation that it means,
or nobody. The roles of a person are the title before the name and the last word of the entity's description; that of
an organisation is the last word of its name.
"""

from __future__ import annotations

import re
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


_AGE = re.compile(r",? \(?(\d{1,3})\b(?=[,).])")
"""An age behind a name: "Ann Lee, 34,"."""


def _of_age(years: str) -> str:
    return f"\N{BULLET}{years}"


class Roles:
    """The roles of one article's people, and the kinds of its organisations."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self._parsed = parsed
        self._lexicon = parsed.lexicon
        self._bearers: dict[str, dict[str, Name]] = {}
        for name in parsed.names.all:
            for role in self._roles_of(name):
                self._bearers.setdefault(role, {}).setdefault(name.entity.id, name)

    def bearer(self, phrase: str, offset: int) -> tuple[Name | None, bool]:
        """Whom "the senator" at an offset means, and whether others have that role: the one named last before it."""
        opening, *rest = phrase.split(maxsplit=1) or [""]
        if opening.lower() not in self._lexicon.definite_articles or not rest:
            return None, False
        aged = self._lexicon.age_noun.match(rest[0])
        words = [_of_age(aged[1])] if aged else _head_words(rest[0], self._lexicon)
        if not words or words[-1] in self._lexicon.no_role:
            return None, False
        bearers = self._bearers.get(words[-1])
        if not bearers:
            return None, False
        near = self._parsed.names.within(max(0, offset - REACH), offset)
        last = next((name for name in reversed(near) if name.entity.id in bearers), None)
        if last is not None:
            return last, len(bearers) > 1
        only = next(iter(bearers.values()))
        return (only if len(bearers) == 1 and only.start < offset else None), False

    def _roles_of(self, name: Name) -> set[str]:
        if not name.is_person:
            words = _WORD.findall(name.entity.name.lower())
            return {words[-1]} if len(words) > 1 else set()
        roles = set(_head_words(name.entity.description or "", self._lexicon)[-1:])
        age = _AGE.match(self._parsed.text, name.end)
        if age is not None:
            roles.add(_of_age(age[1]))
        before = self._parsed.text[max(0, name.start - _TITLE_REACH) : name.start]
        title = before.rstrip(" .").rpartition(" ")[2]
        if title[:1].isupper() and title.isalpha():
            roles.add(title.lower())
        return {self._lexicon.short_titles.get(role, role) for role in roles} - self._lexicon.no_role


def _head_words(phrase: str, lexicon: Lexicon) -> list[str]:
    """The words of a role in lower case up to what says whose or where it is: "head" of "head of the port"."""
    role = _BRACKET_OR_COMMA.split(phrase, maxsplit=1)[0]
    for match in _WORD.finditer(role):
        if match[0] in lexicon.role_ends and role[: match.start()][-1:].isspace():
            role = role[: match.start()]
            break
    return _WORD.findall(role.lower())
