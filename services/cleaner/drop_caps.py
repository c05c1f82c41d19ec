"""Drop caps: the first letter of a story, set so large that extractors cut it off or lose it."""

from __future__ import annotations

import re

from services.cleaner.lines import Line, starts_lower
from services.cleaner.offsets import TextBuilder, TracedText

_WORD_LETTERS = "AIO"
"""Letters that are words by themselves: a blank may follow them."""

# "he Syrian ..." opens no English sentence: a pronoun does not stand before a name, and starts with a capital.
_LOST_THE = re.compile(r"he (?=[A-Z])")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def _is_drop_cap(text: str) -> bool:
    return len(text) == 1 and text.isupper()


def _stands_alone(letter: str, rest: str, lines: list[Line]) -> bool:
    """Whether the letter is a word: then what follows it is one too, and the body has it elsewhere."""
    word = _FIRST_WORD.match(rest)
    if letter not in _WORD_LETTERS or word is None:
        return False
    pattern = re.compile(rf"(?<!\w){re.escape(word.group())}(?!\w)")
    return any(pattern.search(line.text) for line in lines[2:])


def rejoin_drop_cap(lines: list[Line]) -> list[Line]:
    """Put the large letter back before the first word of the story, or restore it where only "The" can have stood."""
    if not lines:
        return lines
    first = lines[0].traced
    built = TextBuilder()
    if len(lines) > 1 and _is_drop_cap(first.text) and starts_lower(lines[1].text):
        second: TracedText = lines[1].traced
        built.copy(first)
        if _stands_alone(first.text, second.text, lines):
            built.write(" ", first.raw_end, second.raw_start)
        built.copy(second)
        return [Line(built.build(), after_blank=True), *lines[2:]]
    if _LOST_THE.match(first.text):
        built.write("T", first.raw_start, first.raw_start)
        built.copy(first)
        return [Line(built.build(), after_blank=True), *lines[1:]]
    return lines
