"""Runs of places: a place, what stands in it or above it, which the tagger took for one name.

"San Francisco's Moscone Center" is two places, and so is "Jerez, Spain"; the number behind a state is that of a post
office, and no part of its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.text.tokens import Tokens
from services.entities.found_names import FoundName, name_at
from services.entities.gazetteer import lookup
from services.entities.labels import NameClass
from services.entities.place_table import place_table

_TOWN: Final = 20_000
"""Inhabitants of a town that is known by its name before a possessive."""

_LEAST_DIGITS: Final = 4
"""Digits of a post code: "Area 51" and "Highway 61" are names."""

_JOINTS: Final = frozenset({"'s", "\u2019s", ","})
"""What stands between a place and what lies in it or around it."""


def with_split_places(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, each run of places as the names that it consists of."""
    people = {name.words[-1] for name in names if name.label == "PERSON"}
    return [part for name in names for part in _parts(tokens, name, people)]


def _parts(tokens: Tokens, name: FoundName, people: set[str]) -> Iterator[FoundName]:
    start, end = name.tokens
    if name.label != "LOC" or len(name.words) == 1:
        yield name
        return
    while end - start > 1 and _is_post_code(tokens.words[end - 1]):
        end -= 1
    cut = next((at for at in range(start + 1, end - 1) if tokens.words[at] in _JOINTS), 0)
    label = _label_of_first(tokens.words[start:cut], people) if cut else None
    if label is None or (tokens.words[cut] == "," and not _are_nested(tokens, start, cut, end)):
        yield name if end == name.tokens.end else name_at(tokens, start, end, "LOC")
        return
    yield name_at(tokens, start, cut, label)
    yield name_at(tokens, cut + 1, end, "LOC")


def _is_post_code(word: str) -> bool:
    return len(word) >= _LEAST_DIGITS and word.isdigit()


def _label_of_first(words: Sequence[str], people: set[str]) -> NameClass | None:
    """What the words before a possessive or a comma name: a place that is known, or somebody of the article."""
    if len(words) == 1 and words[0] in people:
        return "PERSON"
    printed = " ".join(words)
    known = lookup(printed)
    if known is not None:
        return "LOC" if known.type in {"GPE", "LOC"} else None
    return "LOC" if any(place.population >= _TOWN for place in place_table().find(printed)) else None


def _are_nested(tokens: Tokens, start: int, comma: int, end: int) -> bool:
    """Whether the place before the comma lies in the country or state behind it: not "Washington, D.C."."""
    areas = place_table().find(" ".join(tokens.words[comma + 1 : end]))
    above = {place.code for place in areas if place.kind in {"country", "subdivision"}}
    inner = place_table().find(" ".join(tokens.words[start:comma]))
    return any(place.kind == "city" and not above.isdisjoint({place.country, place.subdivision}) for place in inner)
