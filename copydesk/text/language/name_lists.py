"""The common given names of a language and whose they are, as `given_names/` beside this file lists them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal, cast

from copydesk.text.word_set import word_set

_LISTS: Final = files("copydesk.text.language") / "given_names"

Whose = Literal["he", "she", "either"]
"""Whether men, women or both bear a name."""


@cache
def given_names_of(tag: str) -> Mapping[str, Whose]:
    """The given names of a language, by its primary subtag, in lower case; none where it has no list."""
    path = _LISTS / f"{tag}.txt"
    if not path.is_file():
        return {}
    rows = (line.partition(": ") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: cast(Whose, whose) for whose, _, names in rows for name in word_set(names)}


@lru_cache(maxsize=4096)
def whose_in_the_world(name: str) -> Literal["he", "she"] | None:
    """Whose a given name is, in lower case and Latin letters, wherever it is borne; None where that is not known.

    For English texts, which print people of every country. The lists are searched as text: a set of their 17,000 names
    would take ten times the memory.
    """
    if not name.isalpha():
        return None
    for whose, listed in _of_the_world():
        if f" {name} " in listed:
            return whose
    return None


@cache
def _of_the_world() -> tuple[tuple[Literal["he", "she"], str], ...]:
    rows = (line.partition(":") for line in (_LISTS / "en.txt").read_text(encoding="utf-8").splitlines())
    listed = {whose: f"{names} " for whose, _, names in rows}
    return ("he", listed["he"]), ("she", listed["she"])
