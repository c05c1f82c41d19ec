"""The words that name who speaks: to the right of a verb or source, and to the left of a verb."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from copydesk.text.language.reporting import Reporting
from services.quotes.rules.noun_phrases import (
    ADVERB_LETTERS,
    LONGEST,
    LONGEST_DESCRIPTION,
    ROLE,
    Mentioned,
    NounPhrases,
)
from services.quotes.rules.owners import Owners
from services.quotes.rules.printed_names import NameTable, NameWords
from services.quotes.rules.words import Word, is_told_paper, place_at
from services.quotes.text.names import NameIndex

ARTICLE_AND_ROLE = 2
"""Words before a name that leave no room for a verb."""

_CIRCUMSTANCE = 6
"""Words between a verb and its subject that tell where or when."""

_WORKPLACE = 6
"""Words of a role and its place before a name."""

_FIELD = 7
"""Words of an office and its field in front of the name: "l'assessora alla Sanità"."""

FULL_NAME = 2
"""Words of a given name and a surname."""

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

_APPOSED = 6
"""Places from a comma to the name behind it, with an article and a title or two before the name."""

_BARE_WORDS = 4
"""Words of a source without an article."""


class Phrases:
    """Reads the phrases of one row."""

    def __init__(self, row: Sequence[Word], names: NameTable, index: NameIndex, reporting: Reporting) -> None:
        self._row = row
        self._names = names
        self._index = index
        self._reporting = reporting
        self.nouns = NounPhrases(row, names, index, reporting)
        self.owners = Owners(row, names, index, reporting)

    def is_evident(self, found: Mentioned) -> bool:
        """Whether more than a capital tells that somebody is named: an entity, a given name, or a title."""
        if not found.names:
            return False
        name = found.names[0]
        bearer = len(name) == 1 and self._names.is_bearer(name)
        if bearer or self.nouns.is_confirmed(found.start, found.end) or self._names.is_given_name(name[0]):
            return True
        at = place_at(self._row, found.start)
        return len(name) > 1 and self.nouns.is_titled(at)

    def apposed_behind(self, found: Mentioned) -> Mentioned | None:
        """Whose name follows a description behind a comma or a name in marks.

        "contou o filho, o violonista Ana Roca", "сказал тренер «Уральца» Анна Ли".
        """
        if found.names or found.pronoun is not None:
            return None
        row, words = self._row, self._reporting
        first = place_at(row, found.end)
        if first >= len(row) or not (row[first].text == "," or row[first].quotation is not None):
            return None
        for at in range(first + 1, min(len(row), first + _APPOSED)):
            person = self._index.at(row[at].start, row[at].start + 1) if row[at].is_capital else None
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
        name = self._index.at(found.start, found.end)
        return name is not None and name.is_person

    def definite_noun(self, at: int, end: int) -> Mentioned | None:
        """The noun with its article at its end at a place, with a name behind it: "rådmannen", "forlaget Kyst"."""
        row, words = self._row, self._reporting
        noun = row[at].lower
        known = row[at].text.isalpha() and row[at].text.islower() and len(noun) > ADVERB_LETTERS
        if not known or not words.definite_endings or not noun.endswith(words.definite_endings):
            return None
        last = at + 1
        while last < end and row[last].is_capital:
            last += 1
        behind = row[last] if last < end else None
        if behind is None or not behind.is_word or behind.lower in words.prepositions:
            return None  # "Ifølge ledelsen i klubben": where the noun phrase ends is not known
        return Mentioned(row[at].start, row[last - 1].end, definite=True, head=noun)

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
        return not (found.names or found.pronoun or self._names.is_person_noun(found.head))

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
        pronoun = self.nouns.pronoun(at)
        if pronoun is not None:
            return Mentioned(row[at].start, row[at].end, pronoun=pronoun)
        if self.nouns.cannot_open(at):
            at = self._behind_circumstance(at, end)
            if at < 0:
                return None
        found = self._office_holder(at, end) or self.nouns.phrase(at, self.nouns.reach(at, end))
        if found is None or not found.names:
            return self._behind_workplace(at, end) or self._behind_field(at, end) or found
        return self._within_entity(found)

    def _within_entity(self, found: Mentioned) -> Mentioned:
        """A name without the body behind its particle, where the article knows the person: "Ana Roca della Cgil"."""
        name = found.names[0]
        known = self._index.at(found.start, found.start + 1)
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
        if noun >= end or words.capital_nouns or not self._names.is_person_noun(row[noun].lower):
            return None
        clause = (words.verbs, words.auxiliaries, words.complementizers, words.conjunctions, words.relatives)
        for at in range(noun + 2, min(end - 1, noun + _FIELD)):
            if not row[at].is_word or any(row[at].lower in each for each in clause):
                return None
            known = self._index.at(row[at].start, row[at].end)
            if known is None or not known.is_person or known.start != row[at].start or known.words < FULL_NAME:
                continue
            if self.nouns.is_oblique(at - 1):
                return None
            return Mentioned(known.start, known.end, names=(tuple(known.entity.name.split()),))
        return None

    def _behind_workplace(self, first: int, end: int) -> Mentioned | None:
        """Whose role has a place of its own before the name: "rektor ved skolen Ann Lee", in Nordic languages."""
        row, words = self._row, self._reporting
        if not words.definite_endings or row[first].is_capital:
            return None
        name = next((at for at in range(first, min(end, first + _WORKPLACE)) if not row[at].text[0].islower()), end)
        if name >= end - 1 or name - first < ARTICLE_AND_ROLE + 1 or not row[name].is_capital:
            return None
        prepositions = [at for at in range(first, name) if row[at].lower in words.prepositions]
        clause = (words.verbs, words.complementizers, words.auxiliaries, words.conjunctions)
        if len(prepositions) != 1 or prepositions[0] == name - 1 or prepositions[0] == first:
            return None
        if any(row[at].lower in each for at in range(first, name) for each in clause):
            return None
        run = next((run for run in self.nouns.runs(name, end) if run.first == name), None)
        known = run is not None and len(run.words) > 1 and self.nouns.is_person_at(run)
        return self.nouns.of_names([run], run.first) if run is not None and known else None

    def _office_holder(self, first: int, end: int) -> Mentioned | None:
        """Whose office has commas of its own: "la ministra de Ciencia, Innovación y Cultura, Ana Roca,"."""
        row, words = self._row, self._reporting
        if words.capital_nouns or row[first].lower not in words.definite:
            return None
        commas = 0
        for at in range(first + 2, min(end, first + LONGEST)):
            word = row[at]
            if row[at - 1].text == ",":
                commas += 1
                if commas > 1 and word.is_capital and self._names.is_given_name(word.text):
                    return self.nouns.named(at, self.nouns.reach(at, end))
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
        runs = self.nouns.runs(at + 1, end)
        return bool(runs) and runs[0].first == at + 1 and len(runs[0].words) > 1

    def behind_addressee(self, at: int, end: int) -> Mentioned | None:
        """The surname behind whom it was told: "Roca" of "[declaró] a EFE Roca"."""
        if not self.has_addressee(at, end):
            return None
        run = self.nouns.runs(at + 1, end)[0]
        person = run.words[1:]
        named = len(person) > 1 and self._names.is_given_name(person[0])
        body = self._index.at(self._row[run.first].start, self._row[run.first].end)
        is_body = run.words[0].isupper() or (body is not None and not body.is_person and body.words == 1)
        if is_body and named:  # "contó a EFE Ana Roca"
            return self.nouns.of_names([NameWords(run.first + 1, run.last, person)], run.first + 1)
        surname = run.words[-1:]
        if not run.words[0].isupper() or not self._names.is_bearer(surname):
            return None
        return self.nouns.of_names([NameWords(run.last - 1, run.last, surname)], run.last - 1)

    def pronoun_at(self, at: int, end: int) -> Mentioned | None:
        """The pronoun at a place that can be a subject."""
        pronoun = self.nouns.pronoun(at) if at < end else None
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
            known = self._index.at(row[name].start, row[name].end)
            whole = known is not None and known.is_person and known.words >= FULL_NAME
            given = self._names.is_given_name(row[name].text) and row[name + 1].is_capital
            # "commenta a denti stretti Ana Roca"; "dice a amiche Ana Roca" has no plural noun more
            named = whole and known is not None and known.start == row[name].start if oblique else given
            return name if named and row[name - 1].lower not in words.prepositions else -1
        return -1

    def _behind_place(self, at: int, end: int) -> int:
        """Where a name ends the clause behind "na Twitterze" of "pisał na Twitterze Jan Lis"; -1: nowhere."""
        stop = at + 1
        while stop < min(end, at + _CHANNEL_AND_ROLE) and (self._row[stop].is_word or self.nouns.is_abbreviation(stop)):
            stop += 1
        runs = self.nouns.runs(at + 1, stop)
        if not runs or runs[-1].last != stop or runs[-1].first == at + 1:
            return -1
        for place in range(max(runs[-1].first, at + 2), stop - 1):
            name = tuple(word.text for word in self._row[place:stop])
            start, behind = self._row[place].start, self._row[stop - 1].end
            known = self._index.at(start, behind)
            # Where names have cases, a listed given name is in its basic form: "z Janem Lisem" does not speak.
            listed = name[0].lower() in self._reporting.given_names and self.nouns.is_confirmed(start, behind)
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
        small = noun.is_word and not noun.is_capital and len(noun.text) > ADVERB_LETTERS
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
        while first > begin and last - first < LONGEST and self.nouns.goes_left(first - 1):
            first -= 1
        if first >= last:
            return None
        if first > begin and self.nouns.is_oblique(first - 1):
            return self._behind_adverbial(first - 1, last) or self._with_complement(begin, first, last)
        pronoun = self.nouns.pronoun(last - 1)
        if pronoun is not None and (last - first == 1 or not row[last - 1].is_capital):
            return Mentioned(row[last - 1].start, row[last - 1].end, pronoun=pronoun)
        if self.nouns.cannot_open(first):
            return self._particle_name(first, last) or self._behind_adverbial(first, last)
        return self.nouns.phrase(first, last)

    def _with_complement(self, begin: int, first: int, last: int) -> Mentioned | None:
        """The description that a sentence opens with, where its complement ends before a place: "The port of Ray"."""
        row, words = self._row, self._reporting
        while begin < first and not row[begin].is_word:
            begin += 1
        named = self.nouns.named(begin, first - 1) if first - 1 > begin else None
        if named is not None and self.is_evident(named) and named.end == row[first - 2].end:
            return named  # "Forsker Ingrid Tveit ved instituttet"
        lists = (words.verbs, words.auxiliaries, words.complementizers, words.pronouns)
        if begin < first and self.nouns.cannot_open(begin):
            begin = self._behind_when(begin, first)
        if last - begin > LONGEST_DESCRIPTION or begin >= first or self.nouns.cannot_open(begin):
            return None
        if any(not word.is_word or any(word.lower in each for each in lists) for word in row[begin:last]):
            return None
        return self.nouns.described(begin, last)

    def _behind_when(self, begin: int, first: int) -> int:
        """Where the subject begins behind a phrase that tells when: "In serata il comitato delle mamme"."""
        row, words = self._row, self._reporting
        articles = words.definite | words.indefinite
        for at in range(begin + 2, min(first, begin + _CIRCUMSTANCE)):
            if row[at].lower in articles and row[at - 1].is_word and not self.nouns.is_oblique(at - 1):
                return at
        return begin

    def _particle_name(self, first: int, last: int) -> Mentioned | None:
        """A surname that opens a sentence with its particle: "De la Roca [dijo]", "Van den Berg [zei]"."""
        row, words = self._row, self._reporting
        at = first
        while at < last - 1 and row[at].lower in words.particles:
            at += 1
        if at == first or not row[first].opens or not all(row[place].is_capital for place in range(at, last)):
            return None
        person = tuple(word.text for word in row[at:last])
        if not self._names.is_bearer(person):
            return None
        return self.nouns.of_names([NameWords(at, last, person)], at)

    def head_of_sentence(self, begin: int, end: int) -> Mentioned | None:
        """Who a sentence is about: the name or pronoun that opens it."""
        row = self._row
        while begin < end and not row[begin].is_word:
            begin += 1
        while begin < end and row[begin].lower in self._reporting.fillers:
            begin += 1
        if begin >= end or self.nouns.cannot_open(begin):
            return None
        pronoun = self.nouns.pronoun(begin)
        if pronoun is not None:
            return Mentioned(row[begin].start, row[begin].end, pronoun=pronoun)
        reach = begin + 1
        while reach < end and reach - begin < LONGEST and self.nouns.goes_left(reach):
            reach += 1
        return self.nouns.named(begin, self.nouns.noun_ends(begin, reach))

    def before_relative(self, begin: int, relative: int) -> Mentioned | None:
        """Of "Ann Lee, who [said]" the name before the comma."""
        if relative <= begin or self._row[relative - 1].text != ",":
            return None
        runs = [run for run in self.nouns.runs(begin, relative - 1) if run.last == relative - 1]
        person = self._names.person_words(runs[-1].words) if runs else ()
        return self.nouns.of_names([runs[-1]._replace(words=person)], runs[-1].first) if person else None

    def last_named(self, begin: int, end: int) -> Mentioned | None:
        """The name that ends right before a quotation, with or without a comma: `Ann Lee, "..." [said]`."""
        last = end
        while last > begin and self._row[last - 1].text in {",", ":"}:
            last -= 1
        runs = [run for run in self.nouns.runs(begin, last) if run.last == last]
        person = self._names.person_words(runs[-1].words) if runs else ()
        if person:
            return self.nouns.of_names([runs[-1]._replace(words=person)], runs[-1].first)
        return self._owned(begin, last) if last == end else self.head_of_sentence(begin, end)

    def _owned(self, begin: int, last: int) -> Mentioned | None:
        """Who belongs to somebody, right before a quotation: "Ayşe'nin oğlu"; else who opens the sentence."""
        runs = self.nouns.runs(begin, last)
        if not runs or last - runs[-1].last > ROLE or not self.nouns.is_owner(runs[-1], last):
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
        found = None if self.nouns.cannot_open(first) else self.nouns.named(first, commas[0] if commas else comma)
        parts = pairwise([*commas, comma])
        # "Invité de RTL ce matin, Ann Lee, la patronne du port, [a dit]": the first part that is a name
        names = (self.nouns.whole_name(left + 1, right) for left, right in parts)
        whole = next((name for name in names if name is not None), None)
        if whole is None and found is None:
            return self._described_in_front(first, commas)
        if whole is None or (found is not None and found.start == row[first].start):
            return found
        # Behind an office the name is the bearer's: "el premio Nobel de la Paz, Ana Roca, [dijo]".
        return whole if found is None or self._names.is_body(found.names[0]) else found

    def _described_in_front(self, first: int, commas: Sequence[int]) -> Mentioned | None:
        """Of "the mayor of the port, who saw it, [said]" the description; a clause of its own stands between commas."""
        words = self._reporting
        articles = words.definite | words.indefinite
        if not commas or self.nouns.cannot_open(first) or self._row[first].lower not in articles:
            return None
        return self.nouns.described(first, commas[0])

    def _behind_adverbial(self, first: int, last: int) -> Mentioned | None:
        """Of "in Bonn also Ann Lee [said]" the name; one that may belong to what a preposition opens is no subject."""
        found = self.nouns.runs(first + 1, last)
        if not found or found[-1].last != last:
            return None
        run = found[-1]
        person = self._names.person_words(run.words)
        before = self._row[run.first - 1]
        title = self._names.is_title(before.lower) and not before.is_capital
        titled = title and not self.nouns.is_oblique(run.first - 2)
        apart = (
            before.lower in self._reporting.fillers
            or (titled and run.first - 1 > first)
            or (1 < len(person) < len(run.words) and self._names.is_given_name(person[0]))
        )
        return self.nouns.of_names([run._replace(words=person)], run.first) if person and apart else None
