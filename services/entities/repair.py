"""Repair: what the whole article knows about a name corrects what was read at single places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from copydesk.text.tokens import NO_GAP, Tokens
from services.entities.found_names import FoundName, name_at
from services.entities.gazetteer import lookup
from services.entities.labels import NameClass
from services.entities.lexicon import ABBREVIATED_ENDS, CALENDAR, TITLES, TITLES_OF_PEOPLE
from services.entities.names import surname
from services.entities.place_table import place_table

_TIMES: frozenset[NameClass] = frozenset({"DATE", "MONEY"})

_GLUED = re.compile(r"(\w{3,}?)(?:based|backed|led|held|born|bound|controlled|owned|funded|made|wide)\Z")
"""A hyphen that a narrow column lost: Britainbased."""

_WELL_KNOWN = 50_000
"""Inhabitants of a place after which groups are called; smaller ones have too many names."""

MAX_PLACE_TOKENS = 4
"""Tokens before the hyphen that may belong to a place: `Stratford-upon-`."""

_MAJORITY = 0.6
"""Share of a name's places from which its other places follow."""

MAX_NAME_WORDS = 10
"""Longer names are not looked for again."""


def repair(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names of a text, corrected by each other; in order, without overlap."""
    kept = [trimmed for name in names if (trimmed := _trimmed(tokens, _as_titled(name))) is not None]
    kept = _agreed([_as_known(name) for name in kept])
    kept = _surnames_as_people(kept)
    return _with_repetitions(tokens, kept)


def _as_titled(name: FoundName) -> FoundName:
    """As a person where it begins with a title that stands before nothing but people: no place or body has a rank."""
    titled = (
        name.label in {"ORG", "LOC", "MISC"} and len(name.words) > 1 and name.words[0].casefold() in TITLES_OF_PEOPLE
    )
    return name.relabelled("PERSON") if titled else name


def _trimmed(tokens: Tokens, name: FoundName) -> FoundName | None:
    """Without title and article before the name, with an abbreviation's full stop, cut where a hyphen was lost."""
    if name.label in _TIMES:
        return name
    first, last = _whole_place(tokens, name), name.last
    while first < last and _is_no_part(tokens.words, first, last, name.label):
        first += 1
    if first == last or not any(word[0].isalnum() for word in tokens.words[first:last]):
        return None
    if name.words[-1] in ABBREVIATED_ENDS and tokens.words[last : last + 1] == ["."] and tokens.gaps[last] == NO_GAP:
        last += 1
    if (first, last) != (name.first, name.last):
        name = name_at(tokens, first, last, name.label)
    glued = _GLUED.match(name.words[-1]) if name.last - name.first == 1 else None
    if glued and name.words[0][0].isupper() and _is_well_known(glued[1]):
        return replace(name, end=name.start + len(glued[1]), words=(glued[1],), label="LOC")
    return name


def _whole_place(tokens: Tokens, name: FoundName) -> int:
    """First token of a well-known place of which only the end was read: `Prince` of Port-au-Prince."""
    first = name.first
    if first < 2 or tokens.words[first - 1] != "-" or tokens.gaps[first] != NO_GAP:  # noqa: PLR2004
        return first
    for begin in range(first - 2, max(-1, first - 2 - MAX_PLACE_TOKENS), -1):
        printed = " ".join(tokens.words[begin : name.last])
        if tokens.words[begin][0].isupper() and _is_well_known(printed):
            return begin
    return first


def _is_well_known(place: str) -> bool:
    return any(found.population >= _WELL_KNOWN for found in place_table().find(place))


def _is_no_part(words: Sequence[str], first: int, last: int, label: NameClass) -> bool:
    word = words[first].casefold()
    if label == "PERSON" and last - first > 1 and (word in TITLES or word == "."):
        return words[first + 1][0].isupper() or words[first + 1] == "."
    return word in {"the", "a", "an"} and last - first > 1 and words[first].islower()


_CLASS_OF_KNOWN: dict[str, NameClass] = {"GPE": "LOC", "LOC": "LOC", "NORP": "NORP", "ORG": "ORG"}


def _as_known(name: FoundName) -> FoundName:
    """Under the class of the gazetteer, where it knows the name and was not contradicted by a likely one.

    A place may give its name to a team or a family, and a body to nothing else. What is called like a city of several
    words, and was read as some other name, is the city.
    """
    if name.label in _TIMES:
        return name
    printed = " ".join(name.words).replace(" - ", "-")
    known = lookup(printed)
    label = _CLASS_OF_KNOWN.get(known.type) if known is not None else None
    if known is None and name.label == "MISC" and len(name.words) > 1 and _is_well_known(printed):
        return name.relabelled("LOC")
    if label is None or (label == "LOC" and name.label in {"ORG", "PERSON"} and len(name.words) == 1):
        return name
    return name.relabelled(label)


def _form(name: FoundName) -> tuple[str, ...]:
    return tuple(word.casefold() for word in name.words)


def _agreed(names: list[FoundName]) -> list[FoundName]:
    """One class for all places of the same form, if most say so."""
    labels: dict[tuple[str, ...], list[NameClass]] = defaultdict(list)
    for name in names:
        labels[_form(name)].append(name.label)
    majorities = {form: label for form, said in labels.items() if (label := _majority(form, said)) is not None}
    return [name.relabelled(majorities.get(_form(name), name.label)) for name in names]


def _majority(form: Sequence[str], labels: Sequence[NameClass]) -> NameClass | None:
    """What most places say; where they are at odds, a well-known place is one."""
    if len(set(labels)) == 1:
        return None
    label, count = Counter(labels).most_common(1)[0]
    if count >= _MAJORITY * len(labels):
        return label
    return "LOC" if "LOC" in labels and _is_well_known(" ".join(form)) else None


def _surnames_as_people(names: list[FoundName]) -> list[FoundName]:
    """A single word that ends a person's full name is that person, unless it is a place that is well known."""
    bearers = {surname(name.words[-1]) for name in names if name.label == "PERSON" and len(name.words) > 1}
    return [
        name.relabelled("PERSON")
        if len(name.words) == 1
        and name.label in {"ORG", "LOC", "MISC"}
        and surname(name.words[0]) in bearers
        and lookup(name.words[0]) is None
        else name
        for name in names
    ]


def _with_repetitions(tokens: Tokens, names: list[FoundName]) -> list[FoundName]:
    """The names and their other places in the text that were not read as names: in headings, at sentence beginnings."""
    known = _sure_forms(tokens, names)
    if not known:
        return names
    by_first: dict[str, list[tuple[tuple[str, ...], NameClass]]] = defaultdict(list)
    for form, label in known.items():
        by_first[form[0]].append((form, label))
    for forms in by_first.values():
        forms.sort(key=lambda known_form: -len(known_form[0]))
    taken = bytearray(len(tokens))
    for name in names:
        taken[name.first : name.last] = b"\x01" * (name.last - name.first)
    added: list[FoundName] = []
    words = tokens.words
    for index in [index for index, word in enumerate(words) if word in by_first]:
        if taken[index]:
            continue
        for form, label in by_first[words[index]]:
            last = index + len(form)
            if tuple(words[index:last]) == form and not any(taken[index:last]):
                added.append(name_at(tokens, index, last, label))
                taken[index:last] = b"\x01" * len(form)
                break
    return sorted([*names, *added], key=lambda name: name.start) if added else names


def _sure_forms(tokens: Tokens, names: Iterable[FoundName]) -> dict[tuple[str, ...], NameClass]:
    """Forms to look for, as they are printed: names of several words, and surnames of people found in full."""
    common = {word for word in set(tokens.words) if word.islower()}
    forms: dict[tuple[str, ...], NameClass] = {}
    for name in names:
        if name.label in _TIMES or len(name.words) > MAX_NAME_WORDS or not name.words[0][0].isupper():
            continue
        if len(name.words) > 1:
            forms[name.words] = name.label
        if name.label == "PERSON":
            last = name.words[-1]
            if len(last) > 2 and last[0].isupper() and last.lower() not in common and last.lower() not in CALENDAR:  # noqa: PLR2004
                forms[(last,)] = "PERSON"
    return forms
