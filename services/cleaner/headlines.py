"""Headlines: lines set apart from a column by their size, and that read as no sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.cleaner.bylines import bare_names, byline_names
from services.cleaner.datelines import dateline_end
from services.cleaner.text.column import Column
from services.cleaner.text.lines import Line, ends_sentence, first_letter, is_hyphenated, is_open, starts_lower

HEADLINE_WORDS = 30
HEADLINE_CHARACTERS = 220
_HEADLINE_LETTERS = 8
_HEADLINE_LINES = 7
"""A headline over more lines than this is body text."""

_WIDER = 1.04
"""Than the column: set over several columns, or in letters of its own."""

_HEADLINE_SIZE = 1.3
"""Of a headline's letters, in those of the column."""

_SMALL_WORD = 3
_TITLE_CASE_WORDS = 3
_TITLE_CASE = 0.8
"""Share of a line's longer words that have capitals where headlines are written so."""

_QUOTE_MARKS = '“”"'
_LIST_ITEM = re.compile(r"(?:[•●▪◦*‣–—-]|\d{1,2}[.)]|[A-Z]:) ")


def reads_as_headline(text: str) -> bool:
    """Whether the text could be a headline by its words alone."""
    if len(text) > HEADLINE_CHARACTERS or text.count(" ") >= HEADLINE_WORDS or starts_lower(text):
        return False
    if sum(character.isalpha() for character in text) < _HEADLINE_LETTERS:
        return False
    closed = ends_sentence(text) and not text.rstrip("’'\"”").endswith(("?", "!"))
    if sum(text.count(mark) for mark in _QUOTE_MARKS) % 2 or _LIST_ITEM.match(text) is not None:
        return False
    return not closed and text[-1] not in ",;:-" and dateline_end(text)[1] == 0


def _is_set_apart(line: Line, at: int, column: Column) -> bool:
    """Whether a line is no line of the column: it stops although there was room, or is wider than the column."""
    if ends_sentence(line.text) and not line.text.endswith(("?", "!", "’", "”", "'", '"')):
        return False
    return _is_out_of_column(at, column) or _is_title_case(line.text)


def _is_out_of_column(at: int, column: Column) -> bool:
    return column.stops_short(at) or column.is_wider(at, _WIDER)


def _is_title_case(text: str) -> bool:
    longer = [word for word in text.split() if len(word) > _SMALL_WORD]
    capitals = sum(first_letter(word).isupper() for word in longer)
    return len(longer) >= _TITLE_CASE_WORDS and capitals >= _TITLE_CASE * len(longer)


def headline_end(lines: Sequence[Line], at: int, column: Column) -> int:
    """Where the headline ends that begins at line `at` of a column; `at` itself where none does.

    Something must follow it: a byline, or a line that begins a sentence.
    """
    end = at
    while end < min(at + _HEADLINE_LINES, len(lines) - 1) and _is_set_apart(lines[end], end, column):
        if end > at and (lines[end].after_blank or _is_author(lines, end, column)):
            break
        end += 1
    for stop in range(end, at, -1):
        apart = any(_is_out_of_column(line, column) for line in range(at, stop))
        if apart and _may_follow(lines[stop - 1], lines[stop]) and reads_as_headline(joined(lines[at:stop])):
            return stop
    return at


def _is_author(lines: Sequence[Line], at: int, column: Column) -> bool:
    """Whether a line below headline lines names the author, and is not the headline's own last words."""
    above, text = lines[at - 1].text, lines[at].text
    if byline_names(text) is not None:
        return True
    if bare_names(text) is None or is_open(above):
        return False
    # Large as the letters of a headline are, the name would have stood on the line above.
    room = _HEADLINE_SIZE * (column.widths[at - 1] + column.widths[at]) < column.limits[at]
    return room or (text.isupper() and not above.isupper())


def _may_follow(last: Line, behind: Line) -> bool:
    return not starts_lower(behind.text) and not is_open(last.text) and not is_hyphenated(last.text)


def joined(lines: Sequence[Line]) -> str:
    """The lines as one headline."""
    return " ".join(line.text for line in lines)


def author_lines(lines: Sequence[Line], at: int) -> tuple[str, ...] | None:
    """The authors that line `at` names, below a headline."""
    return byline_names(lines[at].text) or bare_names(lines[at].text)
