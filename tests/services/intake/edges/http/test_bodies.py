from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Iterable

import pytest
from starlette.requests import Request
from starlette.types import Message

from services.intake.edges.http.bodies import Memory, read_body
from services.intake.edges.http.problems import ProblemError

LIMIT = 100_000


def request(pieces: Iterable[bytes], *, cut: bool = False, pause: float = 0, **headers: str) -> Request:
    """A request whose body comes in these pieces, and never ends where it is cut."""
    left = list(pieces)

    async def receive() -> Message:
        await asyncio.sleep(pause)
        if not left:
            return {"type": "http.disconnect"}
        piece = left.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(left) or cut}

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": given}, receive)


async def read(asked: Request, memory: Memory | None = None, seconds: float = 5) -> bytes:
    memory = memory or Memory(10 * LIMIT)
    with memory.share("desk") as share:
        body = await read_body(asked, share, LIMIT, seconds)
        assert share.size >= len(body)
    assert memory.held == 0
    return body


async def refusal(asked: Request, memory: Memory | None = None, seconds: float = 5) -> int:
    memory = memory or Memory(10 * LIMIT)
    with pytest.raises(ProblemError) as error:
        await read(asked, memory, seconds)
    assert memory.held == 0, "nothing is held of what was refused"
    assert error.value.headers["connection"] == "close"
    return error.value.status


@pytest.mark.parametrize("pieces", [[b""], [b"abc"], [b"a", b"", b"bc"], [b"x"] * 1000])
async def test_a_body_is_what_came(pieces: list[bytes]) -> None:
    assert await read(request(pieces)) == b"".join(pieces)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, LIMIT])
@pytest.mark.parametrize("step", [1, 7, 100_000])
async def test_gzip_is_unpacked_however_it_is_cut(size: int, step: int) -> None:
    body = bytes(number * 7 % 251 for number in range(size))
    packed = gzip.compress(body)
    pieces = [packed[start : start + step] for start in range(0, len(packed), step)]
    assert await read(request(pieces, content_encoding="gzip")) == body


async def test_gzip_members_after_each_other_are_one_body() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    assert await read(request([packed[:20], packed[20:]], content_encoding="GZIP")) == b"one two"


async def test_a_stated_length_over_the_limit_is_refused_unread() -> None:
    asked = request([], content_length=str(LIMIT + 1))
    assert await refusal(asked) == 413


async def test_what_grows_over_the_limit_is_refused_whatever_it_states() -> None:
    assert await refusal(request([b"x" * 60_000] * 2)) == 413
    assert await refusal(request([b"x" * 60_000] * 2, content_length="5")) == 413
    assert await refusal(request([b"x" * 60_000] * 2, content_length="many")) == 413


async def test_a_gzip_bomb_is_noticed_before_it_is_unpacked() -> None:
    assert await refusal(request([gzip.compress(b"\0" * 50_000_000)], content_encoding="gzip")) == 413


async def test_a_bomb_within_a_bomb_is_unpacked_once() -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000))
    assert len(await read(request([bomb], content_encoding="gzip"))) < LIMIT


@pytest.mark.parametrize(
    "packed", [b"no gzip", gzip.compress(b"cut off")[:-3], zlib.compress(b"zlib"), gzip.compress(b"a") + b"garbage"]
)
async def test_what_is_no_gzip_is_refused(packed: bytes) -> None:
    assert await refusal(request([packed], content_encoding="gzip")) == 400


@pytest.mark.parametrize("coding", ["br", "deflate", "zstd", "gzip, gzip", "gzip,identity"])
async def test_other_packings_are_refused_with_those_that_are_known(coding: str) -> None:
    with pytest.raises(ProblemError) as error:
        await read(request([b"x"], content_encoding=coding))
    assert error.value.status == 415
    assert error.value.headers["accept-encoding"] == "gzip, identity"


async def test_a_body_that_comes_too_slowly_is_given_up() -> None:
    assert await refusal(request([b"x"] * 100, pause=0.02), seconds=0.1) == 408


async def test_a_body_that_is_cut_off_is_no_body() -> None:
    assert await refusal(request([b'{"body": "whole"}'], cut=True)) == 400


async def test_memory_that_is_full_is_answered_at_once_and_free_again_afterwards() -> None:
    memory = Memory(1000)
    with memory.share("one") as share:
        share.grow(500)
        assert status_of(memory, "one", 1) == 503, "half is one key's share"
        with memory.share("two") as other:
            other.grow(400)
            assert status_of(memory, "three", 101) == 503
            assert memory.held == 900
    assert memory.held == 0
    assert status_of(memory, "one", 500) == 0


def status_of(memory: Memory, key: str, size: int) -> int:
    try:
        with memory.share(key) as share:
            share.grow(size)
    except ProblemError as error:
        assert error.headers["retry-after"] == "1"
        return error.status
    return 0
