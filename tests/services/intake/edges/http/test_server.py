from __future__ import annotations

from pathlib import Path

from copydesk.runtime.tracing import SpanContext
from tests.copydesk.runtime.bench import recorded_spans
from tests.services.intake.edges.http.running import running

CLIENT = SpanContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", sampled=True)


async def test_a_push_continues_the_clients_trace(tmp_path: Path) -> None:
    async with running(tmp_path) as edge:
        with recorded_spans() as recorder:
            answer = await edge.push('{"id": "a", "body": "x"}', traceparent=CLIENT.traceparent().decode())
    assert answer.status_code == 201
    spans = {span.name: span for span in recorder.spans}
    assert set(spans) == {"POST /v1/articles", "http article", "http", "send articles.raw"}
    request, article = spans["POST /v1/articles"], spans["http article"]
    assert (request.kind, request.parent, article.parent) == ("server", CLIENT, request.context)
    assert {span.context.trace_id for span in recorder.spans} == {CLIENT.trace_id}
    assert request.attributes == {
        "http.request.method": "POST",
        "http.route": "/v1/articles",
        "http.response.status_code": 201,
        "url.scheme": "http",
    }
    assert article.attributes == {"copydesk.article.id": "a", "copydesk.status": "ok"}


async def test_a_client_that_traces_nothing_has_its_articles_traced_all_the_same(tmp_path: Path) -> None:
    async with running(tmp_path) as edge:
        with recorded_spans() as recorder:
            await edge.push('{"id": "a", "body": "x"}', traceparent="nonsense")
    (request,) = [span for span in recorder.spans if span.kind == "server"]
    assert request.parent is None
    assert len({span.context.trace_id for span in recorder.spans}) == 1


async def test_without_tracing_the_clients_trace_goes_on_with_the_article(tmp_path: Path) -> None:
    async with running(tmp_path) as edge:
        await edge.push('{"id": "a", "body": "x"}', traceparent=CLIENT.traceparent().decode())
        assert edge.sender.sent[0].headers["traceparent"].split(b"-")[1] == CLIENT.trace_id.encode()


async def test_other_paths_are_named_by_their_template_and_what_fails_says_so(tmp_path: Path) -> None:
    async with running(tmp_path) as edge:
        with recorded_spans() as recorder:
            await edge.client.get("/v1/articles/some-id")
            await edge.client.get("/nothing/here")
    found = [(span.name, span.attributes["http.response.status_code"]) for span in recorder.spans]
    assert found == [("GET /v1/articles/{article_id:path}", 503), ("GET other", 404)]
    assert [span.attributes.get("error.type") for span in recorder.spans] == ["503", None]
