from __future__ import annotations

import asyncio
import gzip
import os
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import web

from services.intake.edges.feeds.fetch import Answer, Fetcher, FetchError, FetchLimits, user_agent
from services.intake.edges.feeds.sources import Credentials, Secret
from tests.services.intake.edges.feeds.web import Site, site

LOOPBACK = (ip_network("127.0.0.1/32"),)


@pytest.fixture
async def server() -> AsyncIterator[Site]:
    async with site() as made:
        yield made


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(FetchLimits(seconds=2.0, size=100_000, allowed=LOOPBACK), "desk@example.org") as made:
        yield made


async def get(fetcher: Fetcher, url: str, credentials: Credentials | None = None) -> Answer:
    async with fetcher.get(url, credentials=credentials) as answer:
        return answer


async def problem(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as raised:
        await get(fetcher, url)
    return raised.value.problem


def redirect(to: str, status: int = 302) -> web.Response:
    return web.Response(status=status, headers={"Location": to})


async def test_says_who_asks_and_where_to_complain(fetcher: Fetcher, server: Site) -> None:
    server.pages["/feed"] = "<rss/>"
    answer = await get(fetcher, f"{server.url}/feed")
    assert (answer.status, answer.body, answer.moved_to) == (200, b"<rss/>", None)
    agent = server.requests[0][1]["User-Agent"]
    assert agent == user_agent("desk@example.org")
    assert agent.startswith("Copydesk/")
    assert "+desk@example.org" in agent


async def test_a_permanent_way_is_told_from_a_temporary_one(fetcher: Fetcher, server: Site) -> None:
    server.pages |= {"/a": redirect("/b", 301), "/b": redirect("/c", 308), "/c": redirect("/d", 302), "/d": "<rss/>"}
    answer = await get(fetcher, f"{server.url}/a")
    assert answer.url == f"{server.url}/d"
    assert answer.moved_to == f"{server.url}/c"
    assert (await get(fetcher, f"{server.url}/c")).moved_to is None


async def test_redirects_end(fetcher: Fetcher, server: Site) -> None:
    server.pages["/a"] = redirect("/a")
    assert await problem(fetcher, f"{server.url}/a") == "redirects"
    assert len(server.requests) == 6


async def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(fetcher: Fetcher, server: Site) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    server.pages["/bomb"] = web.Response(body=bomb, headers={"Content-Encoding": "gzip"})
    server.pages["/small"] = web.Response(body=gzip.compress(b"text"), headers={"Content-Encoding": "gzip"})
    assert await problem(fetcher, f"{server.url}/bomb") == "too_large"
    assert (await get(fetcher, f"{server.url}/small")).body == b"text"


async def test_a_file_that_is_packed_itself_is_unpacked_within_the_limit(fetcher: Fetcher, server: Site) -> None:
    server.pages |= {"/map.xml.gz": gzip.compress(b"<urlset/>"), "/bomb.gz": gzip.compress(bytes(200_000))}
    assert (await get(fetcher, f"{server.url}/map.xml.gz")).body == b"<urlset/>"
    assert await problem(fetcher, f"{server.url}/bomb.gz") == "too_large"


async def test_a_long_body_is_refused_whether_its_length_is_stated_or_not(fetcher: Fetcher, server: Site) -> None:
    async def chunked(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        for _ in range(20):
            await response.write(bytes(10_000))
        return response

    server.pages |= {"/stated": bytes(100_001), "/chunked": chunked, "/fits": bytes(100_000)}
    assert await problem(fetcher, f"{server.url}/stated") == "too_large"
    assert await problem(fetcher, f"{server.url}/chunked") == "too_large"
    assert len((await get(fetcher, f"{server.url}/fits")).body) == 100_000


async def test_a_broken_gzip_and_an_encoding_nobody_asked_for_are_refused(fetcher: Fetcher, server: Site) -> None:
    server.pages["/gzip"] = web.Response(body=b"no gzip", headers={"Content-Encoding": "gzip"})
    server.pages["/br"] = web.Response(body=b"x", headers={"Content-Encoding": "br"})
    assert await problem(fetcher, f"{server.url}/gzip") == "encoding"
    assert await problem(fetcher, f"{server.url}/br") == "encoding"


async def test_a_server_that_drips_is_given_up(server: Site) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1000):
            await response.write(b"x")
            await asyncio.sleep(0.05)
        return response

    server.pages["/drip"] = drip
    async with Fetcher(FetchLimits(seconds=0.3, allowed=LOOPBACK)) as fetcher:
        assert await problem(fetcher, f"{server.url}/drip") == "timeout"


@pytest.mark.parametrize("headers", [{f"X-{number}": "1" for number in range(200)}, {"X-Long": "x" * 20_000}])
async def test_too_many_or_too_long_headers_are_refused(
    fetcher: Fetcher, server: Site, headers: dict[str, str]
) -> None:
    server.pages["/feed"] = web.Response(body=b"<rss/>", headers=headers)
    assert await problem(fetcher, f"{server.url}/feed") == "protocol"


async def test_credentials_go_to_their_origin_and_no_further(
    fetcher: Fetcher, server: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FEED_PASSWORD", "geheim")
    (tmp_path / "token").write_text("t0k3n\n")
    basic = Credentials(username="desk", password=Secret(env="FEED_PASSWORD"))
    bearer = Credentials(token=Secret(file=tmp_path / "token"))
    async with site() as other:
        server.pages |= {"/away": redirect(f"{other.url}/feed"), "/here": redirect("/feed"), "/feed": "<rss/>"}
        other.pages |= {"/feed": redirect(f"{server.url}/feed")}
        await get(fetcher, f"{server.url}/here", basic)
        assert [headers.get("Authorization") for _, headers in server.requests] == ["Basic ZGVzazpnZWhlaW0="] * 2
        await get(fetcher, f"{server.url}/away", bearer)
        assert "Authorization" not in other.requests[0][1]
        assert server.requests[2][1]["Authorization"] == "Bearer t0k3n"


async def test_a_secret_that_is_missing_is_no_request(fetcher: Fetcher, server: Site) -> None:
    os.environ.pop("NOT_THERE", None)
    with pytest.raises(FetchError) as raised:
        await get(fetcher, f"{server.url}/feed", Credentials(token=Secret(env="NOT_THERE")))
    assert raised.value.problem == "credentials"
    assert "NOT_THERE" in str(raised.value)
    assert not server.requests


async def test_a_host_is_asked_one_thing_at_a_time_and_several_hosts_at_once(server: Site) -> None:
    at_once = [0, 0]

    async def answer(_request: web.Request) -> web.Response:
        at_once[0] += 1
        at_once[1] = max(at_once)
        await asyncio.sleep(0.05)
        at_once[0] -= 1
        return web.Response(body=b"<rss/>")

    allowed = (ip_network("127.0.0.0/8"),)
    async with Fetcher(FetchLimits(allowed=allowed)) as fetcher, site("127.0.0.2") as other:
        for made in (server, other):
            made.pages |= {f"/{number}": answer for number in range(5)}
        await asyncio.gather(*(get(fetcher, f"{s.url}/{n}") for s in (server, other) for n in range(5)))
    assert server.most_at_once == other.most_at_once == 1
    assert at_once[1] == 2


async def test_a_host_is_left_alone_between_pages_and_while_it_rests(fetcher: Fetcher, server: Site) -> None:
    server.pages |= {"/1": "<rss/>", "/2": "<rss/>"}
    started = asyncio.get_running_loop().time()
    for path in ("/1", "/2"):
        async with fetcher.get(f"{server.url}{path}", pause=0.2):
            pass
    assert asyncio.get_running_loop().time() - started >= 0.2
    fetcher.rest(f"{server.url}/1", 60.0)
    with pytest.raises(FetchError) as raised:
        await get(fetcher, f"{server.url}/2")
    assert raised.value.problem == "resting"
    assert 50 < (raised.value.retry_after or 0) <= 60
    assert len(server.requests) == 2


async def test_nothing_is_fetched_while_there_is_no_room_for_it(server: Site) -> None:
    server.pages["/feed"] = "<rss/>"
    room = asyncio.Event()

    async def wait() -> None:
        await room.wait()

    async with Fetcher(FetchLimits(allowed=LOOPBACK), room=wait) as fetcher:
        getting = asyncio.create_task(get(fetcher, f"{server.url}/feed"))
        await asyncio.sleep(0.05)
        assert not server.requests
        room.set()
        assert (await getting).status == 200


async def test_no_cookie_is_sent_back(fetcher: Fetcher, server: Site) -> None:
    server.pages["/feed"] = web.Response(body=b"<rss/>", headers={"Set-Cookie": "id=1"})
    for _ in range(2):
        await get(fetcher, f"{server.url}/feed")
    assert all("Cookie" not in headers for _, headers in server.requests)


async def test_nobody_there_is_a_connection_error(fetcher: Fetcher) -> None:
    assert await problem(fetcher, "http://127.0.0.1:1025/feed") == "connection"
