"""Parts of names, in the forms in which they are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from services.entities.caching import WORDS_KEPT
from services.entities.lexicon import CORPORATE_ENDS, PARTICLES, TITLES

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_POSSESSIVES = ("'s", "\u2019s")


def without_accents(word: str) -> str:
    """The word without its accents: `Cesar` for `César`."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@lru_cache(maxsize=WORDS_KEPT)
def surname(word: str) -> str:
    """The form in which surnames are compared: folded, without a hyphenated particle (`khatib` for `al-Khatib`)."""
    folded = without_accents(word).casefold().replace("\u2019", "'").rstrip(".")
    head, hyphen, rest = folded.partition("-")
    return rest if hyphen and rest and head in PARTICLES else folded


@lru_cache(maxsize=WORDS_KEPT)
def printed_words(name: str) -> tuple[str, ...]:
    """The words of a printed name, without a possessive and without a leading article."""
    bare = name
    for ending in _POSSESSIVES:
        bare = bare.removesuffix(ending)
    words = tuple(bare.split()) or (name,)
    return words[1:] if len(words) > 1 and words[0].casefold() == "the" else words


@lru_cache(maxsize=WORDS_KEPT)
def person_keys(name: str) -> tuple[str, ...]:
    """The given names and surname of a person without titles, particles and generation, folded."""
    words = [surname(word.strip(",")) for word in printed_words(name)]
    kept = [word for word in words if word and word not in PARTICLES and word not in _GENERATIONS]
    bare = [word for word in kept if word not in TITLES and f"{word}." not in TITLES]
    return tuple(bare or kept or words)


def without_corporate_end(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a company's name without its legal form: `Acme Widgets` for `Acme Widgets, Inc.`."""
    end = len(words)
    while end > 1 and words[end - 1].casefold() in CORPORATE_ENDS:
        end -= 1
    return (*words[: end - 1], words[end - 1].rstrip(",")) if end < len(words) else words
