"""Text that knows where each of its characters came from.

Every step of the cleaning takes such text apart and puts it together again, so the map back to the raw body is right by
construction: nothing is compared afterwards.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from schemas.article import Repair, SourceSegment

_WORD = re.compile(r"\S+")
_SEGMENTS = TypeAdapter(tuple[SourceSegment, ...])


def _offsets(values: range = range(0)) -> array[int]:
    return array("I", values)


@dataclass(frozen=True, slots=True)
class TracedText:
    """Text and, for each character, the half-open raw stretch that it stands for.

    A copied character stands for itself; all characters of a replacement stand for the whole stretch that they replace.
    """

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, body: str) -> TracedText:
        """The raw body itself."""
        return cls(body, _offsets(range(len(body))), _offsets(range(1, len(body) + 1)))

    @property
    def raw_start(self) -> int:
        """Raw offset of the first character; the text must not be empty."""
        return self.starts[0]

    @property
    def raw_end(self) -> int:
        """Raw offset behind the last character; the text must not be empty."""
        return self.ends[-1]

    def cut(self, start: int, end: int) -> TracedText:
        """The characters from `start` to `end`."""
        return TracedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def strip(self) -> TracedText:
        """The text without white space at either end."""
        bare = self.text.strip()
        if len(bare) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(bare))


@dataclass(slots=True)
class TextBuilder:
    """Collects copied and written text in the order of the raw body."""

    _texts: list[str] = field(default_factory=list)
    _starts: array[int] = field(default_factory=_offsets)
    _ends: array[int] = field(default_factory=_offsets)

    @property
    def raw_end(self) -> int:
        """Raw offset behind what was added last, 0 at the beginning."""
        return self._ends[-1] if self._ends else 0

    def copy(self, traced: TracedText) -> None:
        """Add text as it stands."""
        self._texts.append(traced.text)
        self._starts.extend(traced.starts)
        self._ends.extend(traced.ends)

    def write(self, text: str, raw_start: int, raw_end: int) -> None:
        """Add text that replaces a raw stretch; an empty stretch makes it an insertion."""
        self._texts.append(text)
        if len(text) == raw_end - raw_start:
            self._starts.extend(range(raw_start, raw_end))
            self._ends.extend(range(raw_start + 1, raw_end + 1))
            return
        self._starts.extend([raw_start] * len(text))
        self._ends.extend([raw_end] * len(text))

    def build(self) -> TracedText:
        """All that was added."""
        return TracedText("".join(self._texts), self._starts, self._ends)


def source_map(traced: TracedText) -> tuple[SourceSegment, ...]:
    """The fewest segments that cover the text, in order."""
    starts, ends, size = traced.starts, traced.ends, len(traced.text)
    # Per character: whether it is a copy, and not one of several that stand for the same raw stretch.
    same = [starts[at] == starts[at - 1] and ends[at] == ends[at - 1] for at in range(1, size)]
    copies = [
        ends[at] - starts[at] == 1 and not (at and same[at - 1]) and not (at + 1 < size and same[at])
        for at in range(size)
    ]
    found: list[dict[str, int]] = []
    begin = 0
    for at in range(1, size + 1):
        if at < size and (same[at - 1] or (copies[at - 1] and copies[at] and starts[at] == ends[at - 1])):
            continue
        found.append({"start": begin, "end": at, "raw_start": starts[begin], "raw_end": ends[at - 1]})
        begin = at
    # All at once: one call an object would take most of the time for a body of tiny paragraphs.
    return _SEGMENTS.validate_python(found)


def repairs(traced: TracedText, body: str) -> tuple[Repair, ...]:
    """Every word of the text that does not stand so in the raw body."""
    found: list[Repair] = []
    for word in _WORD.finditer(traced.text):
        raw = body[traced.starts[word.start()] : traced.ends[word.end() - 1]]
        if raw != word.group():
            found.append(Repair(raw=raw, text=word.group(), start=word.start(), end=word.end()))
    return tuple(found)
