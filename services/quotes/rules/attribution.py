"""Who is said to say a quotation, by verbs and phrases of the language beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk.text.language.marks import DASHES
from copydesk.text.language.reporting import Reporting
from services.quotes.rules.lead_ins import LeadIns
from services.quotes.rules.narration import LEAD_IN, REACH, Attribution, Narration
from services.quotes.rules.noun_phrases import Mentioned
from services.quotes.rules.phrases import Phrases
from services.quotes.rules.source_phrases import SourcePhrases
from services.quotes.rules.speech_verbs import SpeechVerbs
from services.quotes.rules.words import Word, is_told_paper, place_at

_CLOSING = 3
"""Words from a quotation to the participle that closes its clause."""


class RowAttribution:
    """Finds who speaks in one row; places are its indices."""

    def __init__(self, row: Sequence[Word], ends: Sequence[int], phrases: Phrases, reporting: Reporting) -> None:
        """`ends`: for each place the one behind its sentence."""
        self.narration = Narration(row, ends, phrases, reporting)
        self.sources = SourcePhrases(self.narration)
        self.verbs = SpeechVerbs(self.narration)
        self._lead_ins = LeadIns(self.narration)
        self._row = row
        self._ends = ends
        self.phrases = phrases
        self._reporting = reporting

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
            or self._lead_ins.signed(first, end)
            or self._lead_ins.headed(at, end)
        )

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
        return self.sources.opening_source(begin, at) or self._lead_ins.before_colon(begin, at)

    def is_denied(self, cue: tuple[int, int], end: int) -> bool:
        """Whether the words of a cue, by its characters, say that nothing was said; `end`: the place to look to."""
        return any(self.verbs.denied(at, end) for at in self._places(cue) if at < end)

    def opens_relative(self, cue: tuple[int, int], start: int) -> bool:
        """Whether what starts behind a cue, by its characters, tells of a noun between: "respondió a la carta que"."""
        verb, that = self._places(cue).start, place_at(self._row, start)
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
        first, end = (place_at(self._row, offset) for offset in characters)
        return range(first, end)
