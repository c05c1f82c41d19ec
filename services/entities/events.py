"""Events: a year before a name and an election or a disaster behind it make one name, "2010 Haiti earthquake"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from copydesk.text.tokens import BLANK, Tokens
from copydesk.text.word_set import word_set
from services.entities.found_names import FoundName, in_order, name_at
from services.entities.labels import NameClass

DATED_EVENTS: Final = word_set(
    "bombing bombings census coup cyclone earthquake election elections famine flood floods hurricane "
    "massacre plebiscite primaries primary protests referendum riots summit tsunami"
)
"""What happens in one year at one place, so that year, place and noun together name it."""

_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")

_KINDS: Final = word_set(
    "congressional constitutional council departmental deputy federal general gubernatorial independence leadership "
    "legislative local mayoral membership midterm municipal parliamentary presidential primary provincial regional "
    "runoff snap special state status terror terrorist train"
)
"""Words between the name and the noun: "2006 Liberal Party of Canada leadership election". No verb is among them."""

_BY_ELECTION: Final = ["by", "-", "election"]

_BETWEEN: Final = 3
"""How many such words there are at most."""

_NAMES: Final[frozenset[NameClass]] = frozenset({"LOC", "ORG", "NORP", "MISC"})


def with_dated_events(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, with those of events in place of the years, places and bodies that they begin with."""
    ends = {name.tokens.start: name.tokens.end for name in names}
    events = [
        name_at(tokens, name.tokens.start - 1, end, "MISC")
        for name in names
        if name.label in _NAMES and _is_behind_year(tokens, name) and (end := _end_of_event(tokens, name, ends))
    ]
    if not events:
        return list(names)
    within = {at for event in events for at in range(*event.tokens)}
    return in_order([*events, *(name for name in names if within.isdisjoint(range(*name.tokens)))])


def _is_behind_year(tokens: Tokens, name: FoundName) -> bool:
    start = name.tokens.start
    return start > 0 and tokens.gaps[start] == BLANK and _YEAR.fullmatch(tokens.words[start - 1]) is not None


def _end_of_event(tokens: Tokens, name: FoundName, ends: Mapping[int, int]) -> int:
    """The token behind the event's noun, before which may stand what kind it is; 0 where there is none.

    `ends`: the ends of all names by their first tokens; "of" and "for" join two: "Assembly for Wales election".
    """
    first = name.tokens.end
    if tokens.words[first : first + 1] in (["of"], ["for"]):
        first = ends.get(first + 1, first)
    for at in range(first, min(first + _BETWEEN + 1, len(tokens))):
        if tokens.gaps[at] != BLANK:
            return 0
        if tokens.words[at : at + 3] == _BY_ELECTION:
            return at + 3
        if tokens.words[at] in DATED_EVENTS and not _is_kind_of_next(tokens, at):
            return at + 1
        if tokens.words[at] not in _KINDS:
            return 0
    return 0


def _is_kind_of_next(tokens: Tokens, at: int) -> bool:
    """Whether the noun only says which kind the next one is: "primary election"."""
    return tokens.words[at] in _KINDS and tokens.words[at + 1 : at + 2] != [] and tokens.words[at + 1] in DATED_EVENTS
