"""What stands above the story: headline, byline, dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from services.cleaner.lines import Line, ends_sentence, is_hard_wrapped, starts_lower, usual_width
from services.cleaner.sketch import normalised_words
from services.cleaner.words import word_set

_HEADLINE_WORDS = 25
_HEADLINE_CHARACTERS = 200
_HEADLINE_LETTERS = 8
_HEADLINE_LINES = 4
"""A headline over more lines than this is body text."""

_STANDFIRST_LINES = 6
_STANDFIRST_WORDS = 60
"""A summary between headline and byline; a byline further down belongs to another story."""

_LOOK_AHEAD = 40
"""Lines below the head that tell the column's width."""

_WIDER_THAN_COLUMN = 1.4
"""A headline set over several columns; no line of the column itself is that long."""

_NAME_WORD = r"(?:[A-Z][\w'’.-]*|de|da|di|del|van|von|der|den|bin|ibn|al|el|la|le|du|dos)"
_NAME = re.compile(rf"[A-Z][\w'’.-]*(?: {_NAME_WORD}){{1,3}}")
_BYLINE = re.compile(r"(?:by|BY|By):? +(?=[A-Z])(.{1,120})")
_BYLINE_WORDS = word_set("and in for of the at & de da di del van von der den bin ibn al el la le du dos")
_AFTER_NAMES = re.compile(r" (?:in|for|of|at) .*")
# Capitalised words that open sentences and headings but no personal name.
_NO_NAME = word_set(
    "the a an in on at by for from of to with after before as when while if but and or new north south east west "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday photo picture pictured opinion analysis news"
)

_AGENCY = r"\((?:[A-Z][\w.&/ -]{1,40})\)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}"
_DASH = r"(?:[–—-]|--)"
_PLACE = r"[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}"
_DATELINE = re.compile(
    rf"(?:(?P<agency>{_PLACE}(?:, {_PLACE})?(?:,? {_MONTH})? {_AGENCY}) ?{_DASH} ?"
    rf"|(?P<capitals>[A-Z][A-Z.'’ -]{{2,40}}(?:, {_PLACE})?(?:,? {_MONTH})?) ?[–—] ?"
    rf"|(?P<dashes>[A-Z][A-Z.'’ ]{{2,40}}(?:, {_PLACE})?(?:,? {_MONTH})?) --? )(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What was read above the story, and the lines that are left.

    `body` is the first of them that is the story itself: a standfirst may stand before it.
    """

    lines: list[Line]
    body: int = 0
    title: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None


def is_personal_name(text: str) -> bool:
    """Whether the whole line is two to four words that read as a person's name."""
    if not _NAME.fullmatch(text):
        return False
    return not any(word.casefold() in _NO_NAME for word in text.split())


def _byline_names(text: str) -> tuple[str, ...] | None:
    match = _BYLINE.fullmatch(text)
    if match is None or ends_sentence(text.replace("Jr.", "")):
        return None
    words = match.group(1).replace(",", " ").split()
    if not all(word[0].isupper() or word in _BYLINE_WORDS for word in words):
        return None
    names = _AFTER_NAMES.sub("", match.group(1))
    first, *others = re.split(r",? and | & |, ", names)
    # Behind a comma stands another name, or the paper: "By Ann Lee, Daily Star".
    several = " and " in names or " & " in names
    return tuple(name.strip(" ,") for name in ([first, *others] if several else [first]) if name.strip(" ,"))


def _reads_as_headline(text: str) -> bool:
    words = text.split()
    if len(words) > _HEADLINE_WORDS or len(text) > _HEADLINE_CHARACTERS or starts_lower(text):
        return False
    if sum(character.isalpha() for character in text) < _HEADLINE_LETTERS:
        return False
    return not ends_sentence(text) and text[-1] not in ",;:-" and _DATELINE.match(text) is None


def _headline_length(lines: list[Line]) -> int:
    """How many of the first lines are the headline, 0 for none. Something must follow it."""
    for count in range(1, min(_HEADLINE_LINES, len(lines) - 1) + 1):
        if not _reads_as_headline(" ".join(line.text for line in lines[:count])):
            return 0
        behind = lines[count]
        if _byline_names(lines[count - 1].text) is not None:
            return 0
        if behind.after_blank or _byline_names(behind.text) is not None:
            return count
        if count == 1 and _stands_out(lines):
            return 1
        if is_personal_name(behind.text) and not is_personal_name(lines[count - 1].text):
            return count
    return 0


def _stands_out(lines: list[Line]) -> bool:
    """Whether the first line is no line of the column below it."""
    below = lines[1:]
    if not is_hard_wrapped(below):
        return not is_hard_wrapped(lines[:2])
    return len(lines[0].text) > _WIDER_THAN_COLUMN * usual_width(below)


def _repeated_length(lines: list[Line], title: str) -> int:
    """How many of the first lines together repeat a known title; the only text that there is stays."""
    wanted = normalised_words(title)
    found: list[str] = []
    for count, line in enumerate(lines[: min(_HEADLINE_LINES, len(lines) - 1)], start=1):
        found += normalised_words(line.text)
        if found != wanted[: len(found)]:
            return 0
        if found and len(found) == len(wanted):
            return count
    return 0


def _dateline_end(text: str) -> tuple[str | None, int]:
    """The dateline that opens the text and where the story begins; a text that repeats it has it taken off whole."""
    dateline, end = None, 0
    while (match := _DATELINE.match(text, end)) is not None:
        dateline = dateline or next(group for group in match.groups() if group).strip()
        end = match.end()
    return dateline, end


def _title_at(lines: list[Line], title: str | None) -> int:
    return _repeated_length(lines, title) if title else _headline_length(lines)


def _bylines_at(line: Line, below_headline: bool) -> tuple[str, ...] | None:
    names = _byline_names(line.text)
    if names is None and below_headline and is_personal_name(line.text):
        return (line.text,)
    return names


def _byline_below_standfirst(lines: list[Line]) -> int:
    """Which line is a byline between a short summary and the story, blank lines around it; 0 for none."""
    words = 0
    for at, line in enumerate(lines[: min(_STANDFIRST_LINES, len(lines) - 1)]):
        if at and line.after_blank and lines[at + 1].after_blank and _byline_names(line.text) is not None:
            return at
        words += line.text.count(" ") + 1
        if words > _STANDFIRST_WORDS:
            return 0
    return 0


def read_head(lines: list[Line], title: str | None) -> Head:
    """Take headline, bylines and dateline off the lines; with a known title, a headline that repeats it.

    The last line is never taken: an article that is nothing but a headline keeps it as its text.
    """
    known, dateline = title, None
    bylines: tuple[str, ...] = ()
    at = 0
    while at < len(lines) - 1:
        count = _title_at(lines[at : at + _LOOK_AHEAD], known)
        if count and not known:
            known = " ".join(line.text for line in lines[at : at + count])
        at += count
        names = _bylines_at(lines[at], below_headline=count > 0) if at < len(lines) - 1 else None
        if names is not None:
            bylines, at = bylines or names, at + 1
        if not count and names is None:
            break
    rest, body = lines[at:], 0
    below = _byline_below_standfirst(rest) if at and not bylines else 0
    if below:
        bylines, body = _byline_names(rest[below].text) or (), below
        rest = [*rest[:below], *rest[below + 1 :]]
    if rest:
        dateline, end = _dateline_end(rest[body].text)
        if end:
            rest[body] = replace(rest[body], traced=rest[body].traced.cut(end, len(rest[body].text)).strip())
    return Head(rest, body, known, bylines, dateline)
