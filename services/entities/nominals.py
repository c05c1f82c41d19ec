"""Nominals: described people and groups that may speak without a name: `US officials`, `the company`, `a spokesman`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from copydesk.text.tokens import PARAGRAPH_BREAK, Tokens
from schemas.entity import EntityType, GrammaticalNumber
from services.entities.found_names import FoundName
from services.entities.lexicon import DETERMINERS, GROUPS, MODIFIERS, PLURAL_PEOPLE, ROLES, SPEAKING_GROUPS

MAX_TOKENS = 8
"""Tokens before the noun that are searched for the beginning of the phrase."""


_KINDS: Final[dict[str, tuple[EntityType, GrammaticalNumber]]] = {
    **dict.fromkeys(ROLES, ("PERSON", "singular")),
    **dict.fromkeys(GROUPS | SPEAKING_GROUPS, ("ORG", "singular")),
    **dict.fromkeys(PLURAL_PEOPLE, ("PERSON", "plural")),
}


@dataclass(frozen=True, slots=True)
class Nominal:
    """A described person or group: code points `start` to `end` of the text."""

    start: int
    end: int
    head: str
    type: EntityType
    number: GrammaticalNumber


def find_nominals(tokens: Tokens, names: Iterable[FoundName]) -> list[Nominal]:
    """The described people and groups of a text, in order; none of them touches the name of a person."""
    named = {index: name for name in names for index in range(name.tokens.start, name.tokens.end)}
    return list(_nominals(tokens, named))


def _nominals(tokens: Tokens, named: dict[int, FoundName]) -> Iterator[Nominal]:
    for index, head in [(index, head) for index, head in enumerate(tokens.lower) if head in _KINDS]:
        if index in named or _stands_before_a_name(tokens, index, named):
            continue
        start, determined = _beginning(tokens, index, named)
        type_, number = _KINDS[head]
        if determined or (number == "plural" and tokens.words[index] == head):
            yield Nominal(int(tokens.starts[start]), int(tokens.ends[index]), head, type_, number)


def _stands_before_a_name(tokens: Tokens, index: int, named: dict[int, FoundName]) -> bool:
    """Whether a person's name or another such noun follows, so that this noun is no head of its own.

    In `spokesman Jan Novak` the noun is the role of the name; of `bank officials` only the last noun is the head.
    """
    following = index + 1
    if following >= len(tokens) or tokens.gaps[following] == PARAGRAPH_BREAK:
        return False
    name = named.get(following)
    return (name is not None and name.label == "PERSON") or tokens.lower[following] in _KINDS


def _beginning(tokens: Tokens, index: int, named: dict[int, FoundName]) -> tuple[int, bool]:
    """First token of the phrase, and whether a determiner or a name in it says who is meant."""
    start, determined = index, False
    while start and index - start < MAX_TOKENS and tokens.gaps[start] != PARAGRAPH_BREAK:
        before = named.get(start - 1)
        word = tokens.lower[start - 1]
        if before is not None and before.label in {"LOC", "NORP", "ORG"}:
            start, determined = max(before.tokens.start, index - MAX_TOKENS), True
        elif word in DETERMINERS:
            return start - 1, True
        elif word in MODIFIERS or word in _KINDS:
            start -= 1
        else:
            break
    return start, determined
