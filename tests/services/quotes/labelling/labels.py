"""Labels given by hand: in a text the contents stand in [...], the cues in {...}, the sources in <...>."""

from __future__ import annotations

from copydesk.text.tokens import Tokens, tokenize
from services.quotes.labelling.labeller import LabelledSpan, Labels

_BRACKETS = {"[": "contents", "{": "cues", "<": "sources"}
_CLOSING = "]}>"


def labelled(marked: str, probability: float = 1.0, speech: float = 1.0) -> tuple[str, Tokens, Labels]:
    """The text without brackets, its tokens, and the labels that the brackets give."""
    text = "".join(letter for letter in marked if letter not in _CLOSING and letter not in _BRACKETS)
    tokens = tokenize(text)
    labels = Labels([], [], [])
    opened: list[tuple[str, int]] = []
    offset = 0
    for letter in marked:
        if letter in _BRACKETS:
            opened.append((_BRACKETS[letter], offset))
        elif letter in _CLOSING:
            kind, start = opened.pop()
            getattr(labels, kind).append(_span(tokens, start, offset, probability, speech))
        else:
            offset += 1
    return text, tokens, labels


def _span(tokens: Tokens, start_char: int, end_char: int, probability: float, speech: float) -> LabelledSpan:
    start = tokens.starts.tolist().index(start_char)
    end = tokens.ends.tolist().index(end_char) + 1
    return LabelledSpan(start, end, start_char, end_char, probability, speech)
