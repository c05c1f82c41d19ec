"""Who and what an article names."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.document import Contract, TextSpan

EntityType = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "EVENT", "WORK", "DATE", "AMOUNT"]
"""OntoNotes names; WORK is a work of art, AMOUNT any money, percentage or quantity."""

MentionKind = Literal["name", "pronoun", "nominal"]

Gender = Literal["female", "male"]

GrammaticalNumber = Literal["singular", "plural"]


class Mention(TextSpan):
    """One place of the reading text that refers to an entity."""

    kind: MentionKind = "name"


class Link(Contract):
    """An identifier of the entity in somebody else's register."""

    scheme: str = Field(description="for example geonames, wikidata, iso3166-1")
    id: str


class Entity(Contract):
    """A person, organisation, place or other named thing of one article, or a described group that may speak."""

    id: str = Field(
        description="the authority file's id, else UUIDv5 of type and canonical name: the same in every article"
    )
    name: str = Field(description="canonical name: the fullest form that the article gives")
    type: EntityType
    salience: float = Field(default=0.0, ge=0, le=1, description="1 for the entity that the article is about")
    description: str | None = Field(
        default=None, description="role or apposition as printed beside a mention: `a Lisbon-based historian`"
    )
    gender: Gender | None = Field(default=None, description="of a person, where titles or roles in the article show it")
    number: GrammaticalNumber | None = Field(default=None, description="of people and groups that may speak")
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
