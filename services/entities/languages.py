"""Languages: the tagger has learnt English; in other languages only the names are kept that something else supports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.text.language.registry import primary_tag
from copydesk.text.tokens import BLANK, NO_GAP, Tokens
from services.entities.found_names import FoundName, name_at
from services.entities.gazetteer import is_given_name, lookup
from services.entities.lexicon import CALENDAR, PARTICLES

_LEARNT: Final = "en"

_MAX_WORDS: Final = 5
"""Of a person's name: given names, particles and surnames. A longer row of capitals is a heading."""


def in_language(tokens: Tokens, names: Sequence[FoundName], language: str | None) -> list[FoundName]:
    """The names to be trusted in a text of `language`, a BCP 47 tag; in order, without overlap.

    In a language that was not learnt: known places and organisations, and people with a known given name, whether the
    tagger saw them or not.
    """
    if primary_tag(language) == _LEARNT:
        return list(names)
    people = list(_people(tokens))
    taken = {index for person in people for index in range(person.tokens.start, person.tokens.end)}
    known = [found for name in names if (found := _known(name)) is not None]
    free = [name for name in known if taken.isdisjoint(range(name.tokens.start, name.tokens.end))]
    return sorted([*people, *free], key=lambda name: name.start)


def _people(tokens: Tokens) -> Iterator[FoundName]:
    """Known given names with the capitalised words behind them: `Anna von Aue`, `Jean-Luc Le Moal`."""
    index = 0
    while index < len(tokens):
        word = tokens.words[index]
        last = _end_of_person(tokens, index) if word[0].isupper() and is_given_name(word) else index
        if _has_surname(tokens, index, last):
            yield name_at(tokens, index, last, "PERSON")
        index = max(last, index + 1)


def _end_of_person(tokens: Tokens, first: int) -> int:
    """Behind the last capitalised word of the name that begins at `first`; particles stand only before such a word."""
    end, index = first + 1, first + 1
    while index < len(tokens) and index - first < _MAX_WORDS:
        word, gap = tokens.words[index], tokens.gaps[index]
        if word == "-" and gap == NO_GAP:
            index += 1
            continue
        if gap not in {BLANK, NO_GAP} or not (word[0].isalpha() and (word[0].isupper() or word in PARTICLES)):
            break
        if word.casefold() in CALENDAR:
            break
        index += 1
        if word[0].isupper():
            end = index
    return end


def _has_surname(tokens: Tokens, first: int, last: int) -> bool:
    """Whether something follows the given name, other than the second half of a double given name."""
    return any(tokens.gaps[index] == BLANK for index in range(first + 1, last))


def _known(name: FoundName) -> FoundName | None:
    known = lookup(" ".join(name.words))
    if known is None:
        return None
    if known.type in {"GPE", "LOC"}:
        return name.relabelled("LOC")
    return name.relabelled(known.type) if known.type in {"ORG", "NORP"} else None
