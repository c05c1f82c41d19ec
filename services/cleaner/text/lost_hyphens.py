"""Hyphens that an extractor swallowed together with the line end behind them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from copydesk.text.hyphens import HYPHENATED
from services.cleaner.text.offsets import TextBuilder, TracedText

# A hyphen is missing at the end of a match, where no word is written so.
_LOST_SURE = re.compile(
    r"(?P<capital>\b[^\W\d_a-z]\w*[a-z])(?=(?:based|backed)\b)"
    r"|\b[Mm]id(?=(?:1[5-9]|20)\d\d\b)|\b\d{1,2}(?:st|nd|rd|th)(?=\d{1,2}(?:st|nd|rd|th)\b)"
    r"|\b\d{1,3}(?=(?:year|month|week|day)(?:-?olds?)?\b)|\b[Ss]o(?=called\b)"
    r"|\b(?:anti|pro|ex|mid|post|pre|non)(?=[A-Z][a-z]{2,})"
)
_NO_COMPOUND = re.compile(r"(?:Re|De|A|Un|Hunch|Hump)(?:based|backed)")
_LOST_LED = re.compile(r"\b([A-Z][a-z]{3,})(?=led\b)")
_LOST_IN_NAME = re.compile(r"\b([A-Z][a-z]+)(?=[A-Z][a-z]+)")
_HINTS = (
    re.compile(r"[A-Z](?:(?<=[a-z][a-z].)|[a-z]+led\b)"),
    re.compile(r"\d(?:(?:st|nd|rd|th)\d|year|month|week|day|(?<=mid.))"),
    re.compile(r"ba(?:sed\b(?<=[a-z]based)|cked\b(?<=[a-z]backed))"),
    re.compile(r"ocalled\b"),
)
"""What any text needs for a hyphen to have been lost in it. Each pattern begins with one kind of character, which the
engine skips to: as alternatives of a single pattern they cost five times as much."""

_NAME = re.compile(r"[^\W\d_]+")


def _insert(traced: TracedText, pattern: re.Pattern[str], is_lost: Callable[[re.Match[str]], bool]) -> TracedText:
    built = TextBuilder()
    done = 0
    for match in pattern.finditer(traced.text):
        if match.end() == match.start() or not is_lost(match):
            continue
        built.copy(traced.cut(done, match.end()))
        built.write("-", built.raw_end, built.raw_end)
        done = match.end()
    if not done:
        return traced
    built.copy(traced.cut(done, len(traced.text)))
    return built.build()


def _is_sure(match: re.Match[str]) -> bool:
    return match.group("capital") is None or _NO_COMPOUND.match(match.string, match.start()) is None


def _may_lack_hyphen(text: str) -> bool:
    return any(hint.search(text) for hint in _HINTS)


def restore_lost(paragraphs: list[TracedText]) -> list[TracedText]:
    """Put back hyphens that an extractor swallowed with the line end, only where there is no other reading.

    "-led" also ends ordinary words ("Settled"), so its stem must be a name that the body uses by itself; a name may be
    written with a capital inside it, so the body must have it with the hyphen too.
    """
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if not _may_lack_hyphen(text):
        return paragraphs

    @cache
    def words() -> frozenset[str]:
        return frozenset(_NAME.findall(text))

    @cache
    def compounds() -> frozenset[str]:
        hyphenated = " ".join(word for word in text.split() if "-" in word)
        return frozenset(token for token in HYPHENATED.findall(hyphenated) if "-" in token)

    def is_led(match: re.Match[str]) -> bool:
        return match.group(1) in words() and match.group(1).lower() not in words()

    def is_name(match: re.Match[str]) -> bool:
        rest = _NAME.match(match.string, match.end())
        return rest is not None and f"{match.group(1)}-{rest.group()}" in compounds()

    restored = [*paragraphs]
    for at, paragraph in enumerate(paragraphs):
        if not _may_lack_hyphen(paragraph.text):
            continue
        for pattern, is_lost in ((_LOST_SURE, _is_sure), (_LOST_LED, is_led), (_LOST_IN_NAME, is_name)):
            restored[at] = _insert(restored[at], pattern, is_lost)
    return restored
