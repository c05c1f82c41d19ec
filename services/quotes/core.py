"""Quotes: finds who said what in an article whose entities are known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid5

from schemas.article import AnnotatedArticle, EnrichedArticle
from schemas.document import NAMESPACE, Document, Span, TextSpan
from schemas.quote import Quote, QuoteEvent, QuoteKind, Speaker
from services.quotes.antecedents import find_antecedents
from services.quotes.frames import Frame, frames
from services.quotes.languages import wording_of
from services.quotes.marks import Quotation, quotations
from services.quotes.names import NameIndex
from services.quotes.reports import Finding, Report, SentenceReports, is_short, may_report
from services.quotes.speakers import SpeakerResolver

CONFIDENCE: dict[Finding, float] = {"beside": 0.9, "lead_in": 0.7, "according": 0.7, "clause": 0.6, "alone": 0.4}
"""By how the statement was found: rough shares of right ones, to rank by."""

_CARRIED_SPEAKER = 0.6
"""A speaker carried over from the statement before."""

_UNKNOWN_SPEAKER = 0.1
"""Taken off where nobody could be named."""


@dataclass(slots=True)
class _Statement:
    """A statement while it grows over sentences and paragraphs."""

    report: Report
    speaker: Speaker
    confidence: float
    frame: int
    paragraph: int
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """An article's paragraphs, their quotations and the sentences of its narration."""

    text: str
    paragraphs: list[Span]
    quotations: list[list[Quotation]]
    frames: list[Frame]

    @classmethod
    def of(cls, text: str, paragraphs: Sequence[Span]) -> _Reading:
        spans = [span for span in paragraphs if span.start < span.end <= len(text)]
        marked = [quotations(text, span.start, span.end) for span in spans]
        found = [
            frame
            for at, (span, quoted) in enumerate(zip(spans, marked, strict=True))
            for frame in frames(text, span.start, span.end, at, quoted)
        ]
        return cls(text, spans, marked, found)

    def continues_quotation(self, paragraph: int, start: int) -> bool:
        """Whether a paragraph opens with a quotation that the paragraph before left open."""
        if paragraph == 0 or not self.quotations[paragraph] or not self.quotations[paragraph - 1]:
            return False
        first, last = self.quotations[paragraph][0], self.quotations[paragraph - 1][-1]
        return first.inner_start == start and first.start == self.paragraphs[paragraph].start and not last.closed


def find_quotes(article: AnnotatedArticle) -> list[Quote]:
    """The quotes of an article in the order of its text."""
    return _find(article, _Reading.of(article.text, article.paragraphs))


def _find(article: AnnotatedArticle, reading: _Reading) -> list[Quote]:
    names = NameIndex(article.entities)
    words = wording_of(article.language)
    antecedents = find_antecedents(reading.frames, names, words)
    resolver = SpeakerResolver(article.text, antecedents, [span.start for span in reading.paragraphs])
    statements: list[_Statement] = []
    for at, frame in enumerate(reading.frames):
        if not may_report(frame, words):
            continue
        for report in SentenceReports(article.text, frame, names, words).reports():
            _add(statements, report, at, frame, reading, resolver)
    return [_quote(article, statement) for statement in statements]


def _add(
    statements: list[_Statement],
    report: Report,
    at: int,
    frame: Frame,
    reading: _Reading,
    resolver: SpeakerResolver,
) -> None:
    """Add a report: to the statement that it goes on with, with the speaker who was just quoted, or by itself."""
    if report.found == "alone":
        opens_frame = frame.tokens[0].quotation is not None and report.spans[0][0] <= frame.tokens[0].end
        last = next((statement for statement in reversed(statements[-3:]) if statement.report.quoted), None)
        follows = last is not None and opens_frame and last.frame in (at - 1, at)
        if last is not None and (
            (follows and last.paragraph == frame.paragraph)
            or reading.continues_quotation(frame.paragraph, report.spans[0][0])
        ):
            last.spans += report.spans
            last.frame, last.paragraph = at, frame.paragraph
            return
        start, end = report.spans[0]
        if is_short(reading.text[start:end]):
            return
        if last is not None and follows and last.speaker.status != "unknown":
            speaker = last.speaker.model_copy(update={"mention": None})
            statements.append(_Statement(report, speaker, _CARRIED_SPEAKER, at, frame.paragraph, list(report.spans)))
            return
    speaker = resolver.speaker(report.subject, frame.paragraph)
    confidence = CONFIDENCE[report.found] - (_UNKNOWN_SPEAKER if speaker.status == "unknown" else 0)
    statements.append(_Statement(report, speaker, confidence, at, frame.paragraph, list(report.spans)))


def _kind(report: Report) -> QuoteKind:
    if not report.quoted:
        return "indirect"
    return "mixed" if report.reported else "direct"


def _quote(article: AnnotatedArticle, statement: _Statement) -> Quote:
    text = " ".join(article.text[start:end] for start, end in statement.spans)
    cue = statement.report.cue
    first, last = statement.spans[0], statement.spans[-1]
    return Quote(
        id=str(uuid5(NAMESPACE, f"quote\n{article.id}\n{first[0]}\n{text}")),
        kind=_kind(statement.report),
        text=text,
        start=first[0],
        end=last[1],
        spans=tuple(Span(start=start, end=end) for start, end in statement.spans),
        cue=TextSpan(start=cue[0], end=cue[1], text=article.text[cue[0] : cue[1]]) if cue else None,
        speaker=statement.speaker,
        confidence=round(statement.confidence, 2),
    )


def _neighbours(text: str, found: Sequence[Frame], starts: Sequence[int], quote: Quote) -> tuple[str, str]:
    """The sentence before the one in which the quote begins, and the one after that in which it ends."""
    first = bisect_right(starts, quote.start) - 1
    last = bisect_right(starts, quote.end - 1) - 1
    before = found[first - 1] if first > 0 else None
    after = found[last + 1] if last + 1 < len(found) else None
    return (
        text[before.start : before.end] if before else "",
        text[after.start : after.end] if after else "",
    )


def extract_quotes(article: AnnotatedArticle) -> list[Document]:
    """The finished article, then one event a quote in the order of the text."""
    reading = _Reading.of(article.text, article.paragraphs)
    quotes = _find(article, reading)
    enriched = EnrichedArticle.model_construct(**{**article.__dict__, "quotes": tuple(quotes)})
    starts = [frame.start for frame in reading.frames]
    events: list[Document] = []
    for quote in quotes:
        before, after = _neighbours(article.text, reading.frames, starts, quote)
        events.append(
            QuoteEvent(
                id=article.id,
                version=article.version,
                content_hash=article.content_hash,
                received_at=article.received_at,
                processing=article.processing,
                source=article.source,
                url=article.url,
                title=article.title,
                published_at=article.published_at,
                language=article.language,
                story_id=article.story.id,
                before=before,
                after=after,
                quote=quote,
            )
        )
    return [enriched, *events]
