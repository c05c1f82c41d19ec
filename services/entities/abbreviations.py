"""Abbreviations of common nouns, which the tagger takes for organisations or places because they are in capitals.

Offices (CFO), zones of time (GMT), plurals (LEDs), and what the text itself explains by words in lower case or by an
office: "hypersensitivity pneumonitis, or HP", "a central processing unit (CPU)", "the District Chief Executive (DCE)".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from copydesk.text.tokens import Tokens
from services.entities.found_names import FoundName
from services.entities.gazetteer import lookup
from services.entities.lexicon import COMMON_ABBREVIATIONS, OFFICES, ROLES

_LEAST, _MOST = 2, 6
"""Letters of an abbreviation."""

_LITTLE: Final = frozenset({"and", "by", "for", "in", "of", "on", "the", "to", "with", "-"})
"""Words of an explanation that lend the abbreviation no letter."""


def without_common_abbreviations(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names without abbreviations of common nouns, wherever the text prints them."""
    short = {name.words[0] for name in names if _may_abbreviate(name)}
    if not short:
        return list(names)
    common = {word for word in short if word in COMMON_ABBREVIATIONS or _is_plural(word)}
    common |= _explained(tokens, short - common)
    return [name for name in names if not (_may_abbreviate(name) and name.words[0] in common)]


def _may_abbreviate(name: FoundName) -> bool:
    word = name.words[0]
    if len(name.words) > 1 or name.label not in {"PERSON", "ORG", "LOC"} or not word.isalpha():
        return False
    letters = word.removesuffix("s")
    return _LEAST <= len(letters) <= _MOST and letters.isupper() and lookup(word) is None


def _is_plural(word: str) -> bool:
    return word.endswith("s")


def _explained(tokens: Tokens, short: Iterable[str]) -> set[str]:
    """The abbreviations whose letters words in lower case explain, before them or in brackets behind them."""
    wanted = set(short)
    found: set[str] = set()
    for at, word in enumerate(tokens.words):
        if word not in wanted or word in found:
            continue
        behind = tokens.words[at + 1 : at + 2]
        before = tokens.lower[max(0, at - 2) : at]
        if before[-1:] == ["("] and behind == [")"]:
            is_office = (
                at > 1 and tokens.lower[at - 2] in OFFICES | ROLES and tokens.lower[at - 2][0] == word[-1].lower()
            )
            is_common = is_office or _ends_in_explanation(tokens, at - 1, word)
        elif before in ([",", "or"], ["(", "or"]):
            is_common = _ends_in_explanation(tokens, at - 2, word)
        else:
            is_common = behind == ["("] and _begins_with_explanation(tokens, at + 2, word)
        if is_common:
            found.add(word)
    return found


def _ends_in_explanation(tokens: Tokens, end: int, abbreviation: str) -> bool:
    """Whether words in lower case with these first letters end before the token; the first may begin a sentence."""
    at = end - 1
    for count, letter in enumerate(reversed(abbreviation.casefold()), start=1):
        while at >= 0 and tokens.lower[at] in _LITTLE and tokens.lower[at][0] != letter:
            at -= 1
        is_first = count == len(abbreviation)
        if at < 0 or tokens.lower[at][0] != letter or not (is_first or tokens.words[at].islower()):
            return False
        at -= 1
    return True


def _begins_with_explanation(tokens: Tokens, start: int, abbreviation: str) -> bool:
    at = start
    for letter in abbreviation.casefold():
        while at < len(tokens) and tokens.lower[at] in _LITTLE and tokens.lower[at][0] != letter:
            at += 1
        if at >= len(tokens) or tokens.words[at][0] != letter:
            return False
        at += 1
    return tokens.words[at : at + 1] in ([")"], [","], [";"])
