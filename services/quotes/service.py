"""Quotes: finds who said what, and finishes the article."""

from copydesk.result import Handler
from copydesk.runtime.service import Service
from schemas.article import AnnotatedArticle
from services.quotes.core import handle
from services.quotes.labelling import statements as labelled


def _load() -> Handler[AnnotatedArticle]:
    labelled.model()
    return handle


SERVICE = Service("quotes", source=AnnotatedArticle, load=_load, model=labelled.MODEL)
"""Who said what: quotations and reported speech with their speakers."""
