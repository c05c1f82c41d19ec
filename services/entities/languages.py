"""Languages: which names of a text are found, and how, in English and in the languages beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.text.language.registry import primary_tag
from copydesk.text.tokens import BLANK, NO_GAP, Tokens, TokenSpan
from copydesk.text.unspaced import is_unspaced
from schemas.document import LanguageSupport
from services.entities.bounds import within_bounds
from services.entities.confidence import likely, unsure_as_people
from services.entities.found_names import FoundName, find_names, find_names_beyond_english, in_order, name_at
from services.entities.full_names import with_full_names
from services.entities.gazetteer import is_given_name, lookup
from services.entities.lexicon import CALENDAR, PARTICLES
from services.entities.organisations import with_organisations
from services.entities.place_names import place_names
from services.entities.place_table import Place, place_table
from services.entities.repair import repair, repair_beyond_english, without_office
from services.entities.unspaced_names import UNSPACED, with_unspaced_names

_ENGLISH: Final = "en"

_LEARNT: Final = frozenset(
    {"en", "de", "fr", "es", "pt", "nl", "sv", "no", "nb", "nn", "da", "pl", "ru", "zh", "sk", "hr"}
)
"""Primary subtags of the languages whose annotated sets trained a tagger."""

_RELATED: Final = frozenset(
    {"it", "cs", "uk", "lt", "lv", "sl", "bs", "sr", "bg", "mk", "be", "ca", "gl", "ro", "fo", "is"}
)
"""Languages that the tagger reads by what it knows of their neighbours and by vectors of their words."""

_CAPITALISED_NOUNS: Final = frozenset({"de", "lb"})
"""Languages in which a capital beside a name says nothing."""

_WITH_APOSTROPHES: Final = frozenset({"tr", "az"})
"""Languages that part a name from its ending by an apostrophe."""

_OWNERS: Final = frozenset({"fi", "et"})
"""Languages with a place in the genitive between a name and where its bearer is: "Matti Laine Oulun yliopistosta"."""

_FULL_NAME: Final = 2

_TOWN: Final = 20_000
"""Inhabitants of a town that is known by its name and such an apostrophe."""

_MAX_WORDS: Final = 5
"""Of a person's name: given names, particles and surnames. A longer row of capitals is a heading."""


_LINKED: Final = frozenset({"fr", "pl", "ru"})
"""Of the learnt languages, those whose modern sets are links of Wikipedia and not annotated by hand."""

_SURE: Final = 1.0
_LIKELY: Final = 0.5
"""Margins of a name over "outside", odds of e to 1 and of 1.6 to 1. On the development sets most of what lies below the
first is wrong in languages without a set annotated by hand, and F1 is higher without it; elsewhere the second keeps F1
and leaves out nouns that are no names."""


def support_of(language: str | None) -> LanguageSupport:
    """What is known of a language, a BCP 47 tag.

    learnt: a tagger has learnt it. rules: the tagger of its neighbours, and the language's own names of places. marks:
    no more than names that are listed and people with a known given name.
    """
    tag = primary_tag(language)
    if tag in _LEARNT:
        return "learnt"
    return "rules" if tag in _RELATED or place_names(tag) else "marks"


def names_in(text: str, language: str | None) -> tuple[Tokens, list[FoundName]]:
    """The tokens of a text in `language`, a BCP 47 tag, and the names among them, in order and without overlap."""
    tag = primary_tag(language)
    if tag == _ENGLISH:
        tokens, found, scores = find_names(text)
        named = repair(tokens, unsure_as_people(tokens, found, scores))
        return tokens, likely(tokens, named, found, scores)
    tokens, scored = find_names_beyond_english(text)
    found = [kept for name, margin in scored if (kept := _kept(tokens, name, margin, tag)) is not None]
    if tag not in _LEARNT | _RELATED:
        found = _supported(tokens, found, tag)
    if tag in _WITH_APOSTROPHES:
        found = [*found, *_apostrophed_places(tokens, found)]
    if tag in UNSPACED:
        found = with_unspaced_names(tokens, _with_places(tokens, within_bounds(tokens, found, tag), tag), tag)
        return tokens, repair_beyond_english(tokens, found, language)
    found = _with_places(tokens, within_bounds(tokens, found, tag), tag)
    found = with_full_names(tokens, with_organisations(tokens, found, tag), tag)
    return tokens, repair_beyond_english(tokens, found, language)


def _kept(tokens: Tokens, name: FoundName, margin: float, tag: str) -> FoundName | None:
    """The name if the tagger is sure of it, or as much of it as a list supports: a person by the given name."""
    if margin >= _SURE:
        return name
    named = without_office(tokens, name)
    start, end = named.tokens
    if name.label == "PERSON" and is_given_name(named.words[0], tag):
        last = min(end, _end_of_person(tokens, start))
        if _has_surname(tokens, start, last):
            return name_at(tokens, start, last, "PERSON")
    if margin >= _LIKELY and tag in _LEARNT - _LINKED:
        return name
    return name if name.label == "LOC" and place_names(tag).known(" ".join(name.words)) else None


def _with_places(tokens: Tokens, names: Sequence[FoundName], tag: str) -> list[FoundName]:
    """The names, those of countries and large cities among them as such, with those of them that were missed.

    What the tagger found stays where it is longer than the place, as the University of Vienna. A word that the text
    has in lower case, too, is no place at the beginning of a sentence.
    """
    found: dict[int, FoundName] = {index: name for name in names for index in range(*name.tokens)}
    common = {word for word in set(tokens.words) if word.islower()}
    for start, end, place in place_names(tag).spans(tokens):
        within = {name.tokens: name for index in range(start, end) if (name := found.get(index)) is not None}
        if any(name.tokens.start < start or name.tokens.end > end for name in within.values()):
            continue
        if within and not _is_place(within.get(TokenSpan(start, end)), place, tag):
            continue
        if not within and end - start == 1 and tokens.lower[start] in common and _begins_sentence(tokens, start):
            continue
        if within or _stands_alone(tokens, start, end, place, tag):
            found |= dict.fromkeys(range(start, end), name_at(tokens, start, end, "LOC"))
    return in_order({name.tokens: name for name in found.values()}.values())


def _is_place(name: FoundName | None, place: Place, tag: str) -> bool:
    """Whether what the tagger took for another name, or for several, is the place: teams bear the names of towns."""
    if name is None or name.label == "LOC" or len(name.words) > 1 or is_unspaced(name.words[0]):
        return True
    if name.label == "PERSON":
        return not is_given_name(name.words[0], tag)
    return name.label == "MISC" or place.kind == "country" or place.capital


def _stands_alone(tokens: Tokens, start: int, end: int, place: Place, tag: str) -> bool:
    """Whether a place that the tagger missed is no person's name and no part of a longer name, as in `Paris Hilton`."""
    before = tokens.words[start - 1] if start and tokens.gaps[start] == BLANK else ""
    if before and is_given_name(before, tag):
        return False
    if place.kind == "country":
        return True
    if end - start == 1 and is_given_name(tokens.words[start], tag):
        return False
    if tag in _CAPITALISED_NOUNS:
        return True
    after = tokens.words[end] if end < len(tokens) and tokens.gaps[end] == BLANK else ""
    return not (_is_capitalised(after) or (_is_capitalised(before) and not _begins_sentence(tokens, start - 1)))


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and len(word) > 1


def _begins_sentence(tokens: Tokens, index: int) -> bool:
    return (
        index == 0
        or tokens.gaps[index] > BLANK
        or tokens.words[index - 1] in {".", "!", "?", ":", "…", "“", "„", "«", "»"}
    )


def _supported(tokens: Tokens, names: Sequence[FoundName], tag: str) -> list[FoundName]:
    """Known organisations and places, and people with a known given name, whether the tagger saw them or not.

    What is left in a language of which nothing was learnt.
    """
    people = list(_people(tokens, tag))
    taken = {index for person in people for index in range(*person.tokens)}
    known = [found for name in names if (found := _known(name)) is not None]
    return in_order([*people, *(name for name in known if taken.isdisjoint(range(*name.tokens)))])


def _apostrophed_places(tokens: Tokens, names: Sequence[FoundName]) -> Iterator[FoundName]:
    """Places before the apostrophe that Turkish sets between a name and its ending: "Ankara'da"."""
    taken = {index for name in names for index in range(*name.tokens)}
    for at in range(len(tokens) - 2):
        if tokens.words[at + 1] not in {"'", "\u2019"} or at in taken or not tokens.words[at][0].isupper():
            continue
        is_joined = tokens.gaps[at + 1] == NO_GAP and tokens.gaps[at + 2] == NO_GAP
        if is_joined and tokens.words[at + 2].islower() and _is_town(tokens.words[at]):
            yield name_at(tokens, at, at + 1, "LOC")


def _is_town(word: str) -> bool:
    return any(place.population >= _TOWN and place.chief_name for place in place_table().find(word))


def _known(name: FoundName) -> FoundName | None:
    known = lookup(" ".join(name.words))
    if known is None:
        return None
    if known.type in {"GPE", "LOC"}:
        return name.relabelled("LOC")
    return name.relabelled(known.type) if known.type in {"ORG", "NORP"} else None


def _people(tokens: Tokens, tag: str) -> Iterator[FoundName]:
    """Known given names with the capitalised words behind them: `Anna von Aue`, `Jean-Luc Le Moal`."""
    index = 0
    while index < len(tokens):
        word = tokens.words[index]
        given = word[0].isupper() and is_given_name(word, tag)
        last = _end_of_person(tokens, index) if given else index
        if tag in _OWNERS and last - index > _FULL_NAME and _is_owner(tokens, last - 1):
            last -= 1
        if _has_surname(tokens, index, last):
            yield name_at(tokens, index, last, "PERSON")
        index = max(last, index + 1)


def _is_owner(tokens: Tokens, at: int) -> bool:
    """Whether a word in the genitive is that of the noun behind it: "Oulun" of "Oulun yliopistosta"."""
    following = tokens.words[at + 1] if at + 1 < len(tokens) and tokens.gaps[at + 1] == BLANK else ""
    return tokens.lower[at].endswith("n") and following.islower()


def _end_of_person(tokens: Tokens, first: int) -> int:
    """Behind the last capitalised word of the name that begins at `first`; particles stand only before such a word."""
    end, index = first + 1, first + 1
    while index < len(tokens) and index - first < _MAX_WORDS:
        word, gap = tokens.words[index], tokens.gaps[index]
        if word == "-" and gap == NO_GAP:
            index += 1
            continue
        if gap not in {BLANK, NO_GAP} or not (word[0].isalpha() and (word[0].isupper() or word in PARTICLES)):
            break
        if word.casefold() in CALENDAR:
            break
        index += 1
        if word[0].isupper():
            end = index
    return end


def _has_surname(tokens: Tokens, first: int, last: int) -> bool:
    """Whether something follows the given name, other than the second half of a double given name."""
    return any(tokens.gaps[index] == BLANK for index in range(first + 1, last))
