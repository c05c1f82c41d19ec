"""Towns: single words that the state or country behind them makes a place, "Omaha and Lincoln in Nebraska"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.text.tokens import Tokens
from services.entities.found_names import FoundName, in_order, name_at
from services.entities.lexicon import TITLES
from services.entities.place_table import place_table

_TOWN: Final = 10_000
"""Inhabitants of a town that is known by the state or country behind it: smaller ones bear mostly people's names."""

_TOWN_IN_LIST: Final = 1_000
"""The same for a town that a list joins to another of that state: "Lima and Dayton in Ohio"."""

_AREAS: Final = frozenset({"country", "subdivision"})


def with_towns(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, with the towns before the state or country that they lie in: "Omaha and Lincoln in Nebraska".

    A town is a single word that was taken for a person, or missed if an "and" joins it to a town. The surname
    of somebody named in full stays a person.
    """
    found = {name.tokens.start: name for name in names if len(name.words) == 1}
    taken = {at for name in names for at in range(*name.tokens)}
    surnames = {name.words[-1] for name in names if name.label == "PERSON" and len(name.words) > 1}
    towns: dict[int, FoundName] = {}
    for area in names:
        if area.label != "LOC":
            continue
        codes = {place.code for place in place_table().find(" ".join(area.words)) if place.kind in _AREAS}
        least = _TOWN
        for at in _before_area(tokens, area) if codes else ():
            known = found.get(at)
            word = tokens.words[at]
            is_listed = least == _TOWN_IN_LIST
            is_open = known.label == "PERSON" if known is not None else is_listed and at not in taken
            if word in surnames or not _is_town(word, codes, least):
                break
            if is_open or (known is not None and known.label == "LOC"):
                least = _TOWN_IN_LIST
            if is_open:
                towns[at] = name_at(tokens, at, at + 1, "LOC")
    return in_order([*(towns.pop(name.tokens.start, name) for name in names), *towns.values()])


def _before_area(tokens: Tokens, area: FoundName) -> Iterator[int]:
    """The tokens, from right to left, that "in" or a comma and then "and" or commas join to the area behind them."""
    at = area.tokens.start - 1
    joints = {"in", ","}
    if tokens.lower[area.tokens.end : area.tokens.end + 1] == ["'s"]:
        return  # "Jackson, Ohio's governor"
    while at > 0 and tokens.lower[at] in joints and tokens.words[at - 1][:1].isupper():
        before = max(0, at - 3 if tokens.words[at - 2] == "." else at - 2)
        if at > 1 and (tokens.words[before][:1].isupper() or tokens.lower[before] in TITLES):
            return  # behind a title, or the end of a longer name
        yield at - 1
        at -= 2
        joints = {"and", ","}


def _is_town(word: str, codes: set[str], least: int) -> bool:
    """Whether a town of so many inhabitants lies in one of the areas with these ISO 3166 codes."""
    return any(
        place.kind == "city"
        and place.chief_name
        and place.population >= least
        and not codes.isdisjoint({place.country, place.subdivision})
        for place in place_table().find(word)
    )
