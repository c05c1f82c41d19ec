"""Statements by rules, for languages without a trained labeller; by quotation marks alone where no words are known."""

from __future__ import annotations

from services.quotes.rules.reports import Finding, Report, SentenceReports, is_short, may_report
from services.quotes.statement import MOST_STATEMENTS, Statement
from services.quotes.text.parsed_article import ParsedArticle
from services.quotes.text.sentences import Sentence

CONFIDENCE: dict[Finding, float] = {"beside": 0.9, "lead_in": 0.7, "according": 0.7, "clause": 0.6, "alone": 0.4}
"""By how the statement was found: rough shares of right ones, to rank by."""

_CARRIED = 0.6
"""With a speaker who is carried over from the statement before."""

_BACK = 3
"""So many statements back the last quotation is looked for."""


def statements_by_rules(parsed: ParsedArticle) -> list[Statement]:
    """The statements of an article in the order of its text."""
    found: list[Statement] = []
    for at, sentence in enumerate(parsed.sentences):
        if len(found) >= MOST_STATEMENTS:
            break
        if not may_report(sentence, parsed.lexicon):
            continue
        for report in SentenceReports(parsed.text, sentence, parsed.names, parsed.lexicon).reports():
            _add(found, report, at, sentence, parsed)
    return found


def _add(found: list[Statement], report: Report, at: int, sentence: Sentence, parsed: ParsedArticle) -> None:
    """Add a report: to the statement that it goes on with, with the speaker who was just quoted, or by itself."""
    statement = Statement(
        spans=list(report.spans),
        paragraph=sentence.paragraph,
        quoted=report.quoted,
        reported=report.reported,
        extent=CONFIDENCE[report.found],
        subject=report.subject,
        cue=report.cue,
        sentence=at,
    )
    if report.found != "alone":
        found.append(statement)
        return
    start, end = report.spans[0]
    opens_sentence = sentence.tokens[0].quotation is not None and start <= sentence.tokens[0].end
    last = next((each for each in reversed(found[-_BACK:]) if each.quoted), None)
    follows = last is not None and opens_sentence and last.sentence in (at - 1, at)
    if last is not None and (
        (follows and last.paragraph == sentence.paragraph) or parsed.continues_quotation(sentence.paragraph, start)
    ):
        last.spans += report.spans
        last.sentence, last.paragraph = at, sentence.paragraph
        return
    if is_short(parsed.text[start:end]):
        return
    if follows:
        statement.carried, statement.extent = True, _CARRIED
    found.append(statement)
