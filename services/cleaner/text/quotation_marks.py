"""Quotation marks typed as pairs: two grave accents or commas before the words, two apostrophes after them."""

from __future__ import annotations

import re

from services.cleaner.text.offsets import TextBuilder, TracedText

_TYPED = re.compile(r"``|,,(?=\w)|''")
_LONGEST_QUOTATION = 5_000
"""Characters between the marks of a pair; two apostrophes further away are seconds or inches."""


def _meant(text: str) -> dict[int, str]:
    """The quotation marks that were meant, by offset: of pairs, and of grave accents without a closing mark."""
    found: dict[int, str] = {}
    opened: int | None = None
    for match in _TYPED.finditer(text):
        offset, typed = match.start(), match.group()
        if typed == "``":
            found[offset], opened = "“", offset
        elif typed == ",,":
            opened = offset if opened is None or text[opened] == "," else opened
        elif opened is not None and offset - opened < _LONGEST_QUOTATION:
            found[opened], found[offset] = ("„", "“") if text[opened] == "," else ("“", "”")
            opened = None
    return found


def set_quotation_marks(body: TracedText) -> TracedText:
    """The body with typographic marks for ``these'' and ,,these''; a pair of apostrophes before the words stays."""
    text = body.text
    if "``" not in text and ",," not in text:
        return body
    marks = _meant(text)
    built = TextBuilder()
    done = 0
    for offset in sorted(marks):
        built.copy(body.cut(done, offset))
        built.write(marks[offset], *body.raw_span(offset, offset + 2))
        done = offset + 2
    built.copy(body.cut(done, len(text)))
    return built.build()
