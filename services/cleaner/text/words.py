"""Words of a text in the form in which two texts are compared."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")


def normalised_words(text: str) -> list[str]:
    """The alphanumeric words, case folded: they stay the same whatever the layout."""
    return _WORD.findall(text.casefold())
