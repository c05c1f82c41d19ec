"""Hostile connections: none of them crashes or hangs the edge, and honest clients are served meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.intake.edges.http import connections
from tests.services.intake.edges.http.running import Running, running

HOST = b"Host: localhost\r\n"


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Running]:
    async with running(tmp_path, http_connections=40, http_body_seconds=0.5) as found:
        yield found


async def serves(edge: Running) -> bool:
    """An honest client, on a connection of its own."""
    body = b'{"body": "honest"}'
    head = b"POST /v1/articles HTTP/1.1\r\n" + HOST + f"Authorization: Bearer {edge.key}\r\n".encode()
    head += b"Content-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    return (await edge.raw(head + body)).startswith(b"HTTP/1.1 201")


def head(edge: Running, *fields: bytes) -> bytes:
    known = [HOST.strip(), f"Authorization: Bearer {edge.key}".encode(), b"Content-Type: application/json"]
    return b"POST /v1/articles HTTP/1.1\r\n" + b"\r\n".join([*known, *fields]) + b"\r\n\r\n"


async def test_ten_thousand_header_fields_are_refused(edge: Running) -> None:
    answer = await edge.raw(
        b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\n"
    )
    assert answer.startswith(b"HTTP/1.1 431")
    assert b"application/problem+json" in answer
    assert await serves(edge)


@pytest.mark.parametrize("kind", [b"X-Long: %s\r\n\r\n", b"%s: x\r\n\r\n"])
async def test_an_endless_header_field_is_refused(edge: Running, kind: bytes) -> None:
    piece = b"a" * 20_000
    start = b"GET / HTTP/1.1\r\n" + HOST + kind.partition(b"%s")[0]
    assert (await edge.raw(start, *[piece] * 5, pause=0.01)).startswith(b"HTTP/1.1 431")
    assert await serves(edge)


async def test_an_endless_path_is_refused(edge: Running) -> None:
    answer = await edge.raw(b"GET /", *[b"a" * 20_000] * 5, pause=0.01)
    assert answer.startswith((b"HTTP/1.1 431", b"HTTP/1.1 400"))
    assert await serves(edge)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",  # a TLS greeting
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00" * 1000,
        b"POST /v1/articles HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /v1/articles HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"POST /v1/articles HTTP/1.1\r\nContent-Length: 99999999999999999999999999\r\n\r\n",
        b"POST /v1/articles HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nabcde",
        b"GET http://[ HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET /%ff%fe HTTP/1.1\r\n" + HOST + b"\r\n",
    ],
)
async def test_what_is_no_http_ends_its_own_connection_only(edge: Running, garbage: bytes) -> None:
    answer = await edge.raw(garbage, seconds=0.5)
    assert not answer or answer.startswith(b"HTTP/1.1 4")
    assert await serves(edge)


async def test_a_body_that_is_shorter_than_it_says_is_given_up(edge: Running) -> None:
    answer = await edge.raw(head(edge, b"Content-Length: 1000") + b'{"body": "x"}')
    assert answer.startswith(b"HTTP/1.1 408")
    assert edge.sender.sent == []


async def test_a_body_that_is_longer_than_it_says_is_cut_there(edge: Running) -> None:
    body = b'{"body": "x"}'
    answer = await edge.raw(head(edge, b"Content-Length: %d" % len(body)) + body + b"and more of it\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400"), "the client counts wrong, and should know"
    assert len(edge.published) <= 1
    assert await serves(edge)


async def test_a_chunked_body_without_end_is_refused_at_the_limit(tmp_path: Path) -> None:
    async with running(tmp_path, http_body_bytes=100_000) as edge:
        chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
        answer = await edge.raw(head(edge, b"Transfer-Encoding: chunked"), *[chunk] * 3, pause=0.05)
        assert answer.startswith(b"HTTP/1.1 413")
        assert edge.sender.sent == []
        assert await serves(edge)


async def test_slow_bodies_hold_nobody_up(tmp_path: Path) -> None:
    async with running(tmp_path, http_body_seconds=2) as edge:
        pieces = [b"a"] * 30
        slow = [
            asyncio.create_task(edge.raw(head(edge, b"Content-Length: 100"), *pieces, pause=0.1)) for _ in range(20)
        ]
        await asyncio.sleep(0.2)
        assert await serves(edge)
        assert not any(one.done() for one in slow), "it was served while they went on"
        answers = await asyncio.gather(*slow)
    assert all(not answer or answer.startswith(b"HTTP/1.1 408") for answer in answers)
    assert any(answer.startswith(b"HTTP/1.1 408") for answer in answers)


async def test_idle_connections_give_way_to_one_that_comes_to_work(edge: Running) -> None:
    idle = [await asyncio.open_connection("127.0.0.1", edge.port) for _ in range(60)]
    begun = [await asyncio.open_connection("127.0.0.1", edge.port) for _ in range(60)]
    for _, writer in begun:
        writer.write(b"POST /v1/articles HTTP/1.1\r\nHost: ")
    for _ in range(10):
        assert await serves(edge)
    for _, writer in [*idle, *begun]:
        writer.close()


async def test_a_head_that_never_ends_is_given_up(edge: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    reader, writer = await asyncio.open_connection("127.0.0.1", edge.port)
    writer.write(b"GET / HTTP/1.1\r\n")

    async def drip() -> None:
        while True:
            writer.write(b"X: y\r\n")
            await asyncio.sleep(0.1)

    dripping = asyncio.create_task(drip())
    async with asyncio.timeout(20):
        with contextlib.suppress(ConnectionError):
            assert await reader.read() == b""
    dripping.cancel()
    writer.close()


async def test_a_client_that_reads_no_answer_is_cut_off(edge: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "STUCK_SECONDS", 0.3)
    reader, writer = await asyncio.open_connection("127.0.0.1", edge.port, limit=1024)
    try:
        async with asyncio.timeout(10):
            while True:  # until its own buffers are full, and the server's
                writer.write(b"GET /openapi.json HTTP/1.1\r\n" + HOST + b"\r\n")
                await writer.drain()
                await asyncio.sleep(0.001)
    except (ConnectionError, TimeoutError) as error:
        assert isinstance(error, ConnectionError), "the server has not cut it off"
    finally:
        writer.close()
    assert reader is not None
    assert await serves(edge)


async def test_many_requests_in_one_piece_are_answered_in_order(edge: Running) -> None:
    asked = (
        (b"GET /nothing HTTP/1.1\r\n" + HOST + b"\r\n") * 50
        + b"GET / HTTP/1.1\r\n"
        + HOST
        + b"Connection: close\r\n\r\n"
    )
    answer = await edge.raw(asked)
    assert answer.count(b"HTTP/1.1 404") == 50
    assert answer.count(b"HTTP/1.1 200") == 1
