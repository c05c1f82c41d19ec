"""What the labeller sees of an article, for the rules to ask where they find nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from copydesk.text.language.reporting import Reporting
from services.quotes.labelling.beyond_english import LabelledClause
from services.quotes.rules.attribution import RowAttribution
from services.quotes.rules.noun_phrases import Mentioned
from services.quotes.rules.words import Word, place_at


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
    at = place_at(row, clause.start)
    if at + 1 < len(row) and row[at].lower in reporting.complementizers and row[at + 1].end <= clause.end:
        return row[at + 1].start
    return clause.start


def may_go_on(clause: LabelledClause, row: Sequence[Word], reporting: Reporting) -> bool:
    """Whether a clause may go on with what the sentence before reports: it opens its own, and the author is not in it.

    `row` begins with that sentence.
    """
    if clause.start > row[0].end:
        return False
    words = takewhile(lambda word: word.start < clause.end, row)
    return not any(word.quotation is None and word.lower in reporting.first_persons for word in words)


def source_of(
    clause: LabelledClause, row: Sequence[Word], attribution: RowAttribution, reporting: Reporting, places: range
) -> Mentioned | None:
    """Who says a clause, where the source that the labeller sees stands at these places of a row; else by its verb."""
    return _heard_from(clause, row, reporting, places) or _source(clause, row, attribution, reporting, places)


def _source(
    clause: LabelledClause, row: Sequence[Word], attribution: RowAttribution, reporting: Reporting, places: range
) -> Mentioned | None:
    if clause.source is None:
        return None if clause.cue is None else attribution.elided_subject(clause.cue)
    first = place_at(row, clause.source[0])
    end = place_at(row, clause.source[1])
    inside = places.start <= first < end <= places.stop
    opening = reporting.conjunctions | (reporting.relatives - reporting.definite)
    first += int(inside and end - first > 1 and row[first].lower in opening)  # "And Lee decided"
    if (
        not inside
        or not _may_open(row[first], alone=end - first == 1, reporting=reporting)
        or _is_governed(first, clause, row, reporting)
        or _is_parted(first, end, clause, row, reporting)
    ):
        return None
    found = attribution.phrases.after(first, end)
    if found is None:
        return _as_printed(row[first:end], reporting)
    if reporting.drops_subject and _is_where(found, row[places.start : first], attribution, reporting):
        return None if clause.cue is None else attribution.elided_subject(clause.cue)
    if end - first == 1 and row[first].opens and _is_guess(found, attribution):
        return None
    return _who_does(found, clause, row, attribution, reporting)


def _heard_from(clause: LabelledClause, row: Sequence[Word], reporting: Reporting, places: range) -> Mentioned | None:
    """Where something is said that nobody says: "dem Rathaus" of "aus dem Rathaus heißt es"."""
    if clause.cue is None or clause.source is None:
        return None
    if not any(word.lower in reporting.impersonal | reporting.standing for word in _cue_of(clause, row)):
        return None
    first, end = (place_at(row, at) for at in clause.source)
    first += int(row[first].lower in reporting.prepositions)
    governed = places.start < first < end <= places.stop and row[first - 1].lower in reporting.prepositions
    if not governed:
        return None
    noun = next((word for word in row[first:end] if word.is_capital), row[end - 1])
    return Mentioned(row[first].start, row[end - 1].end, definite=True, head=noun.lower)


def is_told_by_source(clause: LabelledClause, row: Sequence[Word], reporting: Reporting) -> bool:
    """Whether the cue of a clause is no verb but a phrase that names a source."""
    told = _cue_of(clause, row)
    return bool(told) and _is_source_phrase(told, reporting)


def _cue_of(clause: LabelledClause, row: Sequence[Word]) -> Sequence[Word]:
    """The words of its cue."""
    if clause.cue is None:
        return ()
    first, last = (place_at(row, at) for at in clause.cue)
    return row[first:last]


def _who_does(
    found: Mentioned, clause: LabelledClause, row: Sequence[Word], attribution: RowAttribution, reporting: Reporting
) -> Mentioned | None:
    """Who speaks of somebody named as the source: not whom the clause is about, nor whose noun or object a name is."""
    if clause.overlaps(found.start, found.end):
        return None  # "Segundo a polícia Ana Costa conduziu": she does not say what she did
    if clause.cue is None:
        return attribution.phrases.owners.subject(found)
    first, last = (place_at(row, at) for at in clause.cue)
    if _is_source_phrase(row[first:last], reporting):
        return found
    begin = attribution.narration.sentence_begin(first)
    if found.names and row[begin].start <= found.start and found.end == row[first - 1].end:
        subject = attribution.verbs.subject_in_front(first, begin)
        if subject is not None and subject.names != found.names and not found.start < subject.end <= found.end:
            return None  # "Man hatte Ann Lee versichert"
    return attribution.phrases.owners.subject(found)


def _as_printed(words: Sequence[Word], reporting: Reporting) -> Mentioned | None:
    """A source in which the rules see nobody, by its words; None for a small word, and for a name in a case."""
    if len(words) == 1 and words[0].text.islower():
        return None
    if reporting.inflects_names and all(word.is_capital for word in words):
        return None
    return Mentioned(words[0].start, words[-1].end, head=words[0].lower)


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
    cue, behind = (place_at(row, offset) for offset in clause.cue)
    between = row[behind:first] if first > cue else row[end:cue]
    if not between:
        return False
    if first < cue and between[0].lower in reporting.conjunctions:
        return True
    return _is_source_phrase(row[cue:behind], reporting)


def _is_source_phrase(words: Sequence[Word], reporting: Reporting) -> bool:
    """Whether a cue is no verb but a phrase that names a source: "nach Angaben", "zufolge"."""
    phrases = (*reporting.sources, *reporting.opening_sources, *reporting.sources_behind)
    alone = {word for phrase in phrases for word in phrase} - reporting.verbs
    return all(word.lower in alone for word in words)


def _is_where(found: Mentioned, before: Sequence[Word], attribution: RowAttribution, reporting: Reporting) -> bool:
    """Whether a name that is nobody's ends the phrase which opens a sentence: "W serwisie Truth Social napisał"."""
    if not found.names or not before or attribution.phrases.is_person(found):
        return False
    return before[0].lower in reporting.prepositions and all(word.text != "," for word in before)


def _is_guess(found: Mentioned, attribution: RowAttribution) -> bool:
    """Whether nothing but a capital tells that words are a name."""
    return bool(found.names) and not attribution.phrases.is_evident(found)
