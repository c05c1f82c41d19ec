"""Traced text: a text with a map from its characters to offsets in the raw body.

Every step of the cleaning cuts and joins such text, so the map is right by construction: nothing is aligned afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import TypeAdapter

from copydesk.document_error import DocumentError
from schemas.article import Repair, SourceSegment

MOST_PIECES = 100_000
"""Pieces of a text. The map of more is larger than the topic takes, and making it takes seconds and a gigabyte."""

_WORD = re.compile(r"\S+")
_SEGMENTS = TypeAdapter(tuple[SourceSegment, ...])
_REPAIRS = TypeAdapter(tuple[Repair, ...])
_ABOVE_ANY_OFFSET = 1 << 62
"""Larger than any offset, so that a bisection finds the piece that begins at an offset."""


class Piece(NamedTuple):
    """A part of a text, from `start` to the next piece, and the raw span that it stands for.

    Where both have the same length, character maps to character; else the whole piece stands for the whole span.
    """

    start: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class TracedText:
    """Text and the pieces that it is made of: in order, without gaps, and no raw character in two of them."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, body: str) -> TracedText:
        """The raw body itself."""
        return cls(body, (Piece(0, 0, len(body)),) if body else ())

    @property
    def raw_start(self) -> int:
        """Raw offset of the first character; the text must not be empty."""
        return self.pieces[0].raw_start

    @property
    def raw_end(self) -> int:
        """Raw offset after the last character; the text must not be empty."""
        return self.pieces[-1].raw_end

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of the characters from `start` to `end`, of which there must be at least one."""
        return self._raw_of(start)[0], self._raw_of(end - 1)[1]

    def _raw_of(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.pieces, (offset, _ABOVE_ANY_OFFSET)) - 1
        start, raw_start, raw_end = self.pieces[index]
        end = self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.text)
        if end - start != raw_end - raw_start:
            return raw_start, raw_end
        return raw_start + offset - start, raw_start + offset - start + 1

    def cut(self, start: int, end: int) -> TracedText:
        """The characters from `start` to `end`."""
        text = self.text[start:end]
        if not text or len(text) == len(self.text):
            return TracedText(text, self.pieces if text else ())
        if len(self.pieces) == 1 and len(self.text) == self.raw_end - self.raw_start:
            return TracedText(text, (Piece(0, self.raw_start + start, self.raw_start + start + len(text)),))
        first = bisect_right(self.pieces, (start, _ABOVE_ANY_OFFSET)) - 1
        cut: list[Piece] = []
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= end:
                break
            piece_end = self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.text)
            cut_start, raw_start, raw_end = max(piece.start, start), piece.raw_start, piece.raw_end
            if piece_end - piece.start == raw_end - raw_start:
                raw_start += cut_start - piece.start
                raw_end = raw_start + min(piece_end, end) - cut_start
            cut.append(Piece(cut_start - start, raw_start, raw_end))
        return TracedText(text, tuple(cut))

    def strip(self) -> TracedText:
        """The text without white space at either end."""
        bare = self.text.strip()
        if len(bare) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(bare))

    def spans(self) -> Iterator[tuple[int, int, int, int]]:
        """Start, end, raw start and raw end of each piece."""
        end = len(self.text)
        for index, (start, raw_start, raw_end) in enumerate(self.pieces):
            yield start, self.pieces[index + 1].start if index + 1 < len(self.pieces) else end, raw_start, raw_end


@dataclass(slots=True)
class TextBuilder:
    """Collects copied and written text in the order of the raw body."""

    _texts: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _size: int = 0

    @property
    def raw_end(self) -> int:
        """Raw offset after what was added last; 0 at the beginning."""
        return self._pieces[-1].raw_end if self._pieces else 0

    def copy(self, traced: TracedText) -> None:
        """Add text as it stands.

        Raises:
            DocumentError: it is made of more than MOST_PIECES pieces.
        """
        if len(traced.pieces) == 1:
            self._add(len(traced.text), traced.raw_start, traced.raw_end)
        else:
            for start, end, raw_start, raw_end in traced.spans():
                self._add(end - start, raw_start, raw_end)
        self._texts.append(traced.text)

    def write(self, text: str, raw_start: int, raw_end: int) -> None:
        """Add text that replaces a raw span; with an empty span it is an insertion.

        Raises:
            DocumentError: it is made of more than MOST_PIECES pieces.
        """
        if text:
            self._add(len(text), raw_start, raw_end)
            self._texts.append(text)

    def _add(self, length: int, raw_start: int, raw_end: int) -> None:
        start = self._size
        self._size += length
        if self._pieces:
            last = self._pieces[-1]
            run_on = (
                raw_start == last.raw_end
                and start - last.start == last.raw_end - last.raw_start
                and length == raw_end - raw_start
            )
            # Two cuts of one replacement stand for the same raw span: together they are one piece again.
            if run_on or raw_start < last.raw_end:
                self._pieces[-1] = Piece(last.start, last.raw_start, max(last.raw_end, raw_end))
                return
        if len(self._pieces) >= MOST_PIECES:
            raise DocumentError(f"its text is changed in over {MOST_PIECES} places")
        self._pieces.append(Piece(start, raw_start, raw_end))

    def build(self) -> TracedText:
        """All that was added."""
        return TracedText("".join(self._texts), tuple(self._pieces))


def source_map(traced: TracedText, body: str) -> tuple[SourceSegment, ...]:
    """The segments that cover the text, in order. A blank in place of omitted text has an empty raw span."""
    found: list[dict[str, int]] = []
    for start, end, raw_start, raw_end in traced.spans():
        left_out = (
            raw_end - raw_start > 1 and traced.text[start:end].isspace() and not body[raw_start:raw_end].isspace()
        )
        found.append(
            {"start": start, "end": end, "raw_start": raw_start, "raw_end": raw_start if left_out else raw_end}
        )
    # One call for all: a call for each segment would take most of the time for a body of tiny paragraphs.
    return _SEGMENTS.validate_python(found)


def _same_words(one: str, two: str) -> bool:
    return len(one) == len(two) and one.split() == two.split()


def _offsets_to_compare(traced: TracedText, body: str) -> Iterator[int]:
    """Offsets of the text, in order, around which it may differ from the body."""
    text = traced.text
    for start, end, raw_start, raw_end in traced.spans():
        if start and not (text[start].isspace() or text[start - 1].isspace()):
            yield start
        # Most pieces differ in their blanks alone, if at all; with equal lengths, equal words have equal offsets.
        if text[start:end] == body[raw_start:raw_end] or _same_words(text[start:end], body[raw_start:raw_end]):
            continue
        if end - start != raw_end - raw_start:
            yield from (word.start() for word in _WORD.finditer(text, start, end))
            continue
        shift = raw_start - start
        for word in _WORD.finditer(text, start, end):
            if word.group() != body[word.start() + shift : word.end() + shift]:
                yield word.start()


def repairs(traced: TracedText, body: str) -> tuple[Repair, ...]:
    """Every word of the text that differs from what its raw span holds."""
    found: list[dict[str, object]] = []
    text, done = traced.text, 0
    for offset in _offsets_to_compare(traced, body):
        if offset < done or text[offset].isspace():
            continue
        start = offset
        while start > done and not text[start - 1].isspace():
            start -= 1
        word = _WORD.match(text, start)
        if word is None:
            continue
        done = word.end()
        raw_start, raw_end = traced.raw_span(start, done)
        raw = body[raw_start:raw_end]
        if raw != word.group():
            found.append({"raw": raw, "text": word.group(), "start": start, "end": done})
    return _REPAIRS.validate_python(found)
