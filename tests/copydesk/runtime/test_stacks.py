from __future__ import annotations

import asyncio
import threading

from copydesk.runtime.stacks import INNERMOST, MOST_STACKS, stacks


async def wait_for_nobody(event: asyncio.Event) -> None:
    await event.wait()


async def pass_on(event: asyncio.Event) -> None:
    await wait_for_nobody(event)


async def test_a_task_that_waits_is_named_with_where_it_waits() -> None:
    event = asyncio.Event()
    task = asyncio.create_task(pass_on(event), name="the one that hangs")
    await asyncio.sleep(0)
    (line,) = [line for line in stacks() if line.startswith("task the one that hangs: ")]
    _, _, told = line.partition(": ")
    inner, of_test, outer = told.split(" < ")
    assert inner.startswith("asyncio/locks.py:")
    assert inner.endswith(" wait")
    assert of_test.startswith("runtime/test_stacks.py:")
    assert of_test.endswith(" wait_for_nobody")
    assert outer.endswith(" pass_on")
    event.set()
    await task
    assert not [line for line in stacks() if "the one that hangs" in line]


async def test_tasks_of_another_threads_loop_are_there() -> None:
    event, running, may_end = asyncio.Event(), threading.Event(), threading.Event()

    async def run() -> None:
        task = asyncio.create_task(wait_for_nobody(event), name="elsewhere")
        await asyncio.sleep(0)
        running.set()
        await asyncio.to_thread(may_end.wait)
        task.cancel()

    thread = threading.Thread(target=asyncio.run, args=(run(),), name="consumer")
    thread.start()
    await asyncio.to_thread(running.wait)
    found = stacks()
    may_end.set()
    await asyncio.to_thread(thread.join)
    assert any(line.startswith("task elsewhere: ") and "wait_for_nobody" in line for line in found)
    (of_thread,) = [line for line in found if line.startswith("thread consumer: ")]
    assert len(of_thread.split(" < ")) <= INNERMOST


async def test_a_process_that_has_run_wild_does_not_fill_the_log() -> None:
    event = asyncio.Event()
    tasks = [asyncio.create_task(wait_for_nobody(event)) for _ in range(2 * MOST_STACKS)]
    await asyncio.sleep(0)
    assert len(stacks()) == MOST_STACKS
    event.set()
    await asyncio.gather(*tasks)
