"""Statements by rules, for languages without a trained labeller; by quotation marks alone where no words are known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import takewhile
from typing import Final

from copydesk.text.language.marks import Marks, marks_of
from copydesk.text.language.registry import reporting_of
from copydesk.text.language.reporting import Reporting, UnspacedReporting
from schemas.entity import Entity
from schemas.quote import Speaker
from services.quotes.labelling.beyond_english import READ, LabelledClause, labelled_clauses
from services.quotes.rules.attribution import RowAttribution
from services.quotes.rules.labelled import (
    LabelledClauses,
    begin_of,
    is_told_by_source,
    may_go_on,
    source_of,
)
from services.quotes.rules.mood import Mood
from services.quotes.rules.narration import Attribution, Finding
from services.quotes.rules.noun_phrases import Mentioned
from services.quotes.rules.paragraphs import Paragraph, ParagraphReader, quotations_in
from services.quotes.rules.phrases import Phrases
from services.quotes.rules.printed_names import NameTable
from services.quotes.rules.quotations import is_short
from services.quotes.rules.reported_clauses import ReportedClause, ReportedClauses
from services.quotes.rules.resolution import Speakers
from services.quotes.rules.turns import turn_of
from services.quotes.rules.unspaced import read_unspaced
from services.quotes.rules.words import Word, in_sentences, is_told_paper, place_at, row_of
from services.quotes.speakers.resolver import Answer, carried
from services.quotes.statement import MOST_STATEMENTS, Statement
from services.quotes.text.marks import Quotation
from services.quotes.text.neighbours import Extent
from services.quotes.text.parsed_article import ParsedArticle

CONFIDENCE: Final[Mapping[Finding, float]] = {
    "beside": 0.9,
    "lead_in": 0.75,
    "end": 0.75,
    "according": 0.8,
    "clause": 0.6,
    "topic": 0.6,
    "alone": 0.4,
}
"""By how the speaker was found: rough shares of right statements, to rank by."""

_SURE_BESIDE_RULES = 0.6
"""How sure the labeller must be of a clause in a sentence in which the rules find something else."""

_SURE_OF_QUOTATION = 0.7
"""How sure it must be of what stands in marks and nobody is found for: most of that are titles and nicknames. Of 250
short quotations of held-out articles with a source and a cue, 99 of 100 that it was so sure of were said."""

_SURE_OF_NAME = 0.6
"""How sure it must be of a clause whose speaker has a name. Of 28 with a lower confidence that were read, 12 were
somebody else's or nobody's; of 71 with a higher one, 11."""

_SURE_TO_GO_ON = 0.7
"""How sure it must be of one that goes on with what the sentence before reports, where its mood does not tell."""

_NARRATION_BETWEEN = 300
"""Characters of narration, two sentences or three, behind which somebody goes on to be reported."""

_SURE_OF_SOMEBODY = 0.7
"""How sure it must be of one whose source it sees, where the rules cannot tell who that is."""

_SURE_OF_NOBODY = 0.9
"""How sure it must be of a clause that somebody says whom nothing names: "it was said that"."""

_CARRIED = 0.6
"""With a speaker who is carried over from the statement before."""

_FRAGMENT_WORDS = 2
"""So few quoted words that open with a capital are a title or the name of a newspaper."""

_ADDRESS = re.compile(r"\w+(?:\.\w+)+")
"""The name of a web site, which is a name in small letters: "news.de"."""

_ENDS = re.compile(r"[.!…] ")
"""Ends a sentence that another follows."""

_SENTENCE_REACH = 400
"""Characters in front of a verb without a subject in which its sentence is looked at."""

_PREPOSITION_REACH = 16
"""Characters before a name in which its preposition stands."""

_SENTENCE_WORDS = 4
"""Tokens of a quotation and a sentence behind it."""

_SENTENCES_BETWEEN = 3
"""Full stops between two statements of one speaker."""

_WORK_ENDING = 5
"""Letters of a noun from which on it tells the kind of a longer one that it ends: "magazin" of "Monatsmagazin"."""

Answered = tuple[Statement, Answer]
"""A statement and who says it."""


def read_by_rules(parsed: ParsedArticle, tag: str, entities: Sequence[Entity]) -> tuple[list[Answered], list[Extent]]:
    """The statements of an article with their speakers, and the sentences of its narration, in the order of its text.

    `tag`: its language, by the primary subtag of BCP 47. `entities`: what it names.
    """
    marks = marks_of(tag)
    reporting = reporting_of(tag)
    if isinstance(reporting, UnspacedReporting):
        found, sentences = read_unspaced(parsed.text, parsed.paragraphs, parsed.names, marks, reporting)
        return found[:MOST_STATEMENTS], sentences
    reader = _Reader(parsed, marks, reporting or Reporting(), entities if tag in READ else None)
    return reader.statements(), reader.sentences()


@cache
def _long(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) >= _WORK_ENDING)


class _Reader:
    """Reads one article paragraph by paragraph."""

    def __init__(
        self, parsed: ParsedArticle, marks: Marks, reporting: Reporting, entities: Sequence[Entity] | None = None
    ) -> None:
        """`entities`: what the article names, where its language is one that the labeller reads."""
        self._parsed = parsed
        self._entities = entities
        self._text = parsed.text
        self._marks = marks
        self._reporting = reporting
        self._mood = Mood(reporting)
        self._found: list[Answered] = []
        self._last_quoted: Answered | None = None
        self._reported: Answer | None = None
        """Whose words the narration goes on with in the mood of reported speech, sentence by sentence."""
        self._lead: Attribution | None = None
        """Who is said to say what a paragraph opens with, by the colon that ends the one before."""

    @cached_property
    def _paragraphs(self) -> list[Paragraph]:
        return ParagraphReader(self._text, self._parsed.paragraphs, self._marks, self._reporting).paragraphs()

    @cached_property
    def _people(self) -> frozenset[str]:
        """The people whom the article names, by their full names."""
        return frozenset(name.entity.name for name in self._parsed.names.people)

    @cached_property
    def _names(self) -> NameTable:
        known = [name.entity.name for name in self._parsed.names.people]
        return NameTable([paragraph.row for paragraph in self._paragraphs], known, self._reporting)

    @cached_property
    def _speakers(self) -> Speakers:
        rows = [paragraph.row for paragraph in self._paragraphs]
        return Speakers(self._text, rows, self._names, self._parsed.names, self._reporting)

    def statements(self) -> list[Answered]:
        """All statements in the order of the text."""
        for paragraph in self._paragraphs:
            if len(self._found) >= MOST_STATEMENTS:
                break
            self._read(paragraph)
        if self._marks.dash == "comma":
            self._found = self._with_later_cues(self._found)
        return sorted(self._found, key=lambda answered: answered[0].spans[0])[:MOST_STATEMENTS]

    def _with_later_cues(self, found: Sequence[Answered]) -> list[Answered]:
        """The statements, those that open a row of dashes given to who is named behind the next of them.

        Nordic newspapers print one speech in several such paragraphs, and name who speaks in the first or the second.
        """
        answered = list(found)
        for at in range(len(answered) - 1):
            (statement, answer), (following, named) = answered[at], answered[at + 1]
            alone = statement.cue is None and not statement.carried and answer.speaker.status == "unknown"
            beside = following.paragraph == statement.paragraph + 1 and named.speaker.status == "named"
            turns = self._paragraphs[statement.paragraph].turn and self._paragraphs[following.paragraph].turn
            ends = statement.spans[-1][1]
            question = "?" in self._text[ends - 1 : ends + 1]
            if alone and beside and turns and following.cue is not None and not question:
                statement.carried, statement.extent = True, _CARRIED
                answered[at] = (statement, carried(named))
        return answered

    def sentences(self) -> list[Extent]:
        """The sentences of the narration; a quotation belongs to the one that it stands in."""
        return [
            (paragraph.row[begin].start, paragraph.row[end - 1].end)
            for paragraph in self._paragraphs
            for begin, end in zip([0, *paragraph.ends], paragraph.ends, strict=False)
            if begin < end and (begin == 0 or paragraph.ends[begin - 1] != end)
        ]

    def _read(self, paragraph: Paragraph) -> None:
        row, ends = paragraph.row, paragraph.ends
        phrases = Phrases(row, self._names, self._parsed.names, self._reporting)
        attribution = RowAttribution(row, ends, phrases, self._reporting)
        clauses = ReportedClauses(attribution, self._mood)
        begin = 0
        while begin < len(row):
            end = ends[begin]
            places = [at for at in range(begin, end) if row[at].quotation is not None]
            already = len(self._found)
            found = False
            for at in places:
                found = self._quoted(paragraph, attribution, at) or found
            if self._reporting.verbs and (not found or row[places[0] - 1].text == ":"):
                self._clauses(paragraph, clauses.reported(begin, places[0] if found else end))
            elif self._reporting.verbs:
                cue = self._found[already][0].cue if len(self._found) > already else None
                if cue is not None and cue[0] < row[places[0]].start:
                    self._clauses(paragraph, clauses.before_cue(begin, cue[0]))
                self._clauses(paragraph, clauses.further(places[-1] + 1, end))
            if self._reported is not None and not places and len(self._found) == already:
                self._told_on(paragraph, self._mood.told_on(row, begin, end), self._reported)
            self._overlooked(paragraph, attribution, range(begin, end), self._found[already:])
            if len(self._found) > already:
                self._reported = self._found[-1][1]
            elif not self._mood.is_reported(row[begin:end]) or self._mood.speaks_anew(row[begin:end]):
                self._reported = self._told_without_words(attribution, begin, end)
            begin = end
        self._lead = attribution.lead_to_next() if self._reporting.verbs else None

    def _told_without_words(self, attribution: RowAttribution, begin: int, end: int) -> Answer | None:
        """Whose words a sentence may go on with that follows one with a verb of saying, and with nothing said."""
        mentioned = attribution.teller(begin, end) if self._reporting.subjunctives else None
        return None if mentioned is None else self._speakers.answer(mentioned)

    def _told_on(self, paragraph: Paragraph, told: tuple[int, int] | None, by: Answer) -> None:
        """Add a sentence by whose mood somebody goes on, as that person's statement."""
        if told is None or by.speaker.status == "unknown":
            return
        statement = Statement(
            spans=[told], paragraph=paragraph.number, quoted=False, reported=True, extent=CONFIDENCE["clause"]
        )
        statement.carried = True
        self._found.append((statement, carried(by)))

    def _clauses(self, paragraph: Paragraph, clauses: Iterable[ReportedClause]) -> None:
        for clause in clauses:
            answer = self._speaker_beside(clause)
            if answer.speaker.status == "unknown":
                continue
            statement = Statement(
                spans=clause.spans,
                paragraph=paragraph.number,
                quoted=False,
                reported=True,
                extent=CONFIDENCE["clause"],
                cue=clause.by.cue,
            )
            self._found.append((statement, answer))

    def _speaker_beside(self, clause: ReportedClause) -> Answer:
        """Who says a clause, and never who opens it: of "Segundo a polícia Ana Costa conduziu" the police."""
        mentioned, start = clause.by.mentioned, clause.spans[0][0]
        beside = self._parsed.names.at(start, start + 1)
        follows = 0 < start - mentioned.end <= 1 and not mentioned.names and mentioned.pronoun is None
        if follows and beside is not None and beside.is_person and beside.start == start:
            return self._speakers.as_described(mentioned)
        return self._speaker_of(clause.by)

    @cached_property
    def _labelled(self) -> LabelledClauses:
        if self._entities is None:
            return LabelledClauses([])
        marked = quotations_in(self._paragraphs)
        return LabelledClauses(labelled_clauses(self._text, self._parsed.paragraphs, marked, self._entities))

    def _overlooked(
        self, paragraph: Paragraph, attribution: RowAttribution, places: range, found: Sequence[Answered]
    ) -> None:
        """Add what the labeller sees in a sentence beside the statements that the rules find in it."""
        row = paragraph.row
        taken = [span for statement, _ in found for span in statement.spans]
        least = _SURE_BESIDE_RULES if taken else 0.0
        quoted = [word for word in row[places.start : places.stop] if word.quotation is not None]
        for clause in self._labelled.between(row[places.start].start, row[places.stop - 1].end):
            if clause.probability < least or any(clause.overlaps(*span) for span in taken):
                continue
            if any(clause.is_mostly_of(word.start, word.end) for word in quoted):
                continue  # it was read by its marks
            answer = self._labelled_answer(clause, row, attribution, places)
            if answer is None:
                continue
            statement = Statement(
                spans=[(begin_of(clause, row, self._reporting), clause.end)],
                paragraph=paragraph.number,
                quoted=False,
                reported=True,
                extent=clause.probability,
                cue=clause.cue,
            )
            self._found.append((statement, answer))

    def _labelled_answer(
        self, clause: LabelledClause, row: Sequence[Word], attribution: RowAttribution, places: range
    ) -> Answer | None:
        """Who says a clause that the labeller sees; None for one that nobody says, or that nothing tells to be said."""
        cue = clause.cue
        if cue is None or not row[places.start].start <= cue[0] < row[places.stop - 1].end:
            # A cue of the sentence before or behind is another statement's, with which this one goes on.
            return self._goes_on_as_labelled(clause, row, places)
        if attribution.is_denied(cue, places.stop):
            return None
        if clause.probability < _SURE_BESIDE_RULES and attribution.opens_relative(cue, clause.start):
            return None
        mentioned = source_of(clause, row, attribution, self._reporting, places)
        if mentioned is None:
            if is_told_by_source(clause, row, self._reporting):
                return None  # "laut" is loud, too
            least = _SURE_OF_NOBODY if clause.source is None else _SURE_OF_SOMEBODY
            return Answer(Speaker()) if clause.probability >= least else None
        answer = self._speaker_in(mentioned, attribution, row, places)
        doubtful = clause.probability < _SURE_OF_NAME and answer is not None and answer.speaker.status == "named"
        return None if doubtful else answer

    def _goes_on_as_labelled(self, clause: LabelledClause, row: Sequence[Word], places: range) -> Answer | None:
        """Who goes on to say a clause beside which nobody is named; None where nothing tells that it is said.

        Its mood tells, even behind narration: "Er winkt ab. Draußen hält ein Zug. Die Stadt habe kein Geld."
        """
        if not may_go_on(clause, row[places.start :], self._reporting):
            return None
        if self._mood.is_reported(row[places.start : places.stop]):
            before = self._reported or self._spoke_before(row[places.start].start)
            return Answer(Speaker()) if before is None else carried(before)
        sure = clause.probability >= _SURE_TO_GO_ON and (clause.cue is not None or clause.source is None)
        return carried(self._reported) if sure and self._reported is not None else None

    def _spoke_before(self, start: int) -> Answer | None:
        """Who spoke last before a character, where that is near, in its paragraph, and nobody is named since."""
        if not self._found:
            return None
        statement, answer = self._found[-1]
        end = max(statement.spans[-1][1], statement.cue[1] if statement.cue else 0)
        if start - end > _NARRATION_BETWEEN or "\n" in self._text[end:start]:
            return None
        since = (name for name in self._parsed.names.within(end, start) if name.is_person)
        named = any(name.entity.name not in answer.speaker.names for name in since)
        return None if named else answer

    def _speaker_in(
        self, mentioned: Mentioned, attribution: RowAttribution, row: Sequence[Word], places: range
    ) -> Answer | None:
        """Who is meant by words of a sentence; None where they would mean whom the sentence names besides.

        Of "Der Rat wählte Ann Lee und erklärte" the councillor is not Ann Lee.
        """
        printed = self._speakers.as_printed(mentioned) if attribution.phrases.is_thing(mentioned) else None
        if printed is not None:
            return printed
        answer = self._speakers.answer(mentioned)
        if mentioned.names or answer.speaker.status != "named":
            return answer
        if mentioned.pronoun is not None:
            return answer if not self._people.isdisjoint(answer.speaker.names) else None
        beside = self._parsed.names.within(row[places.start].start, row[places.stop - 1].end)
        return None if any(name.entity.name in answer.speaker.names for name in beside) else answer

    def _quoted(self, paragraph: Paragraph, attribution: RowAttribution, at: int) -> bool:
        """Add the statement that a quotation is; whether it is one."""
        quotation = paragraph.row[at].quotation
        if quotation is None:
            return False
        if self._is_work(paragraph.row, at) or is_told_paper(paragraph.row, at, self._reporting):
            return False
        if not self._marks.resumes and self._with_dashes(paragraph, quotation):
            return True
        return self._attributed(paragraph, attribution, at, quotation)

    def _attributed(self, paragraph: Paragraph, attribution: RowAttribution, at: int, quotation: Quotation) -> bool:
        """Add the statement that a quotation with all that its marks hold is; whether it is one."""
        by = attribution.of_quotation(at) if self._reporting.verbs else None
        if by is None and self._marks.resumes and self._with_incise(paragraph, quotation):
            return True
        if by is not None and (self._is_title(paragraph.row, at, by) or self._is_name(paragraph.row, at, by)):
            return False
        if by is None and at == 0:
            by = self._lead
        if by is None:
            return self._alone(paragraph, attribution, at, quotation)
        statement = self._statement(paragraph, quotation, by.found, by.cue)
        answered = (statement, self._speaker_of(by))
        self._found.append(answered)
        self._last_quoted = answered
        return True

    def _speaker_of(self, by: Attribution) -> Answer:
        """Who speaks by words; without a subject nobody whom a preposition brings in: "A Ana Roca se la acusa"."""
        answer = self._speakers.answer(by.mentioned)
        if not by.mentioned.elided or answer.speaker.status != "named":
            return answer
        least = max(0, by.cue[0] - _SENTENCE_REACH)
        start = max(least - 1, *(self._text.rfind(mark, least, by.cue[0]) for mark in (". ", "\n")))
        beside = self._parsed.names.within(start + 1, by.cue[0])
        governed = (name for name in beside if self._is_behind_preposition(name.start))
        return Answer(Speaker()) if any(name.entity.name in answer.speaker.names for name in governed) else answer

    def _is_behind_preposition(self, start: int) -> bool:
        before = self._text[max(0, start - _PREPOSITION_REACH) : start].split()
        words = self._reporting
        return bool(before) and before[-1].lower() in words.prepositions | words.oblique

    def _is_work(self, row: Sequence[Word], at: int) -> bool:
        """Whether the marks hold the title of a work or a paper: `the film "The Pier"`, `der "New Times"`."""
        quotation = row[at].quotation
        before = row[at - 1] if at else None
        inner = self._text[quotation.inner_start : quotation.inner_end] if quotation else ""
        if before is None or not before.is_word or inner.endswith((".", "!", "?", "…", ",")):
            return False
        if inner[:1].islower() and not _ADDRESS.fullmatch(inner):
            return False
        words = self._reporting
        if before.lower in words.works:
            return True
        if words.capital_nouns and before.is_capital and before.lower.endswith(_long(words.works)):
            return True
        printed = inner.split()
        return before.lower in words.definite and words.capital_nouns and len(printed) > 1 and inner.istitle()

    def _is_title(self, row: Sequence[Word], at: int, by: Attribution) -> bool:
        """Whether one or two words that open with a capital are a name in marks, and not what somebody says."""
        quotation = row[at].quotation
        inner = self._text[quotation.inner_start : quotation.inner_end] if quotation else ""
        if len(inner.split()) > _FRAGMENT_WORDS or inner.endswith((".", "!", "?", "…")):
            return False
        if self._reporting.capital_nouns:
            before = row[at - 1] if at else None
            named_so = self._text[slice(*by.cue)].lower() in self._reporting.naming_verbs
            if named_so and by.found == "beside" and by.cue[0] < row[at].start:
                return False
            small = any(word[0].islower() for word in inner.split())
            return (
                not small
                and before is not None
                and ((before.is_capital and not before.opens) or before.lower in self._reporting.oblique)
            )
        if not inner[:1].isupper():
            return False
        beside = row[at - 1].text == ":" if at else False
        following = row[at + 1] if at + 1 < len(row) else None
        if beside or inner.endswith(",") or following is None or by.cue[0] < row[at].end:
            return not beside and not inner.endswith(",")
        parted = (
            self._marks.dash == "incised" and not self._reporting.verb_last
        )  # by a comma or a dash from the verb of who says it
        return following.text not in {",", "–", "—"} and (parted or following.start != by.cue[0])

    def _with_dashes(self, paragraph: Paragraph, quotation: Quotation) -> bool:
        """Add a quotation with narration between dashes inside its marks, without that: «Мост, — сказал он, — цел»."""
        inner = self._text[quotation.inner_start : quotation.inner_end]
        if self._marks.dash != "incised" or not any(dash in inner for dash in (" —", " –", ", —", ", –")):
            return False
        row = row_of(self._text, quotation.inner_start, quotation.inner_end, [], self._reporting)
        spoken = turn_of(self._text, row, self._marks, self._reporting, beside=False)
        if not spoken:
            return False
        row = row_of(self._text, quotation.inner_start, quotation.inner_end, spoken, self._reporting)
        row, ends = in_sentences(self._text, row, self._reporting)
        phrases = Phrases(row, self._names, self._parsed.names, self._reporting)
        by = RowAttribution(row, ends, phrases, self._reporting).of_quotation(0)
        if by is None:
            return False
        answer = self._speakers.answer(by.mentioned)
        if not (phrases.is_evident(by.mentioned) or (by.mentioned.pronoun and answer.speaker.status == "named")):
            return False
        statement = self._statement(paragraph, quotation, by.found, by.cue)
        statement.spans = [(each.inner_start, each.inner_end) for each in spoken]
        self._last_quoted = (statement, answer)
        self._found.append(self._last_quoted)
        return True

    def _with_incise(self, paragraph: Paragraph, quotation: Quotation) -> bool:
        """Add a quotation with narration inside its marks, in a language that prints so, without that narration."""
        row = row_of(self._text, quotation.inner_start, quotation.inner_end, [], self._reporting)
        row, ends = in_sentences(self._text, row, self._reporting)
        phrases = Phrases(row, self._names, self._parsed.names, self._reporting)
        found = RowAttribution(row, ends, phrases, self._reporting).incise()
        if found is None:
            return False
        by, comma, behind = found
        statement = self._statement(paragraph, quotation, by.found, by.cue)
        statement.spans = [(quotation.inner_start, row[comma - 1].end)]
        if behind < len(row):
            statement.spans.append((row[behind].start, quotation.inner_end))
        self._last_quoted = (statement, self._speakers.answer(by.mentioned))
        self._found.append(self._last_quoted)
        return True

    def _is_name(self, row: Sequence[Word], at: int, by: Attribution) -> bool:
        """Whether a few words that open with a capital are a name: their source stands far behind them."""
        quotation = row[at].quotation
        inner = self._text[quotation.inner_start : quotation.inner_end] if quotation else ""
        if by.found != "end" or not inner[:1].isupper() or inner.endswith((".", "!", "?", "…", ",")):
            return False
        most = _FRAGMENT_WORDS if self._reporting.capital_nouns else 2 * _FRAGMENT_WORDS
        return len(inner.split()) <= most

    def _statement(
        self, paragraph: Paragraph, quotation: Quotation, found: Finding, cue: tuple[int, int] | None
    ) -> Statement:
        return Statement(
            spans=[(quotation.inner_start, quotation.inner_end)],
            paragraph=paragraph.number,
            quoted=True,
            reported=False,
            extent=CONFIDENCE[found],
            cue=cue,
        )

    def _alone(self, paragraph: Paragraph, attribution: RowAttribution, at: int, quotation: Quotation) -> bool:
        """A quotation beside which nobody is named: it goes on with the one before, or is told of somebody."""
        last = self._last_quoted
        inner = self._text[quotation.inner_start : quotation.inner_end]
        goes_on = self._goes_on(paragraph, at)
        if last is not None and (goes_on or (paragraph.continued and at == 0)):
            last[0].spans.append((quotation.inner_start, quotation.inner_end))
            last[0].paragraph = paragraph.number
            return True
        if self._is_reported_on(paragraph, at):
            self._carry(paragraph, quotation, self._reported)
            return True
        if self._is_further_fragment(paragraph, at, inner):
            self._carry(paragraph, quotation, self._last_quoted[1] if self._last_quoted else None)
            return True
        if self._is_labelled(paragraph, attribution, at, quotation):
            return True
        is_more = paragraph.turn or self._is_whole(paragraph, at) or self._is_told_beside(paragraph, attribution, at)
        if is_short(inner, self._marks) and not is_more:
            return False
        answered = self._told_of(paragraph, attribution, at, quotation, inner)
        self._found.append(answered)
        self._last_quoted = answered
        return True

    def _is_told_beside(self, paragraph: Paragraph, attribution: RowAttribution, at: int) -> bool:
        """Whether a verb of saying stands beside a quotation whose speaker nothing tells: `"Go!", cried some`."""
        row = paragraph.row
        behind = at + 2 if at + 2 < len(row) and row[at + 1].text == "," else None
        verb = at - 2 if at > 1 and row[at - 1].text == ":" else behind
        if verb is None or row[verb].lower not in self._reporting.verbs:
            return False
        return not attribution.is_denied((row[verb].start, row[verb].end), paragraph.sentence(at).stop)

    def _is_labelled(self, paragraph: Paragraph, attribution: RowAttribution, at: int, quotation: Quotation) -> bool:
        """Add a quotation whose source the labeller alone sees; whether it does."""
        clause = self._labelled.around(quotation.inner_start, quotation.inner_end)
        places = paragraph.sentence(at)
        if clause is None or clause.probability < _SURE_OF_QUOTATION:
            return False
        if clause.cue is None or attribution.is_denied(clause.cue, places.stop):
            return False
        if not any(map(str.isalpha, self._text[slice(*clause.cue)])):
            return False  # a colon alone: "A banner against Ann Lee: “Go”"
        if clause.source is None or self._text[quotation.inner_start : quotation.inner_end].istitle():
            return False
        mentioned = source_of(clause, paragraph.row, attribution, self._reporting, places)
        answer = None if mentioned is None else self._speaker_in(mentioned, attribution, paragraph.row, places)
        if answer is None:
            return False
        statement = self._statement(paragraph, quotation, "alone", clause.cue)
        statement.extent = clause.probability
        self._last_quoted = (statement, answer)
        self._found.append(self._last_quoted)
        return True

    def _is_reported_on(self, paragraph: Paragraph, at: int) -> bool:
        """Whether words in marks go on with what somebody is said to say.

        Their sentence is in the mood of reported speech; or they are a sentence by themselves behind one that is.
        """
        if self._reported is None or self._reported.speaker.status == "unknown":
            return False
        sentence = paragraph.sentence(at)
        begin, end = sentence.start, sentence.stop
        if self._mood.is_reported(paragraph.row[begin:end]):
            colon = next((place for place in range(begin, at) if paragraph.row[place].text == ":"), None)
            return colon is None or self._mood.is_reported(paragraph.row[begin:colon])
        before = begin - 1
        if before < 0 or not self._is_whole(paragraph, at):
            return False
        first = before
        while first > 0 and paragraph.ends[first - 1] == paragraph.ends[before]:
            first -= 1
        return self._mood.is_reported(paragraph.row[first:begin])

    def _is_further_fragment(self, paragraph: Paragraph, at: int, inner: str) -> bool:
        """Whether a fragment follows another in its sentence, and is no name: `no era "fácil", sino "imposible"`."""
        last = self._last_quoted
        previous = next((p for p in range(at - 1, -1, -1) if paragraph.row[p].quotation is not None), None)
        if last is None or previous is None or paragraph.ends[previous] != paragraph.ends[at]:
            return False
        before = paragraph.row[previous].quotation
        told = last[0].cue is not None or last[0].carried
        if before is None or not told or last[0].spans[-1] != (before.inner_start, before.inner_end):
            return False
        if self._reporting.capital_nouns:
            return not paragraph.row[at - 1].is_capital
        return inner[:1].islower()

    def _carry(self, paragraph: Paragraph, quotation: Quotation, of: Answer | None) -> None:
        """Add a quotation as the words of somebody who speaks already."""
        if of is None:
            return
        statement = self._statement(paragraph, quotation, "topic", None)
        statement.carried, statement.extent = True, _CARRIED
        self._last_quoted = (statement, carried(of))
        self._found.append(self._last_quoted)

    def _goes_on(self, paragraph: Paragraph, at: int) -> bool:
        """Whether the last statement of this paragraph goes on: a sentence by itself behind who said it."""
        last = self._last_quoted
        if last is None or last[0].paragraph != paragraph.number or last[0].cue is None:
            return False
        previous = next((p for p in range(at - 1, -1, -1) if paragraph.row[p].quotation is not None), None)
        if previous is None:
            return False
        before = paragraph.row[previous].quotation
        if before is None or last[0].spans[-1] != (before.inner_start, before.inner_end):
            return False
        quotation = paragraph.row[at].quotation
        behind_dash = quotation is not None and quotation.start == quotation.inner_start
        if paragraph.turn and behind_dash and before.start == before.inner_start:
            return True
        cue_between = before.end <= last[0].cue[0] < paragraph.row[at].start
        between = paragraph.row[previous + 1 : at]
        opens = paragraph.ends[at - 1] == at or not any(word.is_word for word in between)
        one_sentence = sum(word.text in {".", "!", "?"} for word in between) <= 1
        return opens and one_sentence and (cue_between or not any(word.is_word for word in between))

    def _is_whole(self, paragraph: Paragraph, at: int) -> bool:
        """Whether nothing but the quotation stands in its sentence, and it is one: it ends in a mark."""
        row, ends = paragraph.row, paragraph.ends
        alone = (at == 0 or ends[at - 1] == at) and not any(word.is_word for word in row[at + 1 : ends[at]])
        quotation = row[at].quotation
        return alone and quotation is not None and self._text[: quotation.inner_end].endswith((".", "!", "?", "…"))

    def _told_of(
        self, paragraph: Paragraph, attribution: RowAttribution, at: int, quotation: Quotation, inner: str
    ) -> Answered:
        """A quotation by itself, of who spoke before or of whom the sentence before is about, if that is plain."""
        row, ends = paragraph.row, paragraph.ends
        sentence_like = inner[:1].isupper() or not inner[:1].isalpha()
        whole = (at == 0 or ends[at - 1] == at or row[at - 1].text == ":") and not any(
            word.is_word for word in row[at + 1 : ends[at]]
        )
        alone = (self._statement(paragraph, quotation, "alone", None), Answer(Speaker()))
        asked = paragraph.turn and self._marks.dash == "comma" and inner.endswith("?") and _ENDS.search(inner) is None
        if asked or not (whole and sentence_like and self._reporting.verbs):
            return alone  # of two dashes the question is a reporter's, whom nobody names
        topic = self._topic(paragraph, attribution, at)
        if topic is not None:
            answer = self._speakers.answer(topic, topic=True)
            if answer.speaker.status == "named":
                return self._statement(paragraph, quotation, "topic", None), answer
        sole = self._sole_topic(paragraph, at) or self._introduced_behind(paragraph, at)
        if sole is not None:
            return self._statement(paragraph, quotation, "topic", None), sole
        before = self._whose_speech_goes_on(paragraph, at)
        if before is None:
            return alone
        statement = self._statement(paragraph, quotation, "alone", None)
        statement.carried, statement.extent = True, _CARRIED
        return statement, carried(before[1])

    def _whose_speech_goes_on(self, paragraph: Paragraph, at: int) -> Answered | None:
        """The statement whose speaker also says a quotation beside which nobody is named."""
        last = self._last_quoted
        if last is not None and self._speaks_on(paragraph, at, last):
            return last
        cited = self._found[-1] if self._found else None
        if cited is not None and (self._was_cited(paragraph, cited) or self._was_just_cited(paragraph, at, cited)):
            return cited
        return last if last is not None and at == 0 and self._ends_quoted(paragraph.number - 1, last[0]) else None

    def _sole_topic(self, paragraph: Paragraph, at: int) -> Answer | None:
        """The only person of the narration before a quotation, whom one of its sentences is about.

        That narration is what stands before it in its paragraph, or the paragraph before, where nothing is quoted.
        """
        number = paragraph.number - 1 if at == 0 else paragraph.number
        if number < 0 or (at and paragraph.row[at - 1].text == ":"):
            return None
        told, end = self._paragraphs[number], len(self._paragraphs[number].row) if at == 0 else at
        if not end:
            return None
        here = takewhile(lambda answered: answered[0].paragraph >= number, reversed(self._found))
        behind = max((each.spans[-1][1] for each, _ in here if each.paragraph == number), default=0)
        last = bisect_left(told.row, behind, key=lambda word: word.end)
        begin = told.ends[last] if behind and last < end else 0
        if begin >= end or (behind and at == 0):
            return None
        return self._speakers.sole_topic(told.row[begin].start, told.row[end - 1].end)

    def _introduced_behind(self, paragraph: Paragraph, at: int) -> Answer | None:
        """Who opens the sentence behind a quotation that opens its paragraph: `"It is cold." Ann Lee waits`."""
        if at or not self._is_whole(paragraph, at) or len(paragraph.row) < _SENTENCE_WORDS:
            return None
        first = paragraph.ends[at]
        if first >= len(paragraph.row):
            return None
        end = paragraph.ends[first]
        if any(word.quotation is not None or word.text == ":" for word in paragraph.row[first:end]):
            return None
        return self._speakers.introduced(paragraph.row[first].start, paragraph.row[end - 1].end)

    def _speaks_on(self, paragraph: Paragraph, at: int, last: Answered) -> bool:
        """Whether who spoke in a paragraph speaks on in it: a whole sentence, and nobody else is named in between."""
        statement, answer = last
        if (
            statement.paragraph != paragraph.number
            or answer.speaker.status != "named"
            or not self._is_whole(paragraph, at)
        ):
            return False
        end = max(statement.spans[-1][1], statement.cue[1] if statement.cue else 0)
        between = [word for word in paragraph.row if end <= word.start < paragraph.row[at].start]
        if any(word.quotation is not None for word in between):
            return False
        sentences = sum(word.text in {".", "!", "?", "…"} for word in between)
        words = self._reporting
        # "Der Nachbar winkt ab." may be about who speaks next; without articles any noun may.
        subjects = [word for word in between if word.opens]
        noun = any(not words.definite or word.lower in words.definite | words.indefinite for word in subjects)
        nobody_else = self._speakers.is_alone(answer.speaker.name or "", end, paragraph.row[at].start)
        return sentences <= _SENTENCES_BETWEEN and not noun and nobody_else

    def _was_cited(self, paragraph: Paragraph, cited: Answered) -> bool:
        """Whether the paragraph before ends with what somebody is said to say: a dash then goes on with that person."""
        statement, answer = cited
        before = self._paragraphs[paragraph.number - 1] if paragraph.number else None
        if not paragraph.turn or self._marks.dash != "comma":
            return False
        if before is None or not before.row or statement.paragraph != before.number or before.turn:
            return False
        end = max(statement.spans[-1][1], statement.cue[1] if statement.cue else 0)
        sentences = {before.ends[at] for at, word in enumerate(before.row) if word.start >= end and word.is_word}
        return answer.speaker.status == "named" and len(sentences) <= 1

    def _was_just_cited(self, paragraph: Paragraph, at: int, cited: Answered) -> bool:
        """Whether the sentence right before a quotation is what somebody says: "Dijo que falta. «No hay.»"."""
        statement, answer = cited
        if at == 0 or statement.quoted or statement.paragraph != paragraph.number or paragraph.row[at - 1].text == ":":
            return False
        first = place_at(paragraph.row, statement.spans[-1][0])
        return answer.speaker.status == "named" and first < at and paragraph.ends[first] == at

    def _ends_quoted(self, number: int, last: Statement) -> bool:
        """Whether a paragraph ends with a statement and the words that say whose it is."""
        if number != last.paragraph:
            return False
        paragraph = self._paragraphs[number]
        end = max(last.spans[-1][1], last.cue[1] if last.cue else 0)
        behind = [at for at, word in enumerate(paragraph.row) if word.start >= end]
        sentences = {paragraph.ends[at] for at in behind if paragraph.row[at].is_word}
        return len(sentences) <= 1

    def _topic(self, paragraph: Paragraph, attribution: RowAttribution, at: int) -> Mentioned | None:
        """Who opens the sentence right before, where that holds no quotation of another."""
        if at == 0 or paragraph.row[at - 1].quotation is not None:
            return None
        found = attribution.topic(paragraph.sentence(at - 1).start, at)
        if found is not None and found.names and not self._names.is_bearer(found.names[0]):
            return None
        return found
