"""Quotes: finds who said what, and finishes the article."""

from copydesk.result import Handler
from copydesk.runtime.service import Service
from schemas.article import AnnotatedArticle
from services.quotes.core import handle
from services.quotes.labelling.extraction import MODEL, trained_extractor
from services.quotes.probe import PROBE


def _load() -> Handler[AnnotatedArticle]:
    trained_extractor()
    return handle


SERVICE = Service("quotes", source=AnnotatedArticle, load=_load, model=MODEL, probe=PROBE)
"""Who said what: quotations and reported speech with their speakers."""
