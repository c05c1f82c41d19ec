"""Quotes: finds who said what, and finishes the article."""

from collections.abc import Callable

from copydesk.runtime.service import Service
from schemas.article import AnnotatedArticle
from schemas.document import Document
from services.quotes.core import extract_quotes
from services.quotes.labelling import statements as labelled


def _load() -> Callable[[AnnotatedArticle], list[Document]]:
    labelled.model()
    return extract_quotes


SERVICE = Service("quotes", source=AnnotatedArticle, load=_load, model=labelled.MODEL)
"""Who said what: quotations and reported speech with their speakers."""
