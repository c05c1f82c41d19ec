"""The languages by their tags. A new language is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from copydesk.text.language.de import GERMAN
from copydesk.text.language.en import ENGLISH
from copydesk.text.language.fr import FRENCH
from copydesk.text.language.lexicon import Lexicon

LEXICONS: Final[Mapping[str, Lexicon]] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
}
"""By the primary subtag of BCP 47."""

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
