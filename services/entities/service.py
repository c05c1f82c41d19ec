"""Entities: finds the people, organisations and places of an article."""

from __future__ import annotations

from functools import partial

from copydesk.result import Handler
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.article import UniqueArticle
from services.entities.authority import Authority, load_authority
from services.entities.core import handle
from services.entities.found_names import MODEL, name_scorer
from services.entities.place_table import place_table
from services.entities.probe import PROBE


def load() -> Handler[UniqueArticle]:
    """The annotation of a process: its model, its table of places and the newsroom's register, if one is set."""
    name_scorer()
    place_table()
    file = Settings().authority_file
    return partial(handle, authority=load_authority(file) if file else Authority(()))


SERVICE = Service("entities", source=UniqueArticle, load=load, model=MODEL, probe=PROBE)
