"""Clusters: the names in one article that name the same person, organisation or place."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import pairwise
from typing import TypeAlias

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.en import ENGLISH
from copydesk.text.language.lexicon import Lexicon
from copydesk.text.language.name_cases import nominative
from copydesk.text.language.registry import reporting_of
from copydesk.text.language.reporting import Reporting
from schemas.entity import Gender
from services.entities.caching import WORDS_KEPT
from services.entities.case_endings import basic_forms
from services.entities.found_names import FoundName
from services.entities.gazetteer import home_of_people, lookup
from services.entities.labels import NameClass
from services.entities.names import person_keys, printed_words, without_accents, without_corporate_end
from services.entities.place_names import FindPlaces, find_places
from services.entities.place_table import place_table

MAX_COMPARED = 8
"""People of one surname that a mention is compared with; the limit bounds the work on hostile input."""

NEAR = 150
"""Characters, about a sentence: a bare surname so near after a full name means that person."""

_LONG_SURNAME = 6
"""Letters from which a surname that is one letter off another is taken for a misprint: of 840 articles six such had no
bearer in full, and all were."""

_SPELT_ALIKE, _MOST_ALIKE = 2, 64
"""First letters that both spellings share, and surnames with these that one is compared with."""

_LONGEST_TITLE = 24
"""Characters before a name that are searched for a title."""

_LITTLE_WORDS = frozenset({"of", "the", "for", "and", "on", "in", "to", "de", "du", "des", "la", "&", "et"})

Key: TypeAlias = tuple[str, ...]

_MARKED: frozenset[str] = frozenset({"jr.", "sr."})
"""Generations that open the keys of a father and a son."""


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A found name with its text, in which every white space is one blank."""

    name: FoundName
    text: str

    @property
    def start(self) -> int:
        """Offset of its first character in the text."""
        return self.name.start


@dataclass(slots=True)
class Cluster:
    """The names of one thing, in the order of the text once all have been added."""

    label: NameClass
    names: list[PrintedName] = field(default_factory=list)
    canonical: str = ""
    """The name with most words; of several such, one that is not all capitals, then the longest, the most frequent."""


def cluster(
    text: str, names: Sequence[FoundName], lexicon: Lexicon = ENGLISH, language: str | None = None
) -> list[Cluster]:
    """Put names of the same thing together. `names` are in the order of the text, `lexicon` is of its language.

    `language`: a BCP 47 tag, by which places have other names and names have cases.
    """
    keys: dict[NameClass, _KeyOf] = {**_KEYS, "LOC": partial(_place_key, find=find_places(language))}
    printed = [PrintedName(name, " ".join(text[name.start : name.end].split())) for name in names]
    by_label: dict[NameClass, list[PrintedName]] = defaultdict(list)
    for name in printed:
        by_label[name.name.label].append(name)
    people = by_label.pop("PERSON", [])
    cases = _cases(people, language)
    clusters = _people(text, people, lexicon, cases)
    aliases = _stated_aliases(text, printed, keys)
    for label, members in by_label.items():
        clusters += _joined(label, members, keys.get(label, _plain_key), aliases)
    reporting = reporting_of(language)
    for group in clusters:
        group.names.sort(key=lambda name: name.start)
        basic = [name for name in group.names if cases.isdisjoint(person_keys(name.text))] if cases else []
        group.canonical = _canonical(basic or group.names)
        if group.label == "PERSON" and isinstance(reporting, Reporting):
            group.canonical = nominative(group.canonical, reporting)
    return clusters


class _Cases(dict[str, str]):
    """Words of people's names that are others of them in another case, and those others."""

    def isdisjoint(self, words: Iterable[str]) -> bool:
        return not any(word in self for word in words)


def _cases(people: Sequence[PrintedName], language: str | None) -> _Cases:
    """Surnames by surnames and given names by given names: Peters is no case of Peter."""
    keys = [person_keys(name.text) for name in people]
    surnames = basic_forms((key[-1] for key in keys), language)
    given = basic_forms((word for key in keys for word in key[:-1]), language)
    return _Cases(given | surnames)


def _canonical(names: Sequence[PrintedName]) -> str:
    counts = Counter([" ".join(printed_words(name.text)) for name in names])
    if len(counts) == 1:
        return next(iter(counts))
    return max(counts, key=lambda text: (len(text.split()), not text.isupper(), len(text), counts[text]))


def _people(text: str, names: list[PrintedName], lexicon: Lexicon, cases: Mapping[str, str]) -> list[Cluster]:
    """Cluster people: each full name makes a cluster, then each shorter name joins that of a person who bears it."""
    clusters: dict[Key, Cluster] = {}
    bearers: dict[str, _Bearers] = defaultdict(_Bearers)
    spellings: dict[str, set[str]] = defaultdict(set)
    inside: dict[str, dict[Key, int]] = defaultdict(dict)
    generations = _generations(text, names)
    for name in sorted(names, key=_fullest_first):
        words = [cases.get(word, word) for word in person_keys(name.text)]
        keys = (*generations.get(name.start, ()), *words)
        gender = _gender_of_title(text, name.start, lexicon)
        before = _words_before(text, name, len(words))
        if keys not in clusters:
            bearer = _bearer(keys, name.start, gender, before, bearers) or _misspelt(keys, gender, bearers, spellings)
            if bearer is None or clusters[bearer].names[0].start > name.start:
                bearer = _surname_inside(keys, name.start, gender, inside) or bearer
            keys = bearer or keys
        clusters.setdefault(keys, Cluster("PERSON")).names.append(name)
        if len(keys) > 1:
            spellings[keys[-1][:_SPELT_ALIKE]].add(keys[-1])
            for part in {keys[0], keys[-1]}:
                bearers[part].add(keys, name.start, gender or _gender_of_given_name(keys), before)
                bearers[part].sentences[name.start] = _sentence_start(text, name.start)
            for part in keys[1:-1]:
                inside[part].setdefault(keys, name.start)
    return list(clusters.values())


def _misspelt(
    keys: Key, gender: Gender | None, bearers: Mapping[str, _Bearers], spellings: Mapping[str, set[str]]
) -> Key | None:
    """The person whom a bare surname means that is one letter off: "Kowalsky" of Jan Kowalski.

    Nobody bears it as it is printed, and only one person one that is so near. A plural means the family.
    """
    printed = keys[0]
    alike = spellings.get(printed[:_SPELT_ALIKE], frozenset[str]())
    if len(keys) > 1 or len(printed) < _LONG_SURNAME or len(alike) > _MOST_ALIKE:
        return None
    near = [each for each in alike if _is_one_letter_off(printed, each) and printed != f"{each}s"]
    meant = {full for each in near for full in bearers[each].counts if full[-1] == each}
    if len(meant) != 1:
        return None
    person = meant.pop()
    return person if gender is None or bearers[person[-1]].genders.get(person, gender) == gender else None


def _surname_inside(
    keys: Key, start: int, gender: Gender | None, inside: Mapping[str, Mapping[Key, int]]
) -> Key | None:
    """The only person named before offset `start` whose surname a bare one can be, but not the last word.

    "Chan" of Susie Chan Mei Fong, "García" of Ana García Ruiz. A given name is no surname.
    """
    if len(keys) > 1 or keys[0] in FEMININE or keys[0] in MASCULINE:
        return None
    before = [full for full, first in inside.get(keys[0], {}).items() if first < start]
    if len(before) != 1 or gender not in (None, _gender_of_given_name(before[0]) or gender):
        return None
    return before[0]


def _is_one_letter_off(word: str, other: str) -> bool:
    """Whether one letter more, less or other makes one word the other."""
    short, long = sorted((word, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((at for at, (left, right) in enumerate(zip(short, long, strict=False)) if left != right), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


_GENERATION = re.compile(r"(?:\A|[\s,])(jr|sr)\b", re.IGNORECASE)
_GENERATION_REACH = 5
"""Characters behind a name in which its generation stands: ", Jr."."""


def _generations(text: str, names: Sequence[PrintedName]) -> dict[int, Key]:
    """By offset of a name its generation, where an article tells a father from his son: "Lee Jr.", "Lee Sr."."""
    found: dict[int, Key] = {}
    for name in names:
        printed = text[name.start : name.name.end + _GENERATION_REACH]
        match = _GENERATION.search(printed, max(0, name.name.end - name.start - _GENERATION_REACH))
        if match is not None:
            found[name.start] = (f"{match[1].casefold()}.",)
    return found if len(set(found.values())) > 1 else {}


def _gender_of_given_name(keys: Key) -> Gender | None:
    given = keys[1] if len(keys) > 2 and keys[0].endswith(".") else keys[0]  # noqa: PLR2004
    return "female" if given in FEMININE else "male" if given in MASCULINE else None


def _fullest_first(name: PrintedName) -> tuple[int, bool, int]:
    keys = person_keys(name.text)
    return -len(keys), any(len(part) == 1 for part in keys), name.start


_TITLE = re.compile(r"(\w+)\.?\s+\Z")

_ROLE_WORDS = 2
"""Words before a name that may tell who is meant: "Prime Minister Han"."""


def _words_before(text: str, name: PrintedName, own: int) -> Key:
    """The last words before a name's `own` last words, those that are printed with a capital; the nearest first."""
    printed = text[max(0, name.start - _LONGEST_TITLE) : name.name.end].split()[:-own]
    capitals: list[str] = []
    for word in reversed(printed[-_ROLE_WORDS:]):
        if not word[0].isupper():
            break
        capitals.append(word.casefold())
    return tuple(capitals)


_LONGEST_SENTENCE = 400
"""Characters before a name in which the sentence begins."""

_SENTENCE_END = re.compile(r"[.!?][\"”’]*\s+(?=\S)|\n")


def _sentence_start(text: str, offset: int) -> int:
    """Offset of the sentence in which a name stands, as far as full stops tell."""
    first = max(0, offset - _LONGEST_SENTENCE)
    return max((end.end() for end in _SENTENCE_END.finditer(text, first, offset)), default=first)


_NO_TITLES = frozenset({"miss"})
"""Titles that are other words without a capital: "we miss Steve"."""


def _gender_of_title(text: str, start: int, lexicon: Lexicon) -> Gender | None:
    """The gender that the title right before a name shows: Mrs., Mr., Queen."""
    match = _TITLE.search(text, max(0, start - _LONGEST_TITLE), start)
    word = match[1] if match else ""
    if word in _NO_TITLES:
        return None
    word = word.casefold()
    return "female" if word in lexicon.feminine else "male" if word in lexicon.masculine else None


@dataclass(slots=True)
class _Bearers:
    """The people who bear one surname or given name, by the keys of their full names."""

    offsets: list[tuple[int, Key]] = field(default_factory=list)
    counts: Counter[Key] = field(default_factory=Counter)
    introduced: dict[Key, int] = field(default_factory=dict)
    most_named: list[Key] = field(default_factory=list)
    genders: dict[Key, Gender] = field(default_factory=dict)
    roles: dict[Key, Key] = field(default_factory=dict)
    sentences: dict[int, int] = field(default_factory=dict)

    def add(self, keys: Key, start: int, gender: Gender | None, before: Key) -> None:
        """Record that the text names a bearer in full at offset `start`, behind the words `before`."""
        insort(self.offsets, (start, keys))
        self.counts[keys] += 1
        self.introduced.setdefault(keys, len(self.introduced))
        # Kept up, not looked for at each name: a text may have thousands of bearers.
        if keys not in self.most_named:
            self.most_named.append(keys)
        self.most_named.sort(key=lambda each: (-self.counts[each], self.introduced[each]))
        del self.most_named[MAX_COMPARED:]
        if gender is not None:
            self.genders.setdefault(keys, gender)
        if before:
            self.roles.setdefault(keys, before)

    def likely(self, start: int) -> list[Key]:
        """The people whom the bare name at offset `start` may mean, the likeliest first.

        First, those named in full within `NEAR` characters before it; then the others, those named most often first and
        of equals the one introduced first: newspapers keep the bare surname for that person, and call relatives by
        their given names.
        """
        near = [keys for offset, keys in self._before(start) if start - offset <= NEAR]
        return [*near, *self.most_named]

    def latest(self, start: int, role: Key) -> list[Key]:
        """The same where the word is a surname that stands in front: "Han" of Han Duck-soo and Han Dong-hoon.

        First those with most of the words `role` before their names ("Prime Minister Han"); of equals the one named in
        full last before offset `start`, for there are so few such surnames that each means who was introduced last; of
        two in one sentence the first, who is what it is about: "Wang Sicong, the son of Wang Jianlin".
        """
        behind = sorted(self._before(start), key=lambda each: (-self.sentences.get(each[0], 0), each[0]))
        found = list(dict.fromkeys([*(keys for _, keys in behind), *self.most_named]))
        return sorted(found, key=lambda keys: -_shared(role, self.roles.get(keys, ())))

    def _before(self, start: int) -> list[tuple[int, Key]]:
        """Where bearers are named in full before an offset, the last first."""
        index = bisect_right(self.offsets, (start,))
        return self.offsets[max(0, index - MAX_COMPARED) : index][::-1]


def _shared(role: Key, other: Key) -> int:
    """How many words two roles share, from the name on."""
    return next(
        (at for at, (left, right) in enumerate(zip(role, other, strict=False)) if left != right),
        min(len(role), len(other)),
    )


def _bearer(keys: Key, start: int, gender: Gender | None, before: Key, bearers: dict[str, _Bearers]) -> Key | None:
    """The keys of the person whom a shorter name means; None where nobody bears it, or only people of another gender.

    "Lady Starley" is not Sir Keir Starley. `before`: the words before the name, as of `_words_before`.
    """
    known = bearers.get(keys[-1])
    if known is None:
        return None
    fitting = [full for full in known.likely(start) if len(full) >= len(keys) and _is_within(keys, full)]
    by_surname = [full for full in fitting if full[-1] == keys[-1]]
    if not by_surname and len(keys) == 1 and keys[0] not in FEMININE and keys[0] not in MASCULINE:
        by_surname = [full for full in known.latest(start, before) if full in fitting]
    by_surname = by_surname or fitting
    by_title = [full for full in by_surname if gender is None or known.genders.get(full, gender) == gender]
    return next(iter(by_title), None)


def _is_within(short: Key, full: Key) -> bool:
    """Whether the short name may be a form of the full one.

    It is the given name or the surname alone; or it has the same surname, and its given names, which may be initials,
    are among those of the full name, in the same order.
    """
    if short[0] in _MARKED or full[0] in _MARKED:
        if short[0] != full[0]:
            return len(short) == 1 and short[0] in {full[1], full[-1]}
        return len(short) == len(_MARKED) and short[1] == full[-1]
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
    key_of: _KeyOf,
    aliases: dict[Key, Key],
) -> list[Cluster]:
    """Cluster names with equal keys, and short names with the long name that they abbreviate."""
    longer = _short_forms(label, {key_of(name.text): name.text for name in names})
    clusters: dict[Key, Cluster] = {}
    for name in names:
        key = key_of(name.text)
        key = longer.get(key, key)
        stated = aliases.get(key)
        key = stated if stated is not None else key
        clusters.setdefault(key, Cluster(label)).names.append(name)
    return list(clusters.values())


@lru_cache(maxsize=WORDS_KEPT)
def _plain_key(text: str) -> Key:
    return tuple(without_accents(word).casefold().strip(".,") for word in printed_words(text))


@lru_cache(maxsize=WORDS_KEPT)
def _organisation_key(text: str) -> Key:
    words = without_corporate_end(printed_words(text))
    key = tuple(without_accents(word).casefold().replace(".", "").strip(",") for word in words)
    return _SAME.get(key, key)


@lru_cache(maxsize=WORDS_KEPT)
def _place_key(text: str, find: FindPlaces) -> Key:
    """The country's ISO code for a country, so that all its names have one key; for others the words of the name."""
    name = " ".join(printed_words(text))
    if name.isupper() and len(name) > len("U.S.A."):
        name = name.title()
    found = find(name)
    for place in found:
        if place.kind == "country":
            return ("country", place.code)
    if len(found) == 1 and find is not find_places(None):
        return ("place", str(found[0].geonames))  # a city in the cases of its language
    return _plain_key(text)


@lru_cache(maxsize=WORDS_KEPT)
def _people_key(text: str) -> Key:
    home = home_of_people(" ".join(printed_words(text)))
    if home is not None:
        return ("people", home)
    words = _plain_key(text)
    return (*words[:-1], words[-1].removesuffix("s"))


_KeyOf: TypeAlias = Callable[[str], Key]

_KEYS: dict[NameClass, _KeyOf] = {"ORG": _organisation_key, "NORP": _people_key}

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
    """For each key that abbreviates another key of the article: that key."""
    found: dict[Key, Key] = {}
    full = sorted((key for key in texts if len(key) > 1), key=len, reverse=True)
    for key in full:
        for initials in _initials(texts[key]):
            if (initials,) in texts:
                found.setdefault((initials,), key)
        if label == "LOC" and _is_longer_form(key) and key[:-1] in texts:
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


def _is_longer_form(key: Key) -> bool:
    """Whether a place's name may stand without its last word: "Diyala Province", "New York City"; not "Kansas City"."""
    if key[-1] in {"province", "state"}:
        return True
    return key[-1] == "city" and (key[:-1] == _CITY_BEFORE_STATE or not _is_area(" ".join(key[:-1])))


_CITY_BEFORE_STATE: Key = ("new", "york")
"""The one state whose name newspapers use for its city alone."""


def _is_area(name: str) -> bool:
    return any(place.kind in {"country", "subdivision"} for place in place_table().find(name))


def _may_stand_alone(text: str) -> bool:
    """Whether a single word can abbreviate an organisation: "France" is the country, not a bank named after it."""
    known = lookup(text)
    return known is None or known.type == "ORG"


@lru_cache(maxsize=WORDS_KEPT)
def _initials(text: str) -> frozenset[str]:
    """The initials with and without the little words, folded: acronyms are made in both ways (CSIS, DRC)."""
    words = re.split(r"[\s-]+", " ".join(without_corporate_end(printed_words(text))))
    letters = [word[0] for word in words if word[:1].isalpha() and word.casefold() not in _LITTLE_WORDS]
    every = [word[0] for word in words if word[:1].isalpha()]
    return frozenset("".join(some).casefold() for some in (letters, every) if len(some) > 1)


_BRACKET = re.compile(r"\s*\(\s*(?:the |or |formerly |known as |also known as )?[\"'“‘]?")


def _stated_aliases(text: str, names: Sequence[PrintedName], keys: Mapping[NameClass, _KeyOf]) -> dict[Key, Key]:
    """Aliases that the text states in brackets, `Long Name (LN)`: from the alias's key to that of the long name."""
    aliases: dict[Key, Key] = {}
    for name, following in pairwise(names):
        if name.name.label not in keys or following.name.label not in {"ORG", "LOC", "MISC"}:
            continue
        if following.name.tokens.end - following.name.tokens.start > 1 or not following.text[:2].isupper():
            continue
        between = _BRACKET.fullmatch(text, name.name.end, following.start)
        if between and text[following.name.end : following.name.end + 2].lstrip("\"'”’").startswith(")"):
            aliases[_organisation_key(following.text)] = keys[name.name.label](name.text)
    return aliases
