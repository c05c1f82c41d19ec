"""Drop caps: the large first letter of a story, which extractors put on a line of its own or lose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.text.word_set import word_set
from services.cleaner.text.lines import Line, starts_lower
from services.cleaner.text.offsets import TextBuilder

_WORD_LETTERS = "AEIKOSUVWYZ"
"""Letters that are words by themselves, so that a blank may follow them: English A, I and O, Polish W and Z, Czech V, K
and S, Spanish E and Y. Of letters that are not ASCII many are: Italian È, Swedish Å, most Russian prepositions."""

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SET_OFF = re.compile(r"([^\W\d_]) (?=[^\W\d_])")

# "he first ..." and "he Syrian ..." open no English sentence: no pronoun stands there, and it would have its capital.
_LOST_THE = re.compile(
    r"he (?=[A-Z]|\d|\w+['’]s |(?:first|second|third|last|next|new|old|latest|most|same|two|three|four|five|six|seven|"
    r"eight|nine|ten|only|whole|entire|former|great|best|biggest|world|city|country|government|police|man|woman) )"
)

_OPENERS = word_set(
    "After Against Almost Already Although Always Among Another Because Before Behind Below Between Beyond Despite "
    "During Everybody Everyone Everything From Hundreds Inside Instead Nobody Nothing Officials Once Outside People "
    "Perhaps Police Scientists Several Since Thousands Three Through Throughout Today Tomorrow Tonight Towards Twenty "
    "Under Unlike Until Whenever Whether Which While With Within Without Workers Yesterday Young"
)
"""Words that begin stories, and whose rest without the first letter is no word and fits no other letter."""

_REST_OF_OPENER = {opener[1:]: opener[0] for opener in _OPENERS}
_SHORTEST_NAME_REST = 4
"""Letters of a name without its first letter."""

_LONGEST_WORD = 40
"""Letters. A longer run of them is no word, and to search for one a pattern as long as the text would be compiled."""


def _is_drop_cap(text: str) -> bool:
    return len(text) == 1 and text.isupper()


def _may_be_word(letter: str) -> bool:
    return letter in _WORD_LETTERS or not letter.isascii()


def _has_word(word: str, lines: list[Line]) -> bool:
    if len(word) > _LONGEST_WORD:
        return False
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    return any(pattern.search(line.text) for line in lines)


def _stands_alone(letter: str, rest: str, lines: list[Line]) -> bool:
    """Whether the letter is a word of its own: then what follows it is a word too, which the body has elsewhere."""
    word = _FIRST_WORD.match(rest)
    return _may_be_word(letter) and word is not None and _has_word(word.group(), lines)


def _lost_letter(first: Line, below: list[Line]) -> str:
    """The capital that the story's first word has lost, where only one letter is possible; else an empty text."""
    if _LOST_THE.match(first.text):
        return "T"
    match = _FIRST_WORD.match(first.text)
    if match is None or not match.group().islower():
        return ""
    rest = match.group()
    if rest in _REST_OF_OPENER:
        return _REST_OF_OPENER[rest]
    if not _SHORTEST_NAME_REST <= len(rest) <= _LONGEST_WORD:
        return ""
    # A name inside a sentence further down is the same word with its first letter.
    name = re.compile(rf"(?<=[a-z,] )([A-Z]){rest}(?!\w)")
    texts = [first.text[match.end() :], *(line.text for line in below)]
    letters = {found.group(1) for text in texts for found in name.finditer(text)}
    return letters.pop() if len(letters) == 1 and not _has_word(rest, below) else ""


def _is_set_off(text: str, lines: list[Line]) -> bool:
    """Whether there is a blank between the large letter and the rest of its word: "T he", "W hile"."""
    match = _SET_OFF.match(text)
    if match is None or not match.group(1).isupper():
        return False
    rest = _FIRST_WORD.match(text, match.end())
    if rest is None or not rest.group().islower():
        return False
    letter, word = match.group(1), rest.group()
    if _may_be_word(letter):
        return letter + word in _OPENERS or (_has_word(letter + word, lines) and not _has_word(word, lines))
    return _has_word(letter + word, lines) or not _has_word(word, lines)


def _mended(lines: list[Line]) -> Iterator[Line]:
    """The lines of the story, the first one with its letter."""
    first, *below = lines
    built = TextBuilder()
    if below and _is_drop_cap(first.text) and (starts_lower(below[0].text) or _is_small_capitals(below[0].text)):
        second = below[0].traced
        built.copy(first.traced)
        if _stands_alone(first.text, second.text, below[1:]):
            built.write(" ", first.traced.raw_end, second.raw_start)
        built.copy(second)
        below = below[1:]
    elif letter := _lost_letter(first, below):
        built.write(letter, first.traced.raw_start, first.traced.raw_start)
        built.copy(first.traced)
    elif _is_set_off(first.text, below):
        built.copy(first.traced.cut(0, 1))
        built.copy(first.traced.cut(2, len(first.text)))
    else:
        yield from lines
        return
    yield Line(built.build(), after_blank=True)
    yield from below


def _is_small_capitals(text: str) -> bool:
    """Whether the first word is in capitals, as papers set the words beside a drop cap."""
    word = _FIRST_WORD.match(text)
    return word is not None and len(word.group()) > 1 and word.group().isupper()


def rejoin_drop_cap(lines: list[Line], body: int = 0) -> list[Line]:
    """Put the large letter back before the story's first word, or restore it where only one letter is possible.

    `body` is the index of the story's first line.
    """
    return [*lines[:body], *_mended(lines[body:])] if body < len(lines) else lines
