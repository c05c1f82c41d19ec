"""Statements by rules: for languages whose wording is known but for which no labeller is trained."""

from __future__ import annotations

from services.quotes.rules.reports import Finding, Report, SentenceReports, is_short, may_report
from services.quotes.statement import Statement
from services.quotes.text.reading import Reading
from services.quotes.text.sentences import Frame

CONFIDENCE: dict[Finding, float] = {"beside": 0.9, "lead_in": 0.7, "according": 0.7, "clause": 0.6, "alone": 0.4}
"""By how the statement was found: rough shares of right ones, to rank by."""

_CARRIED = 0.6
"""With a speaker who is carried over from the statement before."""

_BACK = 3
"""Statements among which the last quotation is looked for."""


def reported_statements(reading: Reading) -> list[Statement]:
    """The statements of an article in the order of its text."""
    found: list[Statement] = []
    for at, frame in enumerate(reading.frames):
        if not may_report(frame, reading.words):
            continue
        for report in SentenceReports(reading.text, frame, reading.names, reading.words).reports():
            _add(found, report, at, frame, reading)
    return found


def _add(found: list[Statement], report: Report, at: int, frame: Frame, reading: Reading) -> None:
    """Add a report: to the statement that it goes on with, with the speaker who was just quoted, or by itself."""
    statement = Statement(
        spans=list(report.spans),
        paragraph=frame.paragraph,
        quoted=report.quoted,
        reported=report.reported,
        confidence=CONFIDENCE[report.found],
        subject=report.subject,
        cue=report.cue,
        frame=at,
    )
    if report.found != "alone":
        found.append(statement)
        return
    start, end = report.spans[0]
    opens_frame = frame.tokens[0].quotation is not None and start <= frame.tokens[0].end
    last = next((each for each in reversed(found[-_BACK:]) if each.quoted), None)
    follows = last is not None and opens_frame and last.frame in (at - 1, at)
    if last is not None and (
        (follows and last.paragraph == frame.paragraph) or reading.continues_quotation(frame.paragraph, start)
    ):
        last.spans += report.spans
        last.frame, last.paragraph = at, frame.paragraph
        return
    if is_short(reading.text[start:end]):
        return
    if follows:
        statement.carried, statement.confidence = True, _CARRIED
    found.append(statement)
