"""Works: names that are all of a quotation wherever the text prints them, and so titles or nicknames.

The film “Fargo,” is no town, and a song called “Glasgow” no club.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from copydesk.text.tokens import NO_GAP, Tokens
from services.entities.found_names import FoundName
from services.entities.gazetteer import is_given_name, lookup
from services.entities.lexicon import ORG_HEADS

_CLOSING: Final = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»"}
"""The mark that closes a quotation, by the one that opens it."""

_INSIDE: Final = frozenset({",", ".", "!", "?", ";", "..."})
"""Marks that print sets between a title and the quotation mark behind it."""

_MOST_WORDS: Final = 6
"""Words of a title; a longer quotation is something said."""


def without_quoted_titles(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names without those that stand alone in quotation marks wherever they are printed.

    Not what is listed, bodies by the last word of their names, people by their given names, and what a longer name
    of the article begins or ends with.
    """
    by_form: dict[tuple[str, ...], list[FoundName]] = defaultdict(list)
    for name in names:
        by_form[name.words].append(name)
    quoted = [
        form
        for form, found in by_form.items()
        if all(_may_be_title(name) and _is_quoted(tokens, name) for name in found)
    ]
    titles = set(quoted) - _parts(quoted, by_form) if quoted else set()
    return [name for name in names if name.words not in titles] if titles else list(names)


def _may_be_title(name: FoundName) -> bool:
    if name.label not in {"PERSON", "ORG", "LOC"} or len(name.words) > _MOST_WORDS:
        return False
    if lookup(" ".join(name.words)) is not None or name.words[-1].casefold() in ORG_HEADS:
        return False
    return not (name.label == "PERSON" and len(name.words) > 1 and is_given_name(name.words[0]))


def _is_quoted(tokens: Tokens, name: FoundName) -> bool:
    start, end = name.tokens
    closing = _CLOSING.get(tokens.words[start - 1]) if start and tokens.gaps[start] == NO_GAP else None
    if closing is None:
        return False
    if tokens.words[end : end + 1] and tokens.words[end] in _INSIDE:
        end += 1
    return tokens.words[end : end + 1] == [closing] and tokens.gaps[end] == NO_GAP


def _parts(forms: Iterable[tuple[str, ...]], others: Iterable[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The forms whose words a longer name of the article has: "Sands" of Las Vegas Sands is not its own title.

    By the words that forms share, not by comparing each with each: a text may have tens of thousands.
    """
    with_word: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for other in others:
        for word in other:
            with_word[word].add(other)
    return {
        form
        for form in forms
        if any(len(other) > len(form) for other in set.intersection(*(with_word[word] for word in form)))
    }
