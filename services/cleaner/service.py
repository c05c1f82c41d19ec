"""Cleaner: turns raw articles into clean reading text."""

from copydesk.runtime.service import Service
from schemas.article import RawArticle
from services.cleaner.core import handle
from services.cleaner.probe import PROBE

SERVICE = Service("cleaner", source=RawArticle, handle=handle, probe=PROBE)
