"""Case endings: in languages that inflect names, Trumpa and Trumpem are Trump, and Merkels is Merkel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from copydesk.text.language.registry import primary_tag

LEAST_STEM: Final = 3
"""Letters that the forms of a name share; shorter names are too often each other's beginning."""


class Endings(NamedTuple):
    """Endings of names, folded as names are compared: of the basic form, and of the other cases."""

    basic: frozenset[str]
    others: frozenset[str]


@cache
def _endings() -> Mapping[str, Endings]:
    """The endings by the primary subtags of the languages."""
    known: dict[str, Endings] = {}
    text = (files("services.entities") / "data" / "case_endings.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            languages, basic, others = (frozenset(part.split()) for part in line.split("|"))
            known |= dict.fromkeys(languages, Endings(*(_read(part) for part in (basic, others))))
    return known


def _read(listed: frozenset[str]) -> frozenset[str]:
    return frozenset(ending.strip("-") for ending in listed)


def basic_forms(words: Iterable[str], language: str | None) -> dict[str, str]:
    """For each of the folded words that is another of them in a case of `language`, a BCP 47 tag: that other word."""
    endings = _endings().get(primary_tag(language))
    if endings is None:
        return {}
    every = frozenset(words)
    by_stem: dict[str, str] = {}
    for word in sorted(every, key=lambda word: (-len(word), word)):
        for ending in endings.basic:
            if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
                by_stem[word.removesuffix(ending) if ending else word] = word
    return {word: basic for word in every if (basic := _basic(word, endings.others, by_stem)) is not None}


def _basic(word: str, others: frozenset[str], by_stem: Mapping[str, str]) -> str | None:
    """The basic form, with the longest stem, whose case the word is."""
    for start in range(len(word) - 1, LEAST_STEM - 1, -1):
        basic = by_stem.get(word[:start]) if word[start:] in others else None
        if basic is not None and basic != word and len(basic) <= len(word):
            return basic
    return None
