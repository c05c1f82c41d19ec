"""The wording of an article's language."""

from __future__ import annotations

from services.quotes.english import ENGLISH
from services.quotes.french import FRENCH
from services.quotes.german import GERMAN
from services.quotes.wording import Wording

_WORDINGS = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH}


def wording_of(language: str | None) -> Wording:
    """The wording of a BCP 47 tag; English for languages without one, whose quotation marks are still read."""
    return _WORDINGS.get((language or "").partition("-")[0].casefold(), ENGLISH)
