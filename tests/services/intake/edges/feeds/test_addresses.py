from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from ipaddress import ip_address, ip_network

import pytest

from services.intake.edges.feeds.addresses import allowed_networks, forbidden, guarded_socket
from services.intake.edges.feeds.fetch import Fetcher, FetchError, FetchLimits
from tests.services.intake.edges.feeds.attempts import INSIDE, NAMES, REDIRECTS, URLS
from tests.services.intake.edges.feeds.test_fetch import redirect
from tests.services.intake.edges.feeds.web import Site, site

REFUSED = {"address", "url"}


def refused(url: str) -> set[str]:
    """How a fetch may fail. A name that only some resolvers know may as well not be found."""
    return REFUSED | {"connection"} if "localhost." in url else REFUSED


@pytest.fixture
async def inside() -> AsyncIterator[Site]:
    """What must not be reached."""
    async with site(INSIDE) as made:
        yield made
        assert made.requests == [], "let through"


@pytest.fixture
async def outside() -> AsyncIterator[Site]:
    """A stranger's server."""
    async with site("127.0.0.9") as made:
        yield made


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    limits = FetchLimits(seconds=5.0, allowed=(ip_network("127.0.0.9/32"),))
    async with Fetcher(limits) as made:
        yield made


async def problem(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as raised:
        async with fetcher.get(url):
            pass
    return raised.value.problem


@pytest.mark.parametrize("url", URLS)
async def test_no_url_reaches_inside(fetcher: Fetcher, inside: Site, url: str) -> None:
    assert await problem(fetcher, url.format(port=inside.port)) in refused(url)


@pytest.mark.parametrize("number, url", list(enumerate(REDIRECTS)))
async def test_no_redirect_leads_inside(fetcher: Fetcher, inside: Site, outside: Site, number: int, url: str) -> None:
    target = url.format(port=inside.port)
    if not target.isascii():
        target = target.encode().decode("latin-1")
    outside.pages["/feed"] = redirect(target, (301, 302, 303, 307, 308)[number % 5])
    assert await problem(fetcher, f"{outside.url}/feed") in refused(url)
    assert len(outside.requests) == 1


async def test_a_redirect_of_a_redirect_is_checked_too(fetcher: Fetcher, inside: Site, outside: Site) -> None:
    outside.pages |= {"/1": redirect("/2", 301), "/2": redirect("/3", 307), "/3": redirect(f"{inside.url}/")}
    assert await problem(fetcher, f"{outside.url}/1") == "address"


class NameServer:
    """Answers for names, by turns."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self._answers = answers
        self.asked = 0

    def getaddrinfo(self, _host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        answer = self._answers[min(self.asked, len(self._answers) - 1)]
        self.asked += 1
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (text, port, 0, 0))
            if ":" in text
            else (socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, port))
            for text in answer
        ]


@pytest.mark.parametrize("name", NAMES)
async def test_no_name_leads_inside(fetcher: Fetcher, inside: Site, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = NameServer(NAMES[name])
    monkeypatch.setattr(socket, "getaddrinfo", names.getaddrinfo)
    assert await problem(fetcher, f"http://{name}:{inside.port}/") == "address"
    assert names.asked == 1


async def test_a_name_that_changes_its_address_is_checked_each_time(
    inside: Site, outside: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: good at the first poll, inside at the second."""
    names = NameServer(("127.0.0.9",), ("127.0.0.1",))
    monkeypatch.setattr(socket, "getaddrinfo", names.getaddrinfo)
    # Both servers must be on one port, since a name says nothing of it.
    async with site("127.0.0.9", inside.port) as good:
        good.pages["/feed"] = "<rss/>"
        url = f"http://rebind.example:{inside.port}/feed"
        limits = FetchLimits(allowed=(ip_network("127.0.0.9/32"),))
        async with Fetcher(limits) as fetcher, fetcher.get(url) as answer:
            assert answer.status == 200
        async with Fetcher(limits) as fetcher:
            assert await problem(fetcher, url) == "address"
    assert names.asked == 2


async def test_of_two_addresses_of_a_name_the_one_inside_is_not_tried(
    fetcher: Fetcher, inside: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = NameServer(("127.0.0.1", "127.0.0.9", "10.0.0.1"))
    monkeypatch.setattr(socket, "getaddrinfo", names.getaddrinfo)
    async with site("127.0.0.9", inside.port) as good:
        good.pages["/feed"] = "<rss/>"
        async with fetcher.get(f"http://both.example:{inside.port}/feed") as answer:
            assert answer.status == 200


def test_public_addresses_are_reached() -> None:
    for text in ("8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:830::200e", "64:ff9b::808:808"):
        assert forbidden(ip_address(text)) is None, text


def test_allowed_networks_are_named_by_the_operator() -> None:
    allowed = allowed_networks(" 10.1.0.0/16, fd00::1/128")
    make = guarded_socket(allowed)
    make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.1.2.3", 80))).close()
    with pytest.raises(PermissionError):
        make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.2.2.3", 80)))
    with pytest.raises(PermissionError):
        make((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("/var/run/docker.sock",)))
    with pytest.raises(ValueError, match="host bits"):
        allowed_networks("10.1.2.3/16")
