"""Whom a description means, "the rector" or "TSP president": a trained ranking of those whom the narration names.

In: the words of a description at an offset. Out: the people, bodies and places that it can mean, the likeliest first,
each with its probability; what is left is the probability that it means nobody whom the article names. Told is where
each was named and as what, as of pronouns; and whether the words beside its name are those of the description.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import repeat
from math import exp, log1p
from typing import Final, Literal, TypeAlias

from copydesk.text.language.lexicon import Lexicon
from schemas.entity import Entity
from services.quotes.speakers import certainty
from services.quotes.speakers.genders import Genders
from services.quotes.speakers.mentions import Antecedent, Mention
from services.quotes.speakers.nominals import Nominal, fits, is_brought_in, means_no_person, nominal_of
from services.quotes.speakers.pronouns import SIGNALS, History, Pronouns
from services.quotes.speakers.roles import Roles, head_words
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

_REACH: Final = (40, 25)
"""How many names and sentences back those are looked for whom a description means: farther than of a pronoun, for it
tells more."""

_BEFORE, _BEHIND = 90, 130
"""Characters before and behind a name in which words tell who that is."""

_MOST: Final = 0.93
"""No probability is higher: of those of 0.9 and more in the training articles, held out in turn, so many were right."""

_SAME_SENTENCE: Final = SIGNALS.index("same sentence")
"""Who is named in the sentence of a description is somebody else: "Beside Ann Lee, the mayor said". Of 90 people who
were, in the training articles, and did not have its noun as a role, 7 were meant."""

_SURE_BY_HAND, _AGREED_FROM, _AGREED = 0.7, 0.5, 0.7
"""Where the weights that are set by hand are so sure of the same one, and this is its probability here, it is at least
the last number: of 8 such descriptions below it in the training articles, held out in turn, 7 were right."""

_MOST_MENTIONS: Final = 20
"""Mentions of one name whose surroundings are read; it bounds the work on hostile input."""

_STEM, _LEAST_STEM = 5, 4
"""Letters that "Uruguayan" and "Uruguay" share, and of the shortest word that is looked for."""

_SHORT_OFFICE: Final = 5
"""Letters of an office in capitals: "the SP"."""

_WORD = re.compile(r"\w[\w’'-]*")
_APPOSED = re.compile(r"(?:['’]s)?(?:, \d{1,3})?(?:, | \()((?:[\w’'-]+[ ,)]{1,2}){1,12})")
"""What stands behind a name and may tell who that is: ", the rector of the university,"."""

Kind: TypeAlias = Literal["person", "people", "body", "place", "unknown"]
"""What the noun means: "the singer" somebody who was named, "the judge" anybody; the others as of nominals."""

Rank: TypeAlias = Callable[[Nominal, int], Sequence[Antecedent]]

Told: TypeAlias = dict[str, float]
"""What is told of a candidate, or of the description itself, by the names of the weights."""


@dataclass(frozen=True, slots=True)
class Description:
    """The words for somebody, at offset `start`: "The former rector of the university".

    `definite`: an article opens it. `head`: the noun, "rector", as printed in `printed`; `modifiers`: the words before
    it. `followed`: something stands behind it. `named`: the entities that are named in it; `apposed`: those of them
    whose name opens it or is an apposition, and does not only say whose or where somebody is.
    """

    words: str
    start: int
    definite: bool
    kind: Kind
    head: str
    printed: str
    modifiers: tuple[str, ...]
    followed: bool
    named: frozenset[str]
    apposed: frozenset[str]
    nominal: Nominal | None

    @property
    def is_plural(self) -> bool:
        """Whether it means several."""
        return self.head[-1:] == "s" != self.head[-2:-1]


def description_of(words: str, start: int, end: int, parsed: ParsedArticle) -> Description | None:
    """What the words of a source say of somebody; `words` have the article that the labeller may have left out.

    None for what no one or body is ("the report"), for one of several ("a teacher"), and where an owner tells who is
    meant ("Lee's lawyer", "his wife").
    """
    lexicon = parsed.lexicon
    opening, _, rest = words.partition(" ")
    definite = opening.lower() in lexicon.definite_articles
    if not definite and opening.lower() in lexicon.determiners | lexicon.indefinites:
        return None
    bare = rest if definite else words
    found = head_words(bare, lexicon)
    if not found or found[-1] in lexicon.writings or any(map(_is_possessive, bare.split(), repeat(lexicon))):
        return None
    head = found[-1]
    printed = next((word for word in _WORD.findall(bare) if word.lower() == head), head)
    if not definite and printed[0].isupper() and not printed.isupper():
        return None
    if lexicon.age_noun.fullmatch(words.rsplit(maxsplit=1)[-1]):
        return None  # whose age that is tells it
    nominal = nominal_of(words if definite else f"the {' '.join(found)}", lexicon)
    names = parsed.names.within(start, end)
    return Description(
        words,
        start,
        definite,
        _kind(nominal, head, words, lexicon),
        head,
        printed,
        tuple(found[:-1]),
        followed=bool(bare.lower().partition(head)[2].strip(" ,")),
        named=frozenset(name.entity.id for name in names),
        apposed=frozenset(name.entity.id for name in names if _is_apposed(name, start, parsed)),
        nominal=nominal,
    )


def _is_possessive(word: str, lexicon: Lexicon) -> bool:
    return word.endswith(lexicon.possessive_endings)


def _is_apposed(name: Name, start: int, parsed: ParsedArticle) -> bool:
    before = parsed.text[start : name.start].rstrip()
    return not before or before.endswith((",", "("))


def _kind(nominal: Nominal | None, head: str, words: str, lexicon: Lexicon) -> Kind:
    if nominal is not None:
        return nominal.kind
    if means_no_person(words, lexicon):
        return "body"
    return "people" if head in lexicon.people_nouns or head in lexicon.ranks else "unknown"


class _Surroundings:
    """What stands beside the mentions of one name: words in lower case, the same in capitals, other names."""

    def __init__(self, entity: Entity) -> None:
        self.words = {word.lower() for word in _WORD.findall(entity.description or "")}
        self.names = {word.lower() for word in _WORD.findall(entity.name)}
        self.initials: list[str] = []
        self.entities: set[str] = set()
        self.read = 0

    def add(self, name: Name, parsed: ParsedArticle) -> None:
        """Read what stands beside one mention."""
        self.read += 1
        beside = [_in_front(name, parsed), _behind(name, parsed)]
        for start, end in beside:
            words = _WORD.findall(parsed.text, start, end)
            self.words.update(word.lower() for word in words)
            parts = [part for word in words for part in word.split("-") if part]
            full = [part for part in parts if part not in parsed.lexicon.links]
            self.initials += ("".join(part[0].upper() for part in some) for some in (parts, full))
            self.entities.update(each.entity.id for each in parsed.names.within(start, end) if not each.is_person)

    @cached_property
    def stems(self) -> set[str]:
        """How the words begin, once all mentions are read."""
        return {word[:_STEM] for word in self.words | self.names if len(word) >= _STEM}


def _in_front(name: Name, parsed: ParsedArticle) -> tuple[int, int]:
    """Where the words stand before a name in its sentence, behind another person's name."""
    first = max(parsed.sentence_start(name.start), name.start - _BEFORE)
    others = (each.end for each in parsed.names.within(first, name.start) if each.is_person)
    return max([first, *others]), name.start


def _behind(name: Name, parsed: ParsedArticle) -> tuple[int, int]:
    """Where the apposition stands behind a name, up to another person's."""
    apposed = _APPOSED.match(parsed.text, name.end, name.end + _BEHIND)
    if apposed is None:
        return name.end, name.end
    others = (each.start for each in parsed.names.within(*apposed.span(1)) if each.is_person)
    return apposed.start(1), min([apposed.end(1), *others])


class _Far(Pronouns):
    """What is told of those whom the narration names, farther back."""

    reach = _REACH


class Descriptions:
    """The descriptions of one article, and whom they can mean."""

    def __init__(
        self,
        parsed: ParsedArticle,
        mentions: Sequence[Mention],
        genders: Genders,
        roles: Roles,
        history: History,
        rank: Rank,
    ) -> None:
        """`mentions`: of people, bodies and places. `history`: what pronouns mean. `rank`: by hand."""
        self._parsed = parsed
        self._mentions = mentions
        self._genders = genders
        self._roles = roles
        self._near = _Far(parsed, mentions, genders, history=history)
        self._history = history
        self._rank = rank
        self._weights = trained_weights()

    def ranked(self, each: Description) -> list[Antecedent]:
        """Whom a description can mean, the likeliest first; weights are probabilities, and the rest is nobody's."""
        candidates = list(self.candidates(each))
        scores = [exp(self._score(told)) for _, told in candidates]
        every = sum(scores) + exp(self._score(self.nobody(each, len(candidates))))
        place = self._parsed.sentence_at(each.start), self._parsed.paragraph_at(each.start)
        found = [
            Antecedent(
                last.name,
                min(self._agreed(score / every, told), _MOST),
                last.name.is_person,
                place[0] - last.sentence,
                place[1] - last.paragraph,
            )
            for (last, told), score in zip(candidates, scores, strict=True)
        ]
        found.sort(key=lambda antecedent: antecedent.weight, reverse=True)
        return found

    @staticmethod
    def _agreed(probability: float, told: Told) -> float:
        """How likely a candidate is, if the weights that are set by hand are sure of the same one."""
        by_hand = told["likeliest by hand"]
        agreed = probability >= _AGREED_FROM and by_hand >= _SURE_BY_HAND
        return max(probability, _AGREED) if agreed else probability

    def _score(self, told: Told) -> float:
        return sum(self._weights.get(name, 0.0) * value for name, value in told.items())

    def candidates(self, each: Description) -> Iterator[tuple[Mention, Told]]:
        """Each whom a description can mean, by the last mention, and what is told of it."""
        if is_brought_in(each.nominal or Nominal(each.head, "person"), each.start, self._parsed):
            return
        bearer, _ = self._roles.bearer(each.words, each.start)
        owners = each.named - each.apposed
        near = [told for told in self._near.told(each.start) if told[0].name.entity.id not in owners]
        people = sum(last.name.is_person for last, _ in near)
        first, sure = self._by_hand(each)
        for last, signals in near:
            entity = last.name.entity
            is_bearer = bearer is not None and bearer.entity.id == entity.id
            beside = last.name.is_person and signals[_SAME_SENTENCE] and not is_bearer
            if beside or not _may_be_called(each, entity) or self._is_somebody_else(each, last.name):
                continue
            told = {name: float(signal) for name, signal in zip(SIGNALS, signals, strict=False)}
            told |= self._of_type(each, entity, people)
            told |= _of_speaker(each, entity, told)
            told |= self._of_words(each, entity)
            if each.kind == "people" and not told["same noun"] and not told["spoke last"]:
                continue  # of 40 such people in the training articles, held out in turn, none likely was the one
            told["likeliest by hand"] = sure * (entity.id == first)
            told["another is likeliest by hand"] = sure * (entity.id != first)
            told["bearer"] = float(is_bearer)
            told["another is the bearer"] = float(bearer is not None and not is_bearer)
            asked = each.nominal is not None and each.kind != "person"
            fitting = fits(each.nominal, last.name, self._parsed) if each.nominal and asked else None
            told["fits"], told["does not fit"] = float(fitting is True), float(fitting is False)
            yield last, told

    def _by_hand(self, each: Description) -> tuple[str | None, float]:
        """Whom a description means by the weights that are set by hand, and how sure that is."""
        if each.nominal is None or not each.definite:
            return None, 0.0
        ranked = self._rank(each.nominal, each.start)
        at = bisect_left(self._history.offsets, each.start) - 1
        last = self._history.entities[at] if at >= 0 else None
        return (ranked[0].name.entity.id, certainty.of_nominal(ranked, last)) if ranked else (None, 0.0)

    def _is_somebody_else(self, each: Description, person: Name) -> bool:
        """Whether a person is of another gender than the noun, has another role of that noun, or still has it."""
        if not person.is_person:
            return False
        known = self._genders.known.get(person.entity.id)
        if each.nominal is not None and None not in (each.nominal.gender, known) and each.nominal.gender != known:
            return True
        if each.nominal is not None and each.nominal.former and self._roles.holds(person, each.head):
            return True
        if self._roles.is_another(person.entity.id, each.head, each.modifiers[-1:]):
            return True
        return self._roles.is_shared(each.head) and self._is_of_another_body(each, person)

    def _is_of_another_body(self, each: Description, person: Name) -> bool:
        """Whether a description says of what somebody is, which stands nowhere beside a person: "head of the port"."""
        beside = self._surroundings[person.entity.id]
        owners = [
            name for name in self._parsed.names.within(each.start, each.start + len(each.words)) if not name.is_person
        ]
        told = (self._is_told(word.lower(), beside) for name in owners for word in _WORD.findall(name.entity.name))
        return bool(owners) and each.named.isdisjoint(beside.entities) and not any(told)

    def _of_type(self, each: Description, entity: Entity, people: int) -> Told:
        kind = entity.type.lower()
        return {
            kind: 1.0,
            f"{kind} as {each.kind}": 1.0,
            f"{kind}, definite": float(each.definite),
            "only person": float(entity.type == "PERSON" and people == 1),
            "plural": float(each.is_plural),
        }

    def _of_words(self, each: Description, entity: Entity) -> Told:
        """How far the words beside a name are those of a description."""
        beside = self._surroundings[entity.id]
        same_noun = each.head in beside.words
        same_body = not each.named.isdisjoint(beside.entities)
        same_modifier = any(self._is_told(word, beside) for word in each.modifiers)
        office = each.printed.isupper() and 1 < len(each.printed) <= _SHORT_OFFICE
        return {
            "same noun": float(same_noun),
            f"same noun of {entity.type.lower()}": float(same_noun),
            "same noun, definite": float(same_noun and each.definite),
            "same noun, no person": float(same_noun and each.kind != "person"),
            "same modifier": float(same_modifier),
            "same noun and modifier": float(same_noun and same_modifier),
            "same body": float(same_body),
            "same noun and body": float(same_noun and same_body),
            "initials": float(office and any(each.printed in initials for initials in beside.initials)),
            "noun in the name": float(each.head in beside.names),
            "another has the noun": float(not same_noun and self._having[each.head] > 0),
        }

    def _is_told(self, word: str, beside: _Surroundings) -> bool:
        if len(word) < _LEAST_STEM:
            return False
        if word in beside.words or word in beside.names:
            return True
        return len(word) >= _STEM and word[:_STEM] in beside.stems

    @cached_property
    def _surroundings(self) -> dict[str, _Surroundings]:
        found: dict[str, _Surroundings] = {}
        for name in self._parsed.names.all:
            beside = found.get(name.entity.id)
            if beside is None:
                beside = found[name.entity.id] = _Surroundings(name.entity)
            if beside.read < _MOST_MENTIONS:
                beside.add(name, self._parsed)
        return found

    @cached_property
    def _having(self) -> Counter[str]:
        """How many names have each word beside them."""
        return Counter(word for beside in self._surroundings.values() for word in beside.words)

    def nobody(self, each: Description, candidates: int) -> Told:
        """What is told of a description that may mean nobody whom the article names."""
        lexicon = self._parsed.lexicon
        return {
            "nobody": 1.0,
            f"nobody as {each.kind}": 1.0,
            "nobody, definite": float(each.definite),
            "nobody as several": float(each.is_plural),
            "nobody of many": log1p(candidates),
            "nobody, followed": float(each.followed),
            "nobody, anonymous": float(each.head in lexicon.anonymous),
            "nobody, names inside": float(bool(each.named)),
            "nobody, modified": float(bool(each.modifiers)),
            "nobody, capital": float(each.printed[:1].isupper()),
            "nobody, group": float(each.head in lexicon.group_nouns),
            "nobody, institution": float(each.head in lexicon.institution_nouns),
            "nobody, former": float(not lexicon.former.isdisjoint(each.modifiers)),
        }


def _may_be_called(each: Description, entity: Entity) -> bool:
    """Whether a person is called by a noun for people, and a body or place by another."""
    if each.kind in ("person", "people"):
        return entity.type == "PERSON"
    return each.kind == "unknown" or entity.type != "PERSON"


def _of_speaker(each: Description, entity: Entity, told: Told) -> Told:
    """What it tells that a candidate spoke last."""
    near = told["same sentence"] or told["sentence before"]
    return {
        f"{entity.type.lower()} spoke last": told["spoke last"],
        "spoke last, definite": told["spoke last"] * each.definite,
        "spoke last near": told["spoke last"] * near,
        f"spoke last as {each.kind}": told["spoke last"],
    }


@cache
def trained_weights() -> Mapping[str, float]:
    """The weights that are shipped; read once a process.

    Raises:
        OSError: their file cannot be read.
    """
    text = (files("services.quotes.speakers") / "descriptions.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights
