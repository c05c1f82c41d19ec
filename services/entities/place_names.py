"""Names of places in an article's language: what it calls countries, capitals and large cities, and the place table.

Data of CLDR and GeoNames, made by `training/entities/place_names.py`, with the cases of languages that inflect names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Final, TypeAlias

from copydesk.text.language.registry import primary_tag
from copydesk.text.place_digest import folded
from copydesk.text.tokens import BLANK, NO_GAP, Tokens
from services.entities.caching import WORDS_KEPT
from services.entities.place_table import Place, place_table

FindPlaces: TypeAlias = Callable[[str], tuple[Place, ...]]
"""Every place of a name."""

_LEARNT: Final = "en"

_UNSPACED: Final = frozenset({"ja", "zh"})
"""Languages whose names are looked for in the characters of the text, and are not folded."""

_MACROLANGUAGES: Final = {"no": "nb", "bs": "hr", "sr": "hr", "sh": "hr"}
"""Tags under which texts arrive, and the section of the file that is theirs."""

_LONGEST: Final = 5
"""Tokens of a name that is looked for."""


class PlaceNames:
    """What one language calls the places of the table."""

    def __init__(self, language: str) -> None:
        """`language`: a primary subtag."""
        self._unspaced = language in _UNSPACED
        self._ids = _section(_MACROLANGUAGES.get(language, language))
        self._openers = frozenset(name.partition(" ")[0] for name in self._ids)
        self.find = lru_cache(maxsize=WORDS_KEPT)(self._find)

    def _find(self, name: str) -> tuple[Place, ...]:
        """Every place of that name; where the language has a place of the name, that one alone."""
        own = self.known(name)
        return (own,) if own is not None else place_table().find(name)

    def known(self, name: str) -> Place | None:
        """The place that the language calls so."""
        identifier = self._ids.get(name if self._unspaced else folded(name))
        return None if identifier is None else place_table().of_geonames(identifier)

    def __bool__(self) -> bool:
        """Whether the language has names of its own."""
        return bool(self._ids)

    def spans(self, tokens: Tokens) -> Iterator[tuple[int, int, Place]]:
        """First token, end and place of each name of the language in the text, longest first, from left to right."""
        spans = self._spans_in_characters(tokens) if self._unspaced else self._spans_in_words(tokens)
        for start, end in spans:
            place = self.known(printed(tokens, start, end))
            if place is not None:
                yield start, end, place

    def _spans_in_words(self, tokens: Tokens) -> Iterator[tuple[int, int]]:
        words, gaps = tokens.words, tokens.gaps.tolist()
        index = 0
        while index < len(words):
            end = index
            if words[index][0].isupper() and folded(words[index]).partition(" ")[0] in self._openers:
                end = self._end(tokens, gaps, index)
            if end > index:
                yield index, end
            index = max(end, index + 1)

    def _end(self, tokens: Tokens, gaps: list[int], start: int) -> int:
        """End of the longest name that begins at `start`; `start` itself where none does."""
        words = tokens.words
        limit = start + 1
        while limit < min(len(words), start + 2 * _LONGEST) and gaps[limit] <= BLANK and _may_go_on(words[limit]):
            limit += 1
        for end in range(limit, start, -1):
            if words[end - 1][-1].isalnum() and folded(printed(tokens, start, end)) in self._ids:
                return end
        return start

    def _spans_in_characters(self, tokens: Tokens) -> Iterator[tuple[int, int]]:
        characters = "".join(word if len(word) == 1 else "\n" for word in tokens.words)
        start = 0
        while start < len(characters):
            end = self._end_in_characters(characters, start)
            if end > start and all(gap == NO_GAP for gap in tokens.gaps[start + 1 : end].tolist()):
                yield start, end
            start = max(end, start + 1)

    def _end_in_characters(self, characters: str, start: int) -> int:
        """End of the longest name that begins at `start`; `start` itself where none does."""
        for length in self._lengths.get(characters[start], ()):
            if characters[start : start + length] in self._ids:
                return start + length
        return start

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """How long the names are that begin with a character, the longest first: names are looked up, not tried."""
        lengths: dict[str, set[int]] = {}
        for name in filter(None, self._ids):
            lengths.setdefault(name[0], set()).add(len(name))
        return {first: sorted(found, reverse=True) for first, found in lengths.items()}


def _may_go_on(word: str) -> bool:
    return word[0].isalpha() or word in {"-", "–", "'", "’", ".", "\u02bc"}


def printed(tokens: Tokens, start: int, end: int) -> str:
    """The text of the tokens from `start` to `end`, every white space as one blank."""
    gaps = tokens.gaps[start:end].tolist()
    words = tokens.words[start:end]
    return words[0] + "".join(" " * (gap != NO_GAP) + word for gap, word in zip(gaps[1:], words[1:], strict=True))


def _section(language: str) -> dict[str, int]:
    """The GeoNames ids of the places by their names in the language; empty for a language without a section."""
    text = (files("services.entities") / "data" / "place_names.txt").read_text(encoding="utf-8")
    _, found, section = text.partition(f"\n[{language}]\n")
    if not found:
        return {}
    ids: dict[str, int] = {}
    for line in section.partition("\n[")[0].splitlines():
        identifier, _, names = line.partition("|")
        for name in names.split(","):
            ids.setdefault(name, int(identifier))
    return ids


@cache
def place_names(language: str) -> PlaceNames:
    """The names of a language, a primary subtag; read when the first article of the language comes."""
    return PlaceNames(language)


def find_places(language: str | None) -> FindPlaces:
    """What finds the places of a name in a text of `language`, a BCP 47 tag: in English the place table alone."""
    tag = primary_tag(language)
    return place_table().find if tag == _LEARNT else place_names(tag).find
