"""The wording of an article's language."""

from __future__ import annotations

from copydesk.text.language.de import GERMAN
from copydesk.text.language.en import ENGLISH
from copydesk.text.language.fr import FRENCH
from copydesk.text.language.lexicon import Wording

_WORDINGS = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH}


def wording_of(language: str | None) -> Wording:
    """The wording of a BCP 47 tag; English for languages without one, whose quotation marks are still read."""
    return _WORDINGS.get((language or "").partition("-")[0].casefold(), ENGLISH)
