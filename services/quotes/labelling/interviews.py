"""Interviews: transcripts with the speakers' names before a colon, and answers behind questions that nobody signs.

In: the statements that labeller and rules found. Out: the same, with utterances that they overlooked, and answers with
the person who is interviewed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from services.quotes.speakers.sources import subject_of
from services.quotes.speakers.subjects import Subject
from services.quotes.statement import Statement
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

TRANSCRIPT_LABEL: Final = re.compile(r"([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+){0,3}):\s+(?=\S)")
"""The name before an utterance in a transcript: `LEE: We came late`."""

_QUESTION_OR_ANSWER: Final = re.compile(r"(Q|A)[:.]\s+(?=\S)")
"""The letter before a question or an answer of an interview that is printed as such."""

_LEAST_UTTERANCES = 3
"""Paragraphs with a label from which an article is a transcript; fewer are headings and datelines."""

_UTTERANCE, _ANSWER = 0.9, 0.85
"""That an utterance behind a label, and an answer behind a question, are whose they seem."""

_LEAST_ANSWERS = 2
"""Paragraphs that answer one which asks, from which an article is an interview."""

_LONGEST_QUESTION = 40
"""Words of a paragraph that asks."""


def with_utterances(found: Sequence[Statement], parsed: ParsedArticle) -> list[Statement]:
    """The statements, and of a transcript each labelled paragraph that has none with a speaker."""
    labelled = [
        (number, label)
        for number, span in enumerate(parsed.paragraphs)
        if (label := _label(parsed.text, span.start, span.end)) is not None
    ]
    if len(labelled) < _LEAST_UTTERANCES or len({label[1] for _, label in labelled}) < 2:  # noqa: PLR2004
        return list(found)
    known = {parsed.paragraph_at(each.spans[0][0]) for each in found if each.subject is not None}
    answers = [label.start() for _, label in labelled if label.re is _QUESTION_OR_ANSWER and label[1] == "A"]
    answerer = _sole_person(parsed).before(answers[0]) if answers else None
    added = [
        _utterance(number, label, parsed, answerer)
        for number, label in labelled
        if number not in known or label.re is _QUESTION_OR_ANSWER
    ]
    replaced = {each.paragraph for each in added}
    kept = [each for each in found if parsed.paragraph_at(each.spans[0][0]) not in replaced]
    return sorted([*kept, *added], key=lambda statement: statement.spans[0])


def _label(text: str, start: int, end: int) -> re.Match[str] | None:
    return TRANSCRIPT_LABEL.match(text, start, end) or _QUESTION_OR_ANSWER.match(text, start, end)


def _labelled(label: re.Match[str], parsed: ParsedArticle, answerer: Name | None) -> Subject | None:
    """Whom a label names; `answerer` is the only person named before the first answer."""
    if label.re is not _QUESTION_OR_ANSWER:
        return subject_of(label.start(1), label.end(1), parsed)
    return Subject(answerer.start, answerer.end, (answerer,)) if answerer is not None and label[1] == "A" else None


def _utterance(number: int, label: re.Match[str], parsed: ParsedArticle, answerer: Name | None) -> Statement:
    return Statement(
        spans=[(label.end(), parsed.paragraphs[number].end)],
        paragraph=number,
        quoted=True,
        reported=False,
        extent=_UTTERANCE,
        speech=_UTTERANCE,
        mention=_UTTERANCE,
        subject=_labelled(label, parsed, answerer),
    )


def answers_named(found: Sequence[Statement], parsed: ParsedArticle) -> list[Statement]:
    """The statements, the answers behind bare questions with the speaker of the last one, or the only person named."""
    sole = _sole_person(parsed)
    result: list[Statement] = []
    quoted: Statement | None = None
    for each in _with_answers(found, parsed):
        result.append(_answered(each, quoted, parsed, sole))
        quoted = each if each.quoted else quoted
    return result


def _with_answers(found: Sequence[Statement], parsed: ParsedArticle) -> list[Statement]:
    """The statements, and where an article asks and answers more than once the answers that nobody has found."""
    answers = [number for number in range(1, len(parsed.paragraphs)) if _is_answer(number, parsed)]
    if len(answers) < _LEAST_ANSWERS:
        return list(found)
    known = {parsed.paragraph_at(each.spans[0][0]) for each in found}
    added = [_answer(number, parsed) for number in answers if number not in known]
    return sorted([*found, *added], key=lambda statement: statement.spans[0])


def _answer(number: int, parsed: ParsedArticle) -> Statement:
    quotation = parsed.quotations[number][0]
    return Statement(
        spans=[(quotation.inner_start, quotation.inner_end)],
        paragraph=number,
        quoted=True,
        reported=False,
        extent=_ANSWER,
        speech=_ANSWER,
        mention=_ANSWER,
    )


def _answered(each: Statement, before: Statement | None, parsed: ParsedArticle, sole: _SolePerson) -> Statement:
    """A statement, with its speaker where it is an answer; `before` is the last quotation before it."""
    if each.carried or not _answers(each, parsed):
        return each
    if each.subject is not None:
        if parsed.paragraph_at(each.subject.start) != each.paragraph - 1:
            return each
        each = replace(each, subject=None)  # whom the question is about
    if before is not None and before.paragraph == each.paragraph - 2:
        return replace(each, carried=True, mention=_ANSWER)
    person = sole.before(each.spans[0][0])
    return (
        each if person is None else replace(each, subject=Subject(person.start, person.end, (person,)), mention=_ANSWER)
    )


def _answers(statement: Statement, parsed: ParsedArticle) -> bool:
    """Whether a statement is a paragraph of its own behind one that only asks."""
    number = parsed.paragraph_at(statement.spans[0][0])
    return statement.quoted and number > 0 and _is_answer(number, parsed)


def _is_answer(number: int, parsed: ParsedArticle) -> bool:
    """Whether a paragraph is one quotation, and the one before it only asks."""
    if not parsed.is_quotation(number) or parsed.quotations[number - 1]:
        return False
    question = parsed.paragraphs[number - 1]
    words = parsed.text[question.start : question.end]
    return words.rstrip().endswith("?") and len(words.split()) <= _LONGEST_QUESTION


@dataclass(frozen=True, slots=True)
class _SolePerson:
    """The person whom an article names first, and the offset from which it names another, too."""

    person: Name | None
    until: float

    def before(self, offset: int) -> Name | None:
        """The person, where nobody else is named before an offset."""
        if self.person is None or self.person.start >= offset or self.until < offset:
            return None
        return self.person


def _sole_person(parsed: ParsedArticle) -> _SolePerson:
    people = parsed.names.people
    if not people:
        return _SolePerson(None, inf)
    others = (name.start for name in people if name.entity.id != people[0].entity.id)
    return _SolePerson(people[0], next(others, inf))
