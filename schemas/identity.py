"""Who an article is: the id that stays the same over versions, redelivery and replay."""

from __future__ import annotations

from hashlib import blake2b
from uuid import uuid5

from schemas.document import NAMESPACE

DIGEST_BYTES = 16
"""128 bits: a collision needs about 10^19 articles."""


def content_hash(title: str | None, body: str, pub_status: str = "usable") -> str:
    """Hexadecimal digest (32 characters) of what arrived: title, body and publishing status.

    The status counts because a cancellation often repeats the text: it must not pass for a redelivery.
    """
    digest = blake2b(pub_status.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES)
    digest.update(b"\x00")
    digest.update((title or "").encode("utf-8", "surrogatepass"))
    digest.update(b"\x00")
    digest.update(body.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def article_id(source: str, uri: str | None, url: str | None, content: str) -> str:
    """UUIDv5 of the source and the best identifier that it gave: its own id, else the URL, else the content digest."""
    if uri:
        return str(uuid5(NAMESPACE, f"uri\n{source}\n{uri}"))
    if url:
        return str(uuid5(NAMESPACE, f"url\n{url}"))
    return str(uuid5(NAMESPACE, f"content\n{content}"))
