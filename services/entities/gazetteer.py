"""Gazetteer: lists of known names, of countries, peoples, large places, a few institutions, and given names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from copydesk.text.language.registry import reporting_of
from copydesk.text.language.reporting import Reporting
from schemas.entity import EntityType
from services.entities.caching import WORDS_KEPT

_DATA = files("services.entities") / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """The entity type of a listed name. `country`: its ISO 3166-1 alpha-2 code where the name is that of a country."""

    type: EntityType
    country: str | None = None


@cache
def names() -> dict[str, Entry]:
    """Every listed name but given names, as it is printed."""
    return {**_places(), **_countries()}


def is_given_name(word: str, tag: str = "") -> bool:
    """Whether `word` is a common given name of some language, with or without its accents, or one that `tag` lists.

    `tag`: the primary subtag of the article's language.
    """
    if is_cyrillic(word):
        return _is_cyrillic_given_name(word)
    if (word if word.isascii() else _without_accents(word)) in _given_names():
        return True
    return bool(tag) and word[:1].isupper() and word.lower() in _own_given_names(tag)


@cache
def _own_given_names(tag: str) -> frozenset[str]:
    reporting = reporting_of(tag)
    return reporting.given_names if isinstance(reporting, Reporting) else frozenset()


_CYRILLIC = ("\u0400", "\u04ff")
"""First and last letter of the script, in whose languages given names have cases."""


def is_cyrillic(word: str) -> bool:
    """Whether the word begins with a Cyrillic letter."""
    return _CYRILLIC[0] <= word[:1] <= _CYRILLIC[1]


_CASE_ENDINGS = ("а", "у", "ом", "ем", "е", "я", "ю", "ой", "ей", "ою", "ы", "и", "і", "ові", "еві", "єм")  # noqa: RUF001
_BASIC_ENDINGS = ("", "а", "й", "ь", "я", "о", "ий", "ій", "ия", "ія")  # noqa: RUF001
"""Endings of given names in other cases, and in the basic one."""

_SHORTEST = 3
"""Letters of a given name of which a case is looked for."""


@lru_cache(maxsize=WORDS_KEPT)
def _is_cyrillic_given_name(word: str) -> bool:
    known = _cyrillic_given_names()
    if word in known:
        return True
    stems = {
        word.removesuffix(case) for case in _CASE_ENDINGS if word.endswith(case) and len(word) - len(case) >= _SHORTEST
    }
    return any(stem + ending in known for stem in stems for ending in _BASIC_ENDINGS)


@cache
def _cyrillic_given_names() -> frozenset[str]:
    return frozenset(name for line in _lines("given_names_cyrillic.txt") for name in line.split())


def is_company(name: str) -> bool:
    """Whether a company of a stock index is called so, with or without its legal form."""
    return name in _companies()


@cache
def _companies() -> frozenset[str]:
    return frozenset(_lines("companies.txt"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(_without_accents(name) for line in _lines("given_names.txt") for name in line.split())


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def lookup(name: str) -> Entry | None:
    """The entry of `name`, or None. A name in capitals is found too, unless it is so short as to be another word."""
    plain = name.replace("\u2019", "'")
    entry = names().get(plain)
    if entry is None and plain.isupper() and len(plain) > len("USA"):
        return names().get(plain.title())
    return entry


def home_of_people(name: str) -> str | None:
    """ISO 3166 code of the country or subdivision whose people `name` is: JP for Japanese, GB-SCT for Scottish."""
    home = _peoples().get(name)
    return _peoples().get(name.title()) if home is None and name.isupper() else home


@cache
def _peoples() -> dict[str, str]:
    rows = (line.split("|") for line in _lines("countries.txt"))
    return {people: code for code, _, peoples, _ in rows for people in _listed(peoples)}


def _lines(file: str) -> list[str]:
    text = (_DATA / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _countries() -> dict[str, Entry]:
    known: dict[str, Entry] = {}
    for line in _lines("countries.txt"):
        code, countries, peoples, cities = line.split("|")
        known |= dict.fromkeys(_listed(cities), Entry("GPE"))
        known |= dict.fromkeys(_listed(peoples), Entry("NORP"))
        known |= dict.fromkeys(_listed(countries), Entry("GPE", code))
    return known


_TYPES: dict[str, EntityType] = {"GPE": "GPE", "LOC": "LOC", "NORP": "NORP", "ORG": "ORG", "EVENT": "EVENT"}


def _places() -> dict[str, Entry]:
    known: dict[str, Entry] = {}
    for line in _lines("places.txt"):
        label, listed = line.split("|")
        known |= dict.fromkeys(_listed(listed), Entry(_TYPES[label]))
    return known


def _listed(names_: str) -> list[str]:
    return [name for name in names_.split(",") if name]
