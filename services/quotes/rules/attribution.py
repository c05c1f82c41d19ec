"""Who is said to say a quotation or a clause, by verbs and phrases of the language beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from copydesk.text.language.marks import DASHES
from copydesk.text.language.reporting import Reporting
from services.quotes.rules.mood import MOOD_REACH, SHORTEST_CLAUSE, Mood, shortest_behind_that
from services.quotes.rules.narration import LEAD_IN, REACH, SUBJECT_FIRST, Attribution, Narration
from services.quotes.rules.phrases import Mentioned, Phrases
from services.quotes.rules.source_phrases import SourcePhrases
from services.quotes.rules.speech_verbs import SpeechVerbs
from services.quotes.rules.words import Word, is_told_paper

_THAT_REACH = 12
"""Words between a verb and its "that": who speaks, to whom and when."""

_JOINT_REACH = 3
"""Words from "and" to the second verb of one subject: "and then called"."""

_SIGNATURE = 10
"""Words of a signature, with what its bearer is."""

_CLOSING = 3
"""Words from a quotation to the participle that closes its clause."""

_FRONTED = 4
"""Words of a phrase with a preposition in front of a comma, so few that no verb is among them."""

_SPEECH_AND_NAME = 12
"""Words from the noun of what is said to the colon, with whose it is: "la replica del vicepremier Ann Lee:"."""

_SHORT_SOURCE = 3
"""Places of a source inside a clause: "laut Ann Lee"."""


@dataclass(frozen=True, slots=True)
class ReportedClause:
    """A statement without marks; `start` and `end` are characters, and those of `gap` inside of it tell who says it."""

    start: int
    end: int
    by: Attribution
    gap: tuple[int, int] | None = None

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The characters of what is said."""
        if self.gap is None:
            return [(self.start, self.end)]
        return [(self.start, self.gap[0]), (self.gap[1], self.end)]


class RowAttribution:
    """Finds who speaks in one row; places are its indices."""

    def __init__(self, row: Sequence[Word], ends: Sequence[int], phrases: Phrases, reporting: Reporting) -> None:
        """`ends`: for each place the one behind its sentence."""
        self.narration = Narration(row, ends, phrases, reporting)
        self.sources = SourcePhrases(self.narration)
        self.verbs = SpeechVerbs(self.narration)
        self._row = row
        self._ends = ends
        self.phrases = phrases
        self._reporting = reporting
        self._mood = Mood(reporting)
        self._shortest = shortest_behind_that(reporting)
        named = {phrase[0] for phrase in reporting.sources} - {phrase[0] for phrase in reporting.opening_sources}
        self._inner_sources = tuple(each for each in reporting.own_sources if named & {each[0], each[-1]})
        self._clause_verbs = reporting.verbs - reporting.no_clause_verbs

    def of_quotation(self, at: int) -> Attribution | None:
        """Who says the quotation at a place, where words beside it tell."""
        before_colon = at > 0 and self._row[at - 1].text == ":"
        if before_colon and self._is_told_behind(at):
            return self._behind(at)
        behind = None if before_colon else self._behind(at)
        if behind is not None and behind.found == "according":
            return behind
        if behind is not None and (self._follows_closely(at) or not self._opens_report(at)):
            return behind
        return self._before(at) or behind or self._by_participle(at) or self._at_the_end(at) or self._told_so(at)

    def _by_participle(self, at: int) -> Attribution | None:
        """Who is named beside the auxiliary in front of a quotation, where its participle closes the clause.

        "Ann Lee hatte von einer „guten Lösung“ gesprochen."
        """
        words, end = self._reporting, min(self._ends[at], at + 1 + _CLOSING)
        if not words.verb_second:
            return None
        verb = next((place for place in range(at + 1, end) if self._row[place].lower in words.verbs), None)
        if verb is None or any(not word.is_word for word in self._row[at + 1 : verb]):
            return None
        begin = self.narration.sentence_begin(at)
        if self.verbs.denied(verb, verb + 1):
            return None
        found = self.verbs.after_auxiliary(verb, begin)
        named = found is not None and (found.names or found.pronoun or found.definite)
        return self.narration.attribution(found, verb, verb + 1, "beside") if named else None

    def _is_told_behind(self, at: int) -> bool:
        """Whether a verb behind a quotation names who spoke for whom a colon leads to it.

        `Die Firma widerspricht: "...", erklärt Ann Lee`
        """
        if not self._follows_closely(at):
            return False
        behind, before = self._behind(at), self._before(at)
        named = behind is not None and behind.found == "beside" and self.phrases.is_evident(behind.mentioned)
        return named and (before is None or not (before.mentioned.names or before.mentioned.pronoun))

    def _at_the_end(self, at: int) -> Attribution | None:
        """Who is named where the sentence ends: `It was “hard” for the “small” ports, as Ann Lee told us`."""
        row, words, end = self._row, self._reporting, self._ends[at]
        openers = words.verbs | words.auxiliaries | words.tags | words.as_words | self.sources.openers
        for comma in range(min(end, at + REACH) - 2, at, -1):
            if row[comma].text == ":":
                return None
            if row[comma].text != "," or row[comma + 1].lower not in openers:
                continue
            first = comma + 1
            by = self.sources.tagged(first, end) or self.sources.beside(first, end) or self.verbs.inverted(first, end)
            if by is None and row[first].lower in words.as_words:
                by = self.verbs.subject_first(first, end)
            told = by is not None and (by.mentioned.names or by.mentioned.definite or by.mentioned.pronoun)
            if (
                by is not None
                and told
                and not by.mentioned.elided
                and self.narration.words_behind(by.mentioned.end, end) <= LEAD_IN
            ):
                return replace(by, found="end")
        return None

    def _told_so(self, at: int) -> Attribution | None:
        """Who is named by the sentence behind a quotation that is one: `"..." So beschreibt es Ann Lee`."""
        first, words = self._ends[at], self._reporting
        if first >= len(self._row) or any(
            word.is_word for word in self._row[self.narration.sentence_begin(at) : first]
        ):
            return None
        end = self._ends[first]
        if self._row[end - 1].text == ":":
            return None  # it leads to what stands behind it
        length = self.sources.phrase_length(first, words.so_phrases)
        if not length or first + length >= end:
            return None
        by = self.verbs.inverted(first + length, end)
        if by is not None and by.mentioned.pronoun == "nobody":  # "beschreibt es Ann Lee"
            object_ = next(place for place in range(first, end) if self._row[place].end == by.mentioned.end)
            by = replace(by, mentioned=found) if (found := self.phrases.after(object_ + 1, end)) is not None else None
        return by if by is not None and (by.mentioned.names or by.mentioned.definite) else None

    def incise(self) -> tuple[Attribution, int, int] | None:
        """Who speaks this row, where narration stands inside of it: `Oui, explique Ann Lee, médecin`.

        With it the place of its comma, and the one behind it: the end of its sentence, or the next comma behind a
        pronoun, which needs no apposition.
        """
        row, words = self._row, self._reporting
        for comma in range(1, len(row) - 1):
            end = self._ends[comma]
            if row[comma].text != "," or comma + 1 >= end:
                continue
            opening = row[comma + 1].lower
            if opening not in words.verbs and opening not in words.auxiliaries and opening not in words.fillers:
                continue
            by = self.verbs.inverted(comma + 1, end)
            if by is None or by.mentioned.start < row[comma].start:
                continue
            pronoun = by.mentioned.pronoun in {"he", "she", "they"}
            if not pronoun and not self.phrases.is_evident(by.mentioned):
                continue
            behind = next((at for at in range(comma + 1, end) if row[at].start >= by.mentioned.end), end)
            return by, comma, behind + 1 if pronoun and behind < end and row[behind].text == "," else end
        return None

    def lead_to_next(self) -> Attribution | None:
        """Who is said to say what the next paragraph opens with, where a colon ends this one."""
        end = len(self._row)
        if not end or self._row[end - 1].text != ":":
            return None
        begin = self.narration.sentence_begin(end - 1)
        if any(word.quotation is not None for word in self._row[begin:]):
            return None
        return self._before_from(begin, end, begin)

    def teller(self, begin: int, end: int) -> Mentioned | None:
        """Whose verb of saying a sentence has that reports nothing: "Ann Lee sprach sich für die Fähre aus"."""
        for verb in range(begin, end):
            word = self._row[verb]
            if word.lower in self._reporting.verbs and not word.is_capital:
                by = self.verbs.by_verb(verb, begin, end)
                return by.mentioned if by is not None and self.phrases.is_evident(by.mentioned) else None
        return None

    def topic(self, begin: int, end: int) -> Mentioned | None:
        """Who the sentence between two places is about."""
        return self.phrases.head_of_sentence(begin, end)

    def reported(self, begin: int, end: int) -> Iterator[ReportedClause]:
        """The reported clause of the sentence between two places that holds no quotation; at most one."""
        found = (
            self._source_clause(begin, end)
            or self._that_clause(begin, end)
            or self._clause_in_front(begin, end)
            or self._bare_clause(begin, end)
            or self._clause_behind_mark(begin, end)
            or self._clause_around_source(begin, end)
            or self._clause_before_as(begin, end)
        )
        if found is not None:
            yield found

    def before_cue(self, begin: int, cue: int) -> Iterator[ReportedClause]:
        """What else is reported in front of the cue of a quotation: `Ann Lee said that the pier is shut, and called`.

        `cue`: its first character.
        """
        verb = next((at for at in range(begin, self._ends[begin]) if self._row[at].start >= cue), begin)
        joints = (at for at in range(verb - 1, begin, -1) if self._row[at].lower in self._reporting.conjunctions)
        joint = next(joints, None)
        if joint is not None and verb - joint <= _JOINT_REACH:
            yield from self.further(begin, joint)

    def further(self, begin: int, end: int) -> Iterator[ReportedClause]:
        """What else is reported behind a quotation: `"...", wrote Ann Lee and promised that the pier would open`."""
        found = self._that_clause(begin, end)
        if found is not None:
            yield found

    # Beside quotations

    def _window_behind(self, at: int) -> tuple[int, int]:
        """The narration behind a quotation, without marks in front, up to the next one or the sentence's end."""
        end = min(self._ends[at], at + REACH)
        if end == at + 1:
            return end, end
        quoted = (index for index in range(at + 1, end) if self._row[index].quotation is not None)
        stop = next((index for index in quoted if not is_told_paper(self._row, index, self._reporting)), end)
        first = at + 1
        while first < stop and self._row[first].text in {",", ".", *DASHES}:
            first += 1
        so = first + 1
        if so < stop and self._row[first].text == ":" and self._row[so].lower in self._reporting.tags:
            first = so  # "«...»: così Ann Lee"
        return first, stop

    def _follows_closely(self, at: int) -> bool:
        following = self._row[at + 1] if at + 1 < len(self._row) else None
        return following is not None and (following.text in {",", *DASHES} or following.lower in self._reporting.verbs)

    def _opens_report(self, at: int) -> bool:
        """Whether the words right before a quotation report it."""
        before = self._row[at - 1] if at else None
        return before is not None and (
            before.text == ":"
            or before.lower in self._reporting.complementizers
            or before.lower in self._reporting.verbs
        )

    def _behind(self, at: int) -> Attribution | None:
        first, end = self._window_behind(at)
        if first >= end:
            return None
        return (
            self.sources.tagged(first, end)
            or self.sources.beside(first, end)
            or self.verbs.inverted(first, end)
            or self.verbs.subject_first(first, end)
            or self._signed(at, first, end)
            or self._headed(at, end)
        )

    def _signed(self, at: int, first: int, end: int) -> Attribution | None:
        """`"..." – Ann Lee, teacher`: a dash and a name at the end, without a verb."""
        dash = self._row[first - 1]
        if dash.text not in DASHES or dash.end == self._row[first].start or not self._row[first].is_capital:
            return None
        if end - first > _SIGNATURE:
            return None
        if any(word.lower in self._reporting.verbs for word in self._row[first:end]):
            return None
        found = self.phrases.after(first, end)
        if found is None or not found.names or len(found.names[0]) == 1 or found.start != self._row[first].start:
            return None
        return self.narration.attribution(found, first - 1, first, "lead_in")

    def _headed(self, at: int, end: int) -> Attribution | None:
        """`"...": Ann Lee warns of floods`, as headings are written."""
        if at + 2 >= end or self._row[at + 1].text != ":" or not self._row[at + 2].is_capital:
            return None
        found = self.phrases.head_of_sentence(at + 2, end)
        if found is None or not self.phrases.is_evident(found):
            return None
        if any(not word.is_capital for word in self._row[at + 2 : end] if word.end <= found.start):
            return None
        return self.narration.attribution(found, at + 1, at + 2, "lead_in")

    def _before(self, at: int) -> Attribution | None:
        begin = max(self.narration.sentence_begin(at), at - REACH)
        stops = [index for index in range(begin, at) if self._row[index].quotation is not None]
        outer = self._before_from(begin, stops[0], begin) if stops else None
        if outer is not None and self._reports_all(outer, begin, stops[0]):
            return outer
        own = stops[-1] + 1 if stops else begin
        return self._before_from(own, at, begin) or (self._before_from(begin, stops[-1], begin) if stops else None)

    def _reports_all(self, outer: Attribution, begin: int, first: int) -> bool:
        """Whether all quotations of a sentence stand in one reported clause: `Lee said that the "x" and the "y"`."""
        between = [word for word in self._row[begin:first] if word.start >= outer.cue[1]]
        return any(word.lower in self._reporting.complementizers for word in between)

    def _before_from(self, begin: int, at: int, sentence: int) -> Attribution | None:
        row, words = self._row, self._reporting
        while begin < at and not (row[begin].is_word):
            begin += 1
        for index in range(at - 1, begin - 1, -1):
            by = self.sources.by_source(index, at)
            if by is not None:
                return by if self.sources.reaches(index, begin, by.mentioned, at) else None
            aside = self.sources.aside(index, begin, at)
            if aside is not None:
                return aside
            behind = self.sources.phrase_length(index, words.sources_behind)
            if behind and index > begin:
                found = self.phrases.before(index, begin)
                return self.narration.attribution(found, index, index + behind, "according")
            if row[index].lower in words.narrative_infinitives and index > begin:
                told = self.verbs.by_infinitive(index, begin)
                if told is not None:
                    return told
            noun = row[index].lower in words.speech_nouns and row[index - 1].lower in words.definite | words.indefinite
            if row[index].lower in words.verbs and not noun and not (row[index].is_capital and index > sentence):
                found_by_verb = self.verbs.by_verb(index, begin, at)
                if found_by_verb is not None:
                    return self.verbs.governing(index, begin, at) or found_by_verb
        return self.sources.opening_source(begin, at) or self._lead_in(begin, at)

    def _lead_in(self, begin: int, at: int) -> Attribution | None:
        """`Ann Lee: "..."`; before the colon of a longer sentence the name that opens it."""
        row = self._row
        if at == 0 or row[at - 1].text != ":":
            return None
        if at - 1 - begin <= LEAD_IN:
            found = self.phrases.after(begin, at - 1)
            if found is not None and found.names and found.end == row[at - 2].end:
                return self.narration.attribution(found, at - 1, at, "lead_in")
        head = self.phrases.apposed_in_front(begin, at - 1) or self.phrases.head_of_sentence(begin, at - 1)
        comma = next((place for place in range(begin, at) if row[place].text == ","), at)
        if head is None and comma - begin <= LEAD_IN:  # "Interrogée par la radio, la maire Ann Lee est nette : "
            head = self.phrases.titled_at(comma + 1, at - 1)
        head = self._behind_copula(begin, at - 1) or self._of_speech(begin, at - 1) or head
        head = head or self.phrases.closing(begin, at - 1) or self.phrases.inverted(begin, at - 1)
        if head is None and self._goes_on(begin, at - 1):
            head = Mentioned(row[at - 1].start, row[at - 1].end, pronoun="either", elided=True)
        if head is not None and head.names and not self.phrases.is_evident(head):
            return None
        return self.narration.attribution(head, at - 1, at, "lead_in")

    def _goes_on(self, begin: int, colon: int) -> bool:
        """Whether a few words before a colon only say that somebody goes on: "Und weiter: ", "Poi ha sorriso: "."""
        words = self._reporting
        lead = self._row[begin:colon]
        if not lead or len(lead) > LEAD_IN or any(not word.is_word for word in lead):
            return False
        small = words.fillers | words.conjunctions
        if words.drops_subject:
            small |= words.verbs | words.auxiliaries
        return all(word.lower in small for word in lead)

    def _of_speech(self, begin: int, colon: int) -> Mentioned | None:
        """Whose answer leads to a colon: "Dura la replica del sindaco Ann Lee: "."""
        row, words = self._row, self._reporting
        nouns = (at for at in range(colon - 2, max(begin, colon - _SPEECH_AND_NAME) - 1, -1))
        noun = next((at for at in nouns if row[at].lower in words.speech_nouns), None)
        if noun is None or not (row[noun + 1].lower in words.prepositions or row[noun + 1].lower in words.oblique):
            return None
        found = self.phrases.after(noun + 2, colon)
        closes = found is not None and found.end == row[colon - 1].end
        return found if found is not None and closes and self.phrases.is_evident(found) else None

    def _behind_copula(self, begin: int, colon: int) -> Mentioned | None:
        """Who is named between a copula and a colon: "Anderer Meinung ist Ann Lee: "."""
        copula = next(
            (at for at in range(colon - 1, begin, -1) if self._row[at].lower in self._reporting.copulas), None
        )
        found = self.phrases.after(copula + 1, colon) if copula is not None else None
        closes = found is not None and found.end == self._row[colon - 1].end
        return found if found is not None and closes and self.phrases.is_evident(found) else None

    def is_denied(self, cue: tuple[int, int], end: int) -> bool:
        """Whether the words of a cue, by its characters, say that nothing was said; `end`: the place to look to."""
        return any(self.verbs.denied(at, end) for at in self._places(cue) if at < end)

    def opens_relative(self, cue: tuple[int, int], start: int) -> bool:
        """Whether what starts behind a cue, by its characters, tells of a noun between: "respondió a la carta que"."""
        verb, that = self._places(cue).start, bisect_left(self._row, start, key=lambda word: word.start)
        if not verb < that - 1 < len(self._row) - 1 or self._row[that].lower not in self._reporting.complementizers:
            return False
        return self.verbs.has_object(verb, that)

    def elided_subject(self, cue: tuple[int, int]) -> Mentioned | None:
        """Who speaks by a cue, by its characters, whose verb has no subject: "También aseguró"; of "se dice" nobody."""
        places, words = self._places(cue), self._reporting
        if len(places) != 1 or self._row[places.start].lower not in words.verbs:
            return None
        if places.start and self._row[places.start - 1].lower in words.clitics:
            return None
        return self.verbs.elided(places.start)

    def _places(self, characters: tuple[int, int]) -> range:
        first, end = (bisect_left(self._row, offset, key=lambda word: word.start) for offset in characters)
        return range(first, end)

    # Clauses without marks

    def _source_clause(self, begin: int, end: int) -> ReportedClause | None:
        """`Laut Ann Lee war die Fähre zu spät`, `Die Fähre war zu spät, so Ann Lee`."""
        row, words = self._row, self._reporting
        by = self.sources.by_source(begin, end)
        if by is None and begin + 2 < end and row[begin + 1].text == ",":
            by = self.sources.by_source(begin + 2, end)  # "Однако, по словам очевидца, ..."
        if by is not None:
            return self._rest(by, begin, end)
        told = self._as_clause(begin, end)
        if told is not None:
            return self._behind_as_clause(told, begin, end)
        opening = self.sources.named_source(begin, end)
        if opening is not None:
            return self._rest(opening, begin, end)
        for at in range(begin + SHORTEST_CLAUSE, end):
            length = self.sources.phrase_length(at, words.sources) or int(
                row[at].lower in words.tags and row[at - 1].text == ","
            )
            if length and row[at - 1].text in {",", *DASHES}:
                found = self.phrases.after(at + length, end) or self.phrases.closing_noun(at + length, end)
                by = self.narration.attribution(found, at, at + length, "according")
                bare = by is not None and not (by.mentioned.names or by.mentioned.definite)
                known = by is not None and (bare or not self.phrases.is_thing(by.mentioned))
                if by is None or not known or self.narration.words_behind(by.mentioned.end, end) > LEAD_IN:
                    return None
                return self._clause(begin, at - 1, by)
        return None

    def _behind_as_clause(self, told: Attribution, begin: int, end: int) -> ReportedClause | None:
        """What is said behind the comma that closes such a clause: "Jak podał Jan Lis ze straży, prom się spóźnił"."""
        row = self._row
        behind = (at for at in range(begin, end) if row[at].text == "," and row[at].start >= told.mentioned.end)
        comma = next(behind, None)
        if comma is None or row[comma - 1].end == told.mentioned.end:
            return self._rest(told, begin, end)
        return self._clause(comma + 1, end, told)

    def _as_clause(self, begin: int, end: int) -> Attribution | None:
        """`Как сообщила Анна Ли, паром опоздал`, `Wie Ann Lee mitteilte, kam die Fähre zu spät`."""
        if self._row[begin].lower not in self._reporting.as_words or begin + 1 >= end:
            return None
        comma = next((at for at in range(begin, end) if self._row[at].text == ","), end)
        by = self.verbs.inverted(begin + 1, end) or (self.verbs.subject_first(begin, comma) if comma < end else None)
        if by is None or by.mentioned.pronoun is not None:
            return None
        described = self._reporting.inflects_names and not by.mentioned.names and not by.mentioned.elided
        return by if described or self.phrases.is_evident(by.mentioned) else None

    def _rest(self, by: Attribution | None, begin: int, end: int) -> ReportedClause | None:
        """What stands behind the name of the source."""
        if by is None or by.mentioned.pronoun == "nobody":
            return None
        behind = max(by.mentioned.end, by.cue[1])
        first = next((at for at in range(begin, end) if self._row[at].start >= behind), end)
        first = self._behind_home(first, end)
        if first < end and self._row[first].text == "(":
            first = next(
                (at + 1 for at in range(first, min(end, first + SUBJECT_FIRST)) if self._row[at].text == ")"), first
            )
        if first < end and self._row[first].text == ",":
            commas = [at for at in range(first + 1, min(end, first + _THAT_REACH)) if self._row[at].text == ","]
            described = not self._reporting.capital_nouns or self._opens_description(first + 1)
            apposition = commas and described and commas[0] - first <= LEAD_IN
            first = commas[0] + 1 if apposition else first + 1
        return self._clause(first, end, by, self._shortest)

    def _behind_home(self, first: int, end: int) -> int:
        """The place behind where somebody is from: "van de NMBS" of "Volgens Ann Lee van de NMBS is"."""
        words = self._reporting
        if first >= end or self._row[first].lower not in words.home_particles:
            return first
        at = first + 1
        articles = words.definite | words.oblique | words.particles
        while at < end and (self._row[at].is_capital or self._row[at].lower in articles):
            at += 1
        return at if self._row[at - 1].is_capital else first

    def _opens_description(self, at: int) -> bool:
        """Whether an article opens what somebody is: "laut Ann Lee, der Leiterin des Zoos"."""
        word = self._row[at].lower if at < len(self._row) else ""
        words = self._reporting
        return any(word in articles for articles in (words.definite, words.indefinite, words.oblique))

    def _words_behind_name(self, by: Attribution, end: int) -> int:
        """Words behind who speaks, or up to the comma behind which more is told of that person: ", der dies sagte"."""
        words, offset = self._reporting, by.mentioned.end
        behind = [word for word in self._row[max(0, end - REACH) : end] if word.start >= offset]
        first = list(takewhile(lambda word: word.text != ",", behind))
        further = behind[len(first) + 1].lower if len(first) + 1 < len(behind) else ""
        told = any(further in each for each in (words.relatives, words.definite, words.indefinite))
        if told and not self.phrases.is_thing(by.mentioned) and further not in words.complementizers:
            return sum(word.is_word for word in first)
        return self.narration.words_behind(offset, end)

    def _that_clause(self, begin: int, end: int) -> ReportedClause | None:
        """`Ann Lee sagte, dass die Fähre zu spät war`."""
        row, words = self._row, self._reporting
        for verb in range(begin, end):
            if row[verb].lower not in self._clause_verbs or (row[verb].is_capital and verb > begin):
                continue
            if verb > begin and row[verb - 1].lower in words.article_genders:
                continue  # a noun: "La sentencia señala que"
            for that in range(verb + 1, min(end, verb + _THAT_REACH)):
                if row[that].lower not in words.complementizers:
                    later = row[that].lower in words.verbs and row[that - 1].lower in words.conjunctions
                    if later or self._ends_report(that) or row[that].text in {";", ":"}:
                        break
                    continue
                if self._belongs_to_noun(verb, that) or self._opens_relative(verb, that):
                    break
                by = self.verbs.by_verb(verb, begin, that)
                if by is None or by.mentioned.pronoun == "nobody":
                    return None
                if by.mentioned.start < row[verb].start and self.verbs.has_object(verb, that):
                    return None
                return self._clause(that + 1, self._end_of_report(that + 1, end), by, self._shortest)
        return None

    def _end_of_report(self, first: int, end: int) -> int:
        """The place of the conjunction behind which another verb has a word in marks: "og kaller det «dyrt»"."""
        row, words = self._row, self._reporting
        quoted = next((at for at in range(first, end) if row[at].quotation is not None), None)
        if quoted is None:
            return end
        joints = (at for at in range(quoted - 1, first, -1) if row[at].lower in words.conjunctions)
        return next((at for at in joints if row[at + 1].lower in words.verbs), end)

    def _ends_report(self, at: int) -> bool:
        """Whether a word opens another clause, so that no "that" of the verb follows: "but", "which"."""
        lower, words = self._row[at].lower, self._reporting
        told = (words.circumstances, words.prepositions, words.oblique, words.fillers)
        return lower in words.stops and not any(lower in each for each in told)

    def _belongs_to_noun(self, verb: int, that: int) -> bool:
        """Whether "that" does not open what is said: "the fear that", "so that", "lo que"."""
        before, words = self._row[that - 1], self._reporting
        if before.lower in words.tags or (before.lower in words.prepositions and that - 1 > verb + 1):
            return True
        governing = self._row[that - 2].lower if before.text == "," else ""
        parted = f"{governing}{self._row[verb].lower}" in words.verbs  # "kündigte an, dass"
        if governing in words.prepositions and governing not in words.circumstances and not parted:
            return True  # "siger Ann Lee med henvisning til, at"
        return before.text != "," and any(word.text == "," for word in self._row[verb + 1 : that])

    def _opens_relative(self, verb: int, that: int) -> bool:
        """Whether "that" tells of who speaks: "disse Ana Roca, que quer"."""
        parted = self._row[that - 1].text == "," and self._row[that].lower in self._reporting.relatives
        return parted and that - 2 > verb and self._row[that - 2].is_capital

    def _bare_clause(self, begin: int, end: int) -> ReportedClause | None:
        """`Ann Lee sagte, die Fähre sei zu spät`: a clause in the mood that reports speech, without "that"."""
        row, words = self._row, self._reporting
        if not words.subjunctives:
            return None
        for verb in range(begin + 1, end):
            if row[verb].lower not in self._clause_verbs or row[verb].is_capital:
                continue
            comma = next((at for at in range(verb + 1, min(end, verb + _THAT_REACH)) if row[at].text == ","), end)
            clause = row[comma + 1 : comma + 1 + MOOD_REACH]
            if not any(word.lower in words.subjunctives for word in clause):
                continue
            by = self.verbs.by_verb(verb, begin, comma)
            if by is None or not (by.mentioned.names or by.mentioned.definite):
                return None
            return self._clause(comma + 1, end, by)
        return None

    def _clause_behind_mark(self, begin: int, end: int) -> ReportedClause | None:
        """`Ann Lee wies das zurück: Die Fähre sei geprüft`: the mood alone tells that somebody says a clause."""
        row = self._row
        mark = next((at for at in range(begin + 1, end - 1) if row[at].text in {":", ";"}), end)
        if not self._mood.is_in_mood(row[mark + 1 : min(end, mark + 1 + MOOD_REACH)]):
            return None
        mentioned = self.phrases.head_of_sentence(begin, mark)
        if mentioned is None or self.phrases.is_thing(mentioned):
            return None
        evident = self.phrases.is_evident(mentioned) or not mentioned.names
        by = self.narration.attribution(mentioned, mark, mark + 1, "lead_in") if evident else None
        return None if by is None else self._clause(mark + 1, end, by)

    def _clause_around_source(self, begin: int, end: int) -> ReportedClause | None:
        """`Prodej podle něj loni klesl`, `Belsito, secondo l'accusa, avrebbe intascato due milioni`."""
        row, words = self._row, self._reporting
        for at in range(begin + 1, min(end, begin + SUBJECT_FIRST)):
            length = self.sources.phrase_length(at, self._inner_sources)
            if length:
                by = self.sources.by_source(at, end)
                return None if by is None else self._clause(begin, end, by)
            if not self.sources.phrase_length(at, words.sources):
                continue
            if row[at - 1].text != ",":
                if row[at].lower not in words.inner_sources:
                    continue
                return self._around(begin, at, end)
            by = self.sources.by_source(at, end)
            if by is None or by.mentioned.pronoun or self.phrases.is_thing(by.mentioned):
                return None
            close = next((place for place in range(at, end) if row[place].start >= by.mentioned.end), end)
            goes_on = close + 1 < end and row[close].text == "," and row[close + 1].lower not in words.stops
            clause = self._clause(begin, end, by) if goes_on else None
            return None if clause is None else replace(clause, gap=(row[at - 2].end, row[close + 1].start))
        return None

    def _around(self, begin: int, at: int, end: int) -> ReportedClause | None:
        """`Der Mann starb laut Polizei im Spital`: a clause with a source at a place, which no comma parts from it."""
        row, words = self._row, self._reporting
        by = self.sources.by_source(at, end)
        if by is None or by.mentioned.pronoun:
            return None
        close = next((place for place in range(at, end) if row[place].start >= by.mentioned.end), end)
        if close - at > _SHORT_SOURCE:
            return None  # "laut Coach Ann Lee Bo Ray": where the source ends is not known
        if close >= end or not row[close].is_word:
            return self._clause(begin, at, by)
        if row[close].lower not in words.prepositions | words.fillers | words.circumstances:
            return None
        clause = self._clause(begin, end, by)
        return None if clause is None else replace(clause, gap=(row[at - 1].end, row[close].start))

    def _clause_before_as(self, begin: int, end: int) -> ReportedClause | None:
        """`Die Fähre war zu spät, wie die Polizei mitteilte`: who says so stands behind the last comma."""
        row, words = self._row, self._reporting
        for comma in range(end - 2, begin + SHORTEST_CLAUSE - 1, -1):
            if row[comma].text != "," or row[comma + 1].lower not in words.as_words:
                continue
            by = self.verbs.subject_first(comma + 1, end) or self.verbs.inverted(comma + 2, end)
            known = by is not None and by.mentioned.pronoun is None
            if by is None or not known or not (by.mentioned.names or by.mentioned.definite):
                return None
            last = max(by.cue[1], by.mentioned.end)
            return self._clause(begin, comma, by) if self.narration.words_behind(last, end) <= LEAD_IN // 2 else None
        return None

    def _clause_in_front(self, begin: int, end: int) -> ReportedClause | None:
        """`Die Fähre war zu spät, sagte Ann Lee`: the verb and its subject end the sentence."""
        row, words = self._row, self._reporting
        for comma in range(begin + SHORTEST_CLAUSE, end - 1):
            if row[comma].text != "," or row[comma + 1].lower not in words.verbs | words.auxiliaries:
                continue
            if self._is_fronted(begin, comma) or self._is_name_and_apposition(begin, comma):
                return None
            by = self.verbs.inverted(comma + 1, end)
            named = by is not None and (by.mentioned.names or by.mentioned.definite or self._is_plain_pronoun(by, end))
            most = LEAD_IN if by is not None and by.mentioned.names else LEAD_IN // 2
            if by is not None and named and self._words_behind_name(by, end) <= most:
                return self._clause(begin, comma, by)
        return None

    def _is_plain_pronoun(self, by: Attribution, end: int) -> bool:
        """Whether "he" or "she" says it, or a verb alone at the very end: `La obra se retrasa, aseguró`."""
        if by.mentioned.elided:
            comma = bisect_left(self._row, by.cue[0], key=lambda word: word.end)
            plain = all(word.is_word for word in self._row[self.narration.sentence_begin(comma) : comma - 1])
            return plain and self.narration.words_behind(by.cue[1], end) == 0
        verb = self._row[bisect_left(self._row, by.cue[1], key=lambda word: word.end)].lower
        plural = self._reporting.infinitive_endings  # "sagen sie"
        return by.mentioned.pronoun in {"he", "she"} and not (plural and verb.endswith(plural))

    def _is_name_and_apposition(self, begin: int, comma: int) -> bool:
        """Whether what stands in front of a verb is its subject: "Ana Roca, candidata del Centro, propuso"."""
        found = self.phrases.head_of_sentence(begin, comma)
        if found is None or not found.names:
            return False
        behind = [word for word in self._row[begin:comma] if word.start >= found.end]
        words = self._reporting
        finite = words.verbs | words.auxiliaries | words.copulas
        apposed = bool(behind) and behind[0].text == "," and sum(word.text == "," for word in behind) == 1
        return apposed and not any(word.lower in finite for word in behind)

    def _is_fronted(self, begin: int, comma: int) -> bool:
        """Whether what stands in front of a verb is no statement: "In the letter that I got, she admits"."""
        row, words = self._row, self._reporting
        while begin < comma and not row[begin].is_word:
            begin += 1
        opening = row[begin].lower
        if opening in words.complementizers or opening in words.as_words:
            return True
        if opening not in words.prepositions or not words.capital_nouns:
            return False
        commas = [at for at in range(begin, comma) if row[at].text == ","]
        return bool(commas) and commas[0] - begin <= _FRONTED

    def _clause(self, first: int, end: int, by: Attribution, shortest: int = SHORTEST_CLAUSE) -> ReportedClause | None:
        row = self._row
        while end > first and not row[end - 1].is_word and row[end - 1].text not in {")", "%"}:
            end -= 1
        while first < end and not row[first].is_word:
            first += 1
        if end - first < shortest or any(word.quotation for word in row[first:end]):
            return None
        return ReportedClause(row[first].start, row[end - 1].end, by)
