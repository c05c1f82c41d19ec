"""Works and nicknames: quotations that print the title of a work, or what something is called, and that nobody says."""

from __future__ import annotations

from typing import Final

from services.quotes.labelling.labeller import LabelledSpan
from services.quotes.labelling.pieces import Piece, is_title
from services.quotes.text.marks import Quotation
from services.quotes.text.parsed_article import ParsedArticle

_BEFORE: Final = 40
"""Characters before a quotation in which what calls it so stands: "They called themselves"."""

_BEHIND: Final = 4
"""Characters behind it in which "by" shows that somebody says it."""

_TITLE_WORDS: Final = 4
"""Words of a quotation without a verb of saying beside it from which its capitals show a title: not "Yes, Minister"."""

_STOPS: Final = ",.!…"
"""What closes a spoken sentence and no title."""


def is_work(piece: Piece, cue: LabelledSpan | None, parsed: ParsedArticle) -> bool:
    """Whether a piece in marks is the title of a work; verbs of saying inside of a title are no cue."""
    if piece.reported or _is_outside(cue, piece) or parsed.is_quotation(parsed.paragraph_at(piece.start_char)):
        return False
    words = parsed.text[piece.start_char : piece.end_char]
    if words[-1:] in _STOPS or len(words.split()) < _TITLE_WORDS:
        return False
    before = parsed.text[max(0, piece.start_char - _BEFORE) : piece.start_char]
    return is_title(words) and not before.rstrip(" “‘\"'«").endswith(":")


def is_nickname(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether all that a piece has in marks is what somebody or something is called: "known as “the needle”"."""
    inside = _inside(piece, parsed)
    if len(inside) != 1:
        return False
    (quotation,) = inside
    start = max(0, quotation.start - _BEFORE)
    end = min(len(parsed.text), quotation.end + _BEHIND)
    found = parsed.lexicon.called_thing.search(parsed.text, start, end)
    if found is None or found.end() < quotation.inner_start:
        return False
    return piece.end_char <= quotation.end or piece.start_char >= quotation.start


def _is_outside(cue: LabelledSpan | None, piece: Piece) -> bool:
    return cue is not None and not piece.start_char <= cue.start_char < piece.end_char


def _inside(piece: Piece, parsed: ParsedArticle) -> list[Quotation]:
    return [
        each
        for each in parsed.quotations[parsed.paragraph_at(piece.start_char)]
        if each.start < piece.end_char and piece.start_char < each.end
    ]
