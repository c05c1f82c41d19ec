"""Mojibake: text that was decoded with the wrong character set on its way here ("Â£", "â€œ")."""

from __future__ import annotations

import re
from functools import lru_cache

import ftfy
from ftfy.badness import is_bad
from ftfy.chardata import UTF8_DETECTOR_RE

from services.cleaner.text.offsets import TextBuilder, TracedText

_ODD = "\xa0-\xbf€‚ƒ„…†‡\u02c6‰Š‹ŒŽ•\u02dc™š›œž"
_SUSPICIOUS = re.compile(f"[\x80-\x9f]|[Â-ô][{_ODD}]|[ÂÃÄÅÎÏÐÑØÙâð][‘’“”–—Ÿ ]|â€")
"""A first byte of UTF-8 and what may follow it, read as Windows-1252: a much cheaper test than ftfy's patterns.

Marks and blanks may follow any letter, so they count only after the first bytes of European scripts and punctuation.
"""

_RARE = re.compile("[\x80-\x9fÂ-ô]")
"""One of these is in every suspicious sequence, and in few texts; searching for one set is ten times as fast."""

# A closing quotation mark whose last byte has no character in Windows-1252 and was dropped.
_CUT_SHORT = r"(?P<cut>â€)(?=[\s.,;:!?)]|$)"
_GARBLED = re.compile(f"{_CUT_SHORT}|(?P<control>[\x80-\x84\x86-\x9f]+)|{UTF8_DETECTOR_RE.pattern}", re.VERBOSE)

_SEQUENCE_CHARACTERS = 1_000
"""Characters: a longer run is no text, and ftfy may decode it several times."""


@lru_cache(maxsize=4096)
def _meant(sequence: str, kind: str | None) -> str:
    if kind == "cut":
        return "”"
    if kind == "control":
        return ftfy.fixes.fix_c1_controls(sequence)
    if len(sequence) > _SEQUENCE_CHARACTERS or not is_bad(sequence):
        return sequence
    fixed = ftfy.fix_encoding(sequence)
    return fixed if fixed and fixed.isprintable() else sequence


def mend_encoding(body: TracedText) -> TracedText:
    """The body with each garbled sequence replaced by the characters that were meant, wherever these are certain."""
    if body.text.isascii() or _RARE.search(body.text) is None or _SUSPICIOUS.search(body.text) is None:
        return body
    built = TextBuilder()
    done = 0
    for match in _GARBLED.finditer(body.text):
        meant = _meant(match.group(), match.lastgroup)
        if meant == match.group():
            continue
        built.copy(body.cut(done, match.start()))
        built.write(meant, *body.raw_span(*match.span()))
        done = match.end()
    built.copy(body.cut(done, len(body.text)))
    return built.build()
