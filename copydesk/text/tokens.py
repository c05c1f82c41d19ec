"""Tokens: the words and marks of a text with their offsets, cut so fine that any name is a sequence of whole tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]

NO_GAP: Final = 0
BLANK: Final = 1
LINE_BREAK: Final = 2
PARAGRAPH_BREAK: Final = 3
"""What stands before a token: nothing, white space, a line break, an empty line."""

GAPS: Final = 4
"""How many kinds of gap there are."""

MOST_TOKENS: Final = 131_072
"""Tokens of a text that are read; what stands behind them is left out. A novel of 100,000 words has fewer, and a
service reads so many in some 4 s."""

MOST_CHARACTERS: Final = 6 * MOST_TOKENS
"""Characters that are read, for a token may be a run of marks as long as the text. English has five to a token."""

_TOKEN = re.compile(
    r"(\s*)("
    r"(?:[^\W\d_]\.){2,}"  # U.S., p.m.
    r"|\d+(?:[.,]\d+)+"
    r"|\w+"
    r"|['\u2019][sS]\b"
    r"|([^\w\s])\3*)"  # a run of the same mark is one token: a line of a million dots is no million tokens
)


class TokenSpan(NamedTuple):
    """The tokens from `start` to `end` of a text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Tokens:
    """Tokens of one text, as columns of equal length.

    `starts` and `ends` are code point offsets, end exclusive; `gaps` says what stands before each token.
    """

    words: list[str]
    starts: Integers
    ends: Integers
    gaps: Integers

    @cached_property
    def lower(self) -> list[str]:
        """The words in lower case."""
        return "\n".join(self.words).lower().split("\n") if self.words else []

    def __len__(self) -> int:
        return len(self.words)


def tokenize(text: str) -> Tokens:
    """The first `MOST_TOKENS` tokens of `text`. Every character that is no white space belongs to exactly one token.

    A hyphen, an apostrophe and a possessive's 's are tokens of their own: a name may end before any of them.
    """
    # Without trailing white space every gap has a token after it, so no run of blanks is matched twice.
    pieces = _TOKEN.findall(text.rstrip())
    if not pieces:
        nothing = np.zeros(0, dtype=np.int64)
        return Tokens([], nothing, nothing, nothing)
    gaps, words, _ = zip(*pieces[:MOST_TOKENS], strict=True)
    count = len(words)
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=count)
    before = np.fromiter(map(len, gaps), dtype=np.int64, count=count)
    ends = np.cumsum(lengths + before)
    kinds = np.fromiter(map(_KNOWN_GAPS.get, gaps, repeat(-1)), dtype=np.int64, count=count)
    for index in np.flatnonzero(kinds < 0).tolist():
        kinds[index] = _kind_of(gaps[index])
    if count:
        kinds[0] = PARAGRAPH_BREAK
    return Tokens(list(words), ends - lengths, ends, kinds)


def end_of_reading(text: str) -> int:
    """The offset behind the last character that is read: a text of a book's length is read to its end."""
    if len(text) <= MOST_TOKENS:
        return len(text)
    tokens = tokenize(text)
    end = len(text) if len(tokens) < MOST_TOKENS else int(tokens.ends[-1])
    return min(end, MOST_CHARACTERS)


_KNOWN_GAPS = {"": NO_GAP, " ": BLANK, "\n": LINE_BREAK, "\n\n": PARAGRAPH_BREAK}


def _kind_of(gap: str) -> int:
    return min(BLANK + gap.count("\n"), PARAGRAPH_BREAK)
