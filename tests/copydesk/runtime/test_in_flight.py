from __future__ import annotations

import asyncio

from copydesk.runtime.in_flight import Entry, InFlight
from tests.copydesk.runtime.bench import origin, pause


def entry(name: str, size: int = 1) -> Entry:
    return Entry(origin=origin(name), acknowledge=lambda _entry: None, status="ok", messages=[], size=size)


def names(in_flight: InFlight) -> list[bytes | None]:
    return [found.origin.key for found in in_flight.snapshot()]


async def test_first_in_first_out() -> None:
    in_flight = InFlight(10, 10)
    for name in "abc":
        in_flight.append(entry(name))
    assert (await in_flight.oldest()).origin.key == b"a"
    assert (await in_flight.oldest()).origin.key == b"a", "looking takes nothing out"
    in_flight.remove_oldest()
    assert names(in_flight) == [b"b", b"c"]
    assert len(in_flight) == 2


async def test_waits_for_the_first() -> None:
    in_flight = InFlight(10, 10)
    waiting = asyncio.create_task(in_flight.oldest())
    await pause()
    assert not waiting.done()
    in_flight.append(entry("a"))
    assert (await asyncio.wait_for(waiting, 10)).origin.key == b"a"


async def test_has_room_up_to_its_limit_of_articles() -> None:
    in_flight = InFlight(2, 1000)
    in_flight.append(entry("a"))
    await asyncio.wait_for(in_flight.wait_for_room(1), 10)
    in_flight.append(entry("b"))
    waiting = asyncio.create_task(in_flight.wait_for_room(1))
    await pause()
    assert not waiting.done()
    in_flight.remove_oldest()
    await asyncio.wait_for(waiting, 10)


async def test_has_room_up_to_its_limit_of_bytes() -> None:
    in_flight = InFlight(100, 10)
    in_flight.append(entry("a", 6))
    await asyncio.wait_for(in_flight.wait_for_room(4), 10)
    waiting = asyncio.create_task(in_flight.wait_for_room(5))
    await pause()
    assert not waiting.done()
    in_flight.remove_oldest()
    await asyncio.wait_for(waiting, 10)


async def test_an_article_over_the_limit_of_bytes_passes_alone() -> None:
    in_flight = InFlight(100, 10)
    await asyncio.wait_for(in_flight.wait_for_room(11), 10)
    in_flight.append(entry("huge", 11))
    waiting = asyncio.create_task(in_flight.wait_for_room(0))
    await pause()
    assert not waiting.done()
    in_flight.remove_oldest()
    await asyncio.wait_for(waiting, 10)
    in_flight.append(entry("small", 1))
    second = asyncio.create_task(in_flight.wait_for_room(11))
    await pause()
    assert not second.done(), "not beside another one"
    in_flight.remove_oldest()
    await asyncio.wait_for(second, 10)


async def test_emptied_waits_for_the_last() -> None:
    in_flight = InFlight(10, 10)
    await asyncio.wait_for(in_flight.emptied(), 10)
    in_flight.append(entry("a"))
    in_flight.append(entry("b"))
    waiting = asyncio.create_task(in_flight.emptied())
    in_flight.remove_oldest()
    await pause()
    assert not waiting.done()
    in_flight.remove_oldest()
    await asyncio.wait_for(waiting, 10)
