"""What the OpenAPI document says beside what the code shows: bodies, answers, keys, from the contract's models."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from schemas.article import RawArticle
from services.intake.edges.http.answers import PushAnswer, PushProblem
from services.intake.edges.http.media_types import MULTIPART, accepted_media_types
from services.intake.edges.http.problems import MEDIA_TYPE, Problem
from services.intake.edges.http.whereabouts import Whereabouts
from services.intake.files import JSON_MEDIA_TYPES

DESCRIPTION = """\
Push articles and hear what became of each. An answer comes after the broker's confirmation: what is accepted is not
lost. A push may be repeated at any time: the same article gets the same id, and its events the same ids.
"""

_REFERENCE = "#/components/schemas/{model}"

JsonObject = dict[str, Any]


def _schema(model: str) -> JsonObject:
    return {"schema": {"$ref": _REFERENCE.format(model=model)}}


def _problem(description: str, model: str = "Problem", **headers: str) -> JsonObject:
    described = {
        name.replace("_", "-"): {"description": text, "schema": {"type": "string"}} for name, text in headers.items()
    }
    return {
        "description": description,
        "content": {MEDIA_TYPE: _schema(model)},
        **({"headers": described} if described else {}),
    }


_RETRY = "seconds after which to come again"

_REFUSALS: JsonObject = {
    "400": _problem("the body is not packed as it says, or was cut off"),
    "401": _problem("no key, or none that is known"),
    "403": _problem("nothing was accepted: sources that the key is not bound to, or a wrong signature", "PushProblem"),
    "404": _problem("there is no such path, or no such article"),
    "405": _problem("not by this method"),
    "408": _problem("the body did not arrive in time"),
    "409": _problem("the push with this Idempotency-Key is under way"),
    "413": _problem("the body, or each of its articles, is too large", "PushProblem"),
    "415": _problem("no format has this Content-Type, or the Content-Encoding is not known"),
    "422": _problem("nothing in the body is a valid article", "PushProblem"),
    "429": _problem("the key's rate or daily volume is reached", Retry_After=_RETRY),
    "431": _problem("the request's head is too large"),
    "503": _problem("the broker does not confirm, or too much is under way", "PushProblem", Retry_After=_RETRY),
}


def _refusals(*statuses: int) -> JsonObject:
    return {str(status): _REFUSALS[str(status)] for status in statuses}


def _content() -> JsonObject:
    content: JsonObject = {}
    for media_type in accepted_media_types():
        if media_type == MULTIPART:
            parts = {"type": "array", "items": {"type": "string", "format": "binary"}}
            content[media_type] = {"schema": {"type": "object", "properties": {"file": parts}}}
        elif media_type == "application/json":
            content[media_type] = _schema("RawArticle")
        elif media_type in JSON_MEDIA_TYPES:
            content[media_type] = {"schema": {"type": "string", "description": "JSON Lines of RawArticle"}}
        else:
            content[media_type] = {"schema": {"type": "string", "format": "binary"}}
    return content


def _responses(*refusals: int) -> JsonObject:
    return {
        "201": {"description": "all is accepted", "content": {"application/json": _schema("PushAnswer")}},
        "207": {"description": "some is accepted", "content": {"application/json": _schema("PushAnswer")}},
        **_refusals(*refusals),
    }


def _header(name: str, description: str, *, required: bool = False) -> JsonObject:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": {"type": "string"},
    }


PUSH: JsonObject = {
    "operation_id": "pushArticles",
    "summary": "Push articles",
    "status_code": 201,
    "responses": _responses(400, 401, 403, 408, 409, 413, 415, 422, 429, 431, 503),
    "openapi_extra": {
        "security": [{"key": []}],
        "parameters": [
            _header(
                "Idempotency-Key", "a repeat with the same key and body gets the same answer, and publishes nothing"
            ),
            _header("Content-Encoding", "`gzip`, where the body is packed"),
        ],
        "requestBody": {"required": True, "content": _content()},
    },
}

SUPERDESK: JsonObject = {
    "operation_id": "pushFromSuperdesk",
    "summary": "Push from a Superdesk or Newsroom destination",
    "status_code": 201,
    "responses": _responses(400, 401, 403, 408, 413, 415, 422, 429, 431, 503),
    "openapi_extra": {
        "security": [{"signature": []}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"type": "object", "description": "a ninjs item"}}},
        },
    },
}

WHERE: JsonObject = {
    "operation_id": "findArticle",
    "summary": "Where an article is now",
    "responses": {
        "200": {"description": "its way so far", "content": {"application/json": _schema("Whereabouts")}},
        **_refusals(401, 404, 422, 431, 503),
    },
    "openapi_extra": {"security": [{"key": []}]},
}


def describe(app: FastAPI) -> None:
    """Have the application tell all this of itself."""

    def openapi() -> JsonObject:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation does


def _document(app: FastAPI) -> JsonObject:
    document: JsonObject = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    written: tuple[type[BaseModel], ...] = (PushAnswer, PushProblem, Problem, Whereabouts)
    shown: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [(RawArticle, "validation")]
    shown += [(model, "serialization") for model in written]
    _, models = models_json_schema(shown, ref_template=_REFERENCE)
    document["components"] = {
        "schemas": models["$defs"],
        "securitySchemes": {
            "key": {"type": "http", "scheme": "bearer", "description": "`copydesk keys add NAME --source SOURCE`"},
            "signature": {
                "type": "apiKey",
                "in": "header",
                "name": "x-superdesk-signature",
                "description": "`sha1=` and the HMAC-SHA1 of the body with the destination's token, hexadecimal",
            },
        },
    }
    return document
