"""Whom "he" or "she" means: a trained ranking of the people whom the narration names before it.

In: the mentions of people, their genders, and who spoke where. Out: for a pronoun at an offset those whom it can mean,
the likeliest first; their weights are log odds, so that a softmax over them gives probabilities. The pronouns before it
are read in order, each as a mention of whom it most likely means: "Lee rose. She left. She said".
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from math import log, log1p
from typing import ClassVar, Final, NamedTuple

from services.quotes.speakers.described import Described
from services.quotes.speakers.genders import UNKNOWN_AGREES, Gender, Genders
from services.quotes.speakers.mentions import NAMES_BACK, SENTENCES_BACK, Antecedent, Mention
from services.quotes.text.parsed_article import ParsedArticle

SIGNALS: Final = (
    "same sentence",
    "sentence before",
    "sentences",
    "paragraphs",
    "topic",
    "speaking",
    "reported",
    "never subject",
    "subject of the same sentence",
    "subject of the sentence before",
    "subject near in the same paragraph",
    "named last",
    "subject last",
    "spoke last",
    "named first",
    "salience",
    "oblique in the same sentence",
    "last mention subject of the same sentence",
    "times named",
    "meant or named in the same sentence",
    "meant or named in the sentence before",
    "sentences since meant or named",
    "meant or named in the same paragraph",
    "subject or pronoun last",
    "pronouns",
    "new subject of the sentence before",
    "new subject of the paragraph before",
    "behind the same pronoun",
)
"""What is told of a candidate, in the order of the weights; counts as the logarithm of one more. New is whom the
article names once up to there. A name behind a pronoun in one sentence is not its: "Asked whether he met Lee, he"."""

_ONCE: Final = log1p(1)
"""The signal "times named" of whom the article has named once."""

_TIMES, _BEHIND_PRONOUN = SIGNALS.index("times named"), SIGNALS.index("behind the same pronoun")

_GENDERED: Final[Mapping[str, Gender]] = {"he": "he", "she": "she"}


@dataclass(slots=True)
class _Candidate:
    """The mentions of one person before a pronoun: the last, the last as a subject, the last pronoun that meant it.

    `times`: how often the article has named that person by then.
    """

    last: Mention
    times: int = 1
    subject: Mention | None = None
    pronoun: _Reference | None = None
    pronouns: int = 0


class _Reference(NamedTuple):
    """A pronoun in the narration: whom it most likely means, by entity."""

    offset: int
    entity: str
    sentence: int
    paragraph: int


class Pronoun(NamedTuple):
    """A pronoun at an offset."""

    offset: int
    gender: Gender


@dataclass(slots=True)
class History:
    """What is known of an article up to where it is read.

    `references`: the pronouns and whom they mean. `offsets`, `entities`: where somebody speaks, in order, and who; None
    for somebody whom the article does not name.
    """

    references: list[_Reference] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    entities: list[str | None] = field(default_factory=list)


class Pronouns:
    """The pronouns of one article and whom they can mean.

    `reach`: how many names and sentences back those are looked for whom they can mean.
    """

    reach: ClassVar[tuple[int, int]] = (NAMES_BACK, SENTENCES_BACK)

    def __init__(
        self,
        parsed: ParsedArticle,
        mentions: Sequence[Mention],
        genders: Genders,
        weights: Sequence[float] | None = None,
        described: Sequence[Described] = (),
        history: History | None = None,
    ) -> None:
        """`genders`: looked up at each pronoun. `weights`: None is shipped. `described`: whom descriptions mean.

        `history`: shared with another's.
        """
        self._parsed = parsed
        self._mentions = mentions
        self._starts = [mention.name.start for mention in mentions]
        self._times = list(_running_counts(mentions))
        self._genders = genders
        self._weights = trained_weights() if weights is None else weights
        self.history = History() if history is None else history
        self._described = list(described)
        self._read = self._read_described = 0

    def heard(self, offset: int, entity: str | None) -> None:
        """Who speaks at an offset."""
        at = bisect_left(self.history.offsets, offset)
        self.history.offsets.insert(at, offset)
        self.history.entities.insert(at, entity)

    def ranked(self, pronoun: Gender, offset: int, since: int = 0) -> list[Antecedent]:
        """The people whom a pronoun at an offset can mean, the likeliest first; with `since` subjects behind it."""
        while self._read < len(self.all) and self.all[self._read].offset < offset:
            each = self.all[self._read]
            self._read += 1
            self._refer_to_described(each.offset)
            for likeliest in self._ranked(each.gender, each.offset, 0)[:1]:
                self._refer(each.offset, likeliest.name.entity.id)
        self._refer_to_described(offset)
        return self._ranked(pronoun, offset, since)

    def _refer(self, offset: int, entity: str) -> None:
        self.history.references.append(_Reference(offset, entity, *self._place(offset)))

    def _refer_to_described(self, end: int) -> None:
        """Note whom the descriptions before an offset mean, as pronouns do."""
        while self._read_described < len(self._described) and self._described[self._read_described].offset < end:
            each = self._described[self._read_described]
            self._read_described += 1
            self._refer(each.offset, each.entity)

    def described(self, pronoun: Gender, offset: int, since: int = 0) -> Iterator[tuple[Mention, list[float]]]:
        """Each person named before an offset, by the last mention, and what is told of that person: `SIGNALS`."""
        sentence = self._parsed.sentence_at(offset)
        for last, told in self.told(offset, since):
            yield last, [*told, self._is_behind(pronoun, last) and sentence - last.sentence <= 1]

    def fitting(self, pronoun: Gender, offset: int) -> Iterator[tuple[str, float, list[float]]]:
        """Each of them who may be of a pronoun's gender: the entity, log odds of that, and the same."""
        for last, agrees, told in self._fitting(pronoun, offset, 0):
            yield last.name.entity.id, log(agrees), told

    def _fitting(self, pronoun: Gender, offset: int, since: int) -> Iterator[tuple[Mention, float, list[float]]]:
        for last, told in self.described(pronoun, offset, since):
            agrees = self._genders.agrees(last.name.entity.id, pronoun)
            if agrees and not (told[_BEHIND_PRONOUN] and told[_TIMES] <= _ONCE):
                yield last, agrees, told

    def told(self, offset: int, since: int = 0) -> Iterator[tuple[Mention, list[float]]]:
        """Each who is named before an offset, by the last mention, and what is told of them: `SIGNALS` but the last."""
        sentence, paragraph = self._place(offset)
        end = bisect_left(self._starts, offset)
        names_back, sentences_back = self.reach
        first = max(bisect_left(self._starts, since), end - names_back, 0)
        near = [
            _Near(mention, times)
            for mention, times in zip(self._mentions[first:end], self._times[first:end], strict=True)
            if sentence - mention.sentence <= sentences_back and not (since and not mention.subject)
        ]
        setting = self._setting([each.mention for each in near], offset, sentence, paragraph)
        for entity, candidate in _candidates(near, setting.references).items():
            yield candidate.last, _signals(entity, candidate, setting)

    def _is_behind(self, pronoun: Gender, mention: Mention) -> bool:
        """Whether a pronoun of a gender stands before a mention in its sentence."""
        offsets = self._offsets[pronoun]
        last = bisect_left(offsets, mention.name.start) - 1
        begin = self._parsed.sentence_starts[mention.sentence]
        if last < 0 or offsets[last] < begin:
            return False
        text = self._parsed.text
        # "Asked whether she would run, Lee laughed": the subject is whom the pronoun in front of it means.
        parted = text.rfind(",", offsets[last], mention.name.start) >= 0
        fronted = self._parsed.lexicon.fronted.match(text, begin, mention.name.start) is not None
        return not (mention.subject and parted and fronted)

    @cached_property
    def _offsets(self) -> Mapping[Gender, Sequence[int]]:
        """Where the pronouns of each gender stand."""
        return {gender: [each.offset for each in self.all if each.gender == gender] for gender in _GENDERED.values()}

    def _ranked(self, pronoun: Gender, offset: int, since: int) -> list[Antecedent]:
        sentence, paragraph = self._place(offset)
        found: list[Antecedent] = []
        somebody_fits = False
        for last, agrees, told in self._fitting(pronoun, offset, since):
            somebody_fits |= agrees >= UNKNOWN_AGREES
            weight = log(agrees) + sum(weight * signal for weight, signal in zip(self._weights, told, strict=True))
            known = last.name.entity.id in self._genders.known
            found.append(Antecedent(last.name, weight, known, sentence - last.sentence, paragraph - last.paragraph))
        # Who is likely of the other gender is a rival of those who fit, and nobody's antecedent alone.
        return sorted(found, key=lambda each: (each.weight, each.name.start), reverse=True) if somebody_fits else []

    def _setting(self, near: Sequence[Mention], offset: int, sentence: int, paragraph: int) -> _Setting:
        before = bisect_left(self.history.references, (offset,))
        references = [
            each
            for each in self.history.references[max(0, before - self.reach[0]) : before]
            if sentence - each.sentence <= self.reach[1]
        ]
        subjects = [mention for mention in near if mention.subject]
        named = subjects[-1].name.entity.id if subjects else None
        after = references and (not subjects or references[-1].offset > subjects[-1].name.start)
        at = bisect_left(self.history.offsets, offset) - 1
        return _Setting(
            sentence,
            paragraph,
            references,
            named_last=near[-1].name.entity.id if near else None,
            subject_last=named,
            continued=references[-1].entity if after else named,
            spoke_last=self.history.entities[at] if at >= 0 else None,
            named_first=self._mentions[0].name.entity.id if self._mentions else None,
        )

    def _place(self, offset: int) -> tuple[int, int]:
        """The numbers of the sentence and of the paragraph that an offset stands in."""
        return self._parsed.sentence_at(offset), self._parsed.paragraph_at(offset)

    @cached_property
    def all(self) -> list[Pronoun]:
        """Those in the narration that are subjects, in order."""
        words: dict[str, Gender] = {
            word: gender
            for word, pronoun in self._parsed.lexicon.pronouns.items()
            if (gender := _GENDERED.get(pronoun)) is not None
        }
        longest = max(map(len, words), default=0)
        return [
            Pronoun(token.start, words[token.lower])
            for sentence in self._parsed.sentences
            for token in sentence.tokens
            if len(token.text) <= longest and token.lower in words
        ]


class _Setting(NamedTuple):
    """What surrounds a pronoun, the same for all whom it can mean; people by their entities.

    `references`: the pronouns near before it. `continued`: whom the last subject meant, a name or a pronoun.
    """

    sentence: int
    paragraph: int
    references: Sequence[_Reference]
    named_last: str | None
    subject_last: str | None
    continued: str | None
    spoke_last: str | None
    named_first: str | None


class _Near(NamedTuple):
    """A mention near before a pronoun, and how often its person is named up to it."""

    mention: Mention
    times: int


def _running_counts(mentions: Sequence[Mention]) -> Iterator[int]:
    """For each mention how often its person is named up to it."""
    counts: Counter[str] = Counter()
    for mention in mentions:
        counts[mention.name.entity.id] += 1
        yield counts[mention.name.entity.id]


def _candidates(near: Sequence[_Near], references: Sequence[_Reference]) -> dict[str, _Candidate]:
    found: dict[str, _Candidate] = {}
    for mention, times in near:
        candidate = found.setdefault(mention.name.entity.id, _Candidate(mention))
        candidate.last, candidate.times = mention, times
        if mention.subject:
            candidate.subject = mention
    for reference in references:
        if reference.entity in found:
            found[reference.entity].pronoun = reference
            found[reference.entity].pronouns += 1
    return found


def _signals(entity: str, candidate: _Candidate, setting: _Setting) -> list[float]:
    """What is told of a candidate, one number each of `SIGNALS` but the last."""
    last, subject, pronoun = candidate.last, candidate.subject, candidate.pronoun
    sentences = setting.sentence - last.sentence
    as_subject = None if subject is None else setting.sentence - subject.sentence
    meant, meant_paragraph = last.sentence, last.paragraph
    if pronoun is not None:
        meant, meant_paragraph = max(meant, pronoun.sentence), max(meant_paragraph, pronoun.paragraph)
    new = candidate.times == 1
    since = setting.sentence - min(meant, setting.sentence)
    return [
        sentences == 0,
        sentences == 1,
        log1p(sentences),
        log1p(setting.paragraph - last.paragraph),
        last.topic,
        last.speaking,
        last.reported,
        subject is None,
        as_subject == 0,
        as_subject == 1,
        as_subject is not None and as_subject <= 1 and subject is not None and subject.paragraph == setting.paragraph,
        entity == setting.named_last,
        entity == setting.subject_last,
        entity == setting.spoke_last,
        entity == setting.named_first,
        last.name.entity.salience,
        last.oblique and sentences == 0,
        last.subject and sentences == 0,
        log1p(candidate.times),
        since == 0,
        since == 1,
        log1p(since),
        meant_paragraph == setting.paragraph,
        entity == setting.continued,
        log1p(candidate.pronouns),
        new and as_subject == 1,
        new and last.subject and setting.paragraph - last.paragraph == 1,
    ]


@cache
def trained_weights() -> tuple[float, ...]:
    """The weights of the signals that are shipped; read once a process.

    Raises:
        OSError: their file cannot be read.
        ValueError: it holds other signals.
    """
    text = (files("services.quotes.speakers") / "pronouns.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)
    if tuple(weights) != SIGNALS:
        raise ValueError("pronouns.json holds the weights of other signals")
    return tuple(weights.values())
