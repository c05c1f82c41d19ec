"""Roles: "the senator" is the person whom the article calls a senator."""

from __future__ import annotations

import re
from typing import Final

from services.quotes.text.names import Name
from services.quotes.text.reading import Reading

_WORD = re.compile(r"\w+")
_DEFINITE = re.compile(r"the\s+", re.IGNORECASE)
_BEHIND_ROLE = re.compile(r"\s+(?:of|from|for|at|in|who|that)\b|[,(]")
_TITLE_REACH = 24
"""Characters before a name in which its title stands."""

REACH: Final = 1500
"""Characters back to the last of several people with one role: three or four paragraphs."""

_SHORTENED: Final = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "prof": "professor",
    "dr": "doctor",
    "rev": "reverend",
    "pres": "president",
}
_NO_ROLE = frozenset(["man", "woman", "person", "people", "one", "family", "group", "former", "the", "an"])


class Roles:
    """The roles of an article's people, and the kinds of its organisations."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._bearers: dict[str, dict[str, Name]] = {}
        for name in reading.names.all:
            for role in self._roles_of(name):
                self._bearers.setdefault(role, {}).setdefault(name.entity.id, name)

    def bearer(self, phrase: str, offset: int) -> Name | None:
        """Whom "the senator" at an offset means: of those with that role, the one who was named last before it."""
        definite = _DEFINITE.match(phrase)
        if definite is None:
            return None
        words = _WORD.findall(_BEHIND_ROLE.split(phrase[definite.end() :], maxsplit=1)[0].lower())
        if not words or words[-1] in _NO_ROLE:
            return None
        bearers = self._bearers.get(words[-1])
        if not bearers:
            return None
        near = self._reading.names.within(max(0, offset - REACH), offset)
        last = next((name for name in reversed(near) if name.entity.id in bearers), None)
        if last is not None:
            return last
        only = next(iter(bearers.values()))
        return only if len(bearers) == 1 and only.start < offset else None

    def _roles_of(self, name: Name) -> set[str]:
        if not name.is_person:
            words = _WORD.findall(name.entity.name.lower())
            return {words[-1]} if len(words) > 1 else set()
        described = _BEHIND_ROLE.split(name.entity.description or "", maxsplit=1)[0]
        roles = set(_WORD.findall(described.lower())[-1:])
        before = self._reading.text[max(0, name.start - _TITLE_REACH) : name.start]
        title = before.rstrip(" .").rpartition(" ")[2]
        if title[:1].isupper() and title.isalpha():
            roles.add(title.lower())
        return {_SHORTENED.get(role, role) for role in roles} - _NO_ROLE
