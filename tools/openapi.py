"""The OpenAPI document of the HTTP edge, and what in a new one breaks those who know the old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from services.intake.edges.http.app import create_app
from tools.compatibility import Schema, breaking_changes

FILE = "openapi.json"


def openapi() -> Schema:
    """The document, as `/openapi.json` of a running edge has it, with the version of the interface."""
    document = create_app().openapi()
    return {**document, "info": {**document["info"], "version": "v1"}}


def api_breaking_changes(old: Schema, new: Schema) -> list[str]:
    """What breaks a client of the old interface at the new one: paths, methods, media types, answers, models."""
    return [*_operations(old, new), *_models(old, new)]


def _operations(old: Schema, new: Schema) -> Iterator[str]:
    after = _mapping(new, "paths")
    for path, methods in _mapping(old, "paths").items():
        for method, operation in _items(methods):
            found = _mapping(after, path).get(method)
            if not isinstance(found, Mapping):
                yield f"{method.upper()} {path}: was removed"
                continue
            for media_type in _mapping(_mapping(operation, "requestBody"), "content"):
                if media_type not in _mapping(_mapping(found, "requestBody"), "content"):
                    yield f"{method.upper()} {path}: no longer takes {media_type}"
            for status in _mapping(operation, "responses"):
                if status not in _mapping(found, "responses"):
                    yield f"{method.upper()} {path}: no longer answers {status}"
            for status in _mapping(found, "responses"):
                if status.startswith("2") and status not in _mapping(operation, "responses"):
                    yield f"{method.upper()} {path}: may now answer {status}"


def _models(old: Schema, new: Schema) -> Iterator[str]:
    after = _mapping(_mapping(new, "components"), "schemas")
    for name in _mapping(_mapping(old, "components"), "schemas"):
        if name not in after:
            yield f"{name}: was removed"
            continue
        reference = {"$ref": f"#/components/schemas/{name}"}
        for change in breaking_changes({**reference, **_components(old)}, {**reference, **_components(new)}):
            yield f"{name}: {change}"


def _components(document: Schema) -> Schema:
    return {"components": document["components"]}


def _mapping(document: object, name: str) -> Mapping[str, object]:
    found = document.get(name) if isinstance(document, Mapping) else None
    return cast(Mapping[str, object], found) if isinstance(found, Mapping) else {}


def _items(methods: object) -> Iterator[tuple[str, object]]:
    if isinstance(methods, Mapping):
        yield from methods.items()
