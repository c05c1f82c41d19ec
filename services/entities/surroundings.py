"""Surroundings: the words beside a name correct its bounds and its class.

In: the names that the tagger found. Out: the same, without those over a paragraph break, without the office before a
person's name or the newspaper's half in it, firms joined over an ampersand, and companies, facilities, towns and states
that were taken for people. Towns and companies are added where the words beside them leave no doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.en import ENGLISH
from copydesk.text.tokens import PARAGRAPH_BREAK, Tokens
from copydesk.text.word_set import word_set
from services.entities.companies import with_companies
from services.entities.found_names import FoundName, name_at
from services.entities.gazetteer import lookup
from services.entities.lexicon import OFFICES, ROLES
from services.entities.place_table import place_table
from services.entities.towns import with_towns

FACILITY_HEADS: Final = frozenset({"airport", "clinic", "hospital", "hostel", "hotel", "museum", "stadium", "station"})
"""A name of several words that ends in one of these is that of a building; no surnames are among them."""

_STATES: Final = word_set(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn "
    "tenn tex va vt wash wis wyo"
)
"""The states of the USA as newspapers shorten them, of which several are nobody's name."""

_PARTIES: Final = frozenset({"r", "d", "i"})

_ROLE_REACH = 6
"""Tokens behind a name in which a role after a comma makes it a person's: ", the former mayor"."""

_FULL_NAME = 2
"""Words of a given name and a surname."""

_OFFICE_REACH = 9
"""Tokens before a name in which its office begins: "Minister for Women and Equalities"."""


def corrected(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, corrected; in order, without overlap."""
    within = [_within_paragraph(tokens, name) for name in names]
    joined = _joined_firms(tokens, within)
    mastheads = {name.words for name in joined if name.label == "ORG"}
    bearers = _bearers(joined)
    kept = [_as_place(_without_masthead(tokens, _without_office(tokens, name), mastheads, bearers)) for name in joined]
    kept = with_companies(tokens, kept)
    return with_towns(tokens, [name.relabelled("PERSON") if _is_person(tokens, name) else name for name in kept])


def _is_person(tokens: Tokens, name: FoundName) -> bool:
    """Whether a given name and what stands behind it make a place's name a person's: "Florence Hale, the mayor"."""
    if name.label != "LOC" or len(name.words) != _FULL_NAME or place_table().find(" ".join(name.words)):
        return False
    if not _is_given_name(name.words[0].casefold()) or lookup(" ".join(name.words)) is not None:
        return False
    behind = tokens.lower[name.tokens.end : name.tokens.end + _ROLE_REACH]
    if behind[:1] == [","]:
        return not ROLES.isdisjoint(behind[1:])
    return not ENGLISH.speech_verbs.isdisjoint(behind[:1])


def _is_given_name(word: str) -> bool:
    return word in FEMININE or word in MASCULINE


def _within_paragraph(tokens: Tokens, name: FoundName) -> FoundName:
    """The part of the name behind the last paragraph break in it: a heading is no part of a name."""
    start, end = name.tokens
    breaks = [at for at in range(start + 1, end) if tokens.gaps[at] == PARAGRAPH_BREAK]
    return name_at(tokens, breaks[-1], end, name.label) if breaks else name


def _joined_firms(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, those with an ampersand between capitalised words joined into one: "Smith & Weller"."""
    first_at = {name.tokens.start: name for name in reversed(names)}
    found: list[FoundName] = []
    for name in names:
        if found and name.tokens.start < found[-1].tokens.end:
            continue  # joined to the one before
        start, end = name.tokens
        words = tokens.words
        if end + 1 < len(words) and words[end] == "&" and words[end + 1][:1].isupper():
            last = first_at.get(end + 1)
            name = name_at(tokens, start, last.tokens.end if last else end + 2, "ORG")  # noqa: PLW2901
        found.append(name)
    return found


def _without_office(tokens: Tokens, name: FoundName) -> FoundName:
    """The name without the end of the office before it: "Nicola Moran" of "Minister for Women and Equalities ..."."""
    start, end = name.tokens
    if (
        name.label != "PERSON"
        or end - start <= _FULL_NAME
        or tokens.lower[start - 1 : start] not in (["and"], ["for"], ["of"], ["&"])
    ):
        return name
    if OFFICES.isdisjoint(tokens.lower[max(0, start - _OFFICE_REACH) : start]):
        return name
    given = [at for at in range(start, end - 1) if _is_given_name(tokens.lower[at])]
    return name_at(tokens, given[0] if given else end - 2, end, "PERSON")


def _bearers(names: Sequence[FoundName]) -> dict[str, set[tuple[str, ...]]]:
    """By surname the full names of people who bear it."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if name.label == "PERSON" and len(name.words) > 1:
            found.setdefault(name.words[-1], set()).add(tuple(name.words))
    return found


def _without_masthead(
    tokens: Tokens, name: FoundName, mastheads: set[tuple[str, ...]], bearers: dict[str, set[tuple[str, ...]]]
) -> FoundName:
    """The surname alone where the first word ends the name of a newspaper before it: "told the Daily Mail Lacey".

    The newspaper is known, or the words stand behind an article that no name of a person has. Somebody else's full name
    has that surname.
    """
    start, end = name.tokens
    if name.label != "PERSON" or end - start != _FULL_NAME or start == 0 or not tokens.words[start - 1][:1].isupper():
        return name
    masthead = (tokens.words[start - 1], tokens.words[start])
    known = lookup(" ".join(masthead))
    behind_article = tokens.lower[start - 2 : start - 1] == ["the"] and not _is_given_name(name.words[0].casefold())
    if masthead not in mastheads and not behind_article and (known is None or known.type != "ORG"):
        return name
    others = bearers.get(name.words[-1], set()) - {name.words}
    return name_at(tokens, end - 1, end, "PERSON") if others else name


def _as_place(name: FoundName) -> FoundName:
    """The name as a place's where it is that of a building, or a state behind a party: "R-Wis."."""
    last = name.words[-1].casefold()
    if name.label != "PERSON":
        return name
    if len(name.words) > 1 and last in FACILITY_HEADS:
        return name.relabelled("LOC")
    parts = "-".join(name.words).casefold().strip(".").replace("--", "-").split("-")
    parts = [part for part in parts if part.strip(".,")]
    party = len(parts) > 1 and parts[0].strip(".") in _PARTIES and parts[-1].strip(".") in _STATES
    return name.relabelled("LOC") if party or (len(parts) == 1 and parts[0].strip(".") in _STATES) else name
