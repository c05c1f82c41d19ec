"""Page furniture: running heads, folios and other lines that pages print above and below their stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from services.intake.formats.pdf.blocks import Style
from services.intake.formats.pdf.library import Page
from services.intake.formats.pdf.lines import Line

_TOP = 0.12
_BOTTOM = 0.9
"""Shares of the page's height where furniture stands."""

_ROWS = 3
"""Rows of furniture at either edge: name, date and section."""

_WORDS = 16
"""Words of a row of furniture at most."""

_LARGEST = 1.7
"""Times the text's size: larger letters are no furniture."""

_APART = 1.25
"""Times the leading: the distance of furniture from the text at least."""

_MASTHEAD_WORDS = 4
_MASTHEAD_REACH = 40.0
"""Points between the paper's name and its date."""

_DATE = re.compile(
    r"\b(?:[^\W\d_]{3,10}\.? \d{1,2},? (?:19|20)\d\d|\d{1,2}\.? [^\W\d_]{3,10},? (?:19|20)\d\d"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4})\b"
)
_FOLIO = re.compile(
    r"(?:(?:page|seite|p\.) ?)?[-–—|]? ?[A-Z]?\d{1,4} ?[-–—|]?(?: ?(?:of|/|von|sur|de) ?\d{1,4})?", re.I
)
_ADDRESS = re.compile(r"\b(?:www\.|https?://)\S+|[^\s@]+@[^\s@]+\.\w+|^©|\bISSN\b|\bVol\. ?\d", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def find_furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]], style: Style) -> set[int]:
    """The identities of the lines that are furniture; `lines` are those of each page, from top to bottom."""
    repeated = _repeated(pages, lines)
    found: set[int] = set()
    for page, of_page in zip(pages, lines, strict=True):
        rows = [list(row) for _, row in groupby(of_page, key=lambda line: round(line.y / 2))]
        top = [row for row in rows if row[-1].y < _TOP * page.height]
        bottom = [row for row in rows if row[0].y > _BOTTOM * page.height]
        for zone, beyond in ((top, rows[len(top) :]), (bottom[::-1], rows[: len(rows) - len(bottom)][::-1])):
            for row in _outermost([*zone, *beyond[:1]], len(zone), style, repeated):
                found |= {id(line) for line in row}
    return found


def _outermost(rows: Sequence[list[Line]], limit: int, style: Style, repeated: set[str]) -> Iterator[list[Line]]:
    """The rows of furniture from the page's edge inwards, up to one that keeps its distance from the text."""
    taken: list[list[Line]] = []
    for row, inner in zip(rows[: min(_ROWS, limit)], [*rows[1:], None], strict=False):
        if not _reads_as_furniture(row, repeated) or any(line.size > _LARGEST * style.size for line in row):
            break
        taken.append(row)
        if inner is None or abs(inner[0].y - row[0].y) >= _APART * min(style.leading, 1.2 * inner[0].size):
            yield from taken
            taken = []


def _reads_as_furniture(row: Sequence[Line], repeated: set[str]) -> bool:
    texts = [line.text for line in row]
    if sum(text.count(" ") + 1 for text in texts) > _WORDS:
        return False
    return any(
        _FOLIO.fullmatch(text) or _DATE.search(text) or _ADDRESS.search(text) or _key(line) in repeated
        for text, line in zip(texts, row, strict=True)
    )


def _repeated(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> set[str]:
    counts: Counter[str] = Counter()
    for page, of_page in zip(pages, lines, strict=True):
        keys = {_key(line) for line in of_page if not _TOP * page.height <= line.y <= _BOTTOM * page.height}
        counts.update(keys)
    return {key for key, count in counts.items() if count > 1 and any(character.isalpha() for character in key)}


def _key(line: Line) -> str:
    """A key that furniture of several pages shares: its height on the page, and its text without numbers."""
    return f"{round(line.y / 4)} {_DIGITS.sub('', line.text)}"
