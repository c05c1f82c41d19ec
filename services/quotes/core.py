"""Quotes: finds who said what in an article whose entities are known.

An article is parsed once: paragraphs, quotation marks, sentences, names. Its statements come from the trained labeller
where its language has one, else from rules; then each statement gets its speaker by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import uuid5

from copydesk.result import Result
from copydesk.text.language.registry import primary_tag, reporting_of
from schemas.article import AnnotatedArticle, EnrichedArticle
from schemas.document import NAMESPACE, Document, LanguageSupport, Span, TextSpan
from schemas.quote import Quote, QuoteEvent, QuoteKind, Speaker
from services.quotes.labelling.beyond_english import READ
from services.quotes.labelling.extraction import trained_extractor
from services.quotes.printable import printable
from services.quotes.pull_quotes import repetitions
from services.quotes.rules.extraction import read_by_rules
from services.quotes.speakers.antecedents import Antecedents
from services.quotes.speakers.resolver import Answer, SpeakerResolver, carried
from services.quotes.statement import Statement
from services.quotes.statement_id import statement_id
from services.quotes.text.neighbours import Extent, neighbours
from services.quotes.text.parsed_article import LANGUAGE, ParsedArticle

_UNKNOWN_SPEAKER = 0.9
"""That nobody can be named, where nobody is."""


def extract_quotes(article: AnnotatedArticle) -> list[Document]:
    """The finished article, then one event a quote in the order of the text."""
    parsed = ParsedArticle.of(article)
    answered, sentences = _read(article, parsed)
    quotes = _quotes(article, answered)
    enriched = article.extended(EnrichedArticle, quotes=quotes)
    return [enriched, *(_event(article, neighbours(parsed.text, sentences, q.start, q.end), q) for q in quotes)]


def handle(article: AnnotatedArticle) -> Result:
    """What `extract_quotes` returns, and the quotes counted by their kinds and by what is known of their speakers.

    Measured are their number and the confidence of each.
    """
    documents = extract_quotes(article)
    quotes = [event.quote for event in documents if isinstance(event, QuoteEvent)]
    kinds = Counter[str](quote.kind for quote in quotes)
    speakers = Counter[str](quote.speaker.status for quote in quotes)
    return Result(
        documents,
        {"quote_kind": kinds, "speaker_status": speakers},
        {"quotes": [len(quotes)], "confidence": [quote.confidence for quote in quotes]},
        language_support=language_support(article.language),
    )


def language_support(language: str | None) -> LanguageSupport:
    """What is known here of the language with a BCP 47 tag."""
    tag = primary_tag(language)
    if tag == LANGUAGE or tag in READ:
        return "learnt"
    return "marks" if reporting_of(language) is None else "rules"


def find_quotes(article: AnnotatedArticle) -> list[Quote]:
    """The quotes of an article in the order of its text."""
    answered, _ = _read(article, ParsedArticle.of(article))
    return _quotes(article, answered)


def _quotes(article: AnnotatedArticle, answered: Sequence[tuple[Statement, Answer]]) -> list[Quote]:
    quotes = [_quote(article, statement, answer) for statement, answer in answered]
    repeated = repetitions([quote.text for quote in quotes], article.asides)
    return [
        quote.model_copy(update={"repeated_in": asides}) if asides else quote
        for quote, asides in zip(quotes, repeated, strict=True)
    ]


def answered_quotes(article: AnnotatedArticle, parsed: ParsedArticle) -> list[tuple[Quote, Answer]]:
    """The quotes of an article in the order of its text, each with what decided who the speaker is."""
    answered, _ = _read(article, parsed)
    return [(_quote(article, statement, answer), answer) for statement, answer in answered]


def _read(article: AnnotatedArticle, parsed: ParsedArticle) -> tuple[list[tuple[Statement, Answer]], list[Extent]]:
    """The statements of an article, each with its speaker, and the sentences of the narration."""
    tag = primary_tag(article.language)
    if tag != LANGUAGE:
        return read_by_rules(parsed, tag, article.entities)
    statements = learnt_statements(article, parsed)
    sentences = [(sentence.start, sentence.end) for sentence in parsed.sentences]
    return list(zip(statements, speakers_of(statements, parsed), strict=True)), sentences


def learnt_statements(article: AnnotatedArticle, parsed: ParsedArticle) -> list[Statement]:
    """What the trained labeller finds in an article, before its speakers are named."""
    return trained_extractor().statements(parsed, article.entities)


def speakers_of(statements: Sequence[Statement], parsed: ParsedArticle) -> list[Answer]:
    """Who says each statement, in reading order, for a pronoun means who was named before."""
    reported = [span for statement in statements if statement.reported for span in statement.spans]
    speaking = [name.start for each in statements if each.subject for name in each.subject.names]
    resolver = SpeakerResolver(parsed, Antecedents(parsed, reported, speaking))
    found: list[Answer] = []
    quoted = Answer(Speaker())
    for statement in statements:
        if statement.carried:
            found.append(carried(quoted))
        else:
            found.append(resolver.answer(statement.subject, _named_inside(statement, parsed)))
        if statement.quoted:
            quoted = found[-1]
    return found


def _named_inside(statement: Statement, parsed: ParsedArticle) -> frozenset[str]:
    """The people whom a direct quotation names, who hardly speak of themselves so; none of a report's."""
    if statement.reported or not statement.quoted:
        return frozenset()
    names = (name for start, end in statement.spans for name in parsed.names.within(start, end))
    return frozenset(name.entity.id for name in names if name.is_person)


def _kind(statement: Statement) -> QuoteKind:
    if not statement.quoted:
        return "indirect"
    return "mixed" if statement.reported else "direct"


def _quote(article: AnnotatedArticle, statement: Statement, answer: Answer) -> Quote:
    printed = " ".join(article.text[start:end] for start, end in statement.spans)
    cue = statement.cue
    text = printable(article.text, statement.spans, cue)
    first, last = statement.spans[0], statement.spans[-1]
    person = statement.mention * answer.person * (_UNKNOWN_SPEAKER if answer.speaker.status == "unknown" else 1.0)
    confidence = statement.extent * (1.0 if statement.speech is None else statement.speech) * person
    return Quote(
        id=str(uuid5(NAMESPACE, f"quote\n{article.id}\n{first[0]}\n{printed}".encode("utf-8", "replace").decode())),
        statement_id=statement_id(printed),
        kind=_kind(statement),
        text=text,
        start=first[0],
        end=last[1],
        spans=tuple(Span(start=start, end=end) for start, end in statement.spans),
        cue=TextSpan(start=cue[0], end=cue[1], text=article.text[cue[0] : cue[1]]) if cue else None,
        speaker=answer.speaker,
        confidence=round(confidence, 2),
        confidence_extent=None if statement.speech is None else round(statement.extent, 2),
        confidence_speech=None if statement.speech is None else round(statement.speech, 2),
        confidence_person=round(person, 2),
        candidates=answer.candidates,
    )


def _event(article: AnnotatedArticle, beside: tuple[str, str], quote: Quote) -> QuoteEvent:
    before, after = beside
    return QuoteEvent(
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
