"""Quotation marks typed by hand: two grave accents before the words and two apostrophes behind them."""

from __future__ import annotations

import re

from services.cleaner.text.offsets import TextBuilder, TracedText

_TYPED = re.compile(r"``|,,(?=\w)|''")
_LONGEST_QUOTATION = 5_000
"""Characters between the marks of a pair; two apostrophes further away are seconds or inches."""


def _meant(text: str) -> dict[int, str]:
    """The typed marks that are quotation marks, by offset: pairs, and grave accents that nobody closed."""
    found: dict[int, str] = {}
    opened: int | None = None
    for match in _TYPED.finditer(text):
        at, typed = match.start(), match.group()
        if typed == "``":
            found[at], opened = "“", at
        elif typed == ",,":
            opened = at if opened is None or text[opened] == "," else opened
        elif opened is not None and at - opened < _LONGEST_QUOTATION:
            found[opened], found[at] = ("„", "“") if text[opened] == "," else ("“", "”")
            opened = None
    return found


def set_quotation_marks(body: TracedText) -> TracedText:
    """The body with typographic marks for ``these'' and ,,these''; a pair of apostrophes before the words is left."""
    text = body.text
    if "``" not in text and ",," not in text:
        return body
    marks = _meant(text)
    built = TextBuilder()
    done = 0
    for at in sorted(marks):
        built.copy(body.cut(done, at))
        built.write(marks[at], *body.raw_span(at, at + 2))
        done = at + 2
    built.copy(body.cut(done, len(text)))
    return built.build()
