"""Gzip (RFC 1952) as it comes over a network: piece by piece, and never more than a limit of bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_GZIP = 16 + zlib.MAX_WBITS
"""`wbits` of zlib for a gzip header and trailer."""

PIECE_BYTES = 64 * 1024
"""Unpacked at a time: a bomb is noticed one such piece over the limit."""


class TooMuchError(ValueError):
    """More comes out than the limit allows."""


class Unpacking:
    """Gzip members, one after the other (RFC 1952, section 2.2), unpacked up to a limit of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False

    def of(self, packed: bytes) -> Iterator[bytes]:
        """What the next packed bytes unpack to.

        Raises:
            zlib.error: they are no gzip.
            TooMuchError: all together unpacks to more than the limit.
        """
        self._begun = self._begun or bool(packed)
        while packed:
            if self._member.eof:
                self._member = zlib.decompressobj(_GZIP)
            out = self._member.decompress(packed, PIECE_BYTES)
            packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            yield from self._counted(out)
            # The last of the input may be inside while its output was too long for the piece.
            while not packed and not self._member.eof and (out := self._member.decompress(b"", PIECE_BYTES)):
                yield from self._counted(out)

    def end(self) -> None:
        """Note that nothing more comes.

        Raises:
            zlib.error: it is cut off.
        """
        if self._begun and not self._member.eof:
            raise zlib.error("cut off")

    def _counted(self, out: bytes) -> Iterator[bytes]:
        self._size += len(out)
        if self._size > self._limit:
            raise TooMuchError(f"it unpacks to more than {self._limit} bytes")
        if out:
            yield out
