"""Clusters: the mentions of one article that name the same thing."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field

from schemas.entity import EntityType
from services.entities.gazetteer import lookup
from services.entities.lexicon import PARTICLES
from services.entities.names import surname, without_corporate_end

MAX_COMPARED = 8
"""Persons of one surname that a mention is compared with, the latest first; bounds the work on hostile input."""

_LITTLE_WORDS = frozenset({"of", "the", "for", "and", "on", "in", "to", "de"})


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A mention whose type is known. `words` are those of the name."""

    start: int
    end: int
    words: tuple[str, ...]
    type: EntityType

    @property
    def name(self) -> str:
        """The name with single blanks."""
        return " ".join(self.words)


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing, in order of discovery."""

    type: EntityType
    mentions: list[NamedMention] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name; the more frequent, then the earlier one of two equally full."""
        counts = Counter(mention.name for mention in self.mentions)
        return max(counts, key=lambda name: (len(name.split()), len(name), counts[name]))


def cluster(mentions: list[NamedMention]) -> list[Cluster]:
    """Put mentions of the same thing together. `mentions` are in the order of the text."""
    people = [mention for mention in mentions if mention.type == "PERSON"]
    others = [mention for mention in mentions if mention.type != "PERSON"]
    return _people(people) + _others(others)


def _keys(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(surname(word) for word in words if word.casefold() not in PARTICLES) or (words[-1].casefold(),)


def _people(mentions: list[NamedMention]) -> list[Cluster]:
    """Full names first, each in a cluster of its own; then short names go to the latest person who bears them."""
    clusters: dict[tuple[str, ...], Cluster] = {}
    by_part: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for mention in sorted(mentions, key=lambda mention: -len(_keys(mention.words))):
        keys = _keys(mention.words)
        if keys not in clusters:
            keys = _bearer(keys, mention.start, by_part) or keys
        clusters.setdefault(keys, Cluster("PERSON")).mentions.append(mention)
        if len(keys) > 1:
            for part in {keys[0], keys[-1]}:
                insort(by_part.setdefault(part, []), (mention.start, keys))
    return list(clusters.values())


def _bearer(
    keys: tuple[str, ...], start: int, by_part: dict[str, list[tuple[int, tuple[str, ...]]]]
) -> tuple[str, ...] | None:
    """The person that a shorter name stands for: the latest one before it, else the next one after it."""
    bearers = by_part.get(keys[-1], [])
    here = bisect_right(bearers, (start, keys))
    nearest = [*reversed(bearers[max(0, here - MAX_COMPARED) : here]), *bearers[here : here + MAX_COMPARED]]
    for _, full in nearest:
        if len(full) > len(keys) and _is_within(keys, full):
            return full
    return None


def _is_within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """The same surname, or a given name alone; what stands before it fits in the same order, initials included."""
    if len(short) == 1:
        return short[0] in {full[0], full[-1]}
    if short[-1] != full[-1]:
        return False
    rest = iter(full[:-1])
    return all(
        any(part == other or (len(part) == 1 and other.startswith(part)) for other in rest) for part in short[:-1]
    )


def _others(mentions: list[NamedMention]) -> list[Cluster]:
    """Equal keys, an acronym with the name whose initials it is, and the first word of a company with the company."""
    clusters: dict[tuple[str, str], Cluster] = {}
    full_names = {
        (mention.type, initials): _key(mention)
        for mention in mentions
        if len(mention.words) > 1
        for initials in _short_names(mention.words)
    }
    for mention in mentions:
        key = full_names.get((mention.type, mention.name.replace(".", "")), _key(mention))
        clusters.setdefault((mention.type, key), Cluster(mention.type)).mentions.append(mention)
    return list(clusters.values())


def _key(mention: NamedMention) -> str:
    known = lookup(mention.name)
    if known is not None and known.country:
        return f"country {known.country}"
    key = " ".join(without_corporate_end(mention.words)).casefold().replace("\u2019", "'")
    if mention.type == "NORP":
        return key.removesuffix("s")
    return _SAME.get(key, key)


_SAME = {
    "u.n.": "united nations",
    "un": "united nations",
    "eu": "european union",
    "e.u.": "european union",
    "isis": "islamic state",
    "isil": "islamic state",
    "daesh": "islamic state",
    "fed": "federal reserve",
}
"""Short names whose initials do not show what they stand for in the article."""


def _short_names(words: tuple[str, ...]) -> set[str]:
    is_company = len(without_corporate_end(words)) < len(words)
    return _initials(words) | ({words[0]} if is_company else set())


def _initials(words: tuple[str, ...]) -> set[str]:
    """With and without the little words: both CSIS and DRC are made like that."""
    letters = [word[0].upper() for word in words if word[0].isalpha() and word.casefold() not in _LITTLE_WORDS]
    every = [word[0].upper() for word in words if word[0].isalpha()]
    return {initials for initials in ("".join(letters), "".join(every)) if len(initials) > 1}
