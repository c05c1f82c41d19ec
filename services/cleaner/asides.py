"""Captions and pull quotes: text that a page sets into the column, in the middle of the story's sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from schemas.article import AsideKind
from services.cleaner.lines import (
    CLOSING_MARKS,
    OPENING_MARKS,
    Line,
    ends_sentence,
    first_letter,
    starts_lower,
    usual_width,
)

_NARROW = 0.8
"""Of the column's width: pull quotes are set larger or indented."""

_WIDE = 1.5
"""Of the column's width: a caption under a picture over two columns or more."""

_PULL_QUOTE_LINES = range(2, 25)
_PULL_QUOTE_CHARACTERS = 20
_TRAILER_LINES = 4
_CAPTION_WORDS = 80
_CAPTION_LINES = 8
_INTERRUPTIONS = 3
"""Pictures in a row that may stand between two halves of a sentence."""

_MOST_CANDIDATES = 200
"""Each costs a search through the body; a page has a handful, so more is no newspaper and hostile perhaps."""

_NOT_WORD = re.compile(r"[\W_]+")
_ONLY_MARKS = re.compile(r"[“”‘’„«»\"']{1,3}")
_TRAILER = re.compile(r"[-–—]? ?[A-Z][\w'’.-]*(?: [\w'’.-]+){0,4}(?:,.*)?")
_LABELLED = re.compile(
    r"(?:photo|picture|image|pictured|file photo|file picture)s?:|file (?:photo|picture) shows ", re.I
)
_CREDITED = re.compile(r"\((?:AFP|AP|EPA|DPA|PA|Reuters|Getty(?: Images)?|Xinhua|TASS|Bloomberg|AAP|UPI|Anadolu)\)\.?$")
_OPEN_WORD = re.compile(
    r"(?:\b(?:the|a|an|of|in|on|at|to|for|from|with|by|and|or|but|that|which|as|than|its|his|her|their|is|are|was|were|"
    r"be|been|has|have|had|will|would|not|between|into|about|after|under|over)|[,;–—-])$"
)


@dataclass(frozen=True, slots=True)
class AsideLines:
    """Consecutive lines, end exclusive, that are no part of the reading text."""

    kind: AsideKind
    start: int
    end: int


def is_open(text: str) -> bool:
    """Whether the text stops at a word that cannot be a sentence's last."""
    return _OPEN_WORD.search(text[-12:]) is not None


def continues(before: str, after: str) -> bool:
    """Whether a sentence runs on from one line into another that does not stand right below it."""
    return not ends_sentence(before) and (starts_lower(after) or is_open(before))


def _squash(text: str) -> str:
    """Letters and digits alone: equal whatever the line breaks, hyphens and marks."""
    return _NOT_WORD.sub("", text).casefold()


class _Repetitions:
    """Looks up whether the words of some lines occur in the rest of the body, asides already found left out."""

    def __init__(self, lines: list[Line]) -> None:
        squashed = [_squash(line.text) for line in lines]
        self._starts = [0, *accumulate(len(text) for text in squashed)]
        self._body = "".join(squashed)
        self._taken: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> None:
        self._taken.append((self._starts[start], self._starts[end]))

    def repeated(self, start: int, end: int) -> bool:
        own, behind = self._starts[start], self._starts[end]
        words = self._body[own:behind]
        if len(words) < _PULL_QUOTE_CHARACTERS:
            return False
        # Its own place and one a found aside may hold are passed over; more are not looked for.
        at = self._body.find(words)
        for _ in range(len(self._taken) + 2):
            if at < 0:
                return False
            own_place = at < behind and own < at + len(words)
            if not own_place and not any(at < stop and begin < at + len(words) for begin, stop in self._taken):
                return True
            at = self._body.find(words, at + len(words))
        return False


def _narrow_runs(lines: list[Line], width: float) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and len(lines[at].text) < _NARROW * width and (at == start or not lines[at].after_blank):
            continue
        if at - start in _PULL_QUOTE_LINES:
            runs.append((start, at))
        start = at if at < len(lines) and len(lines[at].text) < _NARROW * width else at + 1
    return runs


def _may_begin(lines: list[Line], at: int) -> bool:
    text = lines[at].text
    if starts_lower(text):
        return False
    return at == 0 or lines[at].after_blank or text[0] in "“‘«„\"'" or ends_sentence(lines[at - 1].text)


def _may_end(lines: list[Line], end: int) -> bool:
    last = lines[end - 1].text
    return end == len(lines) or lines[end].after_blank or ends_sentence(last) or last[-1] in CLOSING_MARKS


def _pull_quote_in(lines: list[Line], run: tuple[int, int], repetitions: _Repetitions) -> tuple[int, int] | None:
    """The longest part of a narrow run that is a repetition: short last lines of the column may adjoin it."""
    start, end = run
    for size in range(end - start, 1, -1):
        for begin in range(start, end - size + 1):
            stop = begin + size
            if _may_begin(lines, begin) and _may_end(lines, stop) and repetitions.repeated(begin, stop):
                return begin, stop
    return None


def _with_trailer(lines: list[Line], end: int, width: float) -> int:
    """Behind a pull quote: its closing mark alone on a line, and the name and role of who said it."""
    at = end
    while at < len(lines) and _ONLY_MARKS.fullmatch(lines[at].text):
        at += 1
    if at == len(lines) or not (at > end or lines[at].after_blank):
        return at
    stop = at
    while stop < len(lines) and stop - at < _TRAILER_LINES and len(lines[stop].text) < _NARROW * width:
        text = lines[stop].text
        if text[0] in OPENING_MARKS or ends_sentence(text) or (stop > at and lines[stop].after_blank):
            break
        stop += 1
    if stop == at or not _TRAILER.fullmatch(lines[at].text):
        return at
    runs_on = stop < len(lines) and starts_lower(lines[stop].text)
    return at if runs_on else stop


def _pull_quotes(lines: list[Line], width: float) -> list[AsideLines]:
    repetitions = _Repetitions(lines)
    found: list[AsideLines] = []
    for run in _narrow_runs(lines, width)[:_MOST_CANDIDATES]:
        if found and run[0] < found[-1].end:
            continue
        part = _pull_quote_in(lines, run, repetitions)
        if part is None:
            continue
        start, end = part
        if start > 0 and _ONLY_MARKS.fullmatch(lines[start - 1].text) and not (found and found[-1].end == start):
            start -= 1
        end = _with_trailer(lines, end, width)
        repetitions.take(start, end)
        found.append(AsideLines("pull_quote", start, end))
    return found


def _wide_end(lines: list[Line], at: int, width: float) -> int:
    """Where the wide lines that begin at `at` end; `at` itself where there are none."""
    end = at
    widest = 0
    while end < len(lines) and len(lines[end].text) >= _WIDE * width and (end == at or not lines[end].after_blank):
        # The last line of a caption ends a sentence; what is of another width below it is no part of it.
        if end > at and ends_sentence(lines[end - 1].text) and len(lines[end].text) < _NARROW * widest:
            return end
        widest = max(widest, len(lines[end].text))
        end += 1
    if end == at:
        return at
    short_last = end < len(lines) and not lines[end].after_blank and ends_sentence(lines[end].text)
    return end + 1 if not ends_sentence(lines[end - 1].text) and short_last else end


def _blocks(lines: list[Line], asides: list[AsideLines], width: float) -> list[tuple[int, int]]:
    """Stretches of lines between blank lines, asides and changes of the column's width."""
    taken = {at for aside in asides for at in range(aside.start, aside.end)}
    blocks: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if at in taken:
            at += 1
            continue
        end = _wide_end(lines, at, width) if lines[at].after_blank else at
        if end == at:
            end = at + 1
            while end < len(lines) and end not in taken and not lines[end].after_blank:
                end += 1
        blocks.append((at, end))
        at = end
    return blocks


def _text(lines: list[Line], block: tuple[int, int]) -> str:
    return " ".join(line.text for line in lines[slice(*block)])


def _may_be_caption(lines: list[Line], block: tuple[int, int]) -> bool:
    if block[1] - block[0] > _CAPTION_LINES or starts_lower(lines[block[0]].text):
        return False
    return len(_text(lines, block).split()) <= _CAPTION_WORDS


def _is_set_apart(lines: list[Line], block: tuple[int, int], width: float) -> bool:
    """Whether a block has a width of its own and is a sentence of its own."""
    wide = len(lines[block[0]].text) >= _WIDE * width
    return wide and ends_sentence(lines[block[1] - 1].text) and first_letter(lines[block[0]].text).isupper()


def _interrupting(lines: list[Line], blocks: list[tuple[int, int]], at: int, width: float) -> int:
    """How many blocks from `at` on stand inside a sentence that began before them."""
    before = lines[blocks[at][0] - 1].text if blocks[at][0] else ""
    if not before or ends_sentence(before) or len(before) < width / 2:
        return 0
    for count in range(1, _INTERRUPTIONS + 1):
        if at + count >= len(blocks) or not _may_be_caption(lines, blocks[at + count - 1]):
            return 0
        after = lines[blocks[at + count][0]].text
        if starts_lower(after):
            return count
        if is_open(before) and all(_is_set_apart(lines, block, width) for block in blocks[at : at + count]):
            return count
    return 0


def _is_labelled(lines: list[Line], block: tuple[int, int]) -> bool:
    text = _text(lines, block)
    return _may_be_caption(lines, block) and bool(_LABELLED.match(text) or _CREDITED.search(text))


def _captions(lines: list[Line], blocks: list[tuple[int, int]], width: float) -> list[AsideLines]:
    found: list[AsideLines] = []
    at = 1
    while at < len(blocks):
        count = _interrupting(lines, blocks, at, width)
        if not count and _is_labelled(lines, blocks[at]):
            count = 1
        found += [AsideLines("caption", *block) for block in blocks[at : at + count]]
        at += count or 1
    return found


def find_asides(lines: list[Line]) -> list[AsideLines]:
    """Captions and pull quotes among the lines of a hard-wrapped body, in order; only where there is little doubt."""
    width = usual_width(lines)
    pull_quotes = _pull_quotes(lines, width)
    captions = _captions(lines, _blocks(lines, pull_quotes, width), width)
    return sorted(pull_quotes + captions, key=lambda aside: aside.start)
