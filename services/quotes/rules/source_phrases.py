"""The phrases that name a source: "laut Ann Lee", "Ann Lee zufolge", "so Ann Lee"."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.text.language.reporting import Phrase
from services.quotes.rules.narration import LEAD_IN, SUBJECT_FIRST, Attribution, Narration
from services.quotes.rules.noun_phrases import Mentioned
from services.quotes.rules.words import phrase_at

_NOUN_PHRASE = 3
"""Words between a source inside a noun phrase and the quotation that it speaks for."""


class SourcePhrases:
    """Finds in one row who is named by a source, without a verb."""

    def __init__(self, narration: Narration) -> None:
        self._narration = narration
        self._row = narration.row
        self._phrases = narration.phrases
        self._reporting = reporting = narration.reporting
        phrases = (
            *(*reporting.sources, *reporting.opening_sources, *reporting.sources_behind),
            *(*reporting.own_sources, *reporting.so_phrases, *reporting.relative_sources),
        )
        self.openers = frozenset(phrase[0] for phrase in phrases)
        """The words that such a phrase begins with."""
        self._own_sources = tuple(reporting.own_sources)

    def phrase_length(self, at: int, phrases: Sequence[Phrase]) -> int:
        """The words of the one of these phrases that stands at a place; 0 where none does."""
        return phrase_at(self._row, at, phrases) if self._row[at].lower in self.openers else 0

    def tagged(self, first: int, end: int) -> Attribution | None:
        """`"...", so Ann Lee`."""
        if self._row[first].lower not in self._reporting.tags:
            return None
        return self._narration.attribution(self._phrases.after(first + 1, end), first, first + 1, "according")

    def beside(self, first: int, end: int) -> Attribution | None:
        """`"...", laut Ann Lee`, `"...", Ann Lee zufolge`."""
        by = self.by_source(first, end)
        if by is not None:
            return by
        for at in range(first + 1, min(end, first + SUBJECT_FIRST)):
            if self._row[at].lower in self._reporting.verbs:
                return None
            length = self.phrase_length(at, self._reporting.sources_behind)
            if length:
                return self._narration.attribution(self._phrases.before(at, first), at, at + length, "according")
        return None

    def by_source(self, at: int, end: int) -> Attribution | None:
        """Who is named behind a source at a place, or by the possessive in one: `laut Ann Lee`, `по её словам`."""
        words = self._reporting
        if self._row[at].lower not in self.openers:
            return None
        length = self.phrase_length(at, self._own_sources)
        if length:
            phrase = self._row[at : at + length]
            pronoun = words.own_sources[tuple(word.lower for word in phrase)]
            mentioned = Mentioned(phrase[0].start, phrase[-1].end, pronoun=pronoun, elided=True)
            return self._narration.attribution(mentioned, at, at + length, "according")
        length = self.phrase_length(at, words.relative_sources)
        if length:
            return self._narration.attribution(
                self._phrases.before_relative(self._narration.sentence_begin(at), at), at, at + length, "according"
            )
        length = self.phrase_length(at, words.sources)
        if not length or at + length >= end:
            return None
        first = at + length
        found = self._phrases.after(first, end)
        if found is not None and (apart := self._phrases.owners.apart_from(found, first)) is not None:
            return self._narration.attribution(apart, at, first, "according")
        found = found or self._phrases.definite_noun(first, end) or self._phrases.closing_noun(first, end)
        return self._narration.attribution(found, at, first, "according")

    def aside(self, index: int, begin: int, at: int) -> Attribution | None:
        """A source between two commas: "Die Lage, so Ann Lee, ist", "Los mensajes, para Juan Roca, son"."""
        row = self._row
        if row[index].lower in self._reporting.tags and index > begin and row[index - 1].text == ",":
            return self._narration.attribution(self._phrases.after(index + 1, at), index, index + 1, "according")
        length = self.phrase_length(index, self._reporting.opening_sources)
        if not length or index == begin or row[index - 1].text != ",":
            return None
        found = self._phrases.after(index + length, at)
        if found is None or not found.names or not self._phrases.is_evident(found):
            return None
        behind = next((word for word in row[index:at] if word.start >= found.end), None)
        if behind is None or behind.text != ",":
            return None
        return self._narration.attribution(found, index, index + length, "according")

    def opening_source(self, begin: int, at: int) -> Attribution | None:
        """`Per Ann Lee si tratta di «...»`: who is named behind a source that only opens a sentence."""
        length = self.phrase_length(begin, self._reporting.opening_sources) if begin < at else 0
        if not length:
            return None
        found = self._phrases.after(begin + length, at)
        comma = next((index for index in range(begin, at) if self._row[index].text == ","), None)
        if found is None:
            return None
        behind = next((word for word in self._row[begin:at] if word.start >= found.end), None)
        # "Per la sindaca Ann Lee «...»", "Pour la maire, Ann Lee, « ... »", "Per Ann Lee si tratta di «...»"
        closed = behind is None or behind.text == "," or behind.lower in self._reporting.views
        if closed and found.names and self._phrases.is_evident(found):
            return self._narration.attribution(found, begin, begin + length, "according")
        if comma is None or found.end > self._row[comma].start:
            return None
        return self._narration.attribution(found, begin, begin + length, "according")

    def named_source(self, begin: int, end: int) -> Attribution | None:
        """`Anna Leen mukaan lautta myöhästyi`: who is named in front of the source that opens the sentence."""
        for at in range(begin + 1, min(end, begin + LEAD_IN)):
            length = self.phrase_length(at, self._reporting.sources_behind)
            if length:
                found = self._phrases.before(at, begin)
                if self._reporting.capital_nouns and (found is None or not found.names):
                    found = self._phrases.noun_between(begin, at)
                    return self._narration.attribution(found, at, at + length, "according")
                by = self._narration.attribution(found, at, at + length, "according")
                return by if by is not None and self._phrases.is_evident(by.mentioned) else None
        return None

    def reaches(self, source: int, begin: int, found: Mentioned, at: int) -> bool:
        """Whether a source speaks for a quotation: not where it stands in a noun phrase far before.

        "After the, according to Lee, great success they offer the “Small Plan”".
        """
        before = self._row[source - 1] if source > begin else None
        words = self._reporting
        if before is None or not before.is_word or before.lower in words.verbs or before.lower in words.conjunctions:
            return True
        return sum(word.start >= found.end and word.is_word for word in self._row[source:at]) <= _NOUN_PHRASE
