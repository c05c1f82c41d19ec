"""Common nouns: words at the beginning of sentences that the tagger took for names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copydesk.text.tokens import BLANK, Tokens
from services.entities.found_names import FoundName
from services.entities.gazetteer import lookup

_ENDS: Final = frozenset(
    {".", "!", "?", ":", "\u2022", "-", "\u2013", "\u2014", "|", "\u201c", "\u2018", '"', "(", "["}
)
"""Tokens behind which a common noun may have a capital."""


def without_common_nouns(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names without single words that the text has in lower case, too, and with a capital only where all have one.

    Not those that a longer name of the article has as one of its words, and no listed names.
    """
    alone = {name.words[0] for name in names if len(name.words) == 1 and name.label in {"PERSON", "ORG", "LOC"}}
    printed = set(tokens.words) if alone else set()
    common = {
        word for word in alone if word[0].isupper() and word[1:].islower() and not printed.isdisjoint(_forms(word))
    }
    common -= {word for name in names if len(name.words) > 1 for word in name.words}
    common = {word for word in common if lookup(word) is None}
    if not common:
        return list(names)
    inside = {word for at, word in enumerate(tokens.words) if word in common and not _begins_sentence(tokens, at)}
    dropped = common - inside
    return [name for name in names if len(name.words) > 1 or name.words[0] not in dropped]


def _forms(word: str) -> set[str]:
    """The word in lower case, in the singular and in the plural."""
    lower = word.lower()
    return {lower, f"{lower}s", lower.removesuffix("s")}


def _begins_sentence(tokens: Tokens, at: int) -> bool:
    return at == 0 or tokens.gaps[at] > BLANK or tokens.words[at - 1] in _ENDS
