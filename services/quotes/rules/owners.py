"""Whose a noun is: in "adwokat Jana Lisa powiedział" the lawyer speaks, and not Jan Lis, whose name is in a case.

For languages whose names have cases. A name in a case is nobody who does something. Where a noun stands beside it, that
noun does; where none does, the name is an object: "Janowi Lisowi powiedziano".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from copydesk.text.language.name_cases import nominative
from copydesk.text.language.reporting import Reporting
from services.quotes.rules.phrases import Mentioned
from services.quotes.rules.printed_names import NameTable
from services.quotes.rules.words import Word
from services.quotes.text.names import NameIndex

_LEAST_NOUN = 3
"""Letters of a noun; shorter words are small ones."""


class Owners:
    """The names of one row, and the nouns beside them."""

    def __init__(self, row: Sequence[Word], names: NameTable, index: NameIndex, reporting: Reporting) -> None:
        self._row = row
        self._names = names
        self._index = index
        self._reporting = reporting

    def subject(self, found: Mentioned) -> Mentioned | None:
        """Who does something, where a name is said to: the name, its noun where it stands in a case, or nobody."""
        if not self.is_in_case(found):
            return found
        first, last = (bisect_left(self._row, at, key=lambda word: word.start) for at in (found.start, found.end))
        if first > 0 and self._is_noun(self._row[first - 1]):
            return self._described(first - 1, last, self._row[first - 1])
        if last < len(self._row) and self._is_noun(self._row[last]):
            return self._described(first, last + 1, self._row[last])
        return None

    def is_in_case(self, found: Mentioned) -> bool:
        """Whether somebody is named, and by a form other than the nominative."""
        if not self._reporting.inflects_names or not found.names:
            return False
        printed = found.names[0]
        lasts = {name.entity.name.split()[-1] for name in self._index.people}
        if printed[-1] in lasts:
            return False
        if any(self._names.is_same(printed[-1], last) for last in lasts):
            return True
        name = " ".join(printed)
        return nominative(name, self._reporting) != name

    def _is_noun(self, word: Word) -> bool:
        words = self._reporting
        small = (words.prepositions, words.oblique, words.conjunctions, words.verbs, words.auxiliaries, words.stops)
        others = (words.fillers, words.relatives, words.complementizers, words.as_words, words.pronouns)
        listed = any(word.lower in each for each in (*small, *others))
        return word.text.isalpha() and len(word.text) >= _LEAST_NOUN and not listed and not self._is_adverb(word)

    def _is_adverb(self, word: Word) -> bool:
        endings = self._reporting.adverb_endings
        return bool(endings) and not word.is_capital and word.lower.endswith(endings)

    def _described(self, first: int, last: int, noun: Word) -> Mentioned:
        return Mentioned(self._row[first].start, self._row[last - 1].end, definite=True, head=noun.lower)
