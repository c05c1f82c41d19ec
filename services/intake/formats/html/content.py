"""The article of a web page: which part of the page it is.

Every element covers a stretch of the page's blocks. The article is the element whose blocks are worth most: prose
counts for it, links and scraps against it. What a site names like furniture, or hides, counts for the elements inside
of it as for all others, but not for those around it; so such names decide only where there is a choice.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from lxml import etree

from services.intake.formats.html.blocks import HEADINGS, LEAVES, PROSE_BYTES, Block, Level, Page, Reach, read_blocks
from services.intake.formats.html.stated import StatedText, begins_with
from services.intake.formats.html.text import Chosen, Part, text_of

_TRUST = {Level.SHOWN: 1.0, Level.SELDOM: 0.3, Level.HIDDEN: 0.35, Level.BESIDE: 0.05}
"""What is named so must be worth so much more than the best that is not. The names of comments are nearly always true,
and there can be a hundred times as many of them as there is article."""

WIDER_GAIN = 1.2
"""An element is taken for one inside it only where it is worth so much more: else it holds neighbours, too."""

SHARE_OF_NAMED = 0.5
"""A part that its site names the article body is believed where it is worth so much of the best."""

STATED_WORTH = 3.0
"""A block that the page's own metadata repeat counts so much more."""

FAIR_SHARE = 0.5
"""What is named like furniture gives way to what is worth so much of it, links not counted."""

HEADLINE_SHARE = 0.4
"""An element with the page's headline and so much of the text holds the article; what is beside it is another."""

FEWEST_PARAGRAPHS = 3
"""With fewer below a headline, the text may go on in the element's neighbours: the headline stands with a summary."""

MAX_LEADS = 12
"""Blocks between headline and text that are a summary."""

MAX_LEAD_SHARE = 0.4

MAX_CAPTION_STEPS, MAX_CAPTION_BLOCKS = 4, 3
"""How far up from a block what says that it is a caption may stand, and how many blocks that may hold: its credit."""

MAX_HEADS = 50
"""No article has more headlines."""

MAX_STEPS = 12
"""How far up from the article's element its other parts are looked for."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """What the page says of its article beside the text."""

    title: str | None = None
    body: str = ""
    summary: str = ""


def find_article(root: etree._Element, known: Known) -> list[Part]:
    """The text of the page's article in order, with what stands in it and is no text."""
    page = read_blocks(root)
    if not page.blocks:
        return []
    stated = StatedText(known.body)
    headline = _headline(page, known.title)
    is_stated = [stated.holds(block.text) or begins_with(block.text, known.summary) for block in page.blocks]
    choice = _Choice(page, is_stated, headline)
    if choice.is_furniture:
        # The links around a short article may outweigh it in every element that holds it.
        other = _Choice(page, is_stated, headline, scraps_count=False)
        if not other.is_furniture and other.worth >= FAIR_SHARE * choice.worth:
            choice = other
    chosen = choice.made()
    parts = text_of(page, chosen, stated, known.summary)
    if choice.is_hidden and stated and not any(stated.holds(part.text) for part in parts):
        return []  # a notice for those without scripts
    return parts


def find_text(root: etree._Element) -> list[Block]:
    """All blocks that a reader sees, in order: for what is no page of a site, such as a mail."""
    page = read_blocks(root)
    hidden: set[int] = set()
    for reach in page.reaches:
        if reach.level is Level.HIDDEN or (reach.parent is not None and reach.parent.number in hidden):
            hidden.add(reach.number)
    return [block for block in page.blocks if block.within.number not in hidden]


def _headline(page: Page, title: str | None) -> int | None:
    """The number of the block that is the page's headline."""
    heads = [number for number, block in enumerate(page.blocks) if block.tag == "h1"][:MAX_HEADS]
    heads = [number for number in heads if not _is_in_navigation(page.blocks[number])]
    if title:
        wanted = _words(title)
        same = [number for number in heads if _is_same(_words(page.blocks[number].text), wanted)]
        if not same:
            others = (number for number, block in enumerate(page.blocks) if block.tag in HEADINGS)
            same = [number for number in others if _words(page.blocks[number].text) == wanted]
        if same:
            return same[0]
    return heads[0] if len(heads) == 1 and not title else None


def _is_in_navigation(block: Block) -> bool:
    return any(reach.tag == "nav" for reach in block.within.above())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _is_same(one: list[str], other: list[str]) -> bool:
    shorter = min(len(set(one)), len(set(other)))
    return one == other or (shorter > 1 and 2 * len(set(one) & set(other)) > shorter)


class _Choice:
    def __init__(
        self, page: Page, is_stated: Sequence[bool], headline: int | None, *, scraps_count: bool = True
    ) -> None:
        self._page = page
        self._headline = headline
        self._levels = [reach.level for reach in page.reaches]
        least = -math.inf if scraps_count else 0.0
        self._own = [
            max(least, block.worth) * (STATED_WORTH if stated else 1)
            for block, stated in zip(page.blocks, is_stated, strict=True)
        ]
        self._holders = frozenset[int]()
        if headline is not None:
            self._holders = frozenset(reach.number for reach in page.blocks[headline].within.above())
        self._trust_holders()
        self._set_others_aside()
        self._inside: list[list[Reach]] = [[] for _ in page.reaches]
        for reach in page.reaches:
            if reach.parent is not None:
                self._inside[reach.parent.number].append(reach)
        self._prose = [0, *accumulate(own >= PROSE_BYTES for own in self._own)]
        self._raw = {level: self._sums(level) for level in Level}
        self._around = self._levels_around()
        self._found = self._best()

    def _trust_holders(self) -> None:
        """No element around the headline is furniture, nor around what the page says to be its main part."""
        for number in self._holders:
            self._levels[number] = Level.SHOWN
        around: set[int] = set()
        for reach in reversed(self._page.reaches):
            if reach.tag == "main" or reach.number in around:
                if self._levels[reach.number] is not Level.HIDDEN:
                    self._levels[reach.number] = Level.SHOWN
                if reach.parent is not None:
                    around.add(reach.parent.number)

    def _set_others_aside(self) -> None:
        """Other articles of a page of which one holds the headline."""
        articles = [reach for reach in self._page.reaches if reach.tag == "article"]
        own = next((reach for reach in articles if reach.number in self._holders), None)
        if own is None:
            return
        for reach in articles:
            if not own.start <= reach.start < own.end and reach.number not in self._holders:
                self._levels[reach.number] = max(self._levels[reach.number], Level.SELDOM)

    def _sums(self, counted: Level) -> list[float]:
        """What each element is worth with what is in it, but for elements in it of a higher level."""
        worth = [0.0] * len(self._page.reaches)
        for own, block in zip(self._own, self._page.blocks, strict=True):
            worth[block.within.number] += own
        for reach in reversed(self._page.reaches):
            if reach.parent is not None and self._levels[reach.number] <= counted:
                worth[reach.parent.number] += worth[reach.number]
        return worth

    def _levels_around(self) -> list[Level]:
        around = list(self._levels)
        for reach in self._page.reaches:
            if reach.parent is not None:
                around[reach.number] = max(around[reach.number], around[reach.parent.number])
        return around

    @property
    def is_furniture(self) -> bool:
        """Whether the best that there is stands in what is seldom an article."""
        best, level = self._found
        return level is Level.SHOWN and self._around[best.number] in (Level.SELDOM, Level.BESIDE)

    @property
    def is_hidden(self) -> bool:
        """Whether the best that there is stands in what is not shown."""
        best, level = self._found
        return Level.HIDDEN in (level, self._around[best.number])

    @property
    def worth(self) -> float:
        """What the best is worth, whatever its names."""
        best, level = self._found
        return self._raw[level][best.number]

    def made(self) -> Chosen:
        """The choice."""
        best, level = self._found
        element = self._named(self._narrowest(best, level), best, level)
        return Chosen(element, self._with_parts(element, best, level), level)

    def _best(self) -> tuple[Reach, Level]:
        home = self._home()
        reaches = [
            reach
            for reach in self._page.reaches
            if reach.end > reach.start
            and (reach.tag not in LEAVES or reach.parent is None)
            and (
                home is None
                or self._around[reach.number] is Level.SHOWN
                or home.start <= reach.start <= reach.end <= home.end
            )
        ]
        shown = max(
            reaches, key=lambda reach: self._raw[Level.SHOWN][reach.number] * _TRUST[self._around[reach.number]]
        )
        best, most = (shown, Level.SHOWN), self._raw[Level.SHOWN][shown.number] * _TRUST[self._around[shown.number]]
        for level in (Level.SELDOM, Level.HIDDEN, Level.BESIDE):
            raw = self._raw[level]
            for reach in reaches:
                if home is not None and not home.start <= reach.start <= reach.end <= home.end:
                    continue
                trusted = raw[reach.number] * _TRUST[max(level, self._around[reach.number])]
                if trusted > most:
                    best, most = (reach, level), trusted
        return best

    def _home(self) -> Reach | None:
        """The innermost element that holds the headline with a text of its own; what it hides may belong to it."""
        if self._headline is None:
            return None
        for reach in self._page.blocks[self._headline].within.above():
            prose = self._prose[reach.end] - self._prose[reach.start]
            if self._raw[Level.SHOWN][reach.number] >= PROSE_BYTES and (
                reach.tag in ("article", "main", "body") or (prose > 1 and reach.tag != "header")
            ):
                return reach
        return None

    def _narrowest(self, best: Reach, level: Level) -> Reach:
        """The element of most worth; one inside it that is worth nearly as much, or has the headline and much."""
        raw = self._raw[level]
        found = best
        while True:
            inside = [
                reach
                for reach in self._inside[found.number]
                if self._levels[reach.number] <= level and reach.end - reach.start > 1
            ]
            if not inside:
                return found
            most = max(inside, key=lambda reach: raw[reach.number])
            if raw[most.number] * WIDER_GAIN >= raw[best.number]:
                found = most
                continue
            holder = next((reach for reach in inside if reach.number in self._holders), None)
            if (
                holder is not None
                and raw[holder.number] >= HEADLINE_SHARE * raw[found.number]
                and self._has_text(holder)
            ):
                found = best = holder
                continue
            return found

    def _has_text(self, reach: Reach) -> bool:
        start = max(reach.start, self._headline or 0)
        return self._prose[reach.end] - self._prose[start] >= FEWEST_PARAGRAPHS

    def _named(self, found: Reach, best: Reach, level: Level) -> Reach:
        """The part that its site names the article body, where it is that."""
        raw = self._raw[level]
        named = [
            reach
            for reach in self._page.reaches
            if "body" in reach.signs
            and reach.end - reach.start > 1
            and best.start <= reach.start <= reach.end <= best.end
        ]
        if not named:
            return found
        candidate = max(named, key=lambda reach: raw[reach.number])
        return candidate if raw[candidate.number] >= SHARE_OF_NAMED * raw[found.number] else found

    def _with_parts(self, element: Reach, best: Reach, level: Level) -> tuple[tuple[int, int], ...]:
        """The element's stretch, the summary before it, and its neighbours that go on with the text."""
        raw = self._raw[level]
        stretches = [(element.start, element.end), *self._twins(element, best, level)]
        first, found = element.start, element
        if self._headline is not None and self._headline < first:
            stretches = [*self._leads(self._headline + 1, first, raw[element.number], level), *stretches]
        for _ in range(MAX_STEPS):
            parent = found.parent
            if parent is None or parent.end - parent.start == 0 or (found is best and not self._is_article(parent)):
                break
            for other in self._inside[parent.number]:
                if other is not found and self._goes_on(other, element, level):
                    stretches.append((other.start, other.end))
            best = parent if found is best else best
            if parent.tag in ("article", "main", "body"):
                break
            found = parent
        return _apart(stretches)

    def _is_article(self, reach: Reach) -> bool:
        """Whether an element stands in the article that holds the headline, or is it."""
        return any(around.tag == "article" and around.number in self._holders for around in reach.above())

    def _twins(self, element: Reach, best: Reach, level: Level) -> list[tuple[int, int]]:
        """The other parts that the site names the article body in the same words."""
        if "body" not in element.signs:
            return []
        twins = [
            reach
            for reach in self._page.reaches
            if reach.names == element.names
            and reach is not element
            and best.start <= reach.start <= reach.end <= best.end
            and self._around[reach.number] <= level
        ]
        headings = [heading for reach in (element, *twins) for heading in self._headings_of(reach)] if twins else []
        return [*((reach.start, reach.end) for reach in twins), *headings]

    def _headings_of(self, part: Reach) -> list[tuple[int, int]]:
        """The headings that stand before a part in the element of its own: those of a live blog's entries."""
        if part.parent is None or part.start - part.parent.start > MAX_LEADS:
            return []
        numbers = range(part.parent.start, part.start)
        blocks = self._page.blocks
        return [(at, at + 1) for at in numbers if blocks[at].tag in HEADINGS - {"h1"} and not blocks[at].linked]

    def _goes_on(self, other: Reach, element: Reach, level: Level) -> bool:
        """Whether a neighbour of the article's element is a part of it: of its class, or a paragraph."""
        if self._levels[other.number] > level or self._raw[level][other.number] <= 0:
            return False
        if self._headline is not None and other.start <= self._headline:
            return False
        if other.tag in ("p", "blockquote") and other.start >= element.end:
            return True
        return bool(other.names) and other.tag == element.tag and other.names == element.names

    def _leads(self, start: int, end: int, worth: float, level: Level) -> list[tuple[int, int]]:
        """The blocks between headline and text that are a summary."""
        found: list[tuple[int, int]] = []
        room = MAX_LEAD_SHARE * worth
        for number in range(start, end):
            block = self._page.blocks[number]
            if _is_captioned(block):
                found.append((number, number + 1))
                continue
            if self._around[block.within.number] > level or block.worth <= 0 or "small_print" in block.within.signs:
                continue
            room -= block.size
            if room < 0 or len(found) == MAX_LEADS:
                break
            found.append((number, number + 1))
        return found


def _is_captioned(block: Block) -> bool:
    """Whether a block is the caption of a picture, as its element or one right around it says."""
    return any(
        reach.tag in ("figure", "figcaption") or "caption" in reach.signs
        for reach in islice(block.within.above(), MAX_CAPTION_STEPS)
        if reach.end - reach.start <= MAX_CAPTION_BLOCKS
    )


def _apart(stretches: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The stretches in order, those that touch as one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)
