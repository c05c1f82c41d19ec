"""The facts of a text: the numbers and names that tell two filled-in forms apart."""

from __future__ import annotations

import re
from array import array
from zlib import crc32

MAX_FACTS = 64
"""Enough for a long report; 256 bytes an article."""

_NUMBER_OR_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_THOUSANDS = str.maketrans("", "", ",")


def facts(text: str) -> array[int]:
    """The `MAX_FACTS` smallest 32-bit hashes of the distinct numbers and capitalised words of `text`, ascending.

    The smallest, so that two samples hold the same facts wherever their ranges overlap. CRC-32 because it gives the
    same value in every process, which `hash` does not.
    """
    found = {_normalise(word) for word in _NUMBER_OR_WORD.findall(text) if word[0].isdigit() or word[0].isupper()}
    hashes = {crc32(fact.encode("utf-8", "surrogatepass")) for fact in found}
    return array("I", sorted(hashes)[:MAX_FACTS])


def _normalise(word: str) -> str:
    return word.translate(_THOUSANDS) if word[0].isdigit() else word.casefold()
