"""Inflected forms of the names of places: a text has Warszawie and Москвой where a register has Warszawa and Москва.

By the endings alone, as a grammar of each language lists its declensions. A form that no speaker uses does no harm: no
text has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Final

Rules = Mapping[str, tuple[str, ...]]
"""From the ending of the basic form to those of the other cases; the longest ending decides."""

_DECLENSIONS: Final[Mapping[str, Rules]] = {
    language: {ending: tuple(case.removeprefix("-") for case in cases.split()) for ending, cases in rules.items()}
    for language, rules in json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8")).items()
}
"""By language; in the file a hyphen is a case without an ending."""

_MOST = 3
"""Words of a name that is inflected: longer ones are titles of states that articles seldom print."""


def inflected(name: str, language: str) -> set[str]:
    """The other forms of a name in a language; none for a language that does not inflect names."""
    rules = _DECLENSIONS.get(language)
    if rules is not None:
        return _declined(name, rules)
    others = _OTHERS.get(language)
    return others(name) if others else set()


def _declined(name: str, rules: Rules) -> set[str]:
    words = name.split(" ")
    if len(words) > _MOST:
        return set()
    forms = [_forms(word, rules) for word in words]
    return {" ".join(parts) for parts in product(*forms)} - {name}


def _forms(word: str, rules: Rules) -> list[str]:
    """The word and its other cases. A lower-case word, as "and", stays as it is."""
    head, hyphen, last = word.rpartition("-")
    if not last[:1].isupper() or len(last) < 3:  # noqa: PLR2004
        return [word]
    lower = last.lower()
    ending = next(lower[start:] for start in range(len(lower) + 1) if lower[start:] in rules)
    stem = last[: len(last) - len(ending)]
    cases = [f"{stem}{case}" if stem else case.capitalize() for case in rules[ending]]
    return [word, *(f"{head}{hyphen}{case}" for case in cases)]


def _with_genitive(name: str) -> set[str]:
    return set() if name[-1] in "sxzß" else {f"{name}s"}


def _german(name: str) -> set[str]:
    """The genitive, and the endings of an adjective that the name begins with."""
    words = name.split(" ")
    if len(words) == 1 or not words[0].endswith(("e", "es", "er")):
        return _with_genitive(name)
    stem = words[0].removesuffix("s").removesuffix("r")
    rest = " ".join(words[1:])
    return {f"{stem}{ending} {rest}{genitive}" for ending in ("", "n", "r", "s") for genitive in ("", "s")} - {name}


_OTHERS: Final[Mapping[str, Callable[[str], set[str]]]] = {
    "de": _german,
    "sv": _with_genitive,
    "nb": _with_genitive,
    "nn": _with_genitive,
    "da": _with_genitive,
    "nl": _with_genitive,
}
