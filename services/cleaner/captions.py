"""Captions and credits of pictures that a page sets between the lines of a story."""

from __future__ import annotations

from collections.abc import Sequence

from services.cleaner.bylines import byline_names
from services.cleaner.picture_words import (
    ends_in_credit,
    is_credit,
    is_one_sentence,
    names_its_picture,
    tells_a_scene,
)
from services.cleaner.text.column import Column
from services.cleaner.text.lines import (
    AsideLines,
    Line,
    ends_sentence,
    first_letter,
    is_hyphenated,
    is_open,
    starts_lower,
)

_NARROW = 0.8
"""Share of a caption's widest line: a line below a sentence's end that is shorter is no part of the caption."""

_WIDE = 1.5
"""Column widths from which a line is wide: a caption under a picture that spans columns."""

_CAPTION_WORDS = 80
_CAPTION_LINES = 8
_LINES_AMONG_TEXT = 5
"""Lines of a caption that no blank line separates from the story."""

_INTERRUPTIONS = 3
"""Pictures in a row that may stand between two halves of a sentence."""


def _wide_end(lines: Sequence[Line], at: int, column: Column) -> int:
    """End of the wide lines that begin at `at`; `at` itself where there are none."""
    widths, limit = column.widths, column.limits[at]
    end = at
    widest = 0.0
    while end < len(lines) and widths[end] >= _WIDE * limit and (end == at or not lines[end].after_blank):
        # The last line of a caption ends a sentence; what is of another width below it is no part of it.
        if end > at and ends_sentence(lines[end - 1].text) and widths[end] < _NARROW * widest:
            return end
        widest = max(widest, widths[end])
        end += 1
    if end == at:
        return at
    short_last = end < len(lines) and not lines[end].after_blank and ends_sentence(lines[end].text)
    return end + 1 if not ends_sentence(lines[end - 1].text) and short_last else end


def _blocks(lines: Sequence[Line], asides: Sequence[AsideLines], column: Column) -> list[tuple[int, int]]:
    """Start and end of each run of lines between blank lines, asides and changes of the column's width."""
    taken = {at for aside in asides for at in range(aside.start, aside.end)}
    blocks: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if at in taken:
            at += 1
            continue
        end = _wide_end(lines, at, column) if lines[at].after_blank else at
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
    first = lines[block[0]].text
    # A byline stands between a headline, which ends no sentence, and a first word whose drop cap was lost.
    if block[1] - block[0] > _CAPTION_LINES or starts_lower(first) or byline_names(first):
        return False
    return len(_text(lines, block).split()) <= _CAPTION_WORDS


def _is_set_apart(lines: Sequence[Line], block: tuple[int, int], column: Column) -> bool:
    """Whether a block has a width of its own and is a sentence of its own."""
    wide = column.widths[block[0]] >= _WIDE * column.limits[block[0]]
    return wide and ends_sentence(lines[block[1] - 1].text) and first_letter(lines[block[0]].text).isupper()


def _is_whole(lines: Sequence[Line], block: tuple[int, int]) -> bool:
    """Whether a block does not stop inside a sentence: one that does is a part of the column, not a caption."""
    last = lines[block[1] - 1].text
    return not is_hyphenated(last) and not is_open(last)


def _interrupting(lines: Sequence[Line], blocks: Sequence[tuple[int, int]], at: int, column: Column) -> int:
    """How many blocks from `at` on interrupt a sentence that began before them."""
    above = blocks[at - 1][1] - 1
    before = lines[above].text
    if ends_sentence(before) or column.widths[above] < column.limits[above] / 2:
        return 0
    for count in range(1, _INTERRUPTIONS + 1):
        block = blocks[at + count - 1]
        if at + count >= len(blocks) or not _may_be_caption(lines, block) or not _is_whole(lines, block):
            return 0
        after = lines[blocks[at + count][0]].text
        if starts_lower(after):
            return count
        if is_open(before) and all(_is_set_apart(lines, block, column) for block in blocks[at : at + count]):
            return count
    return 0


def _with_credit(lines: Sequence[Line], start: int, end: int) -> list[AsideLines]:
    """The lines from `start` to `end` as a caption, with the last line as a credit where it is one."""
    if not is_credit(lines[end - 1].text):
        return [AsideLines("caption", start, end)]
    caption = [AsideLines("caption", start, end - 1)] if end - 1 > start else []
    return [*caption, AsideLines("credit", end - 1, end)]


def _labelled(lines: Sequence[Line], block: tuple[int, int]) -> list[AsideLines]:
    """The asides of a block that names its picture, has a credit, or describes a scene; none for another block."""
    if not _may_be_caption(lines, block):
        return []
    text = _text(lines, block)
    credited = is_credit(lines[block[1] - 1].text)
    if not is_one_sentence(_text(lines, (block[0], block[1] - credited))):
        return []
    is_scene = tells_a_scene(text) and ends_sentence(text) and not _is_set_in(lines, block)
    is_caption = names_its_picture(text) or is_scene
    return _with_credit(lines, *block) if is_caption or credited else []


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    return at > 0 and (lines[at].after_blank or ends_sentence(lines[at - 1].text)) and not starts_lower(lines[at].text)


def _is_set_in(lines: Sequence[Line], block: tuple[int, int]) -> bool:
    """Whether the first line of a block is set in as those of paragraphs are, which captions are not."""
    start, end = block
    return end - start > 1 and lines[start].indent > lines[start + 1].indent


def _end_among_text(lines: Sequence[Line], start: int, column: Column) -> int:
    """End of the caption that begins at `start`, with its sentence or its credit; `start` where none does."""
    end = start
    while end < min(start + _LINES_AMONG_TEXT, len(lines)) and (end == start or not lines[end].after_blank):
        end += 1
        text = _text(lines, (start, end))
        whole = ends_sentence(text) or ends_in_credit(text) or is_credit(lines[end - 1].text)
        if not whole and not (column.stops_short(end - 1) and end < len(lines) and not starts_lower(lines[end].text)):
            continue
        if names_its_picture(text) or (whole and tells_a_scene(text) and not _is_set_in(lines, (start, end))):
            return _through_credit(lines, end)
        if ends_sentence(text):
            return start
    return start


def _through_credit(lines: Sequence[Line], end: int) -> int:
    """`end`, or the line after it where the line at `end` holds nothing but a credit."""
    below = lines[end].text if end < len(lines) and not lines[end].after_blank else ""
    alone = is_credit(below) or (below[:1] == "(" and below[-1:] == ")" and names_its_picture(below))
    return end + 1 if alone else end


def _among_text(lines: Sequence[Line], taken: set[int], column: Column) -> list[AsideLines]:
    """Captions without blank lines around them, set in the column like a paragraph."""
    found: list[AsideLines] = []
    at = 1
    while at < len(lines):
        end = _end_among_text(lines, at, column) if at not in taken and _may_begin(lines, at) else at
        if end > at and not taken.intersection(range(at, end)):
            found += _with_credit(lines, at, end)
        at = max(end, at + 1)
    return found


def find_captions(lines: Sequence[Line], others: Sequence[AsideLines], column: Column) -> list[AsideLines]:
    """Captions and credits; `others` are asides found before. Those that name their picture are found first."""
    blocks = _blocks(lines, others, column)
    found = [aside for block in blocks[1:] for aside in _labelled(lines, block)]
    taken = {at for aside in [*others, *found] for at in range(aside.start, aside.end)}
    found += _among_text(lines, taken, column)
    left = _blocks(lines, [*others, *found], column)
    at = 1
    while at < len(left):
        count = _interrupting(lines, left, at, column)
        found += [AsideLines("caption", *block) for block in left[at : at + count]]
        at += count or 1
    return found
