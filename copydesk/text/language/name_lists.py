"""The common given names of a language and whose they are, as `given_names/` beside this file lists them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
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
