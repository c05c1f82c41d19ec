"""An article that has been judged, as it is remembered: all that a later article is compared with, as bytes."""

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
"""64 bits: among a hundred million remembered digests a chance match is one in 10^11 articles."""

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
    """What an article can be met again by, and its source. 0 stands for a name that it does not have."""

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

    `root` is the number of the article that opened its story; `extended` says that it holds more than the story.
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
        title_at = _HEAD.size + 2 * words
        id_at = title_at + 2 * title_words
        story_at = id_at + id_size
        if len(packed) != story_at + story_size:
            raise ValueError(f"a record of {len(packed)} bytes where {story_at + story_size} belong")
        return cls(
            article_id=packed[id_at:story_at].decode("utf-8", "surrogatepass"),
            names=Names(*names),
            root=root,
            words=np.frombuffer(packed, np.uint16, words, _HEAD.size),
            title_words=np.frombuffer(packed, np.uint16, title_words, title_at),
            packed_story=packed[story_at:],
            extended=bool(flags & _EXTENDED),
            compared=bool(flags & _COMPARED),
        )
