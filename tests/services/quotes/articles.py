"""Articles for the tests of the quotes service, with entities given by hand."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.article import AnnotatedArticle, RawArticle
from schemas.entity import Entity, EntityType, Mention
from schemas.story import Story
from services.cleaner.core import as_is
from services.quotes.text.parsed_article import ParsedArticle


def annotated_article(
    text: str,
    people: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    language: str | None = None,
) -> AnnotatedArticle:
    """An article whose entities are mentioned wherever their full name or last word stands."""
    cleaned = as_is(RawArticle(id="a", source="wire", title="T", body=text or " ", language=language))
    given: list[tuple[str, EntityType]] = [(name, "PERSON") for name in people]
    given += [(name, "ORG") for name in organisations]
    entities = tuple(_entity(name, label, text) for name, label in given)
    known = {**cleaned.model_dump(exclude={"sketch"}), "story": Story(id="s", verdict="new"), "entities": entities}
    return AnnotatedArticle(**known)


def parsed_article(
    text: str,
    people: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    language: str = "en",
    known: Mapping[str, Mapping[str, str]] | None = None,
) -> ParsedArticle:
    """The same article as it is parsed; `known` has further fields of entities by their names."""
    article = annotated_article(text, people, organisations, language)
    entities = tuple(entity.model_copy(update=(known or {}).get(entity.name, {})) for entity in article.entities)
    return ParsedArticle.of(article.model_copy(update={"entities": entities}))


def span_of(words: str, text: str) -> tuple[int, int]:
    """The characters at which words stand in a text, for the last time."""
    start = text.rindex(words)
    return start, start + len(words)


def _entity(name: str, label: EntityType, text: str) -> Entity:
    found, at = [], 0
    while at < len(text):
        form = next((form for form in (name, name.rsplit(maxsplit=1)[-1]) if text.startswith(form, at)), None)
        if form:
            found.append(Mention(start=at, end=at + len(form), text=form))
        at += len(form) if form else 1
    return Entity(id=name, name=name, type=label, mentions=tuple(found))
