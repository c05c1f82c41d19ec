"""ninjs view: an enriched article as a news item of the IPTC's ninjs 3.1 (https://iptc.org/std/ninjs/).

Written from the standard's documentation; ninjs allows no other properties anywhere, so these models refuse them, too.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote
from uuid import UUID

from pydantic import AnyUrl, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from schemas.article import AnnotatedArticle, PubStatus
from schemas.document import Moment
from schemas.editorial import Image, RelatedItem, Term
from schemas.entity import Entity, Link

_URI_OF_SCHEME = {
    "geonames": "https://sws.geonames.org/{}/",
    "wikidata": "http://www.wikidata.org/entity/{}",
}
"""The URI under which a register's entry stands in linked data."""

_URI: TypeAdapter[AnyUrl] = TypeAdapter(AnyUrl)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Standard(_Part):
    """The standard that the item follows."""

    name: Literal["ninjs"] = "ninjs"
    version: Literal["3.1"] = "3.1"
    schema_: str = Field(default="http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json", alias="schema")


class Concept(_Part):
    """A person, organisation or place. `literal` is the entity's id, `uri` its place in a public register."""

    name: str
    rel: Literal["mentions"] = "mentions"
    uri: str | None = None
    literal: str


class Text(_Part):
    """A headline or a body."""

    role: str | None = None
    content_type: Literal["text/plain"] = "text/plain"
    value: str


class Subject(_Part):
    """A topic or a genre; `literal` is its code where that is no URI."""

    name: str | None = None
    uri: str | None = None
    literal: str | None = None


class Rendition(_Part):
    """Where a picture lies."""

    name: Literal["main"] = "main"
    href: str


class Association(_Part):
    """A picture of the article, or another item that it is linked to."""

    name: str
    rel: str | None = None
    uri: str
    type: Literal["picture", "text"]
    by: str | None = None
    descriptions: tuple[Text, ...] = ()
    headlines: tuple[Text, ...] = ()
    renditions: tuple[Rendition, ...] = ()


class NewsItem(_Part):
    """A text in ninjs 3.1 with the people, organisations and places that it names, the most salient first."""

    uri: str
    standard: Standard = Standard()
    type: Literal["text"] = "text"
    version: str | None = None
    version_created: Moment | None = None
    first_created: Moment | None = None
    embargoed_until: Moment | None = None
    pub_status: PubStatus
    urgency: int | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None
    ed_note: str | None = None
    language: str | None = None
    by: str | None = None
    located: str | None = None
    headlines: tuple[Text, ...] = ()
    bodies: tuple[Text, ...] = ()
    people: tuple[Concept, ...] = ()
    organisations: tuple[Concept, ...] = ()
    places: tuple[Concept | Subject, ...] = ()
    subjects: tuple[Subject, ...] = ()
    genres: tuple[Subject, ...] = ()
    associations: tuple[Association, ...] = ()

    def as_json(self) -> str:
        """The item as one line of JSON, without what is not known."""
        return self.model_dump_json(by_alias=True, exclude_none=True)


def news_item(article: AnnotatedArticle) -> NewsItem:
    """The ninjs view of an article. Entities without a name in the text, such as described groups, are left out."""
    return NewsItem(
        uri=_uri_of(article),
        version=None if article.version is None else str(article.version),
        version_created=article.updated_at or article.published_at,
        first_created=article.published_at,
        embargoed_until=article.embargoed_until,
        pub_status=article.pub_status,
        language=article.language,
        by=", ".join(article.bylines) or None,
        located=article.dateline,
        headlines=(Text(role="main", value=article.title),) if article.title else (),
        bodies=(Text(value=article.text),),
        people=_concepts(article.entities, "PERSON"),
        organisations=_concepts(article.entities, "ORG"),
        places=(*_subjects(article.places), *_concepts(article.entities, "GPE", "LOC")),
        urgency=article.urgency,
        copyright_notice=article.rights,
        usage_terms=article.usage_terms,
        ed_note=article.editor_note,
        # The standard has no keywords: they are topics that have no code.
        subjects=(*_subjects(article.subjects), *(Subject(name=keyword) for keyword in article.keywords)),
        genres=_subjects(article.genres),
        associations=(*_pictures(article.images), *_linked(article.related)),
    )


def _subjects(terms: tuple[Term, ...]) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            name=term.name,
            uri=term.code if term.code and _is_uri(term.code) and "://" in term.code else None,
            literal=term.code if term.code and "://" not in term.code else None,
        )
        for term in terms
    )


def _pictures(images: tuple[Image, ...]) -> tuple[Association, ...]:
    """The pictures that lie somewhere; the standard has none without an address."""
    return tuple(
        Association(
            name=f"picture {number}",
            uri=image.url,
            type="picture",
            by=image.credit,
            descriptions=(Text(role="caption", value=image.caption),) if image.caption else (),
            renditions=(Rendition(href=image.url),),
        )
        for number, image in enumerate(images, start=1)
        if image.url and _is_uri(image.url)
    )


def _linked(related: tuple[RelatedItem, ...]) -> tuple[Association, ...]:
    found: list[Association] = []
    for number, item in enumerate(related, start=1):
        address = next((uri for uri in (item.uri, item.url) if uri and _is_uri(uri)), None)
        if address is not None:
            headlines = (Text(value=item.title),) if item.title else ()
            found.append(
                Association(name=f"related {number}", rel=item.relation, uri=address, type="text", headlines=headlines)
            )
    return tuple(found)


def _uri_of(article: AnnotatedArticle) -> str:
    """The source's own URI, the page's, else one made of the article's id."""
    for stated in (article.uri, article.url):
        if stated and _is_uri(stated):
            return stated
    try:
        return UUID(article.id).urn
    except ValueError:
        return f"urn:x-copydesk:{quote(article.id, safe='')}"


def _is_uri(text: str) -> bool:
    try:
        _URI.validate_python(text)
    except ValidationError:
        return False
    return text.isascii() and not any(char.isspace() for char in text)


def _concepts(entities: tuple[Entity, ...], *types: str) -> tuple[Concept, ...]:
    return tuple(
        Concept(name=entity.name, uri=_register_uri(entity.links), literal=entity.id)
        for entity in entities
        if entity.type in types and any(mention.kind == "name" for mention in entity.mentions)
    )


def _register_uri(links: tuple[Link, ...]) -> str | None:
    for link in links:
        if _is_uri(link.id) and "://" in link.id:
            return link.id
        if link.scheme in _URI_OF_SCHEME:
            return _URI_OF_SCHEME[link.scheme].format(quote(link.id, safe=""))
    return None
