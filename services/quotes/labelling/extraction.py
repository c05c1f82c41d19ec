"""Statements by what was trained: label the words, cut pieces, link each to its source, join those of one statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.tokens import Tokens, tokenize
from schemas.entity import Entity
from services.quotes.labelling.apposed import person_at_end
from services.quotes.labelling.attribution import Link, Ranker
from services.quotes.labelling.calibration import Calibration
from services.quotes.labelling.clauses import ClauseInFront, clause_in_front
from services.quotes.labelling.coordination import coordinated
from services.quotes.labelling.corrected import corrected
from services.quotes.labelling.evidence import evidence
from services.quotes.labelling.horoscopes import horoscope
from services.quotes.labelling.interviews import TRANSCRIPT_LABEL, answers_named, with_utterances
from services.quotes.labelling.judgement import (
    is_no_statement,
    is_reply,
    last_character,
    nobody_named,
    of_state_before_colon,
    person_before,
    person_in_front,
    put_so,
    subject_beside,
    subject_of_cue,
    teller,
    was_asked,
)
from services.quotes.labelling.labeller import LabelledSpan, Labeller, Labels
from services.quotes.labelling.narration import tells_of_what, without_addressee, without_narration, without_scene
from services.quotes.labelling.network import Network, members, shipped_weights
from services.quotes.labelling.participles import subject_of_participle
from services.quotes.labelling.pieces import LONG_QUOTATION, Piece, PieceFinder
from services.quotes.labelling.whole_sources import whole_sources
from services.quotes.rules.reports import Report, SentenceReports
from services.quotes.speakers.phrases import is_fragment, without_article
from services.quotes.speakers.sources import signature, subject_of
from services.quotes.speakers.subjects import Subject
from services.quotes.statement import MOST_STATEMENTS, Statement
from services.quotes.text.marks import SINGLE_MARKS
from services.quotes.text.parsed_article import ParsedArticle
from services.quotes.text.sentences import Sentence

Floats: TypeAlias = NDArray[np.float32]

MODEL: Final = "quotes-labeller-3"
"""Name and version of the weights."""

_CARRIED = 0.6
"""That a statement in a sentence that names nobody is of who is quoted before it."""

_STANDS_ALONE = 0.75
"""That a paragraph that is a quotation and nothing else is of who says something in the paragraph before it: three of
the four that the training articles have."""

_BY_RULE = 0.8
"""That a statement that only a rule found is one, and that its extent is right."""

_BY_GRAMMAR = 0.9
"""That the subject beside a cue is the speaker, where the labeller saw no source: a label, a signature, a clause."""

_APPOSED = re.compile(r", (?:[A-Z][\w.]* ){0,3}")
_APPOSED_REACH = 24
"""Characters from a description to the name behind its comma, with a title between."""

_WORD = re.compile(r"\w+")

_OPENING = re.compile(r",? ((?:[\w’'-]+ ){1,6})")
"""A few words without punctuation, between a source and the clause that the labeller saw."""

_COMMA = 2
"""Characters of a comma and a space."""

_LONGEST_REPORT = 6
"""Words between a quotation and the end of who said it: "Mayor Ann Lee said"."""

_WORDS_FROM_CUE = 2
"""Words before a quotation of which one is its verb: "told her: “"."""

_DOING = re.compile(r"(?: \w+){0,4}, (\w+)(?: [\w’'-]+){0,6} ?\Z")
"""Between a cue and what follows its comma: what the speaker did meanwhile, "said, pointing at the pipe"."""

_CUE_CHARACTERS = 24
"""Characters before a clause in which its verb and its "that" stand."""

_CLOSING = "”\"’' "
"""What stands between the last character of a quotation and what follows it."""

_CUE_REACH = 12
"""At most so many tokens lie between a cue and the source or the piece that it belongs to."""


@dataclass(frozen=True, slots=True)
class LabelledPiece:
    """A piece with its source and its cue."""

    piece: Piece
    link: Link
    cue: LabelledSpan | None


class TrainedExtractor:
    """All that is trained, together: labeller, ranker, calibration."""

    def __init__(self, labeller: Labeller, ranker: Ranker, calibration: Calibration) -> None:
        self._labeller = labeller
        self._ranker = ranker
        self._calibration = calibration

    @property
    def parts(self) -> tuple[Labeller, Ranker]:
        """What labels and what links, as training measures them."""
        return self._labeller, self._ranker

    def calibrated(self, calibration: Calibration) -> TrainedExtractor:
        """The same extractor with another calibration, as training measures it."""
        return TrainedExtractor(self._labeller, self._ranker, calibration)

    def statements(self, parsed: ParsedArticle, entities: Sequence[Entity]) -> list[Statement]:
        """The statements of an article in the order of its text."""
        tokens = tokenize(parsed.text)
        marked = [each for quoted in parsed.quotations for each in quoted]
        seen = evidence(parsed.text, tokens, parsed.paragraphs, marked, entities)
        labels = self._labeller.label(tokens, seen)
        labels = whole_sources(labels, tokens, seen, parsed.lexicon, parsed.sentence_starts)
        labels = coordinated(labels, tokens, seen, parsed.lexicon)
        pieces = PieceFinder(parsed.text, tokens, labels, marked, parsed.lexicon).pieces()[:MOST_STATEMENTS]
        links = self._ranker.links(pieces, labels, tokens, parsed.lexicon)
        found: list[Statement] = []
        last: LabelledPiece | None = None
        for piece, link in zip(pieces, links, strict=True):
            each = _read_piece(piece, link, labels, tokens, parsed)
            if last is not None and _is_answer(last, each, parsed):
                each = LabelledPiece(each.piece, Link(None, each.link.probability), None)
            if is_no_statement(each.piece, each.cue, parsed) or _tells_when(last, each, parsed):
                continue
            if last is not None and _goes_on(last, each, found[-1], parsed):
                _join(found[-1], each, parsed)
                if each.piece.quoted and each.link.source not in (None, last.link.source):
                    _attribute(found[-1], self._statement(each, parsed))
            else:
                statement = self._statement(each, parsed)
                _give_speaker_around(statement, last, each, found, parsed)
                found.append(statement)
            last = each
        if len(pieces) < MOST_STATEMENTS:
            found = _with_clauses_in_front(parsed, sorted([*found, *_overlooked(parsed, found)], key=_start))
        stars = horoscope(parsed)
        if stars is not None:
            found = [each for each in found if each.quoted or not stars.start <= each.spans[0][0] < stars.end]
        return answers_named(with_utterances(found, parsed), parsed)[:MOST_STATEMENTS]

    def _statement(self, each: LabelledPiece, parsed: ParsedArticle) -> Statement:
        piece, source = each.piece, each.link.source
        label = TRANSCRIPT_LABEL.match(parsed.text, piece.start_char, piece.end_char)
        if label is not None:
            subject: Subject | None = subject_of(label.start(1), label.end(1), parsed)
        else:
            subject = signature(piece.end_char, parsed)
        sure = self._calibration.certainty(piece, each.link)
        mention = sure.mention
        if subject is not None:
            mention = max(mention, _BY_GRAMMAR)
        elif not nobody_named(piece, each.cue, source, parsed):
            subject = _subject(each, parsed)
            subject = _at_end(each, subject, parsed) or subject
            if subject is not None and source is None:
                mention = max(mention, _BY_GRAMMAR)
        cue = None if each.cue is None else _words_of(each.cue, parsed.text)
        subject = corrected(subject, cue, piece.start_char, parsed)
        if subject is not None:
            gendered = subject.pronoun in ("he", "she")
            beside = cue is not None and is_beside(subject, cue)
            mention = self._calibration.of_speaker(mention, pronoun=gendered, beside_cue=beside)
        return Statement(
            spans=[(label.end() if label else piece.start_char, piece.end_char)],
            paragraph=parsed.paragraph_at(piece.start_char),
            quoted=piece.quoted,
            reported=piece.reported,
            extent=sure.extent,
            speech=sure.speech,
            mention=mention,
            subject=subject,
            cue=cue,
        )


def _read_piece(piece: Piece, link: Link, labels: Labels, tokens: Tokens, parsed: ParsedArticle) -> LabelledPiece:
    """A piece with its source and cue, begun and ended where what is said begins and ends."""
    cue = _cue(piece, link, labels, tokens, parsed.lexicon)
    labelled = LabelledPiece(_with_opening(piece, link, cue, parsed), link, cue)
    each = _without_report(_outermost(labelled, labels, tokens, parsed.lexicon), parsed)
    piece, link, cue = without_narration(each.piece, each.link, each.cue, labels, parsed)
    return LabelledPiece(without_addressee(without_scene(piece, cue, parsed), cue, parsed), link, cue)


def _give_speaker_around(
    statement: Statement,
    last: LabelledPiece | None,
    each: LabelledPiece,
    found: Sequence[Statement],
    parsed: ParsedArticle,
) -> None:
    """Give a statement beside which nobody stands the speaker before it, or whom the paragraph before is about."""
    if last is not None and _is_carried(last, each, found[-1], statement, parsed):
        statement.carried, statement.mention = True, _CARRIED
    elif last is not None and _stands_alone(last, found[-1], statement, parsed):
        statement.subject, statement.mention = found[-1].subject, _STANDS_ALONE
    elif _is_of_earlier_paragraphs(each, statement, parsed):
        statement.subject = person_before(statement.paragraph, parsed) or statement.subject
        statement.mention = min(statement.mention, _STANDS_ALONE)
    elif statement.subject is None and not statement.carried:
        person = _person_told_of(each, last, statement, parsed)
        if person is not None:
            statement.subject, statement.mention = person, _STANDS_ALONE


def _is_of_earlier_paragraphs(each: LabelledPiece, statement: Statement, parsed: ParsedArticle) -> bool:
    """Whether nobody stands beside a quotation that is a paragraph, and its source is not of the paragraph before."""
    source = each.link.source
    if source is None or each.cue is not None or statement.reported or not parsed.is_quotation(statement.paragraph):
        return False
    return parsed.paragraph_at(source.start_char) < statement.paragraph - 1


def _person_told_of(
    each: LabelledPiece, last: LabelledPiece | None, statement: Statement, parsed: ParsedArticle
) -> Subject | None:
    """Whom the paragraph before a lone quotation is about, or the sentence before one that ends its paragraph."""
    if _is_alone(each, statement, parsed) and (last is None or not _asks(last, parsed)):
        return person_before(statement.paragraph, parsed)
    if not each.piece.quoted or each.piece.reported or was_asked(each.piece, parsed):
        return None
    return person_in_front(each.piece, parsed)


def is_beside(subject: Subject, cue: tuple[int, int]) -> bool:
    """Whether nothing but a comma stands between a subject and its verb."""
    return 0 <= cue[0] - subject.end <= _COMMA or 0 <= subject.start - cue[1] <= _COMMA


def _subject(each: LabelledPiece, parsed: ParsedArticle) -> Subject | None:
    """Who the source names; where it names nobody, the subject that the grammar of its sentence gives the cue."""
    source = each.link.source
    verb = each.cue or _between(source, each.piece)
    told = None if verb is None else teller(verb, source, parsed)
    if told is None:
        told = subject_of_participle(each.cue, source, each.piece.start_char, parsed)
    if told is not None:
        return told
    own = put_so(each.piece, parsed) or _of_own_sentence(each, parsed) or _of_nearest_cue(each, parsed)
    own = own or _of_verb_behind(each, parsed) or _named_in_front(each, parsed)
    if own is None and source is None:
        own = of_state_before_colon(each.piece, parsed)
    if own is not None:
        return own
    beside = subject_beside(each.piece, parsed)
    if beside is not None and (source is None or not source.start_char < beside.end <= source.end_char + 1):
        return beside
    words = "" if source is None else parsed.text[source.start_char : source.end_char]
    if source is not None and not is_fragment(words, parsed.lexicon):
        found = subject_of(source.start_char, source.end_char, parsed)
        return _apposed_person(each, found, parsed) or found
    grammatical = (
        None
        if each.cue is None
        else subject_of_cue(each.cue.start_char, parsed, inverted=each.piece.end_char <= each.cue.start_char)
    )
    if grammatical is not None or source is None:
        return grammatical
    whole = subject_of(source.start_char, source.end_char, parsed)
    known = whole.names or whole.pronoun or not is_fragment(parsed.text[whole.start : whole.end], parsed.lexicon)
    return whole if known else None


def _between(source: LabelledSpan | None, piece: Piece) -> LabelledSpan | None:
    """The words between a source and a piece behind it, for the cue that nothing labels."""
    if source is None or not 0 < piece.start - source.end <= _CUE_REACH:
        return None
    return LabelledSpan(source.end, piece.start, source.end_char, piece.start_char, source.probability)


def _of_verb_behind(each: LabelledPiece, parsed: ParsedArticle) -> Subject | None:
    """The subject behind the verb right behind a quotation, its source in a sentence before: "“No!” cried a woman"."""
    piece, source = each.piece, each.link.source
    verb = _verb_behind(piece, parsed)
    if verb is None or source is None or piece.reported or source.end_char > piece.start_char:
        return None
    return subject_of_cue(verb[0], parsed, inverted=True)


def _words_before(piece: Piece, parsed: ParsedArticle) -> list[re.Match[str]]:
    """The words right in front of a piece in its sentence, among which its verb stands."""
    start = max(parsed.sentence_start(piece.start_char), piece.start_char - _CUE_CHARACTERS)
    return list(_WORD.finditer(parsed.text, start, piece.start_char))


def _of_own_sentence(each: LabelledPiece, parsed: ParsedArticle) -> Subject | None:
    """The subject of a cue right before a clause, where the source is one of a sentence before."""
    piece, source = each.piece, each.link.source
    if piece.quoted or source is None or source.start_char > piece.start_char:
        return None
    if source.end_char > parsed.sentence_start(piece.start_char):
        return None
    words = _words_before(piece, parsed)
    if words and words[-1][0].lower() in parsed.lexicon.complementizers:
        words.pop()
    if not words or words[-1][0].lower() not in parsed.lexicon.clause_cues:
        return None
    return subject_of_cue(words[-1].start(), parsed, inverted=False)


def _of_nearest_cue(each: LabelledPiece, parsed: ParsedArticle) -> Subject | None:
    """The subject of the verb right before a quotation, the source before it: "Lee said Ray told her: “No”"."""
    piece, source = each.piece, each.link.source
    if source is None or not piece.quoted or piece.reported or source.end_char > piece.start_char:
        return None
    words = _words_before(piece, parsed)[-_WORDS_FROM_CUE:]
    near = [word for word in words if not word[0].endswith(parsed.lexicon.gerund_endings)]
    verbs = [word.start() for word in near if word[0].lower() in parsed.lexicon.clause_cues]
    found = subject_of_cue(verbs[-1], parsed, inverted=False) if verbs else None
    return found if found is not None and source.end_char <= found.start else None


def _apposed_person(each: LabelledPiece, found: Subject, parsed: ParsedArticle) -> Subject | None:
    """Whose name follows a described source behind a comma: "said the head of the port, Ann Lee"."""
    if found.names or found.pronoun or each.cue is None or each.cue.start_char > found.start:
        return None
    person = next(iter(parsed.names.within(found.end, found.end + _APPOSED_REACH)), None)
    between = "" if person is None else parsed.text[found.end : person.start]
    if person is None or not person.is_person or not _APPOSED.fullmatch(between):
        return None
    return Subject(person.start, person.end, (person,))


def _at_end(each: LabelledPiece, found: Subject | None, parsed: ParsedArticle) -> Subject | None:
    """The person at the end of a long description behind a quotation's cue, where who was found is no person."""
    verb = _verb_behind(each.piece, parsed) if each.cue is None else _words_of(each.cue, parsed.text)
    if verb is None or not each.piece.end_char <= verb[0]:
        return None
    if found is not None and (found.pronoun or found.start < verb[0] or _has_person(found)):
        return None
    return person_at_end(verb[1], parsed)


def _named_in_front(each: LabelledPiece, parsed: ParsedArticle) -> Subject | None:
    """Who is named in front of a quotation, its source a pronoun behind it: "Lee said, “It sank,” she said"."""
    piece, source = each.piece, each.link.source
    if source is None or not piece.quoted or piece.reported or source.start_char < piece.end_char:
        return None
    if parsed.text[source.start_char : source.end_char].lower() not in parsed.lexicon.gendered_pronouns:
        return None
    words = _words_before(piece, parsed)
    if not words or words[-1][0] not in parsed.lexicon.cues:
        return None
    found = subject_of_cue(words[-1].start(), parsed, inverted=False)
    return found if found is not None and found.names else None


def _verb_behind(piece: Piece, parsed: ParsedArticle) -> tuple[int, int] | None:
    """Where the verb of saying right behind a quotation stands."""
    word = _WORD.search(parsed.text, piece.end_char, piece.end_char + _CUE_CHARACTERS)
    if not piece.quoted or word is None or word[0] not in parsed.lexicon.cues:
        return None
    return None if parsed.text[piece.end_char : word.start()].strip(_CLOSING) else word.span()


def _has_person(subject: Subject) -> bool:
    return any(name.is_person for name in subject.names)


def _tells_when(last: LabelledPiece | None, each: LabelledPiece, parsed: ParsedArticle) -> bool:
    """Whether words behind a quotation and its cue only tell when or how it was said: "as she left"."""
    piece = each.piece
    if last is None or last.cue is None or piece.quoted or not last.piece.quoted:
        return False
    if not last.piece.end_char <= last.cue.start_char < piece.start_char:
        return False
    if each.cue in (None, last.cue) and tells_of_what(last.cue, piece.start_char, parsed):
        return True
    doing = _DOING.match(parsed.text, last.cue.end_char, piece.start_char)
    if doing is not None and doing[1].endswith(parsed.lexicon.gerund_endings):
        return doing[1] not in parsed.lexicon.participles and doing[1] not in parsed.lexicon.cues
    here = parsed.paragraph_at(piece.start_char)
    if each.cue is not last.cue or parsed.paragraph_at(last.piece.start_char) != here:
        return False
    words = parsed.text[piece.start_char : piece.end_char].split(maxsplit=1)
    opening = words[0].lower() if words else ""
    return opening in parsed.lexicon.circumstances or opening.endswith(parsed.lexicon.gerund_endings)


def _overlooked(parsed: ParsedArticle, found: Sequence[Statement]) -> Iterator[Statement]:
    """The statements of sentences with "according to" that the labeller overlooked: it has seen few of them.

    A statement that it found there without a source gets the source that the rules find.
    """
    starts = [statement.spans[0][0] for statement in found]
    ends = list(accumulate((statement.spans[-1][1] for statement in found), max))
    for sentence in parsed.sentences:
        if not any(token.lower in parsed.lexicon.according_openers for token in sentence.tokens):
            continue
        before = bisect_left(starts, sentence.end) - 1
        known = found[before] if before >= 0 and ends[before] > sentence.start else None
        for report in SentenceReports(parsed.text, sentence, parsed.names, parsed.lexicon).reports():
            if report.found != "according":
                continue
            if known is not None:
                _mend_according(known, report, sentence)
                break
            yield Statement(
                spans=list(report.spans),
                paragraph=sentence.paragraph,
                quoted=report.quoted,
                reported=report.reported,
                extent=_BY_RULE,
                speech=_BY_RULE,
                subject=report.subject,
                cue=report.cue,
            )


def _mend_according(known: Statement, report: Report, sentence: Sentence) -> None:
    """Give a statement the source that the rules find, and cut off what the source is: "a cook, the port is shut"."""
    if known.subject is None:
        known.subject, known.cue = report.subject, report.cue
    first, last = report.spans[0]
    behind_source = report.cue is not None and report.cue[1] <= known.spans[0][0]
    if behind_source and len(known.spans) == 1 and known.spans[0][0] < first and known.spans[0][1] <= sentence.end:
        known.spans = [(first, max(last, known.spans[0][1]))]


def _start(statement: Statement) -> tuple[int, int]:
    return statement.spans[0]


def _with_clauses_in_front(parsed: ParsedArticle, found: Sequence[Statement]) -> list[Statement]:
    """The statements in the order of the text, with the clauses that end in who says them, which grammar finds.

    Of such a sentence the labeller may have seen a part: of "Divers found the box, Ann Lee told the port" what divers
    found.
    """
    starts = [statement.spans[0][0] for statement in found]
    added: list[Statement] = []
    replaced: set[int] = set()
    for sentence in parsed.sentences:
        if not any(token.text in parsed.lexicon.speech_verbs for token in sentence.tokens):
            continue
        clause = clause_in_front(sentence, parsed)
        if clause is None:
            continue
        places = range(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end))
        inside = [found[place] for place in places]
        if any(len(each.spans) > 1 or each.quoted or each.spans[0][0] == clause.start for each in inside):
            _name_teller(inside, clause)
            continue
        if _goes_into(found, starts, sentence):
            continue
        replaced.update(places)
        added.append(_of_clause(clause, sentence))
    kept = (each for place, each in enumerate(found) if place not in replaced)
    return sorted([*kept, *added], key=_start)


def _name_teller(inside: Sequence[Statement], clause: ClauseInFront) -> None:
    """Give the statement of a clause who tells it, where the labeller took who was told: "told reporters"."""
    for each in inside:
        behind = each.subject is not None and each.subject.start >= clause.cue[1]
        if behind and each.spans[0][0] == clause.start and clause.subject.end <= clause.cue[0]:
            each.subject, each.cue = clause.subject, clause.cue


def _goes_into(found: Sequence[Statement], starts: Sequence[int], sentence: Sentence) -> bool:
    """Whether a statement that begins before a sentence ends in it or behind it."""
    before = bisect_left(starts, sentence.start) - 1
    return before >= 0 and found[before].spans[-1][1] > sentence.start


def _of_clause(clause: ClauseInFront, sentence: Sentence) -> Statement:
    return Statement(
        spans=[(clause.start, clause.end)],
        paragraph=sentence.paragraph,
        quoted=False,
        reported=True,
        extent=_BY_RULE,
        speech=_BY_RULE,
        mention=_BY_GRAMMAR,
        subject=clause.subject,
        cue=clause.cue,
    )


def _outermost(each: LabelledPiece, labels: Labels, tokens: Tokens, lexicon: Lexicon) -> LabelledPiece:
    """The outer one of nested reports: "Lee said that residents said ..." is Lee's statement, not the residents'."""
    source = each.link.source
    that = source.start - 1 if source is not None else -1
    if source is None or that < 1 or source.end > each.piece.start:
        return each
    if tokens.words[that].lower() not in lexicon.complementizers:
        return each
    before_that = bisect_left(labels.cues, that, key=lambda cue: cue.start) - 1
    if before_that < 0 or that - labels.cues[before_that].end > _CUE_REACH:
        return each
    cue = labels.cues[before_that]
    if _ends_sentence(tokens.words[cue.end : that]):
        return each
    before_cue = bisect_left(labels.sources, cue.start, key=lambda source: source.start) - 1
    if before_cue < 0 or cue.start - labels.sources[before_cue].end > _CUE_REACH:
        return each
    piece = replace(each.piece, start_char=int(tokens.starts[that]), start=that, reported=True)
    return LabelledPiece(piece, Link(labels.sources[before_cue], each.link.probability), cue)


def _words_of(cue: LabelledSpan, text: str) -> tuple[int, int]:
    """The characters of a cue without the punctuation at its end; a colon alone is a cue, too."""
    words = text[cue.start_char : cue.end_char].rstrip(' ,:“"')
    return cue.start_char, cue.start_char + len(words) if words else cue.end_char


def _ends_sentence(words: Sequence[str]) -> bool:
    return any(word in (".", "?", "!") for word in words)


def _goes_on(last: LabelledPiece, each: LabelledPiece, statement: Statement, parsed: ParsedArticle) -> bool:
    """Whether a piece belongs to the statement before it."""
    piece, source = each.piece, each.link.source
    if TRANSCRIPT_LABEL.match(parsed.text, piece.start_char, piece.end_char) or is_reply(piece, parsed):
        return False
    if _is_anothers(last, piece, statement, parsed):
        return False
    if _goes_on_in_marks(last, each, statement, parsed):
        return True
    if source is None or source is not last.link.source or each.cue is not last.cue:
        return False
    if parsed.paragraph_at(piece.start_char) != statement.paragraph:
        return False
    finished = last_character(parsed.text, last.piece.end_char, _CLOSING) == "."
    between = parsed.text[last.piece.end_char : piece.start_char]
    parted = last.piece.end <= source.start < piece.start and not finished and "." not in between
    return parted or (piece.quoted and last.piece.quoted)


def _is_carried(
    last: LabelledPiece, each: LabelledPiece, before: Statement, statement: Statement, parsed: ParsedArticle
) -> bool:
    """Whether a long quotation in a sentence that names nobody goes on with who is quoted in the paragraph before."""
    piece, cue = each.piece, each.cue
    if statement.subject is not None or not (piece.quoted and piece.reported and last.piece.quoted):
        return False
    if cue is not None and _distance(cue, piece.start, piece.end) <= 1:
        return False
    if statement.paragraph != before.paragraph + 1 or (before.subject is None and not before.carried):
        return False
    return not _asks(last, parsed) and len(parsed.text[piece.start_char : piece.end_char].split()) >= LONG_QUOTATION


def _stands_alone(last: LabelledPiece, before: Statement, statement: Statement, parsed: ParsedArticle) -> bool:
    """Whether a paragraph is a quotation that names nobody, behind one in which somebody says something unquoted."""
    if statement.subject is not None or statement.reported or not parsed.is_quotation(statement.paragraph):
        return False
    return statement.paragraph == before.paragraph + 1 and before.subject is not None and not _asks(last, parsed)


def _is_answer(last: LabelledPiece, each: LabelledPiece, parsed: ParsedArticle) -> bool:
    """Whether a paragraph that is a quotation follows a question, and nobody but who asked stands beside it.

    Who "said" a question may go on after it: both that the training articles have do.
    """
    source, number = each.link.source, parsed.paragraph_at(each.piece.start_char)
    if not (each.piece.quoted and last.piece.quoted and parsed.is_quotation(number)) or not _asks(last, parsed):
        return False
    verb = [] if last.cue is None else _WORD.findall(parsed.text[last.cue.start_char : last.cue.end_char].lower())
    if parsed.lexicon.asking.isdisjoint(verb) or parsed.paragraph_at(last.piece.start_char) != number - 1:
        return False
    elsewhere = source is None or source is last.link.source or source.start_char >= parsed.paragraphs[number].end
    return elsewhere and not parsed.continues_quotation(number, each.piece.start_char)


def _is_alone(each: LabelledPiece, statement: Statement, parsed: ParsedArticle) -> bool:
    """Whether a quotation is a paragraph of its own, and nobody stands beside it."""
    alone = statement.subject is None and not statement.carried and not statement.reported
    return alone and each.piece.quoted and parsed.is_quotation(statement.paragraph)


def _asks(each: LabelledPiece, parsed: ParsedArticle) -> bool:
    """Whether a quotation is a question, whose answer is another's."""
    return parsed.text[each.piece.start_char : each.piece.end_char].rstrip().endswith("?")


def _is_anothers(last: LabelledPiece, piece: Piece, statement: Statement, parsed: ParsedArticle) -> bool:
    """Whether a piece is not of who says the one before: question and answer, other marks, a source of its own.

    A quotation that goes on over paragraphs has one speaker, named in any of them, but none of a paragraph before it.
    """
    if was_asked(piece, parsed) or was_asked(last.piece, parsed) or _is_another_kind_of_mark(last.piece, piece, parsed):
        return True
    source = last.link.source
    if source is None or source.end_char > piece.start_char:
        return False
    beside = subject_beside(piece, parsed)
    if beside is None or not parsed.continues_quotation(parsed.paragraph_at(piece.start_char), piece.start_char):
        return beside is not None
    paragraph = parsed.paragraph_at(source.start_char)
    return beside.pronoun is None and any(parsed.paragraph_at(start) == paragraph for start, _ in statement.spans)


def _is_another_kind_of_mark(last: Piece, piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether a paragraph's single marks follow a quotation in double ones: a heading, or another's words."""
    if not (last.quoted and piece.quoted and last.start_char and piece.start_char):
        return False
    opened = parsed.text[last.start_char - 1], parsed.text[piece.start_char - 1]
    return parsed.paragraph_at(last.start_char) != parsed.paragraph_at(piece.start_char) and (
        (opened[0] in SINGLE_MARKS) != (opened[1] in SINGLE_MARKS)
    )


def _goes_on_in_marks(last: LabelledPiece, each: LabelledPiece, statement: Statement, parsed: ParsedArticle) -> bool:
    """Whether both are quotations, and the second re-opens the first, or has nobody else beside it."""
    if not all(piece.quoted and not piece.reported for piece in (last.piece, each.piece)):
        return False
    paragraph = parsed.paragraph_at(each.piece.start_char)
    if paragraph == statement.paragraph:
        return each.link.source is None
    if paragraph != statement.paragraph + 1:
        return False
    if parsed.continues_quotation(paragraph, each.piece.start_char):
        return True
    goes_on = each.link.source is None or each.link.source is last.link.source
    return goes_on and not _asks(last, parsed) and parsed.is_quotation(paragraph)


def _join(statement: Statement, each: LabelledPiece, parsed: ParsedArticle) -> None:
    piece = each.piece
    statement.spans.append((piece.start_char, piece.end_char))
    statement.paragraph = parsed.paragraph_at(piece.start_char)
    statement.quoted |= piece.quoted
    statement.reported |= piece.reported
    if statement.subject is None and each.link.source is not None:
        statement.subject = subject_of(each.link.source.start_char, each.link.source.end_char, parsed)


def _attribute(statement: Statement, named: Statement) -> None:
    """Give a statement the speaker whom a part of it names, where that is surer than what stood before."""
    if named.subject is None:
        return
    if statement.subject is not None:
        if not named.subject.names or named.mention <= statement.mention:
            return
        if [each.entity.id for each in statement.subject.names] == [each.entity.id for each in named.subject.names]:
            statement.mention = named.mention
            return
    statement.subject, statement.mention, statement.cue = named.subject, named.mention, named.cue
    statement.carried = False


def _without_report(each: LabelledPiece, parsed: ParsedArticle) -> LabelledPiece:
    """A quotation without who said it, where the labeller took both for what another reports.

    Of `"It sank," Lee said, according to the Echo` it is Lee's "It sank".
    """
    piece, cue = each.piece, each.cue
    if cue is None or cue.start < piece.end or not (piece.quoted and piece.reported):
        return each
    quoted = [
        quotation
        for quotation in parsed.quotations[parsed.paragraph_at(piece.start_char)]
        if quotation.inner_start - piece.start_char in (0, 1) and quotation.end < piece.end_char
    ]
    if not quoted:
        return each
    inner = replace(piece, start_char=quoted[0].inner_start, end_char=quoted[0].inner_end, reported=False)
    said = subject_beside(inner, parsed)
    rest = parsed.text[quoted[0].end : piece.end_char].split()
    if said is None or len(rest) > _LONGEST_REPORT:
        return each
    return LabelledPiece(inner, Link(None, each.link.probability), None)


def _with_opening(piece: Piece, link: Link, cue: LabelledSpan | None, parsed: ParsedArticle) -> Piece:
    """A clause with its first words: of "according to Lee, the best time to sail is May" it begins at "the best"."""
    source, lexicon = link.source, parsed.lexicon
    if cue is None or source is None or piece.quoted or not cue.start < source.start < piece.start:
        return piece
    if lexicon.according_openers.isdisjoint(_WORD.findall(parsed.text[cue.start_char : cue.end_char].lower())):
        return piece
    behind = without_article(source.start_char, source.end_char, parsed)
    opening = _OPENING.fullmatch(parsed.text, behind, piece.start_char)
    return piece if opening is None else replace(piece, start_char=opening.start(1))


def _cue(piece: Piece, link: Link, labels: Labels, tokens: Tokens, lexicon: Lexicon) -> LabelledSpan | None:
    """The cue nearest to the source, in doubt the one nearer to the piece; without a source, the one at the piece.

    Of "Lee did not answer, but said it sank" it is the one behind the conjunction.
    """
    source = link.source
    middle = bisect_left(labels.cues, piece.start if source is None else source.start, key=lambda cue: cue.start)
    near = [cue for cue in labels.cues[max(0, middle - 2) : middle + 3] if not piece.start <= cue.start < piece.end]
    best: tuple[int, LabelledSpan] | None = None
    for cue in near:
        cost = _distance(cue, piece.start, piece.end)
        if source is not None:
            cost += 2 * _distance(cue, source.start, source.end)
        if cost <= _CUE_REACH and (best is None or cost < best[0]):
            best = (cost, cue)
        if source is not None and source.end < cue.start and not piece.quoted and cue.end == piece.start:  # noqa: SIM102
            if tokens.lower[cue.start - 1] in lexicon.coordinators:
                return cue
    return best[1] if best else None


def _distance(cue: LabelledSpan, start: int, end: int) -> int:
    """Tokens between a cue and the tokens `start` to `end`."""
    return max(start - cue.end, cue.start - end, 0)


@cache
def trained_extractor() -> TrainedExtractor:
    """The extractor with the weights that are shipped; read once a process.

    Raises:
        OSError: its file cannot be read.
        ValueError: the file holds something else.
    """
    weights = shipped_weights("labeller.npz")
    return TrainedExtractor(Labeller(Network(members(weights))), Ranker(weights), Calibration(weights))
