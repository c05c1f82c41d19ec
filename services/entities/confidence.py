"""Confidence: how likely each name of an English article is right, and which are left out because they are not.

The tagger always has a best guess, and on matter that its training news lacks (devices, shows, species) that guess is
often a name of the wrong class. Its own probability tells, and so does what stands in and beside all mentions of the
name: together, in one logistic regression a class, they say how likely the name is what it is called. The weights are
learnt by `training/entities/confidence.py` from annotated articles that the tagger had not seen.

A wrong name costs a newsroom more than one that is missing: what is less likely than `LEAST` is left out.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.en import ENGLISH
from copydesk.text.language.name_lists import whose_in_the_world
from copydesk.text.tokens import BLANK, NO_GAP, Tokens, TokenSpan
from copydesk.text.word_set import word_set
from services.entities.caching import WORDS_KEPT
from services.entities.companies import COMPANY_HEADS, tells_of_company
from services.entities.found_names import FoundName, is_known_word, name_at
from services.entities.gazetteer import home_of_people, is_company, is_given_name, lookup
from services.entities.labels import CLASSES, NameClass
from services.entities.lexicon import (
    CORPORATE_ENDS,
    EVENT_HEADS,
    ORG_HEADS,
    PARTICLES,
    PLACE_HEADS,
    ROLES,
    TITLES,
)
from services.entities.names import surname
from services.entities.people import has_form_of_person, is_behind_office
from services.entities.place_table import place_table
from services.entities.surroundings import initials_of

Floats: TypeAlias = NDArray[np.float32]

LEAST: Final[dict[NameClass, float]] = {"PERSON": 0.5, "ORG": 0.44, "LOC": 0.4}
"""The probability from which a name is given; other classes are given always."""

LEAST_SUPPORTED: Final = 0.25
"""The same for a name that more than the tagger tells of."""

LIKELY_SURNAME: Final = 0.7
"""The probability of a surname that stands alone from which the full name beside it is given, too."""

LEAST_OF_FORM: Final = 0.15
"""The same for a name whose form tells: the ampersand of a firm's partners."""

SIGNALS: Final = (
    "own", "own_best", "own_by_token", "rival", "outside", "begins", "ends", "article", "mentions", "one_word",
    "two_words", "long", "acronym", "digit", "capitals_inside", "small_word", "marks", "plural", "given_name",
    "given_and_more", "borne", "known_word", "in_lower_case", "body", "has_body", "initials", "of_longer", "place",
    "event", "listed_body", "company", "listed_place", "in_table", "preposition", "determiner", "the", "the_one_word",
    "title", "possessive", "speech", "number", "role", "capital_before", "capital_behind", "hyphen", "quoted",
    "bracket",
)  # fmt: skip
"""What is looked at, in the order of the columns.

The first eight are logarithms of odds: of the tagger's own class (the mean and the most over all mentions of the least
sure token, and the mean over tokens), of the best other class, of no name at all, of the name's two bounds, and the
mean over all other names of the article, which tells how much the tagger is at home in it. The others are numbers and
shares of mentions: how the name is written, what it is known as, and what stands beside it.
"""

_PREPOSITIONS: Final = word_set("across around at from in into near outside throughout to via")
_DETERMINERS: Final = word_set(
    "a an another any each every her his its latest my new no original our standard that their these this those your"
)
_BODIES: Final = ORG_HEADS | COMPANY_HEADS | CORPORATE_ENDS
_OFFICES: Final = ROLES | TITLES
_SMALL_WORDS: Final = PARTICLES | {"of", "and", "the", "for", "in", "on", "com", "org"}
_SENTENCE_ENDS: Final = frozenset({".", "!", "?", ":", '"', "“", "•", "-", "–", "—", "|", "(", "["})
_OPENING: Final = frozenset({"“", '"', "‘", "'", "«"})
_CLOSING: Final = frozenset({"”", '"', "’", "'", "»", ",", "."})
_POSSESSIVES: Final = frozenset({"'s", "’s"})
_MARKS: Final = frozenset({".", "-", "&", "'", "’", "'s", "’s"})

_POSITIONS: Final = "BIES"
_BEGINNING, _END, _SINGLE = 0, 2, 3
"""Of the tags of a class: for the first and last of several tokens, and for a name of one."""

_PEOPLES, _OTHERS = CLASSES.index("NORP"), CLASSES.index("MISC")

_ROLE_REACH: Final = 5
"""Tokens behind a comma in which a role stands: ", the former mayor"."""

_PARTNER_REACH: Final = 4
"""Words of the other name of two that speak together."""

_LONG: Final = 4
"""Words of a name from which it is a long one."""

_JOINTS: Final = frozenset({"for", "of"})
"""Behind the head of a body's name."""

_USUAL, _USUAL_WEIGHT = 2.0, 3
"""Log odds of a name, and of how many such names an article's mean is made up: one with few names tells little."""

_BORNE: Final = SIGNALS.index("borne")

_SUPPORT: Final[dict[NameClass, tuple[int, ...]]] = {
    "PERSON": tuple(map(SIGNALS.index, ("given_and_more", "title", "speech", "role"))),
    "ORG": tuple(map(SIGNALS.index, ("body", "company", "listed_body"))),
    "LOC": (SIGNALS.index("listed_place"),),
}
"""Signals of which one tells the class by itself: a given name before a surname, a head such as Council."""

_PLAINLY_RIGHT: Final = 3.5
"""Log odds, 33 to 1, above which a name is given without a look at the other signals: of 2,000 such names on the
development sets and on web pages they would leave out eight."""

_GAELIC: Final = re.compile(r"(?:Mc|Mac)[A-Z][a-z]+")

_DIGITS_OF_AGE: Final = 3

_IRISH_PARTICLES: Final = frozenset({"Ó", "Ní", "Nic", "Mac", "Uí"})

_FIRMS_TOO: Final = word_set(
    "adviser advisor auctioneer auditor bookmaker brewer broker builder buyer contractor developer distributor "
    "employer exporter founder grower importer insurer investor landlord leader lender maker manufacturer operator "
    "owner parent partner producer promoter publisher restaurateur retailer seller sponsor stockbroker "
    "subcontractor supplier tenant trader vendor victim"
)
"""Roles that companies have, too: "its owner Alfa Group"."""

_OWNERS: Final = frozenset({"its", "their", "the", "'s", "’s"})
"""Words before such a role, where it is a company's."""

_FIRM_NOUNS: Final = _FIRMS_TOO | ENGLISH.group_nouns | ENGLISH.institution_nouns
"""Nouns for a business or a body, right before its name."""

_NO_SURE_ROLES: Final = _FIRMS_TOO | {""}

_SAID_TO_BE_PERSON: Final = 4.0
"""Log odds below which somebody's role before a name makes it a person's: 55 to 1."""

_TITLE_AND_NAME: Final = 3
"""Words of a title, a given name and a surname."""

_TITLES_OF_BODIES: Final = frozenset({"don", "king", "lady", "lord", "prince", "princess", "queen", "saint", "st"})
"""Titles that names of bodies begin with: "King Abdulla Bank"."""

_UNSURE: Final = 1.5
"""Log odds below which the tagger's class of a name is open: about 4 to 1."""

_POSTAL: Final = word_set(
    "ak al ar az ca co ct dc de fl ga hi ia id il in ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok or "
    "pa ri sc sd tn tx ut va vt wa wi wv wy"
)
"""Postal codes of the states of the USA."""

_NEVER_LEAST: Final = 99.0
"""Log odds that no least value is."""

_SURE: Final = 1e-4
"""Probabilities are kept so far from 0 and 1, for their logarithms."""


@dataclass(frozen=True, slots=True)
class SameName:
    """All mentions of one form and class in an article, and what speaks for and against it, in the order of SIGNALS."""

    label: NameClass
    mentions: tuple[FoundName, ...]
    signals: tuple[float, ...]


def likely(tokens: Tokens, names: Sequence[FoundName], found: Iterable[FoundName], scores: Floats) -> list[FoundName]:
    """The names without those that are likelier wrong.

    `found`: the tagger's own names, before any rule; `scores` [token, tag]: the tagger's for these tokens.
    """
    groups = same_names(tokens, names, found, scores, sure=_PLAINLY_RIGHT)
    if not groups:
        return list(names)
    probable = probabilities(groups).tolist()
    unlikely = {group.mentions[0].words for at, group in enumerate(groups) if probable[at] < LIKELY_SURNAME}
    likely_surnames = {
        surname(name.words[0])
        for name in names
        if name.label == "PERSON" and len(name.words) == 1 and name.words not in unlikely
    }
    dropped = {
        mention.tokens
        for at, group in enumerate(groups)
        if probable[at] < _least(tokens, group, likely_surnames) and not _is_postal(tokens, group.mentions[0])
        for mention in group.mentions
    }
    bearers = _bearers(name for name in names if name.tokens not in dropped)
    for group in groups:
        if group.signals[_BORNE] > 0 and surname(group.mentions[0].words[0]) not in bearers:
            dropped.update(mention.tokens for mention in group.mentions)
    return [name for name in names if name.tokens not in dropped]


def _least(tokens: Tokens, group: SameName, likely_surnames: Collection[str]) -> float:
    """The probability that the name needs: less where what it consists of or what stands beside it tells its class.

    A person's full name stands where the surname alone, elsewhere in the article, is likely to be somebody's.
    """
    name, label = group.mentions[0], group.label
    if label == "PERSON" and len(name.words) > 1 and surname(name.words[-1]) in likely_surnames:
        return 0.0
    if label == "PERSON" and _has_initial(name.words):
        return 0.0
    if label == "ORG" and any(_is_company(tokens, mention) for mention in group.mentions):
        return 0.0
    if label == "ORG" and "&" in name.words:
        return LEAST_OF_FORM
    told = any(group.signals[at] > 0 for at in _SUPPORT[label])
    if not told and label == "PERSON":
        told = any(
            _is_called_person(tokens, mention)
            or _is_aged(tokens, mention)
            or is_behind_office(tokens, mention.tokens.start)
            for mention in group.mentions
        )
    if not told and label == "ORG":
        told = _has_head_inside(name.words) or any(
            _speaks(tokens, mention) or _is_called_firm(tokens, mention) for mention in group.mentions
        )
    return LEAST_SUPPORTED if told else LEAST[label]


def _is_aged(tokens: Tokens, name: FoundName) -> bool:
    """Whether an age stands behind a name between commas: "R. Menon, 52,"."""
    behind = tokens.words[name.tokens.end : name.tokens.end + 3]
    if len(behind) < 3 or behind[0] != "," or behind[2] not in {",", "."}:  # noqa: PLR2004
        return False
    return behind[1].isdigit() and len(behind[1]) <= _DIGITS_OF_AGE


def _has_head_inside(words: Sequence[str]) -> bool:
    """Whether a head and its field are in the name: "Council of Elders"."""
    return not _JOINTS.isdisjoint(words) and not _BODIES.isdisjoint(word.casefold() for word in words)


def _has_initial(words: Sequence[str]) -> bool:
    """Whether an initial stands between other words, as it does in people's names alone: "Brian M. Good"."""
    return any(len(word) == 1 and word.isupper() for word in words[1:-1]) and words[-1][0].isalpha()


def _is_company(tokens: Tokens, name: FoundName) -> bool:
    return len(name.words) == 1 and tells_of_company(tokens, name.tokens.start)


def _speaks(tokens: Tokens, name: FoundName) -> bool:
    """Whether a verb of saying follows the name, or another name that an "and" joins to it; devices say nothing."""
    at = name.tokens.end
    if tokens.lower[at : at + 1] == ["and"]:
        at += 1
        while at < len(tokens) and at - name.tokens.end <= _PARTNER_REACH and tokens.words[at][:1].isupper():
            at += 1
    return at < len(tokens) and tokens.lower[at] in ENGLISH.speech_verbs


def _bearers(names: Iterable[FoundName]) -> set[str]:
    """The surnames of people named in full."""
    return {surname(name.words[-1]) for name in names if name.label == "PERSON" and len(name.words) > 1}


def _is_postal(tokens: Tokens, name: FoundName) -> bool:
    """Whether a name is a state as addresses shorten it, behind a comma: "Irving, TX"."""
    start = name.tokens.start
    return (
        name.label == "LOC"
        and name.words[0].isupper()
        and name.words[0].casefold() in _POSTAL
        and tokens.words[max(0, start - 1) : start] == [","]
    )


def unsure_as_people(tokens: Tokens, names: Sequence[FoundName], scores: Floats) -> list[FoundName]:
    """The tagger's names, those of which it is unsure and that look like people's as such.

    They have a given name and a surname, a surname that only people have (McLeod), or somebody's role before them.
    """
    names = [_without_people_or_title(tokens, name) for name in names]
    may_be = [
        name
        for name in names
        if name.label in {"ORG", "LOC", "MISC"} and (has_form_of_person(name) or _is_called_person(tokens, name))
    ]
    odds = _odds(tokens, may_be, scores) if may_be else []
    people = {
        name.tokens
        for name, (own, *_) in zip(may_be, odds, strict=True)
        if own < (_UNSURE if _role_of(tokens, name.tokens) in _NO_SURE_ROLES else _SAID_TO_BE_PERSON)
    }
    return [name.relabelled("PERSON") if name.tokens in people else name for name in names]


def _without_people_or_title(tokens: Tokens, name: FoundName) -> FoundName:
    """The two words behind a title or a people that the tagger took for a part of the name of something else.

    "Magistrate Nandita Oraon", "the American Callie Broadnax".
    """
    start, end = name.tokens
    if name.label not in {"ORG", "MISC"} or len(name.words) != _TITLE_AND_NAME:
        return name
    opening, first, last = name.words
    if not (first.istitle() and last.istitle() and first.isalpha() and last.isalpha()):
        return name
    heads = _BODIES | PLACE_HEADS | EVENT_HEADS | ROLES | TITLES
    if not heads.isdisjoint((first.casefold(), last.casefold())) or is_known_word(last):
        return name
    of_people = home_of_people(opening) is not None and tokens.lower[max(0, start - 1) : start] == ["the"]
    titled = opening.casefold() in TITLES and opening.casefold() not in _TITLES_OF_BODIES
    return name_at(tokens, start + 1, end, "PERSON") if of_people or titled else name


def _is_called_person(tokens: Tokens, name: FoundName) -> bool:
    """Whether two words that no body or place ends in have a role before them or the form of a Gaelic surname.

    An Irish particle may part them: "Donncha Ó Laoire".
    """
    first, *rest = name.words
    if len(rest) == 2 and rest[0] in _IRISH_PARTICLES:  # noqa: PLR2004
        return True
    if len(rest) != 1 or not (first.istitle() and first.isalpha() and rest[0].isalpha()):
        return False
    if rest[0].casefold() in _BODIES | PLACE_HEADS | EVENT_HEADS or place_table().find(f"{first} {rest[0]}"):
        return False
    return _GAELIC.fullmatch(rest[0]) is not None or (rest[0].istitle() and bool(_role_of(tokens, name.tokens)))


def _role_of(tokens: Tokens, name: TokenSpan) -> str:
    """The noun for people before a name, or before the first of two commas around it; "" where none stands there."""
    start, end = name
    before = start - 1
    if tokens.words[max(0, before) : start] == [","] and tokens.words[end : end + 1] == [","]:
        before -= 1
    role = tokens.words[before] if before >= 0 else ""
    if role in _FIRMS_TOO and before > 0 and tokens.lower[before - 1] in _OWNERS:
        return ""
    if role in ENGLISH.institution_nouns and before == start - 1 and not _may_be_given(tokens.words[start]):
        return ""  # "furniture retailer Kopano Living"
    known = role in ENGLISH.person_nouns or role in ENGLISH.kin or role in ROLES
    return role if known and role.islower() else ""


def _is_called_firm(tokens: Tokens, name: FoundName) -> bool:
    """Whether the noun for a business stands right before a name: "furniture retailer Kopano Living"."""
    start = name.tokens.start
    return start > 0 and tokens.lower[start - 1] in _FIRM_NOUNS


def _may_be_given(word: str) -> bool:
    """Whether a word is a given name somewhere in the world."""
    return is_given_name(word) or whose_in_the_world(word.casefold()) is not None


def probabilities(groups: Sequence[SameName]) -> NDArray[np.float64]:
    """How likely each name is right: the calibrated answers of the regressions of their classes."""
    known = _weights()
    signals = np.array([group.signals for group in groups], dtype=np.float64)
    weights = np.array([known[group.label][1] for group in groups])
    bias = np.array([known[group.label][0] for group in groups])
    found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-(bias + (weights * signals).sum(axis=1))))
    return found


@cache
def _weights() -> Mapping[NameClass, tuple[float, NDArray[np.float64]]]:
    """By class the constant and the weights of SIGNALS.

    Raises:
        ValueError: the file is that of other signals.
    """
    read = json.loads((files("services.entities") / "data" / "confidence.json").read_text(encoding="utf-8"))
    if tuple(read["signals"]) != SIGNALS:
        raise ValueError("confidence.json weighs other signals")
    return {label: (read["bias"][label], np.array(read["weights"][label])) for label in LEAST}


def same_names(
    tokens: Tokens, names: Sequence[FoundName], found: Iterable[FoundName], scores: Floats, sure: float = math.inf
) -> list[SameName]:
    """The people, bodies and places among the names, mentions of one form together, with their signals.

    Without those that rules alone have told, against the tagger or beyond it, by evidence of their own; and without
    those of which the tagger is more than `sure` in all their mentions, in logarithms of odds.
    """
    told = {(name.tokens, name.label) for name in found}
    looked_at = [name for name in names if name.label in LEAST]
    forms: dict[tuple[str, NameClass], list[int]] = defaultdict(list)
    for at, name in enumerate(looked_at):
        forms[" ".join(name.words).casefold(), name.label].append(at)
    if not forms:
        return []
    odds = _odds(tokens, looked_at, scores)
    article = _Article(tokens, names)
    means = [odds[places[0]] if len(places) == 1 else _mean(odds[at] for at in places) for places in forms.values()]
    bests = [max(odds[at][0] for at in places) for places in forms.values()]
    total = sum(mean[0] for mean in means) + _USUAL * _USUAL_WEIGHT
    count = len(means) + _USUAL_WEIGHT - 1
    groups: list[SameName] = []
    for ((_, label), places), mean, best in zip(forms.items(), means, bests, strict=True):
        mentions = tuple(looked_at[at] for at in places)
        own, *others = mean
        if min(odds[at][0] for at in places) > sure or told.isdisjoint((looked_at[at].tokens, label) for at in places):
            continue
        signals = (own, best, *others, (total - own) / count, *article.signals(mentions))
        groups.append(SameName(label, mentions, signals))
    return groups


def _mean(rows: Iterable[Sequence[float]]) -> list[float]:
    columns = list(zip(*rows, strict=True))
    return [sum(column) / len(column) for column in columns]


def _odds(tokens: Tokens, names: Sequence[FoundName], scores: Floats) -> list[list[float]]:
    """For each name what the tagger says of it: own, own_by_token, rival, outside, begins, ends of SIGNALS."""
    places = [at for name in names for at in range(*name.tokens)]
    lengths = np.array([name.tokens.end - name.tokens.start for name in names])
    last = np.cumsum(lengths) - 1
    first = last - lengths + 1
    own = np.array([CLASSES.index(name.label) for name in names])
    part = scores[places]
    shares = np.exp(part - part.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    tags = shares[:, 1:].reshape(len(places), len(CLASSES), len(_POSITIONS))
    classes = tags.sum(axis=2)
    bounds = np.maximum(classes, _SURE)
    begins = tags[first, own, np.where(lengths > 1, _BEGINNING, _SINGLE)] / bounds[first, own]
    ends = tags[last, own, np.where(lengths > 1, _END, _SINGLE)] / bounds[last, own]
    classes[:, _PEOPLES] += classes[:, _OTHERS]  # no gain to tell these two apart
    odds = _log_odds(classes[:, : _PEOPLES + 1])
    column = np.minimum(own, _PEOPLES)
    by_token = odds[np.arange(len(places)), np.repeat(column, lengths)]
    outer = [not tokens.words[at][0].isalnum() or tokens.lower[at] == "the" for at in places]
    if any(outer):  # an article or a full stop, which rules add, is not what the tagger called a name
        odds[outer], by_token[outer] = _NEVER_LEAST, _NEVER_LEAST
        shares[outer, 0] = 0.0
    least = np.minimum.reduceat(odds, first, axis=0)
    counted = np.add.reduceat(np.logical_not(outer).astype(np.float32), first)
    by_token[outer] = 0.0
    mean = np.add.reduceat(by_token, first) / np.maximum(counted, 1.0)
    rows = np.arange(len(names))
    value = least[rows, column]
    least[rows, column] = -np.inf
    outside = _log_odds(np.maximum.reduceat(shares[:, 0], first))
    columns = (value, mean, least.max(axis=1), outside, _log_odds(begins), _log_odds(ends))
    found: list[list[float]] = np.stack(columns, axis=1).tolist()
    return found


def _log_odds(probabilities: Floats) -> Floats:
    clipped = np.clip(probabilities, _SURE, 1.0 - _SURE)
    found: Floats = np.log(clipped / (1.0 - clipped))
    return found


class _Article:
    """What the words of an article say of its names."""

    def __init__(self, tokens: Tokens, names: Sequence[FoundName]) -> None:
        self._tokens = tokens
        self._printed = set(tokens.words)
        self._initials = {initials_of(name) for name in names if name.label == "ORG" and len(name.words) > 1}
        self._parts: dict[NameClass, set[str]] = defaultdict(set)
        for name in names:
            if len(name.words) > 1:
                self._parts[name.label].update(name.words)
        self._bearers = _bearers(names)

    def signals(self, mentions: Sequence[FoundName]) -> tuple[float, ...]:
        """The signals from `mentions` on, for all mentions of one form."""
        is_one = len(mentions) == 1
        beside = self._beside(mentions[0]) if is_one else _mean(self._beside(name) for name in mentions)
        return (math.log(len(mentions)), *self._form(mentions[0]), *beside)

    def _form(self, name: FoundName) -> tuple[float, ...]:
        """How the name is written and what it is known as, from `one_word` to `in_table`."""
        first = name.words[0]
        written, known = _written(name.words)
        if len(name.words) > 1:
            return (*written, 0, known[0], 0, *known[1:3], 0, 0, *known[3:])
        borne, in_lower_case = surname(first) in self._bearers, first.casefold() in self._printed
        longer = first in self._initials, first in self._parts[name.label]
        return (*written, borne, known[0], in_lower_case, *known[1:3], *longer, *known[3:])

    def _beside(self, name: FoundName) -> tuple[float, ...]:
        """What stands beside one mention, from `preposition` on."""
        tokens = self._tokens
        start, end = name.tokens
        is_inside = start > 0 and tokens.gaps[start] <= BLANK
        before, before_lower = (tokens.words[start - 1], tokens.lower[start - 1]) if is_inside else ("", "")
        behind, behind_lower = (tokens.words[end], tokens.lower[end]) if end < len(tokens) else ("", "")
        is_office = before_lower in _OFFICES or f"{before_lower}." in _OFFICES or self._is_short_title(start)
        word = name.words[0]
        is_one = len(name.words) == 1
        opens = not is_inside or before in _SENTENCE_ENDS
        is_the = before_lower == "the"
        is_unlisted = lookup(" ".join(name.words)) is None
        return (
            before_lower in _PREPOSITIONS,
            before_lower in _DETERMINERS,
            is_the,
            is_the and is_one and is_unlisted and not word.isupper() and not word.endswith("s"),
            is_office,
            behind in _POSSESSIVES,
            behind_lower in ENGLISH.speech_verbs or before_lower in ENGLISH.speech_verbs,
            behind[:1].isdigit(),
            behind == "," and not _OFFICES.isdisjoint(tokens.lower[end + 1 : end + 1 + _ROLE_REACH]),
            before[:1].isupper() and not opens and not is_office,
            behind[:1].isupper() and tokens.gaps[end] <= BLANK,
            (before == "-" and tokens.gaps[start] == NO_GAP) or (behind == "-" and tokens.gaps[end] == NO_GAP),
            before in _OPENING and behind in _CLOSING,
            before == "(",
        )

    def _is_short_title(self, start: int) -> bool:
        """Whether an abbreviated title stands before the token: "Sen.", "Dr."."""
        tokens = self._tokens
        return start > 1 and tokens.words[start - 1] == "." and f"{tokens.lower[start - 2]}." in _OFFICES


@lru_cache(maxsize=WORDS_KEPT)
def _written(words: tuple[str, ...]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """What a form tells whatever the article: `one_word` to `given_and_more`, and `known_word` to `in_table`."""
    first, last = words[0], words[-1]
    lower = [word.casefold() for word in words]
    printed = " ".join(words)
    listed = lookup(printed)
    is_given = is_given_name(first) or lower[0] in FEMININE or lower[0] in MASCULINE
    is_one = len(words) == 1
    written = (
        is_one,
        len(words) == 2,  # noqa: PLR2004
        len(words) >= _LONG,
        is_one and len(first) > 1 and first.isupper(),
        any(char.isdigit() for char in printed),
        not is_one and any(len(word) > 1 and word.isalpha() and word.isupper() for word in words),
        any(word.islower() and word not in _SMALL_WORDS for word in words),
        any(not word[0].isalnum() and word not in _MARKS for word in words),
        lower[-1].endswith("s"),
        is_given,
        is_given and not is_one,
    )
    known = (
        is_known_word(last),
        lower[-1] in _BODIES,
        not _BODIES.isdisjoint(lower),
        lower[-1] in PLACE_HEADS or (not is_one and lower[0] in PLACE_HEADS),
        lower[-1] in EVENT_HEADS,
        listed is not None and listed.type == "ORG",
        is_company(printed),
        listed is not None and listed.type in {"GPE", "LOC"},
        bool(place_table().find(printed)),
    )
    return written, known
