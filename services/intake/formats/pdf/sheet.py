"""Sheet: the lines of a page, separated into running text and blocks with a role."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.article import RegionRole
from services.intake.formats.format import FormatError
from services.intake.formats.pdf.blocks import Block, Style, family, find_blocks, overlap
from services.intake.formats.pdf.heads import Head
from services.intake.formats.pdf.library import Page
from services.intake.formats.pdf.lines import Line
from services.intake.formats.pdf.roles import Roles, ends_sentence, is_initial, is_name, read_roles
from services.intake.formats.pdf.words import Word

_NEXT_LINE = 1.35
"""Times the leading: the largest distance between lines of a paragraph."""

_SHARED = 0.5
"""Share of the narrower one's width that two pieces of a column have in common at least."""

_CROSSHEAD_BELOW = 2.2
_CROSSHEAD_ABOVE = 4.0
"""Times the leading: the largest distances from a crosshead to the text below and above it."""

_MOST_INITIALS = 20
_MOST_BLOCKS = 600
"""Initials and blocks of a page; a page of small advertisements has some hundred blocks."""

_CROSSHEAD_LINES = 2
_CROSSHEAD_WORDS = 10

_BESIDE_INITIAL = 1.5
"""Times the text's size: the largest distance from an initial to the lines beside it."""

_BELOW_HEAD = 4.0
"""Times the text's size: the largest distance from head or text to a byline."""

_BYLINE_LETTERS = 60
_WORD_LETTERS = "AIO"
"""Letters that are words by themselves: a blank may follow them."""

_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Sheet:
    """A page: its running text from top to bottom, the roles of its other blocks, and the lines that open paragraphs.

    `openers`: the identities of those lines.
    """

    page: Page
    body: list[Line]
    roles: Roles
    openers: set[int]
    style: Style

    def asides(self, taken: set[int]) -> Iterator[tuple[Block, RegionRole]]:
        """The blocks that are neither running text nor in `taken`, by identity, with their role in the article."""
        for block in self.roles.blocks:
            if id(block) in taken:
                continue
            match self.roles.of[id(block)]:
                case "caption" | "credit" | "pull_quote" as role:
                    yield block, role
                case "byline":
                    yield block, "byline"
                case _:
                    yield block, "caption"

    def bylines(self, head: Head | None, lines: Sequence[Line]) -> list[Block]:
        """The bylines of the story: below its head, or above its first line."""
        found = []
        for block in self.roles.having("byline", "other", "display"):
            named = self.roles.of[id(block)] == "byline" or (
                len(block.text) <= _BYLINE_LETTERS and is_name(block.text) and len(block.lines) == 1
            )
            if named and (self._is_below(block, head) or self._is_above(block, lines)):
                found.append(block)
        return found[:2]

    def _is_below(self, block: Block, head: Head | None) -> bool:
        if head is None:
            return False
        near = -1 <= block.top - head.bottom <= _BELOW_HEAD * self.style.size
        return near and head.x0 - 3 <= block.x0 <= head.x1

    def _is_above(self, block: Block, lines: Sequence[Line]) -> bool:
        below = [line for line in lines if overlap(line, block) > _SHARED and line.y > block.bottom]
        above = any(overlap(line, block) > _SHARED and line.y < block.top for line in lines)
        first = min((line.y for line in below), default=None)
        return first is not None and not above and first - block.bottom <= _BELOW_HEAD * self.style.size


def read_sheet(page: Page, lines: Sequence[Line], style: Style, text: str) -> Sheet:
    """Separate a page's lines; `text` is the running text of the whole document, squashed."""
    initials = [line for line in lines if is_initial(line, style)][:_MOST_INITIALS]
    initial = {id(line) for line in initials}
    other = [line for line in lines if not style.fits(line) and id(line) not in initial]
    body = sorted((line for line in lines if style.fits(line)), key=lambda line: (line.y, line.x0))
    inner = {id(line) for line in other if _runs_on(line, body, style)}
    body = sorted([*body, *(line for line in other if id(line) in inner)], key=lambda line: (line.y, line.x0))
    blocks = find_blocks(line for line in other if id(line) not in inner)
    openers: set[int] = set()
    for block in [block for block in blocks if _is_crosshead(block, body, style)]:
        openers |= {id(block.lines[0]), *(id(line) for line in _below(block, body, style)[:1])}
        blocks.remove(block)
        body += block.lines
    for letter in initials:
        opener = _with_initial(letter, body, style)
        if opener is None:
            blocks.append(Block([letter]))
        else:
            openers.add(id(opener))
    body.sort(key=lambda line: (line.y, line.x0))
    if len(blocks) > _MOST_BLOCKS:
        raise FormatError(f"page {page.number + 1} has over {_MOST_BLOCKS} pieces of text that are no running text")
    return Sheet(page, body, read_roles(page, blocks, body, style, text), openers, style)


def _between(body: Sequence[Line], top: float, bottom: float) -> Sequence[Line]:
    return body[bisect_left(body, top, key=lambda line: line.y) : bisect_left(body, bottom, key=lambda line: line.y)]


def _runs_on(line: Line, body: Sequence[Line], style: Style) -> bool:
    """Whether a line in another weight or slope belongs to the paragraph of the lines above and below it."""
    if not style.fits_size(line.size) or family(line.font) != family(style.font):
        return False
    reach = _NEXT_LINE * style.leading
    above = any(overlap(line, other) > _SHARED for other in _between(body, line.y - reach, line.y - 1))
    below = any(overlap(line, other) > _SHARED for other in _between(body, line.y + 1, line.y + reach))
    return above and below


def _is_crosshead(block: Block, body: Sequence[Line], style: Style) -> bool:
    """Whether a short line is a crosshead: text of its column ends a sentence above, and begins right below it."""
    if len(block.lines) > _CROSSHEAD_LINES or block.text.count(" ") >= _CROSSHEAD_WORDS or ends_sentence(block.text):
        return False
    if not 0.9 * style.size < block.size < 1.35 * style.size or not (block.font.bold or block.font.italic):
        return False
    above = _between(body, block.top - _CROSSHEAD_ABOVE * style.leading, block.top)
    below = _below(block, body, style)
    ended = [line for line in above if overlap(line, block) > _SHARED]
    return bool(below) and bool(ended) and ends_sentence(ended[-1].text)


def _below(block: Block, body: Sequence[Line], style: Style) -> list[Line]:
    last = block.lines[-1]
    reach = _between(body, last.y + 1, last.y + _CROSSHEAD_BELOW * style.leading)
    return [line for line in reach if overlap(line, block) > _SHARED]


def _with_initial(initial: Line, body: list[Line], style: Style) -> Line | None:
    """Put the initial before the first line beside it and return that line; None where no text is beside it."""
    right = initial.x1
    beside = [
        line
        for line in _between(body, initial.top - style.size / 2, initial.y + style.size / 2)
        if -style.size <= line.x0 - right <= _BESIDE_INITIAL * style.size
    ]
    if not beside:
        return None
    first = beside[0]
    letter = initial.words[0]
    apart = initial.text in _WORD_LETTERS and _is_word(first.text, body)
    word = Word(initial.text, letter.x0, first.x0, first.y, first.size, first.font, first.words[0].run, spaced=apart)
    opened = Line([word, *first.words], first.page, first.mirrored)
    body[body.index(first)] = opened
    return opened


def _is_word(text: str, body: Sequence[Line]) -> bool:
    """Whether the text after an initial begins with a word of its own, which the body has elsewhere too."""
    match = _FIRST_WORD.match(text)
    if match is None:
        return True
    word = re.compile(rf"(?<!\w){re.escape(match.group())}(?!\w)")
    return sum(word.search(line.text) is not None for line in body) > 1
