"""Entities: finds the people, organisations and places of an article."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.article import AnnotatedArticle, UniqueArticle
from services.entities.authority import Authority, load_authority
from services.entities.core import annotate
from services.entities.found_names import MODEL, name_scorer
from services.entities.place_table import place_table


def load() -> Callable[[UniqueArticle], AnnotatedArticle]:
    """The annotation of a process: its model, its table of places and the newsroom's register, if one is set."""
    name_scorer()
    place_table()
    file = Settings().authority_file
    return partial(annotate, authority=load_authority(file) if file else Authority(()))


SERVICE = Service("entities", source=UniqueArticle, load=load, model=MODEL)
