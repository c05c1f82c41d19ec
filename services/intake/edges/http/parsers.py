"""Several sandboxes: a file that keeps one parser busy holds up none of the others."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from services.intake.files import read_submissions
from services.intake.sandbox.sandbox import Sandbox
from services.intake.sandbox.worker import Limits
from services.intake.submission import Submission

Result = TypeVar("Result")


class Parsers:
    """As many processes that parse as there may be at a time; each is started when it is first needed."""

    def __init__(self, number: int, limits: Limits) -> None:
        self._sandboxes = [Sandbox(limits) for _ in range(number)]
        self._free: asyncio.LifoQueue[Sandbox] = asyncio.LifoQueue()
        for sandbox in self._sandboxes:
            self._free.put_nowait(sandbox)
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="parser")

    async def submissions(self, data: bytes, name: str, media_type: str, source: str) -> list[Submission]:
        """All articles of a file, valid or not, waiting for a parser that is free."""

        def read(sandbox: Sandbox) -> list[Submission]:
            return list(
                read_submissions(name, io.BytesIO(data), source, sandbox, media_type=media_type, own_source=False)
            )

        return await self._in_thread(read)

    async def _in_thread(self, read: Callable[[Sandbox], Result]) -> Result:
        sandbox = await self._free.get()
        reading = asyncio.get_running_loop().run_in_executor(self._threads, read, sandbox)
        # A thread cannot be cancelled: its sandbox is free when it has ended, whether or not somebody still waits.
        reading.add_done_callback(lambda _: self._free.put_nowait(sandbox))
        return await asyncio.shield(reading)

    def close(self) -> None:
        """End the processes; who waits for one gets a FormatError."""
        for sandbox in self._sandboxes:
            sandbox.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
