from __future__ import annotations

import pytest

from copydesk.text import tokens
from schemas.document import Span
from services.quotes.core import find_quotes
from services.quotes.probe import PROBE
from services.quotes.text.parsed_article import ParsedArticle


def test_of_an_article_as_long_as_several_books_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_TOKENS", len(tokens.tokenize(PROBE.text)) + 5)
    monkeypatch.setattr(tokens, "MOST_CHARACTERS", 1_000)
    text = f"{PROBE.text} It rained. It rained. It rained. {PROBE.text}"
    paragraphs = (*PROBE.paragraphs[:1], Span(start=86, end=len(text) - 3), Span(start=len(text) - 2, end=len(text)))
    article = PROBE.model_copy(update={"text": text, "paragraphs": paragraphs})
    parsed = ParsedArticle.of(article)
    assert text.startswith(parsed.text)
    assert len(PROBE.text) < len(parsed.text) < len(text) - len(PROBE.text)
    assert parsed.paragraphs == [PROBE.paragraphs[0], Span(start=86, end=len(parsed.text))]
    assert [quote.spans[0].start for quote in find_quotes(article)] == [
        quote.spans[0].start for quote in find_quotes(PROBE)
    ]
