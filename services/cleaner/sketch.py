"""What deduplication compares: a digest of the words, and the smallest hashes of their shingles (bottom-k MinHash)."""

from __future__ import annotations

import re
from hashlib import blake2b

from schemas.sketch import Sketch

SHINGLE_WORDS = 3
KEYS = 128
"""Keys kept: resemblance is then estimated within about 1/sqrt(128), 9 %."""

_KEY_BYTES = 6
"""48 bits: exact in a JSON number, and a chance collision among a million stories is negligible."""

_DIGEST_BYTES = 16
_WORD = re.compile(r"[^\W_]+")


def normalised_words(text: str) -> list[str]:
    """The alphanumeric words, case folded: what stays the same over layouts."""
    return _WORD.findall(text.casefold())


def _key(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest(), "big")


def sketch(text: str, title: str | None = None) -> Sketch:
    """The sketch of a reading text; of the title where there is no text."""
    words = normalised_words(text) or normalised_words(title or "")
    joined = " ".join(words)
    digest = blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()
    if not words:
        return Sketch(exact=digest)
    size = min(SHINGLE_WORDS, len(words))
    shingles = {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}
    keys = sorted({_key(shingle) for shingle in shingles})
    return Sketch(exact=digest, keys=tuple(keys[:KEYS]), shingles=len(shingles))
