"""What the words of a phrase name: people, by their names or a pronoun, or somebody who is described."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.text.language.reporting import Reporting, SpeakerPronoun
from services.quotes.rules.printed_names import NameTable, NameWords, name_words
from services.quotes.rules.words import Word
from services.quotes.text.names import NameIndex

LONGEST = 16
"""Words of a phrase that names who speaks, with an apposition."""

LONGEST_DESCRIPTION = 8
"""Words of a phrase that describes who speaks."""

ROLE = 3
"""Words of a role right before a name."""

ADVERB_LETTERS = 4
"""Letters of the short words that are adverbs and particles and no subjects."""

_CLOSERS = frozenset(":;()[]—–―")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Who is said to speak, as printed: names, a pronoun, a description, or nothing but the verb.

    `start`, `end`: characters. `names`: words of each name. `pronoun`: also of a verb without subject, "either".
    `definite`: whether a description means somebody whom the reader knows. `head`: its noun.
    """

    start: int
    end: int
    names: tuple[tuple[str, ...], ...] = ()
    pronoun: SpeakerPronoun | None = None
    definite: bool = False
    head: str = ""
    elided: bool = False


def _is_compound(words: tuple[str, ...]) -> bool:
    """Whether a word is a noun that opens with a name: Norwegian "Oktober-sjefen", Dutch "ACV-voorzitter"."""
    first, hyphen, rest = words[0].rpartition("-")
    return len(words) == 1 and bool(hyphen) and first[:1].isupper() and rest[:1].islower()


class NounPhrases:
    """Reads in one row the phrases that can be a subject."""

    def __init__(self, row: Sequence[Word], names: NameTable, index: NameIndex, reporting: Reporting) -> None:
        self._row = row
        self._names = names
        self._index = index
        self._reporting = reporting
        self._source_ends = frozenset(phrase[-1] for phrase in (*reporting.sources, *reporting.opening_sources))

    def phrase(self, first: int, last: int) -> Mentioned | None:
        """Whom the phrase between two places names or describes."""
        row, words = self._row, self._reporting
        body = first + 2 < last and row[first + 1].text.isupper() and len(row[first + 1].text) > 1
        if words.capital_nouns and body and row[first].lower in words.definite and row[first + 2].is_capital:
            return self.described(first, first + 2)  # of "das THW Ann Lee" the first speaks, and of the other
        return self.named(first, last) or self.described(first, last)

    def named(self, first: int, last: int) -> Mentioned | None:
        """The name in a phrase that is no complement: "Vox" of "la portavoz de Vox Pepa Millán" is one."""
        runs = [self._without_opening(run) for run in self.runs(first, last)]
        for at, run in enumerate(runs):
            person = self._names.person_words(run.words) if run.words else ()
            if not person:
                continue
            if self._is_complement(run, first, person) or self.is_owner(run, last) or _is_compound(person):
                continue
            if self._reporting.capital_nouns and self._is_noun_phrase(run, first, person):
                continue
            if self._goes_on_in_small(run, first, last, person):
                return None
            bearer = self._bearer_behind(run, person, last) or self._whose_body(runs[at + 1 :], first, person)
            if bearer is not None:
                return bearer
            return self.of_names([run._replace(words=person), *self._joined(runs, at)], run.first)
        return None

    def _without_opening(self, run: NameWords) -> NameWords:
        """A run without the word that opens its sentence, unless that is part of an entity."""
        opening = self._row[run.first]
        if opening.opens and self._index.at(opening.start, opening.end) is not None:
            return run
        return self._names.without_opening(self._row, run)

    def is_owner(self, run: NameWords, last: int) -> bool:
        """Whether a name only says whose the next noun is: "Lees" of "Lees advokat, Ann Ray"."""
        words = self._reporting
        if words.suffix_mark:
            mark = self._row[run.last - 1].text.replace("’", "'").rpartition(words.suffix_mark)
            noun = self._row[run.last] if run.last < last else None
            owns = bool(mark[0]) and mark[2] in words.owner_suffixes
            return owns and noun is not None and noun.text[0].islower() and noun.lower not in words.speech_nouns
        ending = next((each for each in words.genitive_endings if run.words[-1].endswith(each)), None)
        if ending is None or run.last >= last:
            return False
        role = self._row[run.last + 1 : run.last + 3]  # "Venstres ordfører, Mette Krag"
        apposed = len(role) > 1 and role[0].text == "," and role[1].is_capital
        if not apposed and not self._names.is_printed(run.words[-1].removesuffix(ending)):
            return False
        following = self._row[run.last]
        lists = (words.verbs, words.auxiliaries, words.fillers, words.prepositions, words.conjunctions)
        small = following.is_word and following.text[0].islower()
        return small and not any(following.lower in each for each in lists)

    def _whose_body(self, later: Sequence[NameWords], first: int, person: tuple[str, ...]) -> Mentioned | None:
        """Who belongs to the body that one word names: "Ruuhela" of "Ilmatieteen tutkija Reija Ruuhela"."""
        if (len(person) == 1 and self._names.is_bearer(person)) or self._names.is_given_name(person[0]):
            return None
        for run in later:
            whole = self._names.person_words(run.words) if len(run.words) > 1 else ()
            titled = self._names.is_title(self._row[run.first - 1].lower)
            if len(person) > 1 and whole and not (titled or self._names.is_given_name(whole[0])):
                return None
            if len(whole) > 1 and not self._is_complement(run, first, whole):
                small = self._row[run.first - 1]
                return self.of_names([run._replace(words=whole)], run.first) if small.text[0].islower() else None
        return None

    def _bearer_behind(self, run: NameWords, person: tuple[str, ...], last: int) -> Mentioned | None:
        """Whose office a run is: "el Primer Secretario del Partido, Juan Roca,"."""
        if not self._names.is_body(person) or run.last + 1 >= last or self._row[run.last].text != ",":
            return None
        runs = self.runs(run.last + 1, last)
        if not runs or runs[0].first != run.last + 1 or len(runs[0].words) == 1:
            return None
        words = self._names.person_words(runs[0].words)
        return self.of_names([runs[0]._replace(words=words)], runs[0].first) if words else None

    def _is_complement(self, run: NameWords, first: int, person: tuple[str, ...]) -> bool:
        """Whether a run only says whose or where somebody is: behind a preposition, or right behind another noun."""
        words = self._reporting
        at = run.first - 1
        front = run.words[: len(run.words) - len(person)]
        linked = next((place for place in range(len(front) - 1, -1, -1) if front[place] in words.particles), -1)
        office = words.capital_nouns and all(self._names.is_title(word) for word in front[linked + 1 :])
        if office and linked >= 0:
            return True  # "Plänen von Ministerin Ann Lee"
        if at < first or (front and not office):
            return False
        behind = self._row[at].lower
        if behind in words.prepositions:
            return True
        if behind in words.definite or behind in words.indefinite:
            at -= 1
            behind = self._row[at].lower if at >= first else ""
        elif len(person) == 1 and self._row[at].is_word:
            before = self._row[at - 1].lower if at > first else ""
            if before in words.definite and at - 1 > first:
                before = self._row[at - 2].lower
            if before in words.prepositions:
                return True
            titled = self._names.is_title(behind) and not person[0].isupper()
            return not titled and not self._names.is_bearer(person)
        return behind in words.prepositions or behind in words.oblique

    def _is_noun_phrase(self, run: NameWords, first: int, person: tuple[str, ...]) -> bool:
        """Whether a capitalised run behind an article, or one word that nobody bears, is a noun and no name."""
        determiners = self._reporting.definite | self._reporting.indefinite
        front = run.words[: len(run.words) - len(person)]
        titled = self._names.is_title(front[-1]) if front else self.is_titled(run.first)
        known = titled or self._names.is_bearer(person) or self._names.is_given_name(person[0])
        confirmed = self.is_confirmed(self._row[run.first].start, self._row[run.last - 1].end)
        if not known and (self._row[run.first].opens or not confirmed):
            return True
        article = run.first > first and self._row[run.first - 1].lower in determiners
        full, _ = self._names.full_name(person)
        if article and len(person) == len(run.words) and " " not in full:
            return True
        between = any(self._row[at].lower in determiners for at in range(first, run.first))
        return between and " " not in full

    def _goes_on_in_small(self, run: NameWords, first: int, last: int, person: tuple[str, ...]) -> bool:
        """Whether one word with a capital only opens a description: "l'Office fédéral de l'environnement"."""
        if self._reporting.capital_nouns or len(person) > 1 or run.first == first or self._names.is_bearer(person):
            return False
        behind = self._row[run.first - 1].lower
        following = self._row[run.last] if run.last < last else None
        if behind not in self._reporting.definite:
            return False
        return not self.is_confirmed(self._row[run.first].start, self._row[run.last - 1].end) or (
            following is not None
            and following.is_word
            and following.text[0].islower()
            and following.lower not in self._reporting.conjunctions
        )

    def _joined(self, runs: Sequence[NameWords], at: int) -> list[NameWords]:
        """The second speaker of "Ann Lee and Bo Ray"."""
        following = runs[at + 1] if at + 1 < len(runs) else None
        if following is None or following.first != runs[at].last + 1:
            return []
        if self._row[runs[at].last].lower not in self._reporting.conjunctions:
            return []
        person = self._names.person_words(following.words)
        return [following._replace(words=person)] if person else []

    def of_names(self, runs: Sequence[NameWords], first: int) -> Mentioned:
        """The people of some runs; the words of the first from a place on that are no title of it."""
        skipped = runs[0].last - runs[0].first - len(runs[0].words)
        words = [at for at in range(first, runs[0].last) if self._row[at].is_word]
        begin = words[max(0, len(words) - len(runs[0].words))] if skipped >= 0 and words else first
        names = tuple(self._names.person_words(run.words) or run.words for run in runs)
        return Mentioned(self._row[begin].start, self._row[runs[-1].last - 1].end, names=names)

    def runs(self, first: int, last: int) -> list[NameWords]:
        """The names between two places, without whose or from where they are."""
        found = [
            self._names.without_owner(self._row, run) for run in name_words(self._row, first, last, self._reporting)
        ]
        return [self._names.without_home(run) for run in found]

    def person(self, run: NameWords) -> tuple[str, ...]:
        """The words of a run that are the name of a person or body; none where all are a title or a noun."""
        return self._names.person_words(run.words)

    def whole_name(self, first: int, last: int) -> Mentioned | None:
        """The name that is all that stands between two commas, with no more than a role before it."""
        runs = self.runs(first, last)
        if not runs or runs[0].last != last:
            return None
        run, words = runs[0], self._reporting
        person = self._names.person_words(run.words)
        if run.first > first:
            lists = (words.prepositions, words.verbs, words.stops, words.conjunctions, words.definite, words.oblique)
            role = self._row[first : run.first]
            bare = all(word.is_word and not any(word.lower in each for each in lists) for word in role)
            if not bare or len(role) > ROLE or not person or not self._names.is_given_name(person[0]):
                return None
        return self.of_names([run._replace(words=person)], run.first) if person else None

    def described(self, first: int, last: int) -> Mentioned | None:
        """A description as printed: "la portavoz del puerto", "rzecznik policji"."""
        row, words = self._row, self._reporting
        while last > first and not row[last - 1].is_word:
            last -= 1
        comma = next(
            (at for at in range(first, last) if not row[at].is_word or row[at].lower in words.auxiliaries), last
        )
        last = min(comma, first + LONGEST_DESCRIPTION, self.noun_ends(first, last))
        while last > first and self._leads_on(last - 1):
            last -= 1
        if last <= first or (row[first].lower in words.pronouns and row[first].lower not in words.definite):
            return None
        opening = row[first].lower
        definite = opening in words.definite
        has_article = definite or opening in words.indefinite
        bare = row[first].is_capital and (words.capital_nouns or row[first].opens)
        known = last - first == 1 and len(opening) > ADVERB_LETTERS and opening.endswith(words.definite_endings or "\0")
        definite, bare = definite or (known and opening.endswith(words.singular_endings)), bare or known
        if (words.definite and not has_article and not bare) or (has_article and last - first == 1):
            return None
        nouns = range(first + 1 if has_article else first, last)
        head = next((at for at in nouns if not words.capital_nouns or self._is_noun(at)), None)
        if (
            head is None
            or row[head].lower in words.not_names
            or row[head].lower in words.stops
            or row[head].lower in words.verbs_behind
            or (not row[head].text.isalpha() and "-" not in row[head].text)
        ):
            return None
        return Mentioned(
            row[first].start, row[last - 1].end, definite=definite or not words.definite, head=row[head].lower
        )

    def _is_noun(self, at: int) -> bool:
        """Whether a word is a noun where these have capitals: "Jährige" of "31-Jährige", too."""
        return self._row[at].text.rpartition("-")[2][:1].isupper()

    def noun_ends(self, first: int, last: int) -> int:
        """Where nouns have capitals the place behind the noun of a phrase, with what belongs to it; else its end.

        "Berichte" of "Berichte stützen das": a small word right behind a noun that opens nothing is the verb.
        """
        words = self._reporting
        if not words.capital_nouns:
            return last
        lists = (
            words.prepositions,
            words.definite,
            words.indefinite,
            words.oblique,
            words.conjunctions,
            words.particles,
        )
        for at in range(first + 1, last):
            small = self._row[at].lower
            if self._is_noun(at - 1) and not self._is_noun(at) and not any(small in each for each in lists):
                return at
        return last

    def _leads_on(self, at: int) -> bool:
        """Whether a word ends no phrase: "of", "the", "and", "also"."""
        lower, words = self._row[at].lower, self._reporting
        lists = (words.prepositions, words.definite, words.conjunctions, words.fillers)
        return any(lower in each for each in lists)

    def pronoun(self, at: int) -> SpeakerPronoun | None:
        """Whom the pronoun at a place means, if one stands there."""
        word, words = self._row[at], self._reporting
        if word.is_capital and not word.opens and word.lower in words.formal:
            return "nobody"
        if word.lower in words.definite and self._is_article(at):
            return None
        return words.pronouns.get(word.lower)

    def _is_article(self, at: int) -> bool:
        """Whether a word that is a pronoun, too, leads to a noun: Norwegian "det norske lag", not "det sa han"."""
        following = self._row[at + 1] if at + 1 < len(self._row) else None
        if following is None or not following.is_word or not following.text[0].islower():
            return False
        words = self._reporting
        lists = (
            *(words.fillers, words.prepositions, words.stops, words.verbs, words.auxiliaries, words.conjunctions),
            *(words.complementizers, words.denials, words.oblique, words.pronouns, words.as_words, words.definite),
        )
        return not any(following.lower in each for each in lists)

    def cannot_open(self, at: int) -> bool:
        """Whether a word opens no phrase that can be a subject: a preposition, a digit."""
        lower = self._row[at].lower
        words = self._reporting
        if lower in words.definite or lower in words.indefinite:
            return False
        return (
            lower in words.prepositions or lower in words.oblique or lower in words.stops or lower in words.denials
        ) or lower.isdigit()

    def is_oblique(self, at: int) -> bool:
        """Whether a word makes what follows it no subject: a preposition, the article of an object."""
        lower, words = self._row[at].lower, self._reporting
        return (lower in words.prepositions and lower not in words.as_words) or lower in words.oblique

    def is_governed(self, at: int) -> bool:
        """Whether a preposition stands before a word, with no more than its article between."""
        if at > 1 and self._row[at - 1].lower in self._reporting.definite:
            at -= 1
        return at > 0 and self.is_oblique(at - 1)

    def is_titled(self, at: int) -> bool:
        """Whether a title stands right before a name: "Dr." of "Dr. Ann Lee"."""
        before = at - 2 if at > 1 and self._row[at - 1].text == "." else at - 1
        return before >= 0 and self._names.is_title(self._row[before].lower)

    def is_confirmed(self, start: int, end: int) -> bool:
        """Whether an entity stands there, or the article has none, so that nothing speaks against it."""
        return not self._index.all or self._index.at(start, end) is not None

    def is_person_at(self, run: NameWords) -> bool:
        """Whether an entity says that a run is somebody's name."""
        found = self._index.at(self._row[run.first].start, self._row[run.last - 1].end)
        return found is not None and found.is_person

    def reach(self, first: int, end: int) -> int:
        """Where the phrase ends that opens at a place: before what opens a clause, and at a comma behind a name."""
        row, words = self._row, self._reporting
        at = first
        while at < end and at - first < LONGEST:
            word = row[at]
            if word.quotation is not None or word.text in _CLOSERS or word.text in {"!", "?", "…"}:
                break
            ends = word.text == "." and not (at + 1 < end and row[at + 1].is_capital) and not self.is_titled(at + 1)
            if ends and not (at and self.is_abbreviation(at)):
                break
            if word.lower in words.oblique and word.lower not in words.possessor_articles:
                break
            if at > first and (word.lower in words.complementizers or word.lower in words.stops):
                break
            if at > first and word.lower in words.verbs and not word.is_capital:
                break
            if word.text == "," and not self._apposition_names(first, at, end):
                break
            at += 1
        return at

    def _apposition_names(self, first: int, comma: int, end: int) -> bool:
        """Whether a comma stands between a role and its bearer's name: "le maire, Jean Roux"."""
        name = comma + 1
        while name < end and (self._names.is_title(self._row[name].lower) or self._row[name].text == "."):
            name += 1  # "jego obrońca, mec. Jan Lis"
        if name >= end or not self._row[name].is_capital:
            return False
        before = self.named(first, comma)
        if before is not None and not self._names.is_body(before.names[0]):
            return False
        found = self.named(comma + 1, min(end, comma + 6))
        if found is None or not (len(found.names[0]) > 1 or self._names.is_bearer(found.names[0])):
            return False
        behind = next((word for word in self._row[comma + 1 : end] if word.start >= found.end), None)
        # Of "according to sources in the club, Ann Lee left" the name is the subject of what the sources say.
        return behind is None or not behind.is_word or self._row[first - 1].lower not in self._source_ends

    def goes_left(self, at: int) -> bool:
        """Whether a phrase that ends behind a place may reach to the left over it."""
        word, words = self._row[at], self._reporting
        if word.quotation is not None or not (word.is_word or word.text in {".", "/", "&"}):
            return False
        if word.text == ".":
            return at > 0 and len(self._row[at - 1].text) <= 4  # noqa: PLR2004
        return not (
            word.lower in words.stops
            or word.lower in words.complementizers
            or word.lower in words.as_words
            or (word.lower in words.verbs and not word.is_capital)
        )

    def is_abbreviation(self, at: int) -> bool:
        """Whether a full stop belongs to a title: "mec. Jan Lis"."""
        return self._row[at].text == "." and self._row[at - 1].lower in self._reporting.abbreviations
