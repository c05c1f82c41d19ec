"""Lead-ins: a name and a colon in front of a quotation, or behind it a name and a mark, tell without a verb."""

from __future__ import annotations

from copydesk.text.language.marks import DASHES
from services.quotes.rules.narration import LEAD_IN, Attribution, Narration
from services.quotes.rules.noun_phrases import LONGEST_DESCRIPTION, Mentioned
from services.quotes.rules.phrases import ARTICLE_AND_ROLE, FULL_NAME
from services.quotes.rules.printed_names import NameWords

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
        self._nouns = narration.phrases.nouns
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
        head = self._apposed_in_front(begin, at - 1) or self._phrases.head_of_sentence(begin, at - 1)
        comma = next((place for place in range(begin, at) if row[place].text == ","), at)
        if head is None and comma - begin <= LEAD_IN:  # "Interrogée par la radio, la maire Ann Lee est nette : "
            head = self._titled_at(comma + 1, at - 1)
        head = self._behind_copula(begin, at - 1) or self._of_speech(begin, at - 1) or head
        head = head or self._closing(begin, at - 1) or self._inverted(begin, at - 1)
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

    def _apposed_in_front(self, begin: int, end: int) -> Mentioned | None:
        """The name in commas behind what opens a sentence: "Son entraîneure, Agathe Perrin, va loin"."""
        commas = [at for at in range(begin, end) if self._row[at].text == ","]
        if len(commas) < 2 or commas[0] - begin > LONGEST_DESCRIPTION:  # noqa: PLR2004
            return None
        verbs, auxiliaries = self._reporting.verbs, self._reporting.auxiliaries
        for at in range(begin, commas[0]):
            word = self._row[at]
            bare = word.is_capital and not word.opens and not self._nouns.is_governed(at)
            if bare or word.lower in verbs or word.lower in auxiliaries:
                return None
        found = self._nouns.whole_name(commas[0] + 1, commas[1])
        return found if found is not None and len(found.names[0]) > 1 else None

    def _titled_at(self, first: int, end: int) -> Mentioned | None:
        """Who is named behind an article and one noun at a place, with no room for a verb: "la maire Ann Lee"."""
        name = first + ARTICLE_AND_ROLE
        if name >= end or self._row[first].lower not in self._reporting.definite:
            return None
        found = self._nouns.named(first, self._nouns.reach(first, end))
        opens = found is not None and found.start == self._row[name].start
        return found if opens and found is not None and self._phrases.is_evident(found) else None

    def _closing(self, begin: int, colon: int) -> Mentioned | None:
        """Who is named, with a role and alone in the sentence, right before a colon.

        "Di parere opposto la collega di Delft, Ann Lee: ", "Ieri ha parlato il ministro Ann Lee: "; but the police are
        the subject of "La polizia ha fermato Ann Lee: ".
        """
        row, words = self._row, self._reporting
        runs = self._nouns.runs(begin, colon)
        if words.capital_nouns or words.inflects_names or not runs or runs[-1].last != colon or row[begin].text == ":":
            return None
        person = self._nouns.person(runs[-1])
        articles = [at for at in range(begin, runs[-1].first) if row[at].lower in words.definite]
        if len(person) < FULL_NAME or not articles:
            return None
        subject = [at for at in articles if at == begin or not self._nouns.is_oblique(at - 1)]
        first = subject[0] if subject else begin
        if len(subject) != 1 or first == begin or any(run.first < first for run in runs):
            return None
        phrase = row[first : runs[-1].first]
        if any(word.lower in words.verbs or word.lower in words.auxiliaries for word in phrase):
            return None
        found = self._nouns.of_names([runs[-1]._replace(words=person)], runs[-1].first)
        return found if self._phrases.is_evident(found) else None

    def _inverted(self, begin: int, colon: int) -> Mentioned | None:
        """The only person of a sentence that opens with something else and ends in a colon, in a verb-second language.

        "Dass es dazu kommt, erwartet Ann Lee nicht: "
        """
        words = self._reporting
        while begin < colon and not self._row[begin].is_word:
            begin += 1
        openers = (words.prepositions, words.fillers, words.complementizers, words.stops, words.as_words)
        if not words.verb_second or begin >= colon or not any(self._row[begin].lower in each for each in openers):
            return None
        runs = [run for run in self._nouns.runs(begin + 1, colon) if self._nouns.is_person_at(run)]
        named = [(run, person) for run in runs if (person := self._nouns.person(run))]
        if len(named) != 1:
            return None
        run, person = named[0]
        front = run.last - len(person)
        if any(
            self._nouns.is_oblique(at - 1) or self._nouns.is_governed(at) for at in {run.first, front} if at > begin
        ):
            return None
        return self._nouns.of_names([NameWords(front, run.last, person)], front)

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
