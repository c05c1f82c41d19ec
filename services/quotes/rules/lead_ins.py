"""Lead-ins: a name and a colon in front of a quotation, or behind it a name and a mark, tell without a verb."""

from __future__ import annotations

from copydesk.text.language.marks import DASHES
from services.quotes.rules.narration import LEAD_IN, Attribution, Narration
from services.quotes.rules.noun_phrases import Mentioned

_SIGNATURE = 10
"""Words of a signature, with what its bearer is."""

_SPEECH_AND_NAME = 12
"""Words from the noun of what is said to the colon, with whose it is: "la replica del vicepremier Ann Lee:"."""


class LeadIns:
    """Finds in one row who is said to speak by a colon or a dash."""

    def __init__(self, narration: Narration) -> None:
        self._narration = narration
        self._row = narration.row
        self._phrases = narration.phrases
        self._reporting = narration.reporting

    def before_colon(self, begin: int, at: int) -> Attribution | None:
        """`Ann Lee: "..."`; before the colon of a longer sentence the name that opens it."""
        row = self._row
        if at == 0 or row[at - 1].text != ":":
            return None
        if at - 1 - begin <= LEAD_IN:
            found = self._phrases.after(begin, at - 1)
            if found is not None and found.names and found.end == row[at - 2].end:
                return self._narration.attribution(found, at - 1, at, "lead_in")
        head = self._phrases.apposed_in_front(begin, at - 1) or self._phrases.head_of_sentence(begin, at - 1)
        comma = next((place for place in range(begin, at) if row[place].text == ","), at)
        if head is None and comma - begin <= LEAD_IN:  # "Interrogée par la radio, la maire Ann Lee est nette : "
            head = self._phrases.titled_at(comma + 1, at - 1)
        head = self._behind_copula(begin, at - 1) or self._of_speech(begin, at - 1) or head
        head = head or self._phrases.closing(begin, at - 1) or self._phrases.inverted(begin, at - 1)
        if head is None and self._goes_on(begin, at - 1):
            head = Mentioned(row[at - 1].start, row[at - 1].end, pronoun="either", elided=True)
        if head is not None and head.names and not self._phrases.is_evident(head):
            return None
        return self._narration.attribution(head, at - 1, at, "lead_in")

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
        found = self._phrases.after(noun + 2, colon)
        closes = found is not None and found.end == row[colon - 1].end
        return found if found is not None and closes and self._phrases.is_evident(found) else None

    def _behind_copula(self, begin: int, colon: int) -> Mentioned | None:
        """Who is named between a copula and a colon: "Anderer Meinung ist Ann Lee: "."""
        copula = next(
            (at for at in range(colon - 1, begin, -1) if self._row[at].lower in self._reporting.copulas), None
        )
        found = self._phrases.after(copula + 1, colon) if copula is not None else None
        closes = found is not None and found.end == self._row[colon - 1].end
        return found if found is not None and closes and self._phrases.is_evident(found) else None

    def signed(self, first: int, end: int) -> Attribution | None:
        """`"..." – Ann Lee, teacher`: a dash and a name at the end, without a verb."""
        dash = self._row[first - 1]
        if dash.text not in DASHES or dash.end == self._row[first].start or not self._row[first].is_capital:
            return None
        if end - first > _SIGNATURE:
            return None
        if any(word.lower in self._reporting.verbs for word in self._row[first:end]):
            return None
        found = self._phrases.after(first, end)
        if found is None or not found.names or len(found.names[0]) == 1 or found.start != self._row[first].start:
            return None
        return self._narration.attribution(found, first - 1, first, "lead_in")

    def headed(self, at: int, end: int) -> Attribution | None:
        """`"...": Ann Lee warns of floods`, as headings are written."""
        if at + 2 >= end or self._row[at + 1].text != ":" or not self._row[at + 2].is_capital:
            return None
        found = self._phrases.head_of_sentence(at + 2, end)
        if found is None or not self._phrases.is_evident(found):
            return None
        if any(not word.is_capital for word in self._row[at + 2 : end] if word.end <= found.start):
            return None
        return self._narration.attribution(found, at + 1, at + 2, "lead_in")
