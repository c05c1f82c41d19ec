"""Roles of the blocks that are not running text: headlines, captions, pull quotes, bylines, initials."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from services.intake.formats.pdf.blocks import Block, Style, overlap
from services.intake.formats.pdf.library import Page, Shape
from services.intake.formats.pdf.lines import Line

Role = Literal["headline", "display", "byline", "caption", "credit", "pull_quote", "other"]

_HEADLINE = 1.3
_BOLD_HEADLINE = 1.12
"""Times the text's size: the smallest headline, and the smallest bold one."""

_HEADS = 2.5
"""Times the leading: the text below a headline is nearer than this, the text above it is not."""

_CAPTION = 1.25
"""Times the text's size: the largest letters of a caption."""

_MOST_PICTURES = 60
"""The largest pictures of a page: further shapes belong to a drawing."""

_PICTURE_SIDES = (40.0, 25.0)
"""Points, width and height: a smaller picture is an ornament."""

_TOUCH = 4.0
_BELOW_PICTURE = 26.0
_BESIDE_PICTURE = 14.0
"""Points from a picture to its caption, at most."""

_PAGE_SHARE = 0.9
"""Share of the page: a larger picture is its background."""

_SHARED = 0.5
"""Share of the narrower block's width that two blocks of a column have in common at least."""

_CAPTION_WORDS = 90
_QUOTE_LETTERS = 20
_REPEATED = 0.65
"""Share of a pull quote's letters that are found in the text in one piece."""

_QUOTE_WORDS = 60
_FEWEST_WORDS = 3
"""Words of a pull quote or headline at least."""

_ATTRIBUTION_WORDS = 8
_ATTRIBUTION_REACH = 1.8
"""Times the pull quote's size: the largest distance from its last line to the name of its speaker."""

_INITIAL = 1.7
"""Times the text's size: the smallest initial spans two lines."""

_INITIAL_TEXT = re.compile(r"[“\"‘'«„]?[^\W\d_]")
_OPENING = "“\"‘'«„‹"
_CLOSING = "”\"’'»“›"
_ENDS = re.compile(r"[.!?…][”’\"'»)\]]*$")
_NOT_LETTER = re.compile(r"[\W_]+")
_BY = re.compile(r"(?i:by|von|par|por|di|text(?:e|o)?|words)\b:? +(?=[^\W\d_a-z])")
_NAME = re.compile(
    r"[^\W\d_a-z][\w'’.-]*(?: (?:[^\W\d_a-z][\w'’.-]*|de|da|di|del|van|von|der|den|bin|ibn|al|la|le|y|and|&)){1,6}"
)
_BYLINE_WORDS = 14
_BYLINE_LINES = 2
_LARGEST_BYLINE = 1.6
"""Times the text's size."""

_CREDIT = re.compile(
    r"(?:(?:photo|picture|image|illustration|graphic|foto|bild|photograph)\w*\b ?(?:by\b|:|credit|courtesy|/).*"
    r"|(?:©|\(c\)) ?.*|[^/]{2,40}/ ?[\w ./-]{2,30}|\((?:[A-Z][\w./ -]{1,30})\)|[A-Z]{2,6} PHOTO.*)",
    re.IGNORECASE,
)
_CREDIT_WORDS = 10


@dataclass
class Roles:
    """The role of each block of a page; `of` has them by the identity of the block."""

    of: dict[int, Role] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def having(self, *roles: Role) -> list[Block]:
        """The blocks with one of these roles, from top to bottom."""
        return [block for block in self.blocks if self.of[id(block)] in roles]


def is_initial(line: Line, style: Style) -> bool:
    """Whether a line is one large letter."""
    return line.size >= _INITIAL * style.size and _INITIAL_TEXT.fullmatch(line.text) is not None


def squashed(text: str) -> str:
    """The letters and digits alone, case folded: equal whatever the line breaks, hyphens and marks."""
    return _NOT_LETTER.sub("", text).casefold()


def ends_sentence(text: str) -> bool:
    """Whether a full stop or its like closes the text."""
    return _ENDS.search(text[-6:]) is not None


def pictures(page: Page, body: Sequence[Line]) -> list[Shape]:
    """Pictures, and filled areas without text, which are drawn pictures."""
    area = page.width * page.height
    found: list[Shape] = []
    for shape in sorted(page.shapes, key=lambda shape: -shape.width * shape.height):
        if len(found) == _MOST_PICTURES:
            break
        if shape.width < _PICTURE_SIDES[0] or shape.height < _PICTURE_SIDES[1]:
            continue
        if shape.width * shape.height > _PAGE_SHARE * area or (not shape.picture and shape.luminance is None):
            continue
        if not any(shape.holds((line.x0 + line.x1) / 2, line.y) for line in body):
            found.append(shape)
    return found


def _with_credits_apart(blocks: Iterable[Block], style: Style) -> Iterator[Block]:
    """The blocks; a credit at the end of one is split off as a block of its own."""
    for block in blocks:
        last = Block(block.lines[-1:])
        if len(block.lines) > 1 and _is_credit(last, style):
            yield Block(block.lines[:-1])
            yield last
        else:
            yield block


def read_roles(page: Page, blocks: Sequence[Block], body: Sequence[Line], style: Style, text: str) -> Roles:
    """The role of each block of a page; `text` is the running text of the whole document, squashed."""
    roles = Roles(blocks=sorted(_with_credits_apart(blocks, style), key=lambda block: (block.top, block.x0)))
    page_pictures = pictures(page, body)
    largest = max((block.size for block in blocks), default=0.0)
    for block in roles.blocks:
        roles.of[id(block)] = _role(block, body, page_pictures, style, text, largest)
    _mark_attributions(roles, style)
    return roles


def _role(block: Block, body: Sequence[Line], shown: Sequence[Shape], style: Style, text: str, largest: float) -> Role:
    if _is_credit(block, style):
        return "credit"
    if _is_byline(block, style):
        return "byline"
    large = block.size >= (_BOLD_HEADLINE if block.font.bold and not style.font.bold else _HEADLINE) * style.size
    if _is_pull_quote(block, body, style, text, large=large, largest=largest):
        return "pull_quote"
    if _is_caption(block, shown, style):
        return "caption"
    if large or _heads_column(block, body, style):
        return "headline"
    return "display" if block.size > style.size * 1.05 else "other"


def _is_credit(block: Block, style: Style) -> bool:
    words = block.text.count(" ") + 1
    return block.size <= _CAPTION * style.size and words <= _CREDIT_WORDS and bool(_CREDIT.fullmatch(block.text))


def names_author(text: str) -> bool:
    """Whether a text consists of "by" or its like and a name."""
    by = _BY.match(text)
    return by is not None and is_name(text[by.end() :])


def _is_byline(block: Block, style: Style) -> bool:
    if (
        len(block.lines) > _BYLINE_LINES
        or block.size > _LARGEST_BYLINE * style.size
        or block.text.count(" ") >= _BYLINE_WORDS
    ):
        return False
    return _BY.match(block.text) is not None and not ends_sentence(block.text.replace("Jr.", ""))


def is_name(text: str) -> bool:
    """Whether a text is made of capitalised words like a person's name."""
    return _NAME.fullmatch(text) is not None


def _is_pull_quote(block: Block, body: Sequence[Line], style: Style, text: str, *, large: bool, largest: float) -> bool:
    words = block.text.count(" ") + 1
    stands_out = large or block.font.bold or block.font.italic or block.size > style.size * 1.05
    if not _FEWEST_WORDS <= words <= _QUOTE_WORDS or not stands_out:
        return False
    above, below = _column_neighbours(block, body)
    if _is_repeated(squashed(block.text), text) and (above is not None or len(block.lines) > 1):
        return True
    if not large or block.size > 0.95 * largest:
        return False
    if block.text[0] in _OPENING and block.text[-1] in _CLOSING:
        return True
    # No headline interrupts a sentence.
    return above is not None and below is not None and not ends_sentence(above.text) and below.text[:1].islower()


def _is_repeated(letters: str, text: str) -> bool:
    """Whether most of a block's letters are in the running text too: editors shorten the passages that they pull."""
    if len(letters) < _QUOTE_LETTERS:
        return False
    most = max(_QUOTE_LETTERS, math.ceil(_REPEATED * len(letters)))
    return letters[:most] in text or letters[-most:] in text


def _column_neighbours(block: Block, body: Sequence[Line]) -> tuple[Line | None, Line | None]:
    above = below = None
    for line in body:
        if overlap(line, block) < _SHARED:
            continue
        if line.y < block.top and (above is None or line.y > above.y):
            above = line
        if line.y > block.bottom and (below is None or line.y < below.y):
            below = line
    return above, below


def _heads_column(block: Block, body: Sequence[Line], style: Style) -> bool:
    """Whether a bold line, hardly larger than the text, is the headline of a column."""
    if (
        not block.font.bold
        or block.size < 1.03 * style.size
        or block.text.count(" ") + 1 < _FEWEST_WORDS
        or ends_sentence(block.text)
    ):
        return False
    above, below = _column_neighbours(block, body)
    if below is None or below.y - block.lines[-1].y > _HEADS * style.leading:
        return False
    return above is None or block.top - above.y > _HEADS * style.leading


def _is_caption(block: Block, shown: Iterable[Shape], style: Style) -> bool:
    if block.size > _CAPTION * style.size or block.text.count(" ") >= _CAPTION_WORDS:
        return False
    return any(_is_at(block, picture) for picture in shown)


def _is_at(block: Block, picture: Shape) -> bool:
    shared = min(block.x1, picture.x1) - max(block.x0, picture.x0)
    if shared > _SHARED * (block.x1 - block.x0):
        below = -_TOUCH <= block.top - picture.y1 <= _BELOW_PICTURE
        return (
            below
            or -_TOUCH <= picture.y0 - block.bottom <= _BESIDE_PICTURE
            or (picture.y0 <= block.top and block.bottom <= picture.y1)
        )
    beside = min(abs(block.x0 - picture.x1), abs(picture.x0 - block.x1)) <= _BESIDE_PICTURE
    return beside and picture.y0 - 4 <= block.top and block.bottom <= picture.y1 + 4


def _mark_attributions(roles: Roles, style: Style) -> None:
    """Give the short lines right below a pull quote or caption, such as its speaker's name, the same role."""
    for above in roles.having("pull_quote", "caption"):
        for block in roles.blocks:
            if roles.of[id(block)] not in {"other", "display", "byline", "headline"} or block is above:
                continue
            reach = _ATTRIBUTION_REACH * max(above.size, style.size)
            if not 0 < block.lines[0].y - above.lines[-1].y <= reach or overlap(block, above) < _SHARED:
                continue
            if block.text.count(" ") < _ATTRIBUTION_WORDS and block.size <= above.size * 1.05:
                roles.of[id(block)] = roles.of[id(above)]
