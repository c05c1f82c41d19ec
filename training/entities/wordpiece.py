"""WordPiece: splits words into pieces, rows of the teacher's vocabulary."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from pathlib import Path

MAX_PIECES = 8
"""Pieces of a word that are kept: a longer word is a link or a number, and its first pieces are enough."""


class WordPieces:
    """The uncased vocabulary of a BERT model, with its greedy longest-match-first splitting.

    Devlin et al. 2019; as the reference implementation, words are lower-cased and lose their accents.
    """

    def __init__(self, tokenizer: Path) -> None:
        """Read the vocabulary of a `tokenizer.json`."""
        self._rows: dict[str, int] = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
        self.first = self._rows["[CLS]"]
        self.last = self._rows["[SEP]"]
        self._unknown = self._rows["[UNK]"]
        self.pieces = lru_cache(maxsize=200_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        plain = unicodedata.normalize("NFD", word.lower())
        plain = "".join(char for char in plain if unicodedata.category(char) != "Mn")[:64]
        rows: list[int] = []
        for part in _split_marks(plain):
            rows.extend(self._longest_matches(part))
        return tuple(rows[:MAX_PIECES]) or (self._unknown,)

    def _longest_matches(self, part: str) -> list[int]:
        rows: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                row = self._rows.get(part[start:end] if start == 0 else "##" + part[start:end])
                if row is not None:
                    rows.append(row)
                    start = end
                    break
            else:
                return [self._unknown]
        return rows


def _split_marks(word: str) -> list[str]:
    parts: list[str] = []
    for char in word:
        if parts and char.isalnum() and parts[-1][-1].isalnum():
            parts[-1] += char
        else:
            parts.append(char)
    return parts
