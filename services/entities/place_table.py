"""Place table: countries, subdivisions and cities with their ISO 3166 codes and GeoNames ids, found by name.

Data of GeoNames (geonames.org, CC BY 4.0) and ISO 3166 codes, made by `training/entities/places.py`. Names are
kept as 48-bit digests in sorted arrays: five megabytes and no dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.place_digest import digest as place_digest
from copydesk.text.place_digest import folded
from services.entities.caching import WORDS_KEPT

PlaceKind: TypeAlias = Literal["continent", "country", "subdivision", "city", "region"]

KINDS: Final[tuple[PlaceKind, ...]] = ("continent", "country", "subdivision", "city", "region")


class Place(NamedTuple):
    """A place of the table.

    `code`: ISO 3166-1 alpha-2 of a country, ISO 3166-2 of a subdivision, UN M49 of a region of the world, else empty.
    `country`: alpha-2 of the country that it is or lies in. `subdivision`: ISO 3166-2 code of the one that a city lies
    in, where the table knows it.
    """

    kind: PlaceKind
    geonames: int
    code: str
    country: str
    subdivision: str
    population: int
    capital: bool
    chief_name: bool
    """Whether it was found by its main name, not by another spelling or a former name."""


def digest(folded_name: str) -> tuple[int, int]:
    """A 48-bit digest of a name: 32 bits to search by and 16 to check the match."""
    value = place_digest(folded_name)
    return value >> 16, value & 0xFFFF


def _position(ordered: NDArray[np.generic], wanted: int) -> int:
    """Where a number stands in a column, or would; asked in the column's own type, or numpy converts all of it."""
    return int(np.searchsorted(ordered, ordered.dtype.type(wanted)))


class PlaceTable:
    """The table: rows of places, and sorted digests of names, each with the row of its place."""

    def __init__(self, columns: dict[str, NDArray[np.generic]]) -> None:
        """`columns` as `training/entities/places.py` writes them."""
        self._keys, self._checks, self._targets = columns["keys"], columns["checks"], columns["targets"]
        self._rows = [columns[name] for name in ("kind", "geonames", "code", "country", "subdivision", "population")]
        self._capital, self._codes = columns["capital"], columns["codes"].tobytes().decode("ascii").split("\n")
        self.find = lru_cache(maxsize=WORDS_KEPT)(self._find)

    def of_geonames(self, identifier: int) -> Place | None:
        """The place with that GeoNames id, under its main name."""
        geonames, rows = self._by_geonames
        at = _position(geonames, identifier)
        if at == len(geonames) or geonames[at] != identifier:
            return None
        return self._place(2 * int(rows[at]) + 1)

    @cached_property
    def _by_geonames(self) -> tuple[NDArray[np.generic], NDArray[np.int32]]:
        """The GeoNames ids in order, and the row of each."""
        rows = np.argsort(self._rows[1], kind="stable").astype(np.int32)
        return self._rows[1][rows], rows

    def _find(self, name: str) -> tuple[Place, ...]:
        """Every place of that name."""
        return tuple(self._places(folded(name)))

    def _places(self, name: str) -> Iterator[Place]:
        if not name:
            return
        key, check = digest(name)
        index = _position(self._keys, key)
        while index < len(self._keys) and self._keys[index] == key:
            if self._checks[index] == check:
                yield self._place(int(self._targets[index]))
            index += 1

    def _place(self, target: int) -> Place:
        row, chief_name = target >> 1, bool(target & 1)
        kind, geonames, code, country, subdivision, population = (int(column[row]) for column in self._rows)
        return Place(
            KINDS[kind],
            geonames,
            self._codes[code],
            self._codes[country],
            self._codes[subdivision],
            round(1.1**population) if population else 0,
            bool(self._capital[row]),
            chief_name,
        )


@cache
def place_table() -> PlaceTable:
    """The table that is shipped; read once a process."""
    with (
        as_file(files("services.entities") / "data" / "places.npz") as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        return PlaceTable({name: stored[name] for name in stored.files})
