from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from schemas.article import EnrichedArticle
from tools.compatibility import breaking_changes


def contract() -> dict[str, object]:
    """A small contract with everything that the rules speak of."""
    return {
        "type": "object",
        "title": "Story",
        "required": ["id", "kind", "places"],
        "properties": {
            "id": {"type": "string", "minLength": 1, "maxLength": 10, "pattern": "^[a-z]+$"},
            "kind": {"type": "string", "enum": ["new", "old"]},
            "count": {"type": "integer", "minimum": 0, "maximum": 9, "default": 0},
            "share": {"type": "number"},
            "at": {"type": "string", "format": "date-time"},
            "note": {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}], "default": None},
            "either": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            "form": {"type": "string", "const": "story"},
            "places": {"type": "array", "items": {"$ref": "#/$defs/Place"}, "maxItems": 3},
            "main": {"$ref": "#/$defs/Place", "default": {"name": "here"}},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "pair": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]},
        },
        "$defs": {
            "Place": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "within": {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}], "default": None},
                },
            }
        },
    }


def at(schema: dict[str, object], *path: str) -> dict[str, object]:
    for name in path:
        inner = schema[name]
        assert isinstance(inner, dict)
        schema = inner
    return schema


def changed(path: str, **keywords: object) -> dict[str, object]:
    """The contract with other keywords at `path`; None takes a keyword away."""
    schema = contract()
    place = at(schema, *path.split("/")) if path else schema
    for name, value in keywords.items():
        if value is None:
            place.pop(name)
        else:
            place[name] = value
    return schema


def without(path: str, name: str) -> dict[str, object]:
    schema = contract()
    at(schema, *path.split("/")).pop(name)
    return schema


BREAKING = [
    # Properties
    (without("properties", "share"), "share: was removed"),
    (without("$defs/Place/properties", "within"), "places[].within: was removed"),
    (changed("", required=["id", "kind", "places", "share"]), "share: is now required"),
    (
        changed("properties/main", **{"$ref": "#/$defs/Area"})
        | {
            "$defs": {
                **(places := at(contract(), "$defs")),
                "Area": at(places, "Place") | {"required": ["name", "size"]},
            }
        },
        "main.size: is now required",
    ),
    (changed("", required=["id", "kind"]), "places: is no longer always there"),
    # Types
    (changed("properties/share", type="string"), "share: type changed from number to string"),
    (changed("properties/share", type="integer"), "share: type changed from number to integer"),
    (changed("properties/count", type="number"), "count: type changed from integer to number"),
    (changed("properties/share", type=None), "share: type changed from number to anything"),
    (changed("properties/either", anyOf=[{"type": "string"}]), "either: no longer may be integer"),
    (
        changed("properties/either", anyOf=[{"type": "string"}, {"type": "integer"}, {"type": "array"}]),
        "either: may now be array",
    ),
    (changed("properties/share", type=["number", "string"]), "share: may now be string"),
    # Null
    (changed("properties/note", anyOf=[{"type": "string", "maxLength": 5}]), "note: may no longer be null"),
    (changed("properties/share", type=["number", "null"]), "share: may now be null"),
    (changed("$defs/Place/properties/name", type=["string", "null"]), "places[].name: may now be null"),
    # Values
    (changed("properties/kind", enum=["new"]), 'kind: value "old" was removed'),
    (changed("properties/kind", enum=["new", "old", "near"]), 'kind: value "near" was added'),
    (changed("properties/kind", enum=None), "kind: no longer only certain values are allowed"),
    (changed("properties/share", enum=[0, 1]), "share: now only certain values are allowed"),
    (changed("properties/form", const="tale"), 'form: value "story" was removed'),
    (changed("properties/form", const="tale"), 'form: value "tale" was added'),
    # Limits
    (changed("properties/id", maxLength=9), "id: maxLength was tightened from 10 to 9"),
    (changed("properties/id", minLength=2), "id: minLength was tightened from 1 to 2"),
    (changed("properties/count", maximum=8), "count: maximum was tightened from 9 to 8"),
    (changed("properties/count", minimum=1), "count: minimum was tightened from 0 to 1"),
    (changed("properties/places", maxItems=2), "places: maxItems was tightened from 3 to 2"),
    (changed("properties/places", minItems=1), "places: minItems was tightened from none to 1"),
    (changed("properties/share", exclusiveMaximum=1), "share: exclusiveMaximum was tightened from none to 1"),
    (changed("properties/id", maxLength=11), "id: maxLength was loosened from 10 to 11"),
    (changed("properties/id", maxLength=None), "id: maxLength was loosened from 10 to none"),
    (changed("properties/count", minimum=-1), "count: minimum was loosened from 0 to -1"),
    (
        changed("properties/note", anyOf=[{"type": "string", "maxLength": 4}, {"type": "null"}]),
        "note: maxLength was tightened from 5 to 4",
    ),
    # What cannot be compared
    (changed("properties/id", pattern="^[a-f]+$"), 'id: pattern changed from "^[a-z]+$" to "^[a-f]+$"'),
    (changed("properties/id", pattern=None), 'id: pattern changed from "^[a-z]+$" to none'),
    (changed("properties/at", format="date"), 'at: format changed from "date-time" to "date"'),
    (changed("properties/share", multipleOf=2), "share: multipleOf changed from none to 2"),
    (changed("properties/share", **{"not": {"const": 3}}), 'share: not changed from none to {"const": 3}'),
    # What is inside
    (changed("properties/places", items={"type": "string"}), "places[]: type changed from object to string"),
    (changed("properties/places", items=None), "places[]: type changed from object to anything"),
    (changed("properties/labels", additionalProperties={"type": "integer"}), "labels.*: type changed from string"),
    (changed("properties/labels", additionalProperties=False), "labels.*: type changed from string to nothing"),
    (changed("properties/pair", prefixItems=[{"type": "integer"}]), "pair: has 1 fixed places, not 2"),
    (
        changed("properties/pair", prefixItems=[{"type": "integer"}, {"type": "integer"}]),
        "pair[1]: type changed from string to integer",
    ),
    (changed("", type="array"), "the whole: type changed from Story to Story"),
]


@pytest.mark.parametrize(("new", "report"), BREAKING, ids=[report for _, report in BREAKING])
def test_a_breaking_change_is_reported_at_its_place(new: dict[str, object], report: str) -> None:
    changes = breaking_changes(contract(), new)
    assert [change for change in changes if change.startswith(report)]
    # One mutation, one cause: nothing is reported of the fields that it did not touch. Place is used twice, the
    # constant counts twice.
    places = {change.partition(":")[0].rpartition(".")[2] for change in changes}
    assert len(places) == 1


def test_a_new_optional_field_breaks_nobody() -> None:
    new = contract()
    at(new, "properties")["mood"] = {"type": "string", "default": "calm"}
    assert breaking_changes(contract(), new) == []


def test_words_about_a_field_may_change() -> None:
    new = changed("properties/count", title="Count", description="how many", examples=[3], default=1)
    assert breaking_changes(contract(), new) == []


def test_the_same_shape_under_another_name_is_the_same() -> None:
    text = json.dumps(contract()).replace("Place", "Spot")
    assert breaking_changes(contract(), json.loads(text)) == []


def test_a_reference_and_what_it_stands_for_are_the_same() -> None:
    old = {"properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"type": "string"}}}
    new = {"properties": {"a": {"type": "string"}}}
    assert breaking_changes(old, new) == breaking_changes(new, old) == []


def test_the_order_of_alternatives_and_values_does_not_matter() -> None:
    new = changed("properties/either", anyOf=[{"type": "integer"}, {"type": "string"}])
    at(new, "properties", "kind")["enum"] = ["old", "new"]
    assert breaking_changes(contract(), new) == []


def test_an_optional_type_and_a_list_of_types_are_the_same() -> None:
    old = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert breaking_changes(old, {"type": ["string", "null"]}) == []
    described = {"anyOf": [{"type": "string"}, {"type": "null", "description": "nobody knows"}]}
    assert breaking_changes(old, described) == []


def test_what_stands_beside_alternatives_binds_all_of_them() -> None:
    old = {"anyOf": [{"type": "string"}, {"type": "null"}], "maxLength": 5}
    assert breaking_changes(old, {**old, "maxLength": 4}) == ["the whole: maxLength was tightened from 5 to 4"]


def test_a_change_in_a_schema_that_contains_itself_is_found_and_ends() -> None:
    schema = {"type": "array", "items": {"$ref": "#"}}
    assert breaking_changes(schema, schema) == []
    assert breaking_changes(schema, {**schema, "maxItems": 2}) == [
        "the whole: maxItems was tightened from none to 2",
        "[]: maxItems was tightened from none to 2",
    ]
    assert breaking_changes({}, {"items": {"$ref": "#"}}) == []


def test_names_with_special_characters_are_followed() -> None:
    schema = {"$ref": "#/$defs/a~1b~0c", "$defs": {"a/b~c": {"type": "string"}}}
    assert breaking_changes(schema, {"type": "string"}) == []


@pytest.mark.parametrize("reference", ["other.json", "#/$defs/Missing"])
def test_a_reference_to_nothing_is_an_error(reference: str) -> None:
    with pytest.raises(ValueError, match="points"):
        breaking_changes({"$ref": reference}, {})


Mutation: TypeAlias = Callable[[dict[str, object]], object]

DEEP: list[tuple[Mutation, str]] = [
    (
        lambda schema: at(schema, "$defs", "Speaker", "properties").pop("name"),
        "quotes[].speaker.name: was removed",
    ),
    (
        lambda schema: at(schema, "$defs", "Mention", "properties", "start").update(minimum=1),
        "entities[].mentions[].start: minimum was tightened from 0 to 1",
    ),
    (
        lambda schema: at(schema, "$defs", "Story", "properties", "verdict").update(enum=["new", "exact", "near"]),
        'story.verdict: value "revision" was removed',
    ),
]


@pytest.mark.parametrize(("mutate", "report"), DEEP, ids=[report for _, report in DEEP])
def test_a_real_contract_is_followed_into_its_depth(mutate: Mutation, report: str) -> None:
    old = EnrichedArticle.model_json_schema()
    new = copy.deepcopy(old)
    assert breaking_changes(old, new) == []
    mutate(new)
    assert breaking_changes(old, new) == [report]
