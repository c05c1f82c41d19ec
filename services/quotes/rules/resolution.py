"""From the words that name who speaks to the speaker: full names, roles that the article gives, pronouns if sure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from copydesk.text.language.name_cases import nominative
from copydesk.text.language.reporting import Reporting, SpeakerPronoun
from schemas.document import TextSpan
from schemas.quote import Speaker
from services.quotes.rules.noun_phrases import Mentioned
from services.quotes.rules.printed_names import NameTable, NameWords, name_words
from services.quotes.rules.words import Word
from services.quotes.speakers import certainty
from services.quotes.speakers.resolver import Answer, Evidence
from services.quotes.text.names import NameIndex

_FULL, _SURNAME, _SHARED, _ROLE, _PRONOUN, _ELIDED, _TOPIC = 0.97, 0.95, 0.7, 0.85, 0.8, 0.8, 0.65
"""How probable it is that the person is right, by what names them; rough shares, set by hand."""

_CONTINUED = 0.7
"""That another noun for a person means who spoke last, where nobody else is named since. Set by hand."""

_CONTINUED_REACH = 600
"""Characters from who spoke last to such a noun, with a long quotation between."""

_NOUN_AND_ADJECTIVE = 3
"""Words of a description that tells no more than a noun and an adjective."""

_UNCONFIRMED = 0.65
"""The most where the article has entities and none of them is whom these words name: two readings of it disagree. Read
by hand, half of the wrong names were bodies, nouns and prizes, which are no entities of that name."""

_BACK = 1500
"""Characters back to who was named last: three or four paragraphs."""

_OPENING_WORDS = 5
"""Words from the beginning of a sentence in which the name stands whom it is about."""

_CIRCUMSTANCE_WORDS = 5
"""Words of a place or a time in front of a sentence's subject."""

_OFFICE_WORDS = 10
"""Words before a name that tell the office of its bearer."""

_MOST_MENTIONS = 20
"""Mentions of one person beside which a role is looked for."""

_OFFICE_REACH = 30
"""Characters between an office and the name of what it is an office of."""

_STEM = 4
"""Letters that two forms of one adjective share: "französische", "französischer"."""

_ROLE_REACH = 80
"""Characters beside a name in which what the person is and of what stands."""

_APPOSED = 4
"""Places from a name back to the comma of its apposition, with an article, an adjective and a title between."""

_ARTICLE_AND_NOUN = 2
"""Words of a phrase that is short for a body's name."""

_AGE = re.compile(r"\d{1,3}[-\u2010\u2011]?(\D+)")
"""Somebody called by age, as a noun; the group is its end."""

_ENDS = re.compile(r"[.!?…]")
"""Ends a sentence: who is named in that of the pronoun itself is somebody else, as of Czech "Kolář podle ní"."""

_TWO_CAPITALS = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][\w’'-]+ [^\W\d_a-zß-öø-ÿ][\w’'-]+")
"""What may be a full name, known or not."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class _NameMention(NamedTuple):
    """Where the narration names somebody or something by a name that the article also has in full."""

    start: int
    full: str
    opens_sentence: bool
    is_subject: bool
    """Whether no preposition stands before it."""

    is_person: bool
    whole: bool
    """Whether it is printed in more than one word, and no entity says that it is something else."""

    behind_place: bool = False
    """Whether a place or time opens its sentence, without a comma, a few words before it."""


_Way: TypeAlias = Callable[[Mentioned, TextSpan], str | None]
"""How a description may tell who is meant: the full name, if it does."""


class _Newcomer(NamedTuple):
    """A person without a name whom a sentence opens with: "Eine Nachbarin". `whose`: what its article tells."""

    start: int
    end: int
    whose: SpeakerPronoun


class Speakers:
    """Names the speakers of one article, statement by statement in reading order."""

    def __init__(
        self, text: str, rows: Sequence[Sequence[Word]], names: NameTable, index: NameIndex, reporting: Reporting
    ) -> None:
        self._text = text
        self._names = names
        self._index = index
        self._reporting = reporting
        self._spoke: set[str] = set()
        self._people = {name.entity.name for name in index.people}
        self._bodies = {name.entity.name for name in index.all} - self._people
        self._ids = {name.entity.name: name.entity.id for name in reversed(index.all)}
        self._mentions = [
            _NameMention(
                row[run.first].start,
                full,
                self._is_topic(row, run.first),
                not self._is_oblique(row, run.first),
                self._is_person(row, run, full),
                len(run.words) > 1 and self._may_be_person(row, run),
                self._is_behind_place(row, run.first),
            )
            for row in rows
            for run in name_words(row, 0, len(row), reporting)
            if (full := self._bearer(row, names.without_opening(row, run))) is not None
        ]
        self._mentions_of: dict[str, list[_NameMention]] = defaultdict(list)
        for each in self._mentions:
            if len(self._mentions_of[each.full]) < _MOST_MENTIONS:
                self._mentions_of[each.full].append(each)
        self._roles = self._roles_of(rows)
        self._offices = [office for row in rows for office in self._opening_offices(row)]
        self._newcomers = [each for row in rows for each in self._newcomers_of(row)]
        self._last: tuple[int, str] | None = None
        self._heard: tuple[int, str] | None = None
        self._unnamed: set[str] = set()
        self._brought_in: dict[str, int] = {}
        quotations = (word.quotation for row in rows for word in row if word.quotation is not None)
        self._quoted = [(each.start, each.end) for each in quotations]

    def _person(self, words: tuple[str, ...]) -> str | None:
        """The full name that a run of capitals has, where the article gives it a full name at all."""
        person = self._names.person_words(words) if words else ()
        if not person or not self._names.is_bearer(person):
            return None
        full, _ = self._names.full_name(person)
        return full if " " in full else None

    def _bearer(self, row: Sequence[Word], run: NameWords) -> str | None:
        """Whom a run names: by the full name of the article, or by a given name alone where an entity confirms it."""
        full = self._person(run.words)
        if full is not None or not (run.words and self._names.is_given_name(run.words[-1])):
            return full
        if not all(map(self._names.is_title, run.words[:-1])):
            return None
        found = self._index.at(row[run.last - 1].start, row[run.last - 1].end)
        return found.entity.name if found is not None and found.is_person else None

    def _may_be_person(self, row: Sequence[Word], run: NameWords) -> bool:
        """Whether the entities of the article leave it open that a name is a person's."""
        if not self._index.people:
            return True
        found = self._index.at(row[run.first].start, row[run.last - 1].end)
        return found is not None and found.is_person

    def _opening_offices(self, row: Sequence[Word]) -> Iterable[tuple[int, str]]:
        """Where a sentence opens with an office instead of a name, and which: "El senador [del Partido considera]"."""
        words = self._reporting
        for at, word in enumerate(row):
            if not word.opens:
                continue
            noun = at + 1 if word.lower in words.definite else at
            if noun >= len(row) or not self._names.is_person_noun(row[noun].lower):
                continue
            behind = row[noun + 1 : noun + _OFFICE_WORDS]
            verb = next((n for n, each in enumerate(behind) if each.lower in words.verbs), len(behind))
            if not any(each.is_capital and each.lower not in words.titles for each in behind[:verb]):
                yield row[noun].start, row[noun].lower

    def _newcomers_of(self, row: Sequence[Word]) -> Iterable[_Newcomer]:
        """The people without a name whom the sentences of a row open with: "Eine Nachbarin, die"."""
        words = self._reporting
        for at, word in enumerate(row):
            if word.lower not in words.indefinite or not (word.opens or self._is_behind_circumstance(row, at)):
                continue
            behind = range(at + 1, min(len(row), at + 1 + _NOUN_AND_ADJECTIVE))
            noun = next((place for place in behind if self._names.is_person_noun(row[place].lower)), None)
            if noun is None or not all(each.is_word for each in row[at:noun]):
                continue
            following = row[noun + 1 : noun + 3]
            if not any(each.is_capital and self._index.at(each.start, each.end) for each in following):
                yield _Newcomer(word.start, row[noun].end, words.indefinite_genders.get(word.lower, "either"))

    def _is_topic(self, row: Sequence[Word], first: int) -> bool:
        """Whether a name opens its sentence, with no more than an office before it: "La candidata Inés Roca"."""
        words = self._reporting
        # "La contralora delegada, Inés Roca, no piensa lo mismo.", "Vinneren, finske Anna Lie, hadde"
        comma = next((at for at in range(first - 1, max(-1, first - _APPOSED), -1) if row[at].text == ","), None)
        if row[first].opens:
            return True
        apposed = comma is not None and all(row[at].is_word or row[at].text == "." for at in range(comma + 1, first))
        apposed = apposed and comma is not None and not self._is_behind_circumstance(row, comma + 1)
        front = comma if apposed and comma is not None else first
        reach = _OFFICE_WORDS if apposed else _OPENING_WORDS
        for at in range(front, max(-1, front - reach), -1):
            if at < front and not row[at].is_word:
                return False
            if self._is_behind_circumstance(row, at) or (row[at].opens and row[at].lower not in words.prepositions):
                noun = row[at + 1].lower if at + 1 < front else ""
                opens = row[at].lower in words.definite or row[at].lower in words.possessives
                return not (apposed and words.article_genders) or (opens and self._names.is_person_noun(noun))
            if at < front and row[at].lower in words.prepositions and not apposed:
                return False
        return False

    def _is_behind_circumstance(self, row: Sequence[Word], at: int) -> bool:
        """Whether a word follows the comma of a place or time in front of it: "En Valdehuesa, la alcaldesa"."""
        if at == 0 or row[at - 1].text != ",":
            return False
        opening = self._opening_before(row, at - 1, _CIRCUMSTANCE_WORDS)
        words = self._reporting
        if opening is None or any(word.lower in words.verbs for word in row[opening : at - 1]):
            return False
        return row[opening].lower in words.prepositions or row[opening].lower in words.oblique

    @staticmethod
    def _opening_before(row: Sequence[Word], before: int, reach: int) -> int | None:
        """The place of the word that opens the sentence, so few words before a place, with no mark between."""
        for at in range(before - 1, max(-1, before - 1 - reach), -1):
            if not row[at].is_word:
                return None
            if row[at].opens:
                return at
        return None

    def _is_behind_place(self, row: Sequence[Word], first: int) -> bool:
        """Whether a preposition opens the sentence of a name, and no mark stands between."""
        opening = self._opening_before(row, first, _OFFICE_WORDS)
        return opening is not None and row[opening].lower in self._reporting.prepositions

    def _is_oblique(self, row: Sequence[Word], first: int) -> bool:
        """Whether a preposition stands before a name, with no more than an article between."""
        at = first - 1
        while at >= 0 and row[at].lower in self._reporting.definite:
            at -= 1
        words = self._reporting
        return at >= 0 and (row[at].lower in words.prepositions or row[at].lower in words.oblique)

    def _is_person(self, row: Sequence[Word], run: NameWords, full: str) -> bool:
        """Whether a mention tells that it is somebody's: a given name, a title, or an office right before it."""
        if self._names.is_given_name(full.split(maxsplit=1)[0]):
            return True
        office = self._office_before(row, run.first)  # "la maire de Lyon, Ann Lee"
        if office is not None and self._names.is_title(office):
            return True
        return any(self._names.is_title(word) for word in run.words[:-1]) or (
            run.first > 0 and self._names.is_title(row[run.first - 1].lower)
        )

    def _roles_of(self, rows: Iterable[Sequence[Word]]) -> dict[str, set[str]]:
        """By the noun of a role the people whom the article gives it, right before a name or behind a comma."""
        found: dict[str, set[str]] = defaultdict(set)
        words = self._reporting
        for row in rows:
            for run in name_words(row, 0, len(row), words):
                person = self._names.person_words(run.words)
                full = self._person(run.words)
                if full is None or self._names.is_body(tuple(full.split())):
                    continue
                titles = run.words[: len(run.words) - len(person)]
                linked = [place for place, word in enumerate(titles) if word in words.particles]
                titles = titles[linked[-1] + 1 :] if linked else titles  # "das Unternehmen von Ann Lee" is not she
                found_here = [title.lower() for title in titles]
                office = None if titles else self._office_before(row, run.first)
                # Of "el trabajo de Protección Civil, Policía Local" the noun is no office of the last.
                beside = run.first > 0 and row[run.first - 1].lower == office
                if office is not None and (beside or full not in self._bodies):
                    found_here.append(office)
                apposed = self._apposed(row, run.last)
                if apposed is not None:
                    found_here.append(apposed)
                for role in found_here:
                    if role not in words.prepositions and role not in words.verbs and role not in words.stops:
                        found[role].add(full)
        return found

    def _apposed(self, row: Sequence[Word], last: int) -> str | None:
        """The noun of an apposition behind a name: "portavoz" of "Ann Lee, portavoz de los vecinos,"."""
        words = self._reporting
        at = last + 1
        if at >= len(row) or row[last].text != ",":
            return None
        while at + 1 < len(row) and (row[at].lower in words.definite or row[at].lower in words.indefinite):
            at += 1
        if not row[at].is_word or (row[at].is_capital and not words.capital_nouns):
            return None
        for word in row[at : at + _OFFICE_WORDS]:
            if not word.is_word:
                return row[at].lower
            if word.lower in words.verbs or word.lower in words.auxiliaries:
                return None
        return row[at].lower

    def _office_before(self, row: Sequence[Word], first: int) -> str | None:
        """The noun of the phrase that leads to a name: "ministre" of "le ministre de la Défense, Andrée Roux"."""
        words = self._reporting
        at = first
        if at > 0 and row[at - 1].text == ",":
            at -= 1
        apposed, begin = at < first, at
        if apposed and not self._is_closed(row, first):
            return None  # "Natürlich sagt die Rechte, Maduro sei"
        if not apposed and at > 0:
            beside = self._beside(row, at)
            if beside is not None:
                return beside or None
        while begin > 0 and first - begin < _OFFICE_WORDS and row[begin - 1].is_word:
            if row[begin - 1].lower in words.verbs or row[begin - 1].lower in words.stops:
                break
            begin -= 1
        articles = [place for place in range(begin, at) if row[place].lower in words.definite]
        if articles:
            opening = articles[0]
            free = opening == 0 or not row[opening - 1].is_word or row[opening - 1].lower not in words.prepositions
            return row[opening + 1].lower if free and opening + 1 < at else None
        before = row[first - 1] if first and not apposed else None
        return before.lower if before is not None and before.is_word and before.text.isalpha() else None

    def _is_closed(self, row: Sequence[Word], first: int) -> bool:
        """Whether a mark stands behind the name that opens at a place, as behind an apposition."""
        end = min(len(row), first + _OFFICE_WORDS)
        run = next((run for run in name_words(row, first, end, self._reporting) if run.first == first), None)
        return run is None or run.last >= end or not row[run.last].is_word

    def _beside(self, row: Sequence[Word], first: int) -> str | None:
        """The noun right before a name that itself stands behind a preposition; empty where the name does so."""
        words = self._reporting
        before = row[first - 1]
        if before.lower in words.prepositions:
            return ""
        at = first - 2
        while at >= 0 and row[at].lower in words.definite:
            at -= 1
        small = before.is_word and not before.is_capital
        return before.lower if small and at >= 0 and row[at].lower in words.prepositions else None

    def answer(self, mentioned: Mentioned | None, *, topic: bool = False) -> Answer:
        """The speaker whom these words mean; `topic`: they open the sentence before, and tell no more."""
        if mentioned is None:
            return Answer(Speaker())
        mention = TextSpan(start=mentioned.start, end=mentioned.end, text=self._text[mentioned.start : mentioned.end])
        if mentioned.names:
            return self._of_names(mentioned, mention, topic=topic)
        if mentioned.pronoun is not None:
            return self._of_pronoun(mentioned, mention)
        return self._of_description(mentioned, mention)

    def _of_names(self, mentioned: Mentioned, mention: TextSpan, *, topic: bool) -> Answer:
        fulls: list[str] = []
        sure = 1.0
        body = self._body_around(mentioned)
        for words in mentioned.names:
            full, shared = (body, False) if body is not None else self._names.full_name(words)
            fulls.append(full)
            sure = min(sure, _SHARED if shared else _FULL if len(words) > 1 else _SURNAME)
        self._hear(mentioned.end, fulls[0])
        self._spoke.update(fulls)
        return self._named(fulls, mention, min(sure, _TOPIC) if topic else sure, "spoke before" if topic else "name")

    def _body_around(self, mentioned: Mentioned) -> str | None:
        """The body whose name a single name is part of: "Thorn" of "die Thorn GmbH" is not Jan Thorn."""
        around = self._index.at(mentioned.start, mentioned.end)
        if len(mentioned.names) != 1 or around is None or around.is_person:
            return None
        inside = around.start <= mentioned.start and mentioned.end <= around.end
        return around.entity.name if inside and around.words > len(mentioned.names[0]) else None

    def _hear(self, end: int, full: str) -> None:
        """Note who speaks by name, up to an offset; what describes somebody else comes in between or not."""
        self._last = self._heard = (end, full)
        self._unnamed.clear()

    def _named(self, fulls: Sequence[str], mention: TextSpan | None, sure: float, evidence: Evidence) -> Answer:
        names = tuple(nominative(full, self._reporting) for full in fulls)
        ids = tuple(dict.fromkeys(self._entity(name, mention) for name in names))
        speaker = Speaker(
            status="named",
            name=names[0],
            names=names,
            entity_ids=tuple(each for each in ids if each is not None),
            mention=mention,
        )
        confirmed = all(each is not None for each in ids) or not self._index.all
        return Answer(speaker, sure if confirmed else min(sure, _UNCONFIRMED), evidence=evidence)

    def _entity(self, full: str, mention: TextSpan | None) -> str | None:
        """The id of the entity whose name this is, or that stands where the speaker is named."""
        known = self._ids.get(full)
        if known is not None:
            return known
        at = None if mention is None else self._index.at(mention.start, mention.end)
        return at.entity.id if at is not None and at.entity.name in full else None

    def _of_description(self, mentioned: Mentioned, mention: TextSpan) -> Answer:
        ways: tuple[tuple[_Way, float, Evidence], ...] = (
            (self._by_role, _ROLE, "role"),
            (self._aged, _PRONOUN, "pronoun"),
            (self._body_called, _ROLE, "name"),
            (self._by_synonym, _CONTINUED, "role"),
            (self._continued, _CONTINUED, "description"),
            (self._again, _CONTINUED, "description"),
        )
        for meant, sure, evidence in ways:
            full = meant(mentioned, mention)
            if full is not None:
                self._hear(mentioned.end, full)
                return self._named([full], mention, sure, evidence)
        self._unnamed.add(mentioned.head)
        name = self._without_circumstance(mention.text)
        return Answer(self._described(mention.start, mention.start + len(name)), evidence="description")

    def as_printed(self, mentioned: Mentioned) -> Answer | None:
        """The answer for a description whose noun the article gives to nobody; None for one that may mean somebody.

        Nothing is remembered of it: "according to the papers" changes nothing about who spoke last.
        """
        return None if self._bearers(mentioned.head) else self.as_described(mentioned)

    def as_described(self, mentioned: Mentioned) -> Answer:
        """The answer for a description that means nobody whom the article names. Nothing is remembered of it."""
        name = self._text[mentioned.start : mentioned.end]
        mention = TextSpan(start=mentioned.start, end=mentioned.end, text=name)
        return Answer(Speaker(status="described", name=name, names=(name,), mention=mention), evidence="description")

    def _by_role(self, mentioned: Mentioned, mention: TextSpan) -> str | None:
        """The only person to whom the article gives the role that a description names."""
        bearers = self._bearers(mentioned.head)
        acronym = mention.text.rpartition(" ")[2].isupper()  # a body beside a name is no office: "das FBI Ann Lee"
        if not mentioned.definite or len(bearers) != 1 or acronym:
            return None
        full = next(iter(bearers))
        return full if self._complement_fits(mention, full, mentioned.head) else None

    def _described(self, start: int, end: int) -> Speaker:
        """Somebody without a name, whom the words between two offsets describe, and whom no name means since."""
        self._last = None
        name = self._text[start:end]
        return Speaker(status="described", name=name, names=(name,), mention=TextSpan(start=start, end=end, text=name))

    def _by_synonym(self, mentioned: Mentioned, mention: TextSpan) -> str | None:
        """Who has the only role of the article that a noun may stand for: "la regidora" for "la alcaldesa Ana Roca"."""
        words = self._reporting
        phrase = mention.text.lower()
        roles = words.role_synonyms.get(mentioned.head) or next(
            (roles for noun, roles in words.role_synonyms.items() if " " in noun and phrase.endswith(noun)), None
        )
        if not roles or not mentioned.definite or self._is_brought_in(mentioned):
            return None
        bearers = {full for role in roles for full in self._bearers(role)}
        full = next(iter(bearers)) if len(bearers) == 1 else None
        if full is None or full not in self._people or not self._complement_fits(mention, full, mentioned.head):
            return None
        return full if self._agrees(full, words.article_genders.get(re.split("['’ ]", phrase)[0])) else None

    def _bearers(self, noun: str) -> set[str]:
        """Who has a role, also by its noun without the article at its end: Danish "borgmesteren"."""
        found = self._roles.get(noun)
        if found:
            return found
        stems = {noun.removesuffix(end) for ends in self._reporting.definite_endings for end in (ends, ends[1:])}
        by_stem = [self._roles[stem] for stem in stems - {noun} if self._roles.get(stem)]
        return by_stem[0] if len(by_stem) == 1 else set()

    def _without_circumstance(self, description: str) -> str:
        """A description without where or when it is said: "la empresa en un comunicado"."""
        words, found = self._reporting, list(_WORD.finditer(description))
        determiners = words.indefinite | words.definite | words.possessives
        for preposition, behind in pairwise(found[2:]):
            if preposition[0].lower() in words.circumstance_prepositions and behind[0].lower() in determiners:
                return description[: preposition.start()].rstrip()
        return description

    def _aged(self, mentioned: Mentioned, mention: TextSpan) -> str | None:
        """Whom an age means, as a pronoun does: "der 29-Jährige", "29-latka"."""
        reporting, called = self._reporting, _AGE.fullmatch(mentioned.head)
        if called is None or not mentioned.definite or called[1] not in reporting.aged:
            return None
        article = mention.text.partition(" ")[0].lower()
        whose = reporting.article_genders.get(article, reporting.aged[called[1]])
        meant = replace(mentioned, pronoun=whose)
        full = self._antecedent(meant)
        if full is None or full in self._bodies or self._office_between(meant, full):
            return None
        near = self._mentions_between(mentioned.start - _BACK, mentioned.start)
        named = (each.start for each in near if each.full == full)
        last = max(named, default=mentioned.start - _BACK)
        later = [name for name in self._index.within(last + 1, mentioned.start) if name.is_person]
        return full if all(name.entity.name in full for name in later if not self._is_quoted(name.start)) else None

    def _continued(self, mentioned: Mentioned, mention: TextSpan) -> str | None:
        """Whom another noun for a person means: who spoke last, or the only person, with nobody since: "l'élue".

        None where the article has brought that noun in for somebody without a name, or gives it to another.
        """
        words = mention.text.lower().split()
        if (
            not mentioned.definite
            or mentioned.head not in self._reporting.person_nouns - self._reporting.offices
            or self._roles.get(mentioned.head)
        ):
            return None
        article = re.split("['’]", words[0])[0] if words else ""
        bare = words[0] == mentioned.head  # "autorka", "lektoren"
        opens = bare or article in self._reporting.article_genders or article in self._reporting.elisions
        if not opens or len(words) > _NOUN_AND_ADJECTIVE or self._is_brought_in(mentioned):
            return None
        near = [name for name in self._index.people if name.start < mention.start and not self._is_quoted(name.start)]
        people = {name.entity.name for name in near}
        if self._last is not None:
            last, full = self._last
            since = {name.entity.name for name in near if name.start >= last}
            alone = since <= {full}
            if not alone and len(since) == 1 and self._is_topic_since(next(iter(since)), last, mention.start):
                last, full, alone = near[-1].end, next(iter(since)), True
        elif len(people) == 1:
            last, full = near[-1].end, next(iter(people))
            alone = not any(near[-1].end < start < mention.start for start, _ in self._offices)
        else:
            return None
        if not alone or full not in self._people or not self._is_next_sentence(last, mention.start):
            return None
        gender = self._reporting.article_genders.get(article)
        if gender is None and mentioned.head.endswith(self._reporting.feminine_noun_endings):
            gender = "she"
        return full if self._agrees(full, gender) else None

    def _again(self, mentioned: Mentioned, mention: TextSpan) -> str | None:
        """Who spoke last by name, whom any noun for a person may mean: "la titular de Interior", "der Branchenkenner".

        None where somebody else may be meant: who is named since and may be of the article's gender, or who was
        described with that noun; and where the description names something that the article does not put beside that
        person.
        """
        words = self._reporting
        gender = words.article_genders.get(mention.text.partition(" ")[0].lower())
        if self._heard is None or gender not in {"he", "she"} or not mentioned.definite:
            return None
        last, full = self._heard
        if mention.start - last > _BACK or full not in self._people or not self._agrees(full, gender):
            return None
        if not self._is_person_of(mentioned.head, gender) or self._is_brought_in(mentioned):
            return None
        bearers = self._roles.get(mentioned.head, {full})
        if len(bearers) > 1:
            bearers = {each for each in bearers if self._complement_fits(mention, each, mentioned.head)}
        known = words.offices.__contains__(mentioned.head) and any(full in each for each in self._roles.values())
        if bearers != {full} or (known and mentioned.head not in self._roles) or mentioned.head in self._unnamed:
            return None
        since = {name.entity.name for name in self._index.within(last, mention.start) if name.is_person}
        quoted = {
            name.entity.name
            for name in self._index.within(last, mention.start)
            if name.is_person and self._is_quoted(name.start)
        }
        rivals = [name for name in since - quoted if name != full and self._agrees(name, gender)]
        if rivals or self._has_office_of_another(full, last, mention.start):
            return None
        return full if self._is_beside(mention, full) else None

    def _is_person_of(self, noun: str, gender: SpeakerPronoun) -> bool:
        """Whether a noun means a man or a woman: by the nouns that are known, or by its ending."""
        words = self._reporting
        if noun in words.no_agents:
            return False
        if words.capital_nouns:
            return noun.endswith(words.agent_endings.get(gender, ()))
        return self._names.is_person_noun(noun) or noun.endswith(words.agent_endings.get(gender, ()))

    def _is_beside(self, mention: TextSpan, full: str) -> bool:
        """Whether the names in a description stand near a mention of somebody: "Interior" of "titular de Interior"."""
        names = [word for word in _WORD.findall(mention.text)[1:] if word[0].isupper()]
        names = names[1:] if self._reporting.capital_nouns else names
        if not names:
            return True
        near = " ".join(
            self._beside_mention(each.start, each.start + len(full), mention) for each in self._mentions_of[full]
        )
        return all(name in near for name in names)

    def _is_topic_since(self, name: str, start: int, end: int) -> bool:
        """Whether the sentence of somebody who is named between two offsets opens with that name."""
        return any(
            each.full == name and start <= each.start < end and each.opens_sentence and each.is_subject
            for each in self._mentions_of[name]
        )

    def _is_next_sentence(self, before: int, offset: int) -> bool:
        """Whether an offset stands in the sentence of one before it, or in the next, quotations left out."""
        if offset - before > _CONTINUED_REACH:
            return False
        ends = [found.start() for found in _ENDS.finditer(self._text, before, offset)]
        return sum(not self._is_quoted(end) for end in ends) <= 1

    def _is_brought_in(self, mentioned: Mentioned) -> bool:
        """Whether an indefinite article stands before the noun anywhere in front of its description."""
        first = self._brought_in.get(mentioned.head)
        if first is None:
            first = self._brought_in[mentioned.head] = self._first_with_indefinite(mentioned.head)
        return first < mentioned.start

    def _first_with_indefinite(self, head: str) -> int:
        """Where a noun ends that has an indefinite article before it, for the first time; else behind the text."""
        noun = re.compile(rf"([^\W\d_]+) {re.escape(head)}\b", re.IGNORECASE)
        found = (each.end() for each in noun.finditer(self._text) if each[1].lower() in self._reporting.indefinite)
        return next(found, len(self._text) + 1)

    def _is_quoted(self, offset: int) -> bool:
        at = bisect_right(self._quoted, offset, key=lambda each: each[0]) - 1
        return at >= 0 and offset < self._quoted[at][1]

    def _body_called(self, _: Mentioned, mention: TextSpan) -> str | None:
        """The one body whose name begins with the noun of a phrase: "la Plataforma" for "Plataforma del Río"."""
        words = _WORD.findall(mention.text)
        if self._reporting.capital_nouns or len(words) != _ARTICLE_AND_NOUN or not words[1][0].isupper():
            return None
        if words[0].lower() not in self._reporting.definite:
            return None
        found = [name for name in self._bodies if name.startswith(f"{words[1]} ")]
        return found[0] if len(found) == 1 else None

    def _complement_fits(self, mention: TextSpan, full: str, head: str) -> bool:
        """Whether names in the description stand near the person's own role: "el presidente de Francia" is one."""
        words = [word for word in _WORD.findall(mention.text)[1:] if word[0].isupper()]
        if self._reporting.capital_nouns:
            words = words[1:]
        kinds = self._attributes(mention.text, head)
        if not (words or kinds):
            return True
        near = " ".join(
            self._beside_mention(each.start, each.start + len(full), mention) for each in self._mentions_of[full]
        )
        if not all(kind[:_STEM] in near.lower() for kind in kinds):
            return False
        return not words or any(self._is_near_office(word, head, near) for word in words)

    def _is_near_office(self, word: str, head: str, text: str) -> bool:
        """Whether a text has a name beside an office: of two presidents that of France is the president of France."""
        stem = head[:_STEM] if self._reporting.inflects_names else head
        places = [found.start() for found in re.finditer(re.escape(word), text)]
        return any(stem in text[max(0, at - _OFFICE_REACH) : at + len(word) + _OFFICE_REACH].lower() for at in places)

    def _beside_mention(self, start: int, end: int, description: TextSpan) -> str:
        """The text on both sides of a name, without the description that may mean its bearer."""
        start, end = max(0, start - _ROLE_REACH), end + _ROLE_REACH
        if end <= description.start or start >= description.end:
            return self._text[start:end]
        return self._text[start : description.start] + " " + self._text[description.end : end]

    def _attributes(self, phrase: str, head: str) -> list[str]:
        """The adjectives of a description, which tell of two presidents which one: "el presidente francés"."""
        words = self._reporting
        functions = (words.definite, words.indefinite, words.prepositions, words.fillers, words.oblique)
        beside: list[str] = []
        behind = False
        for word in _WORD.findall(phrase):
            lower = word.lower()
            if lower == head:
                behind = True
            elif word[0].islower() and not any(lower in each for each in functions):
                beside.append(word)
            elif behind:
                break
        return beside

    def _of_pronoun(self, mentioned: Mentioned, mention: TextSpan) -> Answer:
        nobody = Answer(Speaker(mention=None if mentioned.elided else mention), 0.5, evidence="pronoun")
        if mentioned.pronoun in {"they", "nobody"}:
            return nobody
        newcomer = self._newcomer(mentioned)
        if newcomer is not None:
            return newcomer
        full = self._antecedent(mentioned)
        if full is None or self._office_between(mentioned, full):
            return nobody
        self._hear(mentioned.end, full)
        return self._named(
            [full], None if mentioned.elided else mention, _ELIDED if mentioned.elided else _PRONOUN, "pronoun"
        )

    def _newcomer(self, mentioned: Mentioned) -> Answer | None:
        """Whom a pronoun means where its paragraph brings in somebody without a name, and names nobody since."""
        last = bisect_left(self._newcomers, mentioned.start, key=lambda each: each.start) - 1
        if last < 0 or self._newcomers[last].start < self._paragraph_start(mentioned):
            return None
        found = self._newcomers[last]
        if mentioned.start - found.end > _BACK:
            return None
        since = self._index.within(found.end, mentioned.start)
        if any(name.is_person and not self._is_quoted(name.start) for name in since):
            return None
        if "either" not in {found.whose, mentioned.pronoun} and found.whose != mentioned.pronoun:
            return None
        return Answer(self._described(found.start, found.end), certainty.DESCRIBED, evidence="described before")

    def _office_between(self, mentioned: Mentioned, full: str) -> bool:
        """Whether a sentence since somebody was named last opens with the office of somebody else."""
        last = bisect_left(self._offices, (mentioned.start, ""))
        first = bisect_left(self._offices, (mentioned.start - _BACK, ""))
        others = [start for start, office in self._offices[first:last] if not self._may_have(full, office)]
        if not others:
            return False
        until = bisect_left(self._mentions, mentioned.start, key=lambda each: each.start)
        near = self._mentions[bisect_left(self._mentions, mentioned.start - _BACK, key=lambda each: each.start) : until]
        if all(each.full == full for each in near):
            return False  # nobody else is there of whom the office could be
        return not any(each.full == full for each in near if each.start > others[-1])

    def _may_have(self, full: str, office: str) -> bool:
        """Whether the article gives somebody an office, or one that ends alike: "VW-Chef" and "Konzernchef"."""
        endings = [each for each in self._reporting.title_endings if office.endswith(each)]
        return any(
            full in bearers and (role == office or any(role.endswith(each) for each in endings))
            for role, bearers in self._roles.items()
        )

    def _mentions_between(self, start: int, end: int) -> Sequence[_NameMention]:
        first = bisect_left(self._mentions, start, key=lambda each: each.start)
        return self._mentions[first : bisect_left(self._mentions, end, key=lambda each: each.start)]

    def sole_topic(self, start: int, end: int) -> Answer | None:
        """The person whom a sentence between two offsets is about, where nobody else is named there."""
        named = [each for each in self._mentions_between(start, end) if each.full not in self._bodies]
        topics = [
            each
            for each in named
            if each.is_subject and (each.is_person or each.whole) and (each.opens_sentence or self._is_presented(each))
        ]
        if not topics or {each.full for each in named} != {topics[0].full}:
            return None
        full = topics[0].full
        if any(name.is_person and name.entity.name not in full for name in self._index.within(start, end)):
            return None
        if self._has_office_of_another(full, start, end):
            return None
        self._hear(end, full)
        return self._named([full], None, _TOPIC, "spoke before")

    def _is_presented(self, each: _NameMention) -> bool:
        """Whether a full name stands behind where its bearer is and a verb: "Utanför skolan står Ann Lee"."""
        found = self._index.at(each.start, each.start + 1)
        return each.behind_place and found is not None and found.is_person and found.words > 1

    def introduced(self, start: int, end: int) -> Answer | None:
        """The person whose full name opens a sentence, where the article has not named that person before."""
        named = [each for each in self._mentions_between(start, end) if each.full not in self._bodies]
        opening = named[0] if named else None
        if opening is None or not (opening.opens_sentence and opening.is_subject and opening.whole):
            return None
        if opening.full in self._spoke or self._mentions_of[opening.full][0].start < start:
            return None
        self._hear(end, opening.full)
        return self._named([opening.full], None, _TOPIC, "spoke before")

    def is_alone(self, full: str, start: int, end: int) -> bool:
        """Whether between two places nobody but the bearer of a name is named, and no sentence opens with an office."""
        if full not in self._people or any(
            name.is_person and name.entity.name != full for name in self._index.within(start, end)
        ):
            return False
        if any(each.full not in {full, *self._bodies} for each in self._mentions_between(start, end)):
            return False
        return not self._has_office_of_another(full, start, end)

    def _has_office_of_another(self, full: str, start: int, end: int) -> bool:
        """Whether a sentence between two places opens with an office that the bearer of a name has not."""
        offices = self._offices[bisect_left(self._offices, (start, "")) : bisect_left(self._offices, (end, ""))]
        return not all(self._may_have(full, office) for _, office in offices)

    def _antecedent(self, mentioned: Mentioned) -> str | None:
        """Whom a pronoun means: who spoke last, where no sentence since is about somebody else; else the only person.

        None where that is not plain.
        """
        near = self._mentions_between(mentioned.start - _BACK, mentioned.start)
        before = [each for each in near if self._fits(each.full, mentioned)]
        if self._last is not None and mentioned.start - self._last[0] <= _BACK and self._fits(self._last[1], mentioned):
            since = {
                each.full
                for each in before
                if each.start >= self._last[0]
                and (each.is_subject or not mentioned.elided)
                and (each.is_person or each.full in self._spoke or (each.whole and not mentioned.elided))
            }
            if not since - {self._last[1]}:
                return self._opening_since(before, mentioned) or self._last[1]
            topic = self._opening_since(before, mentioned)
            if topic is None or since - {self._last[1]} != {topic}:
                topic = self._only_subject(before, mentioned)
            if topic is not None:
                return topic
        elif self._last is not None and (topic := self._opening_since(before, mentioned)) is not None:
            return topic  # who spoke last is of the other gender
        people = [
            each
            for each in before
            if each.full in self._spoke
            or (each.is_person and (each.opens_sentence or not mentioned.elided))
            or (each.whole and each.opens_sentence)
        ]
        paragraph = {each.full for each in people if each.start >= self._paragraph_start(mentioned)}
        if paragraph:
            return paragraph.pop() if len(paragraph) == 1 else None
        if not people:
            return self._only_person(mentioned)
        return people[0].full if len({each.full for each in people}) == 1 else None

    def _only_subject(self, before: Sequence[_NameMention], mentioned: Mentioned) -> str | None:
        """The one whom the paragraph of a pronoun names so far, by a full name that no preposition stands before."""
        begin = self._paragraph_start(mentioned)
        if self._last is None or self._last[0] > begin:
            return None
        named = [each for each in before if each.start >= begin and each.full not in self._bodies]
        only = {each.full for each in named}
        whole = len(only) == 1 and named[0].is_subject and named[0].is_person and " " in named[0].full
        ended = whole and _ENDS.search(self._text, named[0].start, mentioned.start) is not None
        return named[0].full if ended else None

    def _only_person(self, mentioned: Mentioned) -> str | None:
        """The only person whom the article has named, in the sentence before a pronoun or in its own."""
        before = [
            name for name in self._index.people if name.start < mentioned.start and not self._is_quoted(name.start)
        ]
        if not before or len({name.entity.name for name in before}) > 1 or " " not in before[-1].entity.name:
            return None
        full = before[-1].entity.name
        others = {each.full for each in self._mentions if each.start < mentioned.start} - self._bodies - {full}
        near = self._is_next_sentence(before[-1].end, mentioned.start)
        alone = not others and not self._is_beside_unknown(before[-1].start, mentioned.start, full)
        return full if near and alone and self._fits(full, mentioned) else None

    def _is_beside_unknown(self, start: int, end: int, full: str) -> bool:
        """Whether capitals that may be somebody else's name stand between a name's sentence and an offset."""
        begin = max(self._text.rfind(mark, 0, start) for mark in ".!?\n") + 1
        names = (found[0] for found in _TWO_CAPITALS.finditer(self._text, begin, end))
        small = self._reporting.definite  # "La Audiencia" is no full name
        return any(
            name not in full and full not in name for name in names if name.partition(" ")[0].lower() not in small
        )

    def _opening_since(self, before: Sequence[_NameMention], mentioned: Mentioned) -> str | None:
        """Who opens the last sentence since somebody spoke: "Бойко із цим не згоден." before "сказав він".

        None where several people are named since then, or nobody opens a sentence.
        """
        if self._last is None:
            return None
        since = [each for each in before if each.start >= self._last[0] and each.full not in self._bodies]
        since = [each for each in since if _ENDS.search(self._text, each.start, mentioned.start)]
        opening = [each for each in since if each.opens_sentence and each.is_subject and " " in each.full]
        if not opening or {each.full for each in since} != {opening[-1].full}:
            return None
        return opening[-1].full

    def _paragraph_start(self, mentioned: Mentioned) -> int:
        return self._text.rfind("\n\n", 0, mentioned.start) + 1

    def _fits(self, full: str, mentioned: Mentioned) -> bool:
        if full in self._bodies and mentioned.pronoun in {"he", "she"}:
            return False
        return self._agrees(full, mentioned.pronoun)

    def _agrees(self, full: str, whose: SpeakerPronoun | None) -> bool:
        """Whether a name may be a man's or a woman's, as a pronoun or an article tells."""
        gender = self._names.gender(full)
        return not gender or whose not in {"he", "she"} or gender == whose
