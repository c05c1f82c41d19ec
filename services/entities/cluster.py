"""Clusters: the names of one article that name the same thing."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from schemas.entity import Gender
from services.entities.found_names import FoundName
from services.entities.gazetteer import home_of_people, lookup
from services.entities.labels import NameClass
from services.entities.lexicon import FEMALE, MALE
from services.entities.names import person_keys, printed_words, without_accents, without_corporate_end
from services.entities.place_table import place_table

MAX_COMPARED = 8
"""Persons of one surname that a mention is compared with; bounds the work on hostile input."""

NEAR = 150
"""Characters, about a sentence, within which a bare surname takes up the full name before it."""

_LONGEST_TITLE = 24
"""Characters before a name that are searched for a title."""

_LITTLE_WORDS = frozenset({"of", "the", "for", "and", "on", "in", "to", "de", "du", "des", "la", "&", "et"})

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A found name with its printed form, white space made single blanks."""

    name: FoundName
    text: str

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.name.start


@dataclass(slots=True)
class Cluster:
    """Names of one thing, in the order of the text once all are in."""

    label: NameClass
    names: list[PrintedName] = field(default_factory=list)
    canonical: str = ""
    """The fullest name; then what is no heading in capitals, then the more frequent and the earlier one."""


def cluster(text: str, names: Sequence[FoundName]) -> list[Cluster]:
    """Put names of the same thing together. `names` are in the order of the text."""
    printed = [PrintedName(name, " ".join(text[name.start : name.end].split())) for name in names]
    by_label: dict[NameClass, list[PrintedName]] = defaultdict(list)
    for name in printed:
        by_label[name.name.label].append(name)
    clusters = _people(text, by_label.pop("PERSON", []))
    aliases = _stated_aliases(text, printed)
    for label, members in by_label.items():
        keys = _KEYS.get(label, _plain_key)
        clusters += _joined(label, members, keys, aliases)
    for group in clusters:
        group.names.sort(key=lambda name: name.start)
        group.canonical = _canonical(group.names)
    return clusters


def _canonical(names: Sequence[PrintedName]) -> str:
    counts = Counter([" ".join(printed_words(name.text)) for name in names])
    if len(counts) == 1:
        return next(iter(counts))
    return max(counts, key=lambda text: (len(text.split()), not text.isupper(), len(text), counts[text]))


def _people(text: str, names: list[PrintedName]) -> list[Cluster]:
    """Full names first, each in a cluster of its own; then short names go to a person who bears them."""
    clusters: dict[Key, Cluster] = {}
    bearers: dict[str, _Bearers] = defaultdict(_Bearers)
    for name in sorted(names, key=_fullest_first):
        keys = person_keys(name.text)
        gender = _gender_of_title(text, name.start)
        if keys not in clusters:
            keys = _bearer(keys, name.start, gender, bearers) or keys
        clusters.setdefault(keys, Cluster("PERSON")).names.append(name)
        if len(keys) > 1:
            for part in {keys[0], keys[-1]}:
                bearers[part].add(keys, name.start, gender)
    return list(clusters.values())


def _fullest_first(name: PrintedName) -> tuple[int, bool, int]:
    keys = person_keys(name.text)
    return -len(keys), any(len(part) == 1 for part in keys), name.start


_TITLE = re.compile(r"(\w+)\.?\s+\Z")


def _gender_of_title(text: str, start: int) -> Gender | None:
    """What the title right before a name shows: Mrs., Mr., Queen."""
    match = _TITLE.search(text, max(0, start - _LONGEST_TITLE), start)
    word = match[1].casefold() if match else ""
    return "female" if word in FEMALE else "male" if word in MALE else None


@dataclass(slots=True)
class _Bearers:
    """The people of one surname or given name, by their full names."""

    places: list[tuple[int, Key]] = field(default_factory=list)
    counts: Counter[Key] = field(default_factory=Counter)
    genders: dict[Key, Gender] = field(default_factory=dict)

    def add(self, keys: Key, start: int, gender: Gender | None) -> None:
        """Note that somebody of this name is named in full."""
        insort(self.places, (start, keys))
        self.counts[keys] += 1
        if gender is not None:
            self.genders.setdefault(keys, gender)

    def likely(self, start: int) -> list[Key]:
        """Those whom the bare name may mean, the likeliest first.

        Whoever was named in full just before; then whom the article names most, of equals the one it introduces first:
        newspapers keep the bare surname for that one, and call the family by their given names.
        """
        here = bisect_right(self.places, (start,))
        near = [keys for at, keys in reversed(self.places[max(0, here - MAX_COMPARED) : here]) if start - at <= NEAR]
        return [*near, *(keys for keys, _ in self.counts.most_common(MAX_COMPARED))]


def _bearer(keys: Key, start: int, gender: Gender | None, bearers: dict[str, _Bearers]) -> Key | None:
    """The person that a shorter name stands for."""
    known = bearers.get(keys[-1])
    if known is None:
        return None
    fitting = [full for full in known.likely(start) if len(full) >= len(keys) and _is_within(keys, full)]
    by_surname = [full for full in fitting if full[-1] == keys[-1]] or fitting
    by_title = [full for full in by_surname if gender is None or known.genders.get(full, gender) == gender]
    return next(iter([*by_title, *by_surname]), None)


def _is_within(short: Key, full: Key) -> bool:
    """The same surname, or a given name alone; what stands before it fits in the same order, initials included."""
    if len(short) == 1:
        return short[0] in {full[0], full[-1]}
    if short[-1] != full[-1]:
        return False
    rest = iter(full[:-1])
    return all(
        any(part == other or (len(part) == 1 and other.startswith(part)) for other in rest) for part in short[:-1]
    )


def _joined(
    label: NameClass,
    names: Sequence[PrintedName],
    key_of: Callable[[str], Key],
    aliases: dict[Key, Key],
) -> list[Cluster]:
    """Names of equal keys, and short names with the long name that they stand for."""
    longer = _short_forms(label, {key_of(name.text): name.text for name in names})
    clusters: dict[Key, Cluster] = {}
    for name in names:
        key = key_of(name.text)
        key = longer.get(key, key)
        stated = aliases.get(key)
        key = stated if stated is not None else key
        clusters.setdefault(key, Cluster(label)).names.append(name)
    return list(clusters.values())


@lru_cache(maxsize=20_000)
def _plain_key(text: str) -> Key:
    return tuple(without_accents(word).casefold().strip(".,") for word in printed_words(text))


@lru_cache(maxsize=20_000)
def _organisation_key(text: str) -> Key:
    words = without_corporate_end(printed_words(text))
    key = tuple(without_accents(word).casefold().replace(".", "").strip(",") for word in words)
    return _SAME.get(key, key)


@lru_cache(maxsize=20_000)
def _place_key(text: str) -> Key:
    """The country's code for a country, whatever it is called."""
    name = " ".join(printed_words(text))
    if name.isupper() and len(name) > len("U.S.A."):
        name = name.title()
    for place in place_table().find(name):
        if place.kind == "country":
            return ("country", place.code)
    return _plain_key(text)


@lru_cache(maxsize=20_000)
def _people_key(text: str) -> Key:
    home = home_of_people(" ".join(printed_words(text)))
    if home is not None:
        return ("people", home)
    words = _plain_key(text)
    return (*words[:-1], words[-1].removesuffix("s"))


_KEYS: dict[NameClass, Callable[[str], Key]] = {"ORG": _organisation_key, "LOC": _place_key, "NORP": _people_key}

_SAME: dict[Key, Key] = {
    ("un",): ("united", "nations"),
    ("eu",): ("european", "union"),
    ("isis",): ("islamic", "state"),
    ("isil",): ("islamic", "state"),
    ("is",): ("islamic", "state"),
    ("daesh",): ("islamic", "state"),
    ("fed",): ("federal", "reserve"),
    ("imf",): ("international", "monetary", "fund"),
}
"""Short names whose long form an article often leaves out, or whose initials do not show it."""


def _short_forms(label: NameClass, texts: dict[Key, str]) -> dict[Key, Key]:
    """For each key that shortens another one: the key that it stands for."""
    found: dict[Key, Key] = {}
    full = sorted((key for key in texts if len(key) > 1), key=len, reverse=True)
    for key in full:
        for initials in _initials(texts[key]):
            if (initials,) in texts:
                found.setdefault((initials,), key)
        if label == "LOC" and key[-1] in {"city", "province", "state"} and key[:-1] in texts:
            found.setdefault(key[:-1], key)
    if label == "ORG":
        singles = [key for key in texts if len(key) == 1 and key not in found]
        by_word: dict[str, list[Key]] = defaultdict(list)
        for key in full:
            by_word[key[0]].append(key)
            by_word[key[-1]].append(key)
        for single in singles:
            bearers = by_word.get(single[0], [])
            if len(bearers) == 1 and _may_stand_alone(texts[single]):
                found[single] = bearers[0]
    return {key: found.get(longer, longer) for key, longer in found.items()}


def _may_stand_alone(text: str) -> bool:
    """Not a place or a people: "France" alone is not the bank that begins with it."""
    known = lookup(text)
    return known is None or known.type == "ORG"


@lru_cache(maxsize=20_000)
def _initials(text: str) -> frozenset[str]:
    """With and without the little words, folded: both CSIS and DRC are made like that."""
    words = re.split(r"[\s-]+", " ".join(without_corporate_end(printed_words(text))))
    letters = [word[0] for word in words if word[:1].isalpha() and word.casefold() not in _LITTLE_WORDS]
    every = [word[0] for word in words if word[:1].isalpha()]
    return frozenset("".join(some).casefold() for some in (letters, every) if len(some) > 1)


_BRACKET = re.compile(r"\s*\(\s*(?:the |or |formerly |known as |also known as )?[\"'“‘]?")


def _stated_aliases(text: str, names: Sequence[PrintedName]) -> dict[Key, Key]:
    """Keys of organisations and places that the text states to be another's: `Long Name (LN)`."""
    aliases: dict[Key, Key] = {}
    for name, following in pairwise(names):
        if name.name.label not in _KEYS or following.name.label not in {"ORG", "LOC", "MISC"}:
            continue
        if following.name.last - following.name.first > 1 or not following.text[:2].isupper():
            continue
        between = _BRACKET.fullmatch(text, name.name.end, following.start)
        if between and text[following.name.end : following.name.end + 2].lstrip("\"'”’").startswith(")"):
            aliases[_organisation_key(following.text)] = _KEYS[name.name.label](name.text)
    return aliases
