"""Annotation: finds the entities of an article's reading text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import uuid5

from pydantic import TypeAdapter

from copydesk.result import Result
from copydesk.text.language.registry import lexicon_of
from schemas.article import AnnotatedArticle, UniqueArticle
from schemas.document import NAMESPACE
from schemas.entity import Entity, EntityType, MentionKind
from services.entities.authority import Authority
from services.entities.caching import WORDS_KEPT
from services.entities.cluster import Cluster, cluster
from services.entities.descriptions import Describer, Description
from services.entities.gazetteer import home_of_people
from services.entities.languages import names_in, support_of
from services.entities.nominals import Nominal, find_nominals
from services.entities.place_names import FindPlaces, find_places
from services.entities.place_table import Place
from services.entities.places import PlaceLinker
from services.entities.types import entity_type

Fields: TypeAlias = dict[str, Any]
"""The fields of an entity, before all entities are validated in one call."""

MOST_NAMES = 20_000
"""Names of one article that are read, in the order of its text; what comes behind them is left out. A day of a
parliament, a million characters, has fewer; a body of nothing but names has 45,000 and would take ten seconds."""

MOST_ENTITIES = 8_000
"""Named entities of one article, the most salient first: more would not fit its event beside a long text."""

_NEVER_SALIENT = frozenset({"DATE", "MONEY"})
_NOTHING_KNOWN = Authority(())
_UNDESCRIBED = Description(None, None)
_ENTITIES: TypeAdapter[tuple[Entity, ...]] = TypeAdapter(tuple[Entity, ...])
"""One call for all entities of an article: they are many and small."""


def annotate(article: UniqueArticle, authority: Authority = _NOTHING_KNOWN) -> AnnotatedArticle:
    """The article with its entities, the most salient first. Ids of `authority` win over all others."""
    entities = find_entities(article.text, article.language, authority)
    return article.extended(AnnotatedArticle, entities=entities)


def handle(article: UniqueArticle, authority: Authority = _NOTHING_KNOWN) -> Result:
    """The annotated article, its entities' links counted by their schemes, and the number of its entities."""
    annotated = annotate(article, authority)
    schemes = Counter(link.scheme for entity in annotated.entities for link in entity.links)
    return Result(
        [annotated],
        {"link_scheme": schemes},
        {"entities": [len(annotated.entities)]},
        language_support=support_of(article.language),
    )


def find_entities(text: str, language: str | None = None, authority: Authority = _NOTHING_KNOWN) -> tuple[Entity, ...]:
    """The people, organisations, places and other things that `text` names, the most salient first.

    After them come people and groups that are described but not named; their mentions are all of the kind `nominal`.
    `language` is a BCP 47 tag; without it the text is read as English.
    """
    lexicon = lexicon_of(language)
    tokens, names = names_in(text, language)
    find = find_places(language)
    names = names[:MOST_NAMES]
    clusters = cluster(text, names, lexicon, language)
    linker = _linker(text, clusters, find)
    describer = Describer(text, tokens, names, lexicon)
    entities: dict[tuple[str, EntityType], Fields] = {}
    by_salience = sorted(
        zip(_saliences(clusters, len(text)), clusters, strict=True), key=lambda pair: (-pair[0], pair[1].names[0].start)
    )
    for salience, group in by_salience[:MOST_ENTITIES]:
        place = linker.link(group.canonical, _forms(group)) if group.label == "LOC" else None
        before = text[max(0, group.names[0].start - 1) : group.names[0].start]
        type_ = entity_type(group.label, group.canonical, place, before)
        if type_ is None:
            continue
        entity = _named(text, group, type_, place, authority)
        if type_ in {"PERSON", "ORG"}:
            entity |= _described(describer.describe([printed.name for printed in group.names]))
        _add(entities, {**entity, "salience": salience})
    named = entities.values()
    return _ENTITIES.validate_python((*named, *_groups(text, find_nominals(tokens, names))))


def _linker(text: str, clusters: Sequence[Cluster], find: FindPlaces) -> PlaceLinker:
    places = {name.text for group in clusters if group.label == "LOC" for name in group.names}
    peoples = {name.text for group in clusters if group.label == "NORP" for name in group.names}
    homes = [code for people in peoples if (code := home_of_people(people)) is not None]
    return PlaceLinker(text, sorted(places), [code.partition("-")[0] for code in homes], find)


def _forms(group: Cluster) -> dict[str, list[tuple[int, int]]]:
    forms: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for printed in group.names:
        forms[printed.text].append((printed.name.start, printed.name.end))
    return forms


def _saliences(clusters: Sequence[Cluster], length: int) -> list[float]:
    """The salience of each cluster, from 0 to 1 for the highest.

    Frequent and early names are salient, since news leads with what matters. Days and amounts have 0: no article is
    about them.
    """
    weights = [
        0.0 if group.label in _NEVER_SALIENT else len(group.names) * (2.0 - group.names[0].start / length)
        for group in clusters
    ]
    top = max(weights, default=0.0) or 1.0
    return [round(weight / top, 3) for weight in weights]


def _named(text: str, group: Cluster, type_: EntityType, place: Place | None, authority: Authority) -> Fields:
    """The entity of a cluster; the newsroom's register has the last word on its name and id."""
    name = group.canonical
    links = _links(place)
    fields: Fields = {"id": _local_id(type_, name, _code(group, place)), "name": name, "type": type_, "links": links}
    record = authority.find([name, *dict.fromkeys(printed.text for printed in group.names)], type_)
    if record is not None:
        own = {"scheme": record.link.scheme, "id": record.link.id}
        fields |= {"id": record.link.id, "name": record.name, "links": [own, *links]}
    fields["mentions"] = [_mention(text, printed.name.start, printed.name.end, "name") for printed in group.names]
    return fields


def _mention(text: str, start: int, end: int, kind: MentionKind) -> Fields:
    return {"start": start, "end": end, "text": text[start:end], "kind": kind}


def _described(description: Description) -> Fields:
    return {"description": description.text, "gender": description.gender, "number": "singular"}


def _add(entities: dict[tuple[str, EntityType], Fields], entity: Fields) -> None:
    """Add an entity, or its mentions to the entity with the same id and type: a register may list two names as one."""
    known = entities.setdefault((entity["id"], entity["type"]), entity)
    if known is not entity:
        known["mentions"] = sorted([*known["mentions"], *entity["mentions"]], key=lambda mention: mention["start"])


def _groups(text: str, nominals: Iterable[Nominal]) -> list[Fields]:
    """The entities of described people and groups: the same words are the same group."""
    groups: dict[tuple[EntityType, str], list[Nominal]] = defaultdict(list)
    for nominal in nominals:
        printed = " ".join(text[nominal.start : nominal.end].split())
        groups[nominal.type, _without_determiner(printed)].append(nominal)
    return [
        {
            "id": _local_id(type_, f"nominal\n{name}"),
            "name": name,
            "type": type_,
            "number": group[0].number,
            "mentions": [_mention(text, nominal.start, nominal.end, "nominal") for nominal in group],
        }
        for (type_, name), group in groups.items()
    ]


def _without_determiner(phrase: str) -> str:
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.casefold() in {"the", "a", "an"} else phrase


def _code(group: Cluster, place: Place | None) -> str | None:
    """The ISO code or GeoNames id of a place; for a people the code of its country. None where neither is known."""
    if group.label == "NORP":
        return home_of_people(group.canonical)
    return (place.code or str(place.geonames)) if place else None


@lru_cache(maxsize=WORDS_KEPT)
def _local_id(type_: EntityType, name: str, code: str | None = None) -> str:
    """An id that is the same in every article. All names of a country have one id; so have those of its people."""
    identity = f"place\n{code}" if code else f"entity\n{type_}\n{name.casefold()}"
    return str(uuid5(NAMESPACE, identity))


def _links(place: Place | None) -> list[dict[str, str]]:
    """ISO codes, or the UN M49 code, and the GeoNames id of a place."""
    if place is None:
        return []
    links = []
    if place.kind == "country":
        links.append({"scheme": "iso3166-1", "id": place.code})
    if place.kind == "subdivision":
        links.append({"scheme": "iso3166-2", "id": place.code})
    if place.kind == "region":
        links.append({"scheme": "un-m49", "id": place.code})
    if place.geonames:
        links.append({"scheme": "geonames", "id": str(place.geonames)})
    return links
