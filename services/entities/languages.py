"""Languages: the tagger has learnt English; of other languages only the names are kept that something else supports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.entities.found_names import FoundName
from services.entities.gazetteer import is_given_name, lookup
from services.entities.names import surname

_LEARNT: Final = frozenset({"", "en", "und"})

_SUPPORTED_CLASSES: Final = frozenset({"PERSON", "ORG", "LOC", "NORP"})


def in_language(names: Sequence[FoundName], language: str | None) -> list[FoundName]:
    """The names to be trusted in a text of `language`, a BCP 47 tag.

    In a language that was not learnt: known places and organisations, people with a known given name, and their
    surnames.
    """
    if (language or "").partition("-")[0].casefold() in _LEARNT:
        return list(names)
    people = {
        surname(name.words[-1])
        for name in names
        if name.label == "PERSON" and len(name.words) > 1 and is_given_name(name.words[0])
    }
    return [trusted for name in names if (trusted := _trusted(name, people)) is not None]


def _trusted(name: FoundName, people: set[str]) -> FoundName | None:
    if name.label not in _SUPPORTED_CLASSES:
        return None
    if name.label == "PERSON" and surname(name.words[-1]) in people:
        return name
    known = lookup(" ".join(name.words))
    if known is None:
        return None
    if known.type in {"GPE", "LOC"}:
        return name.relabelled("LOC")
    return name.relabelled(known.type) if known.type in {"ORG", "NORP"} else None
