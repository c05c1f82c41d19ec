"""Known articles: what is remembered of a judged article for comparison with later ones, and its form as bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from struct import Struct
from typing import NamedTuple

import numpy as np

from schemas.article import CleanArticle
from schemas.story import Story
from services.dedup.resemblance import Text, Words

DIGEST_BYTES = 8
"""64 bits: with a hundred million remembered digests, one article in 10^11 has a chance match."""

_NO_SOURCE = str(CleanArticle.model_fields["source"].default)

NO_WORDS: Words = np.zeros(0, np.uint16)

_HEAD = Struct("<6Q Q B H H H I")
_FLAGS = (_EXTENDED, _COMPARED) = (1, 2)


def digest(*parts: str) -> int:
    """A 64-bit digest of some strings; the same in every process."""
    data = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=DIGEST_BYTES).digest(), "little")


@lru_cache(maxsize=4096)
def _source(name: str) -> int:
    return digest("source", name)


class Names(NamedTuple):
    """Digests of the names by which an article can be found again, and of its source; 0 for a name that it lacks."""

    delivery: int
    content: int
    id: int
    uri: int
    url: int
    source: int

    @classmethod
    def of(cls, article: CleanArticle, content: int) -> Names:
        """The names of an article whose content has this digest."""
        return cls(
            delivery=digest("delivery", article.id, str(article.version), article.content_hash),
            content=content,
            id=digest("id", article.id),
            uri=digest("uri", article.source, article.uri) if article.uri else 0,
            url=digest("url", article.url) if article.url else 0,
            source=0 if article.source == _NO_SOURCE else _source(article.source),
        )

    @property
    def searched(self) -> tuple[int, ...]:
        """The names by which articles are found: by delivery, content, id, uri and URL, in this order."""
        return self[:SEARCHED]


SEARCHED = 5
"""How many names articles are found by; the source is none of them."""


@dataclass(frozen=True)
class Known:
    """A judged article.

    `root`: the number of the first article of its story. `extended`: whether it holds more text than the story.
    `compared`: whether later articles are compared with it; an exact copy is not, since its original is.
    """

    article_id: str
    names: Names
    root: int
    words: Words
    title_words: Words
    packed_story: bytes
    extended: bool = False
    compared: bool = True

    @cached_property
    def story(self) -> Story:
        """Its story as it was published."""
        return Story.model_validate_json(self.packed_story)

    @cached_property
    def text(self) -> Text:
        """Its words, prepared for comparisons."""
        return Text(self.words)

    def pack(self) -> bytes:
        """All of it as bytes."""
        names = self.names
        article_id = self.article_id.encode("utf-8", "surrogatepass")
        flags = _EXTENDED * self.extended | _COMPARED * self.compared
        sizes = (len(self.words), len(self.title_words), len(article_id), len(self.packed_story))
        head = _HEAD.pack(*names, self.root, flags, *sizes)
        return b"".join((head, self.words.tobytes(), self.title_words.tobytes(), article_id, self.packed_story))

    @classmethod
    def unpack(cls, packed: bytes) -> Known:
        """The inverse of `pack`.

        Raises:
            ValueError: it is cut off.
        """
        *names, root, flags, words, title_words, id_size, story_size = _HEAD.unpack_from(packed)
        title_start = _HEAD.size + 2 * words
        id_start = title_start + 2 * title_words
        story_start = id_start + id_size
        if len(packed) != story_start + story_size:
            raise ValueError(f"a record of {len(packed)} bytes where {story_start + story_size} belong")
        return cls(
            article_id=packed[id_start:story_start].decode("utf-8", "surrogatepass"),
            names=Names(*names),
            root=root,
            words=np.frombuffer(packed, np.uint16, words, _HEAD.size),
            title_words=np.frombuffer(packed, np.uint16, title_words, title_start),
            packed_story=packed[story_start:],
            extended=bool(flags & _EXTENDED),
            compared=bool(flags & _COMPARED),
        )
