"""Narration that the labeller took for a part of what is said: who says it, and of what.

`“It sank,” the captain, Ann Lee, said of the ferry` is what Lee says up to the comma that closes the quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.quotes.labelling.attribution import Link
from services.quotes.labelling.labeller import LabelledSpan, Labels
from services.quotes.labelling.pieces import Piece
from services.quotes.text.marks import Quotation
from services.quotes.text.parsed_article import ParsedArticle

_LEAST_WORDS: Final = 3
"""Words of a quotation from which a comma at its end parts it from who says it, and it is no item of a list."""

_REACH: Final = 80
"""Characters behind a quotation in which the verb stands of who says it."""

_LONGEST_TOPIC: Final = 6
"""Characters of a word before what is spoken of: "about "."""

_FIRST_WORD: Final = re.compile(r"\W{1,3}(\w+)")

_OPENING_WORD: Final = re.compile(r"(\w+) ")

_BESIDE: Final = 3
"""Characters between a verb and the quotation that it leads to, at most."""

_COMMA: Final = 2
"""Characters behind a quotation in which its comma stands where it is printed outside of the mark."""


def without_narration(
    piece: Piece, link: Link, cue: LabelledSpan | None, labels: Labels, parsed: ParsedArticle
) -> tuple[Piece, Link, LabelledSpan | None]:
    """A piece that begins with a quotation and goes on behind its comma, cut there, with who says it behind it."""
    quotation = _opening_quotation(piece, parsed)
    if quotation is None:
        return piece, link, cue
    end = _paragraph_end(quotation.end, parsed)
    verb = _first_from(labels.cues, quotation.end)
    if verb is None or verb.start_char >= min(end, quotation.end + _REACH):
        return piece, link, cue
    cut = replace(piece, start_char=quotation.inner_start, end_char=quotation.inner_end, reported=False)
    if cue is not None and cue.start_char < piece.start_char and link.source is not None:
        return cut, link, cue
    source = _first_from(labels.sources, quotation.end)
    if source is None or source.start_char >= end:
        source = link.source
    return cut, Link(source, link.probability), verb


def without_scene(piece: Piece, cue: LabelledSpan | None, parsed: ParsedArticle) -> Piece:
    """Words in marks without what happened while somebody said them: `shouted “Shame!” as the verdict was read`."""
    quoted = parsed.quotations[parsed.paragraph_at(piece.start_char)]
    inside = [each for each in quoted if each.start < piece.end_char and each.end > piece.start_char]
    if cue is None or not (piece.quoted and piece.reported) or len(inside) != 1:
        return piece
    quotation = inside[0]
    opens = piece.start_char in (quotation.start, quotation.inner_start) and quotation.closed
    if not opens or not 0 <= quotation.start - cue.end_char <= _BESIDE:
        return piece
    if parsed.lexicon.scene.match(parsed.text, quotation.end, piece.end_char) is None:
        return piece
    return replace(piece, start_char=quotation.inner_start, end_char=quotation.inner_end, reported=False)


def without_addressee(piece: Piece, cue: LabelledSpan | None, parsed: ParsedArticle) -> Piece:
    """A reported clause without the name of whom it was told: `told the Herald he had won`."""
    words = parsed.text[cue.start_char : cue.end_char].lower().split() if cue is not None else []
    if piece.quoted or not words or words[-1] not in parsed.lexicon.addressing:
        return piece
    opening = _OPENING_WORD.match(parsed.text, piece.start_char)
    article = opening is not None and opening[1].lower() in parsed.lexicon.definite_articles
    begin = opening.end() if opening is not None and article else piece.start_char
    name = parsed.names.at(begin, begin + 1)
    if name is None or name.start != begin:
        return piece
    following = _FIRST_WORD.match(parsed.text, name.end, piece.end_char)
    lexicon = parsed.lexicon
    opens = lexicon.pronouns.keys() | lexicon.determiners | lexicon.complementizers
    if following is None or following[1].lower() not in opens:
        return piece
    return replace(piece, start_char=following.start(1))


def _first_from(spans: Sequence[LabelledSpan], offset: int) -> LabelledSpan | None:
    """The first of some spans, in the order of the text, that begins at an offset or behind it."""
    at = bisect_left(spans, offset, key=lambda span: span.start_char)
    return spans[at] if at < len(spans) else None


def _opening_quotation(piece: Piece, parsed: ParsedArticle) -> Quotation | None:
    """The only quotation of a piece, which begins with it, where a comma parts it from the narration behind it."""
    quoted = parsed.quotations[parsed.paragraph_at(piece.start_char)]
    at = bisect_right(quoted, piece.start_char, key=lambda each: each.end)
    if not (piece.quoted and piece.reported) or at == len(quoted):
        return None
    quotation = quoted[at]
    if at + 1 < len(quoted) and quoted[at + 1].start < piece.end_char:
        return None
    if not quotation.closed or piece.start_char not in (quotation.start, quotation.inner_start):
        return None
    words = parsed.text[quotation.inner_start : quotation.inner_end]
    comma = words.endswith(",") or parsed.text[quotation.end : quotation.end + _COMMA].startswith(",")
    sentence = words[0].isupper() and len(words.split()) >= _LEAST_WORDS
    if not (comma and sentence) or quotation.end >= piece.end_char:
        return None
    first = _FIRST_WORD.match(parsed.text, quotation.end, _paragraph_end(quotation.end, parsed))
    return None if first is None or first[1].lower() in parsed.lexicon.links else quotation


def _paragraph_end(offset: int, parsed: ParsedArticle) -> int:
    """Where the paragraph ends that an offset stands in."""
    return parsed.paragraphs[parsed.paragraph_at(offset)].end


def tells_of_what(cue: LabelledSpan, start: int, parsed: ParsedArticle) -> bool:
    """Whether words from `start` on only tell of what somebody spoke: "said of the plan that the port put forward"."""
    verb = parsed.text[cue.start_char : cue.end_char].split()
    between = parsed.text[cue.end_char : start]
    words = [*verb[1:], *between.split(), *parsed.text[start : start + _LONGEST_TOPIC].split()]
    return bool(words) and words[0].lower() in parsed.lexicon.topics and not any(mark in between for mark in ":,")
