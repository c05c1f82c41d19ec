"""What the labeller sees of an article, for the rules to ask where they find nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from copydesk.text.language.reporting import Reporting
from services.quotes.labelling.beyond_english import LabelledClause
from services.quotes.rules.attribution import RowAttribution
from services.quotes.rules.noun_phrases import Mentioned
from services.quotes.rules.words import Word


class LabelledClauses:
    """The clauses that are said, in the order of the text."""

    def __init__(self, clauses: Sequence[LabelledClause]) -> None:
        self._clauses = clauses
        self._starts = [clause.start for clause in clauses]

    def between(self, start: int, end: int) -> Iterator[LabelledClause]:
        """Those that begin and end between two characters."""
        following = self._clauses[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return takewhile(lambda clause: clause.end <= end, following)

    def around(self, start: int, end: int) -> LabelledClause | None:
        """The one that holds most of the characters between two."""
        for at in range(bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)):
            if at >= 0:
                clause = self._clauses[at]
                if 2 * (min(end, clause.end) - max(start, clause.start)) > end - start:
                    return clause
        return None


def begin_of(clause: LabelledClause, row: Sequence[Word], reporting: Reporting) -> int:
    """The first character of what is said, behind the "that" which opens the clause."""
    at = bisect_left(row, clause.start, key=lambda word: word.start)
    if at + 1 < len(row) and row[at].lower in reporting.complementizers and row[at + 1].end <= clause.end:
        return row[at + 1].start
    return clause.start


def source_of(
    clause: LabelledClause, row: Sequence[Word], attribution: RowAttribution, reporting: Reporting, places: range
) -> Mentioned | None:
    """Who says a clause, where the source that the labeller sees stands at these places of a row; else by its verb."""
    if clause.source is None:
        return None if clause.cue is None else attribution.elided_subject(clause.cue)
    first = bisect_left(row, clause.source[0], key=lambda word: word.start)
    end = bisect_left(row, clause.source[1], key=lambda word: word.start)
    if not places.start <= first < end <= places.stop:
        return None
    opening = reporting.conjunctions | (reporting.relatives - reporting.definite)
    first += int(end - first > 1 and row[first].lower in opening)  # "And Lee decided"
    if (
        not _may_open(row[first], alone=end - first == 1, reporting=reporting)
        or _is_governed(first, clause, row, reporting)
        or _is_parted(first, end, clause, row, reporting)
    ):
        return None
    found = attribution.phrases.after(first, end)
    alone = end - first == 1
    if alone and (row[first].text.islower() if found is None else row[first].opens and _is_guess(found, attribution)):
        return None
    if (
        found is not None
        and reporting.drops_subject
        and _is_where(found, row[places.start : first], attribution, reporting)
    ):
        return None if clause.cue is None else attribution.elided_subject(clause.cue)
    return found or Mentioned(row[first].start, row[end - 1].end, head=row[first].lower)


def _may_open(word: Word, *, alone: bool, reporting: Reporting) -> bool:
    """Whether a word can open a source: no preposition, no words in marks, and no article without a noun."""
    if (
        word.quotation is not None
        or word.lower in reporting.prepositions
        or word.lower in reporting.relatives - reporting.definite
    ):
        return False
    return not (alone and word.lower in (reporting.definite | reporting.indefinite) - reporting.pronouns.keys())


def _is_governed(first: int, clause: LabelledClause, row: Sequence[Word], reporting: Reporting) -> bool:
    """Whether a preposition that is no part of the cue stands before a source: "se dice en Casa de Gobierno"."""
    before = row[first - 1] if first else None
    if before is None or before.lower not in reporting.prepositions:
        return False
    return clause.cue is None or not clause.cue[0] <= before.start < clause.cue[1]


def _is_parted(first: int, end: int, clause: LabelledClause, row: Sequence[Word], reporting: Reporting) -> bool:
    """Whether a source is another's: before the "and" of a further verb, or away from a phrase that is no verb.

    "Der Rat wählte Ann Lee und erklärte: …"; "Erbaut wurde der Deich den Experten zufolge …" is not the dyke's.
    """
    if clause.cue is None:
        return False
    cue, behind = (bisect_left(row, offset, key=lambda word: word.start) for offset in clause.cue)
    between = row[behind:first] if first > cue else row[end:cue]
    if not between:
        return False
    phrases = (*reporting.sources, *reporting.opening_sources, *reporting.sources_behind)
    alone = {word for phrase in phrases for word in phrase} - reporting.verbs
    if first < cue and between[0].lower in reporting.conjunctions:
        return True
    return all(word.lower in alone for word in row[cue:behind])


def _is_where(found: Mentioned, before: Sequence[Word], attribution: RowAttribution, reporting: Reporting) -> bool:
    """Whether a name that is nobody's ends the phrase which opens a sentence: "W serwisie Truth Social napisał"."""
    if not found.names or not before or attribution.phrases.is_person(found):
        return False
    return before[0].lower in reporting.prepositions and all(word.text != "," for word in before)


def _is_guess(found: Mentioned, attribution: RowAttribution) -> bool:
    """Whether nothing but a capital tells that words are a name."""
    return bool(found.names) and not attribution.phrases.is_evident(found)
