"""Words and punctuation of a text, with what their place says about a capital letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from schemas.document import Span
from services.entities.lexicon import ABBREVIATIONS, HYPHENED, NAME_PREFIXES, PREFIXES


class Token(NamedTuple):
    """A word or a punctuation mark.

    `initial`: the place alone asks for a capital letter. `parts`: a break before it, so that no name goes across.
    `closes`: a name ends with it, because a possessive or a lower-case word was cut off.
    """

    start: int
    end: int
    text: str
    initial: bool
    parts: bool
    closes: bool = False

    @property
    def capitalised(self) -> bool:
        """Begins like a name: `Lisbon`, `al-Khatib`, `d'Estaing`."""
        first = self.text[0]
        if first.isupper():
            return True
        head, mark, rest = (
            self.text.partition("-") if "-" in self.text else self.text.replace("\u2019", "'").partition("'")
        )
        return bool(mark) and head in NAME_PREFIXES and rest[:1].isupper()


_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    rf"|(?:{'|'.join(sorted(ABBREVIATIONS))})\."
    r"|(?<![\w.])[A-Z]\.(?=\s*\w)"
    r"|\w+(?:[-'\u2019&]\w+|\.\d+)*"
    r"|[^\w\s]"
)
_SENTENCE_END = frozenset(".!?:;…•*|")
_OPENING = frozenset("\u201c\u201e\u00ab\u2018\u2014\u2013\"'([-")
_POSSESSIVES = ("'s", "\u2019s")


def tokenize(text: str, paragraphs: Iterable[Span] = ()) -> list[Token]:
    """All tokens of `text` in order. A paragraph ends where the article says so, and at an empty line."""
    starts = {span.start for span in paragraphs}
    tokens: list[Token] = []
    initial, end = True, 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        parts = start in starts or (start - end > 1 and text.count("\n", end, start) > 1)
        end = match.end()
        word = match.group()
        if not (word[0].isalnum() or word[0] == "_"):
            tokens.append(Token(start, end, word, initial or parts, parts))
            opens = word in _OPENING and (start == 0 or not text[start - 1].isalnum())
            initial = word in _SENTENCE_END or opens or (initial and not word.isalnum() and word != ",")
            continue
        tokens.extend(_pieces(start, word, initial or parts, parts))
        initial = False
    return tokens


def _pieces(start: int, word: str, initial: bool, parts: bool) -> list[Token]:
    """A word without its possessive and without the common words that a hyphen joins to a name."""
    whole = Token(start, start + len(word), word, initial, parts)
    if word.endswith(_POSSESSIVES) and len(word) > len("'s"):
        return [whole._replace(end=whole.end - 2, text=word[:-2], closes=True)]
    head, hyphen, rest = word.partition("-")
    if not hyphen:
        return [whole]
    if rest[:1].isupper() and (head in PREFIXES or (initial and head.casefold() in PREFIXES)):
        cut = start + len(head) + 1
        return [Token(cut, whole.end, rest, False, True)]
    if not word[0].isupper():
        return [whole]
    name = _name_before_lower_case(word)
    if len(name) == len(word):
        return [whole]
    return [whole._replace(end=start + len(name), text=name, closes=True)]


def _name_before_lower_case(word: str) -> str:
    """`Britain` of `Britain-based`, but all of `Lindqvist-Moore` and of `Geun-hye`."""
    kept = word.split("-")
    while len(kept) > 1 and _is_common(kept[-1]):
        kept.pop()
    return "-".join(kept)


def _is_common(part: str) -> bool:
    """A word of the language, as in `Britain-based`; in `Geun-hye` the second part belongs to the name."""
    return part.islower() and (part in HYPHENED or part.endswith(("ed", "ing")))
