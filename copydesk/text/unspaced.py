"""Unspaced text: Chinese and Japanese set no blanks, so that each of their characters is a token."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from copydesk.text.tokens import MOST_TOKENS, NO_GAP, Tokens

CHARACTERS: Final = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
"""Han characters, Hiragana and Katakana with their marks of repetition and length, as the body of a character class."""

_CHARACTER = re.compile(f"[{CHARACTERS}]")
_PIECE = re.compile(f"[{CHARACTERS}]|[^{CHARACTERS}]+")

_APART: Final = "\u2060\u2060"
"""Two word joiners between a character and the next one in the word that the tagger sees: the first three letters of
that word are then the character alone, and the whole word is the pair."""


def is_unspaced(word: str) -> bool:
    """Whether a character of a script without blanks is in the word."""
    return _CHARACTER.search(word) is not None


def split_unspaced(tokens: Tokens) -> Tokens:
    """The first `MOST_TOKENS` tokens, with every character of a script without blanks as a token of its own."""
    mixed = [index for index, word in enumerate(tokens.words) if len(word) > 1 and _CHARACTER.search(word)]
    if not mixed:
        return tokens
    pieces = {index: _PIECE.findall(tokens.words[index]) for index in mixed}
    words: list[str] = []
    starts: list[int] = []
    gaps: list[int] = []
    for index, (word, start, gap) in enumerate(
        zip(tokens.words, tokens.starts.tolist(), tokens.gaps.tolist(), strict=True)
    ):
        at = start
        for number, piece in enumerate(pieces.get(index, (word,))):
            words.append(piece)
            starts.append(at)
            gaps.append(NO_GAP if number else gap)
            at += len(piece)
        if len(words) >= MOST_TOKENS:
            # A text without blanks is a single token before.
            break
    words = words[:MOST_TOKENS]
    columns = np.array(starts[:MOST_TOKENS], dtype=np.int64), np.array(gaps[:MOST_TOKENS], dtype=np.int64)
    ends = columns[0] + np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    return Tokens(words, columns[0], ends, columns[1])


def with_next_characters(tokens: Tokens) -> Tokens:
    """The same tokens for the tagger: each unspaced character with the one behind it, a pair with a meaning."""
    following = [*tokens.words[1:], ""]
    words = [
        f"{word}{_APART}{after[:1] if _CHARACTER.match(after) else ''}" if _CHARACTER.match(word) else word
        for word, after in zip(tokens.words, following, strict=True)
    ]
    return Tokens(words, tokens.starts, tokens.ends, tokens.gaps)
