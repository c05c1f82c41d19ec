"""Quotation marks typed by hand: two grave accents before the words and two apostrophes behind them."""

from __future__ import annotations

import re

from services.cleaner.offsets import TextBuilder, TracedText

_TYPED = re.compile(r"``|,,(?=\w)|''")
_OPENING = {"``": "“", ",,": "„"}
_LONGEST_QUOTATION = 5_000
"""Characters between the marks of a pair; two apostrophes further away are seconds or inches."""


def _meant(text: str) -> dict[int, str]:
    """The typed marks that are quotation marks, by offset: pairs, and opening ones that nobody closed."""
    found: dict[int, str] = {}
    opened: int | None = None
    for match in _TYPED.finditer(text):
        at, typed = match.span()[0], match.group()
        if typed == "``":
            found[at], opened = "“", at
        elif typed == ",,":
            opened = at if opened is None or text[opened : opened + 1] == "," else opened
        elif opened is not None and at - opened < _LONGEST_QUOTATION:
            german = text[opened] == ","
            found[opened], found[at] = ("„", "“") if german else ("“", "”")
            opened = None
        elif at and at + 2 < len(text) and text[at - 1].isspace() and text[at + 2].isalnum():
            opened = at
    return {at: mark for at, mark in found.items() if mark}


def set_quotation_marks(body: TracedText) -> TracedText:
    """The body with typographic marks for ``these'', ,,these'' and ''these''."""
    text = body.text
    if "``" not in text and "''" not in text:
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
