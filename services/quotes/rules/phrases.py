"""The words that name who speaks: to the right of a verb or source, and to the left of a verb."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.text.language.name_cases import nominative
from copydesk.text.language.reporting import Reporting, SpeakerPronoun
from services.quotes.rules.printed_names import NameTable, NameWords, name_words
from services.quotes.rules.words import Word, is_told_paper
from services.quotes.text.names import NameIndex

_LONGEST = 16
"""Words of a phrase that names who speaks, with an apposition."""

_LONGEST_DESCRIPTION = 8

_ARTICLE_AND_ROLE = 2
"""Words before a name that leave no room for a verb."""

_ROLE = 3
"""Words of a role right before a name."""

_CIRCUMSTANCE = 6
"""Words between a verb and its subject that tell where or when."""

_WORKPLACE = 6
"""Words of a role and its place before a name."""

_FIELD = 7
"""Words of an office and its field in front of the name: "l'assessora alla Sanità"."""

_FULL_NAME = 2

_MANNER = 5
"""Words from a preposition to the name behind what it opens."""

_CHANNEL_AND_ROLE = 10
"""Words of where somebody spoke, of who that is, and of the name: "na platformie X minister sportu Jan Lis"."""

_OBJECT = 2
"""Words of an object between a subject and its verb."""

_CIRCUMSTANCES = 8
"""Words of the phrases of place and time between a subject and its verb."""

_LEAST_BEFORE_BARE_SUBJECT = 3
"""Words of a preposition, a name and a noun."""

_ADVERB_LETTERS = 4
"""Letters of the short words that are adverbs and particles and no subjects."""

_CLOSERS = frozenset(":;()[]—–―")

_APPOSED = 6
"""Places from a comma to the name behind it, with an article and a title or two before the name."""


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


_BARE_WORDS = 4
"""Words of a source without an article."""


class Phrases:
    """Reads the phrases of one row."""

    def __init__(self, row: Sequence[Word], names: NameTable, index: NameIndex, reporting: Reporting) -> None:
        self._row = row
        self.names = names
        self.index = index
        self._reporting = reporting
        self._source_ends = frozenset(phrase[-1] for phrase in (*reporting.sources, *reporting.opening_sources))

    def is_evident(self, found: Mentioned) -> bool:
        """Whether more than a capital tells that somebody is named: an entity, a given name, or a title."""
        if not found.names:
            return False
        name = found.names[0]
        bearer = len(name) == 1 and self.names.is_bearer(name)
        if bearer or self._is_confirmed(found.start, found.end) or self.names.is_given_name(name[0]):
            return True
        at = bisect_left(self._row, found.start, key=lambda word: word.start)
        return len(name) > 1 and self._is_titled(at)

    def apposed_behind(self, found: Mentioned) -> Mentioned | None:
        """Whose name follows a description behind a comma or a name in marks.

        "contou o filho, o violonista Ana Roca", "сказал тренер «Уральца» Анна Ли".
        """
        if found.names or found.pronoun is not None:
            return None
        row, words = self._row, self._reporting
        first = bisect_left(row, found.end, key=lambda word: word.start)
        if first >= len(row) or not (row[first].text == "," or row[first].quotation is not None):
            return None
        for at in range(first + 1, min(len(row), first + _APPOSED)):
            person = self.index.at(row[at].start, row[at].start + 1) if row[at].is_capital else None
            if words.inflects_names and person is not None and row[at].lower not in words.given_names:
                return None  # in another case: "jeden z posłów, partii kanclerza Olafa Lisa"
            if person is not None and person.is_person and person.start == row[at].start and person.words > 1:
                behind = next((word for word in row[at:] if word.start >= person.end), None)
                closed = behind is None or not behind.is_word or row[first].quotation is not None
                named = tuple(word.text for word in row[at:] if word.end <= person.end)
                return Mentioned(person.start, person.end, names=(named,)) if closed else None
            small = (
                row[at].lower in words.verbs or row[at].lower in words.prepositions or row[at].lower in words.oblique
            )
            if small or not row[at].is_word or row[first].quotation is not None:
                return None
        return None

    def is_person(self, found: Mentioned) -> bool:
        """Whether an entity says that the words are a person's name."""
        name = self.index.at(found.start, found.end)
        return name is not None and name.is_person

    def definite_noun(self, at: int, end: int) -> Mentioned | None:
        """The noun with its article at its end at a place, with a name behind it: "rådmannen", "forlaget Kyst"."""
        row, words = self._row, self._reporting
        noun = row[at].lower
        known = row[at].text.isalpha() and row[at].text.islower() and len(noun) > _ADVERB_LETTERS
        if not known or not words.definite_endings or not noun.endswith(words.definite_endings):
            return None
        last = at + 1
        while last < end and row[last].is_capital:
            last += 1
        behind = row[last] if last < end else None
        if behind is None or not behind.is_word or behind.lower in words.prepositions:
            return None  # "Ifølge ledelsen i klubben": where the noun phrase ends is not known
        return Mentioned(row[at].start, row[last - 1].end, definite=True, head=noun)

    def apart_from(self, found: Mentioned, first: int) -> Mentioned | None:
        """The source at a place whose name is another's: of "Według policji Ann Lee prowadziła" the police.

        A name behind a source is its own behind a noun for people or a verb, "según dice Ann Lee", and in the case that
        the source asks for, where names have cases; in German, where all before it is one noun phrase. Else it is the
        subject of what is said.
        """
        row, words = self._row, self._reporting
        name = bisect_left(row, found.start, key=lambda word: word.start)
        between = row[first:name]
        if not found.names or not between or not all(word.is_word for word in between):
            return None
        small = words.definite | words.indefinite | words.oblique | words.prepositions | words.conjunctions
        if words.capital_nouns:
            last = next((at for at in range(1, len(between)) if self._ends_nouns(between, at, small)), None)
        else:
            last = None if self._is_title_of(found, between, small) else len(between)
        if last is None:
            return None
        noun = between[last - 1]
        return Mentioned(between[0].start, noun.end, definite=between[0].lower in words.definite, head=noun.lower)

    def _is_title_of(self, found: Mentioned, words: Sequence[Word], small: frozenset[str]) -> bool:
        """Whether words before a name lead to it: a noun for people, a verb, or any where the name is in a case."""
        nouns = [word for word in words if word.lower not in small]
        name = " ".join(found.names[0])
        is_in_case = self._reporting.inflects_names and nominative(name, self._reporting) != name
        return not nouns or is_in_case or any(map(self._leads_to_name, nouns))

    def _leads_to_name(self, word: Word) -> bool:
        lower, names, reporting = word.lower, self.names, self._reporting
        if lower in reporting.verbs or lower in reporting.auxiliaries:
            return True
        return names.is_person_noun(lower) if word.is_capital else names.is_form_of_person_noun(lower)

    @staticmethod
    def _ends_nouns(between: Sequence[Word], at: int, small: frozenset[str]) -> bool:
        """Whether a noun with a capital ends before a place: a verb follows it there."""
        return between[at - 1].is_capital and between[at].text[0].islower() and between[at].lower not in small

    def noun_between(self, first: int, end: int) -> Mentioned | None:
        """The nouns that fill what stands between two places: "Fachleuten", "Berichten der Nachbarn"."""
        row, words = self._row[first:end], self._reporting
        if not row or len(row) > _BARE_WORDS or not all(word.is_word for word in row) or not row[-1].is_capital:
            return None
        if any(word.lower in words.verbs or word.lower in words.auxiliaries for word in row):
            return None
        return Mentioned(row[0].start, row[-1].end, head=row[-1].lower)

    def closing_noun(self, first: int, end: int) -> Mentioned | None:
        """A few words without an article that end a sentence, with a noun in the plural: "fuentes oficiales"."""
        words = [word for word in self._row[first:end] if word.text != "."]
        reporting = self._reporting
        if not words or len(words) > _BARE_WORDS or not all(word.is_word and word.text.isalpha() for word in words):
            return None
        stops = reporting.stops | reporting.verbs | reporting.auxiliaries | reporting.fillers
        lower = [word.lower for word in words]
        if not reporting.plural_endings or not lower[0].endswith(reporting.plural_endings) or stops & {*lower}:
            return None
        return Mentioned(words[0].start, words[-1].end, head=lower[0]) if words[0].text.islower() else None

    def is_thing(self, found: Mentioned) -> bool:
        """Whether the words are a description, and its noun means no person."""
        return not (found.names or found.pronoun or self.names.is_person_noun(found.head))

    def _is_confirmed(self, start: int, end: int) -> bool:
        """Whether an entity stands there, or the article has none, so that nothing speaks against it."""
        return not self.index.all or self.index.at(start, end) is not None

    def after(self, first: int, end: int) -> Mentioned | None:
        """Who is named from a place on: "[sagte] Ann Lee", "[a déclaré] la maire de Lyon, Anne Legoff,"."""
        row, words = self._row, self._reporting
        at = first
        while at < end and (row[at].lower in words.fillers or row[at].lower in words.auxiliaries):
            if row[at].lower in words.definite and at + 1 < end and row[at + 1].lower not in words.auxiliaries:
                break  # "raconte l'étudiante", but "l'a dit"
            at += 1
        told = next((place for place in (at, at + 1) if place < end and is_told_paper(row, place, words)), None)
        at = at if told is None else told + 1
        if at >= end or not row[at].is_word:
            return None
        pronoun = self._pronoun(at)
        if pronoun is not None:
            return Mentioned(row[at].start, row[at].end, pronoun=pronoun)
        if self._cannot_open(at):
            at = self._behind_circumstance(at, end)
            if at < 0:
                return None
        found = self._office_holder(at, end) or self._phrase(at, self._reach(at, end))
        if found is None or not found.names:
            return self._behind_workplace(at, end) or self._behind_field(at, end) or found
        return self._within_entity(found)

    def _within_entity(self, found: Mentioned) -> Mentioned:
        """A name without the body behind its particle, where the article knows the person: "Ana Roca della Cgil"."""
        name = found.names[0]
        known = self.index.at(found.start, found.start + 1)
        if len(found.names) > 1 or known is None or not known.is_person or known.start != found.start:
            return found
        words = known.entity.name.split()
        shorter = 1 < len(words) < len(name) and tuple(words) == name[: len(words)] and known.end < found.end
        if not shorter or name[len(words)] not in self._reporting.particles:
            return found
        return Mentioned(found.start, known.end, names=(tuple(words),))

    def _behind_field(self, first: int, end: int) -> Mentioned | None:
        """Whose office has its field behind it and no comma: "l'assessora alla Sanità Ana Roca"."""
        row, words = self._row, self._reporting
        noun = first + 1 if row[first].lower in words.definite else first
        if noun >= end or words.capital_nouns or not self.names.is_person_noun(row[noun].lower):
            return None
        clause = (words.verbs, words.auxiliaries, words.complementizers, words.conjunctions, words.relatives)
        for at in range(noun + 2, min(end - 1, noun + _FIELD)):
            if not row[at].is_word or any(row[at].lower in each for each in clause):
                return None
            known = self.index.at(row[at].start, row[at].end)
            if known is None or not known.is_person or known.start != row[at].start or known.words < _FULL_NAME:
                continue
            if self._is_oblique(at - 1):
                return None
            return Mentioned(known.start, known.end, names=(tuple(known.entity.name.split()),))
        return None

    def _behind_workplace(self, first: int, end: int) -> Mentioned | None:
        """Whose role has a place of its own before the name: "rektor ved skolen Ann Lee", in Nordic languages."""
        row, words = self._row, self._reporting
        if not words.definite_endings or row[first].is_capital:
            return None
        name = next((at for at in range(first, min(end, first + _WORKPLACE)) if not row[at].text[0].islower()), end)
        if name >= end - 1 or name - first < _ARTICLE_AND_ROLE + 1 or not row[name].is_capital:
            return None
        prepositions = [at for at in range(first, name) if row[at].lower in words.prepositions]
        clause = (words.verbs, words.complementizers, words.auxiliaries, words.conjunctions)
        if len(prepositions) != 1 or prepositions[0] == name - 1 or prepositions[0] == first:
            return None
        if any(row[at].lower in each for at in range(first, name) for each in clause):
            return None
        run = next((run for run in self._runs(name, end) if run.first == name), None)
        known = run is not None and len(run.words) > 1 and self._is_person_at(run)
        return self._of_names([run], run.first) if run is not None and known else None

    def _office_holder(self, first: int, end: int) -> Mentioned | None:
        """Whose office has commas of its own: "la ministra de Ciencia, Innovación y Cultura, Ana Roca,"."""
        row, words = self._row, self._reporting
        if words.capital_nouns or row[first].lower not in words.definite:
            return None
        commas = 0
        for at in range(first + 2, min(end, first + _LONGEST)):
            word = row[at]
            if row[at - 1].text == ",":
                commas += 1
                if commas > 1 and word.is_capital and self.names.is_given_name(word.text):
                    return self._named(at, self._reach(at, end))
            elif (
                word.text == "," or word.is_capital or word.lower in words.conjunctions or word.lower in words.particles
            ):
                continue
            elif commas or not word.is_word or word.lower in words.verbs or word.lower in words.stops:
                return None
        return None

    def has_addressee(self, at: int, end: int) -> bool:
        """Whether a preposition and several capitals follow a verb, which may be whom it was told and who told it."""
        words = self._reporting
        if at >= end or not (self._row[at].lower in words.prepositions or self._row[at].lower in words.oblique):
            return False
        runs = self._runs(at + 1, end)
        return bool(runs) and runs[0].first == at + 1 and len(runs[0].words) > 1

    def behind_addressee(self, at: int, end: int) -> Mentioned | None:
        """The surname behind whom it was told: "Roca" of "[declaró] a EFE Roca"."""
        if not self.has_addressee(at, end):
            return None
        run = self._runs(at + 1, end)[0]
        person = run.words[1:]
        named = len(person) > 1 and self.names.is_given_name(person[0])
        body = self.index.at(self._row[run.first].start, self._row[run.first].end)
        is_body = run.words[0].isupper() or (body is not None and not body.is_person and body.words == 1)
        if is_body and named:  # "contó a EFE Ana Roca"
            return self._of_names([NameWords(run.first + 1, run.last, person)], run.first + 1)
        surname = run.words[-1:]
        if not run.words[0].isupper() or not self.names.is_bearer(surname):
            return None
        return self._of_names([NameWords(run.last - 1, run.last, surname)], run.last - 1)

    def pronoun_at(self, at: int, end: int) -> Mentioned | None:
        """The pronoun at a place that can be a subject."""
        pronoun = self._pronoun(at) if at < end else None
        return None if pronoun is None else Mentioned(self._row[at].start, self._row[at].end, pronoun=pronoun)

    def _behind_circumstance(self, at: int, end: int) -> int:
        """Where the subject begins behind "sur Facebook" of "a rapporté sur Facebook le porte-parole"; -1: nowhere."""
        words = self._reporting
        lower = self._row[at].lower
        if words.capital_nouns or not (lower in words.prepositions or lower in words.oblique):
            return -1
        if not words.definite:
            return self._behind_place(at, end)
        for place in range(at + 2, min(end, at + _CIRCUMSTANCE)):
            word = self._row[place]
            if not word.is_word:
                break
            article = word.lower in words.definite or word.lower in words.indefinite
            if article and self._row[place - 1].lower not in words.prepositions:
                return place
        spoken_on = at + 1 < end and self._row[at + 1].lower in words.channels
        return self._behind_place(at, end) if spoken_on else self._behind_manner(at, end)

    def _behind_manner(self, at: int, end: int) -> int:
        """Where a name begins behind how somebody speaks: "relata entre lágrimas Ann Lee"; -1: nowhere.

        A phrase with an article or a possessive is whom it was told to: "relata a su amiga Ann Lee".
        """
        row, words = self._row, self._reporting
        oblique = row[at].lower in words.oblique or len(row[at].text) == 1
        for name in range(at + 2, min(end - 1, at + _MANNER)):
            inner = row[at + 1 : name]
            lists = (words.definite, words.indefinite, words.oblique, words.verbs, words.titles)
            if any(not word.is_word or any(word.lower in each for each in lists) for word in inner):
                return -1
            if not row[name].is_capital:
                continue
            known = self.index.at(row[name].start, row[name].end)
            whole = known is not None and known.is_person and known.words >= _FULL_NAME
            given = self.names.is_given_name(row[name].text) and row[name + 1].is_capital
            # "commenta a denti stretti Ana Roca"; "dice a amiche Ana Roca" has no plural noun more
            named = whole and known is not None and known.start == row[name].start if oblique else given
            return name if named and row[name - 1].lower not in words.prepositions else -1
        return -1

    def _is_abbreviation(self, at: int) -> bool:
        """Whether a full stop belongs to a title: "mec. Jan Lis"."""
        return self._row[at].text == "." and self._row[at - 1].lower in self._reporting.abbreviations

    def _behind_place(self, at: int, end: int) -> int:
        """Where a name ends the clause behind "na Twitterze" of "pisał na Twitterze Jan Lis"; -1: nowhere."""
        stop = at + 1
        while stop < min(end, at + _CHANNEL_AND_ROLE) and (self._row[stop].is_word or self._is_abbreviation(stop)):
            stop += 1
        runs = self._runs(at + 1, stop)
        if not runs or runs[-1].last != stop or runs[-1].first == at + 1:
            return -1
        for place in range(max(runs[-1].first, at + 2), stop - 1):
            name = tuple(word.text for word in self._row[place:stop])
            start, behind = self._row[place].start, self._row[stop - 1].end
            known = self.index.at(start, behind)
            # Where names have cases, a listed given name is in its basic form: "z Janem Lisem" does not speak.
            listed = name[0].lower() in self._reporting.given_names and self._is_confirmed(start, behind)
            if listed or (not self._reporting.inflects_names and known is not None and known.is_person):
                return place
        return -1

    def before(self, verb: int, begin: int) -> Mentioned | None:
        """Who is named up to a verb: "Ann Lee [sagte]", "die Sprecherin des Amtes, Ann Lee, [sagte]"."""
        row, words = self._row, self._reporting
        last = verb
        while last > begin and (row[last - 1].lower in words.fillers or row[last - 1].lower in words.auxiliaries):
            last -= 1
        if last - 1 > begin and row[last - 1].lower in words.definite and row[last - 2].text == ",":
            last -= 1  # "Ann Lee, su Repubblica, lo [definisce]"
        if last - 1 > begin and row[last - 2].is_capital and self._is_adverb(last - 1):
            last -= 1
        if last <= begin:
            return None
        if row[last - 1].lower in words.conjunctions:
            return None  # what stands before "and" is another verb's object as likely as its subject
        if row[last - 1].text == ",":
            return self._clause_head(begin, last - 1)
        if row[last - 1].lower in words.relatives and (last - 1 == begin or row[last - 2].text == ","):
            return self.before_relative(begin, last - 1)
        found = (
            self._opening_subject(last, begin)
            or self._bare_subject(last, begin)
            or self._ending_at(self._before_bracket(last, begin), begin)
        )
        if found is not None and not found.names:
            opening = next(at for at in range(begin, verb) if self._row[at].start >= found.start)
            if row[opening].lower in words.relatives and opening > begin and row[opening - 1].text == ",":
                return self.before_relative(begin, opening)  # "Blanik, die von einem ruhigen Tag [berichtete]"
        return found

    def _opening_subject(self, last: int, begin: int) -> Mentioned | None:
        """Who opens a clause where nothing but phrases of place and time stands before its verb.

        "Ministr Jan Lis v neděli v České televizi [uvedl]".
        """
        row, words = self._row, self._reporting
        found = self.head_of_sentence(begin, last)
        if found is None or not self.is_evident(found):
            return None
        between = [word for word in row[begin:last] if word.start >= found.end]
        if not between or len(between) > _CIRCUMSTANCES:
            return None
        # Where names have cases, an object may stand there, too: "Seimo narys Jonas Lis sprendimą [pavadino]".
        object_ = words.inflects_names and len(between) <= _OBJECT and not any(word.is_capital for word in between)
        if not object_ and between[0].lower not in words.prepositions:
            return None
        lists = (words.conjunctions, words.verbs, words.auxiliaries, words.complementizers, words.relatives)
        plain = all(word.is_word and not any(word.lower in each for each in lists) for word in between)
        return found if plain else None

    def _bare_subject(self, last: int, begin: int) -> Mentioned | None:
        """The noun between a name behind a preposition and the verb: "profsojuz" of "W piśmie do Jana Lisa związek".

        In languages without articles, whose names have cases; a word that may be an adverb is none.
        """
        row, words = self._row, self._reporting
        noun = row[last - 1]
        if not words.adverb_endings or last - begin < _LEAST_BEFORE_BARE_SUBJECT:
            return None
        small = noun.is_word and not noun.is_capital and len(noun.text) > _ADVERB_LETTERS
        if not small or not row[last - 2].is_capital:
            return None
        if not any(word.lower in words.prepositions for word in row[begin : last - 2]):
            return None
        return Mentioned(noun.start, noun.end, head=noun.lower)

    def _is_adverb(self, at: int) -> bool:
        word = self._row[at]
        return word.is_word and not word.is_capital and word.lower.endswith(self._reporting.adverb_endings)

    def _before_bracket(self, last: int, begin: int) -> int:
        """Where a phrase ends in front of what stands in brackets: "Ann Lee (SPD)"."""
        if self._row[last - 1].text != ")":
            return last
        while last > begin and self._row[last - 1].text != "(":
            last -= 1
        return last - 1

    def _ending_at(self, last: int, begin: int) -> Mentioned | None:
        """Whom the phrase names that ends before a place."""
        row, first = self._row, last
        while first > begin and last - first < _LONGEST and self._goes_left(first - 1):
            first -= 1
        if first >= last:
            return None
        if first > begin and self._is_oblique(first - 1):
            return self._behind_adverbial(first - 1, last) or self._with_complement(begin, first, last)
        pronoun = self._pronoun(last - 1)
        if pronoun is not None and (last - first == 1 or not row[last - 1].is_capital):
            return Mentioned(row[last - 1].start, row[last - 1].end, pronoun=pronoun)
        if self._cannot_open(first):
            return self._particle_name(first, last) or self._behind_adverbial(first, last)
        return self._phrase(first, last)

    def _with_complement(self, begin: int, first: int, last: int) -> Mentioned | None:
        """The description that a sentence opens with, where its complement ends before a place: "The port of Ray"."""
        row, words = self._row, self._reporting
        while begin < first and not row[begin].is_word:
            begin += 1
        named = self._named(begin, first - 1) if first - 1 > begin else None
        if named is not None and self.is_evident(named) and named.end == row[first - 2].end:
            return named  # "Forsker Ingrid Tveit ved instituttet"
        lists = (words.verbs, words.auxiliaries, words.complementizers, words.pronouns)
        if begin < first and self._cannot_open(begin):
            begin = self._behind_when(begin, first)
        if last - begin > _LONGEST_DESCRIPTION or begin >= first or self._cannot_open(begin):
            return None
        if any(not word.is_word or any(word.lower in each for each in lists) for word in row[begin:last]):
            return None
        return self._described(begin, last)

    def _behind_when(self, begin: int, first: int) -> int:
        """Where the subject begins behind a phrase that tells when: "In serata il comitato delle mamme"."""
        row, words = self._row, self._reporting
        articles = words.definite | words.indefinite
        for at in range(begin + 2, min(first, begin + _CIRCUMSTANCE)):
            if row[at].lower in articles and row[at - 1].is_word and not self._is_oblique(at - 1):
                return at
        return begin

    def _is_governed(self, at: int) -> bool:
        """Whether a preposition stands before a word, with no more than its article between."""
        if at > 1 and self._row[at - 1].lower in self._reporting.definite:
            at -= 1
        return at > 0 and self._is_oblique(at - 1)

    def _is_oblique(self, at: int) -> bool:
        """Whether a word makes what follows it no subject: a preposition, the article of an object."""
        lower, words = self._row[at].lower, self._reporting
        return (lower in words.prepositions and lower not in words.as_words) or lower in words.oblique

    def _particle_name(self, first: int, last: int) -> Mentioned | None:
        """A surname that opens a sentence with its particle: "De la Roca [dijo]", "Van den Berg [zei]"."""
        row, words = self._row, self._reporting
        at = first
        while at < last - 1 and row[at].lower in words.particles:
            at += 1
        if at == first or not row[first].opens or not all(row[place].is_capital for place in range(at, last)):
            return None
        person = tuple(word.text for word in row[at:last])
        if not self.names.is_bearer(person):
            return None
        return self._of_names([NameWords(at, last, person)], at)

    def head_of_sentence(self, begin: int, end: int) -> Mentioned | None:
        """Who a sentence is about: the name or pronoun that opens it."""
        row = self._row
        while begin < end and not row[begin].is_word:
            begin += 1
        while begin < end and row[begin].lower in self._reporting.fillers:
            begin += 1
        if begin >= end or self._cannot_open(begin):
            return None
        pronoun = self._pronoun(begin)
        if pronoun is not None:
            return Mentioned(row[begin].start, row[begin].end, pronoun=pronoun)
        reach = begin + 1
        while reach < end and reach - begin < _LONGEST and self._goes_left(reach):
            reach += 1
        return self._named(begin, self._noun_ends(begin, reach))

    def before_relative(self, begin: int, relative: int) -> Mentioned | None:
        """Of "Ann Lee, who [said]" the name before the comma."""
        if relative <= begin or self._row[relative - 1].text != ",":
            return None
        runs = [run for run in self._runs(begin, relative - 1) if run.last == relative - 1]
        person = self.names.person_words(runs[-1].words) if runs else ()
        return self._of_names([runs[-1]._replace(words=person)], runs[-1].first) if person else None

    def last_named(self, begin: int, end: int) -> Mentioned | None:
        """The name that ends right before a quotation, with or without a comma: `Ann Lee, "..." [said]`."""
        last = end
        while last > begin and self._row[last - 1].text in {",", ":"}:
            last -= 1
        runs = [run for run in self._runs(begin, last) if run.last == last]
        person = self.names.person_words(runs[-1].words) if runs else ()
        if person:
            return self._of_names([runs[-1]._replace(words=person)], runs[-1].first)
        return self._owned(begin, last) if last == end else self.head_of_sentence(begin, end)

    def _owned(self, begin: int, last: int) -> Mentioned | None:
        """Who belongs to somebody, right before a quotation: "Ayşe'nin oğlu"; else who opens the sentence."""
        runs = self._runs(begin, last)
        if not runs or last - runs[-1].last > _ROLE or not self._is_owner(runs[-1], last):
            return self.head_of_sentence(begin, last)
        head = self._row[last - 1]
        return Mentioned(self._row[runs[-1].first].start, head.end, definite=True, head=head.lower)

    def _clause_head(self, begin: int, comma: int) -> Mentioned | None:
        """Of "Ann Lee, who runs the port," the name in front."""
        row = self._row
        commas = [at for at in range(begin, comma) if row[at].text == ","]
        first = next((at for at in range(begin, comma) if row[at].is_word), comma)
        if first >= comma:
            return None
        found = None if self._cannot_open(first) else self._named(first, commas[0] if commas else comma)
        parts = pairwise([*commas, comma])
        # "Invité de RTL ce matin, Ann Lee, la patronne du port, [a dit]": the first part that is a name
        whole = next((name for left, right in parts if (name := self._whole_name(left + 1, right)) is not None), None)
        if whole is None and found is None:
            return self._described_in_front(first, commas)
        if whole is None or (found is not None and found.start == row[first].start):
            return found
        # Behind an office the name is the bearer's: "el premio Nobel de la Paz, Ana Roca, [dijo]".
        return whole if found is None or self.names.is_body(found.names[0]) else found

    def titled_at(self, first: int, end: int) -> Mentioned | None:
        """Who is named behind an article and one noun at a place, with no room for a verb: "la maire Ann Lee"."""
        name = first + _ARTICLE_AND_ROLE
        if name >= end or self._row[first].lower not in self._reporting.definite:
            return None
        found = self._named(first, self._reach(first, end))
        opens = found is not None and found.start == self._row[name].start
        return found if opens and found is not None and self.is_evident(found) else None

    def _described_in_front(self, first: int, commas: Sequence[int]) -> Mentioned | None:
        """Of "the mayor of the port, who saw it, [said]" the description; a clause of its own stands between commas."""
        words = self._reporting
        articles = words.definite | words.indefinite
        if not commas or self._cannot_open(first) or self._row[first].lower not in articles:
            return None
        return self._described(first, commas[0])

    def _whole_name(self, first: int, last: int) -> Mentioned | None:
        """The name that is all that stands between two commas, with no more than a role before it."""
        runs = self._runs(first, last)
        if not runs or runs[0].last != last:
            return None
        run, words = runs[0], self._reporting
        person = self.names.person_words(run.words)
        if run.first > first:
            lists = (words.prepositions, words.verbs, words.stops, words.conjunctions, words.definite, words.oblique)
            role = self._row[first : run.first]
            bare = all(word.is_word and not any(word.lower in each for each in lists) for word in role)
            if not bare or len(role) > _ROLE or not person or not self.names.is_given_name(person[0]):
                return None
        return self._of_names([run._replace(words=person)], run.first) if person else None

    def apposed_in_front(self, begin: int, end: int) -> Mentioned | None:
        """The name in commas behind what opens a sentence: "Son entraîneure, Agathe Perrin, va loin"."""
        commas = [at for at in range(begin, end) if self._row[at].text == ","]
        if len(commas) < 2 or commas[0] - begin > _LONGEST_DESCRIPTION:  # noqa: PLR2004
            return None
        verbs, auxiliaries = self._reporting.verbs, self._reporting.auxiliaries
        for at in range(begin, commas[0]):
            word = self._row[at]
            bare = word.is_capital and not word.opens and not self._is_governed(at)
            if bare or word.lower in verbs or word.lower in auxiliaries:
                return None
        found = self._whole_name(commas[0] + 1, commas[1])
        return found if found is not None and len(found.names[0]) > 1 else None

    def closing(self, begin: int, colon: int) -> Mentioned | None:
        """Who is named, with a role and alone in the sentence, right before a colon.

        "Di parere opposto la collega di Delft, Ann Lee: ", "Ieri ha parlato il ministro Ann Lee: "; but the police are
        the subject of "La polizia ha fermato Ann Lee: ".
        """
        row, words = self._row, self._reporting
        runs = self._runs(begin, colon)
        if words.capital_nouns or words.inflects_names or not runs or runs[-1].last != colon or row[begin].text == ":":
            return None
        person = self.names.person_words(runs[-1].words)
        articles = [at for at in range(begin, runs[-1].first) if row[at].lower in words.definite]
        if len(person) < _FULL_NAME or not articles:
            return None
        subject = [at for at in articles if at == begin or not self._is_oblique(at - 1)]
        first = subject[0] if subject else begin
        if len(subject) != 1 or first == begin or any(run.first < first for run in runs):
            return None
        phrase = row[first : runs[-1].first]
        if any(word.lower in words.verbs or word.lower in words.auxiliaries for word in phrase):
            return None
        found = self._of_names([runs[-1]._replace(words=person)], runs[-1].first)
        return found if self.is_evident(found) else None

    def inverted(self, begin: int, colon: int) -> Mentioned | None:
        """The only person of a sentence that opens with something else and ends in a colon, in a verb-second language.

        "Dass es dazu kommt, erwartet Ann Lee nicht: "
        """
        words = self._reporting
        while begin < colon and not self._row[begin].is_word:
            begin += 1
        openers = (words.prepositions, words.fillers, words.complementizers, words.stops, words.as_words)
        if not words.verb_second or begin >= colon or not any(self._row[begin].lower in each for each in openers):
            return None
        runs = [run for run in self._runs(begin + 1, colon) if self._is_person_at(run)]
        named = [(run, person) for run in runs if (person := self.names.person_words(run.words))]
        if len(named) != 1:
            return None
        run, person = named[0]
        front = run.last - len(person)
        if any(self._is_oblique(at - 1) or self._is_governed(at) for at in {run.first, front} if at > begin):
            return None
        return self._of_names([NameWords(front, run.last, person)], front)

    def _is_person_at(self, run: NameWords) -> bool:
        """Whether an entity says that a run is somebody's name."""
        found = self.index.at(self._row[run.first].start, self._row[run.last - 1].end)
        return found is not None and found.is_person

    def _behind_adverbial(self, first: int, last: int) -> Mentioned | None:
        """Of "in Bonn also Ann Lee [said]" the name; one that may belong to what a preposition opens is no subject."""
        found = self._runs(first + 1, last)
        if not found or found[-1].last != last:
            return None
        run = found[-1]
        person = self.names.person_words(run.words)
        before = self._row[run.first - 1]
        titled = self.names.is_title(before.lower) and not before.is_capital and not self._is_oblique(run.first - 2)
        apart = (
            before.lower in self._reporting.fillers
            or (titled and run.first - 1 > first)
            or (1 < len(person) < len(run.words) and self.names.is_given_name(person[0]))
        )
        return self._of_names([run._replace(words=person)], run.first) if person and apart else None

    def _pronoun(self, at: int) -> SpeakerPronoun | None:
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

    def _cannot_open(self, at: int) -> bool:
        lower = self._row[at].lower
        words = self._reporting
        if lower in words.definite or lower in words.indefinite:
            return False
        return (
            lower in words.prepositions or lower in words.oblique or lower in words.stops or lower in words.denials
        ) or lower.isdigit()

    def _reach(self, first: int, end: int) -> int:
        """Where the phrase ends that opens at a place: before what opens a clause, and at a comma behind a name."""
        row, words = self._row, self._reporting
        at = first
        while at < end and at - first < _LONGEST:
            word = row[at]
            if word.quotation is not None or word.text in _CLOSERS or word.text in {"!", "?", "…"}:
                break
            ends = word.text == "." and not (at + 1 < end and row[at + 1].is_capital) and not self._is_titled(at + 1)
            if ends and not (at and self._is_abbreviation(at)):
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
        while name < end and (self.names.is_title(self._row[name].lower) or self._row[name].text == "."):
            name += 1  # "jego obrońca, mec. Jan Lis"
        if name >= end or not self._row[name].is_capital:
            return False
        before = self._named(first, comma)
        if before is not None and not self.names.is_body(before.names[0]):
            return False
        found = self._named(comma + 1, min(end, comma + 6))
        if found is None or not (len(found.names[0]) > 1 or self.names.is_bearer(found.names[0])):
            return False
        behind = next((word for word in self._row[comma + 1 : end] if word.start >= found.end), None)
        # Of "according to sources in the club, Ann Lee left" the name is the subject of what the sources say.
        return behind is None or not behind.is_word or self._row[first - 1].lower not in self._source_ends

    def _goes_left(self, at: int) -> bool:
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

    def _phrase(self, first: int, last: int) -> Mentioned | None:
        row, words = self._row, self._reporting
        body = first + 2 < last and row[first + 1].text.isupper() and len(row[first + 1].text) > 1
        if words.capital_nouns and body and row[first].lower in words.definite and row[first + 2].is_capital:
            return self._described(first, first + 2)  # of "das THW Ann Lee" the first speaks, and of the other
        return self._named(first, last) or self._described(first, last)

    def _named(self, first: int, last: int) -> Mentioned | None:
        """The name in a phrase that is no complement: "Vox" of "la portavoz de Vox Pepa Millán" is one."""
        runs = [self._without_opening(run) for run in self._runs(first, last)]
        for at, run in enumerate(runs):
            person = self.names.person_words(run.words) if run.words else ()
            if not person:
                continue
            if self._is_complement(run, first, person) or self._is_owner(run, last) or _is_compound(person):
                continue
            if self._reporting.capital_nouns and self._is_noun_phrase(run, first, person):
                continue
            if self._goes_on_in_small(run, first, last, person):
                return None
            bearer = self._bearer_behind(run, person, last) or self._whose_body(runs[at + 1 :], first, person)
            if bearer is not None:
                return bearer
            return self._of_names([run._replace(words=person), *self._joined(runs, at)], run.first)
        return None

    def _without_opening(self, run: NameWords) -> NameWords:
        """A run without the word that opens its sentence, unless that is part of an entity."""
        opening = self._row[run.first]
        if opening.opens and self.index.at(opening.start, opening.end) is not None:
            return run
        return self.names.without_opening(self._row, run)

    def _is_owner(self, run: NameWords, last: int) -> bool:
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
        if not apposed and not self.names.is_printed(run.words[-1].removesuffix(ending)):
            return False
        following = self._row[run.last]
        lists = (words.verbs, words.auxiliaries, words.fillers, words.prepositions, words.conjunctions)
        small = following.is_word and following.text[0].islower()
        return small and not any(following.lower in each for each in lists)

    def _whose_body(self, later: Sequence[NameWords], first: int, person: tuple[str, ...]) -> Mentioned | None:
        """Who belongs to the body that one word names: "Ruuhela" of "Ilmatieteen tutkija Reija Ruuhela"."""
        if (len(person) == 1 and self.names.is_bearer(person)) or self.names.is_given_name(person[0]):
            return None
        for run in later:
            whole = self.names.person_words(run.words) if len(run.words) > 1 else ()
            titled = self.names.is_title(self._row[run.first - 1].lower)
            if len(person) > 1 and whole and not (titled or self.names.is_given_name(whole[0])):
                return None
            if len(whole) > 1 and not self._is_complement(run, first, whole):
                small = self._row[run.first - 1]
                return self._of_names([run._replace(words=whole)], run.first) if small.text[0].islower() else None
        return None

    def _bearer_behind(self, run: NameWords, person: tuple[str, ...], last: int) -> Mentioned | None:
        """Whose office a run is: "el Primer Secretario del Partido, Juan Roca,"."""
        if not self.names.is_body(person) or run.last + 1 >= last or self._row[run.last].text != ",":
            return None
        runs = self._runs(run.last + 1, last)
        if not runs or runs[0].first != run.last + 1 or len(runs[0].words) == 1:
            return None
        words = self.names.person_words(runs[0].words)
        return self._of_names([runs[0]._replace(words=words)], runs[0].first) if words else None

    def _runs(self, first: int, last: int) -> list[NameWords]:
        found = [
            self.names.without_owner(self._row, run) for run in name_words(self._row, first, last, self._reporting)
        ]
        return [self.names.without_home(run) for run in found]

    def _is_complement(self, run: NameWords, first: int, person: tuple[str, ...]) -> bool:
        """Whether a run only says whose or where somebody is: behind a preposition, or right behind another noun."""
        words = self._reporting
        at = run.first - 1
        front = run.words[: len(run.words) - len(person)]
        linked = next((place for place in range(len(front) - 1, -1, -1) if front[place] in words.particles), -1)
        office = words.capital_nouns and all(self.names.is_title(word) for word in front[linked + 1 :])
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
            titled = self.names.is_title(behind) and not person[0].isupper()
            return not titled and not self.names.is_bearer(person)
        return behind in words.prepositions or behind in words.oblique

    def _is_noun_phrase(self, run: NameWords, first: int, person: tuple[str, ...]) -> bool:
        """Whether a capitalised run behind an article, or one word that nobody bears, is a noun and no name."""
        determiners = self._reporting.definite | self._reporting.indefinite
        front = run.words[: len(run.words) - len(person)]
        titled = self.names.is_title(front[-1]) if front else self._is_titled(run.first)
        known = titled or self.names.is_bearer(person) or self.names.is_given_name(person[0])
        confirmed = self._is_confirmed(self._row[run.first].start, self._row[run.last - 1].end)
        if not known and (self._row[run.first].opens or not confirmed):
            return True
        article = run.first > first and self._row[run.first - 1].lower in determiners
        full, _ = self.names.full_name(person)
        if article and len(person) == len(run.words) and " " not in full:
            return True
        between = any(self._row[at].lower in determiners for at in range(first, run.first))
        return between and " " not in full

    def _is_titled(self, at: int) -> bool:
        """Whether a title stands right before a name: "Dr." of "Dr. Ann Lee"."""
        before = at - 2 if at > 1 and self._row[at - 1].text == "." else at - 1
        return before >= 0 and self.names.is_title(self._row[before].lower)

    def _goes_on_in_small(self, run: NameWords, first: int, last: int, person: tuple[str, ...]) -> bool:
        """Whether one word with a capital only opens a description: "l'Office fédéral de l'environnement"."""
        if self._reporting.capital_nouns or len(person) > 1 or run.first == first or self.names.is_bearer(person):
            return False
        behind = self._row[run.first - 1].lower
        following = self._row[run.last] if run.last < last else None
        if behind not in self._reporting.definite:
            return False
        return not self._is_confirmed(self._row[run.first].start, self._row[run.last - 1].end) or (
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
        person = self.names.person_words(following.words)
        return [following._replace(words=person)] if person else []

    def _of_names(self, runs: Sequence[NameWords], first: int) -> Mentioned:
        skipped = runs[0].last - runs[0].first - len(runs[0].words)
        words = [at for at in range(first, runs[0].last) if self._row[at].is_word]
        begin = words[max(0, len(words) - len(runs[0].words))] if skipped >= 0 and words else first
        names = tuple(self.names.person_words(run.words) or run.words for run in runs)
        return Mentioned(self._row[begin].start, self._row[runs[-1].last - 1].end, names=names)

    def _is_noun(self, at: int) -> bool:
        """Whether a word is a noun where these have capitals: "Jährige" of "31-Jährige", too."""
        return self._row[at].text.rpartition("-")[2][:1].isupper()

    def _noun_ends(self, first: int, last: int) -> int:
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

    def _described(self, first: int, last: int) -> Mentioned | None:
        """A description as printed: "la portavoz del puerto", "rzecznik policji"."""
        row, words = self._row, self._reporting
        while last > first and not row[last - 1].is_word:
            last -= 1
        comma = next(
            (at for at in range(first, last) if not row[at].is_word or row[at].lower in words.auxiliaries), last
        )
        last = min(comma, first + _LONGEST_DESCRIPTION, self._noun_ends(first, last))
        while last > first and self._leads_on(last - 1):
            last -= 1
        if last <= first or (row[first].lower in words.pronouns and row[first].lower not in words.definite):
            return None
        opening = row[first].lower
        definite = opening in words.definite
        has_article = definite or opening in words.indefinite
        bare = row[first].is_capital and (words.capital_nouns or row[first].opens)
        known = (
            last - first == 1 and len(opening) > _ADVERB_LETTERS and opening.endswith(words.definite_endings or "\0")
        )
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
