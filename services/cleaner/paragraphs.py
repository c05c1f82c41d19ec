"""Paragraphs out of lines that the width of a column has cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from services.cleaner.hyphens import keeps_hyphen, vocabulary
from services.cleaner.lines import (
    OPENING_MARKS,
    AsideLines,
    Line,
    continues,
    ends_sentence,
    first_letter,
    is_hyphenated,
    starts_lower,
    usual_width,
    without,
)
from services.cleaner.offsets import TextBuilder, TracedText

_FULL = 0.9
"""Of the column's width: a line that would stay shorter with the next word on it was ended by its writer."""

_NEARBY = 12
"""Lines that share one estimate of the width, with as many before and after."""

_SHORT_PARAGRAPHS = 0.75
"""Share of the sentence ends at line ends that must be paragraph ends, for all of them to be taken so."""

_LONGEST_PARAGRAPH = 12
"""Lines, on the average of a body that parts its paragraphs by blank lines."""

_FEWEST_PARTED = 3
"""Fewer blank lines may all stand beside asides."""

_PARTED = 0.8
"""Share of the blank lines that stand behind a sentence; the others stand beside asides, or between columns."""

_SENTENCE_START = re.compile(r"[.!?…][”’\"')]? [“‘\"'(]?[A-ZÀ-ÖØ-ÞА-Я]")

_QUOTE_MARKS = '“"„«‘'
_BULLET = re.compile(r"(?:[•●▪◦*‣–—-]|\d{1,2}[.)]) ")


def _is_short(line: Line, following: Line, width: float) -> bool:
    """Whether the following line's first word would still have fitted."""
    word = following.text.split(" ", 1)[0]
    return len(line.text) + 1 + len(word) < _FULL * width


def _leaves_quote_open(marks: str) -> bool:
    return marks.rfind("“") > marks.rfind("”")


def has_short_paragraphs(lines: list[Line]) -> bool:
    """Whether nearly every sentence that ends at a line end also ends its paragraph.

    A sentence inside a paragraph ends at a line end by chance, once in as many as a line has words. From the sentences
    that end inside a line follows how many of the ends at line ends are chance; the others are paragraph ends.
    """
    at_line_end = sum(ends_sentence(line.text) for line in lines)
    inside = sum(len(_SENTENCE_START.findall(line.text)) for line in lines)
    words = sum(line.text.count(" ") + 1 for line in lines) / max(len(lines), 1)
    by_chance = inside / max(words - 1, 1)
    return at_line_end > 0 and 1 - by_chance / at_line_end >= _SHORT_PARAGRAPHS


def has_blank_lines_between_paragraphs(lines: list[Line]) -> bool:
    """Whether the body parts its paragraphs by blank lines, so that lines without one belong together."""
    behind_blank = [above for above, line in pairwise(lines) if line.after_blank]
    ended = sum(ends_sentence(line.text) for line in behind_blank)
    return ended >= max(_FEWEST_PARTED, len(lines) / _LONGEST_PARAGRAPH, _PARTED * len(behind_blank))


def _parts(line: Line, *, parted: bool) -> bool:
    """Whether a paragraph may begin here at all."""
    return not parted or line.after_blank or _BULLET.match(line.text) is not None


def _breaks(lines: list[Line], at: int, marks: str, short_paragraphs: bool, width: float) -> bool:
    """Whether a paragraph ends before line `at`; `marks` are the last quotation marks of the paragraph so far."""
    before, line = lines[at - 1], lines[at]
    if line.after_blank:
        return not (continues(before.text, line.text) or is_hyphenated(before.text))
    if before.text.endswith(":") and line.text[0] in _QUOTE_MARKS:
        return _is_short(before, line, width)
    if not ends_sentence(before.text) or starts_lower(line.text):
        return False
    if _leaves_quote_open(marks):
        # The convention for a quotation that goes on in the next paragraph: open again, close only at the end.
        return line.text.startswith("“") or _is_short(before, line, width)
    begins = first_letter(line.text).isupper() or line.text[0] in OPENING_MARKS or line.text[0].isdigit()
    bullet = _BULLET.match(line.text) is not None
    if not begins and not bullet and first_letter(line.text).isascii():
        return False
    return bullet or short_paragraphs or _is_short(before, line, width)


def _local_widths(lines: list[Line]) -> list[float]:
    """The column's width around each group of lines: one body may be set in several."""
    return [usual_width(lines[max(0, at - _NEARBY) : at + 2 * _NEARBY]) for at in range(0, len(lines), _NEARBY)]


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    short_paragraphs = has_short_paragraphs(lines)
    parted = has_blank_lines_between_paragraphs(lines)
    widths = _local_widths(lines)
    start = 0
    # Only the marks of the paragraph matter, so it need not be put together at every line.
    marks = ""
    for at, line in enumerate(lines):
        if (
            at > start
            and _parts(line, parted=parted)
            and _breaks(lines, at, marks, short_paragraphs, widths[at // _NEARBY])
        ):
            yield lines[start:at]
            start, marks = at, ""
        marks = (marks + "".join(character for character in line.text if character in "“”"))[-2:]
    if lines:
        yield lines[start:]


def _join(lines: list[Line], known: frozenset[str]) -> TracedText:
    if len(lines) == 1:
        return lines[0].traced
    built = TextBuilder()
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following is None:
            built.copy(line.traced)
        elif not (is_hyphenated(line.text) and following.text[0].isalnum()):
            built.copy(line.traced)
            built.write(" ", line.traced.raw_end, following.traced.raw_start)
        elif keeps_hyphen(line.text, following.text, known):
            built.copy(line.traced)
        else:
            built.copy(line.traced.cut(0, len(line.text) - 1))
    return built.build()


def rebuild(lines: list[Line], asides: list[AsideLines]) -> list[TracedText]:
    """The paragraphs of a hard-wrapped body, each on one line, without the asides."""
    known = vocabulary(line.text for line in lines)
    return [_join(group, known) for group in _groups(without(lines, asides))]
