"""Parts of names."""

from __future__ import annotations

from services.entities.lexicon import CORPORATE_ENDS, PARTICLES


def surname(word: str) -> str:
    """The part of a surname that writers agree on: `al-Khatib` and `Khatib` are one."""
    folded = word.casefold().replace("\u2019", "'").rstrip(".")
    head, hyphen, rest = folded.partition("-")
    return rest if hyphen and head in PARTICLES else folded


def without_corporate_end(words: tuple[str, ...]) -> tuple[str, ...]:
    """`Acme Widgets` of `Acme Widgets, Inc.`; the words themselves where nothing would be left."""
    end = len(words)
    while end > 1 and words[end - 1].casefold() in CORPORATE_ENDS:
        end -= 1
    return words[:end]
