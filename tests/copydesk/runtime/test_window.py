from __future__ import annotations

import asyncio

from copydesk.runtime.window import Entry, Window
from tests.copydesk.runtime.bench import origin, pause


def entry(name: str, size: int = 1) -> Entry:
    return Entry(origin=origin(name), acknowledge=lambda _entry: None, status="ok", messages=[], size=size)


def names(window: Window) -> list[bytes | None]:
    return [found.origin.key for found in window.snapshot()]


async def test_first_in_first_out() -> None:
    window = Window(10, 10)
    for name in "abc":
        window.append(entry(name))
    assert (await window.oldest()).origin.key == b"a"
    assert (await window.oldest()).origin.key == b"a", "looking takes nothing out"
    window.remove_oldest()
    assert names(window) == [b"b", b"c"]
    assert len(window) == 2


async def test_waits_for_the_first() -> None:
    window = Window(10, 10)
    waiting = asyncio.create_task(window.oldest())
    await pause()
    assert not waiting.done()
    window.append(entry("a"))
    assert (await asyncio.wait_for(waiting, 1)).origin.key == b"a"


async def test_has_room_up_to_its_limit_of_articles() -> None:
    window = Window(2, 1000)
    window.append(entry("a"))
    await asyncio.wait_for(window.room(1), 1)
    window.append(entry("b"))
    waiting = asyncio.create_task(window.room(1))
    await pause()
    assert not waiting.done()
    window.remove_oldest()
    await asyncio.wait_for(waiting, 1)


async def test_has_room_up_to_its_limit_of_bytes() -> None:
    window = Window(100, 10)
    window.append(entry("a", 6))
    await asyncio.wait_for(window.room(4), 1)
    waiting = asyncio.create_task(window.room(5))
    await pause()
    assert not waiting.done()
    window.remove_oldest()
    await asyncio.wait_for(waiting, 1)


async def test_an_article_over_the_limit_of_bytes_passes_alone() -> None:
    window = Window(100, 10)
    await asyncio.wait_for(window.room(11), 1)
    window.append(entry("huge", 11))
    waiting = asyncio.create_task(window.room(0))
    await pause()
    assert not waiting.done()
    window.remove_oldest()
    await asyncio.wait_for(waiting, 1)
    window.append(entry("small", 1))
    second = asyncio.create_task(window.room(11))
    await pause()
    assert not second.done(), "not beside another one"
    window.remove_oldest()
    await asyncio.wait_for(second, 1)


async def test_emptied_waits_for_the_last() -> None:
    window = Window(10, 10)
    await asyncio.wait_for(window.emptied(), 1)
    window.append(entry("a"))
    window.append(entry("b"))
    waiting = asyncio.create_task(window.emptied())
    window.remove_oldest()
    await pause()
    assert not waiting.done()
    window.remove_oldest()
    await asyncio.wait_for(waiting, 1)
