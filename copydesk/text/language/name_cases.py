"""The nominative of people's names that an article prints in another case only: "Zenona Paprotnego" is Zenon Paprotny.

A name is in another case where its given name is none of the language's as it stands, and is one with the ending of
the nominative. That tells whose name it is, a man's or a woman's, and so how its surname ends. A surname whose
nominative the ending does not tell ("Kościuszki" is Kościuszko's and Kościuszka's) leaves the name as it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.text.language.declension import Declension, Endings
from copydesk.text.language.name_lists import whose_in_the_world
from copydesk.text.language.reporting import Reporting, SpeakerPronoun

_LEAST_STEM: Final = 2
"""Letters that are left of a name without its ending: "Ev" of "Evy"."""

_FULL_NAME: Final = 2
"""Words of a given name and a surname: of one word nothing tells the gender."""


def nominative(name: str, reporting: Reporting) -> str:
    """A person's name, given name first, in the nominative, or as it is printed where that is not known."""
    words = name.split()
    if not reporting.declensions or len(words) < _FULL_NAME:
        return name
    known = words[0].lower() in reporting.given_names or whose_in_the_world(words[0].lower()) is not None
    for gender, declension in reporting.declensions.items():
        telling = words[-1].endswith(declension.telling)
        if known and not telling:
            continue
        first = _given(words[0], declension.given, reporting, gender)
        if first is None and telling and not known:
            first = _surname(words[0], declension.unlisted)
        if first is not None and first != words[0]:
            rest = _rest(words[1:], declension, reporting, gender)
            return name if rest is None else " ".join((first, *rest))
    return name


def _given(word: str, endings: Endings, reporting: Reporting, gender: SpeakerPronoun) -> str | None:
    """The listed name of a gender of which the word is a form."""
    fitting = list(_fitting(word, endings))
    listed = (basic for basic in fitting if reporting.name_genders.get(basic.lower()) == gender)
    elsewhere = (basic for basic in fitting if whose_in_the_world(basic.lower()) == gender)
    return next(listed, None) or next(elsewhere, None)


def _rest(
    words: Sequence[str], declension: Declension, reporting: Reporting, gender: SpeakerPronoun
) -> list[str] | None:
    """The words behind the given name: others like it, and a surname in its parts."""
    found: list[str] = []
    for at, word in enumerate(words):
        given = _given(word, declension.given, reporting, gender) if at < len(words) - 1 else None
        parts = [given] if given else [_surname(part, declension.surnames) for part in word.split("-")]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        found.append("-".join(known))
    return found


def _surname(word: str, endings: Endings) -> str | None:
    """By the first ending that fits; without one of them it is the same in all cases."""
    for other, basic in endings:
        if _has(word, other):
            return None if basic is None else word.removesuffix(other) + basic
    return word


def _fitting(word: str, endings: Endings) -> Iterator[str]:
    return (word.removesuffix(other) + basic for other, basic in endings if basic is not None and _has(word, other))


def _has(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM
