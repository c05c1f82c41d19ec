"""Teams: a town and a plural behind it, "the Green Bay Packers", which the tagger took for a place or a person."""

from __future__ import annotations

from typing import Final

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.name_lists import whose_in_the_world
from copydesk.text.tokens import Tokens
from copydesk.text.word_set import word_set
from services.entities.found_names import FoundName, is_known_word
from services.entities.gazetteer import lookup
from services.entities.lexicon import EVENT_HEADS, PLACE_HEADS, REGION_WORDS
from services.entities.place_table import place_table

_PLURALS_OF_PLACES: Final = word_set(
    "alps banks barracks beaches bluffs bridges cliffs dales docks downs estates factories falls fields flats forests "
    "grounds groves highlands homes houses lakes lands lights meadows mills mines mountains oaks palms parks pines "
    "plains ports quarters rapids regions resorts rivers rocks roads ruins sands shores slopes springs streets suburbs "
    "towers valleys villages wells wetlands woods works"
)
"""Plurals that stand at the end of names of places, beside the heads of places that are plurals themselves."""

_NO_TEAMS: Final = _PLURALS_OF_PLACES | PLACE_HEADS | EVENT_HEADS

_CLUBS: Final = word_set(
    "albion athletic avalanche fc galaxy heat hotspur jazz lightning magic rovers thunder united wanderers"
)
"""What clubs have behind the name of their town. Not City, which towns have themselves."""

_NEWSPAPERS: Final = word_set(
    "bee chronicle courant courier dispatch echo examiner gazette globe herald inquirer ledger observer post sentinel "
    "standard star sun telegraph times tribune"
)
"""The same for newspapers."""

_TOWN: Final = 50_000
"""Inhabitants of a town that has a team of national rank, Green Bay and its like included."""


def as_team(tokens: Tokens, name: FoundName) -> FoundName:
    """The name as that of an organisation if it is a team's; a person's name may look like one only without "the"."""
    *town, last = name.words
    if not town or name.label not in {"PERSON", "LOC", "MISC"}:
        return name
    if name.label == "PERSON" and _acts_as_several(tokens, name):
        return name.relabelled("ORG")
    is_team = _is_club(name) or (last.endswith("s") and _is_plural_of_team(tokens, name))
    return name.relabelled("ORG") if is_team and _is_town(" ".join(town)) else name


def _acts_as_several(tokens: Tokens, name: FoundName) -> bool:
    """Whether two words, of which the first is no given name and the last a plural, have a plural verb behind them."""
    first, last = name.words[0], name.words[-1]
    if len(name.words) != 2 or not last.endswith("s") or not last.istitle():  # noqa: PLR2004
        return False
    behind = "".join(tokens.lower[name.tokens.end : name.tokens.end + 1])
    known = is_known_word(last.removesuffix("s")) and last.casefold() not in _NO_TEAMS
    given = _may_be_given_name(first) or whose_in_the_world(first.casefold()) is not None
    return behind in {"are", "have", "were"} and known and not given


def _is_club(name: FoundName) -> bool:
    return name.words[-1].casefold() in _CLUBS | _NEWSPAPERS and name.label != "PERSON"


def _is_plural_of_team(tokens: Tokens, name: FoundName) -> bool:
    """Whether the last word may be what a team calls itself, and the name is no other that ends in an s."""
    *town, last = name.words
    if (
        not last.istitle()
        or last.casefold() in _NO_TEAMS
        or lookup(last) is not None
        or _is_place(" ".join(name.words))
    ):
        return False
    if len(town) == 1 and town[0].casefold() in REGION_WORDS:
        return False  # "the West Slavs"
    start = name.tokens.start
    if start > 0 and tokens.lower[start - 1] == "the":
        return True
    return name.label == "LOC" and (len(town) > 1 or not _may_be_given_name(town[0]))


def _may_be_given_name(word: str) -> bool:
    return word.casefold() in FEMININE or word.casefold() in MASCULINE


def _is_place(printed: str) -> bool:
    return bool(place_table().find(printed)) or lookup(printed) is not None


def _is_town(printed: str) -> bool:
    return any(
        place.kind in {"city", "subdivision"} and place.chief_name and place.population >= _TOWN
        for place in place_table().find(printed)
    )
