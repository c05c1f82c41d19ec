"""Surroundings: the words beside a name correct its bounds and its class.

In: the names that the tagger found. Out: the same, without those over a paragraph break, without the office before a
person's name or the newspaper's half in it, firms joined over an ampersand, and companies, facilities, towns and states
that were taken for people. Towns and companies are added where the words beside them leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.en import ENGLISH
from copydesk.text.tokens import NO_GAP, PARAGRAPH_BREAK, Tokens
from copydesk.text.word_set import word_set
from services.entities.abbreviations import without_common_abbreviations
from services.entities.common_nouns import without_common_nouns
from services.entities.companies import COMPANY_HEADS, with_companies
from services.entities.found_names import FoundName, in_order, name_at
from services.entities.gazetteer import lookup
from services.entities.lexicon import ABBREVIATED_ENDS, CALENDAR, EVENT_HEADS, OFFICES, TITLES
from services.entities.matches import with_teams_of_matches
from services.entities.people import with_people
from services.entities.place_table import place_table
from services.entities.teams import as_team
from services.entities.towns import with_towns
from services.entities.works import without_quoted_titles

FACILITY_HEADS: Final = frozenset({"airport", "clinic", "hospital", "hostel", "hotel", "museum", "stadium", "station"})
"""A name of several words that ends in one of these is that of a building; no surnames are among them."""

BUILDINGS: Final = word_set(
    "airport amphitheater amphitheatre arena auditorium ballpark bridge cathedral coliseum mosque palace pavilion "
    "prison speedway stadium statehouse"
)
"""Those that are no bodies either, as hospitals and museums are."""

_CENTRES: Final = frozenset({"center", "centre"})
"""The last word of a body's name of three and more, such as "Space Flight Center"."""

_CENTRES_OF_TOWNS: Final = word_set(
    "city civic conference convention exhibition garden medical shopping sports town trade"
)
"""Words before it that make it a place."""

_NO_SURNAMES: Final = FACILITY_HEADS | (BUILDINGS - {"bridge", "palace"}) | {"theater", "theatre"}
"""Buildings whose words nobody bears as a surname."""

_MARKED_PRODUCT: Final = re.compile(r"i[A-Z]\w*")
"""What a maker calls its devices and programs: iMac, iReport."""

_STATES: Final = word_set(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn "
    "tenn tex va vt wash wis wyo"
)
"""The states of the USA as newspapers shorten them, of which several are nobody's name."""

_STATES_OF_LETTERS: Final = word_set("nc nd nh nj nm ny sc sd ri wva")
"""Those of several words: "R-N.D."."""

_PARTIES: Final = frozenset({"r", "d", "i"})

_AMOUNT: Final = re.compile(r"[A-Z]{0,2}\d[\d.,]*(?:bn|mn|tn|m|k)|\d+[CFGKVW]")

_BRACKETS: Final = frozenset({"(", "[", "{"})

_NAMED_EVENTS: Final = (EVENT_HEADS - {"day"}) | {"night", "putsch"}
"""Ends of events that no surname is: Day is one."""

_LEAST_LETTERS = 3
"""Of an acronym that first letters explain: two letters are the first ones of too much."""

_ROLE_REACH = 6
"""Tokens behind a name in which a role after a comma makes it a person's: ", the former mayor"."""

_WHOLE_WORD = 5
"""Letters of a word that is no abbreviation, such as Prof and Corp are."""

_FULL_NAME = 2
"""Words of a given name and a surname."""

_OFFICE_REACH = 9
"""Tokens before a name in which its office begins: "Minister for Women and Equalities"."""


_OWNER_AND_OWNED: Final = 3
"""Words of a name with whose it is."""

_LARGE: Final = 50_000
"""Inhabitants of a place that is known by its name alone."""

_OWNING: Final = frozenset({"'s", "’s"})

_SYSTEMS: Final = word_set("industries labs laboratories partners software solutions systems technologies")
"""Ends of a company's name behind which "of" tells where it is."""

_STORMS: Final = word_set("cyclone hurricane storm typhoon")
_SHIPS: Final = frozenset({"HMS", "MS", "MT", "MV", "RMS", "RRS", "SS", "USS"})


def corrected(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, corrected; in order, without overlap."""
    open_ = [name for name in names if not _is_nobody(tokens, name)]
    parted = [part for name in open_ for part in _parted_from_owner(tokens, name)]
    within = [_before_bracket(tokens, _within_paragraph(tokens, name)) for name in parted]
    named = without_common_abbreviations(tokens, without_common_nouns(tokens, within))
    joined = _joined_firms(tokens, without_quoted_titles(tokens, named))
    mastheads = {name.words for name in joined if name.label == "ORG"}
    bearers = _bearers(joined)
    kept = [_as_place(_without_masthead(tokens, _without_office(tokens, name), mastheads, bearers)) for name in joined]
    kept = with_companies(tokens, [as_team(tokens, _as_event(_as_named_thing(tokens, name))) for name in kept])
    people = with_people(tokens, _acronyms_as_bodies(kept))
    return with_towns(tokens, with_teams_of_matches(tokens, people))


def _is_given_name(word: str) -> bool:
    return word in FEMININE or word in MASCULINE


def _parted_from_owner(tokens: Tokens, name: FoundName) -> list[FoundName]:
    """A body's name, apart from the place where it is: "Basel's Ferrand Pharma", "Halvard Systems of Bergen"."""
    start, end = name.tokens
    if name.label != "ORG" or len(name.words) < _OWNER_AND_OWNED:
        return [name]
    mark = next((at for at in range(start + 1, end - 1) if tokens.words[at] in _OWNING), 0)
    if mark:
        owner = " ".join(tokens.words[start:mark])
        known = lookup(owner)
        if (known is not None and known.type in {"GPE", "LOC"}) or _is_large_town(owner):
            return [name_at(tokens, start, mark, "LOC"), name_at(tokens, mark + 1, end, "ORG")]
    if tokens.lower[end - 2] == "of" and tokens.lower[end - 3] in COMPANY_HEADS | _SYSTEMS:
        place = tokens.words[end - 1]
        if _is_large_town(place):
            return [name_at(tokens, start, end - 2, "ORG"), name_at(tokens, end - 1, end, "LOC")]
    return [name]


def _is_large_town(printed: str) -> bool:
    return any(place.population >= _LARGE for place in place_table().find(printed))


def _as_named_thing(tokens: Tokens, name: FoundName) -> FoundName:
    """The name as that of a storm or a ship, where what stands in or before it says so: "MV Aran"."""
    start = name.tokens.start
    first = name.words[0]
    before = tokens.words[start - 1] if start else ""
    is_storm = first.casefold() in _STORMS and len(name.words) > 1
    is_ship = first in _SHIPS and len(name.words) > 1
    told = before in _SHIPS or (before.istitle() and before.casefold() in _STORMS)
    return name.relabelled("MISC") if name.label in {"PERSON", "ORG", "LOC"} and (is_storm or is_ship or told) else name


def _within_paragraph(tokens: Tokens, name: FoundName) -> FoundName:
    """The part of the name behind the last end of a paragraph or sentence in it: a heading is no part of a name."""
    start, end = name.tokens
    inside = range(start + 1, end)
    breaks = [at for at in inside if tokens.gaps[at] == PARAGRAPH_BREAK or _ends_sentence(tokens, at - 1)]
    return name_at(tokens, breaks[-1], end, name.label) if breaks else name


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    """Whether a full stop behind a whole word ends a sentence: "in Chennai. Quorn & Zeb said", not "St. Quorn"."""
    word = tokens.words[at - 1] if at else ""
    if tokens.words[at] != "." or tokens.gaps[at + 1] == NO_GAP or len(word) < _WHOLE_WORD:
        return False
    return word.isalpha() and word[1:].islower() and word.casefold() not in TITLES and word not in ABBREVIATED_ENDS


def _is_nobody(tokens: Tokens, name: FoundName) -> bool:
    """Whether a name is a sum or a measure (R4bn, 80C), a device (iMac), days ("Sat & Sun"), or an account's.

    An account has its name behind an "@"; whose it is stands beside it.
    """
    if name.label not in {"PERSON", "ORG", "LOC"}:
        return False
    start, first = name.tokens.start, name.words[0]
    if first == "@" or (start and tokens.words[start - 1] == "@" and tokens.gaps[start] == NO_GAP):
        return True
    if _MARKED_PRODUCT.fullmatch(first) or (len(name.words) == 1 and _AMOUNT.fullmatch(first)):
        return True
    return CALENDAR.issuperset(word.casefold() for word in name.words if word[0].isalnum())


def _before_bracket(tokens: Tokens, name: FoundName) -> FoundName:
    """A person's name up to the bracket in it: "Ann Lee (R)"."""
    if name.label != "PERSON" or _BRACKETS.isdisjoint(name.words):
        return name
    start, end = name.tokens
    bracket = next((at for at in range(start + 1, end) if tokens.words[at] in _BRACKETS), end)
    return name_at(tokens, start, bracket, "PERSON") if bracket < end else name


def _as_event(name: FoundName) -> FoundName:
    """The name as that of an event that is called after somebody: "Roy Campbell Night"."""
    named = name.label == "PERSON" and len(name.words) > _FULL_NAME and name.words[-1].casefold() in _NAMED_EVENTS
    return name.relabelled("MISC") if named else name


def _acronyms_as_bodies(names: Sequence[FoundName]) -> list[FoundName]:
    """The names, those in capitals as that of the body whose first letters they are."""
    bodies = {initials_of(name) for name in names if name.label == "ORG" and len(name.words) >= _LEAST_LETTERS}
    return [
        name.relabelled("ORG")
        if name.label in {"PERSON", "LOC"}
        and len(name.words) == 1
        and name.words[0] in bodies
        and not lookup(name.words[0])
        else name
        for name in names
    ]


def initials_of(name: FoundName) -> str:
    """The capitals that the words of the name begin with."""
    return "".join(word[0] for word in name.words if word[0].isupper())


def _joined_firms(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, those with an ampersand between capitalised words joined into one: "Smith & Weller".

    So is the one that the tagger took for a person as a whole. Where it missed both words, a firm is what speaks or has
    something: "Smith & Weller said".
    """
    by_start = {name.tokens.start: name for name in names}
    by_end = {name.tokens.end: name for name in names}
    whole = [name.relabelled("ORG") for name in names if _is_no_place(name) and _is_firm(name.words)]
    firms: list[FoundName] = []
    inside = {at for name in names for at in range(name.tokens.start + 1, name.tokens.end - 1)}
    for at in [at for at, word in enumerate(tokens.words) if word == "&" and at not in inside]:
        before, behind = by_end.get(at), by_start.get(at + 1)
        start = before.tokens.start if before else at - 1
        end = behind.tokens.end if behind else at + 2
        if start < 0 or end > len(tokens) or not _is_firm(tokens.words[start:end]):
            continue
        if firms and start < firms[-1].tokens.end:
            firms[-1] = name_at(tokens, firms[-1].tokens.start, max(end, firms[-1].tokens.end), "ORG")
        elif before or behind or _acts_as_firm(tokens, end):
            firms.append(name_at(tokens, start, end, "ORG"))
    by_start |= {name.tokens.start: name for name in whole}
    taken = {at for firm in firms for at in range(*firm.tokens)}
    return in_order([*(name for name in by_start.values() if taken.isdisjoint(range(*name.tokens))), *firms])


def _is_no_place(name: FoundName) -> bool:
    """Whether a name is a person's, or that of a place which nobody knows: not "Trinidad & Tobago"."""
    if name.label != "LOC":
        return name.label == "PERSON"
    return all(lookup(word) is None and not place_table().find(word) for word in name.words if word != "&")


def _is_firm(words: Sequence[str]) -> bool:
    """Whether an ampersand stands between capitalised words, none of them a title or a day: not "Mr & Mrs", "Q & A"."""
    if "&" not in words[1:-1]:
        return False
    at = words.index("&")
    beside = words[at - 1], words[at + 1]
    return all(word[:1].isupper() and len(word) > 1 and word.casefold() not in TITLES | CALENDAR for word in beside)


def _acts_as_firm(tokens: Tokens, end: int) -> bool:
    behind = [word for word in tokens.lower[end : end + 2] if word != ","]
    return behind[:1] == ["'s"] or not ENGLISH.speech_verbs.isdisjoint(behind[:1])


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
    if len(name.words) > 1 and name.label == "ORG" and last in BUILDINGS:
        return name.relabelled("LOC")
    if len(name.words) > _FULL_NAME and name.label == "LOC" and last in _CENTRES:
        return name if name.words[-2].casefold() in _CENTRES_OF_TOWNS else name.relabelled("ORG")
    if name.label != "PERSON":
        return name
    if len(name.words) > 1 and last in _NO_SURNAMES:
        return name.relabelled("LOC")
    parts = "-".join(name.words).casefold().strip(".").replace("--", "-").split("-")
    parts = [part for part in parts if part.strip(".,")]
    state = parts[-1].replace(".", "") if parts else ""
    party = len(parts) > 1 and parts[0].strip(".") in _PARTIES and (state in _STATES or state in _STATES_OF_LETTERS)
    return name.relabelled("LOC") if party or (len(parts) == 1 and parts[0].strip(".") in _STATES) else name
