"""Reported clauses: what somebody is said to say without marks, by "that", a source, a verb or the mood."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from copydesk.text.language.marks import DASHES
from services.quotes.rules.attribution import RowAttribution
from services.quotes.rules.mood import MOOD_REACH, SHORTEST_CLAUSE, Mood, shortest_behind_that
from services.quotes.rules.narration import LEAD_IN, REACH, SUBJECT_FIRST, Attribution

_THAT_REACH = 12
"""Words between a verb and its "that": who speaks, to whom and when."""

_JOINT_REACH = 3
"""Words from "and" to the second verb of one subject: "and then called"."""

_FRONTED = 4
"""Words of a phrase with a preposition in front of a comma, so few that no verb is among them."""

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


class ReportedClauses:
    """Finds the reported clauses of one row by who is said to speak in it; places are its indices."""

    def __init__(self, attribution: RowAttribution, mood: Mood) -> None:
        self._narration = attribution.narration
        self._sources = attribution.sources
        self._verbs = attribution.verbs
        self._phrases = attribution.phrases
        self._mood = mood
        self._row = attribution.narration.row
        self._ends = attribution.narration.ends
        self._reporting = reporting = attribution.narration.reporting
        self._shortest = shortest_behind_that(reporting)
        named = {phrase[0] for phrase in reporting.sources} - {phrase[0] for phrase in reporting.opening_sources}
        self._inner_sources = tuple(each for each in reporting.own_sources if named & {each[0], each[-1]})
        self._clause_verbs = reporting.verbs - reporting.no_clause_verbs

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

    def _source_clause(self, begin: int, end: int) -> ReportedClause | None:
        """`Laut Ann Lee war die Fähre zu spät`, `Die Fähre war zu spät, so Ann Lee`."""
        row, words = self._row, self._reporting
        by = self._sources.by_source(begin, end)
        if by is None and begin + 2 < end and row[begin + 1].text == ",":
            by = self._sources.by_source(begin + 2, end)  # "Однако, по словам очевидца, ..."
        if by is not None:
            return self._rest(by, begin, end)
        told = self._as_clause(begin, end)
        if told is not None:
            return self._behind_as_clause(told, begin, end)
        opening = self._sources.named_source(begin, end)
        if opening is not None:
            return self._rest(opening, begin, end)
        for at in range(begin + SHORTEST_CLAUSE, end):
            length = self._sources.phrase_length(at, words.sources) or int(
                row[at].lower in words.tags and row[at - 1].text == ","
            )
            if length and row[at - 1].text in {",", *DASHES}:
                found = self._phrases.after(at + length, end) or self._phrases.closing_noun(at + length, end)
                by = self._narration.attribution(found, at, at + length, "according")
                bare = by is not None and not (by.mentioned.names or by.mentioned.definite)
                known = by is not None and (bare or not self._phrases.is_thing(by.mentioned))
                if by is None or not known or self._narration.words_behind(by.mentioned.end, end) > LEAD_IN:
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
        by = self._verbs.inverted(begin + 1, end) or (self._verbs.subject_first(begin, comma) if comma < end else None)
        if by is None or by.mentioned.pronoun is not None:
            return None
        described = self._reporting.inflects_names and not by.mentioned.names and not by.mentioned.elided
        return by if described or self._phrases.is_evident(by.mentioned) else None

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
                by = self._verbs.by_verb(verb, begin, that)
                if by is None or by.mentioned.pronoun == "nobody":
                    return None
                if by.mentioned.start < row[verb].start and self._verbs.has_object(verb, that):
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
            by = self._verbs.by_verb(verb, begin, comma)
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
        mentioned = self._phrases.head_of_sentence(begin, mark)
        if mentioned is None or self._phrases.is_thing(mentioned):
            return None
        evident = self._phrases.is_evident(mentioned) or not mentioned.names
        by = self._narration.attribution(mentioned, mark, mark + 1, "lead_in") if evident else None
        return None if by is None else self._clause(mark + 1, end, by)

    def _clause_around_source(self, begin: int, end: int) -> ReportedClause | None:
        """`Prodej podle něj loni klesl`, `Belsito, secondo l'accusa, avrebbe intascato due milioni`."""
        row, words = self._row, self._reporting
        for at in range(begin + 1, min(end, begin + SUBJECT_FIRST)):
            length = self._sources.phrase_length(at, self._inner_sources)
            if length:
                by = self._sources.by_source(at, end)
                return None if by is None else self._clause(begin, end, by)
            if not self._sources.phrase_length(at, words.sources):
                continue
            if row[at - 1].text != ",":
                if row[at].lower not in words.inner_sources:
                    continue
                return self._around(begin, at, end)
            by = self._sources.by_source(at, end)
            if by is None or by.mentioned.pronoun or self._phrases.is_thing(by.mentioned):
                return None
            close = next((place for place in range(at, end) if row[place].start >= by.mentioned.end), end)
            goes_on = close + 1 < end and row[close].text == "," and row[close + 1].lower not in words.stops
            clause = self._clause(begin, end, by) if goes_on else None
            return None if clause is None else replace(clause, gap=(row[at - 2].end, row[close + 1].start))
        return None

    def _around(self, begin: int, at: int, end: int) -> ReportedClause | None:
        """`Der Mann starb laut Polizei im Spital`: a clause with a source at a place, which no comma parts from it."""
        row, words = self._row, self._reporting
        by = self._sources.by_source(at, end)
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
            by = self._verbs.subject_first(comma + 1, end) or self._verbs.inverted(comma + 2, end)
            known = by is not None and by.mentioned.pronoun is None
            if by is None or not known or not (by.mentioned.names or by.mentioned.definite):
                return None
            last = max(by.cue[1], by.mentioned.end)
            return self._clause(begin, comma, by) if self._narration.words_behind(last, end) <= LEAD_IN // 2 else None
        return None

    def _clause_in_front(self, begin: int, end: int) -> ReportedClause | None:
        """`Die Fähre war zu spät, sagte Ann Lee`: the verb and its subject end the sentence."""
        row, words = self._row, self._reporting
        for comma in range(begin + SHORTEST_CLAUSE, end - 1):
            if row[comma].text != "," or row[comma + 1].lower not in words.verbs | words.auxiliaries:
                continue
            if self._is_fronted(begin, comma) or self._is_name_and_apposition(begin, comma):
                return None
            by = self._verbs.inverted(comma + 1, end)
            named = by is not None and (by.mentioned.names or by.mentioned.definite or self._is_plain_pronoun(by, end))
            most = LEAD_IN if by is not None and by.mentioned.names else LEAD_IN // 2
            if by is not None and named and self._words_behind_name(by, end) <= most:
                return self._clause(begin, comma, by)
        return None

    def _words_behind_name(self, by: Attribution, end: int) -> int:
        """Words behind who speaks, or up to the comma behind which more is told of that person: ", der dies sagte"."""
        words, offset = self._reporting, by.mentioned.end
        behind = [word for word in self._row[max(0, end - REACH) : end] if word.start >= offset]
        first = list(takewhile(lambda word: word.text != ",", behind))
        further = behind[len(first) + 1].lower if len(first) + 1 < len(behind) else ""
        told = any(further in each for each in (words.relatives, words.definite, words.indefinite))
        if told and not self._phrases.is_thing(by.mentioned) and further not in words.complementizers:
            return sum(word.is_word for word in first)
        return self._narration.words_behind(offset, end)

    def _is_plain_pronoun(self, by: Attribution, end: int) -> bool:
        """Whether "he" or "she" says it, or a verb alone at the very end: `La obra se retrasa, aseguró`."""
        if by.mentioned.elided:
            comma = bisect_left(self._row, by.cue[0], key=lambda word: word.end)
            plain = all(word.is_word for word in self._row[self._narration.sentence_begin(comma) : comma - 1])
            return plain and self._narration.words_behind(by.cue[1], end) == 0
        verb = self._row[bisect_left(self._row, by.cue[1], key=lambda word: word.end)].lower
        plural = self._reporting.infinitive_endings  # "sagen sie"
        return by.mentioned.pronoun in {"he", "she"} and not (plural and verb.endswith(plural))

    def _is_name_and_apposition(self, begin: int, comma: int) -> bool:
        """Whether what stands in front of a verb is its subject: "Ana Roca, candidata del Centro, propuso"."""
        found = self._phrases.head_of_sentence(begin, comma)
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
        if opening in words.complementizers | words.as_words | words.time_openers:
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
