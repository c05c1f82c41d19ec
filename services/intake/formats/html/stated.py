"""The text that a page's metadata repeat, to compare its blocks with."""

from __future__ import annotations

import re

PIECE_CHARACTERS = 12
"""Letters of a piece that is looked up: two words, or a phrase of a script without blanks."""

STEP = 6

MAX_CHARACTERS = 200_000
"""More of a stated text is not compared; no article is longer."""

HELD_SHARE = 0.7
"""A block is in the stated text where so many of its pieces are; an editor's last changes, links and marks are not."""

SUMMARY_CHARACTERS = 20
"""Letters that a paragraph and a summary do not share by chance, in any script."""

_NO_LETTERS = re.compile(r"[\W_]+")


class StatedText:
    """Which blocks a text holds, by their letters alone. False where the page states none."""

    def __init__(self, text: str) -> None:
        letters = _letters(text[:MAX_CHARACTERS])
        self._pieces = {letters[at : at + PIECE_CHARACTERS] for at in range(len(letters) - PIECE_CHARACTERS + 1)}

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def holds(self, text: str) -> bool:
        """Whether the text stands in it; never of one that is shorter than a piece."""
        if not self._pieces:
            return False
        letters = _letters(text)
        pieces = [letters[at : at + PIECE_CHARACTERS] for at in range(0, len(letters) - PIECE_CHARACTERS + 1, STEP)]
        return bool(pieces) and sum(piece in self._pieces for piece in pieces) >= HELD_SHARE * len(pieces)


def begins_with(text: str, summary: str) -> bool:
    """Whether the text begins with the first words of a summary, as first paragraphs do of which it was made."""
    letters = _letters(summary[: 3 * SUMMARY_CHARACTERS])[:SUMMARY_CHARACTERS]
    return len(letters) == SUMMARY_CHARACTERS and _letters(text[: 4 * SUMMARY_CHARACTERS]).startswith(letters)


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()
