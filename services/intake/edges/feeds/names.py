"""Resolves names in threads of its own: a name server that hangs must hold up nothing else."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult


class NameResolver(AbstractResolver):
    """The system's resolver, so many names at a time.

    An event loop's own has four or six threads for all of its work, and one dead name can hold one for half a minute.
    """

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            OSError: it has none.
        """
        found = await asyncio.get_running_loop().run_in_executor(self._threads, _addresses, host, port, family)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, protocol, address in found
        ]

    async def close(self) -> None:
        """Wait for no name any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _addresses(host: str, port: int, family: int) -> list[tuple[int, int, str]]:
    answers = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [(kind, protocol, str(place[0])) for kind, _, protocol, _, place in answers]
