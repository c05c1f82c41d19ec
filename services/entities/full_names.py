"""Full names beyond English: given names, initials and surnames that the tagger left out beside what it found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import dropwhile
from typing import Final

from copydesk.text.language.registry import reporting_of
from copydesk.text.language.reporting import Reporting
from copydesk.text.tokens import BLANK, NO_GAP, Tokens
from services.entities.found_names import FoundName, in_order, multilingual_scorer, name_at
from services.entities.gazetteer import is_cyrillic, is_given_name
from services.entities.lexicon import CALENDAR, PARTICLES, ROLES, TITLES
from services.entities.place_table import place_table

_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+")
"""One token of several initials: J.D."""

_NO_NAMES: Final = CALENDAR | TITLES | ROLES

_NAME_AND_SURNAME: Final = 2

_SURE_OF_NAMES: Final = frozenset(
    {"es", "pt", "it", "fr", "nl", "sv", "da", "no", "nb", "nn", "fi", "pl", "cs", "sk", "lt"}
)
"""Languages in which two capitals that open with a given name are a person's: German streets have people's names."""

_LONGEST: Final = 5
"""Words of a person's name."""


@cache
def titles_of(language: str | None) -> frozenset[str]:
    """The titles and roles that a language, a BCP 47 tag, sets before names, in lower case."""
    reporting = reporting_of(language)
    return reporting.titles if isinstance(reporting, Reporting) else frozenset()


def with_full_names(tokens: Tokens, names: Sequence[FoundName], tag: str) -> list[FoundName]:
    """The names, those of people with the given names before them, and people of whom nothing was found.

    A person of whom nothing was found has a known given name, and a surname that is no word of any language.
    `tag`: the primary subtag of the text's language.
    """
    printed = set(tokens.words)
    given = {
        word
        for word in printed
        if word[0].isupper() and word.lower() not in printed and _may_be_given_name(word) and is_given_name(word, tag)
    }
    names = [name.relabelled("PERSON") if _is_person(name, given, tag) else name for name in names]
    taken = {at for name in names for at in range(*name.tokens)}
    kept = [_with_given_names(tokens, name, taken, given) if name.label == "PERSON" else name for name in names]
    taken |= {at for name in kept for at in range(*name.tokens)}
    return in_order([*kept, *_missed(tokens, taken, given)])


def _is_person(name: FoundName, given: set[str], tag: str) -> bool:
    """Whether a name that the tagger took for a body's or a place's opens with a given name: few of these do.

    A Cyrillic one of two or three words, another of two, of which the second is no place; a title may stand before it.
    """
    if name.label not in {"ORG", "LOC"}:
        return False
    words = list(dropwhile(lambda word: word.lower() in titles_of(tag), name.words))
    longest = _LONGEST - 2 if words and is_cyrillic(words[0]) else _NAME_AND_SURNAME
    titled = len(words) < len(name.words)
    if not 1 < len(words) <= longest or not (titled or words[0] in given) or not all(map(_may_be_given_name, words)):
        return False
    return is_cyrillic(words[0]) or (tag in _SURE_OF_NAMES and not place_table().find(words[1]))


def _with_given_names(tokens: Tokens, name: FoundName, taken: set[int], given: set[str]) -> FoundName:
    """The name with what stands before it and is a given name or initials: "J.D. Vance" of "Vance"."""
    start, end = name.tokens
    while start > 0 and end - start < _LONGEST and start - 1 not in taken and tokens.gaps[start] in {NO_GAP, BLANK}:
        before = tokens.words[start - 1]
        if _INITIALS.fullmatch(before) and before.isupper():
            start -= 1
        elif before == "." and start > 1 and _is_initial(tokens, start - 2) and start - 2 not in taken:
            start -= 2
        elif tokens.gaps[start] == BLANK and before in given:
            start -= 1
        else:
            break
    return name if start == name.tokens.start else name_at(tokens, start, end, "PERSON")


def _is_initial(tokens: Tokens, at: int) -> bool:
    """Whether a single letter before a full stop is that of a given name, and no title as in "M. Petit"."""
    word = tokens.words[at]
    if len(word) > 1 or not word.isupper() or tokens.gaps[at + 1] != NO_GAP:
        return False
    return f"{word.casefold()}." not in TITLES or (at > 0 and tokens.words[at - 1] == "." and tokens.gaps[at] == BLANK)


def _may_be_given_name(word: str) -> bool:
    folded = word.casefold()
    return word[0].isupper() and word[1:].islower() and folded not in _NO_NAMES


def _missed(tokens: Tokens, taken: set[int], given: set[str]) -> list[FoundName]:
    found: list[FoundName] = []
    last = 0
    for at, word in enumerate(tokens.words[:-1]):
        if word not in given or at < last or at in taken:
            continue
        end = at + 1
        while end < len(tokens) and end - at < _LONGEST and _goes_on(tokens, end, taken):
            end += 1
        if end > at + 1 and end not in taken and not multilingual_scorer().knows(tokens.words[end - 1]):
            found.append(name_at(tokens, at, end, "PERSON"))
            last = end
    return found


def _goes_on(tokens: Tokens, at: int, taken: set[int]) -> bool:
    """Whether the token is a further word of a name, or a particle before one."""
    if at in taken or tokens.gaps[at] != BLANK:
        return False
    if _may_be_given_name(tokens.words[at]):
        return True
    return tokens.words[at] in PARTICLES and at + 1 < len(tokens) and _goes_on(tokens, at + 1, taken)
