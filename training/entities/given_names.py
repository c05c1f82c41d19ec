"""Makes `copydesk/text/language/given_names/*.txt`, the common given names of each language and whose they are.

pip install --no-deps --require-hashes -r requirements/training-data.txt
python -m training.entities.given_names
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.word_set import word_set
from services.entities.gazetteer import lookup
from services.entities.place_table import place_table

TARGET = Path("copydesk/text/language/given_names")

_OF_THE_WORLD: Final = (
    "en en_US en_GB en_IE ga_IE en_IN en_NZ en_NG zu_ZA yo_NG ha_NG ig_NG tw_GH sw id_ID vi_VN tr_TR hu_HU ro_RO "
    "hr_HR sl_SI sk_SK lv_LV et_EE is_IS az_AZ uz_UZ es_ES es_MX es_AR es_CO es_CL fr_FR fr_CH fr_BE fr_QC fr_CA fr_DZ "
    "de_DE de_AT de_CH it_IT pt_BR pt_PT nl_NL nl_BE sv_SE no_NO da_DK fi_FI pl_PL cs_CZ"
)
"""The locales of Faker in Latin letters: an English newspaper prints people of every country. Not Kenya's: that list
gives names of Kikuyu women as men's."""

_LOCALES: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("cs_CZ", "sk_SK"),
    "da": ("da_DK", "no_NO", "sv_SE"),
    "de": ("de_DE", "de_AT", "de_CH"),
    "es": ("es_ES", "es_MX", "es_AR", "es_CO", "es_CL", "es_CA"),
    "fi": ("fi_FI", "sv_SE"),
    "fr": ("fr_FR", "fr_CH", "fr_BE", "fr_QC", "fr_CA"),
    "it": ("it_IT",),
    "nb": ("no_NO", "da_DK", "sv_SE"),
    "nl": ("nl_NL", "nl_BE"),
    "pl": ("pl_PL",),
    "pt": ("pt_BR", "pt_PT"),
    "ru": ("ru_RU",),
    "sv": ("sv_SE", "no_NO", "da_DK", "fi_FI"),
    "uk": ("uk_UA",),
}
"""Of each language with a file of its own those of Faker, neighbours whose names are read there every day behind."""

_WORDS: Final = word_set(
    "abril agosto alba albe alma alta amada amado amico amor angeles april aria asia august aurora balder bella "
    "benvenuto bienvenida blanca blume bonita bravo bruma campo caridad cielo clara concepción constant consuelo cruz "
    "del dios dolores domingo donna dulce durante el elke encarnación engel ernst esperanza estrella fe fedele "
    "felicidad flor francia fée gloria gracia gracias greca greco heide heimat hoffnung indiana jade jordan juin juli "
    "junho juni junio junior juste justice la lage lande las laurier lenz leone liberté lieve linde line los luna luz "
    "lykke lys mai maj mar marche marine mark mars mayo mentor merced mia milagros milano mina mon mía nieves norma "
    "noël océane océanie otter pascal paz país perle prince prins prudence reina reine rico roman rosario rose sage "
    "salud san santa santo santos segundo septembre silva socorro sol sole soledad sommer stella stern sturm terre "
    "trinidad tránsito urban victoire viola violette virtudes visitación vita vittoria vitória wolf zeus ángeles"
)
"""Names that are words of a language or names of places rather more often, so that they tell of nobody."""

_FAMILY_NAMES: Final = word_set(
    "ahn bui chan chen cheng cheung cho choi chong chow chung dang duong gao goh guo han hoang hong hwang jang jeon "
    "jin jung kang khoo koh kwok kwon lam lau leung li liang lim lin liu low luo mao nam ngo nguyen park pham ryu seo "
    "shen shin sim sin song sun tan tang teo toh tran wang wong wu xie xu yang yeo yoon zhang zhao zheng zhou zhu"
)
"""East Asian family names, which stand before the given name in English papers, too."""

_LATIN: Final = re.compile(r"[a-zß-öø-ÿāăąćčđēęěğīįıłńňőœřśşšťūůűųźżžșț]+")

_SHORTEST: Final = 3
"""Letters: shorter ones are initials and articles as well."""

_LARGE: Final = 100_000
"""Inhabitants of a place that is meant by its name at least as often as a person."""


def _of_locale(locale: str, kind: str) -> set[str]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    listed = getattr(provider, f"first_names_{kind}", ())
    return set() if isinstance(listed, property) else set(_words(listed))


def _words(names: Iterable[str]) -> Iterator[str]:
    """Each word of the names; double names that a hyphen joins by their first."""
    for name in names:
        for word in name.split():
            first = word.partition("-")[0]
            if len(first) >= _SHORTEST and first.isalpha() and _may_be_name(first):
                yield first.lower()


def _may_be_name(word: str) -> bool:
    """Whether a word is neither a common one nor the name of a country or a large city."""
    if word.lower() in _WORDS or lookup(word) is not None:
        return False
    return all(place.kind == "city" and place.population < _LARGE for place in place_table().find(word))


def names_of_the_world() -> tuple[set[str], set[str]]:
    """Those of men and of women, without those that men bear somewhere and women elsewhere."""
    men = {name for locale in _OF_THE_WORLD.split() for name in _of_locale(locale, "male") if _LATIN.fullmatch(name)}
    women = {
        name for locale in _OF_THE_WORLD.split() for name in _of_locale(locale, "female") if _LATIN.fullmatch(name)
    }
    return men - women - FEMININE - _FAMILY_NAMES, women - men - MASCULINE - _FAMILY_NAMES


def given_names(tag: str) -> tuple[set[str], set[str], set[str]]:
    """Those of men, of women, and of either, in lower case; a nearer locale decides whose a name is."""
    men: set[str] = set()
    women: set[str] = set()
    either: set[str] = set()
    for locale in _LOCALES[tag]:
        known = men | women | either
        new_men, new_women = _of_locale(locale, "male") - known, _of_locale(locale, "female") - known
        either |= new_men & new_women
        men |= new_men - new_women
        women |= new_women - new_men
    return men, women, either


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for language in (*_LOCALES, "en"):
        rows = zip(
            ("he", "she", "either"), names_of_the_world() if language == "en" else given_names(language), strict=False
        )
        lines = "".join(f"{kind}: {' '.join(sorted(names))}\n" for kind, names in rows)
        (TARGET / f"{language}.txt").write_text(f"# Faker 40.63.0, MIT licence\n{lines}", encoding="utf-8")
