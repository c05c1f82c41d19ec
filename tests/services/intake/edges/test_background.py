from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from services.intake.edges.background import READ_AHEAD, in_background


async def test_all_items_come_in_order() -> None:
    assert [item async for item in in_background(range(3 * READ_AHEAD))] == list(range(3 * READ_AHEAD))


async def test_the_loop_goes_on_while_the_source_has_nothing() -> None:
    more = threading.Event()

    def source() -> Iterator[str]:
        yield "first"
        more.wait(10)
        yield "second"

    items = in_background(source())
    assert await anext(items) == "first"
    second = asyncio.ensure_future(anext(items))
    await asyncio.sleep(0.05)
    assert not second.done()
    more.set()
    assert await second == "second"


async def test_a_failure_of_the_source_comes_after_what_it_gave() -> None:
    def source() -> Iterator[str]:
        yield "first"
        raise OSError("unplugged")

    items = in_background(source())
    assert await anext(items) == "first"
    with pytest.raises(OSError, match="unplugged"):
        await anext(items)


async def test_a_reader_that_stops_early_ends_the_thread() -> None:
    before = threading.active_count()
    items = in_background(iter(int, 1))
    assert await anext(items) == 0
    await items.aclose()
    for _ in range(100):
        if threading.active_count() <= before:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the thread goes on")
