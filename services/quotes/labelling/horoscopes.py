"""Horoscopes: sentences under the signs of the zodiac, which nobody says."""

from __future__ import annotations

import re
from typing import Final

from schemas.document import Span
from services.quotes.text.parsed_article import ParsedArticle

_OPENED: Final = re.compile(r"(?:\A|(?<=\n)|(?<=[.!?…] )|(?<=[.!?…][”\"’'] ))(\w+)(?=\s*(?:[:.(\n–—-]|\Z))")
"""A word that opens a paragraph or a sentence and has a colon, a stop, a date in brackets or a line's end behind it."""

_SIGNS: Final = 3
"""Different signs from which they are those of a horoscope, and no names of people or of an illness."""


def horoscope(parsed: ParsedArticle) -> Span | None:
    """The stretch of an article that is a horoscope: from its first sign to the paragraph under the last one."""
    if not parsed.lexicon.zodiac:
        return None
    signs = [match for match in _OPENED.finditer(parsed.text) if match[1].casefold() in parsed.lexicon.zodiac]
    if len({match[1].casefold() for match in signs}) < _SIGNS:
        return None
    last = parsed.paragraph_at(signs[-1].start())
    if parsed.text[signs[-1].end() : parsed.paragraphs[last].end].strip(" .:") == "":
        last = min(last + 1, len(parsed.paragraphs) - 1)
    return Span(start=signs[0].start(), end=parsed.paragraphs[last].end)
