"""Text as the wires of the teleprinter age send it: lines of one width, paragraphs with their first line set in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from services.intake.formats.shared.fragments import plain_prose
from services.intake.formats.shared.prose import Prose, ProseWriter

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SET_IN = re.compile(r"(?:\t| {2,})[ \t]*(?=\S)")
_MARKS = (("``", "“"), ("''", "”"), (" _ ", " – "), (" -- ", " – "))
"""What a teleprinter had no signs for (ANPA 1312)."""

_SIGNATURE = re.compile(
    r"\s*(?:[A-Z]{2,6}[ /-]{1,3}[a-z]{1,4}|(?:[a-z]{2,5} )?[a-z]{2,4}/[a-z]{2,4}(?: [a-z]{2,4})*|-?0-?)\s*"
)
"""An agency's and an editor's initials below the text."""


def copy_prose(lines: Iterable[str]) -> Prose:
    """The paragraphs of a text; lines that stand apart by blanks are whole, and a table keeps its lines."""
    kept = [_CONTROL.sub("", line).rstrip() for line in lines]
    kept = kept[next((number for number, line in enumerate(kept) if line), len(kept)) :]
    while kept and (not kept[-1].strip() or _SIGNATURE.fullmatch(kept[-1])):
        del kept[-1]
    text = "\n".join(kept)
    for mark, sign in _MARKS:
        text = text.replace(mark, sign)
    if not any(_SET_IN.match(line) for line in kept):
        return plain_prose(text)  # its lines may be a column's or paragraphs, which the cleaner tells apart
    writer = ProseWriter()
    for paragraph in _paragraphs(text.split("\n")):
        writer.paragraph(paragraph)
    return writer.finished()


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    begun: list[str] = []
    for line in lines:
        if (not line.strip() or _SET_IN.match(line)) and begun:
            yield " ".join(begun)
            begun = []
        if line.strip():
            begun.append(line.strip())
    if begun:
        yield " ".join(begun)
