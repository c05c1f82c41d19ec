"""A map from digests to slots in two arrays: a dictionary of Python objects would take six times the memory."""

from __future__ import annotations

from array import array

LOAD = 0.6
"""Share of the places in use when the map is full: a look-up then passes about two of them."""


class DigestMap:
    """Slots by 64-bit digest. Open addressing with linear probing; removal moves later entries back.

    Digests must be uniform, as those of a cryptographic hash are: no input then makes long runs.
    """

    def __init__(self, capacity: int) -> None:
        """Make an empty map for at most `capacity` digests."""
        self._places = int(capacity / LOAD) + 1
        self._digests = array("Q", [0]) * self._places
        # A slot is stored as its successor, so that 0 marks a free place.
        self._slots = array("I", [0]) * self._places

    def get(self, digest: int) -> int | None:
        """The slot of a digest, if it is known."""
        slot = self._slots[self._place(digest)]
        return slot - 1 if slot else None

    def set(self, digest: int, slot: int) -> None:
        """Let a digest mean this slot from now on."""
        place = self._place(digest)
        self._digests[place] = digest
        self._slots[place] = slot + 1

    def remove(self, digest: int, slot: int) -> None:
        """Forget a digest, unless it means another slot by now."""
        hole = self._place(digest)
        if self._slots[hole] != slot + 1:
            return
        at = (hole + 1) % self._places
        while self._slots[at]:
            home = self._digests[at] % self._places
            # An entry may move back to the hole when that lies between its home and its place.
            if (at - home) % self._places >= (at - hole) % self._places:
                self._digests[hole], self._slots[hole] = self._digests[at], self._slots[at]
                hole = at
            at = (at + 1) % self._places
        self._slots[hole] = 0

    def _place(self, digest: int) -> int:
        """Where a digest stands, or the free place where it would stand."""
        at = digest % self._places
        while self._slots[at] and self._digests[at] != digest:
            at = (at + 1) % self._places
        return at
