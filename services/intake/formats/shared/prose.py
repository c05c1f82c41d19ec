"""Paragraphs of plain text, written as markup goes by, with regions where the markup says that text is no body text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from schemas.article import RegionRole

_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE_ENDS = frozenset(".!?…:;。\uff01\uff1f")
_LINE_BLANKS = 2
"""A line of fewer words is one of an address, a table or a score."""

_PARAGRAPH_CHARACTERS = 120
"""So long a line that ends a sentence is a paragraph of somebody who knows no other way to part them."""

_ITEM = re.compile(r"[-–—•*·▪►]|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s")

_INDENTS = ("  ", "\t")
QUOTATION_MARKS = frozenset("\"'“”„«»‹›‘’‚「」『』")

Layout = Literal["inline", "spaced", "cell", "line", "block", "quotation", "lines", "hidden"]
"""What an element does to the text: nothing; white space between it and its like; a table cell; a line break; a
paragraph; quotation marks; a paragraph whose lines stay; its text is not for readers."""

Sense = tuple[Layout, RegionRole | None]
"""What an element means: its layout, and the role of its text where that is another than the role around it."""

Region = dict[str, object]
"""`start`, `end` and `role`, as RawArticle's JSON has them."""


def names(lines: str) -> frozenset[str]:
    """The element names that stand in a few lines, apart by white space."""
    return frozenset(lines.split())


@dataclass(frozen=True, slots=True)
class Prose:
    """Plain text with one blank line between paragraphs, and its regions in order.

    `whole_paragraphs` says that markup set every line end, so that none was set by the width of a column.
    """

    body: str = ""
    regions: tuple[Region, ...] = ()
    whole_paragraphs: bool = False


def with_regions(prose: Prose, places: Iterable[tuple[int, int]], role: RegionRole) -> Prose:
    """The prose with further regions; one that overlaps a region that is known is left out."""
    added: list[Region] = [
        {"start": start, "end": end, "role": role}
        for start, end in places
        if start < end and not any(_overlap(region, start, end) for region in prose.regions)
    ]
    return replace(prose, regions=tuple(sorted((*prose.regions, *added), key=_start))) if added else prose


def _overlap(region: Region, start: int, end: int) -> bool:
    known_end = region["end"]
    return _start(region) < end and isinstance(known_end, int) and start < known_end


def _start(region: Region) -> int:
    start = region["start"]
    return start if isinstance(start, int) else 0


_NOTHING, _BLANK, _TAB, _LINE, _PARAGRAPH = range(5)
"""What will stand between the text so far and the next, from weak to strong."""

_SEPARATORS = ("", " ", "\t", "\n", "\n\n")

_BETWEEN: dict[Layout, int] = {"cell": _TAB, "block": _PARAGRAPH, "lines": _PARAGRAPH}


def _runs_on(before: str, after: str) -> bool:
    """Whether a line break stands within a paragraph, not between the lines of an address, a table or a list."""
    if before.count(" ") < _LINE_BLANKS or _ITEM.match(after):
        return False
    if before.rstrip("\"'”’»)]")[-1:] in _SENTENCE_ENDS:
        return after.count(" ") >= _LINE_BLANKS and len(before) < _PARAGRAPH_CHARACTERS
    # Who writes a break at the end of each line of a sentence means none of them.
    return after.count(" ") >= _LINE_BLANKS or after.lstrip("\"'“‘«(")[:1].islower() or _is_open(before)


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a text."""
    return text.rfind("(") > text.rfind(")")


def _indented_parts(data: str) -> list[str]:
    """The paragraphs of wire copy that stands as it came in one element, each with its first line set in.

    Markup whose own lines are set in has no line at the margin among them, and is one paragraph.
    """
    if "\n  " not in data and "\n\t" not in data:
        return [data]
    lines = data.split("\n")
    behind = [line for line in lines[1:] if line.strip()]
    indented = sum(line.startswith(_INDENTS) for line in behind)
    if not 0 < indented < len(behind) and not (indented and lines[0].strip() and lines[0][:1].isspace()):
        return [data]
    return _at_indents(lines) if indented < len(behind) else [data]


def _at_indents(lines: list[str]) -> list[str]:
    """The lines put together, parted where one is set in or stands behind a blank one."""
    paragraph = [lines[0]]
    paragraphs, blank = [paragraph], False
    for line in lines[1:]:
        if not line.strip():
            blank = True
            continue
        if blank or line.startswith(_INDENTS):
            paragraph = []
            paragraphs.append(paragraph)
        paragraph.append(line)
        blank = False
    if blank:
        paragraph.append("")
    return ["\n".join(paragraph) for paragraph in paragraphs]


@dataclass(slots=True)
class _Open:
    """An element that has begun. Its text is one region with that of all elements of the same serial."""

    layout: Layout
    role: RegionRole | None
    serial: int
    closing_mark: str = ""


@dataclass(slots=True)
class _Run:
    start: int
    end: int
    role: RegionRole
    serial: int


@dataclass(slots=True)
class ProseWriter:
    """Takes elements and their text as they come; every step takes constant time but for the text itself."""

    _pieces: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _last: str = " "
    _between: int = _NOTHING
    _runs: list[_Run] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=lambda: [_Open("inline", None, 0)])
    _undrawn: list[_Open] = field(default_factory=list)
    _serial: int = 0
    _hidden: int = 0
    _keeping_lines: int = 0
    _cells: int = 0
    _quotations: int = 0
    _spaced_ended: bool = False

    def start(self, sense: Sense) -> None:
        """An element begins."""
        self._take_text()
        layout, role = sense
        around = self._open[-1]
        if role is None:
            element = _Open(layout, around.role, around.serial)
        else:
            self._serial += 1
            element = _Open(layout, role, self._serial)
        self._open.append(element)
        self._hidden += layout == "hidden"
        self._keeping_lines += layout == "lines"
        self._cells += layout == "cell"
        if layout == "line":
            self._break_line()
        elif layout == "spaced" and self._spaced_ended:
            self._separate(_BLANK)
        elif layout == "quotation":
            self._undrawn.append(element)
        else:
            self._separate(_BETWEEN.get(layout, _NOTHING))
        self._spaced_ended = False

    def end(self) -> None:
        """The element that began last ends."""
        self._take_text()
        element = self._open.pop()
        self._separate(_BETWEEN.get(element.layout, _NOTHING))
        self._hidden -= element.layout == "hidden"
        self._keeping_lines -= element.layout == "lines"
        self._cells -= element.layout == "cell"
        if element.layout == "quotation":
            self._end_quotation(element)
        self._spaced_ended = element.layout == "spaced"

    def text(self, data: str) -> None:
        """Character data of the element that began last; it may come in pieces."""
        if not self._hidden:
            self._pieces.append(data)

    def _take_text(self) -> None:
        if not self._pieces:
            return
        data = "".join(self._pieces)
        self._pieces.clear()
        data = _CONTROL.sub("", _SURROGATE.sub("\ufffd", data))
        if not self._keeping_lines:
            for number, part in enumerate(_indented_parts(data)):
                if number:
                    self._separate(_PARAGRAPH)
                self._flow(part)
            return
        for number, line in enumerate(data.replace("\r\n", "\n").split("\n")):
            if number:
                self._break_line()
            self._flow(line)

    def paragraph(self, text: str, role: RegionRole | None = None) -> None:
        """A paragraph of its own; its line breaks become spaces."""
        self.start(("block", role))
        self.text(text)
        self.end()

    def finished(self) -> Prose:
        """All that was written."""
        self._take_text()
        return Prose(
            "".join(self._parts),
            tuple({"start": run.start, "end": run.end, "role": run.role} for run in self._runs if run.role != "body"),
        )

    def _flow(self, data: str) -> None:
        core = data.strip()
        if not core:
            self._separate(_BLANK if data else _NOTHING)
            return
        self._separate(_BLANK if data[0].isspace() else _NOTHING)
        self._draw_opening_marks(core)
        self._write(_SPACE.sub(" ", core))
        self._separate(_BLANK if data[-1].isspace() else _NOTHING)

    def _write(self, text: str) -> None:
        if self._length:
            if self._between == _LINE and not self._keeping_lines and (self._cells or _runs_on(self._parts[-1], text)):
                self._between = _BLANK
            separator = _SEPARATORS[self._between]
            self._parts.append(separator)
            self._length += len(separator)
        self._between = _NOTHING
        self._append(text)

    def _append(self, text: str) -> None:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._last = text[-1]
        self._spaced_ended = False
        innermost = self._open[-1]
        if innermost.role is None:
            return
        if self._runs and self._runs[-1].serial == innermost.serial:
            self._runs[-1].end = self._length
        else:
            self._runs.append(_Run(start, self._length, innermost.role, innermost.serial))

    def _draw_opening_marks(self, core: str) -> None:
        """Of quotations that begin here. Who marks a quotation up may have written its marks, too, within or around."""
        for element in self._undrawn:
            self._quotations += 1
            written = core[0] in QUOTATION_MARKS or (self._last in QUOTATION_MARKS and self._between == _NOTHING)
            if not written:
                opening, element.closing_mark = ("‘", "’") if self._quotations % 2 == 0 else ("“", "”")
                self._write(opening)
        self._undrawn.clear()

    def _end_quotation(self, element: _Open) -> None:
        if self._undrawn and self._undrawn[-1] is element:
            self._undrawn.pop()
            return
        if self._hidden:
            return
        self._quotations -= 1
        if element.closing_mark:
            self._append(element.closing_mark)

    def _break_line(self) -> None:
        self._separate(_PARAGRAPH if self._between == _LINE else _LINE)

    def _separate(self, strength: int) -> None:
        if not self._hidden:
            self._between = max(self._between, strength)
