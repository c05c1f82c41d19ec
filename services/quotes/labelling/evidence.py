"""What the labeller sees of a token beside its word: the gap before it, and where in a quotation and a name it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tokens import PARAGRAPH_BREAK, Tokens
from schemas.document import Span
from schemas.entity import Entity, EntityType
from services.quotes.text.marks import Quotation

Columns = NDArray[np.int64]
"""One row a token, one column a kind of evidence."""

_OPENING, _SHORT, _LONG, _CLOSING, _UNCLOSED = 1, 2, 3, 4, 5
"""Values of the quotation column; 0 is outside of any."""

SHORT_WORDS = 5
"""A quotation of fewer words is often a scare quote, a title or a nickname."""

_SPEAKERS: Final[dict[EntityType, int]] = {"PERSON": 1, "ORG": 2, "GPE": 3, "NORP": 4, "LOC": 5}
_OTHER_NAME = 6

EVIDENCE_SIZES: Final = (4, 6, 2 * _OTHER_NAME + 1)
"""How many values each column has: gap, position in a quotation, position in a name."""

QUOTATION_COLUMN: Final = 1
"""The column that says where in a quotation a token stands: 0 outside of any."""

_NAME_COLUMN: Final = 2


def is_in_name(row: NDArray[np.int64]) -> bool:
    """Whether a token with this row of evidence belongs to a name."""
    return int(row[_NAME_COLUMN]) > 0


def is_further_in_name(row: NDArray[np.int64]) -> bool:
    """Whether a token with this row of evidence goes on with a name that begins before it."""
    value = int(row[_NAME_COLUMN])
    return value > 0 and value % 2 == 0


def mark(column: NDArray[np.int64], tokens: Tokens, span: Sequence[int], values: tuple[int, int]) -> None:
    """Write into a column for the tokens that a span of characters touches.

    `values`: that of the first token, and that of all further ones.
    """
    start = int(np.searchsorted(tokens.ends, span[0], "right"))
    end = int(np.searchsorted(tokens.starts, span[1], "left"))
    if end > start:
        column[start:end] = values[1]
        column[start] = values[0]


def _quotation_column(tokens: Tokens, text: str, quotations: Iterable[Quotation]) -> NDArray[np.int64]:
    column = np.zeros(len(tokens), dtype=np.int64)
    for quotation in quotations:
        words = len(text[quotation.inner_start : quotation.inner_end].split())
        inside = _UNCLOSED if not quotation.closed else _SHORT if words < SHORT_WORDS else _LONG
        mark(column, tokens, (quotation.start, quotation.end), (inside, inside))
        mark(column, tokens, (quotation.start, quotation.inner_start), (_OPENING, _OPENING))
        mark(column, tokens, (quotation.inner_end, quotation.end), (_CLOSING, _CLOSING))
    return column


def _name_column(tokens: Tokens, entities: Iterable[Entity]) -> NDArray[np.int64]:
    column = np.zeros(len(tokens), dtype=np.int64)
    for entity in entities:
        kind = _SPEAKERS.get(entity.type, _OTHER_NAME)
        for mention in entity.mentions:
            if mention.kind == "name":
                mark(column, tokens, (mention.start, mention.end), (2 * kind - 1, 2 * kind))
    return column


def evidence(
    text: str,
    tokens: Tokens,
    paragraphs: Sequence[Span],
    quotations: Iterable[Quotation],
    entities: Iterable[Entity],
) -> Columns:
    """The columns whose sizes are `EVIDENCE_SIZES`, one row a token."""
    gaps = tokens.gaps.copy()
    starts = np.searchsorted(tokens.starts, np.array([span.start for span in paragraphs], dtype=np.int64), "left")
    gaps[starts[starts < len(tokens)]] = PARAGRAPH_BREAK
    return np.stack([gaps, _quotation_column(tokens, text, quotations), _name_column(tokens, entities)], axis=1)
