"""Cleaner: turns raw articles into clean reading text."""

from schemas.article import RawArticle
from services.cleaner.core import clean
from services.runtime.service import Service

SERVICE = Service("cleaner", source=RawArticle, handle=clean)
