"""Cleaner: turns raw articles into clean reading text."""

from copydesk.runtime.service import Service
from schemas.article import RawArticle
from services.cleaner.core import handle

SERVICE = Service("cleaner", source=RawArticle, handle=handle)
