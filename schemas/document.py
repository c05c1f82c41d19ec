"""What every message on an article's way has in common: identity, status and event id."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal, get_args
from uuid import UUID, uuid5

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Status = Literal["ok", "too_short", "no_text", "duplicate", "revision", "dead_letter"]
"""How one consumed message can end in one service. Every message ends in exactly one of them.

too_short and no_text are counted and passed on (a news flash is short), duplicate goes to `articles.duplicates`.
"""

STATUSES: tuple[Status, ...] = get_args(Status)

NAMESPACE = UUID("6f0a2f0e-6a0c-5d1c-9b0e-0f6a3d9c7e51")
"""Namespace of every UUIDv5 (RFC 9562) that Copydesk derives; changing it changes every derived id."""


def utc_now() -> datetime:
    """The present time, with its zone."""
    return datetime.now(UTC)


def _with_zone(moment: datetime) -> datetime:
    """A time without a zone is read as UTC: many feeds leave the zone out, and a refusal would cost the article."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Moment = Annotated[datetime, AfterValidator(_with_zone)]
"""A point in time; always with a zone after validation."""


class Contract(BaseModel):
    """Base of all models: immutable, and tolerant of fields that a newer writer added."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Span(Contract):
    """A stretch of reading text: Unicode code points, end exclusive."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class TextSpan(Span):
    """A span together with the text that it covers."""

    text: str


class ProcessingStep(Contract):
    """One service's work on one article."""

    service: str
    version: str
    model: str | None = None
    seconds: float = Field(ge=0, description="wall-clock seconds spent in the service's handler")


class Document(Contract):
    """What travels on an article topic: who the article is, and which services have seen it."""

    id: str = Field(
        min_length=1,
        max_length=512,
        pattern=r"^[^\x00-\x1f\x7f]+$",  # control characters would let one id pass for another in logs and keys
        description="article id; the message key on every topic",
    )
    version: int | None = Field(default=None, ge=0, description="the version that the source stated")
    content_hash: str = Field(
        default="", max_length=64, description="digest of the content that arrived; tells unnumbered versions apart"
    )
    received_at: Moment = Field(default_factory=utc_now, description="arrival at the intake")
    processing: tuple[ProcessingStep, ...] = ()

    @property
    def status(self) -> Status:
        """The status that the service which made this document counts for it."""
        return "ok"

    def event_id(self, service: str) -> str:
        """The id of the event in which `service` publishes this document.

        Derived from article, version and service, so a replay writes the same ids again and a consumer can drop what
        it has seen. The content digest stands in: two versions that a source did not number must not look like one.
        """
        version = "" if self.version is None else str(self.version)
        return str(uuid5(NAMESPACE, "\n".join((self.id, version, self.content_hash, service))))
