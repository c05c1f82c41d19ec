"""Headlines: lines that stand out from the column by their width and do not read as a sentence."""

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
"""More lines than these are body text."""

_WIDER = 1.04
"""Width, in column widths, from which a line is no line of the column: it spans columns or is set in other letters."""

_HEADLINE_SIZE = 1.3
"""Size of a headline's letters, in sizes of the column's letters."""

_SMALL_WORD = 3
_TITLE_CASE_WORDS = 3
_TITLE_CASE = 0.8
"""Share of a line's longer words that begin with capitals in title case."""

_QUOTE_MARKS = '“”"'
_LIST_ITEM = re.compile(r"(?:[•●▪◦*‣–—-]|\d{1,2}[.)]|[A-Z]:) ")


def reads_as_headline(text: str) -> bool:
    """Whether the text could be a headline, judged by its words alone."""
    if len(text) > HEADLINE_CHARACTERS or text.count(" ") >= HEADLINE_WORDS or starts_lower(text):
        return False
    if sum(character.isalpha() for character in text) < _HEADLINE_LETTERS:
        return False
    closed = ends_sentence(text) and not text.rstrip("’'\"”").endswith(("?", "!"))
    if sum(text.count(mark) for mark in _QUOTE_MARKS) % 2 or _LIST_ITEM.match(text) is not None:
        return False
    return not closed and text[-1] not in ",;:-" and dateline_end(text)[1] == 0


def _is_set_apart(line: Line, at: int, column: Column) -> bool:
    """Whether a line may belong to a headline: it stops short, is wider than the column, or is in title case."""
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
    """End of the headline that begins at line `at` of a column; `at` itself where none does.

    It must be followed by a byline, or by a line that begins a sentence.
    """
    end = at
    while end < min(at + _HEADLINE_LINES, len(lines) - 1) and _is_set_apart(lines[end], end, column):
        if end > at and (lines[end].after_blank or _is_author(lines, end, column)):
            break
        end += 1
    for shorter in range(end, at, -1):
        apart = any(_is_out_of_column(line, column) for line in range(at, shorter))
        if apart and _may_follow(lines[shorter - 1], lines[shorter]) and reads_as_headline(joined(lines[at:shorter])):
            return shorter
    return at


def _is_author(lines: Sequence[Line], at: int, column: Column) -> bool:
    """Whether a line below headline lines names the author, and is not the headline's own last words."""
    above, text = lines[at - 1].text, lines[at].text
    if byline_names(text) is not None:
        return True
    if bare_names(text) is None or is_open(above):
        return False
    # If the name were the headline's last words, it would have fitted on the line above, even in large letters.
    room = _HEADLINE_SIZE * (column.widths[at - 1] + column.widths[at]) < column.limits[at]
    return room or (text.isupper() and not above.isupper())


def _may_follow(last: Line, following: Line) -> bool:
    return not starts_lower(following.text) and not is_open(last.text) and not is_hyphenated(last.text)


def joined(lines: Sequence[Line]) -> str:
    """The lines as one headline."""
    return " ".join(line.text for line in lines)


def author_lines(lines: Sequence[Line], at: int) -> tuple[str, ...] | None:
    """The authors that line `at`, below a headline, names; None where it is no byline."""
    return byline_names(lines[at].text) or bare_names(lines[at].text)
