"""Bounds beyond English: where names end that the tagger cut too late, and nouns that it took for names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.text.tokens import NO_GAP, Tokens
from copydesk.text.word_set import word_set
from services.entities.found_names import FoundName, multilingual_scorer, name_at
from services.entities.gazetteer import is_given_name, lookup
from services.entities.organisations import is_acronym
from services.entities.place_table import place_table

_CAPITALISED_NOUNS: Final = frozenset({"de", "lb"})

_GERMAN_DETERMINERS: Final = word_set(
    "am beim das dein deine dem den der des die diese diesem diesen dieser dieses ein eine einem einen einer eines im "
    "ins jede jedem jeden jeder jedes kein keine keinem keinen keiner mein meine mehr seine unser unsere viel vom "
    "weniger zum zur"
)
"""Before a single German word these say that it is a noun: no surname has an article in newspapers."""

_TOWN: Final = 10_000
"""Inhabitants of a place that bears its name though the word is a noun, too: Essen, Halle."""

_ROLE_AND_NAME: Final = 3
"""Words of a role, a given name and a surname."""

_ROLE_ENDS: Final = (
    *("er", "erin", "or", "orin", "ist", "istin", "ent", "entin", "ant", "antin", "eur", "eurin", "wirt", "wirtin"),
    *("witwe", "mutter", "schwester", "tochter", "sohn", "enkel", "enkelin", "tante", "oma", "opa", "bürge", "kollege"),
    *(
        "kollegin",
        "experte",
        "biologe",
        "schöffe",
        "bote",
        "genosse",
        "zeuge",
        "erbe",
        "erbin",
        "azubi",
        "profi",
        "star",
    ),
    *("chef", "chefin", "mann", "frau", "arzt", "ärztin", "loge", "login", "graf", "grafin", "soph", "nom", "nomin"),
)
"""Ends of German nouns for people who do something."""

_NAME_AND_HOME: Final = 4
"""Words of a given name, a surname, "van" and a place."""

_PLACE_ENDS: Final = tuple(
    sorted(
        word_set(
            "afrika amerika asien au bach becken beuren berg berge bergen brück brücken burg büttel dorf europa feld "
            "felden fels furt gau gebiet gebirge grund hafen hagen halle haus hausen heide heim hofen holz horn ien "
            "ingen inseln kanal kirchen küste land lande leben leiten lingen mark meer moor münde münster ried rode "
            "roda see stadt stedt stein stetten straße tal thal tor viertel wald weiler wiesen winkel zell"
        )
    )
)
"""Ends of German names of places."""

_PARTS_OF_WORLD: Final = frozenset({"Afrika", "Alpen", "Amerika", "Antarktis", "Arktis", "Asien", "Europa", "Orient"})

_OPENING: Final = frozenset("\u00ab\u201e")
"""Marks that open a quotation, before which a noun says what is named: "Partei „Die Mitte“"."""

_HEADS_BEHIND_HYPHEN: Final = word_set(
    "akademie agentur bank bund club fonds forum gesellschaft gruppe gymnasium haus hochschule holding institut "
    "instituts kammer klinik kliniken klinikum kolleg kommission konzern museum parlament partei schule stadion "
    "stiftung theater universität verband verein werk werke zentrum zentrums"
)
"""Nouns behind a hyphen that belong to the name: the Max-Planck-Institut."""


def within_bounds(tokens: Tokens, names: Sequence[FoundName], tag: str) -> list[FoundName]:
    """The names without marks at their ends, parted at slashes.

    `tag`: the primary subtag of the language. In German a noun that a hyphen joins to an acronym is no part of it,
    a single word that has an article somewhere is no person, and a noun that names no known place is none.
    """
    parted = [_without_home(tokens, part, tag) for name in names for part in _parts(tokens, name)]
    if tag not in _CAPITALISED_NOUNS:
        return parted
    parted = [_without_role(tokens, _before_hyphen(tokens, name), tag) for name in parted]
    nouns = _nouns(tokens, parted, tag)
    parted = [name for name in parted if name.label != "LOC" or len(name.words) > 1 or _may_be_place(name.words[0])]
    return [name for name in parted if name.label != "PERSON" or len(name.words) > 1 or name.words[0] not in nouns]


def _may_be_place(word: str) -> bool:
    """Whether a German word is a place: a listed one, a rare word, or one that ends as names of places do."""
    stem = word.removesuffix("s")
    if _is_place(word) or _is_place(stem) or stem in _PARTS_OF_WORLD:
        return True
    if any(stem.endswith(end) and len(stem) > len(end) + 1 for end in _PLACE_ENDS) or word.isupper():
        return True
    return lookup(word) is not None or not multilingual_scorer().knows(word)


def _parts(tokens: Tokens, name: FoundName) -> Iterator[FoundName]:
    """The name from a quotation mark on, without marks at its ends; its parts where a slash stands between them."""
    start, end = name.tokens
    start = next((at + 1 for at in range(end - 2, start, -1) if tokens.words[at] in _OPENING), start)
    slashes = [at for at in range(start, end) if tokens.words[at] == "/"]
    for first, behind in zip([start, *(at + 1 for at in slashes)], [*slashes, end], strict=True):
        left, right = first, behind
        while left < right and not tokens.words[left][0].isalnum():
            left += 1
        while right > left and not tokens.words[right - 1][0].isalnum() and tokens.words[right - 1] not in {".", ")"}:
            right -= 1
        if left < right:
            yield name if (left, right) == name.tokens else name_at(tokens, left, right, name.label)


def _without_home(tokens: Tokens, name: FoundName, tag: str) -> FoundName:
    """A Dutch name without the place that its bearer is from, behind a surname: "Ann de Lee van Zwolle"."""
    start, end = name.tokens
    if tag != "nl" or name.label != "PERSON" or end - start < _NAME_AND_HOME or tokens.lower[end - 2] != "van":
        return name
    surname = tokens.words[end - 3]
    if is_given_name(surname, tag) or not surname[0].isupper() or not _is_place(tokens.words[end - 1]):
        return name
    return name_at(tokens, start, end - 2, name.label)


def _is_place(word: str) -> bool:
    return any(place.population >= _TOWN or place.kind != "city" for place in place_table().find(word))


def _without_role(tokens: Tokens, name: FoundName, tag: str) -> FoundName:
    """A German name of three words without the noun before the given name: "Schäfer Torben Wulff"."""
    start, end = name.tokens
    if name.label != "PERSON" or end - start != len(name.words) or len(name.words) != _ROLE_AND_NAME:
        return name
    role, given, surname = name.words
    if not role.casefold().endswith(_ROLE_ENDS) or is_given_name(role, tag):
        return name
    if not is_given_name(given, tag) or is_given_name(surname, tag):
        return name
    return name_at(tokens, start + 1, end, name.label)


def _before_hyphen(tokens: Tokens, name: FoundName) -> FoundName:
    """An organisation's name without the noun that a hyphen joins to its acronym: "CDU" of "CDU-Fraktion"."""
    start, end = name.tokens
    hyphen = next((at for at in range(start + 1, end - 1) if tokens.words[at] == "-"), None)
    if name.label != "ORG" or hyphen is None or tokens.gaps[hyphen + 1] != NO_GAP:
        return name
    before, behind = tokens.words[hyphen - 1], tokens.words[hyphen + 1]
    if not is_acronym(before) or is_acronym(behind) or behind.casefold() in _HEADS_BEHIND_HYPHEN:
        return name
    return name_at(tokens, start, hyphen, name.label)


def _nouns(tokens: Tokens, names: Sequence[FoundName], tag: str) -> set[str]:
    """Single words taken for people that stand behind an article, as they are or in the genitive."""
    alone = {name.words[0] for name in names if name.label == "PERSON" and len(name.words) == 1}
    alone -= {word for name in names if name.label == "PERSON" and len(name.words) > 1 for word in name.words}
    alone = {word for word in alone if not is_given_name(word, tag)}
    if not alone:
        return alone
    behind = {
        word
        for before, word in zip(tokens.lower, tokens.words[1:], strict=False)
        if before in _GERMAN_DETERMINERS and word[0].isupper()
    }
    return {word for word in alone if not behind.isdisjoint({word, f"{word}s", f"{word}es", word.removesuffix("s")})}
