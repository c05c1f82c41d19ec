"""Names of places as tables keep them: folded, and as a digest of 48 bits instead of the name."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_MARKS = re.compile("[-'’‘`\\u02bb.,/]+")


def folded(name: str) -> str:
    """A name without case, accents, hyphens and apostrophes: the form by which places are found."""
    plain = name if name.isascii() else "".join(
        char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)
    )  # fmt: skip
    return " ".join(_MARKS.sub(" ", plain.casefold()).split())


def digest(folded_name: str) -> int:
    """A 48-bit digest of a folded name."""
    return int.from_bytes(blake2b(folded_name.encode("utf-8", "replace"), digest_size=6).digest(), "big")
