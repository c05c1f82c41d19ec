"""Captions and credits: what belongs to a picture, in the middle of the story's sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.cleaner.lines import (
    AsideLines,
    Line,
    ends_sentence,
    first_letter,
    is_hyphenated,
    is_open,
    starts_lower,
)

_NARROW = 0.8
"""Of a caption's own width: a line below it that is so much shorter is no part of it."""

_WIDE = 1.5
"""Of the column's width: a caption under a picture over two columns or more."""

_CAPTION_WORDS = 80
_CAPTION_LINES = 8
_CREDIT_CHARACTERS = 80
_INTERRUPTIONS = 3
"""Pictures in a row that may stand between two halves of a sentence."""

_AGENCY = "AFP|AP|EPA|DPA|PA|Reuters|Getty(?: Images)?|Xinhua|TASS|Bloomberg|AAP|UPI|Anadolu|Keystone|Magnum|Alamy"
_LABELLED = re.compile(
    r"(?:photo|picture|image|pictured|file photo|file picture)s?:|file (?:photo|picture) shows ", re.I
)
_CREDITED = re.compile(rf"\((?:{_AGENCY})\)\.?$")
_CREDIT = re.compile(
    r"(?:(?:file )?(?i:photo(?:graph)?(?:s|y)?|picture|image|illustration|foto|bild)s?(?::| by| courtesy of:?) ?"
    rf"|© ?|[A-Z][\w.'’ -]{{1,40}} ?/ ?(?=(?:{_AGENCY})\b))(?=[A-Z©]).+"
)


def _wide_end(lines: Sequence[Line], at: int, width: float) -> int:
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


def _blocks(lines: Sequence[Line], asides: Sequence[AsideLines], width: float) -> list[tuple[int, int]]:
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


def _text(lines: Sequence[Line], block: tuple[int, int]) -> str:
    return " ".join(line.text for line in lines[slice(*block)])


def _may_be_caption(lines: Sequence[Line], block: tuple[int, int]) -> bool:
    if block[1] - block[0] > _CAPTION_LINES or starts_lower(lines[block[0]].text):
        return False
    return len(_text(lines, block).split()) <= _CAPTION_WORDS


def _is_set_apart(lines: Sequence[Line], block: tuple[int, int], width: float) -> bool:
    """Whether a block has a width of its own and is a sentence of its own."""
    wide = len(lines[block[0]].text) >= _WIDE * width
    return wide and ends_sentence(lines[block[1] - 1].text) and first_letter(lines[block[0]].text).isupper()


def _is_whole(lines: Sequence[Line], block: tuple[int, int]) -> bool:
    """Whether a block is not itself cut in the middle of a sentence: then it is a column, not a caption."""
    last = lines[block[1] - 1].text
    return not is_hyphenated(last) and not is_open(last)


def _interrupting(lines: Sequence[Line], blocks: Sequence[tuple[int, int]], at: int, width: float) -> int:
    """How many blocks from `at` on stand inside a sentence that began before them."""
    before = lines[blocks[at - 1][1] - 1].text
    if ends_sentence(before) or len(before) < width / 2:
        return 0
    for count in range(1, _INTERRUPTIONS + 1):
        block = blocks[at + count - 1]
        if at + count >= len(blocks) or not _may_be_caption(lines, block) or not _is_whole(lines, block):
            return 0
        after = lines[blocks[at + count][0]].text
        if starts_lower(after):
            return count
        if is_open(before) and all(_is_set_apart(lines, block, width) for block in blocks[at : at + count]):
            return count
    return 0


def _is_credit(line: Line) -> bool:
    return len(line.text) <= _CREDIT_CHARACTERS and _CREDIT.fullmatch(line.text) is not None


def _labelled(lines: Sequence[Line], block: tuple[int, int]) -> list[AsideLines]:
    """A block that says itself that it belongs to a picture: by its first word, its agency, or a credit below it."""
    start, end = block
    if not _may_be_caption(lines, block):
        return []
    if _is_credit(lines[end - 1]):
        caption = [AsideLines("caption", start, end - 1)] if end - 1 > start else []
        return [*caption, AsideLines("credit", end - 1, end)]
    text = _text(lines, block)
    return [AsideLines("caption", *block)] if _LABELLED.match(text) or _CREDITED.search(text) else []


def find_captions(lines: Sequence[Line], others: Sequence[AsideLines], width: float) -> list[AsideLines]:
    """Captions and credits, in order; `others` are asides found before. First those that say what they are."""
    blocks = _blocks(lines, others, width)
    labelled = [aside for block in blocks[1:] for aside in _labelled(lines, block)]
    starts = {aside.start for aside in labelled}
    left = [block for block in blocks if block[0] not in starts]
    found = labelled
    at = 1
    while at < len(left):
        count = _interrupting(lines, left, at, width)
        found += [AsideLines("caption", *block) for block in left[at : at + count]]
        at += count or 1
    return found
