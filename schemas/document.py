"""What every message on an article's way has in common: identity, status and event id."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Literal, TypeVar, get_args
from uuid import UUID, uuid5

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

Status = Literal["ok", "too_short", "no_text", "duplicate", "revision", "dead_letter"]
"""How one consumed message can end in one service. Every message ends in exactly one of them.

too_short and no_text are counted and passed on (a news flash is short), duplicate goes to `articles.duplicates`.
"""

STATUSES: tuple[Status, ...] = get_args(Status)

LanguageSupport = Literal["learnt", "rules", "marks", "none"]
"""What a service knows of the language of an article.

learnt: a model was trained on the language. rules: words and rules of the language. marks: only what needs no language,
quotation marks among it. none: nothing was looked for.
"""

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
    commit: str | None = Field(
        default=None, description="what the service was built from; null where that is not known"
    )
    model: str | None = None
    seconds: float = Field(ge=0, description="wall-clock seconds spent in the service's handler")
    language_support: LanguageSupport | None = Field(
        default=None,
        description="what the service knows of the article's language, so what an empty list means: learnt (a "
        "trained model), rules (words of the language), marks (what needs no language), none (nothing was looked for); "
        "null for a service that does not depend on the language",
    )


Extended = TypeVar("Extended", bound="Document")


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

    def extended(self, model: type[Extended], /, **sections: object) -> Extended:
        """The next document on an article's way: a `model` with the fields that this document has, and `sections`.

        A section goes before a field of the same name, and what `model` has no field for is left out. The sections are
        validated; the fields of this document are so already, and are shared.

        Raises:
            TypeError: `model` has no field of a section's name.
            pydantic.ValidationError: a section is missing, or is not what `model` says it is.
        """
        sections_model, left_out = _extension(type(self), model, tuple(sections))
        fields = {**self.__dict__, **sections_model.model_validate(sections).__dict__}
        for name in left_out:
            del fields[name]
        made: Extended = model.__new__(model)
        # What `model_construct` does, without a look at the default of every field: all of them are set.
        for name, value in (
            ("__dict__", fields),
            ("__pydantic_fields_set__", self.model_fields_set.difference(left_out).union(sections)),
            ("__pydantic_extra__", None),
            ("__pydantic_private__", None),
        ):
            object.__setattr__(made, name, value)
        return made


@lru_cache
def _extension(
    source: type[Document], model: type[Document], names: tuple[str, ...]
) -> tuple[type[BaseModel], frozenset[str]]:
    """How a `source` becomes a `model`: the model of the sections alone, and the fields that are left out.

    The sections are those of the given names, and what `source` has no field for.

    Raises:
        TypeError: `model` has no field of one of these names.
    """
    unknown = [name for name in names if name not in model.model_fields]
    if unknown:
        raise TypeError(f"{model.__name__} has no field {', '.join(unknown)}")
    sections = {
        name: (field.annotation, field)
        for name, field in model.model_fields.items()
        if name in names or name not in source.model_fields
    }
    # Under the name of the whole, which validation errors show.
    of_sections: type[BaseModel] = create_model(model.__name__, **sections)  # type: ignore[call-overload]
    return of_sections, frozenset(source.model_fields) - frozenset(model.model_fields)
