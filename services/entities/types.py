"""Types: maps the tagger's classes to the entity types of the contract."""

from __future__ import annotations

import re
from typing import Final

from copydesk.text.word_set import word_set
from schemas.entity import EntityType
from services.entities.gazetteer import lookup
from services.entities.labels import NameClass
from services.entities.lexicon import EVENT_HEADS, PLACE_HEADS, POLITICAL_PLACES
from services.entities.place_table import Place
from services.entities.surroundings import BUILDINGS, FACILITY_HEADS

_TYPES: Final[dict[NameClass, EntityType]] = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "NORP": "NORP",
    "DATE": "DATE",
    "MONEY": "AMOUNT",
}

_BUILDINGS: Final = (
    FACILITY_HEADS
    | BUILDINGS
    | word_set(
        "barracks campus casino cemetery depot dock docks guesthouse infirmary inn jail jetty lodge mall "
        "mill observatory pier plaza pub resort restaurant suites synagogue terminal theater theatre warehouse wharf"
    )
)
"""A place's name of several words that ends in one of these is that of a building, and no place with a government."""

_UNGOVERNED: Final = (PLACE_HEADS - POLITICAL_PLACES) | {"hemisphere", "lakes"}
"""Words of names of places without a government."""

_COMPASS: Final = word_set(
    "antarctic arctic central east eastern lower mid middle midwest north northeast northeastern northern northwest "
    "northwestern south southeast southeastern southern southwest southwestern upper west western"
)
"""A name of nothing but these is that of a region: "the Upper Midwest"."""

_QUOTED = re.compile(r"[\"“'‘«]\Z")


def entity_type(label: NameClass, name: str, place: Place | None, before: str) -> EntityType | None:
    """The type of an entity; None for a name of class MISC for which the contract has no type.

    `place`: the place that the entity is linked to; `before`: the character before its first mention.
    """
    if label == "LOC":
        return _type_of_place(name, place)
    if label == "MISC":
        return _type_of_other(name, before)
    return _TYPES[label]


def _type_of_place(name: str, place: Place | None) -> EntityType:
    """GPE for places with a government; LOC for continents, regions, waters, mountains and buildings."""
    printed = name.casefold().split()
    if len(printed) > 1 and (printed[-1] in _BUILDINGS or printed[-2:] == ["guest", "house"]):
        return "LOC"
    known = lookup(name)
    if known is not None and known.type in {"GPE", "LOC"}:
        return known.type
    if place is not None:
        return "LOC" if place.kind in {"continent", "region"} else "GPE"
    if _COMPASS.issuperset(printed):
        return "LOC"
    return "LOC" if _UNGOVERNED.intersection(printed) else "GPE"


def _type_of_other(name: str, before: str) -> EntityType | None:
    known = lookup(name)
    if known is not None and known.type in {"EVENT", "NORP"}:
        return known.type
    if any(word.casefold() in EVENT_HEADS for word in name.split()):
        return "EVENT"
    if _QUOTED.search(before) and len(name.split()) > 1:
        return "WORK"
    return None
