"""Noise: texts as they come out of narrow columns, page layouts and headline desks.

Every change keeps the tags aligned with the words. A row of tags has a probability, or whether it is allowed, for each
BIOES tag.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tokens import BLANK, LINE_BREAK, NO_GAP, PARAGRAPH_BREAK

CLEAN = 0.5
"""Share of texts that stay as they are."""

RECASED = 0.15
"""Share of texts whose headings change their case, a third of which also lose their drop caps; the rest is wrapped."""

COLUMNS = (18, 75)
"""Characters of the narrowest newspaper column and of a plain-text mail."""

BREAKABLE = 6
"""Letters of the shortest word that is broken at a line end."""

HEADING_TOKENS = (3, 14)
"""Tokens of a paragraph that may be a heading; the beginning of a text may have more."""

CAPITALS_TOKENS = 60
"""Tokens of a paragraph that some texts have in capitals."""


@dataclass(slots=True)
class TaggedText:
    """The words of a text, with the gap before each and a row of tags for each."""

    words: list[str]
    gaps: list[int]
    rows: NDArray[np.floating]


def add_noise(text: TaggedText, rng: np.random.Generator) -> TaggedText:
    """The text with random noise, or unchanged."""
    kind = rng.random()
    if kind < CLEAN:
        return text
    if kind < CLEAN + RECASED:
        text = _change_case(text, rng)
        return text if rng.random() < 2 / 3 else wrap(_lose_drop_caps(text, rng), int(rng.integers(*COLUMNS)), rng)
    return wrap(text, int(rng.integers(*COLUMNS)), rng)


@dataclass(slots=True)
class _Lines:
    """A text while it is laid out in lines: words, gaps, and the index of each word in the source."""

    words: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    halves: list[int] = field(default_factory=list)
    column: int = 0

    def add(self, word: str, gap: int, index: int) -> None:
        """Append a word."""
        self.column = len(word) if gap >= LINE_BREAK else self.column + len(word) + (gap == BLANK)
        self.words.append(word)
        self.gaps.append(gap)
        self.source.append(index)

    def add_broken(self, word: str, index: int) -> None:
        """Append a word that is divided over two lines, without a hyphen."""
        cut = len(word) // 2
        self.halves.append(len(self.words))
        self.add(word[:cut], BLANK, index)
        self.add(word[cut:], LINE_BREAK, index)

    def glue(self, word: str) -> None:
        """Append a word to the last one without a gap: Britainbased."""
        self.words[-1] += word
        self.column += len(word)


def wrap(text: TaggedText, width: int, rng: np.random.Generator) -> TaggedText:
    """Lines of at most `width` characters; words are broken at line ends, and most hyphens there are lost."""
    lines = _Lines()
    single_breaks, breaks_words, keeps_hyphens = rng.random(3) < (0.4, 0.5, 0.2)
    chances = rng.random(len(text.words))
    hyphen_lost = False
    for index, (word, gap) in enumerate(zip(text.words, text.gaps, strict=True)):
        full = lines.column + 1 + len(word) > width
        if hyphen_lost:
            hyphen_lost = False
            if chances[index] < 0.2:  # noqa: PLR2004
                lines.glue(word)
            else:
                lines.add(word, LINE_BREAK, index)
        elif gap == PARAGRAPH_BREAK:
            lines.add(word, LINE_BREAK if single_breaks and index else gap, index)
        elif gap == NO_GAP and word == "-" and lines.column + len("-word") > width and not keeps_hyphens and index:
            hyphen_lost = True
        elif gap != NO_GAP and full and breaks_words and len(word) >= BREAKABLE and word.isalpha():
            lines.add_broken(word, index)
        else:
            lines.add(word, LINE_BREAK if gap != NO_GAP and full else gap, index)
    rows = text.rows[lines.source]
    if lines.halves:
        first, second = _halves(rows.shape[1])
        indices = np.array(lines.halves)
        rows[indices] = rows[indices] @ first
        rows[indices + 1] = rows[indices + 1] @ second
    return TaggedText(lines.words, lines.gaps, rows)


def _halves(tags: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Matrices that map the tags of a word to those of its first and of its second half."""
    first, second = np.eye(tags, dtype=np.float32), np.eye(tags, dtype=np.float32)
    for begin in range(1, tags, 4):
        inside, end, single = begin + 1, begin + 2, begin + 3
        first[single], first[end] = np.eye(tags)[begin], np.eye(tags)[inside]
        second[single], second[begin] = np.eye(tags)[end], np.eye(tags)[inside]
    return first, second


def _change_case(text: TaggedText, rng: np.random.Generator) -> TaggedText:
    """Headings, and now and then a whole paragraph, in capitals, in Title Case or in lower case."""
    words = list(text.words)
    starts = [index for index, gap in enumerate(text.gaps) if gap >= LINE_BREAK or index == 0]
    in_capitals = rng.integers(len(starts)) if starts and rng.random() < RECASED else -1
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(words)], strict=True)):
        low, high = HEADING_TOKENS
        change = (str.upper, str.upper, str.title, str.lower)[rng.integers(4)]
        if number == in_capitals:
            change, end_of_change = str.upper, min(end, start + CAPITALS_TOKENS)
        elif low <= end - start <= (high if start else 2 * high):
            end_of_change = end
        else:
            continue
        words[start:end_of_change] = [change(word) for word in words[start:end_of_change]]
    return TaggedText(words, text.gaps, text.rows)


def _lose_drop_caps(text: TaggedText, rng: np.random.Generator) -> TaggedText:
    """Some paragraphs without their first letter: `he Observatory` for `The Observatory`."""
    words = list(text.words)
    lost = rng.random(len(words)) < 0.3  # noqa: PLR2004
    for index, gap in enumerate(text.gaps):
        if gap == PARAGRAPH_BREAK and lost[index] and words[index].isalpha() and len(words[index]) > 1:
            words[index] = words[index][1:]
    return TaggedText(words, text.gaps, text.rows)
