"""Hyphens at line ends: which belong to the word, which only to the line, and which were lost with the line end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.cleaner.offsets import TextBuilder, TracedText
from services.cleaner.words import word_set

# Second parts that make a compound after almost any first part ("Kabul-based", "five-year-old").
_COMBINING = word_set(
    "based backed led held run owned born bred made built funded controlled dominated occupied linked related "
    "style type sized shaped old year month week day hour wide long term time level scale range free friendly "
    "like off out up down in on to of the and by largest biggest elect general chief minister president speaking "
    "language mounted armed sponsored supported trained designed affiliated leaning wing class looking sounding "
    "ranking ranked proof edge"
)

# First parts that are written with a hyphen before almost any second part.
_LEADING = word_set(
    "self ex non anti pro so well then much half mid all quasi pseudo vice cross high low long short full part "
    "one two three four five six seven eight nine ten first second third twenty thirty forty fifty sixty seventy "
    "eighty ninety al el"
)

_TOKEN = re.compile(r"\w+(?:[-‐]\w+)*")
_LAST_TOKEN = re.compile(r"(\w+(?:[-‐]\w+)*)[-‐]$")
_LONGEST_TOKEN = 64

# Compounds whose hyphen cannot be missing on purpose: no English word ends so after a capitalised stem.
_LOST_SURE = re.compile(
    r"\b(?!Rebased|Debased|Abased|Unbased|Unbacked|Hunchbacked|Humpbacked)([A-Z]\w*[a-z])(based|backed)\b"
    r"|\b([Mm]id)((?:1[5-9]|20)\d\d)\b|\b(\d{1,2}(?:st|nd|rd|th))(\d{1,2}(?:st|nd|rd|th))\b"
)
_LOST_LED = re.compile(r"\b([A-Z][a-z]{3,})(led)\b")


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words of the body, case folded, compounds whole: evidence for how it spells a word cut at a line end."""
    return frozenset(token.casefold() for text in texts for token in _TOKEN.findall(text))


def keeps_hyphen(before: str, after: str, known: frozenset[str]) -> bool:
    """Whether the hyphen between two halves of a word is part of the word.

    `before` ends in the hyphen, `after` is the next line. Elsewhere in the body the same word may stand uncut: that
    decides. Otherwise capitals, digits and well-known parts of compounds keep it.
    """
    head = _LAST_TOKEN.search(before[-_LONGEST_TOKEN:])
    tail = _TOKEN.match(after[:_LONGEST_TOKEN])
    if head is None or tail is None:
        return True
    first, second = head.group(1), tail.group()
    if f"{first}-{second}".casefold() in known:
        return True
    if (first + second).casefold() in known:
        return False
    first, second = re.split("[-‐]", first)[-1], re.split("[-‐]", second)[0]
    if not second[0].islower() or not first[-1].isalpha() or (first.isupper() and len(first) > 1):
        return True
    return second in _COMBINING or first.casefold() in _LEADING


def _insert(traced: TracedText, pattern: re.Pattern[str], known: frozenset[str] | None) -> TracedText:
    if pattern.search(traced.text) is None:
        return traced
    built = TextBuilder()
    done = 0
    for match in pattern.finditer(traced.text):
        stem = next(group for group in match.groups() if group)
        if known is not None and stem not in known:
            continue
        at = match.start() + len(stem)
        built.copy(traced.cut(done, at))
        built.write("-", traced.ends[at - 1], traced.ends[at - 1])
        done = at
    if not done:
        return traced
    built.copy(traced.cut(done, len(traced.text)))
    return built.build()


def restore_lost(paragraphs: list[TracedText]) -> list[TracedText]:
    """Put back hyphens that an extractor swallowed with the line end, only where there is no other reading.

    "-led" also ends ordinary words ("Settled"), so its stem must be a name that the body uses by itself.
    """
    sure = [_insert(paragraph, _LOST_SURE, None) for paragraph in paragraphs]
    if not any(_LOST_LED.search(paragraph.text) for paragraph in sure):
        return sure
    words = frozenset(re.findall(r"[^\W_]+", " ".join(paragraph.text for paragraph in sure)))
    names = frozenset(word for word in words if word[0].isupper() and word.lower() not in words)
    return [_insert(paragraph, _LOST_LED, names) for paragraph in sure]
