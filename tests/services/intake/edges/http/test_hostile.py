"""A process under hostile requests: it neither crashes nor hangs, and honest clients are served meanwhile.

COPYDESK_HOSTILE_REQUESTS makes it long; docs/benchmarks.md has the long run.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.services.intake.edges.http.running import Running, running
from tests.services.intake.edges.http.test_connections import head, serves

REQUESTS = int(os.environ.get("COPYDESK_HOSTILE_REQUESTS", "400"))
AT_A_TIME = 16
HONEST_EVERY = 50

BOMB = gzip.compress(b"\0" * 30_000_000)
DEEP = b'{"body": ' + b"[" * 50_000
ARTICLE = json.dumps({"id": "x", "title": "Ferry", "body": "It runs at noon. " * 20}).encode()
MEDIA_TYPES = [b"application/json", b"application/rss+xml", b"text/html", b"application/pdf", b"message/rfc822", b"*/*"]


def mutated(chance: random.Random, data: bytes) -> bytes:
    """The bytes with a few of them changed, taken out or repeated."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(found) + 1)
        match chance.randrange(3):
            case 0:
                found[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[place : place + chance.randint(1, 20)]
            case _:
                found[place:place] = found[place : place + chance.randint(1, 50)]
    return bytes(found)


def form(chance: random.Random, body: bytes) -> bytes:
    part = b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n" + body + b"\r\n--b--\r\n"
    return mutated(chance, part)


def packed(chance: random.Random, body: bytes) -> tuple[list[bytes], bytes]:
    data = chance.choice([BOMB, mutated(chance, gzip.compress(body))])
    return [b"Content-Encoding: gzip", b"Content-Length: %d" % len(data)], data


def chunked(chance: random.Random) -> bytes:
    sizes = [b"5", b"ffffffffffffffff", b"-1", b"zz", b"0"]
    return b"".join(chance.choice(sizes) + b"\r\nabcde\r\n" for _ in range(4))


PATHS = [b"/v1/articles/%ff", b"/v1/superdesk/x", b"/../../etc/passwd", b"//", b"/v1/articles/a?since=x"]


def requests(edge: Running, chance: random.Random) -> Iterator[bytes]:
    """One request of each kind that nobody should send."""
    body = chance.choice(
        [ARTICLE, mutated(chance, ARTICLE), DEEP, b'{"id": 1e999, "body": "x"}', chance.randbytes(500)]
    )
    length = b"Content-Length: %d" % len(body)
    whole = head(edge, length) + body
    yield mutated(chance, whole)
    yield chance.randbytes(chance.randint(1, 3000))
    yield head(edge, b"Content-Length: %d" % chance.choice([0, 1, 10**6, 10**12, len(body) + 5])) + body
    fields, data = packed(chance, body)
    yield head(edge, *fields) + data
    yield head(edge, b"Transfer-Encoding: chunked") + chunked(chance)
    yield head(edge, length, *(b"X-%d: y" % number for number in range(chance.choice([90, 200, 10_000])))) + body
    yield whole[: chance.randrange(len(whole))] or b"P"
    parts = form(chance, body)
    of_form = head(edge, b"Content-Type: multipart/form-data; boundary=b", b"Content-Length: %d" % len(parts))
    yield of_form.replace(b"Content-Type: application/json\r\n", b"") + parts
    yield whole.replace(b"application/json", chance.choice(MEDIA_TYPES))
    yield b"POST " + chance.choice(PATHS) + b" HTTP/1.1\r\nHost: x\r\n" + length + b"\r\n\r\n" + body


def hostile(edge: Running, chance: random.Random) -> list[bytes]:
    """The pieces of one request that nobody should send."""
    data = chance.choice(list(requests(edge, chance)))
    cut = chance.randrange(len(data) + 1)
    return chance.choice([[data], [data], [data[:cut], data[cut:]]])


async def test_hostile_requests_neither_crash_nor_hang_it(tmp_path: Path) -> None:
    chance = random.Random(13)  # noqa: S311 - a run that can be repeated
    answers: Counter[str] = Counter()
    honest: Counter[bool] = Counter()
    left = iter(range(REQUESTS))
    async with running(tmp_path, http_body_seconds=0.3, http_body_bytes=1_000_000) as edge:

        async def attack() -> None:
            for number in left:
                answer = await edge.raw(*hostile(edge, chance), seconds=0.5)
                answers[answer[9:12].decode("latin-1") or "none"] += 1
                if number % HONEST_EVERY == 0:
                    async with asyncio.timeout(10):
                        honest[await serves(edge)] += 1

        await asyncio.gather(*(attack() for _ in range(AT_A_TIME)))
        assert await serves(edge)
        assert not edge.process.done()
    print(f"{REQUESTS} hostile requests: {dict(sorted(answers.items()))}; honest ones served {honest[True]}")
    assert honest[False] == 0
    assert honest[True] >= REQUESTS // HONEST_EVERY
    assert not [status for status in answers if status.startswith("5") and status != "503"]
