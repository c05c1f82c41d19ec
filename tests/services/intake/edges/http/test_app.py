"""What a push is answered with: over a real connection, with a broker that the test plays."""

from __future__ import annotations

import asyncio
import gzip
import hmac
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from aiokafka.errors import KafkaConnectionError, MessageSizeTooLargeError
from structlog.testing import capture_logs

from copydesk.runtime.envelope import Outgoing
from services.intake.edges.http.keys import new_key, remove_key
from services.intake.edges.http.media_types import accepted_media_types
from tests.copydesk.runtime.bench import confirm, until
from tests.services.intake.edges.http.running import TOKEN, Running, running

PROBLEM = "application/problem+json"


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Running]:
    async with running(tmp_path) as found:
        yield found


async def test_one_article_is_answered_with_its_id_when_the_broker_has_it(edge: Running) -> None:
    answer = await edge.push('{"id": "hw-1", "title": "Ferry", "body": "It runs.", "source": "desk"}')
    assert answer.status_code == 201
    assert [item["id"] for item in answer.json()["items"]] == ["hw-1"]
    assert answer.headers["location"].startswith("/v1/articles/hw-1?since=")
    assert edge.sender.keys == ["hw-1"]
    assert edge.published[0]["body"] == "It runs."


async def test_nothing_is_answered_before_the_broker_has_confirmed(tmp_path: Path) -> None:
    async with running(tmp_path, answer=None) as edge:
        push = asyncio.create_task(edge.push('{"body": "one"}\n{"body": "two"}'))
        await until(lambda: len(edge.sender.sent) == 2)
        edge.sender.confirm(0)
        await asyncio.sleep(0.05)
        assert not push.done()
        edge.sender.confirm(1)
        assert (await push).status_code == 201


async def test_a_broken_item_takes_no_neighbour_down_and_each_is_answered_in_order(edge: Running) -> None:
    lines = ['{"id": "a", "body": "x"}', '{"id": "b"}', "no json", '{"id": "c", "body": "x", "version": -1}']
    answer = await edge.push("\n".join([*lines, '{"id": "d", "body": "x"}']), "application/x-ndjson")
    assert answer.status_code == 207
    found = answer.json()
    assert (found["accepted"], found["refused"]) == (2, 3)
    assert [(item["line"], item["status"], item.get("id")) for item in found["items"]] == [
        (1, 201, "a"),
        (2, 422, None),
        (3, 422, None),
        (4, 422, None),
        (5, 201, "d"),
    ]
    assert found["items"][1]["problem"]["errors"] == [{"field": "body", "reason": "Field required"}]
    assert found["items"][3]["problem"]["errors"][0]["field"] == "version"
    assert len(edge.buried) == 3, "what was refused lies in the dead letters, too"


async def test_nothing_accepted_is_a_problem_that_names_field_and_reason(edge: Running) -> None:
    answer = await edge.push('{"id": "b"}')
    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["items"][0]["problem"]["errors"] == [{"field": "body", "reason": "Field required"}]


async def test_an_answer_never_repeats_the_article(edge: Running) -> None:
    answer = await edge.push(json.dumps({"id": 7, "body": ["a secret"], "title": "a secret"}))
    assert answer.status_code == 422
    assert "secret" not in answer.text


HTML = (
    b"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>It runs at noon. "
    + b"The council decided so on Monday, after a long evening. " * 10
    + b"</p></article></body></html>"
)
NINJS = {"uri": "urn:x:1", "type": "text", "headline": "Ferry", "body_text": "It runs at noon.", "version": "3"}
RSS = (
    b'<rss version="2.0"><channel><title>Harbour News</title><item><guid>1</guid><title>A</title>'
    b"<description>One.</description></item><item><guid>2</guid><title>B</title><description>Two.</description></item>"
    b"</channel></rss>"
)
MAIL = (
    b"From: a@example.org\r\nSubject: Ferry\r\nMessage-ID: <1@example.org>\r\n"
    b"Content-Type: text/plain\r\n\r\nIt runs at noon.\r\n"
)


@pytest.mark.parametrize(
    ("media_type", "body", "bodies"),
    [
        ("text/html", HTML, ["It runs at noon."]),
        ("text/html; charset=utf-8", HTML, ["It runs at noon."]),
        ("application/ninjs+json", json.dumps(NINJS).encode(), ["It runs at noon."]),
        ("application/json", json.dumps(NINJS).encode(), ["It runs at noon."]),
        ("application/json", json.dumps([NINJS, {**NINJS, "uri": "urn:x:2"}]).encode(), ["It runs at noon."] * 2),
        ("application/rss+xml", RSS, ["One.", "Two."]),
        ("message/rfc822", MAIL, ["It runs at noon."]),
        ("text/plain", b"It runs at noon.", ["It runs at noon."]),
        ("application/octet-stream", b'{"body": "It runs at noon."}', ["It runs at noon."]),
    ],
)
async def test_any_accepted_format_by_its_media_type(
    edge: Running, media_type: str, body: bytes, bodies: list[str]
) -> None:
    answer = await edge.push(body, media_type)
    assert answer.status_code == 201, answer.text
    found = [str(article["body"]) for article in edge.published]
    assert len(found) == len(bodies)
    assert [text for text in bodies if not any(text in one for one in found)] == [], found
    assert {article["source"] for article in edge.published} == {"desk"}


async def test_a_file_that_cannot_be_read_is_refused_with_the_parsers_reason(edge: Running) -> None:
    answer = await edge.push(b"<rss><channel>", "application/rss+xml")
    assert answer.status_code == 422
    assert answer.json()["items"][0]["problem"]["detail"]
    assert edge.buried == [b"<rss><channel>"]


async def test_several_files_in_one_body(edge: Running) -> None:
    files = [
        ("file", ("page.html", HTML, "text/html")),
        ("file", ("wire.jsonl", b'{"id": "a", "body": "x"}\n{"id": "b"}', "application/octet-stream")),
        ("file", ("broken.rss", b"<rss><channel>", "application/rss+xml")),
    ]
    answer = await edge.client.post("/v1/articles", files=files, data={"note": "not read"})
    assert answer.status_code == 207
    assert [(item["file"], item["line"], item["status"]) for item in answer.json()["items"]] == [
        ("page.html", 1, 201),
        ("wire.jsonl", 1, 201),
        ("wire.jsonl", 2, 422),
        ("broken.rss", 1, 422),
    ]


async def test_a_form_without_a_file_and_one_that_is_broken_are_refused(edge: Running) -> None:
    answer = await edge.client.post("/v1/articles", files={"note": (None, "text")})
    assert (answer.status_code, "no file" in answer.text) == (422, True)
    for media_type in ("multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary="):
        assert (await edge.push(b"--y\r\nbroken", media_type)).status_code == 422


async def test_a_gzipped_body(edge: Running) -> None:
    lines = b"".join(b'{"id": "%d", "body": "x"}\n' % number for number in range(300))
    answer = await edge.push(gzip.compress(lines), "application/x-ndjson", content_encoding="gzip")
    assert answer.status_code == 201
    assert edge.sender.keys == [str(number) for number in range(300)]


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "image/png", "text/csv", "nonsense"])
async def test_an_unknown_media_type_is_answered_with_those_that_are_known(edge: Running, media_type: str) -> None:
    answer = await edge.push(b"x", media_type)
    assert answer.status_code == 415
    assert answer.headers["accept-post"].split(", ") == accepted_media_types()
    assert ("--json" in answer.json()["detail"]) == ("urlencoded" in media_type)


async def test_an_archive_is_refused_whatever_it_is_called(edge: Running) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("wire.jsonl", b'{"body": "x"}\n' * 1000)
    for media_type in ("application/octet-stream", "application/json", "text/html"):
        assert (await edge.push(packed.getvalue(), media_type)).status_code == 415
    files = {"file": ("wire.zip", packed.getvalue(), "application/octet-stream")}
    assert (await edge.client.post("/v1/articles", files=files)).status_code == 415
    assert edge.sender.sent == []


async def test_an_empty_body_is_refused(edge: Running) -> None:
    for body in (b"", b"\n \n"):
        assert (await edge.push(body)).status_code == 422


# --- Keys and sources ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", "Basic {key}", "{key}", "Bearer {key}x"])
async def test_no_key_no_access(edge: Running, authorization: str) -> None:
    answer = await edge.push('{"body": "x"}', authorization=authorization.format(key=edge.key))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "copydesk keys add" in answer.json()["detail"]
    assert edge.sender.sent == []


async def test_a_key_that_was_removed_opens_nothing_any_more(edge: Running) -> None:
    assert (await edge.push('{"body": "x"}')).status_code == 201
    remove_key(edge.settings.keys_file, "desk")
    assert (await edge.push('{"body": "x"}')).status_code == 401


async def test_a_signing_token_is_no_key(edge: Running) -> None:
    assert (await edge.push('{"body": "x"}', authorization=f"Bearer {TOKEN}")).status_code == 401


async def test_an_article_without_source_gets_the_keys_first_and_one_of_its_others_may_be_named(edge: Running) -> None:
    lines = ['{"body": "x"}', '{"body": "x", "source": null}', '{"body": "x", "source": "harbour-wire"}']
    assert (await edge.push("\n".join(lines))).status_code == 201
    assert [article["source"] for article in edge.published] == ["desk", "desk", "harbour-wire"]


async def test_a_source_of_another_key_is_refused_and_is_no_dead_letter(edge: Running) -> None:
    answer = await edge.push('{"body": "x", "source": "agency"}\n{"body": "y"}')
    assert answer.status_code == 207
    refused = answer.json()["items"][0]
    assert refused["status"] == 403
    assert refused["problem"]["errors"][0]["field"] == "source"
    assert edge.buried == [], "who looks after dead letters may send them again"
    assert [article["body"] for article in edge.published] == ["y"]
    assert (await edge.push('{"body": "x", "source": "agency"}')).status_code == 403


async def test_what_another_format_names_is_not_believed(edge: Running) -> None:
    await edge.push(json.dumps({**NINJS, "source": "agency"}), "application/ninjs+json")
    await edge.push(RSS, "application/rss+xml")
    assert {article["source"] for article in edge.published} == {"desk"}


async def test_a_raw_article_in_html_may_not_claim_another_source_either(edge: Running) -> None:
    article = {"body": HTML.decode(), "media_type": "text/html", "source": "agency"}
    assert (await edge.push(json.dumps(article))).status_code == 403
    assert (await edge.push(json.dumps({**article, "source": "harbour-wire"}))).status_code == 201
    assert [found["source"] for found in edge.published] == ["harbour-wire"]


async def test_a_keys_rate_is_answered_with_the_time_to_wait(tmp_path: Path) -> None:
    from services.intake.edges.http.keys import add_key

    async with running(tmp_path) as edge:
        key, secret = new_key("slow", ["slow"], per_minute=2)
        add_key(edge.settings.keys_file, key)
        statuses = [(await edge.push('{"body": "x"}', authorization=f"Bearer {secret}")).status_code for _ in range(3)]
        assert statuses == [201, 201, 429]
        answer = await edge.push('{"body": "x"}', authorization=f"Bearer {secret}")
        assert 1 <= int(answer.headers["retry-after"]) <= 31
        assert (await edge.push('{"body": "x"}')).status_code == 201, "other keys are not held up"


@pytest.mark.parametrize(
    ("trusted", "seen"), [("", "127.0.0.1"), ("10.0.0.1", "127.0.0.1"), ("127.0.0.1", "192.0.2.7")]
)
async def test_what_a_proxy_says_of_the_client_counts_only_where_it_is_trusted(
    tmp_path: Path, trusted: str, seen: str
) -> None:
    with capture_logs() as logs:
        async with running(tmp_path, http_trusted_proxies=trusted) as edge:
            await edge.push('{"body": "x"}', authorization="", x_forwarded_for="192.0.2.7")
    assert [entry["client"] for entry in logs if entry["event"] == "refused"] == [seen]


# --- Superdesk -------------------------------------------------------------------------------------------------------

ITEM = {
    "guid": "urn:newsroom:1",
    "type": "text",
    "headline": "Ferry",
    "body_html": "<p>It runs at noon.</p>",
    "source": "X",
}


async def superdesk(edge: Running, name: str, body: bytes, signature: str | None) -> int:
    """As superdesk.publish.transmitters.http_push sends it."""
    headers = {"content-type": "application/json", "accept": "application/json", "authorization": ""}
    if signature is not None:
        headers["x-superdesk-signature"] = signature
    answer = await edge.client.post(f"/v1/superdesk/{name}", content=body, headers=headers)
    return answer.status_code


def signature(body: bytes, token: str = TOKEN) -> str:
    return f"sha1={hmac.new(token.encode(), body, 'sha1').hexdigest()}"


async def test_superdesks_own_push_works_as_it_is(edge: Running) -> None:
    body = json.dumps(ITEM).encode()
    assert await superdesk(edge, "newsroom", body, signature(body)) == 201
    (article,) = edge.published
    assert (article["uri"], article["title"], article["source"]) == ("urn:newsroom:1", "Ferry", "newsroom")


async def test_a_wrong_signature_is_refused_and_nothing_is_published(edge: Running) -> None:
    body = json.dumps(ITEM).encode()
    assert await superdesk(edge, "newsroom", body, None) == 401
    assert await superdesk(edge, "newsroom", body + b" ", signature(body)) == 403
    assert await superdesk(edge, "newsroom", body, signature(body, "another token")) == 403
    assert await superdesk(edge, "nobody", body, signature(body)) == 403
    assert await superdesk(edge, "desk", body, signature(body, edge.key)) == 403, (
        "a key that is sent along signs nothing"
    )
    assert edge.sender.sent == []


# --- Repeats ---------------------------------------------------------------------------------------------------------


def event_ids(edge: Running) -> list[bytes]:
    return [message.headers["ce_id"] for message in edge.sender.sent]


@pytest.mark.parametrize(
    "article",
    [{"id": "a", "body": "x"}, {"uri": "u", "body": "x"}, {"url": "http://e.org", "body": "x"}, {"body": "x"}],
)
async def test_a_repeated_push_is_the_same_article_and_the_same_event(edge: Running, article: dict[str, str]) -> None:
    answers = [(await edge.push(json.dumps(article))).json()["items"][0]["id"] for _ in range(3)]
    assert len(set(answers)) == 1
    assert len(set(event_ids(edge))) == 1
    assert len(event_ids(edge)) == 3


async def test_with_an_idempotency_key_a_repeat_publishes_nothing_and_gets_the_same_answer(edge: Running) -> None:
    first, again = [await edge.push('{"body": "x"}\n{"id": 1}', idempotency_key="k1") for _ in range(2)]
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert len(edge.published) == 1
    assert (await edge.push('{"body": "y"}', idempotency_key="k2")).status_code == 201
    assert len(edge.published) == 2


async def test_an_idempotency_key_is_for_one_body(edge: Running) -> None:
    await edge.push('{"body": "x"}', idempotency_key="k1")
    assert (await edge.push('{"body": "y"}', idempotency_key="k1")).status_code == 422
    assert (await edge.push('{"body": "x"}', idempotency_key="k" * 256)).status_code == 400
    assert len(edge.published) == 1


async def test_a_repeat_while_the_first_is_under_way_is_told_so(tmp_path: Path) -> None:
    async with running(tmp_path, answer=None) as edge:
        first = asyncio.create_task(edge.push('{"body": "x"}', idempotency_key="k1"))
        await until(lambda: len(edge.sender.sent) == 1)
        assert (await edge.push('{"body": "x"}', idempotency_key="k1")).status_code == 409
        edge.sender.confirm(0)
        assert (await first).status_code == 201
        assert (await edge.push('{"body": "x"}', idempotency_key="k1")).status_code == 201
        assert len(edge.sender.sent) == 1


async def test_a_push_that_was_not_confirmed_may_be_tried_again_with_its_idempotency_key(tmp_path: Path) -> None:
    async with running(tmp_path, answer=None, http_confirm_seconds=0.2) as edge:
        assert (await edge.push('{"body": "x"}', idempotency_key="k1")).status_code == 503
        edge.sender.confirm(0)
        edge.sender.answer = confirm
        assert (await edge.push('{"body": "x"}', idempotency_key="k1")).status_code == 201
        assert len(set(event_ids(edge))) == 1


# --- A broker that does not confirm ----------------------------------------------------------------------------------


async def test_what_is_not_confirmed_in_time_is_answered_503_and_written_all_the_same(tmp_path: Path) -> None:
    async with running(tmp_path, answer=None, http_confirm_seconds=0.3) as edge:
        answer = await edge.push('{"id": "a", "body": "x"}\n{"id": "b", "body": "x"}')
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) >= 1
        assert [item["status"] for item in answer.json()["items"]] == [503, 503]
        assert "send it again" in answer.json()["detail"]


async def test_a_part_that_is_confirmed_is_told_apart_from_one_that_is_not(tmp_path: Path) -> None:
    def half(message: Outgoing) -> Exception | None:
        return KafkaConnectionError() if message.key == b"b" else None

    async with running(tmp_path, answer=half, http_confirm_seconds=0.3) as edge:
        answer = await edge.push('{"id": "a", "body": "x"}\n{"id": "b", "body": "x"}')
        assert answer.status_code == 503
        assert [item["status"] for item in answer.json()["items"]] == [201, 503]
        edge.sender.answer = confirm


async def test_once_the_broker_owes_a_confirmation_others_are_refused_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, answer=None, http_patience_seconds=0.1) as edge:
        first = asyncio.create_task(edge.push('{"id": "a", "body": "x"}'))
        await until(lambda: len(edge.sender.sent) == 1)
        await asyncio.sleep(0.2)
        answers = await asyncio.gather(*(edge.push('{"id": "b", "body": "x"}') for _ in range(50)))
        assert {answer.status_code for answer in answers} == {503}
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in answers)
        assert edge.sender.keys == ["a"], "what was refused was not taken"
        edge.sender.confirm(0)
        assert (await first).status_code == 201
        edge.sender.answer = confirm
        assert (await edge.push('{"id": "c", "body": "x"}')).status_code == 201


async def test_what_the_broker_never_takes_is_refused_and_its_neighbours_pass(tmp_path: Path) -> None:
    def picky(message: Outgoing) -> Exception | None:
        return MessageSizeTooLargeError() if message.key == b"b" and message.topic == "articles.raw" else None

    async with running(tmp_path, answer=picky) as edge:
        answer = await edge.push("\n".join(f'{{"id": "{name}", "body": "x"}}' for name in "abc"))
        assert [item["status"] for item in answer.json()["items"]] == [201, 413, 201]


async def test_a_stop_answers_what_was_taken_and_takes_nothing_more(tmp_path: Path) -> None:
    async with running(tmp_path, answer=None) as edge:
        taken = asyncio.create_task(edge.push('{"id": "a", "body": "x"}'))
        await until(lambda: len(edge.sender.sent) == 1)
        edge.stopping.set()
        await asyncio.sleep(0.3)
        assert not taken.done()
        assert not edge.process.done()
        edge.sender.confirm(0)
        assert (await taken).status_code == 201
        assert await asyncio.wait_for(edge.process, 5) == 0


# --- What it says of itself ------------------------------------------------------------------------------------------


async def test_the_page_needs_no_other_host(edge: Running) -> None:
    answer = await edge.client.get("/", headers={"authorization": ""})
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http://" not in answer.text
    assert "https://" not in answer.text


async def test_it_describes_itself(edge: Running) -> None:
    document = (await edge.client.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {"/v1/articles", "/v1/articles/{article_id}", "/v1/superdesk/{name}"}


async def test_whatever_else_is_asked_is_answered_with_a_problem(edge: Running) -> None:
    for method, path, status in [("GET", "/nothing", 404), ("PUT", "/v1/articles", 405), ("GET", "/v1/articles", 405)]:
        answer = await edge.client.request(method, path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    answer = await edge.client.get("/v1/articles/a?since=yesterday")
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)


async def test_the_location_of_an_article_names_it_whatever_its_id_is(edge: Running) -> None:
    answer = await edge.push(json.dumps({"id": "tag:example.org,2026:a/b?c#d é", "body": "x"}))
    path = answer.headers["location"].partition("?")[0]
    assert unquote(path) == "/v1/articles/tag:example.org,2026:a/b?c#d é"
    assert path.isascii()
