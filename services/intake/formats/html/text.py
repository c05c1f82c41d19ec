"""What of the article's part of a page is its text, and what stands in it as an aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from schemas.article import RegionRole
from services.intake.formats.html.blocks import HEADINGS, LEAVES, PROSE_BYTES, Block, Level, Page, Reach
from services.intake.formats.html.invitations import is_invitation
from services.intake.formats.html.small_print import is_caption, is_dateline, is_small_print, is_topics, tells_at_a_time
from services.intake.formats.html.stated import StatedText
from services.intake.formats.shared.prose import QUOTATION_MARKS

SHORTEST_PULL_QUOTE = 15
"""Characters; anything shorter repeats the body by chance."""

MAX_PULL_QUOTES = 20
"""Of so many asides it is looked up whether they repeat the text; no article has more."""

MAX_TABLE_BYTES = 4000
"""A larger table is data to look things up in, not to read."""

MAX_CELL_BYTES = 120

CORE_SHARE = 0.8
"""The innermost element with so much of an article's text: what stands in it is nearly all of the article."""

MAX_CARD_BYTES = 700
"""A card that leads to another story has a linked headline and a few lines."""

_PICTURE_BLOCKS = 2
"""A picture's caption and its credit; an element of more holds text, too."""

MAX_CAPTION_BYTES = 250
"""Of what is no caption by its name or its words, but stands alone with a picture."""

MAX_STEPS = 12
"""Elements around a block that are looked at: markup of more is no author's."""

MAX_LINES = 40
"""Lines of a list in boxes above one that are looked at."""

_QUOTATION_BLOCKS = 3
"""A pull quote's words, who said them, and what that one is."""

LONGEST_CHANCE = 25
"""Characters of a quotation that no article has twice by chance."""

_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]+[”“»\"]")

_POST = re.compile(r"tweet|instagram|bluesky|mastodon|tiktok|threads|fb-post|facebook|reddit")
"""Names of what others wrote elsewhere; a frame around it makes it no pull quote."""

FEWEST_IN_SECTION = 2
"""Paragraphs of a section that is headed by a link; with one it leads to another story."""

_AUTHOR_BLOCKS = 6

_ABOUT_AUTHOR = re.compile(
    r"(?:about|über|zur?|zum|sobre|à propos de|a propos de|sull['’]|over|om) (?:the |die |der |den |el |la "
    r"|l['’]|de )?"
    r"(?:authors?|writers?|reporters?|autor(?:in|en|a|e)?|verfasser(?:in)?|auteure?|autrice|författaren"
    r"|forfatteren)\s?:?",
    re.IGNORECASE,
)

_ITEMS = ("li", "dd", "dt")
_LISTS = frozenset(("ul", "ol", "dl", "li"))

_FLOW = frozenset(("article", "main", "body", "section", "li", "td", "blockquote"))

_WRITTEN = frozenset(("p", "li", "h2", "h3", "h4", "h5", "h6"))

_SENTENCES = re.compile(r"[.!?…]+(?=\s|$)")
_LETTER = re.compile(r"[^\W\d_]")
_WORD_CHARACTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The article: stretches of the page's blocks, in order and apart, and the element that holds most of them.

    Of the elements in it, those up to `level` are text as any other.
    """

    element: Reach
    stretches: tuple[tuple[int, int], ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the article, or an aside that stands in it."""

    text: str
    tag: str
    role: RegionRole | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements around a block, inside of the article's, say of it."""

    level: Level
    role: RegionRole | None
    small_print: bool
    row: Reach | None
    table: Reach | None


_NOWHERE = _Place(Level.SHOWN, None, small_print=False, row=None, table=None)


def text_of(page: Page, chosen: Chosen, stated: StatedText, summary: str) -> list[Part]:
    """The parts of the article, in order."""
    return _Reading(page, chosen, stated, summary).parts()


class _Reading:
    def __init__(self, page: Page, chosen: Chosen, stated: StatedText, summary: str) -> None:
        self._chosen, self._stated, self._summary = chosen, stated, _squeezed(summary)
        self._page = page
        self._places = _places(page, chosen)
        numbers = [number for start, end in chosen.stretches for number in range(start, end)]
        self._blocks = _rows_joined([page.blocks[number] for number in numbers], self._places)
        self._cards = _cards(page, chosen)
        self._is_body = [self._is_prose(block) for block in self._blocks]
        body = [number for number, is_body in enumerate(self._is_body) if is_body]
        self._first, self._last = (body[0], body[-1]) if body else (-1, -1)
        self._spoken = " ".join(
            _squeezed(block.text) for block, own in zip(self._blocks, self._is_body, strict=True) if own
        ).casefold()
        self._core = self._core_element(page)
        own = [block for block, is_body in zip(self._blocks, self._is_body, strict=True) if is_body]
        self._body = {id(block) for block in own}
        self._body_in = Counter(block.within.parent.number for block in own if block.within.parent is not None)
        self._looked_up = 0
        self._posts = _inside_of(
            page, lambda reach: reach.tag == "blockquote" and _POST.search(reach.names) is not None
        )
        self._boxes = _inside_of(page, self._is_pull_quote) | _inside_of(page, self._is_author_box)

    def _core_element(self, page: Page) -> Reach | None:
        """The innermost element that holds most of the text."""
        held: dict[int, int] = {}
        whole = 0
        for block, is_body in zip(self._blocks, self._is_body, strict=True):
            if is_body:
                whole += block.size
                held[block.within.number] = held.get(block.within.number, 0) + block.size
        core: Reach | None = None
        for reach in reversed(page.reaches):
            size = held.get(reach.number, 0)
            if not size or reach.number not in self._places:
                continue
            if reach.parent is not None:
                held[reach.parent.number] = held.get(reach.parent.number, 0) + size
            if size >= CORE_SHARE * whole and reach.tag not in LEAVES and (core is None or reach.depth > core.depth):
                core = reach
        return core

    def _place(self, block: Block) -> _Place:
        return self._places.get(block.within.number, _NOWHERE)

    def _is_prose(self, block: Block) -> bool:
        """Whether the text may begin or end here."""
        place = self._place(block)
        if place.role is not None or place.level > self._chosen.level or block.is_links or self._is_on_card(block):
            return False
        if block.is_teaser and block.tag != "p":
            return False
        if is_invitation(block.text) or is_small_print(block.text):
            return False
        return block.worth > 0 and not (place.small_print and block.size < 2 * PROSE_BYTES)

    def _is_on_card(self, block: Block) -> bool:
        return block.within.number in self._cards

    def parts(self) -> list[Part]:
        """What is kept."""
        if self._first < 0:
            return [
                Part(block.text, block.tag)
                for block in self._blocks
                if not block.is_links and self._place(block).level <= self._chosen.level
            ]
        kept: list[Part] = []
        seen: set[str] = set()
        captions: set[str] = set()
        pull_quotes = 0
        for number, block in enumerate(self._blocks):
            role = self._role(number, block)
            if role == "pull_quote" and block.within.number in self._posts and not self._is_repeated(block):
                role = "body"  # what others wrote, shown in a frame
            if role == "body" and block.text in seen and (block.text in captions or not self._may_repeat(block)):
                continue  # what stands by every picture of a gallery, or twice for two sizes of screen
            if role == "pull_quote":
                pull_quotes += 1
                role = "pull_quote" if pull_quotes <= MAX_PULL_QUOTES and self._is_repeated(block) else "boilerplate"
            if role == "nothing" or (role != "body" and block.text in seen):
                continue
            seen.add(block.text)
            if role == "caption":
                captions.add(block.text)
            kept.append(Part(block.text, block.tag, None if role == "body" else role))
        return kept

    def _may_repeat(self, block: Block) -> bool:
        """Whether an author may have written it twice: a short answer, an item of several lists."""
        return block.size < 2 * PROSE_BYTES and block.tag in _WRITTEN and self._is_in_core(block)

    def _role(self, number: int, block: Block) -> RegionRole | Literal["nothing"]:
        place = self._place(block)
        is_deeper = place.level > self._chosen.level
        if not _WORD_CHARACTER.search(block.text):
            return "nothing"
        if is_deeper and self._stated.holds(block.text):
            return "body"
        if is_deeper and place.level is Level.HIDDEN:
            return "nothing"
        if place.role is not None or is_deeper:
            return place.role or "boilerplate"
        return self._role_in_text(number, block, place)

    def _role_in_text(self, number: int, block: Block, place: _Place) -> RegionRole:
        """The role of what no name sets apart."""
        if number < self._last and is_dateline(block.text) and self._is_body[number + 1]:
            return "dateline"
        is_text = self._is_told(block) or not (
            self._is_set_apart(number, block, place) or self._is_stray(number, block)
        )
        if not is_text:
            return "boilerplate"
        return "caption" if self._is_caption(block) else "body"

    def _is_told(self, block: Block) -> bool:
        """Whether the page's metadata repeat it."""
        if block.is_links:
            return False
        return self._stated.holds(block.text) or (
            block.size >= PROSE_BYTES and bool(self._summary) and _squeezed(block.text) in self._summary
        )

    def _is_set_apart(self, number: int, block: Block, place: _Place) -> bool:
        """Whether its words or links say that it is no text: an invitation, a way to another story, small print."""
        if block.within.number in self._boxes:
            return True
        if is_invitation(block.text) or self._is_on_card(block) or (block.links and is_topics(block.text)):
            return True
        if block.is_teaser and not (block.tag == "p" and self._is_in_core(block)):
            return True
        if place.small_print and block.size < 2 * PROSE_BYTES and block.tag not in HEADINGS:
            return not tells_at_a_time(block.text)
        if block.is_links:
            return not self._is_heading_of_text(number, block)
        is_cells = place.row is not None or (block.tag in HEADINGS and tells_at_a_time(block.text))
        return not is_cells and (is_small_print(block.text) or not _LETTER.search(block.text))

    def _is_stray(self, number: int, block: Block) -> bool:
        """Whether it stands neither among the paragraphs nor where they stand."""
        inside = self._first <= number <= self._last
        place = self._place(block)
        if place.table is not None and place.row is None:
            return not (inside and block.worth > 0)
        if inside or block.ends_sentence or (block.is_links and block.tag in HEADINGS):
            return False
        return not (self._is_in_core(block) or self._is_above_text(number, block) or self._is_introduced(number))

    def _is_caption(self, block: Block) -> bool:
        """Whether it names its picture's source at its end, or stands with a picture in an element of their own."""
        if is_caption(block.text) or (
            block.below_picture
            and block.size <= MAX_CAPTION_BYTES
            and not block.linked
            and self._is_one_sentence(block)
        ):
            return True
        around = block.within if block.tag not in ("p", "span", "small") else block.within.parent
        for _ in range(3):
            if around is None or around is self._core or around.tag in _FLOW:
                return False
            if around.end - around.start > _PICTURE_BLOCKS:
                return False
            if around.pictures:
                return block.size <= MAX_CAPTION_BYTES and not block.linked and block.tag not in HEADINGS
            around = around.parent
        return False

    @staticmethod
    def _is_one_sentence(block: Block) -> bool:
        return block.ends_sentence and len(_SENTENCES.findall(block.text)) <= 1

    def _is_above_text(self, number: int, block: Block) -> bool:
        """Whether it is a heading, or the first step of an instruction, and the text goes on right below it."""
        if not number < self._last or not self._is_body[number + 1]:
            return False
        below = self._blocks[number + 1].within
        return block.tag in HEADINGS or (block.tag == below.tag and block.within.parent is below.parent)

    def _is_heading_of_text(self, number: int, block: Block) -> bool:
        """Whether a heading that is a link stands among the paragraphs, and above one."""
        if block.tag not in HEADINGS or not self._first <= number < self._last or not self._is_in_core(block):
            return False
        below = number + 1
        while below < self._last and self._place(self._blocks[below]).role in ("caption", "credit"):
            below += 1
        if not self._is_body[below]:
            return False
        box, text = block.within.parent, self._blocks[below].within
        if box is None or text.parent is not box:
            return False
        return box is self._core or (box.parent is self._core and self._body_in[box.number] >= FEWEST_IN_SECTION)

    def _is_in_core(self, block: Block) -> bool:
        """Whether it stands where the text stands: a list at its end, a line of scores, a short summary."""
        if self._core is None:
            return False
        around = block.within
        lists = [found for found in islice(around.above(), MAX_STEPS) if found.tag in _ITEMS]
        around = lists[-1] if lists else around  # lists within lists are one
        steps = {"tr": 4, "td": 5}.get(around.tag, 2 if around.tag in (*HEADINGS, *_ITEMS) else 1)
        for _ in range(steps + 1):
            if around is self._core:
                return True
            if around.parent is None:
                return False
            around = around.parent
        return False

    def _is_introduced(self, number: int) -> bool:
        """Whether it is a line of a list, set in boxes of its own, below a heading or a line that announces it."""
        block = self._blocks[number]
        box = next((around for around in islice(block.within.above(), 1, MAX_STEPS) if around.tag not in _LISTS), None)
        if box is None or box is self._core or block.linked or block.within.level is not Level.SHOWN:
            return False
        for _ in range(MAX_LINES):
            if number == 0 or box not in islice(self._blocks[number - 1].within.above(), MAX_STEPS):
                break
            number -= 1
        first, before = self._blocks[number], self._blocks[number - 1] if number else None
        if first is not block and first.tag in HEADINGS and self._is_near_core(box):
            return not is_small_print(first.text)
        return before is not None and before.text.endswith(":") and before.tag == "p" and self._is_in_core(before)

    def _is_near_core(self, box: Reach) -> bool:
        """Whether a box stands in the element of the text, or holds a list that does."""
        return self._core in (box.parent, box.parent.parent if box.parent is not None else None)

    def _is_pull_quote(self, reach: Reach) -> bool:
        """Whether an element holds a quotation that the text has, too, and at most who said it."""
        if reach.tag in LEAVES - {"blockquote"} or not 1 <= reach.end - reach.start <= _QUOTATION_BLOCKS:
            return False
        blocks = self._page.blocks[reach.start : reach.end]
        if blocks[0].text[:1] not in QUOTATION_MARKS or any(block.size > MAX_CAPTION_BYTES for block in blocks):
            return False
        quoted = _QUOTED.match(blocks[0].text)
        core = _core_of(quoted[0] if quoted else blocks[0].text.split("\n")[0])
        if len(core) < LONGEST_CHANCE or self._looked_up == MAX_PULL_QUOTES:
            return False
        self._looked_up += 1
        return self._spoken.count(core) > any(id(block) in self._body for block in blocks)

    def _is_author_box(self, reach: Reach) -> bool:
        """Whether an element has a heading that says that it is about the author, and a few lines below it."""
        if reach.tag in LEAVES or not 1 < reach.end - reach.start <= _AUTHOR_BLOCKS or reach is self._core:
            return False
        heading = self._page.blocks[reach.start]
        return (heading.tag in HEADINGS or heading.size <= PROSE_BYTES) and _ABOUT_AUTHOR.fullmatch(
            heading.text
        ) is not None

    def _is_repeated(self, block: Block) -> bool:
        """Whether a pull quote stands in the body, too; its marks may be others, and its source may follow."""
        lines = block.text.split("\n")
        for text in (block.text, lines[0]):
            core = _core_of(text)
            if len(core) >= SHORTEST_PULL_QUOTE and core in self._spoken:
                return True
        return False


def _core_of(text: str) -> str:
    """A quotation without its marks."""
    return _squeezed(text).strip("\"'“”„«»‹›‘’ .…").casefold()


def _inside_of(page: Page, is_meant: Callable[[Reach], bool]) -> set[int]:
    """The numbers of the elements that are meant, and of all that are in them."""
    found: set[int] = set()
    for reach in page.reaches:
        if (reach.parent is not None and reach.parent.number in found) or is_meant(reach):
            found.add(reach.number)
    return found


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _places(page: Page, chosen: Chosen) -> dict[int, _Place]:
    """What is around the blocks of the article's stretches, from its element inwards, by the number of the element."""
    places: dict[int, _Place] = {}
    outer = {reach.number for reach in chosen.element.above()}
    starts, ends = chosen.stretches[0][0], chosen.stretches[-1][1]
    for reach in page.reaches:
        if reach.end <= starts or reach.start >= ends:
            continue
        if reach.number in outer:
            places[reach.number] = _NOWHERE
            continue
        around = places.get(reach.parent.number, _NOWHERE) if reach.parent is not None else _NOWHERE
        places[reach.number] = _inside(around, reach)
    return places


def _inside(around: _Place, reach: Reach) -> _Place:
    role = around.role
    if reach.tag == "table" and role == "caption" and not reach.pictures:
        role = None
    elif role is None:
        role = _role_of(reach)
    elif role == "caption" and "credit" in reach.signs:
        role = "credit"
    elif reach.tag == "blockquote" and role == "caption":
        role = "pull_quote"
    return _Place(
        level=max(
            around.level,
            Level.SHOWN if role in ("caption", "credit") and reach.level is not Level.HIDDEN else reach.level,
        ),
        role=role,
        small_print=around.small_print or ("small_print" in reach.signs and reach.tag not in HEADINGS),
        row=reach if reach.tag == "tr" else around.row,
        table=reach if reach.tag == "table" else around.table,
    )


def _role_of(reach: Reach) -> RegionRole | None:
    if reach.tag in ("figure", "figcaption"):
        return "credit" if "credit" in reach.signs and reach.tag != "figure" else "caption"
    if reach.tag == "aside" or "pull_quote" in reach.signs:
        # What is no pull quote after all is told apart by its text, which a pull quote repeats.
        return "pull_quote"
    if "credit" in reach.signs and reach.tag not in HEADINGS:
        return "credit"
    return "caption" if "caption" in reach.signs and reach.tag not in HEADINGS else None


def _rows_joined(blocks: Sequence[Block], places: dict[int, _Place]) -> list[Block]:
    """The blocks with the cells of a table's row as one, where the table is one to be read."""
    sizes: dict[int, int] = {}
    layouts: set[int] = set()
    for block in blocks:
        table = places.get(block.within.number, _NOWHERE).table
        if table is not None:
            sizes[table.number] = sizes.get(table.number, 0) + block.size
            if block.size > MAX_CELL_BYTES:
                layouts.add(table.number)
    joined: list[Block] = []
    row_before: Reach | None = None
    for block in blocks:
        place = places.get(block.within.number, _NOWHERE)
        is_data = (
            place.table is not None
            and place.table.number not in layouts
            and sizes[place.table.number] <= MAX_TABLE_BYTES
        )
        if is_data and place.row is not None and place.row is row_before:
            last = joined[-1]
            joined[-1] = Block(
                f"{last.text} {block.text}", last.size + block.size + 1, last.linked + block.linked, place.row
            )
        else:
            joined.append(block)
        row_before = place.row if is_data else None
    return joined


def _cards(page: Page, chosen: Chosen) -> set[int]:
    """What leads to other stories: elements with a linked headline and a few lines, and all that is in them."""
    cards: set[int] = set()
    quoted = _inside_of(page, lambda reach: reach.tag == "blockquote")
    start, end = chosen.stretches[0][0], chosen.stretches[-1][1]
    outer = {reach.number for reach in chosen.element.above()}
    for reach in page.reaches:
        if reach.parent is not None and reach.parent.number in cards:
            cards.add(reach.number)
            continue
        if (
            reach.start < start
            or reach.end > end
            or reach.number in outer
            or reach.number in quoted
            or reach.end - reach.start not in (2, 3, 4)
        ):
            continue
        blocks = page.blocks[reach.start : reach.end]
        if sum(block.size for block in blocks) > MAX_CARD_BYTES or reach.tag in (
            "table",
            "tr",
            "tbody",
            "ul",
            "ol",
            "dl",
        ):
            continue
        head = next(
            (block for block in blocks[:2] if block.linked >= block.size and block.size >= PROSE_BYTES // 4), None
        )
        if (head is not None and sum(block.worth > 0 for block in blocks) == 1) or (
            head is None and _is_appeal(blocks)
        ):
            cards.add(reach.number)
    return cards


def _is_appeal(blocks: Sequence[Block]) -> bool:
    """Whether an element holds an invitation with its heading, and little else."""
    return any(is_invitation(block.text) for block in blocks) and all(
        is_invitation(block.text) or block.tag in HEADINGS or block.size <= PROSE_BYTES for block in blocks
    )
