"""The languages by their tags. A new language is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Final

from copydesk.text.language.de import GERMAN
from copydesk.text.language.en import ENGLISH
from copydesk.text.language.fr import FRENCH
from copydesk.text.language.lexicon import Lexicon
from copydesk.text.language.name_lists import given_names_of
from copydesk.text.language.reporting import Reporting, UnspacedReporting

LEXICONS: Final[Mapping[str, Lexicon]] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
}
"""By the primary subtag of BCP 47."""

REPORTING: Final = frozenset(
    ["cs", "da", "de", "es", "fi", "fr", "it", "ja", "lt", "nb", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"]
)
"""Languages whose file tells how they report speech, as its `REPORTING`; by the primary subtag, which is the name of
the file. One is loaded when its first article comes."""

_WRITTEN_AS: Final[Mapping[str, str]] = {"no": "nb", "nn": "nb", "cmn": "zh"}
"""Tags of languages whose words stand in the file of another."""

_ASSUMED: Final = "en"
"""For an article whose language nobody knows, a few words or a table: the language that the models have learnt."""

_UNDETERMINED: Final = ("", "und")

_UNKNOWN: Final = Lexicon()


def primary_tag(language: str | None) -> str:
    """The primary subtag of a BCP 47 tag in lower case; English for none and for `und`."""
    tag = (language or "").partition("-")[0].casefold()
    return _ASSUMED if tag in _UNDETERMINED else tag


def lexicon_of(language: str | None) -> Lexicon:
    """The words of a BCP 47 tag; an empty lexicon for a language without a file."""
    return LEXICONS.get(primary_tag(language), _UNKNOWN)


def reporting_of(language: str | None) -> Reporting | UnspacedReporting | None:
    """How the language of a BCP 47 tag tells who says something; None where nobody has written that down."""
    tag = primary_tag(language)
    return _reporting(_WRITTEN_AS.get(tag, tag))


@cache
def _reporting(tag: str) -> Reporting | UnspacedReporting | None:
    if tag not in REPORTING:
        return None
    found: Reporting | UnspacedReporting = import_module(f"copydesk.text.language.{tag}").REPORTING
    return found if isinstance(found, UnspacedReporting) else _with_listed_names(found, tag)


def _with_listed_names(reporting: Reporting, tag: str) -> Reporting:
    """With the common given names of the language beside those that its file has."""
    listed = given_names_of(tag)
    genders = {name: whose for name, whose in listed.items() if whose != "either"}
    return replace(
        reporting,
        given_names=reporting.given_names.union(listed),
        name_genders={**genders, **reporting.name_genders},
    )
