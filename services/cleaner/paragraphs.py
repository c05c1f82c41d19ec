"""Paragraphs of a hard-wrapped body: joins the lines of a column, and finds where each paragraph ends."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.text.hyphens import Vocabulary, hyphen_fate, vocabulary
from copydesk.text.word_set import word_set
from services.cleaner.headlines import reads_as_headline
from services.cleaner.text.column import Column
from services.cleaner.text.lines import (
    OPENING_MARKS,
    Line,
    continues,
    ends_sentence,
    first_letter,
    is_hyphenated,
    is_open,
    starts_lower,
)
from services.cleaner.text.offsets import TextBuilder, TracedText

_LONGEST_PARAGRAPH = 12
"""Mean lines of a paragraph at most, in a body that separates its paragraphs by blank lines."""

_FEWEST_PARTED = 3
"""Blank lines after a sentence that such a body has at least; fewer may all come from asides."""

_PARTED = 0.8
"""Share of its blank lines that follow the end of a sentence; the others come from asides or ends of columns."""

_FEWEST_INDENTED = 2
_DEEPEST_INDENT = 12
"""Characters."""

_MOST_INDENTED = 0.6
"""Share of the lines: where more are indented, the indent is the margin."""

_HALF_EMPTY = 0.3
"""Share of the column's width left free from which a line is an item of a list: no word is so long."""

_HEADING_ROOM = 0.15
"""Share of the column's width that a heading leaves free at least."""

_SENTENCE_START = re.compile(r"[.!?…][”’\"')]? [“‘\"'(]?[A-ZÀ-ÖØ-ÞА-Я]")
_QUOTE_MARKS = '“"„«‘'
_DOUBLE_MARK = re.compile('[“”"]')
_BULLET = re.compile(r"(?:[•●▪◦*‣–—-]|\d{1,2}[.)]) ")
_FIRST_WORD = re.compile(r"[“‘\"'(„«]*([^\W\d_]+)")

_REFERS_BACK = word_set(
    "he she it they his her its their this that these those but and so or then we you i instead also however "
    "not no just why"
)
"""First words of sentences that refer to the one before, and seldom open a paragraph."""

_ORDINARY = word_set("the a an in on at as for to of by if when while there what some one many even with from now")

# Logarithms of how much more often the first sentence of a paragraph begins so than a later one does, counted in
# English news prose (24,000 paragraphs of 1,500 articles).
_OPENS_QUOTE = 0.4
_LEANS_BACK = -0.75
_NAMES_ANEW = 0.5
_LEAD = 1.5
"""The first sentence of a story is its lead, a paragraph of its own in most newsrooms."""

_STANDS_APART = 4.0
"""Weight of a blank line after a sentence: more than all other evidence, although it may lie between two columns."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a body separates its paragraphs."""

    column: Column
    parted: bool
    indent: int | None
    log_odds: float
    """Logarithmic odds that a sentence which ends on a full line ends its paragraph too."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph so far: its first line, whether it leaves a quotation open, whether it is the story's lead."""

    start: int
    in_quote: bool
    is_lead: bool


def _begins_sentence(text: str) -> bool:
    letter = first_letter(text)
    return letter.isupper() or text[0] in OPENING_MARKS or text[0].isdigit() or not letter.isascii()


def _has_blank_lines_between(lines: Sequence[Line]) -> bool:
    """Whether the body separates its paragraphs by blank lines, so that lines without one belong together."""
    above_blank = [above for above, line in pairwise(lines) if line.after_blank]
    ended = sum(ends_sentence(line.text) for line in above_blank)
    return ended >= max(_FEWEST_PARTED, len(lines) / _LONGEST_PARAGRAPH, _PARTED * len(above_blank))


def _first_line_indent(lines: Sequence[Line]) -> int | None:
    """The margin in characters, beyond which lines are indented as first lines; None where no such indents are used."""
    margins = Counter(line.indent for line in lines)
    margin = margins.most_common(1)[0][0] if margins else 0
    indented = sum(count for indent, count in margins.items() if margin < indent <= margin + _DEEPEST_INDENT)
    if not _FEWEST_INDENTED <= indented <= _MOST_INDENTED * len(lines):
        return None
    return margin


def _log_odds(lines: Sequence[Line], column: Column) -> float:
    """Logarithmic odds that a sentence which ends on a full line ends its paragraph too.

    The last line of a paragraph is full by chance, with a probability of one in the words of a line, so the number of
    short last lines gives the number of full ones. A sentence inside a paragraph ends at a line end with the same
    probability, so the number of sentences that end inside a line gives the number that end with one.
    """
    inside = sum(len(_SENTENCE_START.findall(line.text)) for line in lines)
    words = max(sum(line.text.count(" ") + 1 for line in lines) / len(lines), 2.0)
    ended = [at for at in range(len(lines) - 1) if ends_sentence(lines[at].text)]
    short = sum(column.stops_short(at) for at in ended)
    return math.log((short / (words - 1) + 0.1) / (inside / (words - 1) + 0.1))


def _setting(lines: Sequence[Line], column: Column) -> _Setting:
    return _Setting(column, _has_blank_lines_between(lines), _first_line_indent(lines), _log_odds(lines, column))


def _opening_weight(text: str) -> float:
    match = _FIRST_WORD.match(text)
    word = match.group(1).casefold() if match is not None else ""
    if word in _REFERS_BACK:
        return _LEANS_BACK
    weight = _OPENS_QUOTE if text[0] in _QUOTE_MARKS else 0.0
    return weight if not word or word in _ORDINARY else weight + _NAMES_ANEW


def _leaves_quote_open(text: str, *, is_open: bool) -> bool:
    """Whether a quotation is open at the end of the text; `is_open` says whether one is at its beginning."""
    for mark in _DOUBLE_MARK.findall(text):
        is_open = mark == "“" or (mark == '"' and not is_open)
    return is_open


def _is_item(lines: Sequence[Line], at: int, column: Column) -> bool:
    """Whether a line stops far from the edge, and no line around it continues a sentence: a list or an address."""
    around = lines[max(0, at - 1) : at + 3]
    return column.rooms[at] > _HALF_EMPTY * column.limits[at] and not any(starts_lower(line.text) for line in around)


def _is_heading(text: str, room: float, column: Column) -> bool:
    return room > _HEADING_ROOM * column.usual and reads_as_headline(text)


def _breaks_by_setting(before: Line, line: Line, setting: _Setting) -> bool | None:
    """Whether a paragraph ends between two lines; None where hyphens, case, blank lines and indents leave it open."""
    if is_hyphenated(before.text):
        return False
    if line.after_blank and setting.parted:
        return not continues(before.text, line.text)
    if starts_lower(line.text):
        return False
    if setting.indent is not None and ends_sentence(before.text):
        return line.indent > setting.indent
    return None


def _breaks_inside_sentence(lines: Sequence[Line], paragraph: _Paragraph, at: int, column: Column) -> bool:
    """Whether line `at` opens a paragraph although the line before ends no sentence, being a heading or an item."""
    before, line = lines[at - 1], lines[at]
    short = column.stops_short(at - 1)
    if before.text.endswith(":") and line.text[0] in _QUOTE_MARKS:
        return short
    heading = short and paragraph.start == at - 1 and _is_heading(before.text, column.rooms[at - 1], column)
    apart = short and line.after_blank and not starts_lower(before.text)
    return (heading or apart or _is_item(lines, at - 1, column)) and not is_open(before.text)


def _breaks(lines: Sequence[Line], paragraph: _Paragraph, at: int, setting: _Setting) -> bool:
    """Whether the paragraph so far ends before line `at`."""
    before, line = lines[at - 1], lines[at]
    decided = _breaks_by_setting(before, line, setting)
    if decided is not None:
        return decided
    if _BULLET.match(line.text) is not None:
        return ends_sentence(before.text) or setting.column.stops_short(at - 1)
    if setting.parted:
        return False
    if not ends_sentence(before.text):
        return _breaks_inside_sentence(lines, paragraph, at, setting.column)
    return _begins_sentence(line.text) and _breaks_between_sentences(paragraph, at, line, setting)


def _breaks_between_sentences(paragraph: _Paragraph, at: int, line: Line, setting: _Setting) -> bool:
    if setting.column.stops_short(at - 1):
        return True
    if paragraph.in_quote:
        # A quotation over several paragraphs is opened again in each, and closed only at its end.
        return line.text[0] in _QUOTE_MARKS
    weight = _opening_weight(line.text) + _STANDS_APART * line.after_blank + _LEAD * paragraph.is_lead
    return setting.log_odds + weight > 0


def _groups(lines: Sequence[Line], column: Column) -> Iterator[list[Line]]:
    setting = _setting(lines, column)
    paragraph = _Paragraph(0, in_quote=False, is_lead=True)
    for at, line in enumerate(lines):
        if at > paragraph.start and _breaks(lines, paragraph, at, setting):
            yield list(lines[paragraph.start : at])
            paragraph = _Paragraph(at, in_quote=False, is_lead=False)
        goes_on = at == paragraph.start or not ends_sentence(lines[at - 1].text)
        paragraph = _Paragraph(
            paragraph.start,
            in_quote=_leaves_quote_open(line.text, is_open=paragraph.in_quote),
            is_lead=paragraph.is_lead and goes_on and _SENTENCE_START.search(line.text) is None,
        )
    yield list(lines[paragraph.start :])


def _join(lines: Sequence[Line], known: Vocabulary) -> TracedText:
    if len(lines) == 1:
        return lines[0].traced
    built = TextBuilder()
    for line, following in pairwise(lines):
        hyphenated = is_hyphenated(line.text) and following.text[0].isalnum()
        fate = hyphen_fate(line.text, following.text, known) if hyphenated else "suspended"
        built.copy(line.traced.cut(0, len(line.text) - 1) if fate == "joined" else line.traced)
        if fate == "suspended":
            built.write(" ", line.traced.raw_end, following.traced.raw_start)
    built.copy(lines[-1].traced)
    return built.build()


def rebuild(lines: Sequence[Line], column: Column) -> list[TracedText]:
    """The paragraphs of a hard-wrapped body, each on one line; at least one line is needed, `column` is theirs."""
    cut = any(is_hyphenated(line.text) for line in lines)
    known = vocabulary(line.text for line in lines) if cut else vocabulary(())
    return [_join(group, known) for group in _groups(lines, column)]
