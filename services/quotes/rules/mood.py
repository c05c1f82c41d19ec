"""The mood of reported speech: by their verbs alone sentences go on with what somebody is said to say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from copydesk.text.language.reporting import Reporting
from services.quotes.rules.words import Word, phrase_at

SHORTEST_CLAUSE = 3
_SHORTEST_BEHIND_THAT = 2
"""Words of a clause behind "that" in a language that drops its subjects: "забил случайно"."""

MOOD_REACH = 8
"""Words of a clause in which its verb stands, in the mood that reports speech."""


def shortest_behind_that(reporting: Reporting) -> int:
    """Words of the shortest clause that stands behind "that" or a source, or in the mood of reported speech."""
    return _SHORTEST_BEHIND_THAT if reporting.inflects_names else SHORTEST_CLAUSE


class Mood:
    """Tells by the verbs of one language whether words are reported."""

    def __init__(self, reporting: Reporting) -> None:
        self._reporting = reporting
        self._moods = reporting.subjunctives - reporting.conditionals
        self._shortest = shortest_behind_that(reporting)

    def is_reported(self, sentence: Sequence[Word]) -> bool:
        """Whether a verb of a sentence says that who spoke before says this, too."""
        words = {word.lower for word in sentence}
        return not words.isdisjoint(self._reporting.subjunctives) and words.isdisjoint(self._reporting.impersonal)

    def told_on(self, row: Sequence[Word], begin: int, end: int) -> tuple[int, int] | None:
        """The characters of a sentence that, by the mood of its verb alone, goes on with what somebody is said to say.

        `„Wir sind bereit“, sagte Ann Lee. Die Fähre sei geprüft.`
        """
        sentence, words = row[begin:end], self._reporting
        if not words.subjunctives or any(word.quotation is not None for word in sentence) or self.speaks_anew(sentence):
            return None
        if not self.is_in_mood(sentence[: MOOD_REACH + 1]):
            return None
        # "Ich habe" is the indicative, too; "hieß es aus dem Büro" is the office's.
        if any(word.lower in words.first_persons or word.lower in words.impersonal for word in sentence):
            return None
        if any(phrase_at(row, at, words.set_moods) for at in range(begin, end)):
            return None
        # "Teile der Linken sagen, er sei Sozialist", but "Die Stadt müsse sagen, wann"
        mood = next((at for at, word in enumerate(sentence) if self.is_in_mood([word])), len(sentence))
        infinitives = words.infinitive_endings
        if any(
            word.lower in words.verbs and behind.text == "," and not (at > mood and word.lower.endswith(infinitives))
            for at, (word, behind) in enumerate(pairwise(sentence))
        ):
            return None
        while sentence and not sentence[-1].is_word and sentence[-1].text not in {")", "%"}:
            sentence = sentence[:-1]
        return (sentence[0].start, sentence[-1].end) if len(sentence) >= self._shortest else None

    def is_in_mood(self, clause: Sequence[Word]) -> bool:
        """Whether a verb stands in the mood that can mean nothing but that others say this."""
        return any(word.lower in self._moods and not word.is_capital for word in clause)

    def speaks_anew(self, sentence: Sequence[Word]) -> bool:
        """Whether a sentence has a verb of saying of its own; an infinitive is none: "lässt sich nicht sagen"."""
        reporting = self._reporting
        said = (word.lower for word in sentence if word.lower in reporting.verbs)
        infinitives = reporting.infinitive_endings
        return any(
            verb not in reporting.subjunctives and not (infinitives and verb.endswith(infinitives)) for verb in said
        )
