"""Paragraphs of a story: found in its columns by indents, white space and short last lines."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from copydesk.text.hyphens import Vocabulary, hyphen_fate, vocabulary
from services.intake.formats.pdf.blocks import Style
from services.intake.formats.pdf.lines import Line
from services.intake.formats.pdf.roles import ends_sentence
from services.intake.formats.pdf.stories import Column

_INDENT = 0.5
_DEEPEST_INDENT = 5.0
"""Times the size: limits of a first line's indent."""

_EDGE = 0.3
"""Share of the size by which left edges of one column may differ."""

_WRAPPED = 3
"""Lines with one left edge from which they wrap around something; fewer are indented."""

_EDGE_SHARE = 0.08
"""Share of a column's lines that are at its left edge at least."""

_SPACED = 1.3
"""Times the leading: a larger distance separates paragraphs."""

_INTERRUPTED = 2.4
"""Times the leading: a larger distance has a picture or a pull quote in it, perhaps inside a paragraph."""

_HALF = 0.55
"""Share of the column's width: a shorter line was ended by its writer, as in a list."""

_FEWEST = 2
_SHARE = 0.03
"""Number, and share of the lines, from which indents or distances are this document's way to separate paragraphs."""

_HYPHENATED = re.compile(r"[^\W_][-‐\u00ad]$")
_BULLET = re.compile(r"[•●▪◦‣■□–—] ")
_OPENING = "“\"‘'«„‹([¿¡"


@dataclass
class ColumnLine:
    """A line with its layout in its column: whether it is indented, and its distance from the line above."""

    line: Line
    column: Column
    indented: bool
    distance: float | None
    """Points from the line above in the same column; None for the first."""


@dataclass
class Paragraph:
    """The lines of one paragraph, which may continue over columns and pages."""

    lines: list[Line] = field(default_factory=list)


def find_paragraphs(columns: Sequence[Column], style: Style, openers: set[int]) -> list[Paragraph]:
    """The paragraphs of columns in reading order; `openers` are the identities of lines that open one."""
    column_lines = [found for column in columns for found in _column_lines(column, style)]
    if not column_lines:
        return []
    indents = sum(one.indented for one in column_lines)
    distances = sum(one.distance is not None and one.distance > _SPACED * style.leading for one in column_lines)
    habit = max(_FEWEST, _SHARE * len(column_lines))
    uses_indents, uses_distances = indents >= habit, distances >= habit
    paragraphs = [Paragraph([column_lines[0].line])]
    for before, one in pairwise(column_lines):
        if id(one.line) in openers or _begins(before, one, style, indents=uses_indents, distances=uses_distances):
            paragraphs.append(Paragraph())
        paragraphs[-1].lines.append(one.line)
    return paragraphs


def _column_lines(column: Column, style: Style) -> list[ColumnLine]:
    lines = column.lines
    edges = _local_edges(lines, style)
    column_lines = []
    for at, (line, edge) in enumerate(zip(lines, edges, strict=True)):
        indent = (line.x0 - edge) / line.size
        distance = line.y - lines[at - 1].y if at and line.page == lines[at - 1].page else None
        column_lines.append(ColumnLine(line, column, _INDENT <= indent <= _DEEPEST_INDENT, distance))
    return column_lines


def _local_edges(lines: Sequence[Line], style: Style) -> list[float]:
    """The left edge of each line without its indent: that of the column, or that beside a picture or initial."""
    edges: list[float] = []
    usual = _usual_edge(lines)
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and abs(lines[at].x0 - lines[start].x0) <= _EDGE * style.size:
            continue
        run = lines[start:at]
        shifted = abs(run[0].x0 - usual) > _EDGE * style.size
        wraps = shifted and len(run) >= _WRAPPED and not all(ends_sentence(line.text) for line in run[:-1])
        edges += [run[0].x0 if wraps else usual] * len(run)
        start = at
    return edges


def _usual_edge(lines: Sequence[Line]) -> float:
    counts: dict[float, int] = {}
    for line in lines:
        key = round(line.x0)
        counts[key] = counts.get(key, 0) + 1
    # The leftmost edge that some lines share: in a list of short paragraphs most lines are indented.
    shared = [edge for edge, count in counts.items() if count >= max(_FEWEST, _EDGE_SHARE * len(lines))]
    edge = min(shared or counts)
    return min(line.x0 for line in lines if abs(line.x0 - edge) <= 1)


def _begins(before: ColumnLine, one: ColumnLine, style: Style, *, indents: bool, distances: bool) -> bool:
    text = one.line.text
    if text[:1].islower() or _HYPHENATED.search(before.line.text):
        return False
    ended = ends_sentence(before.line.text)
    if (one.indented and (indents or ended)) or _BULLET.match(text) or _ends_list_item(before, one):
        return True
    distance = (one.distance or 0.0) / style.leading if one.column is before.column else math.inf
    if _SPACED < distance <= _INTERRUPTED:
        return ended or distances
    if not ended or (distance <= _SPACED and (indents or distances)):
        return False
    return _is_short(before, one) and (text[0].isupper() or text[0] in _OPENING or text[0].isdigit())


def _ends_list_item(before: ColumnLine, one: ColumnLine) -> bool:
    """Whether the line before is so much shorter than the column that its writer ended it."""
    column = before.column
    return _is_short(before, one) and before.line.x1 - column.x0 < _HALF * (column.x1 - column.x0)


def _is_short(before: ColumnLine, one: ColumnLine) -> bool:
    """Whether the first word of the line would have fitted on the line before it."""
    first = one.line.words[0]
    return before.line.x1 + 0.3 * first.size + (first.x1 - first.x0) < before.column.x1


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a document hyphenates: its vocabulary, and the hyphen characters that it uses at line ends alone."""

    known: Vocabulary
    dividing: frozenset[str]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Spelling:
        """The spelling of these lines.

        Many programs divide words by a hyphen of another code (U+2010, U+00AD) than the hyphen that writers type. If
        U+2010 occurs at line ends alone, it only divides words, and a typed hyphen at a line end belongs to its word.
        """
        texts = [line.text for line in lines]
        ending = sum(text.endswith("\u2010") for text in texts)
        inside = any("\u2010" in text[:-1] for text in texts)
        return cls(vocabulary(texts), frozenset("\u2010\u00ad" if ending and not inside else "\u00ad"))

    def typed(self, text: str) -> bool:
        """Whether the writer typed the hyphen that ends the text, as the document divides words by another one."""
        return "\u2010" in self.dividing and text.endswith("-")


def joined(paragraph: Paragraph, spelling: Spelling) -> str:
    """The paragraph's text on one line; words that a line end divides are whole again."""
    lines = paragraph.lines
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        parts.append(line.text if following is None else _before(line.text, following.text, spelling))
    return "".join(parts)


def _before(text: str, after: str, spelling: Spelling) -> str:
    """A line as it precedes another: with a blank, or ready for the other half of its last word."""
    if not _HYPHENATED.search(text[-2:]) or not after[0].isalnum():
        return f"{text} "
    if text[-1] in spelling.dividing:
        return text[:-1]
    fate = hyphen_fate(text, after, spelling.known)
    if fate == "suspended":
        return f"{text} "
    return text if fate == "kept" or spelling.typed(text) else text[:-1]
