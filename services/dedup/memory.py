"""What deduplication remembers of the last articles, packed: one bytes object an article, and arrays to find it by."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct
from uuid import UUID

from schemas.story import Story, Verdict
from services.dedup.digests import DigestMap
from services.dedup.index import KeyIndex
from services.dedup.resemblance import Fingerprint

MOST_NAMES = 5
"""Digests an article can be met again by: delivery, content, id, the source's id, URL."""

_VERDICTS: tuple[Verdict, ...] = ("new", "exact", "near", "revision")
_HEAD = Struct("<B d I 16s B H H I I i")
_NOTHING = Fingerprint(keys=array("I"), facts=array("I"), shingles=0)


@dataclass(frozen=True, slots=True)
class Known:
    """An article that has been judged, and every digest under which it can be met again."""

    article_id: str
    story: Story
    delivery: int
    content: int
    identities: tuple[int, ...]
    fingerprint: Fingerprint

    @property
    def is_compared(self) -> bool:
        """Whether later articles can resemble it; what resembles an exact copy resembles its original."""
        return self.fingerprint.comparable and self.story.verdict != "exact"

    def pack(self) -> bytes:
        """All of it as bytes; without the fingerprint where it is never compared."""
        names = array("Q", (self.delivery, self.content, *self.identities))
        fingerprint = self.fingerprint if self.is_compared else _NOTHING
        article_id = _encoded(self.article_id)
        of = None if self.story.of is None else _encoded(self.story.of)
        head = _HEAD.pack(
            _VERDICTS.index(self.story.verdict),
            self.story.similarity,
            self.story.version,
            UUID(self.story.id).bytes,
            len(names),
            len(fingerprint.keys),
            len(fingerprint.facts),
            fingerprint.shingles,
            len(article_id),
            -1 if of is None else len(of),
        )
        numbers = names.tobytes() + fingerprint.keys.tobytes() + fingerprint.facts.tobytes()
        return head + numbers + article_id + (of or b"")

    @classmethod
    def unpack(cls, packed: bytes) -> Known:
        """The inverse of `pack`, but for a fingerprint that was left out."""
        verdict, similarity, version, story, names, keys, facts, shingles, id_size, of_size = _HEAD.unpack_from(packed)
        rest = memoryview(packed)[_HEAD.size :]
        sizes = (8 * names, 4 * keys, 4 * facts, id_size, max(of_size, 0))
        parts = []
        for size in sizes:
            parts.append(bytes(rest[:size]))
            rest = rest[size:]
        delivery, content, *identities = array("Q", parts[0])
        return cls(
            article_id=_decoded(parts[3]),
            story=Story(
                id=str(UUID(bytes=story)),
                verdict=_VERDICTS[verdict],
                of=None if of_size < 0 else _decoded(parts[4]),
                similarity=similarity,
                version=version,
            ),
            delivery=delivery,
            content=content,
            identities=tuple(identities),
            fingerprint=Fingerprint(keys=array("I", parts[1]), facts=array("I", parts[2]), shingles=shingles),
        )


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decoded(packed: bytes) -> str:
    return packed.decode("utf-8", "surrogatepass")


class Memory:
    """The last `capacity` articles; the oldest gives its place to the newest."""

    def __init__(self, capacity: int) -> None:
        """Start empty."""
        self._capacity = capacity
        self._remembered = 0
        self._records: list[bytes] = []
        self._names = DigestMap(capacity * MOST_NAMES)
        self._keys = KeyIndex(capacity)

    def __len__(self) -> int:
        """How many articles are remembered."""
        return len(self._records)

    def find(self, name: int) -> Known | None:
        """The article that a digest names."""
        slot = self._names.get(name)
        return None if slot is None else Known.unpack(self._records[slot])

    def alike(self, fingerprint: Fingerprint) -> Iterator[Known]:
        """Articles that share keys with a text, those with the most first."""
        for slot in self._keys.candidates(fingerprint.keys):
            yield Known.unpack(self._records[slot])

    def remember(self, known: Known) -> None:
        """Keep a judged article, in place of the oldest where there is no room."""
        slot = self._remembered % self._capacity
        self._remembered += 1
        if slot < len(self._records):
            self._forget(slot)
            self._records[slot] = known.pack()
        else:
            self._records.append(known.pack())
        for name in (known.delivery, *known.identities):
            self._names.set(name, slot)
        # The first article with a text stays the one that its copies point to.
        if self._names.get(known.content) is None:
            self._names.set(known.content, slot)
        if known.is_compared:
            self._keys.add(known.fingerprint.keys, slot)

    def _forget(self, slot: int) -> None:
        known = Known.unpack(self._records[slot])
        for name in (known.delivery, known.content, *known.identities):
            self._names.remove(name, slot)
