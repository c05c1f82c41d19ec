"""The growing document: raw, clean, unique, annotated, enriched. Each service adds its section."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.document import Contract, Document, Moment, Span, Status
from schemas.editorial import MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_TERMS, Image, RelatedItem, Term
from schemas.entity import Entity
from schemas.identity import article_id, content_hash
from schemas.quote import Quote
from schemas.sketch import Sketch
from schemas.story import Story

MAX_BODY_CHARACTERS = 1_000_000
"""Over two hundred times a long article, and under the topics' 5 MiB even where every character takes four bytes."""

PubStatus = Literal["usable", "withheld", "canceled"]
"""The states of ninjs 3 `pubStatus`."""


class Article(Document):
    """What is known of an article beside its text; carried from the first topic to the last."""

    source: str = Field(default="unknown", max_length=512, description="the feed, agency or desk that sent it")
    uri: str | None = Field(default=None, max_length=4096, description="the source's own id: guid, ninjs uri")
    url: str | None = Field(default=None, max_length=4096)
    title: str | None = Field(default=None, max_length=4096)
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    language: str | None = Field(default=None, max_length=35, description="BCP 47 tag")
    free_access: bool | None = Field(
        default=None,
        description="whether its publisher gives the text to everybody; of another a teaser may be all that came",
    )
    published_at: Moment | None = None
    updated_at: Moment | None = None
    embargoed_until: Moment | None = None
    pub_status: PubStatus = "usable"
    media_type: str = Field(default="text/plain", max_length=255)
    keywords: tuple[str, ...] = Field(default=(), max_length=MAX_TERMS)
    subjects: tuple[Term, ...] = Field(default=(), max_length=MAX_TERMS)
    genres: tuple[Term, ...] = Field(default=(), max_length=MAX_TERMS)
    places: tuple[Term, ...] = Field(default=(), max_length=MAX_TERMS, description="what the source says it is about")
    urgency: int | None = Field(default=None, ge=1, le=9, description="of the desk: 1 is the most urgent (IPTC)")
    rights: str | None = Field(
        default=None, max_length=MAX_NOTE_CHARACTERS, description="the copyright notice, else who holds the copyright"
    )
    usage_terms: str | None = Field(default=None, max_length=MAX_NOTE_CHARACTERS)
    editor_note: str | None = Field(default=None, max_length=MAX_NOTE_CHARACTERS, description="for desks, not readers")
    edition: str | None = Field(default=None, max_length=MAX_NAME_CHARACTERS)
    images: tuple[Image, ...] = Field(default=(), max_length=MAX_TERMS)
    related: tuple[RelatedItem, ...] = Field(default=(), max_length=MAX_TERMS)


RegionRole = Literal[
    "body", "title", "byline", "dateline", "caption", "pull_quote", "credit", "boilerplate", "neighbour"
]


class Region(Span):
    """A stretch of the raw body of which the source's format says what it is: a figure caption, another font."""

    role: RegionRole


class RawArticle(Article):
    """An article as it arrived. Only `body` is required; the rest is derived or left open.

    `media_type` is that of the original; `body` is always text. Where `regions` are given they are in order and do not
    overlap, and what none of them covers is body text.
    """

    body: str = Field(max_length=MAX_BODY_CHARACTERS)
    regions: tuple[Region, ...] = Field(default=(), max_length=10_000)
    whole_paragraphs: bool = Field(
        default=False,
        description="whether the original's markup set every line end of the body, so that no column has cut a line",
    )

    @model_validator(mode="before")
    @classmethod
    def _identify(cls, data: object) -> object:
        """Give an article that states no id the one that its source, URL or content determines."""
        if not isinstance(data, dict):
            return data
        title, source = data.get("title"), data.get("source")
        # Without a body the validation fails; what is derived here only keeps it from blaming the id as well.
        digest = content_hash(_text(title), _text(data.get("body")) or "", _text(data.get("pub_status")) or "usable")
        known = {**data, "content_hash": digest}
        if data.get("id") is None:
            source = source if isinstance(source, str) else "unknown"
            known["id"] = article_id(source, _text(data.get("uri")), _text(data.get("url")), digest)
        return known

    @model_validator(mode="after")
    def _has_content(self) -> Self:
        """Refuse an article without any letter in title and body: nobody can process it."""
        if not self.body.strip() and not (self.title or "").strip():
            raise ValueError("body and title are both empty")
        return self


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


AsideKind = Literal["caption", "pull_quote", "credit", "boilerplate", "neighbour"]
"""`neighbour` is another story of the same page: reported, not mixed in."""


class Aside(Contract):
    """Text that stood in the raw body but is no part of the reading text."""

    kind: AsideKind
    text: str
    raw_start: int = Field(ge=0)
    raw_end: int = Field(ge=0)


class Repair(Span):
    """A place of the reading text that differs from the raw body by more than white space."""

    raw: str
    text: str


class SourceSegment(Span):
    """A stretch of reading text and where it came from in the raw body.

    Where both have the same length, character maps to character; else the whole stretch replaces the whole.
    """

    raw_start: int = Field(ge=0)
    raw_end: int = Field(ge=0)


Readability = Literal["ok", "too_short", "no_text"]


class ReadingArticle(Article):
    """An article with its reading text and the map back to what arrived."""

    text: str
    paragraphs: tuple[Span, ...] = ()
    asides: tuple[Aside, ...] = ()
    head: tuple[Region, ...] = Field(
        default=(), description="the stretches of the raw body that title, bylines and dateline were read from"
    )
    repairs: tuple[Repair, ...] = ()
    source_map: tuple[SourceSegment, ...] = ()
    readability: Readability = "ok"


class CleanArticle(ReadingArticle):
    """Written by the cleaner to `articles.clean`."""

    sketch: Sketch

    @property
    def status(self) -> Status:
        """The cleaner counts how readable the text is."""
        return self.readability


class JudgedArticle(ReadingArticle):
    """An article with its story."""

    story: Story

    @property
    def status(self) -> Status:
        """Deduplication counts its verdict."""
        match self.story.verdict:
            case "revision":
                return "revision"
            case "exact" | "near":
                return "duplicate"
            case "new":
                return "ok"


class UniqueArticle(JudgedArticle):
    """Written by dedup to `articles.unique`: new stories and revisions."""


class DuplicateArticle(JudgedArticle):
    """Written by dedup to `articles.duplicates`: copies, linked to their story."""


class AnnotatedArticle(ReadingArticle):
    """Written by entities to `articles.entities`."""

    story: Story
    entities: tuple[Entity, ...] = ()


class EnrichedArticle(AnnotatedArticle):
    """Written by quotes to `articles.enriched`: the finished event."""

    quotes: tuple[Quote, ...] = ()
