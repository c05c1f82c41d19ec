"""Whatever the OpenAPI document lets a client send is answered as it says: property-based tests by schemathesis."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from copydesk.runtime.article_search import Search
from services.intake.edges.http import whereabouts
from services.intake.edges.http.media_types import accepted_media_types
from tests.services.intake.edges.http.running import Running, running
from tools.openapi import openapi

schema = schemathesis.openapi.from_dict(dict(openapi()))

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@schemathesis.serializer(*accepted_media_types())
def as_it_is(_context: object, value: object) -> bytes:
    """A body of any media type but JSON: the bytes, or a text's."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The edge in a thread of its own: schemathesis is synchronous."""
    found: list[Running] = []
    ready, done = threading.Event(), threading.Event()

    async def run(folder: Path) -> None:
        async with running(folder) as edge:
            found.append(edge)
            ready.set()
            await asyncio.to_thread(done.wait)

    async def nothing(*_arguments: object, **_limits: object) -> Search:
        return Search(complete=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whereabouts, "search_article", nothing)
        thread = threading.Thread(target=lambda: asyncio.run(run(tmp_path_factory.mktemp("edge"))))
        thread.start()
        assert ready.wait(20)
        yield found[0]
        done.set()
        thread.join(30)
        assert not thread.is_alive()


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_the_document_names(case: schemathesis.Case[Any], edge: Running) -> None:
    headers = {"authorization": f"Bearer {edge.key}"}
    case.call_and_validate(base_url=f"http://127.0.0.1:{edge.port}", headers=headers, checks=CHECKS)
