"""Descriptions: the role or apposition that stands beside a name, and the gender that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.tokens import PARAGRAPH_BREAK, Tokens
from schemas.entity import Gender
from services.entities.found_names import FoundName
from services.entities.lexicon import GROUPS, OFFICES, ROLES, TITLE_ATTRIBUTES, TITLES

MAX_TOKENS = 18
"""A longer apposition is a clause."""

MAX_MENTIONS = 4
"""Mentions of an entity that are looked at: descriptions stand where it is introduced."""

_BEGINNINGS: Final = frozenset({"a", "an", "the", "one", "another", "his", "her", "its", "their"})

_ENDS: Final = frozenset(
    {",", ".", ";", ":", "!", "?", ")", "(", "–", "—", '"', "“", "”", "who", "which", "that", "whose", "where", "and"}
)


@dataclass(frozen=True, slots=True)
class Description:
    """What stands beside an entity's mentions."""

    text: str | None
    gender: Gender | None


class Describer:
    """Reads what stands beside names in one text."""

    def __init__(self, text: str, tokens: Tokens, names: Iterable[FoundName], lexicon: Lexicon) -> None:
        """`names`: all names of the text; those of places and organisations are part of roles."""
        self._text = text
        self._tokens = tokens
        self._lexicon = lexicon
        self._lower = tokens.lower
        self._names = {index: name for name in names for index in range(name.tokens.start, name.tokens.end)}

    def describe(self, mentions: Sequence[FoundName]) -> Description:
        """The first description beside these mentions, an apposition before a role, and the gender."""
        some = mentions[:MAX_MENTIONS]
        behind = [found for name in some if (found := self._behind(name)) is not None]
        before = [found for name in some if (found := self._before(name)) is not None]
        chosen = next(iter([*behind, *before]), None)
        return Description(self._printed(*chosen) if chosen else None, self._gender(some, [*behind, *before]))

    def _printed(self, first: int, last: int) -> str:
        start, end = int(self._tokens.starts[first]), int(self._tokens.ends[last - 1])
        return " ".join(self._text[start:end].split())

    def _behind(self, name: FoundName) -> tuple[int, int] | None:
        """`, a Lisbon-based historian,` behind the name; an age is passed over."""
        lower, at = self._lower, name.tokens.end
        if lower[at : at + 1] != [","]:
            return None
        if lower[at + 1 : at + 2] and lower[at + 1].isdigit() and lower[at + 2 : at + 3] == [","]:
            at += 2
        first = at + 1
        if first >= len(lower) or not (lower[first] in _BEGINNINGS or lower[first] in ROLES):
            return None
        last = first
        while last < min(len(lower), first + MAX_TOKENS) and not self._ends(last):
            last += 1
        if last == min(len(lower), first + MAX_TOKENS) or self._is_subject(name, first, last):
            return None
        return (first, last) if not {*ROLES, *GROUPS}.isdisjoint(lower[first:last]) else None

    def _is_subject(self, name: FoundName, first: int, last: int) -> bool:
        """Whether the words are the subject of a verb of saying: "After talks with Lee, the mayor said"."""
        if self._lower[first] != "the" or self._lower[last] not in self._lexicon.speech_verbs:
            return False
        before = name.tokens.start - 1
        while before >= 0 and (self._lower[before] in ROLES or self._is_capital(before)):
            before -= 1
        return before >= 0 and self._lower[before] in self._lexicon.prepositions

    def _is_capital(self, index: int) -> bool:
        return self._lower[index] not in self._lexicon.prepositions and self._tokens.words[index][:1].isupper()

    def _ends(self, index: int) -> bool:
        return (
            self._lower[index] in _ENDS
            or self._lower[index] in self._lexicon.speech_verbs
            or self._tokens.gaps[index] == PARAGRAPH_BREAK
        )

    def _before(self, name: FoundName) -> tuple[int, int] | None:
        """`Syrian Foreign Minister` before the name of a person."""
        if name.label != "PERSON" or self._tokens.gaps[name.tokens.start] == PARAGRAPH_BREAK:
            return None
        first = name.tokens.start
        while first and name.tokens.start - first < MAX_TOKENS and self._may_be_role(first - 1):
            first -= 1
        first += self._begins_late(first, name.tokens.start)
        words = self._lower[first : name.tokens.start]
        if words[-1:] == ["of"]:
            return None  # "a friend of Olga Petrenko" is somebody else
        return (first, name.tokens.start) if not {*ROLES, *TITLES}.isdisjoint(words) else None

    def _may_be_role(self, index: int) -> bool:
        if self._tokens.gaps[index + 1] == PARAGRAPH_BREAK:
            return False
        known = self._names.get(index)
        if known is not None:
            return known.label != "PERSON"
        word = self._lower[index]
        return word in ROLES or word in TITLES or word in OFFICES or word in TITLE_ATTRIBUTES or word in {"of", "-"}

    def _begins_late(self, first: int, last: int) -> int:
        """How many tokens at the beginning only look like a part of the role: `of`, a hyphen, `A,`."""
        late = 0
        while first + late < last and self._lower[first + late] in {"of", "-"}:
            late += 1
        return late

    def _gender(self, names: Sequence[FoundName], places: Sequence[tuple[int, int]]) -> Gender | None:
        words = {word.rstrip(".") for first, last in places for word in self._lower[first:last]}
        for name in names:
            first = name.tokens.start - 1
            if first > 0 and self._lower[first] == ".":
                first -= 1
            words.add(self._lower[first] if first >= 0 else "")
        female, male = not words.isdisjoint(self._lexicon.feminine), not words.isdisjoint(self._lexicon.masculine)
        if female == male:
            return None
        return "female" if female else "male"
