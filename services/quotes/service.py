"""Quotes: finds who said what, and finishes the article."""

from schemas.article import AnnotatedArticle
from services.quotes.core import extract_quotes
from services.runtime.service import Service

SERVICE = Service("quotes", source=AnnotatedArticle, handle=extract_quotes)
