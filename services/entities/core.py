"""Entities: finds the people, organisations and places of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import uuid5

from schemas.article import AnnotatedArticle, UniqueArticle
from schemas.document import NAMESPACE, Span
from schemas.entity import Entity, EntityType, Link, Mention
from services.entities.candidates import Candidate, candidates
from services.entities.cluster import Cluster, NamedMention, cluster
from services.entities.evidence import Votes, decided, votes_of_form, votes_of_place
from services.entities.gazetteer import Known, lookup
from services.entities.names import surname, without_corporate_end
from services.entities.tokens import Token, tokenize

_NOUNS_CAPITALISED = frozenset({"de", "lb"})

MAX_NAME_WORDS = 6
"""Longest name that is looked for where capital letters say nothing."""


def annotate(article: UniqueArticle) -> AnnotatedArticle:
    """The article with its entities, the most salient first."""
    fields = dict(article.__dict__)
    entities = find_entities(article.text, article.paragraphs, article.language)
    return AnnotatedArticle.model_construct(**fields, entities=entities)


def find_entities(text: str, paragraphs: Iterable[Span] = (), language: str | None = None) -> tuple[Entity, ...]:
    """The people, organisations and places that `text` names, the most salient first.

    `language` is a BCP 47 tag; without it, only names are taken to begin with a capital letter.
    """
    tokens = tokenize(text, paragraphs)
    found = candidates(
        tokens, nouns_are_capitalised=(language or "").partition("-")[0].casefold() in _NOUNS_CAPITALISED
    )
    types = _types(tokens, found)
    named = [(candidate, types.get(_words(tokens, candidate))) for candidate in found]
    mentions = [_mention(tokens, candidate, label) for candidate, label in named if label is not None]
    mentions = sorted([*mentions, *_repeated(tokens, mentions, found)], key=lambda mention: mention.start)
    return _entities(text, cluster(mentions))


def _words(tokens: Sequence[Token], candidate: Candidate) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[candidate.first : candidate.last])


def _types(tokens: Sequence[Token], found: Sequence[Candidate]) -> dict[tuple[str, ...], EntityType]:
    """One type a name and article: the majority of its mentions, then the surname of a person found so."""
    votes: dict[tuple[str, ...], Votes] = {}
    for candidate in found:
        words = _words(tokens, candidate)
        if words not in votes:
            votes[words] = votes_of_form(words)
        votes[words].update(votes_of_place(tokens, candidate))
    types = {words: label for words, ballot in votes.items() if (label := decided(ballot)) is not None}
    bearers = {surname(words[-1]) for words, label in types.items() if label == "PERSON" and len(words) > 1}
    for words in votes:
        known = lookup(" ".join(words))
        if len(words) == 1 and surname(words[0]) in bearers and (known is None or known == Known("GPE")):
            types[words] = "PERSON"
    companies = [words for words, label in types.items() if label == "ORG" and without_corporate_end(words) != words]
    for words in companies:
        for short in (without_corporate_end(words), words[:1]):
            if short in votes:
                types[short] = "ORG"
    return types


def _mention(tokens: Sequence[Token], candidate: Candidate, label: EntityType) -> NamedMention:
    return NamedMention(tokens[candidate.first].start, tokens[candidate.last - 1].end, _words(tokens, candidate), label)


def _repeated(
    tokens: Sequence[Token], mentions: Sequence[NamedMention], found: Sequence[Candidate]
) -> list[NamedMention]:
    """The article's own names where no candidate stands: in headings, where capital letters say nothing."""
    types = {tuple(word.casefold() for word in mention.words): mention.type for mention in mentions}
    beginnings = {words[0] for words in types}
    taken = {index for candidate in found for index in range(candidate.first, candidate.last)}
    repeated: list[NamedMention] = []
    index = 0
    while index < len(tokens):
        size = 1
        if index not in taken and tokens[index].capitalised and tokens[index].text.casefold() in beginnings:
            ahead = [token.text.casefold() for token in tokens[index : index + MAX_NAME_WORDS]]
            sizes = [length for length in range(len(ahead), 0, -1) if tuple(ahead[:length]) in types]
            if sizes and taken.isdisjoint(range(index, index + sizes[0])):
                size = sizes[0]
                candidate = Candidate(index, index + size)
                repeated.append(_mention(tokens, candidate, types[tuple(ahead[:size])]))
        index += size
    return repeated


def _entities(text: str, clusters: Sequence[Cluster]) -> tuple[Entity, ...]:
    weights = [_weight(group, len(text)) for group in clusters]
    top = max(weights, default=1.0)
    entities = [_entity(text, group, weight / top) for group, weight in zip(clusters, weights, strict=True)]
    return tuple(sorted(entities, key=lambda entity: (-entity.salience, entity.mentions[0].start)))


def _weight(group: Cluster, length: int) -> float:
    """Frequent is salient, and so is early: news says first what matters."""
    first = min(mention.start for mention in group.mentions)
    return len(group.mentions) * (2.0 - first / length)


def _entity(text: str, group: Cluster, salience: float) -> Entity:
    name = group.name
    known = lookup(name)
    links = (Link(scheme="iso3166-1", id=known.country),) if known is not None and known.country else ()
    mentions = sorted(group.mentions, key=lambda mention: mention.start)
    return Entity(
        id=str(uuid5(NAMESPACE, f"entity\n{group.type}\n{name.casefold()}")),
        name=name,
        type=group.type,
        salience=round(salience, 3),
        mentions=tuple(Mention(start=m.start, end=m.end, text=text[m.start : m.end]) for m in mentions),
        links=links,
    )
