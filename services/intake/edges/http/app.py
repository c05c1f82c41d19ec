"""The HTTP interface: its paths, and what is asked of a request before its body is read."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from http import HTTPStatus
from importlib.resources import files
from itertools import chain
from typing import Annotated
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from copydesk.runtime import metrics
from copydesk.runtime.service import SERVICE_VERSION
from schemas.document import utc_now
from services.intake.edges.http.answers import STATUS_OF, item_problem
from services.intake.edges.http.bodies import Share, let_end, read_body
from services.intake.edges.http.description import DESCRIPTION, PUSH, SUPERDESK, WHERE, describe
from services.intake.edges.http.desk import Desk
from services.intake.edges.http.keys import Key, signed
from services.intake.edges.http.media_types import MULTIPART, File, check_media_type, files_of
from services.intake.edges.http.problems import MEDIA_TYPE, Problem, ProblemError, busy
from services.intake.edges.http.publishing import Item
from services.intake.files import JSON_MEDIA_TYPES, native_lines
from services.intake.formats.registry import essence
from services.intake.submission import Submission

log = structlog.get_logger(__name__)

PUSH_PATH = "/v1/articles"

RETRY_UNCONFIRMED_SECONDS = 5

REFUSED_ACCESS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
"""Logged with the client's address, or what a trusted proxy says of it."""

PAGE_HEADERS = {
    # All of the page is in the page; it talks to nobody but this server.
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def create_app() -> FastAPI:
    """The application; `app.state.desk` must be set before it is asked anything but what it is."""
    app = FastAPI(title="Copydesk", version=SERVICE_VERSION, description=DESCRIPTION, docs_url=None, redoc_url=None)
    app.add_api_route(PUSH_PATH, push_articles, methods=["POST"], **PUSH)
    app.add_api_route("/v1/articles/{article_id:path}", find_article, methods=["GET"], **WHERE)
    app.add_api_route("/v1/superdesk/{name}", push_from_superdesk, methods=["POST"], **SUPERDESK)
    app.add_api_route("/", page, methods=["GET"], include_in_schema=False)
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _parameter_problem)
    describe(app)
    return app


async def push_articles(request: Request) -> Response:
    """Publish articles; answered when the broker has confirmed them."""
    desk: Desk = request.app.state.desk
    key = _authenticated(request, desk)
    desk.quotas.check(key)
    desk.admit()
    content_type = request.headers.get("content-type", "")
    check_media_type(content_type)
    with desk.memory.share(key.name) as share:
        body = await read_body(request, share, desk.settings.http_body_bytes, desk.settings.http_body_seconds)
        idempotency_key = request.headers.get("idempotency-key")
        if idempotency_key is None:
            return await _published(desk, key, body, content_type, share)
        fingerprint = content_type.encode() + b"\n" + body
        known = desk.idempotency.begin(key.name, idempotency_key, fingerprint)
        if known is not None:
            return known
        answer = None
        try:
            answer = await _published(desk, key, body, content_type, share)
        finally:
            final = answer is not None and answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE
            desk.idempotency.end(key.name, idempotency_key, answer if final else None)
        return answer


async def answer_push(request: Request) -> Response:
    """As the framework answers a push, problems included."""
    try:
        return await push_articles(request)
    except ProblemError as error:
        return await _problem(request, error)


async def push_from_superdesk(request: Request, name: str) -> Response:
    """Superdesk's and Newsroom's own HTTP push: one ninjs item, signed with the destination's token."""
    desk: Desk = request.app.state.desk
    signature = request.headers.get("x-superdesk-signature")
    if signature is None:
        raise ProblemError(
            "no-signature",
            HTTPStatus.UNAUTHORIZED,
            "x-superdesk-signature is missing: give the destination the token that `copydesk keys add` printed",
            headers={"www-authenticate": "Superdesk"},
            close=True,
        )
    key = desk.keyring.signer(name)
    if key is None:
        raise _bad_signature()
    desk.quotas.check(key)
    desk.admit()
    with desk.memory.share(key.name) as share:
        body = await read_body(request, share, desk.settings.http_body_bytes, desk.settings.http_body_seconds)
        if not signed(body, signature, key.token or ""):
            raise _bad_signature()
        return await _published(desk, key, body, "application/json", share)


async def find_article(
    request: Request,
    article_id: str,
    since: Annotated[datetime | None, Query(description="from when on to look; default: an hour ago")] = None,
) -> Response:
    """Where an article is now: which service had it last, with which status, and why where it is a dead letter."""
    desk: Desk = request.app.state.desk
    key = _authenticated(request, desk)
    found = await desk.finder.find(article_id, since, key)
    return Response(found.model_dump_json(exclude_none=True), media_type="application/json")


async def page() -> Response:
    """A page to try it: all in one file, from this server alone."""
    text = files("services.intake.edges.http").joinpath("page.html").read_text(encoding="utf-8")
    return HTMLResponse(text, headers=PAGE_HEADERS)


def _authenticated(request: Request, desk: Desk) -> Key:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    key = desk.keyring.find(secret.strip()) if scheme.lower() == "bearer" else None
    if key is not None:
        return key
    raise ProblemError(
        "no-key",
        HTTPStatus.UNAUTHORIZED,
        "send a key: `Authorization: Bearer KEY`; `copydesk keys add NAME --source SOURCE` makes one",
        headers={"www-authenticate": 'Bearer realm="copydesk"'},
        close=True,
    )


def _bad_signature() -> ProblemError:
    """The same for a name that is not known: who has no token learns no names."""
    return ProblemError(
        "signature",
        HTTPStatus.FORBIDDEN,
        "x-superdesk-signature is not that of this body and this destination's token",
        close=True,
    )


async def _published(desk: Desk, key: Key, body: bytes, content_type: str, share: Share) -> Response:
    started = utc_now()
    if essence(content_type) == MULTIPART:
        share.grow(2 * len(body))  # the parts, and their copies
    try:
        async with asyncio.timeout(desk.settings.http_confirm_seconds):
            found = [await _submissions(desk, key, file) for file in await files_of(body, content_type)]
    except TimeoutError:
        raise busy("the parsers have other files to read", RETRY_UNCONFIRMED_SECONDS) from None
    items = await desk.publisher.publish(list(chain.from_iterable(found)), key)
    if not items:
        raise ProblemError("empty", HTTPStatus.UNPROCESSABLE_ENTITY, "there is no article in the body")
    for outcome, number in Counter(item.outcome for item in items).items():
        metrics.HTTP_ITEMS.labels(outcome).inc(number)
    return _answer(items, started.isoformat(timespec="seconds"))


async def _submissions(desk: Desk, key: Key, file: File) -> list[Submission]:
    """The articles of a file. JSON Lines of RawArticle are read here, all else by a parser in a process of its own."""
    native = native_lines(file.name, file.data) if essence(file.media_type) in JSON_MEDIA_TYPES else None
    if native is not None:
        return native
    return await desk.parsers.submissions(file.data, file.name, file.media_type, key.default_source)


def _answer(items: list[Item], since: str) -> Response:
    """The answer as `PushAnswer` or `PushProblem` describes it; made of plain values, since there may be thousands."""
    entries = [_entry(item, quote(since)) for item in items]
    accepted = sum(item.outcome == "accepted" for item in items)
    counts = {"accepted": accepted, "refused": len(items) - accepted, "items": entries}
    if any(item.outcome == "unconfirmed" for item in items):
        headers = {"retry-after": str(RETRY_UNCONFIRMED_SECONDS)}
        status, name = HTTPStatus.SERVICE_UNAVAILABLE, "unconfirmed"
        detail = "not all is confirmed in time; send it again: what was written is the same article then"
    elif accepted:
        headers = {"location": str(entries[0]["location"])} if accepted == len(items) == 1 else {}
        status = HTTPStatus.CREATED if accepted == len(items) else HTTPStatus.MULTI_STATUS
        return Response(to_json(counts), status, headers, "application/json")
    else:
        headers = {}
        status, name = HTTPStatus(max(STATUS_OF[item.outcome] for item in items)), "refused"
        detail = "nothing in the body was accepted; `items` tells field and reason of each article"
    problem = Problem(type=f"urn:copydesk:problem:{name}", title=status.phrase, status=status, detail=detail)
    body = {**problem.model_dump(exclude_none=True), **counts}
    return Response(to_json(body), status, headers, MEDIA_TYPE)


def _entry(item: Item, since: str) -> dict[str, object]:
    """As `ItemAnswer` describes it."""
    entry: dict[str, object] = {"line": item.line, "status": STATUS_OF[item.outcome]}
    if item.file:
        entry["file"] = item.file
    if item.id is None:
        problem = item_problem(item.outcome, item.detail, item.errors)
        return {**entry, "problem": problem.model_dump(exclude_none=True)}
    return {**entry, "id": item.id, "location": f"/v1/articles/{quote(item.id, safe='')}?since={since}"}


async def _problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, ProblemError):
        raise error
    if error.status in REFUSED_ACCESS:
        log.info("refused", reason=error.name, client=request.client.host if request.client else None)
    if error.closes:
        await let_end(request)
    return Response(error.problem().model_dump_json(exclude_none=True), error.status, error.headers, MEDIA_TYPE)


async def _http_problem(request: Request, error: Exception) -> Response:
    """What the framework answers by itself: there is no such path, or not by this method."""
    if not isinstance(error, HTTPException):
        raise error
    name = HTTPStatus(error.status_code).phrase
    detail = f"{name}; the paths are in /openapi.json, and / is a page to try them"
    problem = ProblemError(name.lower().replace(" ", "-"), error.status_code, detail, headers=error.headers)
    return await _problem(request, problem)


async def _parameter_problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    detail = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return await _problem(request, ProblemError("parameter", HTTPStatus.UNPROCESSABLE_ENTITY, detail))
