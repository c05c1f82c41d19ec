"""Who said what."""

from __future__ import annotations

from typing import Literal, Self
from uuid import uuid5

from pydantic import Field, model_validator

from schemas.document import NAMESPACE, Contract, Document, Moment, Span, TextSpan

QuoteKind = Literal["direct", "mixed", "indirect"]
"""direct: all inside quotation marks; mixed: partly; indirect: none of it."""

SpeakerStatus = Literal["named", "described", "unknown"]


class Speaker(Contract):
    """Who is quoted. `unknown` is an answer: a wrong name is worse than none."""

    status: SpeakerStatus = "unknown"
    name: str | None = Field(default=None, description="full name of the first speaker, or the description as printed")
    names: tuple[str, ...] = Field(default=(), description="all speakers, where several speak together")
    entity_ids: tuple[str, ...] = ()
    mention: TextSpan | None = Field(default=None, description="the words that name the speaker beside the quote")


class Candidate(Contract):
    """Somebody who may be the speaker."""

    name: str
    entity_id: str
    confidence: float = Field(ge=0, le=1, description="how probable it is that this is the person")


class Quote(Contract):
    """One statement of one speaker, in one or more stretches of the reading text."""

    id: str
    kind: QuoteKind
    text: str = Field(description="the statement without its outer quotation marks")
    start: int = Field(ge=0, description="start of the first span")
    end: int = Field(ge=0, description="end of the last span")
    spans: tuple[Span, ...] = Field(min_length=1)
    cue: TextSpan | None = None
    speaker: Speaker = Speaker()
    confidence: float = Field(
        default=0.5, ge=0, le=1, description="how probable it is that statement, extent and speaker are all right"
    )
    confidence_extent: float | None = Field(
        default=None, ge=0, le=1, description="how probable it is that it begins and ends where it should"
    )
    confidence_speech: float | None = Field(
        default=None, ge=0, le=1, description="how probable it is that somebody says this"
    )
    confidence_person: float | None = Field(
        default=None, ge=0, le=1, description="how probable it is that the speaker is right"
    )
    candidates: tuple[Candidate, ...] = Field(
        default=(), description="the people who may be the speaker, the likeliest first, where none is sure enough"
    )
    statement_id: str | None = Field(
        default=None,
        description="the same for the same statement in other articles, whatever its marks and small edits",
    )
    repeated_in: tuple[int, ...] = Field(
        default=(), description="places in the article's asides of the pull quotes that repeat the statement"
    )

    @model_validator(mode="after")
    def _covers_its_spans(self) -> Self:
        if self.start != self.spans[0].start or self.end != self.spans[-1].end:
            raise ValueError("start and end must be those of the first and the last span")
        return self


class QuoteEvent(Document):
    """Written by quotes to `quotes`: one statement, with enough context to be shown alone.

    `id` is the article's id, so that the quotes of an article stay in order on one partition.
    """

    source: str
    url: str | None = None
    title: str | None = None
    published_at: Moment | None = None
    language: str | None = None
    story_id: str
    before: str = Field(default="", description="the sentence before the quote")
    after: str = Field(default="", description="the sentence after the quote")
    quote: Quote

    def event_id(self, service: str) -> str:
        """One event a quote: the quote's own id joins the article's."""
        return str(uuid5(NAMESPACE, f"{super().event_id(service)}\n{self.quote.id}"))
