"""Entities: finds the people, organisations and places of an article."""

from schemas.article import UniqueArticle
from services.entities.core import annotate
from services.runtime.service import Service

SERVICE = Service("entities", source=UniqueArticle, handle=annotate)
