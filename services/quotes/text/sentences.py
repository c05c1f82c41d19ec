"""Sentences of the narration. A whole quotation is one token of the sentence that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.text.language.lexicon import Lexicon
from services.quotes.text.marks import Quotation

_LETTERS_WITH_STOPS = r"(?:[A-Z]\.){2,}"
_WORD = r"\w+(?:[-'’.]\w+)*"
_PUNCTUATION = r"[^\w\s]"
_TOKEN = re.compile(f"{_LETTERS_WITH_STOPS}|{_WORD}|{_PUNCTUATION}")
_LONGEST_SENTENCE = 250
"""Tokens; what has no end by then is cut there, so that the search for cues stays linear in the text."""

_QUOTED = "\ufffc"  # Unicode's own stand-in for an object in the text
_ENDS = ".!?…"
_DASHES = ("—", "–", "―", "-")  # a name behind one belongs to the quotation before it


class Token(NamedTuple):
    """A word, a punctuation mark, or a whole quotation."""

    start: int
    end: int
    text: str
    quotation: Quotation | None = None

    @property
    def lower(self) -> str:
        """The word in lower case; nothing for a quotation."""
        return "" if self.quotation else self.text.lower()

    @property
    def is_word(self) -> bool:
        """Whether the token is a word of the narration."""
        return self.quotation is None and (self.text[0].isalnum() or self.text[0] == "_")


class Sentence(NamedTuple):
    """One sentence of the narration; `paragraph` is the number of its paragraph."""

    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def start(self) -> int:
        """Offset of the first token."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset behind the last token."""
        return self.tokens[-1].end


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        yield Token(match.start(), match.end(), match.group())


def _tokens(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> list[Token]:
    found: list[Token] = []
    at = start
    for quotation in quotations:
        found += _words(text, at, quotation.start)
        found.append(Token(quotation.start, quotation.end, _QUOTED, quotation))
        at = quotation.end
    found += _words(text, at, end)
    return found


def _is_abbreviation(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    before = tokens[at - 1] if at else None
    if before is None or before.end != tokens[at].start or tokens[at].text != ".":
        return False
    return before.lower in lexicon.abbreviations or (len(before.text) == 1 and before.text.isupper())


def _opens_sentence(token: Token) -> bool:
    return token.quotation is not None or not token.text[0].islower()


def _ends_sentence(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a sentence of the narration ends with token `at`."""
    token = tokens[at]
    if at + 1 == len(tokens):
        return True
    following = tokens[at + 1]
    if following.start == token.end or following.text in _DASHES:
        return False
    if token.quotation is not None:
        inside = text[token.quotation.inner_start : token.quotation.inner_end].rstrip("'’”\" ")
        if not inside.endswith(tuple(_ENDS)):
            return False
        # `"Why?" Lee asked` runs on; `"Why?" "Because."` does not. Only a full stop separates for sure.
        return following.quotation is not None or (inside.endswith((".", "…")) and _opens_sentence(following))
    if token.text[-1] in ")]" and at:
        return _ends_sentence_mark(tokens, at - 1, lexicon) and _opens_sentence(following)
    return _ends_sentence_mark(tokens, at, lexicon) and _opens_sentence(following)


def _ends_sentence_mark(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return tokens[at].text in _ENDS and not _is_abbreviation(tokens, at, lexicon)


def sentences(
    text: str, span: tuple[int, int], paragraph: int, quotations: Sequence[Quotation], lexicon: Lexicon
) -> list[Sentence]:
    """The sentences of the paragraph that lies at these offsets."""
    tokens = _tokens(text, *span, quotations)
    found: list[Sentence] = []
    begin = 0
    for at in range(len(tokens)):
        if _ends_sentence(text, tokens, at, lexicon) or at + 1 - begin == _LONGEST_SENTENCE:
            found.append(Sentence(tuple(tokens[begin : at + 1]), paragraph))
            begin = at + 1
    return found
